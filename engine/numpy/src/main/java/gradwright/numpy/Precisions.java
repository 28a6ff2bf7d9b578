package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Contraction.Precision;
import gradwright.core.trace.Session;
import gradwright.numpy.catalogue.Tuple;
import java.util.List;
import java.util.Locale;

/// The precision asked for each operand of a product; null leaves it to the device.
public record Precisions(Precision lhs, Precision rhs) {
  public static final Precisions NONE = new Precisions(null, null);

  /// From a neutral argument: None (then the configured default), a name (`highest`, `float32`, `Precision.HIGH`), or a pair.
  public static Precisions of(Object v) {
    return switch (v) {
      case null -> {
        String configured = Session.current().config().matmulPrecision();
        Precision p = configured == null ? null : named(configured);
        yield new Precisions(p, p);
      }
      case Tuple t when t.size() == 2 -> pair(t.get(0), t.get(1));
      case List<?> l when l.size() == 2 -> pair(l.get(0), l.get(1));
      default -> new Precisions(one(v), one(v));
    };
  }

  private static Precisions pair(Object lhs, Object rhs) {
    if ((lhs == null) != (rhs == null)) {
      throw JaxError.value("Precision argument: both of a pair must be given, got (" + lhs + ", " + rhs + ")");
    }
    return new Precisions(one(lhs), one(rhs));
  }

  private static Precision one(Object v) {
    return v == null ? null : named(v.toString());
  }

  private static Precision named(String name) {
    String n = name.toLowerCase(Locale.ROOT);
    return switch (n.substring(n.indexOf('.') + 1)) {
      case "default", "fastest", "bfloat16" -> Precision.DEFAULT;
      case "high", "bfloat16_3x", "tensorfloat32" -> Precision.HIGH;
      case "highest", "float32" -> Precision.HIGHEST;
      default ->
          throw JaxError.value(
              "jax_default_matmul_precision flag must be set to None, a value in the lax.Precision enum, or a string"
                  + " naming one; got "
                  + name);
    };
  }
}
