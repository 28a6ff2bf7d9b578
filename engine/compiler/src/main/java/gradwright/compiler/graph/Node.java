package gradwright.compiler.graph;

import gradwright.core.ir.Source;
import gradwright.core.types.Aval;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// An operation applied to values of its graph. Nodes are equal only to themselves; the builder shares equal ones.
public final class Node {
  private final int id;
  private final Operation operation;
  private final List<Ref> inputs;
  private final List<Aval> outputs;
  private final boolean effectful;
  private final Source source;
  private final Set<Integer> equations = new TreeSet<>();
  private int equation = -1;

  Node(int id, Operation operation, List<Ref> inputs, List<Aval> outputs, boolean effectful, Source source) {
    this.id = id;
    this.operation = operation;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.effectful = effectful;
    this.source = source;
  }

  /// A number that grows along the graph.
  public int id() {
    return id;
  }

  public Operation operation() {
    return operation;
  }

  public List<Ref> inputs() {
    return inputs;
  }

  public List<Aval> outputs() {
    return outputs;
  }

  /// Whether the node must run even if nobody reads it, in order with other such nodes.
  public boolean effectful() {
    return effectful;
  }

  public Source source() {
    return source;
  }

  /// The equations that it stands for, as [gradwright.core.ir.EquationNumbers] numbers those of the program: several where
  /// equal ones were shared, and those of calls around them.
  public Set<Integer> equations() {
    return Collections.unmodifiableSet(equations);
  }

  /// The equation that it was made for first, without the calls around it; -1 when there is none.
  public int equation() {
    return equation;
  }

  void madeFor(List<Integer> path) {
    equation = path.isEmpty() ? -1 : path.getLast();
    standsFor(path);
  }

  void standsFor(Collection<Integer> also) {
    equations.addAll(also);
  }

  public Ref output(int i) {
    return new Ref(this, i);
  }

  @Override
  public String toString() {
    String name =
        operation instanceof Operation.Apply a ? a.primitive().primitiveName() : operation.getClass().getSimpleName();
    return "n" + id + "=" + name + inputs.stream().map(Ref::toString).toList();
  }
}
