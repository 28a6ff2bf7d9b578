package gradwright.compiler.graph;

import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;

/// One output of a node.
public record Ref(Node node, int output) {
  public Aval aval() {
    return node.outputs().get(output);
  }

  public Shape shape() {
    return aval().shape();
  }

  public DType dtype() {
    return aval().dtype();
  }

  @Override
  public String toString() {
    return node.outputs().size() == 1 ? "n" + node.id() : "n" + node.id() + "." + output;
  }
}
