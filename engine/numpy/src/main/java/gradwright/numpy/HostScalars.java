package gradwright.numpy;

import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;

/// Scalars that parameters of primitives need as numbers.
final class HostScalars {
  private HostScalars() {}

  /// A known scalar as a host scalar; ConcretizationTypeError for a tracer.
  static HostScalar of(Value v, String what) {
    if (v instanceof HostScalar s) {
      return s;
    }
    Array a = Concrete.array(v, what);
    if (a.dtype().isComplex()) {
      return HostScalar.complex(a.dtype(), a.aval().weakType(), a.getDouble(0), a.getImaginary(0));
    }
    return a.dtype().isFloat()
        ? HostScalar.of(a.dtype(), a.aval().weakType(), a.getDouble(0))
        : HostScalar.of(a.dtype(), a.aval().weakType(), a.getLong(0));
  }
}
