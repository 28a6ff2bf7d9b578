package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.trace.Session;
import gradwright.core.value.Array;
import gradwright.core.value.CustomValue;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;

/// Values that must be known while a program is traced: sizes, boolean masks, counts.
public final class Concrete {
  private Concrete() {}

  /// Whether the value's elements are known now.
  public static boolean is(Value v) {
    return !(v instanceof Tracer);
  }

  /// The value as an array. JAX's ConcretizationTypeError for a tracer; `context` says what needed the value.
  public static Array array(Value v, String context) {
    return switch (v) {
      case Array a -> a;
      case CustomValue c -> throw JaxError.type("a value of type " + c.aval() + " is not an array. " + context);
      case HostScalar s -> Array.allocate(s.aval(), Session.current().engine().defaultDevice()).fill(s);
      case Tracer t ->
          throw new JaxError(
              "ConcretizationTypeError",
              "Abstract tracer value encountered where concrete value is expected: traced array with shape "
                  + t.aval().longName()
                  + "\n"
                  + context,
              t);
    };
  }

  /// A scalar number; the same error for a tracer.
  public static double number(Value v, String context) {
    return v instanceof HostScalar s ? s.real() : array(v, context).getDouble(0);
  }

  /// A scalar integer; the same error for a tracer.
  public static long integer(Value v, String context) {
    return v instanceof HostScalar s ? s.integer() : array(v, context).getLong(0);
  }
}
