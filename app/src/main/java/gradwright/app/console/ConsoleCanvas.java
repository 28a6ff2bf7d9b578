package gradwright.app.console;

import gradwright.app.console.ConsoleSearch.Match;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/// Draws the lines of a console that are in sight, however many there are.
final class ConsoleCanvas extends Region {
  private static final double PADDING = ConsoleMetrics.PADDING;

  private final ConsoleModel console;
  private final Consumer<SourceLink> follow;
  private final Canvas canvas = new Canvas();
  private final ConsoleBars bars = new ConsoleBars(this::requestDraw);
  private final ConsolePaints paints = new ConsolePaints(this::requestDraw);
  private final ConsolePainter painter = new ConsolePainter(canvas.getGraphicsContext2D(), paints);
  private final ConsolePointer pointer;

  /// Takes the code font from the style sheets.
  private final Text probe = new Text("0");

  private ConsoleMetrics metrics = ConsoleMetrics.of(probe.getFont());
  private boolean drawing;
  private boolean locked;
  private long widest;
  private @Nullable Match match;

  /// @param follow opens the place of a link
  ConsoleCanvas(ConsoleModel console, Consumer<SourceLink> follow) {
    this.console = console;
    this.follow = follow;
    pointer = new ConsolePointer(console);
    getStyleClass().add("console-canvas");
    setAccessibleRole(AccessibleRole.TEXT_AREA);
    setAccessibleText("Console output");
    setFocusTraversable(true);
    probe.getStyleClass().add("code");
    probe.setOpacity(0);
    probe.setManaged(false);
    probe.setMouseTransparent(true);
    getChildren().addAll(paints, probe, canvas, bars.vertical(), bars.horizontal());
    probe.fontProperty().subscribe(this::measure);
    addEventHandler(ScrollEvent.SCROLL, bars::wheel);
    canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
    canvas.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
    canvas.addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
  }

  private void measure(Font font) {
    metrics = ConsoleMetrics.of(font);
    requestLayout();
    requestDraw();
  }

  /// Keeps the place in sight where it is while lines are added.
  void setLocked(boolean on) {
    locked = on;
    if (!on) {
      bars.toEnd();
    }
  }

  /// The console has other lines than before.
  void refresh() {
    boolean atEnd = !locked && bars.isAtEnd();
    double across = widest * metrics.charWidth() + 2 * PADDING;
    bars.fit(console.end() - console.first(), rows(), across, canvas.getWidth(), metrics.charWidth());
    if (atEnd) {
      bars.toEnd();
    }
    requestDraw();
  }

  private int rows() {
    return (int) Math.max(1, Math.floor((canvas.getHeight() - PADDING) / metrics.lineHeight()));
  }

  private long top() {
    return console.first() + bars.lines();
  }

  @Override
  protected void layoutChildren() {
    ScrollBar vertical = bars.vertical();
    ScrollBar horizontal = bars.horizontal();
    double bar = Math.ceil(vertical.prefWidth(-1));
    double sideways = Math.ceil(horizontal.prefHeight(-1));
    double width = Math.max(0, getWidth() - bar);
    double height = Math.max(0, getHeight() - (horizontal.isVisible() ? sideways : 0));
    canvas.setWidth(width);
    canvas.setHeight(height);
    vertical.resizeRelocate(width, 0, bar, getHeight());
    horizontal.resizeRelocate(0, getHeight() - sideways, width, sideways);
    refresh();
  }

  private void requestDraw() {
    if (!drawing) {
      drawing = true;
      Platform.runLater(() -> {
        drawing = false;
        draw();
      });
    }
  }

  private void draw() {
    painter.clear(metrics);
    long top = top();
    List<ConsoleLine> lines = console.lines(top, top + rows() + 1L);
    double left = PADDING - Math.round(bars.pixels());
    long widestNow = widest;
    double y = PADDING / 2;
    long number = Math.max(top, console.first());
    for (ConsoleLine line : lines) {
      painter.drawMarks(metrics, number, line, left, y, pointer.selection(), match);
      painter.drawText(metrics, line, left, y);
      widestNow = Math.max(widestNow, line.text().length());
      y += metrics.lineHeight();
      number++;
    }
    if (widestNow != widest) {
      widest = widestNow;
      requestLayout();
    }
  }

  private void key(KeyEvent event) {
    switch (event.getCode()) {
      case PAGE_UP -> bars.byLines(-rows());
      case PAGE_DOWN -> bars.byLines(rows());
      case UP -> bars.byLines(-1);
      case DOWN -> bars.byLines(1);
      case LEFT -> bars.byPixels(-4 * metrics.charWidth());
      case RIGHT -> bars.byPixels(4 * metrics.charWidth());
      case HOME -> bars.toLine(0);
      case END -> bars.toEnd();
      case A -> {
        if (!event.isShortcutDown()) {
          return;
        }
        selectAll();
      }
      default -> {
        return;
      }
    }
    event.consume();
  }

  private long lineAt(double y) {
    return Math.clamp(
        top() + (long) Math.floor((y - PADDING / 2) / metrics.lineHeight()),
        console.first(),
        Math.max(console.first(), console.end() - 1));
  }

  private int columnAt(double x) {
    return (int) Math.max(0, Math.round((x - PADDING + bars.pixels()) / metrics.charWidth()));
  }

  private Optional<SourceLink> linkAt(MouseEvent event) {
    int column = (int) Math.floor((event.getX() - PADDING + bars.pixels()) / metrics.charWidth());
    long line = top() + (long) Math.floor((event.getY() - PADDING / 2) / metrics.lineHeight());
    return console.lines(line, line + 1).stream().findFirst().flatMap(l -> SourceLink.at(l.text(), column));
  }

  private void press(MouseEvent event) {
    requestFocus();
    if (event.getButton() != MouseButton.PRIMARY) {
      return;
    }
    Optional<SourceLink> link = linkAt(event);
    if (link.isPresent() && event.getClickCount() == 1) {
      follow.accept(link.get());
      return;
    }
    pointer.press(lineAt(event.getY()), columnAt(event.getX()), event.getClickCount());
    requestDraw();
  }

  private void drag(MouseEvent event) {
    if (event.getButton() == MouseButton.PRIMARY) {
      if (event.getY() < 0) {
        bars.byLines(-1);
      } else if (event.getY() > canvas.getHeight()) {
        bars.byLines(1);
      }
      pointer.drag(lineAt(event.getY()), columnAt(event.getX()));
      requestDraw();
    }
  }

  private void hover(MouseEvent event) {
    // The headless platform has no cursors to choose from.
    Cursor cursor = linkAt(event).isPresent() ? Cursor.HAND : Cursor.TEXT;
    if (canvas.getCursor() != cursor) {
      canvas.setCursor(cursor);
    }
  }

  void selectAll() {
    pointer.selectAll();
    requestDraw();
  }

  /// The selected text, or all of it where nothing is selected.
  String selectedText() {
    return pointer.text();
  }

  void clearMarks() {
    pointer.clear();
    match = null;
    widest = 0;
    requestLayout();
    requestDraw();
  }

  /// Shows a match in the middle.
  void show(@Nullable Match found) {
    match = found;
    if (found != null) {
      reveal(found.line());
      double x = found.start() * metrics.charWidth();
      if (x < bars.pixels() || x > bars.pixels() + canvas.getWidth() - 2 * PADDING) {
        bars.toPixel(x - canvas.getWidth() / 2);
      }
    }
    requestDraw();
  }

  void follow(SourceLink link) {
    follow.accept(link);
  }

  void reveal(long line) {
    bars.toLine(line - console.first() - rows() / 2.0);
  }
}
