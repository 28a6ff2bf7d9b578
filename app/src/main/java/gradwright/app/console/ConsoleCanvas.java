package gradwright.app.console;

import gradwright.app.console.ConsoleSearch.Match;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
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
  private static final double PADDING = 8;
  private static final int WHEEL_LINES = 3;

  private final ConsoleModel console;
  private final Consumer<SourceLink> follow;
  private final Canvas canvas = new Canvas();
  private final ScrollBar vertical = new ScrollBar();
  private final ScrollBar horizontal = new ScrollBar();
  private final ConsolePaints paints = new ConsolePaints(this::requestDraw);

  /// Takes the code font from the style sheets.
  private final Text probe = new Text("0".repeat(100));

  private double charWidth = 8;
  private double lineHeight = 16;
  private double ascent = 12;
  private boolean drawing;
  private boolean adjusting;
  private boolean locked;
  private long widest;
  private @Nullable ConsoleSelection selection;
  private long anchorLine;
  private int anchorColumn;
  private @Nullable Match match;

  /// @param follow opens the place of a link
  ConsoleCanvas(ConsoleModel console, Consumer<SourceLink> follow) {
    this.console = console;
    this.follow = follow;
    getStyleClass().add("console-canvas");
    setAccessibleRole(AccessibleRole.TEXT_AREA);
    setAccessibleText("Console output");
    setFocusTraversable(true);
    vertical.setOrientation(Orientation.VERTICAL);
    vertical.setAccessibleText("Scroll console");
    horizontal.setAccessibleText("Scroll console sideways");
    vertical.setFocusTraversable(false);
    horizontal.setFocusTraversable(false);
    probe.getStyleClass().add("code");
    probe.setOpacity(0);
    probe.setManaged(false);
    probe.setMouseTransparent(true);
    getChildren().addAll(paints, probe, canvas, vertical, horizontal);
    probe.fontProperty().subscribe(this::measure);
    vertical.valueProperty().subscribe(_ -> scrolled());
    horizontal.valueProperty().subscribe(_ -> requestDraw());
    addEventHandler(ScrollEvent.SCROLL, this::wheel);
    canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
    canvas.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
    canvas.addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
  }

  private void measure(Font font) {
    Text text = new Text(probe.getText());
    text.setFont(font);
    charWidth = text.getLayoutBounds().getWidth() / probe.getText().length();
    lineHeight = Math.ceil(text.getLayoutBounds().getHeight() * 1.15);
    ascent = Math.round((lineHeight - text.getLayoutBounds().getHeight()) / 2 + text.getBaselineOffset());
    requestLayout();
    requestDraw();
  }

  /// Keeps the place in sight where it is while lines are added.
  void setLocked(boolean on) {
    locked = on;
    if (!on) {
      scrollToEnd();
    }
  }

  /// The console has other lines than before.
  void refresh() {
    boolean atEnd = !locked && vertical.getValue() >= vertical.getMax() - 0.5;
    updateBars();
    if (atEnd) {
      scrollToEnd();
    }
    requestDraw();
  }

  private void scrollToEnd() {
    vertical.setValue(vertical.getMax());
  }

  private int rows() {
    return (int) Math.max(1, Math.floor((canvas.getHeight() - PADDING) / lineHeight));
  }

  private void updateBars() {
    adjusting = true;
    long lines = console.end() - console.first();
    int rows = rows();
    double max = Math.max(0, lines - rows);
    vertical.setMax(Math.max(max, 1e-9));
    vertical.setVisibleAmount(lines == 0 ? 1 : vertical.getMax() * Math.min(1, rows / (double) lines));
    vertical.setBlockIncrement(rows);
    vertical.setUnitIncrement(1);
    vertical.setVisible(max > 0);
    vertical.setValue(Math.min(vertical.getValue(), vertical.getMax()));
    double across = widest * charWidth + 2 * PADDING;
    boolean wide = across > canvas.getWidth();
    horizontal.setMax(Math.max(1e-9, across - canvas.getWidth()));
    horizontal.setVisibleAmount(horizontal.getMax() * Math.min(1, canvas.getWidth() / Math.max(1, across)));
    horizontal.setUnitIncrement(charWidth * 4);
    horizontal.setBlockIncrement(canvas.getWidth() / 2);
    if (!wide) {
      horizontal.setValue(0);
    }
    horizontal.setVisible(wide);
    adjusting = false;
  }

  private void scrolled() {
    if (!adjusting) {
      requestDraw();
    }
  }

  private long top() {
    return console.first() + Math.round(vertical.getValue());
  }

  @Override
  protected void layoutChildren() {
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
    GraphicsContext g = canvas.getGraphicsContext2D();
    g.setFill(paints.background());
    g.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
    g.setFont(probe.getFont());
    long top = top();
    List<ConsoleLine> lines = console.lines(top, top + rows() + 1L);
    double left = PADDING - Math.round(horizontal.getValue());
    long widestNow = widest;
    double y = PADDING / 2;
    long number = Math.max(top, console.first());
    for (ConsoleLine line : lines) {
      drawMarks(g, number, line, left, y);
      drawText(g, line, left, y);
      widestNow = Math.max(widestNow, line.text().length());
      y += lineHeight;
      number++;
    }
    if (widestNow != widest) {
      widest = widestNow;
      requestLayout();
    }
  }

  private void drawMarks(GraphicsContext g, long number, ConsoleLine line, double left, double y) {
    int length = line.text().length();
    if (selection != null && selection.touches(number)) {
      int from = Math.min(selection.from(number), length);
      double extra = number < selection.endLine() ? charWidth / 2 : 0;
      g.setFill(paints.selection());
      g.fillRect(left + from * charWidth, y, (selection.to(number, length) - from) * charWidth + extra, lineHeight);
    }
    if (match != null && match.line() == number) {
      g.setFill(paints.match());
      g.fillRect(left + match.start() * charWidth, y, (match.end() - match.start()) * charWidth, lineHeight);
    }
  }

  private void drawText(GraphicsContext g, ConsoleLine line, double left, double y) {
    int start = 0;
    for (ConsoleLine.Run run : line.runs()) {
      double x = left + start * charWidth;
      double width = (run.end() - start) * charWidth;
      TextStyle style = run.style();
      if (x < canvas.getWidth() && x + width > 0) {
        if (style.background() != TextStyle.DEFAULT) {
          g.setFill(paints.colour(style.background()));
          g.fillRect(x, y, width, lineHeight);
        }
        g.setFill(paints.foreground(style));
        String text = line.text().substring(start, run.end());
        g.fillText(text, x, y + ascent);
        if (style.bold()) {
          // A second stroke half a pixel aside keeps the columns, which a bold font need not.
          g.fillText(text, x + 0.5, y + ascent);
        }
        if (style.underlined()) {
          g.fillRect(x, y + ascent + 2, width, 1);
        }
      }
      start = run.end();
    }
    for (SourceLink link : SourceLink.in(line.text())) {
      double x = left + link.start() * charWidth;
      g.setFill(paints.link());
      g.fillText(line.text().substring(link.start(), link.end()), x, y + ascent);
      g.fillRect(x, y + ascent + 2, (link.end() - link.start()) * charWidth, 1);
    }
  }

  private void wheel(ScrollEvent event) {
    if (event.isShiftDown() || Math.abs(event.getDeltaX()) > Math.abs(event.getDeltaY())) {
      double delta = event.getDeltaX() == 0 ? event.getDeltaY() : event.getDeltaX();
      horizontal.setValue(Math.clamp(horizontal.getValue() - delta, 0, horizontal.getMax()));
    } else {
      scrollBy(-Math.signum(event.getDeltaY()) * WHEEL_LINES);
    }
    event.consume();
  }

  private void scrollBy(double lines) {
    vertical.setValue(Math.clamp(vertical.getValue() + lines, 0, vertical.getMax()));
  }

  private void key(KeyEvent event) {
    switch (event.getCode()) {
      case PAGE_UP -> scrollBy(-rows());
      case PAGE_DOWN -> scrollBy(rows());
      case UP -> scrollBy(-1);
      case DOWN -> scrollBy(1);
      case LEFT -> horizontal.setValue(Math.max(0, horizontal.getValue() - 4 * charWidth));
      case RIGHT -> horizontal.setValue(Math.min(horizontal.getMax(), horizontal.getValue() + 4 * charWidth));
      case HOME -> vertical.setValue(0);
      case END -> scrollToEnd();
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
        top() + (long) Math.floor((y - PADDING / 2) / lineHeight),
        console.first(),
        Math.max(console.first(), console.end() - 1));
  }

  private int columnAt(double x) {
    return (int) Math.max(0, Math.round((x - PADDING + horizontal.getValue()) / charWidth));
  }

  private Optional<SourceLink> linkAt(MouseEvent event) {
    int column = (int) Math.floor((event.getX() - PADDING + horizontal.getValue()) / charWidth);
    long line = top() + (long) Math.floor((event.getY() - PADDING / 2) / lineHeight);
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
    anchorLine = lineAt(event.getY());
    anchorColumn = columnAt(event.getX());
    selection = event.getClickCount() == 3 ? new ConsoleSelection(anchorLine, 0, anchorLine, Integer.MAX_VALUE) : null;
    if (event.getClickCount() == 2) {
      selectWord();
    }
    requestDraw();
  }

  private void selectWord() {
    console.lines(anchorLine, anchorLine + 1).stream()
        .findFirst()
        .ifPresent(l -> {
          int from = Math.min(anchorColumn, l.text().length());
          int to = from;
          while (from > 0 && Character.isUnicodeIdentifierPart(l.text().charAt(from - 1))) {
            from--;
          }
          while (to < l.text().length() && Character.isUnicodeIdentifierPart(l.text().charAt(to))) {
            to++;
          }
          selection = new ConsoleSelection(anchorLine, from, anchorLine, to);
        });
  }

  private void drag(MouseEvent event) {
    if (event.getButton() == MouseButton.PRIMARY) {
      if (event.getY() < 0) {
        scrollBy(-1);
      } else if (event.getY() > canvas.getHeight()) {
        scrollBy(1);
      }
      selection = ConsoleSelection.between(anchorLine, anchorColumn, lineAt(event.getY()), columnAt(event.getX()));
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
    selection =
        new ConsoleSelection(console.first(), 0, Math.max(console.first(), console.end() - 1), Integer.MAX_VALUE);
    requestDraw();
  }

  /// The selected text, or all of it where nothing is selected.
  String selectedText() {
    ConsoleSelection chosen = selection;
    if (chosen == null || chosen.isEmpty()) {
      chosen =
          new ConsoleSelection(console.first(), 0, Math.max(console.first(), console.end() - 1), Integer.MAX_VALUE);
    }
    return chosen.text(console);
  }

  void clearMarks() {
    selection = null;
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
      double x = found.start() * charWidth;
      if (x < horizontal.getValue() || x > horizontal.getValue() + canvas.getWidth() - 2 * PADDING) {
        horizontal.setValue(Math.clamp(x - canvas.getWidth() / 2, 0, horizontal.getMax()));
      }
    }
    requestDraw();
  }

  void follow(SourceLink link) {
    follow.accept(link);
  }

  void reveal(long line) {
    vertical.setValue(Math.clamp(line - console.first() - rows() / 2.0, 0, vertical.getMax()));
  }
}
