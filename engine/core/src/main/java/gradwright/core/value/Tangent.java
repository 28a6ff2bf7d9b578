package gradwright.core.value;

import gradwright.core.types.Aval;

/// A tangent or cotangent: a value, or a zero that is never materialised.
public sealed interface Tangent permits Tangent.Zero, Value {
  Aval aval();

  default boolean isZero() {
    return this instanceof Zero;
  }

  /// A symbolic zero of the given (tangent) type.
  record Zero(Aval aval) implements Tangent {
    public static Zero like(Value primal) {
      return new Zero(primal.aval().tangent());
    }
  }
}
