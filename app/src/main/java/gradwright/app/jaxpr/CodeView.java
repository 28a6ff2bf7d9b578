package gradwright.app.jaxpr;

import gradwright.protocol.Place;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/// The lines of a stage. Only visible rows exist, so long programs stay fluent. Arrow keys move, Left and Right fold, Enter goes
/// to the source, Ctrl+C copies.
final class CodeView {
  private static final double ROW = 19;

  private final ListView<CodeLine> list = new ListView<>();
  private final StageModel model;
  private final Consumer<Place.Frame> goTo;
  private final Consumer<String> copy;

  CodeView(StageModel model, String name, Consumer<Place.Frame> goTo, Consumer<String> copy, CodePalette palette) {
    this.model = model;
    this.goTo = goTo;
    this.copy = copy;
    list.setAccessibleText(name);
    list.getStyleClass().add("code-view");
    list.setFixedCellSize(ROW);
    list.setItems(model.visible());
    list.setCellFactory(l -> new CodeCell(model, palette));
    list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    list.getSelectionModel().selectedItemProperty().addListener((o, before, now) -> model.select(now));
    list.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    list.setOnMouseClicked(this::clicked);
    model.revealed().addListener((o, before, now) -> reveal(now.intValue()));
    Tooltip tip = CodeCell.tooltip();
    list.setTooltip(tip);
    list.addEventFilter(MouseEvent.MOUSE_MOVED, e -> hover(tip, e));
  }

  ListView<CodeLine> node() {
    return list;
  }

  private void hover(Tooltip tip, MouseEvent e) {
    CodeLine line = lineAt(e);
    String text = line == null ? null : CodeCell.details(line, model.stages());
    if (text == null) {
      list.setTooltip(null);
    } else {
      tip.setText(text);
      list.setTooltip(tip);
    }
  }

  private static @Nullable CodeLine lineAt(MouseEvent e) {
    for (Node n = e.getPickResult().getIntersectedNode(); n != null; n = n.getParent()) {
      if (n instanceof CodeCell cell) {
        return cell.getItem();
      }
    }
    return null;
  }

  private void clicked(MouseEvent e) {
    CodeLine line = list.getSelectionModel().getSelectedItem();
    if (e.getClickCount() == 2 && line != null && line.place().isKnown()) {
      goTo.accept(line.place().frame());
    }
  }

  private void pressed(KeyEvent e) {
    CodeLine line = list.getSelectionModel().getSelectedItem();
    if (e.isShortcutDown() && e.getCode() == KeyCode.C) {
      copy.accept(String.join("\n", list.getSelectionModel().getSelectedItems().stream().map(this::shown).toList()));
      e.consume();
    } else if (line != null && e.getCode() == KeyCode.ENTER && line.place().isKnown()) {
      goTo.accept(line.place().frame());
      e.consume();
    } else if (line != null && line.isFoldable() && !e.isShortcutDown()) {
      boolean collapsed = model.isCollapsed(line);
      if ((e.getCode() == KeyCode.LEFT && !collapsed) || (e.getCode() == KeyCode.RIGHT && collapsed)) {
        model.toggle(line);
        list.getSelectionModel().clearAndSelect(model.row(line.number()));
        e.consume();
      }
    }
  }

  private String shown(CodeLine line) {
    return model.isCollapsed(line) ? line.foldedText() : line.text();
  }

  /// Scrolls only where the line is out of sight, so that lists do not jump under the pointer.
  private void reveal(int line) {
    int row = line < 0 ? -1 : model.row(line);
    if (row < 0) {
      return;
    }
    if (!isInSight(row)) {
      int rows = (int) (list.getHeight() / ROW);
      list.scrollTo(Math.max(0, row - rows / 3));
    }
  }

  private boolean isInSight(int row) {
    if (list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow
        && flow.getFirstVisibleCell() instanceof IndexedCell<?> first
        && flow.getLastVisibleCell() instanceof IndexedCell<?> last) {
      // The outermost may be cut.
      return first.getIndex() < row && row < last.getIndex();
    }
    return false;
  }
}
