package gradwright.compiler.graph;

import gradwright.core.ir.Source;
import gradwright.core.types.Aval;
import java.util.List;

/// An operation applied to values of its graph. Nodes are equal only to themselves; the builder shares equal ones.
public final class Node {
  private final int id;
  private final Operation operation;
  private final List<Ref> inputs;
  private final List<Aval> outputs;
  private final boolean effectful;
  private final Source source;

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
