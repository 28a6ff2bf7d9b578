package gradwright.app.graphview;

import gradwright.protocol.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/// Places a jaxpr in layers from inputs at the top to outputs at the bottom. Inner graphs are placed first and stand inside
/// their equation. Takes seconds for thousands of equations: for a thread of its own.
final class GraphLayout {
  static final double HEADER = 22;
  private static final double CHARACTER = 7.4;
  private static final int LONGEST_DETAIL = 30;
  private static final double GAP = 14;
  private static final int LARGE = 400;

  static {
    // The layouter's options have defaults that only their registry knows how to copy.
    LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
  }

  private final Set<Integer> expanded;
  private final BooleanSupplier cancelled;
  private final List<PlacedGraph.Box> boxes = new ArrayList<>();
  private final List<PlacedGraph.Line> lines = new ArrayList<>();
  private final List<PlacedGraph.Frame> frames = new ArrayList<>();

  private record Inside(String name, PlacedGraph graph) {}

  private GraphLayout(Set<Integer> expanded, BooleanSupplier cancelled) {
    this.expanded = expanded;
    this.cancelled = cancelled;
  }

  /// @param expanded the numbers of equations whose inner jaxprs are shown
  /// @throws CancellationException when cancelled
  static PlacedGraph of(Program.Jaxpr jaxpr, Set<Integer> expanded, BooleanSupplier cancelled) {
    return new GraphLayout(expanded, cancelled).place(jaxpr);
  }

  static String shortDetail(String detail) {
    return detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL - 1) + "…" : detail;
  }

  private PlacedGraph place(Program.Jaxpr jaxpr) {
    JaxprGraph graph = JaxprGraph.of(jaxpr);
    ElkNode root = ElkGraphUtil.createGraph();
    options(root, graph.nodes().size() > LARGE);
    List<ElkNode> nodes = new ArrayList<>();
    List<List<Inside>> insides = new ArrayList<>();
    for (JaxprGraph.Node n : graph.nodes()) {
      List<Inside> inside = new ArrayList<>();
      if (n.equation() != null && expanded.contains(n.equation().id())) {
        for (JaxprGraph.Inner i : n.inner()) {
          inside.add(new Inside(i.name(), new GraphLayout(expanded, cancelled).place(i.jaxpr())));
        }
      }
      ElkNode node = ElkGraphUtil.createNode(root);
      size(node, n, inside);
      nodes.add(node);
      insides.add(inside);
    }
    List<ElkEdge> edges = new ArrayList<>();
    for (JaxprGraph.Edge e : graph.edges()) {
      edges.add(ElkGraphUtil.createSimpleEdge(nodes.get(e.from()), nodes.get(e.to())));
    }
    stopWhereCancelled();
    new LayeredLayoutProvider()
        .layout(
            root,
            new BasicProgressMonitor() {
              @Override
              public boolean isCanceled() {
                return cancelled.getAsBoolean();
              }
            });
    stopWhereCancelled();
    int[] index = new int[nodes.size()];
    for (int i = 0; i < nodes.size(); i++) {
      index[i] = boxes.size();
      add(graph.nodes().get(i), nodes.get(i), insides.get(i));
    }
    for (int i = 0; i < edges.size(); i++) {
      JaxprGraph.Edge e = graph.edges().get(i);
      lines.add(PlacedGraph.Line.of(index[e.from()], index[e.to()], e.first() ? e.type() : "", points(edges.get(i))));
    }
    return new PlacedGraph(
        List.copyOf(boxes), List.copyOf(lines), List.copyOf(frames), root.getWidth(), root.getHeight());
  }

  private void stopWhereCancelled() {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException();
    }
  }

  private static void options(ElkNode root, boolean large) {
    root.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
    root.setProperty(CoreOptions.EDGE_ROUTING, large ? EdgeRouting.POLYLINE : EdgeRouting.ORTHOGONAL);
    root.setProperty(CoreOptions.PADDING, new ElkPadding(20));
    root.setProperty(LayeredOptions.SPACING_NODE_NODE, 26.0);
    root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 44.0);
    root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 16.0);
    root.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 10.0);
    if (large) {
      root.setProperty(LayeredOptions.THOROUGHNESS, 2);
    }
  }

  private static void size(ElkNode node, JaxprGraph.Node n, List<Inside> inside) {
    boolean equation = n.kind() == JaxprGraph.Kind.EQUATION;
    double text = Math.max(n.title().length() + (n.inner().isEmpty() ? 0 : 3), shortDetail(n.detail()).length());
    double width = Math.max(equation ? 84 : 56, text * CHARACTER + 20);
    double height = equation ? HEADER + (n.detail().isEmpty() ? 0 : 20) : 38;
    if (!inside.isEmpty()) {
      double w = GAP;
      double h = 0;
      for (Inside i : inside) {
        w += Math.max(i.graph().width(), i.name().length() * CHARACTER) + GAP;
        h = Math.max(h, i.graph().height());
      }
      width = Math.max(width, w);
      height = HEADER + 20 + h + GAP;
    }
    node.setDimensions(width, height);
  }

  private void add(JaxprGraph.Node n, ElkNode at, List<Inside> inside) {
    Family family = n.equation() == null ? Family.SHAPE : Family.of(n.title());
    boxes.add(
        new PlacedGraph.Box(
            boxes.size(), n, family, at.getX(), at.getY(), at.getWidth(), at.getHeight(), !inside.isEmpty()));
    double x = at.getX() + GAP;
    double y = at.getY() + HEADER + 20;
    for (Inside i : inside) {
      int first = boxes.size();
      double dx = x;
      frames.add(new PlacedGraph.Frame(i.name(), x, y - 16, i.graph().width(), i.graph().height() + 16));
      for (PlacedGraph.Box b : i.graph().boxes()) {
        boxes.add(
            new PlacedGraph.Box(
                first + b.index(), b.node(), b.family(), b.x() + dx, b.y() + y, b.width(), b.height(), b.expanded()));
      }
      for (PlacedGraph.Line l : i.graph().lines()) {
        double[] moved = l.points().clone();
        for (int k = 0; k < moved.length; k += 2) {
          moved[k] += dx;
          moved[k + 1] += y;
        }
        lines.add(PlacedGraph.Line.of(first + l.from(), first + l.to(), l.label(), moved));
      }
      for (PlacedGraph.Frame f : i.graph().frames()) {
        frames.add(new PlacedGraph.Frame(f.name(), f.x() + dx, f.y() + y, f.width(), f.height()));
      }
      x += Math.max(i.graph().width(), i.name().length() * CHARACTER) + GAP;
    }
  }

  private static double[] points(ElkEdge edge) {
    if (edge.getSections().isEmpty()) {
      return new double[0];
    }
    ElkEdgeSection s = edge.getSections().getFirst();
    double[] points = new double[4 + 2 * s.getBendPoints().size()];
    points[0] = s.getStartX();
    points[1] = s.getStartY();
    int k = 2;
    for (ElkBendPoint p : s.getBendPoints()) {
      points[k++] = p.getX();
      points[k++] = p.getY();
    }
    points[k++] = s.getEndX();
    points[k] = s.getEndY();
    return points;
  }
}
