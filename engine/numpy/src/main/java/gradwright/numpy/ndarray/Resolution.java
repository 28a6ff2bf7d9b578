package gradwright.numpy.ndarray;

import gradwright.core.errors.JaxError;
import gradwright.numpy.ndarray.Ufunc.Rule;

/// The types that a call of a ufunc computes in.
///
/// @param in the type that operands are converted to
/// @param out the type of the result
/// @param kernel the loop
record Resolution(ElementType in, ElementType out, Kernel kernel) {
  /// For the operands' common type, or the `dtype` asked for.
  static Resolution of(Ufunc f, ElementType common, ElementType asked, String casting) {
    if (asked != null && f.rule != Rule.COMPARING && f.rule != Rule.TESTING) {
      if (!Promotion.allows(common, asked, casting)) {
        throw new JaxError(
            "UFuncTypeError",
            "Cannot cast ufunc '"
                + f.name
                + "' input from dtype('"
                + common
                + "') to dtype('"
                + asked
                + "') with casting rule '"
                + casting
                + "'");
      }
      common = asked;
    }
    if (common.isReference()) {
      throw unsupported(f);
    }
    ElementType in = input(f, common);
    Kernel kernel = f.kernel(in);
    if (kernel == null) {
      throw unsupported(f);
    }
    ElementType out =
        f.gives != null
            ? f.gives
            : switch (f.rule) {
              case COMPARING, TESTING -> ElementType.BOOL;
              case MAGNITUDE -> in.real();
              default -> in;
            };
    return new Resolution(in, out, kernel);
  }

  private static ElementType input(Ufunc f, ElementType t) {
    return switch (f.rule) {
      case SAME, MAGNITUDE, COMPARING -> t;
      case NO_BOOL -> {
        if (t == ElementType.BOOL) {
          throw noBool(f);
        }
        yield t;
      }
      case COUNTING -> t == ElementType.BOOL ? ElementType.INT8 : t;
      case FLOATING -> t.isWhole() ? Promotion.floatFor(t) : t;
      case DIVIDING -> t.isWhole() || f.name.equals("float_power") && !t.isComplex() ? ElementType.FLOAT64 : t;
      case BITS -> {
        if (!t.isWhole()) {
          throw unsupported(f);
        }
        yield t;
      }
      case WHOLE -> {
        if (!t.isWhole()) {
          throw unsupported(f);
        }
        yield t == ElementType.BOOL ? ElementType.INT8 : t;
      }
      case REAL -> t;
      case TESTING -> f.signed == null && t.isWhole() ? Promotion.floatFor(t) : t;
    };
  }

  private static JaxError noBool(Ufunc f) {
    return switch (f.name) {
      case "subtract" ->
          JaxError.type(
              "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or"
                  + " the logical_xor function instead.");
      case "negative" ->
          JaxError.type(
              "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not"
                  + " function instead.");
      default ->
          new JaxError(
              "UFuncTypeError",
              "ufunc '"
                  + f.name
                  + "' did not contain a loop with signature matching types <class 'numpy.dtypes.BoolDType'> -> None");
    };
  }

  private static JaxError unsupported(Ufunc f) {
    return JaxError.type(
        "ufunc '"
            + f.name
            + "' not supported for the input types, and the inputs could not be safely coerced to any"
            + " supported types according to the casting rule ''safe''");
  }
}
