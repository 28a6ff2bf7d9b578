package gradwright.compiler.graph;

import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Equation;
import gradwright.core.ir.Jaxpr;
import gradwright.core.prim.ControlFlow;
import gradwright.core.prim.Primitive;
import gradwright.core.trace.Backend.Simplified;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Writes a graph as a jaxpr again, for people to read.
public final class GraphJaxpr {
  private final Map<Equation, Integer> origins;
  private final Map<Ref, Atom> atoms = new HashMap<>();
  private final List<Atom.Var> constants = new ArrayList<>();
  private final List<Array> arrays = new ArrayList<>();
  private final List<Equation> equations = new ArrayList<>();

  private GraphJaxpr(Map<Equation, Integer> origins) {
    this.origins = origins;
  }

  /// The jaxpr of a graph.
  public static Simplified of(Graph graph) {
    Map<Equation, Integer> origins = new IdentityHashMap<>();
    Jaxpr jaxpr = new GraphJaxpr(origins).jaxpr(graph).jaxpr();
    return new Simplified(jaxpr, origins);
  }

  private ClosedJaxpr inner(Graph graph) {
    return new GraphJaxpr(origins).jaxpr(graph);
  }

  private ClosedJaxpr jaxpr(Graph graph) {
    List<Atom.Var> inputs = new ArrayList<>();
    for (Node n : graph.inputs()) {
      Atom.Var v = new Atom.Var(n.outputs().getFirst());
      inputs.add(v);
      atoms.put(n.output(0), v);
    }
    graph.nodes().forEach(this::add);
    List<Atom> outputs = graph.outputs().stream().map(this::atom).toList();
    return new ClosedJaxpr(new Jaxpr(constants, inputs, equations, outputs), arrays);
  }

  private void add(Node n) {
    switch (n.operation()) {
      case Operation.Input _, Operation.Literal _ -> {}
      case Operation.Constant(Array array) -> {
        Atom.Var v = new Atom.Var(n.outputs().getFirst());
        constants.add(v);
        arrays.add(array);
        atoms.put(n.output(0), v);
      }
      case Operation.Apply(Primitive p) -> equation(p, n);
      case Operation.While w ->
          equation(
              new ControlFlow.While(inner(w.condition()), w.conditionConstants(), inner(w.body()), w.bodyConstants()),
              n);
      case Operation.Scan s ->
          equation(new ControlFlow.Scan(inner(s.body()), s.constants(), s.carry(), s.length(), s.reverse(), 1), n);
      case Operation.Cond c -> equation(new ControlFlow.Cond(c.branches().stream().map(this::inner).toList()), n);
    }
  }

  private void equation(Primitive p, Node n) {
    List<Atom> in = n.inputs().stream().map(this::atom).toList();
    List<Atom.Var> out = n.outputs().stream().map(Atom.Var::new).toList();
    for (int i = 0; i < out.size(); i++) {
      atoms.put(n.output(i), out.get(i));
    }
    Equation e = new Equation(p, in, out, p.effects(), n.source());
    equations.add(e);
    if (n.equation() >= 0) {
      origins.put(e, n.equation());
    }
  }

  private Atom atom(Ref r) {
    return r.node().operation() instanceof Operation.Literal(HostScalar value) ? new Atom.Literal(value) : atoms.get(r);
  }
}
