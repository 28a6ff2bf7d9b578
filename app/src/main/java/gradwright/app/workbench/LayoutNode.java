package gradwright.app.workbench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How panels are arranged, without the toolkit: splits of splits and of stacks of tabs.
public sealed interface LayoutNode {

  /// Children side by side, or one above the other; `sizes` are their parts of the whole.
  record Split(boolean sideBySide, List<LayoutNode> children, List<Double> sizes) implements LayoutNode {
    public Split {
      children = List.copyOf(children);
      sizes = List.copyOf(sizes);
      if (children.isEmpty() || children.size() != sizes.size()) {
        throw new IllegalArgumentException("a split needs a size for each child");
      }
      if (sizes.stream().anyMatch(s -> !(s >= 0 && s <= 1))) {
        throw new IllegalArgumentException("sizes are parts of 1");
      }
    }
  }

  /// Panels one behind the other; `selected` is in front.
  record Tabs(List<String> panels, String selected) implements LayoutNode {
    public Tabs {
      panels = List.copyOf(panels);
    }
  }

  /// Where files are edited; it is always there, once.
  record Documents() implements LayoutNode {}

  /// All panels of a layout in order.
  static List<String> panels(LayoutNode node) {
    return switch (node) {
      case Split s -> s.children().stream().flatMap(c -> panels(c).stream()).toList();
      case Tabs t -> t.panels();
      case Documents _ -> List.of();
    };
  }

  /// The layout with one more panel: behind the first of its companions that is there, or else in a column of its own.
  static LayoutNode with(LayoutNode layout, String panel, List<String> companions) {
    List<String> there = panels(layout);
    return companions.stream()
        .filter(there::contains)
        .findFirst()
        .map(companion -> added(layout, panel, companion))
        .orElseGet(() -> new Split(true, List.of(layout, new Tabs(List.of(panel), panel)), List.of(0.7, 0.3)));
  }

  private static LayoutNode added(LayoutNode node, String panel, String companion) {
    return switch (node) {
      case Documents d -> d;
      case Tabs t when t.panels().contains(companion) -> {
        List<String> more = new ArrayList<>(t.panels());
        more.add(panel);
        yield new Tabs(more, t.selected());
      }
      case Tabs t -> t;
      case Split s ->
          new Split(s.sideBySide(), s.children().stream().map(c -> added(c, panel, companion)).toList(), s.sizes());
    };
  }

  private static int documents(LayoutNode node) {
    return switch (node) {
      case Split s -> s.children().stream().mapToInt(LayoutNode::documents).sum();
      case Tabs _ -> 0;
      case Documents _ -> 1;
    };
  }

  /// The layout without panels that do not exist.
  ///
  /// @throws IllegalArgumentException where a panel is there twice or the documents are not there exactly once
  static LayoutNode checked(LayoutNode layout, Set<String> known) {
    List<String> panels = panels(layout);
    if (new HashSet<>(panels).size() != panels.size()) {
      throw new IllegalArgumentException("a panel is there twice");
    }
    if (documents(layout) != 1) {
      throw new IllegalArgumentException("the documents are not there once");
    }
    return pruned(layout, known);
  }

  private static LayoutNode pruned(LayoutNode node, Set<String> known) {
    return switch (node) {
      case Documents d -> d;
      case Tabs t -> {
        List<String> kept = t.panels().stream().filter(known::contains).toList();
        yield new Tabs(kept, kept.contains(t.selected()) || kept.isEmpty() ? t.selected() : kept.getFirst());
      }
      case Split s -> {
        List<LayoutNode> children = new ArrayList<>();
        List<Double> sizes = new ArrayList<>();
        for (int i = 0; i < s.children().size(); i++) {
          LayoutNode child = pruned(s.children().get(i), known);
          if (!(child instanceof Tabs t && t.panels().isEmpty())) {
            children.add(child);
            sizes.add(s.sizes().get(i));
          }
        }
        yield children.isEmpty()
            ? new Tabs(List.of(), "")
            : children.size() == 1 ? children.getFirst() : new Split(s.sideBySide(), children, sizes);
      }
    };
  }
}
