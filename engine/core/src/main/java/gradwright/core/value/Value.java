package gradwright.core.value;

import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;

/// What primitives take and give: a concrete array, a host scalar (printed as a literal when staged), a
/// value of a type that a program defines, or a tracer.
public sealed interface Value extends Tangent permits Array, CustomValue, HostScalar, Tracer {
  @Override
  Aval aval();

  default DType dtype() {
    return aval().dtype();
  }

  default Shape shape() {
    return aval().shape();
  }

  default int rank() {
    return aval().shape().rank();
  }
}
