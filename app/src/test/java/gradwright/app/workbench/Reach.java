package gradwright.app.workbench;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuBar;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToolBar;
import javafx.scene.control.TreeView;

/// Walks a scene graph as a keyboard and a screen reader do.
final class Reach {
  private Reach() {}

  /// Everything that is shown below a node, itself included; not what stands in the rows of lists, which is read as their text.
  static List<Node> shown(Node node) {
    List<Node> all = new ArrayList<>();
    collect(node, all);
    return all;
  }

  private static void collect(Node node, List<Node> all) {
    if (!node.isVisible()) {
      return;
    }
    all.add(node);
    if (node instanceof Parent parent && !(node instanceof IndexedCell<?>)) {
      parent.getChildrenUnmodifiable().forEach(c -> collect(c, all));
    }
  }

  /// What a person works with, or what shows how far something is.
  static boolean isUsed(Node node) {
    return node instanceof ButtonBase
        || node instanceof TextInputControl
        || node instanceof ComboBoxBase<?>
        || node instanceof ListView<?>
        || node instanceof TableView<?>
        || node instanceof TreeView<?>
        || node instanceof TabPane
        || node instanceof ProgressIndicator
        || takesKeys(node);
  }

  /// Whether the keyboard has to come to a node.
  static boolean takesKeys(Node node) {
    boolean frame =
        node instanceof ScrollBar
            || node instanceof ScrollPane
            || node instanceof SplitPane
            || node instanceof ToolBar
            || node instanceof MenuBar;
    return node.isFocusTraversable() && !node.isDisabled() && !frame && !isPartOf(node);
  }

  static boolean hasName(Node node) {
    boolean named = node.getAccessibleText() != null && !node.getAccessibleText().isBlank();
    boolean spoken = node instanceof Labeled labeled && labeled.getText() != null && !labeled.getText().isBlank();
    boolean prompted =
        node instanceof TextInputControl text && text.getPromptText() != null && !text.getPromptText().isBlank();
    return named || spoken || prompted || isPartOf(node);
  }

  /// Parts of a control's own skin are read with the control.
  private static boolean isPartOf(Node node) {
    for (Node n = node.getParent(); n != null; n = n.getParent()) {
      boolean whole =
          n instanceof Control && !(n instanceof ScrollPane || n instanceof SplitPane || n instanceof ToolBar);
      if (whole && !(n instanceof TabPane) && !(n instanceof ButtonBar)) {
        return true;
      }
    }
    return false;
  }

  /// Interactive controls that no keyboard comes to.
  static boolean isOutOfReach(Node node) {
    boolean pressed = node instanceof ButtonBase || node instanceof TextInputControl || node instanceof ComboBoxBase<?>;
    // A command closes a panel too.
    boolean twin = node.getStyleClass().contains("close-button");
    return pressed && !node.isFocusTraversable() && !isPartOf(node) && !twin;
  }

  /// Within a group of toggles the arrow keys go on.
  static boolean areOneGroup(Node a, Node b) {
    return a instanceof Toggle one
        && b instanceof Toggle other
        && one.getToggleGroup() != null
        && one.getToggleGroup() == other.getToggleGroup();
  }

  static String describe(Node node) {
    String id = node.getId() == null ? "" : "#" + node.getId();
    String text = node instanceof Labeled l ? " '" + l.getText() + "'" : "";
    return node.getClass().getSimpleName() + id + " " + node.getStyleClass() + text;
  }
}
