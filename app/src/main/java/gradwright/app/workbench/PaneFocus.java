package gradwright.app.workbench;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/// Moves the keyboard from pane to pane.
final class PaneFocus {
  private final List<Node> panes;

  PaneFocus(List<Node> panes) {
    this.panes = List.copyOf(panes);
  }

  /// To the next pane after the one that has the keyboard, or before it, that can take it.
  void move(boolean forward) {
    if (panes.isEmpty() || panes.getFirst().getScene() == null) {
      return;
    }
    Node owner = panes.getFirst().getScene().getFocusOwner();
    int now = -1;
    for (int i = 0; i < panes.size(); i++) {
      if (isWithin(owner, panes.get(i))) {
        now = i;
      }
    }
    for (int step = 1; step <= panes.size(); step++) {
      int next = Math.floorMod(now + (forward ? step : now < 0 ? 1 - step : -step), panes.size());
      Optional<Node> target = firstFocusable(panes.get(next));
      if (target.isPresent()) {
        target.get().requestFocus();
        return;
      }
    }
  }

  static boolean isWithin(@Nullable Node node, Node ancestor) {
    for (Node n = node; n != null; n = n.getParent()) {
      if (n == ancestor) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Node> firstFocusable(Node node) {
    if (!node.isVisible() || node.isDisabled()) {
      return Optional.empty();
    }
    if (node.isFocusTraversable()) {
      return Optional.of(node);
    }
    return node instanceof Parent parent
        ? parent.getChildrenUnmodifiable().stream().flatMap(c -> firstFocusable(c).stream()).findFirst()
        : Optional.empty();
  }
}
