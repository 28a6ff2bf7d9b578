package gradwright.app.graphview;

import java.util.Locale;

/// Finds boxes of a placed graph from where one is.
final class GraphWalk {
  enum Direction {
    UP,
    DOWN,
    LEFT,
    RIGHT
  }

  private final PlacedGraph graph;

  GraphWalk(PlacedGraph graph) {
    this.graph = graph;
  }

  /// The next box after `from` (going around) whose title or detail contains a text, or -1.
  int find(String text, int from, boolean forward) {
    String sought = text.toLowerCase(Locale.ROOT).strip();
    if (sought.isEmpty()) {
      return -1;
    }
    int n = graph.boxes().size();
    for (int k = 1; k <= n; k++) {
      PlacedGraph.Box b = graph.boxes().get(Math.floorMod(from + (forward ? k : -k), n));
      if ((b.node().title() + " " + b.node().detail()).toLowerCase(Locale.ROOT).contains(sought)) {
        return b.index();
      }
    }
    return -1;
  }

  /// The box that a key leads to: a user of the value below, a maker above, a neighbour at the sides; the same box where there
  /// is none, the first where none is chosen.
  int neighbour(int box, Direction direction) {
    if (graph.boxes().isEmpty()) {
      return -1;
    }
    if (box < 0) {
      return 0;
    }
    return switch (direction) {
      case UP, DOWN -> alongLines(graph.boxes().get(box), direction);
      case LEFT, RIGHT -> beside(graph.boxes().get(box), direction);
    };
  }

  private int alongLines(PlacedGraph.Box from, Direction direction) {
    int box = from.index();
    int best = box;
    double distance = Double.MAX_VALUE;
    for (PlacedGraph.Line l : graph.lines()) {
      int other = direction == Direction.DOWN ? (l.from() == box ? l.to() : -1) : l.to() == box ? l.from() : -1;
      if (other >= 0) {
        PlacedGraph.Box b = graph.boxes().get(other);
        double d = Math.abs(b.centreY() - from.centreY()) * 4 + Math.abs(b.centreX() - from.centreX());
        if (d < distance) {
          distance = d;
          best = other;
        }
      }
    }
    return best;
  }

  private int beside(PlacedGraph.Box from, Direction direction) {
    int best = from.index();
    double distance = Double.MAX_VALUE;
    for (PlacedGraph.Box b : graph.boxes()) {
      double dx = b.centreX() - from.centreX();
      boolean side = direction == Direction.RIGHT ? dx > 1 : dx < -1;
      double d = Math.abs(dx) + 4 * Math.abs(b.centreY() - from.centreY());
      if (side && b.y() < from.y() + from.height() && from.y() < b.y() + b.height() && d < distance) {
        distance = d;
        best = b.index();
      }
    }
    return best;
  }
}
