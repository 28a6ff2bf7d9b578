package gradwright.profiler.view.memory;

import gradwright.profiler.focus.FocusModel;
import gradwright.profiler.memory.MemoryCurve;
import gradwright.profiler.memory.MemoryHistory;
import gradwright.profiler.memory.MemoryHistory.Live;
import gradwright.profiler.memory.MemoryModel;
import gradwright.profiler.quantity.Places;
import gradwright.profiler.quantity.Quantities;
import gradwright.profiler.store.ProfileSource;
import gradwright.profiler.view.canvas.Background;
import gradwright.profiler.view.canvas.ThemedCanvas;
import gradwright.profiler.view.canvas.Tools;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/// Live bytes over time, and which lines they come from at the moment that is looked at, at first the peak.
public final class MemoryView extends BorderPane {
  private static final double WHEEL = 40;

  /// What is asked of the background, as one value.
  private record Asked(MemoryHistory history, int device, double moment) {
    List<Live> live() {
      return history.live(history.curves().get(device), moment);
    }
  }

  private final MemoryModel model = new MemoryModel();
  private final MemoryCanvas canvas = new MemoryCanvas(model);
  private final LiveTable table;
  private final Label moment = new Label();
  private final Background<MemoryHistory> adding;
  private final Background<List<Live>> listing;
  private volatile Asked asked = new Asked(MemoryHistory.EMPTY, 0, 0);

  public MemoryView(ProfileSource source, FocusModel focus) {
    adding = new Background<>(() -> MemoryHistory.of(source.recording()), this::show);
    listing = new Background<>(() -> asked.history().isEmpty() ? List.of() : asked.live(), this::showLive);
    table =
        new LiveTable(live -> {
          if (live.place().isKnown()) {
            focus.set(Places.focus(live.place()), this);
          }
        });
    canvas.setId("memory");
    canvas.setAccessibleText("Memory over time");
    canvas.setAccessibleHelp("W and S zoom, A and D move, left and right go from change to change, P goes to the peak");
    SplitPane split = new SplitPane(canvas, table);
    split.setDividerPositions(0.64);
    setTop(bar());
    setCenter(split);
    canvas.setOnMousePressed(this::pressed);
    canvas.setOnMouseDragged(this::pressed);
    canvas.setOnScroll(this::scrolled);
    canvas.setOnKeyPressed(this::keyPressed);
    model.listen(this::changed);
    source.listen(adding::request);
    adding.request();
  }

  private HBox bar() {
    Button peak = new Button("Peak");
    peak.setAccessibleText("Look at the moment when most was alive");
    peak.setOnAction(_ -> model.lookAtPeak(model.device()));
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox bar =
        new HBox(
            Tools.button(Feather.ZOOM_IN, "Zoom in (W)", () -> model.zoom(1, middle())),
            Tools.button(Feather.ZOOM_OUT, "Zoom out (S)", () -> model.zoom(-1, middle())),
            Tools.button(Feather.MAXIMIZE, "Show everything (F)", model::fit),
            peak,
            gap,
            moment);
    bar.getStyleClass().add("gw-bar");
    bar.getStylesheets().add(ThemedCanvas.stylesheet());
    return bar;
  }

  /// Whether anybody sees this view; while nobody does it does no work.
  public void setActive(boolean seen) {
    adding.setActive(seen);
  }

  public MemoryModel model() {
    return model;
  }

  private double middle() {
    return (canvas.getWidth() - MemoryCanvas.GUTTER) / 2;
  }

  private void show(MemoryHistory history) {
    model.show(history);
  }

  private void changed() {
    MemoryCurve curve = model.curve();
    Asked next = new Asked(model.history(), model.device(), model.moment());
    if (!next.equals(asked)) {
      asked = next;
      listing.request();
    }
    moment.setText(
        curve == null
            ? ""
            : Quantities.bytes(curve.at(model.moment()))
                + " on "
                + curve.device()
                + (model.isAtPeak() ? " at the peak, " : " at ")
                + Quantities.duration(model.moment() - model.history().start()));
  }

  private void showLive(List<Live> live) {
    table.show(live);
  }

  private void pressed(MouseEvent event) {
    canvas.requestFocus();
    double x = Math.max(0, event.getX() - MemoryCanvas.GUTTER);
    if (event.getY() >= MemoryCanvas.RULER) {
      model.lookAt(canvas.curveAt(event.getY()), model.viewport().timeAt(x));
    }
    event.consume();
  }

  private void scrolled(ScrollEvent event) {
    if (event.isShiftDown() || Math.abs(event.getDeltaX()) > Math.abs(event.getDeltaY())) {
      model.pan(-(event.getDeltaX() + (event.isShiftDown() ? event.getDeltaY() : 0)) / WHEEL / 3);
    } else {
      model.zoom(event.getDeltaY() / WHEEL, Math.max(0, event.getX() - MemoryCanvas.GUTTER));
    }
    event.consume();
  }

  private void keyPressed(KeyEvent event) {
    if (event.isControlDown() || event.isAltDown() || event.isMetaDown()) {
      return;
    }
    switch (event.getCode()) {
      case W, PLUS, ADD, EQUALS -> model.zoom(1, middle());
      case S, MINUS, SUBTRACT -> model.zoom(-1, middle());
      case A -> model.pan(-1);
      case D -> model.pan(1);
      case F, HOME -> model.fit();
      case P -> model.lookAtPeak(model.device());
      case LEFT -> model.step(-1);
      case RIGHT -> model.step(1);
      case UP -> model.lookAt(model.device() - 1, model.moment());
      case DOWN -> model.lookAt(model.device() + 1, model.moment());
      default -> {
        return;
      }
    }
    event.consume();
  }
}
