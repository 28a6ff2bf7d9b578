package gradwright.compiler.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// A program without calls: nodes in an order in which each comes after its inputs, all of them needed.
public final class Graph {
  private final List<Node> inputs;
  private final List<Node> nodes;
  private final List<Ref> outputs;

  /// A graph of the nodes that the outputs or an effect need; the others are left out.
  Graph(List<Node> inputs, List<Node> nodes, List<Ref> outputs) {
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    Set<Node> needed = Collections.newSetFromMap(new IdentityHashMap<>());
    outputs.forEach(r -> needed.add(r.node()));
    List<Node> kept = new ArrayList<>();
    for (Node n : nodes.reversed()) {
      if (n.effectful() || needed.contains(n)) {
        kept.add(n);
        n.inputs().forEach(r -> needed.add(r.node()));
      }
    }
    this.nodes = List.copyOf(kept.reversed());
  }

  /// The inputs, used or not.
  public List<Node> inputs() {
    return inputs;
  }

  /// All nodes that are needed, inputs and constants included.
  public List<Node> nodes() {
    return nodes;
  }

  public List<Ref> outputs() {
    return outputs;
  }

  /// Whether any node here or in a nested graph has an effect.
  public boolean effectful() {
    return nodes.stream().anyMatch(Node::effectful);
  }

  @Override
  public String toString() {
    StringBuilder b = new StringBuilder();
    nodes.forEach(n -> b.append(n).append(" : ").append(n.outputs()).append('\n'));
    return b.append("-> ").append(outputs).append('\n').toString();
  }
}
