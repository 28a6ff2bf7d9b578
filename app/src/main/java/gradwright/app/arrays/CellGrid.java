package gradwright.app.arrays;

import gradwright.app.jaxpr.CanvasPane;
import java.util.function.Consumer;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/// A table of elements of any size: only what is in sight is drawn and fetched. Arrow keys, Page Up and Down, Home and End
/// move; Ctrl+C copies the element.
final class CellGrid extends Region {
  private static final double ROW = 20;
  private static final double CHARACTER = 7.3;
  private static final Font FONT = Font.font("Monospaced", 12);

  private final Drawing drawing = new Drawing();
  private final ScrollBar down = new ScrollBar();
  private final ScrollBar across = new ScrollBar();
  private final Consumer<String> copy;
  private @Nullable CellTiles cells;
  private long row;
  private long column;

  CellGrid(Consumer<String> copy) {
    this.copy = copy;
    down.setOrientation(Orientation.VERTICAL);
    getChildren().addAll(drawing, down, across);
    setFocusTraversable(true);
    setAccessibleText("Elements");
    down.valueProperty().addListener((o, a, b) -> drawing.redraw());
    across.valueProperty().addListener((o, a, b) -> drawing.redraw());
    setOnScroll(this::scrolled);
    addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
    setOnKeyPressed(this::key);
    focusedProperty().addListener((o, a, b) -> drawing.redraw());
    setMinSize(0, 0);
  }

  void show(@Nullable CellTiles next) {
    cells = next;
    row = 0;
    column = 0;
    down.setValue(0);
    across.setValue(0);
    requestLayout();
    drawing.redraw();
  }

  void arrived() {
    drawing.redraw();
    describe();
  }

  /// Selects an element and brings it into view.
  void select(long toRow, long toColumn) {
    CellTiles t = cells;
    if (t == null || t.rows() == 0 || t.columns() == 0) {
      return;
    }
    layout();
    row = Math.clamp(toRow, 0, t.rows() - 1);
    column = Math.clamp(toColumn, 0, t.columns() - 1);
    double rows = visibleRows();
    double columns = visibleColumns();
    if (row < down.getValue() || row > down.getValue() + rows - 1) {
      down.setValue(Math.clamp(row - Math.floor(rows / 2), 0, down.getMax()));
    }
    if (column < across.getValue() || column > across.getValue() + columns - 1) {
      across.setValue(Math.clamp(column - Math.floor(columns / 2), 0, across.getMax()));
    }
    drawing.redraw();
    describe();
  }

  long selectedRow() {
    return row;
  }

  private void describe() {
    CellTiles t = cells;
    String text = t == null ? null : t.cell(row, column);
    setAccessibleText(text == null ? "Elements" : "row " + row + ", column " + column + ": " + text);
  }

  private double header() {
    CellTiles t = cells;
    return t == null
        ? 40
        : Math.max(30, CHARACTER * Long.toString(Math.max(1, t.index(true, Math.max(0, t.rows() - 1)))).length() + 16);
  }

  private double columnWidth() {
    CellTiles t = cells;
    return t == null ? 90 : Math.max(52, CHARACTER * ElementText.width(t.dtype()) + 14);
  }

  private double visibleRows() {
    return Math.max(1, (drawing.getHeight() - ROW) / ROW);
  }

  private double visibleColumns() {
    return Math.max(1, (drawing.getWidth() - header()) / columnWidth());
  }

  @Override
  protected void layoutChildren() {
    double bar = 12;
    double w = Math.max(0, getWidth() - bar);
    double h = Math.max(0, getHeight() - bar);
    drawing.resizeRelocate(0, 0, w, h);
    down.resizeRelocate(w, 0, bar, h);
    across.resizeRelocate(0, h, w, bar);
    CellTiles t = cells;
    range(down, t == null ? 0 : t.rows(), visibleRows());
    range(across, t == null ? 0 : t.columns(), visibleColumns());
  }

  private static void range(ScrollBar bar, long count, double visible) {
    double most = Math.max(0, count - Math.floor(visible));
    bar.setMax(most);
    bar.setVisibleAmount(most == 0 ? 1 : most * Math.min(1, visible / Math.max(1, count)));
    bar.setUnitIncrement(1);
    bar.setBlockIncrement(Math.floor(visible));
    bar.setVisible(most > 0);
    if (bar.getValue() > most) {
      bar.setValue(most);
    }
  }

  private void scrolled(ScrollEvent e) {
    boolean sideways = e.isShiftDown() || Math.abs(e.getDeltaX()) > Math.abs(e.getDeltaY());
    double delta = sideways ? (e.getDeltaX() != 0 ? e.getDeltaX() : e.getDeltaY()) : e.getDeltaY();
    ScrollBar bar = sideways ? across : down;
    double step = sideways ? delta / columnWidth() : delta / ROW;
    bar.setValue(Math.clamp(bar.getValue() - step, 0, bar.getMax()));
    e.consume();
  }

