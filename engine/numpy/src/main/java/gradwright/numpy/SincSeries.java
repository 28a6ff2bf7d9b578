package gradwright.numpy;

import gradwright.core.lax.Lax;
import gradwright.core.prim.Call;
import gradwright.core.trace.CustomRules;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.List;

/// The derivatives of `sin(x) / x` at zero, as functions whose own derivatives are the next ones: they make `sinc` smooth where
/// its formula divides by zero.
final class SincSeries {
  private SincSeries() {}

  private record Rule(int order) implements CustomRules.Jvp {
    @Override
    public String name() {
      return "_sinc_maclaurin_jvp";
    }

    @Override
    public CustomRules.Duals apply(List<Value> primals, List<Tangent> tangents) {
      Value x = primals.getFirst();
      Value derivative = at(order + 1, x);
      Value tangent = Arithmetic.multiply(derivative, (Value) tangents.getFirst());
      return new CustomRules.Duals(List.of(at(order, x)), List.of(tangent));
    }
  }

  /// The derivative of the given order at zero, in the shape of `x`.
  static Value at(int order, Value x) {
    return Lax.bind1(
        new Call.CustomJvpCall("_sinc_maclaurin", in -> List.of(value(order, in.getFirst())), new Rule(order), false),
        x);
  }

  private static Value value(int order, Value x) {
    Value zero = Arithmetic.multiply(x, Promote.integer(0));
    if (order % 2 == 1) {
      return zero;
    }
    double v = (order / 2 % 2 == 0 ? 1.0 : -1.0) / (order + 1);
    return Arithmetic.add(zero, Promote.constant(x, v));
  }
}
