package gradwright.core.prim;

import gradwright.core.errors.JaxError;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.PrimitiveParameters.Parameter;
import gradwright.core.types.Aval;
import gradwright.core.value.Array;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.List;
import java.util.function.Function;

/// A primitive defined outside the engine, which carries its own rules. A rule it lacks throws an error that names it.
public non-sealed interface ExtensionPrimitive extends Primitive {
  /// Types of the outputs.
  List<Aval> outputs(List<Aval> inputs);

  /// Computes at once.
  List<Array> evaluate(List<Array> inputs);

  /// Whether it stands for operations that it is replaced by before a program is run. Only such primitives take or give values of
  /// types that a program defines.
  default boolean isHigh() {
    return false;
  }

  /// Applies the operations that a high primitive stands for, with the current trace; such values are known.
  default List<Value> lower(List<Value> inputs) {
    throw new UnsupportedOperationException(primitiveName());
  }

  /// The parameters as jaxprs print them.
  default List<Parameter> parameters() {
    return List.of();
  }

  /// The programs among the parameters.
  default List<ClosedJaxpr> programs() {
    return List.of();
  }

  /// The primitive as a program of others, which compilers put in its place; null where it can only be evaluated.
  default ClosedJaxpr expansion(List<Aval> inputs) {
    return null;
  }

  /// Primal outputs, then tangent outputs.
  default List<Tangent> jvp(List<Value> primals, List<Tangent> tangents) {
    throw JaxError.notImplemented("Differentiation rule for '" + primitiveName() + "' not implemented");
  }

  /// Outputs, whether each has a tangent, and the tangents of all outputs from those of the inputs.
  record Linear(List<Value> outputs, List<Boolean> nonzero, Function<List<Tangent>, List<Tangent>> tangents) {}

  /// How it is linearized where it has a rule for that; null where its jvp rule is used. `reverse` tells that only cotangents will
  /// be asked for; inputs not marked in `nonzero` have no tangent.
  default Linear linearize(boolean reverse, List<Value> primals, List<Boolean> nonzero) {
    return null;
  }

  /// Cotangents of the inputs; null where the input is not linear.
  default List<Tangent> transpose(List<Tangent> cotangents, List<Value> knownOrNull, List<Aval> inputs) {
    throw JaxError.notImplemented(
        "Transpose rule (for reverse-mode differentiation) for '" + primitiveName() + "' not implemented");
  }

  /// Outputs with the axis each is batched along (null: not batched).
  record Mapped(List<Value> outputs, List<Integer> axes) {}

  /// The outputs for inputs batched along `axes` (null: not batched), of which there are `size` examples.
  default Mapped batch(int size, List<Value> inputs, List<Integer> axes) {
    throw JaxError.notImplemented("Batching rule for '" + primitiveName() + "' not implemented");
  }
}