  private void pressed(MouseEvent e) {
    requestFocus();
    if (e.getX() > header() && e.getY() > ROW && e.getX() < drawing.getWidth() && e.getY() < drawing.getHeight()) {
      select(
          (long) (Math.floor(down.getValue()) + (e.getY() - ROW) / ROW),
          (long) (Math.floor(across.getValue()) + (e.getX() - header()) / columnWidth()));
    }
  }

  private void key(KeyEvent e) {
    CellTiles t = cells;
    if (t == null) {
      return;
    }
    long page = (long) Math.floor(visibleRows());
    boolean far = e.isShortcutDown();
    boolean used = true;
    switch (e.getCode()) {
      case UP -> select(far ? 0 : row - 1, column);
      case DOWN -> select(far ? t.rows() : row + 1, column);
      case LEFT -> select(row, far ? 0 : column - 1);
      case RIGHT -> select(row, far ? t.columns() : column + 1);
      case PAGE_UP -> select(row - page, column);
      case PAGE_DOWN -> select(row + page, column);
      case HOME -> select(far ? 0 : row, 0);
      case END -> select(far ? t.rows() : row, t.columns());
      case C -> {
        String text = far ? t.cell(row, column) : null;
        used = text != null;
        if (text != null) {
          copy.accept(text);
        }
      }
      default -> used = false;
    }
    if (used) {
      e.consume();
    }
  }

  private final class Drawing extends CanvasPane {
    @Override
    protected void draw(GraphicsContext g, double width, double height) {
      CellTiles t = cells;
      if (t == null) {
        return;
      }
      g.setFont(FONT);
      g.setTextBaseline(VPos.CENTER);
      if (t.failure() != null || t.rows() == 0 || t.columns() == 0) {
        g.setTextAlign(TextAlignment.CENTER);
        g.setFill(colour("-color-fg-muted"));
        g.fillText(t.failure() != null ? t.failure() : "The slice is empty.", width / 2, height / 2);
        return;
      }
      double header = header();
      double cell = columnWidth();
      long firstRow = (long) Math.floor(down.getValue());
      long firstColumn = (long) Math.floor(across.getValue());
      long rows = Math.min(t.rows() - firstRow, (long) (height / ROW) + 1);
      long columns = Math.min(t.columns() - firstColumn, (long) ((width - header) / cell) + 1);
      heads(g, width, height, firstRow, firstColumn, rows, columns);
      Color plain = colour("-color-fg-default");
      Color odd = colour("-color-danger-fg");
      Color pending = colour("-color-fg-subtle");
      g.setTextAlign(TextAlignment.RIGHT);
      for (long r = 0; r < rows; r++) {
        for (long c = 0; c < columns; c++) {
          double x = header + c * cell;
          double y = ROW + r * ROW;
          String text = t.cell(firstRow + r, firstColumn + c);
          boolean special = text != null && isSpecial(text);
          if (special) {
            g.setFill(colour("-color-danger-subtle"));
            g.fillRect(x, y, cell, ROW);
          }
          if (firstRow + r == row && firstColumn + c == column) {
            g.setStroke(colour(isFocusedGrid() ? "-color-accent-emphasis" : "-color-border-default"));
            g.setLineWidth(2);
            g.strokeRect(x + 1, y + 1, cell - 2, ROW - 2);
          }
          g.setFill(text == null ? pending : special ? odd : plain);
          g.fillText(text == null ? "…" : text, x + cell - 7, y + ROW / 2);
        }
      }
    }

    private boolean isFocusedGrid() {
      return CellGrid.this.isFocused();
    }

    private static boolean isSpecial(String text) {
      return text.contains("nan") || text.contains("inf");
    }

    private void heads(
        GraphicsContext g, double width, double height, long firstRow, long firstColumn, long rows, long columns) {
      CellTiles t = cells;
      double header = header();
      double cell = columnWidth();
      g.setFill(colour("-color-bg-subtle"));
      g.fillRect(0, 0, width, ROW);
      g.fillRect(0, 0, header, height);
      g.setStroke(colour("-color-border-muted"));
      g.setLineWidth(1);
      g.setFill(colour("-color-fg-muted"));
      g.setTextAlign(TextAlignment.RIGHT);
      for (long r = 0; r < rows && t != null; r++) {
        g.fillText(Long.toString(t.index(true, firstRow + r)), header - 7, ROW + r * ROW + ROW / 2);
        g.strokeLine(0, ROW + r * ROW - 0.5, header + columns * cell, ROW + r * ROW - 0.5);
      }
      for (long c = 0; c < columns && t != null; c++) {
        g.fillText(Long.toString(t.index(false, firstColumn + c)), header + (c + 1) * cell - 7, ROW / 2);
        g.strokeLine(header + c * cell - 0.5, 0, header + c * cell - 0.5, ROW + rows * ROW);
      }
    }
  }
}
