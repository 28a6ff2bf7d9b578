package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import java.util.List;

/// Sets of dtypes that primitives accept, with the abstract type names that JAX prints for them.
enum Accepted {
  FLOAT("floating"),
  INTEGER("integer"),
  FLOAT_COMPLEX("floating, complexfloating"),
  COMPLEX("complexfloating"),
  SIGNED_FLOAT_COMPLEX("signedinteger, floating, complexfloating"),
  NUMBER("integer, floating, complexfloating"),
  REAL("integer, floating"),
  ORDERED("integer, floating, bool"),
  BOOL_INTEGER("integer, bool"),
  ANY("integer, floating, complexfloating, bool"),
  COMPLEX_PARTS("float32, float64"),
  CONJUGABLE("float32, float64, complexfloating"),
  INT32("int32");

  private final String names;

  Accepted(String names) {
    this.names = names;
  }

  boolean contains(DType t) {
    return switch (this) {
      case FLOAT -> t.isFloat();
      case INTEGER -> t.isInteger();
      case FLOAT_COMPLEX -> t.isInexact();
      case COMPLEX -> t.isComplex();
      case SIGNED_FLOAT_COMPLEX -> t.isSigned() || t.isInexact();
      case NUMBER -> t.isInteger() || t.isInexact();
      case REAL -> t.isInteger() || t.isFloat();
      case ORDERED -> t.isInteger() || t.isFloat() || t.isBool();
      case BOOL_INTEGER -> t.isInteger() || t.isBool();
      case ANY -> t.isInteger() || t.isInexact() || t.isBool();
      case COMPLEX_PARTS -> t == DType.FLOAT32 || t == DType.FLOAT64;
      case CONJUGABLE -> t == DType.FLOAT32 || t == DType.FLOAT64 || t.isComplex();
      case INT32 -> t == DType.INT32;
    };
  }

  /// Checks the operand of a one-argument primitive.
  void check(String name, DType t) {
    if (t == DType.FLOAT0) {
      throw float0(name, "array");
    }
    if (!contains(t)) {
      throw JaxError.type(
          name + " does not accept dtype " + t.jaxName() + ". Accepted dtypes are subtypes of " + names + ".");
    }
  }

  /// Checks the operand at a position of an n-argument primitive.
  void check(String name, DType t, int position) {
    if (contains(t)) {
      return;
    }
    if (t == DType.FLOAT0) {
      throw float0(name, "at position " + position);
    }
    throw JaxError.type(
        "%s does not accept dtype %s at position %d. Accepted dtypes at position %d are subtypes of %s."
            .formatted(name, t.jaxName(), position, position, names));
  }

  private static JaxError float0(String name, String where) {
    return JaxError.type(
        "Called "
            + name
            + " with a float0 "
            + where
            + ". float0s do not support any operations by design, because they are not compatible with non-trivial"
            + " vector spaces. If you didn't expect to get a float0 you might have accidentally taken a gradient with"
            + " respect to an integer argument.");
  }

  /// JAX's check that operands agree; keys are exempt.
  static void sameDTypes(String name, List<Aval> avals) {
    boolean same = true;
    for (Aval a : avals) {
      if (a.dtype().isKey()) {
        return;
      }
      same &= a.dtype() == avals.getFirst().dtype();
    }
    if (same) {
      return;
    }
    StringBuilder b = new StringBuilder();
    for (Aval a : avals) {
      b.append(b.isEmpty() ? "" : ", ").append(a.dtype().jaxName());
    }
    String jnp = numpyName(name);
    String tip =
        jnp == null
            ? ""
            : " (Tip: jnp." + jnp + " is a similar function that does automatic type promotion on inputs).";
    throw JaxError.type("lax." + name + " requires arguments to have the same dtypes, got " + b + "." + tip);
  }

  private static String numpyName(String lax) {
    return switch (lax) {
      case "add", "concatenate", "nextafter" -> lax;
      case "atan2" -> "arctan2";
      case "div" -> "divide";
      case "eq" -> "equal";
      case "max" -> "maximum";
      case "min" -> "minimum";
      case "mul" -> "multiply";
      case "ne" -> "not_equal";
      case "pow" -> "float_power";
      case "select" -> "where";
      case "shift_left" -> "left_shift";
      case "shift_right_logical", "shift_right_arithmetic" -> "right_shift";
      case "sub" -> "subtract";
      default -> null;
    };
  }

  static boolean allWeak(List<Aval> avals) {
    for (Aval a : avals) {
      if (!a.weakType()) {
        return false;
      }
    }
    return true;
  }
}
