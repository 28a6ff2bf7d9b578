package gradwright.core.prim;

import gradwright.core.types.Aval;
import gradwright.core.value.Array;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.List;

/// A primitive defined outside the engine, which carries its own rules. A rule it lacks throws an error that names it.
public non-sealed interface ExtensionPrimitive extends Primitive {
  List<Aval> outputs(List<Aval> inputs);

  List<Array> evaluate(List<Array> inputs);

  /// Primal outputs, then tangent outputs.
  default List<Tangent> jvp(List<Value> primals, List<Tangent> tangents) {
    throw new UnsupportedOperationException("Differentiation rule for '" + primitiveName() + "' not implemented");
  }

  /// Cotangents of the inputs; null where the input is not linear.
  default List<Tangent> transpose(List<Tangent> cotangents, List<Value> knownOrNull, List<Aval> inputs) {
    throw new UnsupportedOperationException("Transpose rule for '" + primitiveName() + "' not implemented");
  }

  /// Outputs batched along axis 0, given inputs batched along `axes` (null: not batched).
  default List<Value> batch(int size, List<Value> inputs, List<Integer> axes) {
    throw new UnsupportedOperationException("Batching rule for '" + primitiveName() + "' not implemented");
  }
}
