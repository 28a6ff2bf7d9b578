package gradwright.compiler.plan;

import gradwright.compiler.graph.Graph;
import gradwright.compiler.graph.Node;
import gradwright.compiler.graph.Operation;
import gradwright.core.ir.Source;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Where a step comes from.
///
/// @param equations the equations of the program that it computes, as [gradwright.core.ir.EquationNumbers] numbers them
/// @param source the user's line that most of its work comes from
public record Origin(List<Integer> equations, Source source) {
  public static final Origin UNKNOWN = new Origin(List.of(), Source.UNKNOWN);

  public Origin {
    equations = List.copyOf(equations);
  }

  /// The origin of what computes these nodes, the programs within them included.
  static Origin of(Collection<Node> nodes) {
    Set<Integer> equations = new TreeSet<>();
    Map<Source.Frame, Double> work = new HashMap<>();
    Map<Source.Frame, Source> sources = new HashMap<>();
    nodes.forEach(n -> collect(n, equations, work, sources));
    Source most = Source.UNKNOWN;
    double best = 0;
    for (var w : work.entrySet()) {
      if (w.getValue() > best) {
        best = w.getValue();
        most = sources.get(w.getKey());
      }
    }
    return new Origin(List.copyOf(equations), most);
  }

  private static void collect(
      Node n, Set<Integer> equations, Map<Source.Frame, Double> work, Map<Source.Frame, Source> sources) {
    equations.addAll(n.equations());
    Source.Frame frame = n.source().frame();
    if (frame != null) {
      double elements = n.outputs().stream().mapToDouble(a -> a.shape().elements()).sum();
      work.merge(frame, 1 + elements * (0.1 + Expansion.cost(n)), Double::sum);
      sources.putIfAbsent(frame, n.source());
    }
    for (Graph inner : inner(n.operation())) {
      inner.nodes().forEach(k -> collect(k, equations, work, sources));
    }
  }

  private static List<Graph> inner(Operation o) {
    return switch (o) {
      case Operation.While w -> List.of(w.condition(), w.body());
      case Operation.Scan s -> List.of(s.body());
      case Operation.Cond c -> c.branches();
      default -> List.of();
    };
  }
}
