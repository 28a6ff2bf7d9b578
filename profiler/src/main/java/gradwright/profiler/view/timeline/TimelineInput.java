package gradwright.profiler.view.timeline;

import gradwright.profiler.timeline.Lane.Position;
import gradwright.profiler.timeline.Range;
import gradwright.profiler.timeline.TimelineModel;
import java.util.function.Consumer;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.jspecify.annotations.Nullable;

/// Keys and mouse of a timeline.
final class TimelineInput {
  private static final double DRAG = 4;
  private static final double WHEEL = 40;

  private final TimelineCanvas canvas;
  private final TimelineModel model;
  private final Consumer<Position> open;
  private double pointer = Double.NaN;
  private double pressedAt;
  private double pressedTime;
  private double draggedTo;
  private boolean selecting;
  private boolean panning;

  /// `open` is told of a span that was clicked or entered.
  TimelineInput(TimelineCanvas canvas, TimelineModel model, Consumer<Position> open) {
    this.canvas = canvas;
    this.model = model;
    this.open = open;
    canvas.setOnKeyPressed(this::keyPressed);
    canvas.setOnScroll(this::scrolled);
    canvas.setOnMousePressed(this::pressed);
    canvas.setOnMouseDragged(this::dragged);
    canvas.setOnMouseReleased(this::released);
    canvas.setOnMouseMoved(this::moved);
    canvas.setOnMouseExited(_ -> {
      pointer = Double.NaN;
      model.hover(null);
    });
  }

  private static double plotX(double x) {
    return x - TimelineCanvas.GUTTER;
  }

  /// Where zooming keys keep the time: under the pointer, or in the middle.
  private double anchor() {
    return Double.isNaN(pointer) || pointer < 0 ? (canvas.getWidth() - TimelineCanvas.GUTTER) / 2 : pointer;
  }

  private void keyPressed(KeyEvent event) {
    if (event.isControlDown() || event.isAltDown() || event.isMetaDown()) {
      return;
    }
    double steps = event.isShiftDown() ? 3 : 1;
    switch (event.getCode()) {
      case W, PLUS, ADD, EQUALS -> model.zoom(steps, anchor());
      case S, MINUS, SUBTRACT -> model.zoom(-steps, anchor());
      case A -> model.pan(-steps);
      case D -> model.pan(steps);
      case F, HOME, DIGIT0 -> model.fit();
      case Z -> model.zoomToSelection();
      case LEFT -> model.chooseNext(-1);
      case RIGHT -> model.chooseNext(1);
      case UP -> model.chooseRow(-1);
      case DOWN -> model.chooseRow(1);
      case ENTER, SPACE -> {
        Position chosen = model.chosen();
        if (chosen != null) {
          open.accept(chosen);
        }
      }
      case ESCAPE -> {
        if (model.selection() == null && model.chosen() == null && model.highlight() == null) {
          return;
        }
        model.select(null);
        model.choose(null);
      }
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void scrolled(ScrollEvent event) {
    double x = plotX(event.getX());
    if (event.isControlDown()) {
      double most = Math.max(0, model.stack().height() - canvas.rowsHeight());
      canvas.scrollProperty().set(Math.clamp(canvas.scrollProperty().get() - event.getDeltaY(), 0, most));
    } else if (event.isShiftDown() || Math.abs(event.getDeltaX()) > Math.abs(event.getDeltaY())) {
      // Shift turns the wheel sideways on some systems only.
      model.panPixels(-(event.getDeltaX() + (event.isShiftDown() ? event.getDeltaY() : 0)));
    } else {
      model.zoom(event.getDeltaY() / WHEEL, Math.max(0, x));
    }
    event.consume();
  }

  private void pressed(MouseEvent event) {
    canvas.requestFocus();
    pressedAt = event.getX();
    draggedTo = event.getX();
    pressedTime = model.viewport().timeAt(plotX(event.getX()));
    panning = event.getButton() == MouseButton.MIDDLE || (isPrimary(event) && event.isShiftDown());
    selecting = false;
    event.consume();
  }

  private static boolean isPrimary(MouseEvent event) {
    return event.getButton() == MouseButton.PRIMARY;
  }

  private void dragged(MouseEvent event) {
    if (panning) {
      model.panPixels(draggedTo - event.getX());
      draggedTo = event.getX();
    } else if (isPrimary(event) && (selecting || Math.abs(event.getX() - pressedAt) >= DRAG)) {
      selecting = true;
      double x = Math.clamp(plotX(event.getX()), 0, canvas.getWidth() - TimelineCanvas.GUTTER);
      double time = model.viewport().timeAt(x);
      if (time != pressedTime) {
        model.select(new Range(Math.min(time, pressedTime), Math.max(time, pressedTime)));
      }
    }
    event.consume();
  }

  private void released(MouseEvent event) {
    if (!selecting && !panning && isPrimary(event)) {
      Position hit = hit(event);
      model.choose(hit);
      if (hit != null) {
        open.accept(hit);
      } else {
        model.select(null);
      }
    }
    selecting = false;
    panning = false;
    event.consume();
  }

  private @Nullable Position hit(MouseEvent event) {
    double x = plotX(event.getX());
    return x < 0 ? null : model.hit(x, canvas.barAt(event.getY()));
  }

  private void moved(MouseEvent event) {
    pointer = plotX(event.getX());
    model.hover(hit(event));
  }
}
