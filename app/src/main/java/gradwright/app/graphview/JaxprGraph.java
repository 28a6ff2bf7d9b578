package gradwright.app.graphview;

import gradwright.protocol.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The equations of one jaxpr and the values between them. Inner jaxprs are graphs of their own.
record JaxprGraph(List<Node> nodes, List<Edge> edges) {

  enum Kind {
    INPUT,
    CONSTANT,
    EQUATION,
    OUTPUT
  }

  /// A node: `title` is the primitive or the variable, `detail` literals and parameters in short.
  record Node(Kind kind, String title, String detail, Program.@Nullable Equation equation, List<Inner> inner) {}

  /// A jaxpr inside an equation, and what it is called there.
  record Inner(String name, Program.Jaxpr jaxpr) {}

  /// A value that goes from one node to another. `first` marks the edge that shows its type.
  record Edge(int from, int to, String type, boolean first) {}

  static JaxprGraph of(Program.Jaxpr jaxpr) {
    Builder b = new Builder();
    jaxpr.constants().forEach(v -> b.define(v, b.add(new Node(Kind.CONSTANT, v.name(), v.type(), null, List.of()))));
    jaxpr.inputs().forEach(v -> b.define(v, b.add(new Node(Kind.INPUT, v.name(), v.type(), null, List.of()))));
    for (Program.Equation e : jaxpr.equations()) {
      int node = b.add(new Node(Kind.EQUATION, e.primitive(), detail(e), e, inner(e)));
      e.inputs().forEach(i -> b.use(i, node));
      e.outputs().forEach(v -> b.define(v, node));
    }
    for (String out : jaxpr.outputs()) {
      b.use(out, b.add(new Node(Kind.OUTPUT, "out", out, null, List.of())));
    }
    return new JaxprGraph(List.copyOf(b.nodes), List.copyOf(b.edges));
  }

  private static List<Inner> inner(Program.Equation e) {
    List<Inner> all = new ArrayList<>();
    for (Program.Parameter p : e.parameters()) {
      for (int i = 0; i < p.jaxprs().size(); i++) {
        all.add(new Inner(p.jaxprs().size() == 1 ? p.name() : p.name() + "[" + i + "]", p.jaxprs().get(i)));
      }
    }
    return all;
  }

  private static String detail(Program.Equation e) {
    List<String> parts = new ArrayList<>();
    e.inputs().stream().filter(i -> i.indexOf(':') > 0).map(i -> i.substring(0, i.indexOf(':'))).forEach(parts::add);
    e.parameters().stream()
        .filter(p -> p.jaxprs().isEmpty() && !p.text().equals("None") && !p.name().equals("out_sharding"))
        .map(p -> p.name().equals("name") ? p.text() : p.name() + "=" + p.text())
        .forEach(parts::add);
    return String.join("  ", parts);
  }

  private static final class Builder {
    private final List<Node> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private final Map<String, Integer> makers = new HashMap<>();
    private final Map<String, String> types = new HashMap<>();
    private final Map<String, Integer> uses = new HashMap<>();

    int add(Node node) {
      nodes.add(node);
      return nodes.size() - 1;
    }

    void define(Program.Variable v, int node) {
      if (!v.name().equals("_")) {
        makers.put(v.name(), node);
        types.put(v.name(), v.type());
      }
    }

    void use(String name, int node) {
      Integer maker = makers.get(name);
      if (maker != null) {
        // Inputs and constants show their types themselves.
        boolean first = uses.merge(name, 1, Integer::sum) == 1 && nodes.get(maker).kind() == Kind.EQUATION;
        edges.add(new Edge(maker, node, types.getOrDefault(name, ""), first));
      }
    }
  }
}
