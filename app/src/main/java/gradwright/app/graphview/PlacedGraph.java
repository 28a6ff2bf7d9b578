package gradwright.app.graphview;

import java.util.List;

/// A graph with positions, inner graphs included. Lengths are pixels at zoom 1.
record PlacedGraph(List<Box> boxes, List<Line> lines, List<Frame> frames, double width, double height) {

  /// A node; `expanded` nodes hold frames with inner graphs.
  record Box(
      int index,
      JaxprGraph.Node node,
      Family family,
      double x,
      double y,
      double width,
      double height,
      boolean expanded) {
    double centreX() {
      return x + width / 2;
    }

    double centreY() {
      return y + height / 2;
    }

    boolean contains(double px, double py) {
      return px >= x && px <= x + width && py >= y && py <= y + height;
    }
  }

  /// An edge as corner points x0, y0, x1, y1, ...
  record Line(int from, int to, String label, double[] points, double left, double top, double right, double bottom) {
    static Line of(int from, int to, String label, double[] points) {
      double left = Double.MAX_VALUE;
      double top = Double.MAX_VALUE;
      double right = -Double.MAX_VALUE;
      double bottom = -Double.MAX_VALUE;
      for (int i = 0; i < points.length; i += 2) {
        left = Math.min(left, points[i]);
        right = Math.max(right, points[i]);
        top = Math.min(top, points[i + 1]);
        bottom = Math.max(bottom, points[i + 1]);
      }
      return new Line(from, to, label, points, left, top, right, bottom);
    }
  }

  /// The border around an inner graph.
  record Frame(String name, double x, double y, double width, double height) {}
}
