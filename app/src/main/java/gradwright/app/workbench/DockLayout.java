package gradwright.app.workbench;

import gradwright.app.workbench.LayoutNode.Documents;
import gradwright.app.workbench.LayoutNode.Split;
import gradwright.app.workbench.LayoutNode.Tabs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Orientation;
import software.coley.bentofx.dockable.Dockable;
import software.coley.bentofx.layout.DockContainer;
import software.coley.bentofx.layout.container.DockContainerBranch;
import software.coley.bentofx.layout.container.DockContainerLeaf;

/// What docked panes and a [LayoutNode] say to each other: sizes one way, what a person made of them the other.
final class DockLayout {
  /// Names the pane of the documents.
  static final String DOCUMENTS = "documents";

  private DockLayout() {}

  /// Gives the panes of a layout their sizes.
  static void place(LayoutNode node, DockContainer container) {
    if (node instanceof Split split && container instanceof DockContainerBranch branch) {
      double at = 0;
      double total = split.sizes().stream().mapToDouble(Double::doubleValue).sum();
      for (int i = 0; i < branch.getDividers().size() && i < split.sizes().size(); i++) {
        at += split.sizes().get(i) / (total > 0 ? total : 1);
        branch.setDividerPosition(i, at);
      }
      branch.layout();
      for (int i = 0; i < split.children().size() && i < branch.getChildContainers().size(); i++) {
        place(split.children().get(i), branch.getChildContainers().get(i));
      }
    }
  }

  /// Reads panes back; empty where there are none.
  static Optional<LayoutNode> read(DockContainer container) {
    if (container instanceof DockContainerLeaf leaf) {
      if (leaf.getDockables().stream().anyMatch(d -> d.getIdentifier().equals(DOCUMENTS))) {
        return Optional.of(new Documents());
      }
      Dockable front = leaf.getSelectedDockable();
      List<String> ids = leaf.getDockables().stream().map(Dockable::getIdentifier).toList();
      return ids.isEmpty()
          ? Optional.empty()
          : Optional.of(new Tabs(ids, front == null ? ids.getFirst() : front.getIdentifier()));
    }
    if (container instanceof DockContainerBranch branch) {
      List<LayoutNode> children = new ArrayList<>();
      List<Double> sizes = new ArrayList<>();
      double[] dividers = branch.getDividerPositions();
      for (int i = 0; i < branch.getChildContainers().size(); i++) {
        double from = i == 0 ? 0 : dividers[i - 1];
        double to = i < dividers.length ? dividers[i] : 1;
        read(branch.getChildContainers().get(i))
            .ifPresent(child -> {
              children.add(child);
              sizes.add(Math.clamp(to - from, 0, 1));
            });
      }
      return switch (children.size()) {
        case 0 -> Optional.empty();
        case 1 -> Optional.of(children.getFirst());
        default -> Optional.of(new Split(branch.getOrientation() == Orientation.HORIZONTAL, children, sizes));
      };
    }
    return Optional.empty();
  }
}
