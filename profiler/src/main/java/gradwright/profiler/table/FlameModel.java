package gradwright.profiler.table;

import gradwright.profiler.store.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Which part of a flame graph is shown and where its nodes are. Used on one thread.
public final class FlameModel {
  /// A node that is drawn: its level below the root, and its left and right edge as shares of the width.
  public record Box(FlameNode node, int level, double left, double right) {}

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private FlameNode root = FlameTree.of(Recording.EMPTY);
  private List<FlameNode> path = List.of();
  private List<Box> boxes = List.of();
  private @Nullable Box hovered;
  private @Nullable Box chosen;

  public FlameNode root() {
    return root;
  }

  /// The node that is as wide as the view.
  public FlameNode top() {
    return path.isEmpty() ? root : path.getLast();
  }

  /// Boxes from the root to the leaves; those above [#top()] are as wide as the view too.
  public List<Box> boxes() {
    return boxes;
  }

  public @Nullable Box hovered() {
    return hovered;
  }

  public @Nullable Box chosen() {
    return chosen;
  }

  /// Shows another tree, at the same node where it has one.
  public void show(FlameNode next) {
    List<FlameNode> kept = new ArrayList<>();
    FlameNode at = next;
    for (FlameNode step : path) {
      FlameNode found = child(at, step);
      if (found == null) {
        break;
      }
      kept.add(found);
      at = found;
    }
    root = next;
    path = List.copyOf(kept);
    layOut();
  }

  private static @Nullable FlameNode child(FlameNode of, FlameNode like) {
    for (FlameNode child : of.children()) {
      if (child.name().equals(like.name()) && child.type() == like.type() && child.focus().equals(like.focus())) {
        return child;
      }
    }
    return null;
  }

  /// Makes a node as wide as the view.
  public void zoomTo(FlameNode node) {
    List<FlameNode> found = new ArrayList<>();
    find(root, node, found);
    path = List.copyOf(found.reversed());
    layOut();
  }

  private static boolean find(FlameNode from, FlameNode wanted, List<FlameNode> reversed) {
    if (from == wanted) {
      return true;
    }
    for (FlameNode child : from.children()) {
      if (find(child, wanted, reversed)) {
        reversed.add(child);
        return true;
      }
    }
    return false;
  }

  /// Shows one level more, or everything.
  public void zoomOut() {
    path = path.isEmpty() ? path : path.subList(0, path.size() - 1);
    layOut();
  }

  public void reset() {
    path = List.of();
    layOut();
  }

  public void hover(@Nullable Box box) {
    if (box != hovered) {
      hovered = box;
      tell();
    }
  }

  public void choose(@Nullable Box box) {
    chosen = box;
    tell();
  }

  /// Moves the choice: to the node above or below, or to its neighbour on the same level.
  public void chooseNext(int across, int down) {
    Box from = chosen;
    if (from == null) {
      chosen = boxes.isEmpty() ? null : boxes.getFirst();
    } else {
      Box best = null;
      for (Box box : boxes) {
        boolean fits =
            down != 0
                ? box.level == from.level + down && box.left < from.right && box.right > from.left
                : box.level == from.level && (across > 0 ? box.left >= from.right : box.right <= from.left);
        boolean nearer = best == null || (across < 0 ? box.left > best.left : box.left < best.left);
        if (fits && nearer) {
          best = box;
        }
      }
      chosen = best == null ? from : best;
    }
    tell();
  }

  /// The box at a level and a share of the width.
  public @Nullable Box at(int level, double x) {
    for (Box box : boxes) {
      if (box.level == level && box.left <= x && x < box.right) {
        return box;
      }
    }
    return null;
  }

  private void layOut() {
    List<Box> next = new ArrayList<>();
    next.add(new Box(root, 0, 0, 1));
    int level = 0;
    for (FlameNode node : path) {
      next.add(new Box(node, ++level, 0, 1));
    }
    if (root.nanos() > 0) {
      layOut(top(), level, 0, 1 / Math.max(1e-9, top().nanos()), next);
    }
    boxes = List.copyOf(next);
    chosen = chosen == null ? null : same(chosen);
    hovered = null;
    tell();
  }

  private @Nullable Box same(Box box) {
    for (Box other : boxes) {
      if (other.level == box.level && other.node.name().equals(box.node.name())) {
        return other;
      }
    }
    return null;
  }

  private static void layOut(FlameNode node, int level, double left, double scale, List<Box> into) {
    double x = left;
    for (FlameNode child : node.children()) {
      double width = child.nanos() * scale;
      // What is thinner than a pixel of any screen is not drawn, nor what is below it.
      if (width > 1e-4) {
        into.add(new Box(child, level + 1, x, x + width));
        layOut(child, level + 1, x, scale, into);
      }
      x += width;
    }
  }

  /// Levels that are drawn.
  public int levels() {
    return boxes.stream().mapToInt(Box::level).max().orElse(0) + 1;
  }

  /// Adds a listener that is told of every change; running the result removes it.
  public Runnable listen(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void tell() {
    listeners.forEach(Runnable::run);
  }
}
