package gradwright.core.batch;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.PrimitiveParameters;
import gradwright.core.prim.Collective;
import gradwright.core.prim.Primitive;

/// Whether a primitive communicates along a named axis, itself or in a program it holds: then it is batched even when
/// none of its operands is.
final class AxisUse {
  private AxisUse() {}

  private record Key(String axis) {}

  static boolean uses(Primitive p, String axis) {
    if (p instanceof Collective c) {
      return c.axisNames().contains(axis);
    }
    return PrimitiveParameters.jaxprs(p).stream().anyMatch(j -> uses(j, axis));
  }

  private static boolean uses(ClosedJaxpr program, String axis) {
    return program.derive(
        new Key(axis), () -> program.jaxpr().equations().stream().anyMatch(e -> uses(e.primitive(), axis)));
  }
}
