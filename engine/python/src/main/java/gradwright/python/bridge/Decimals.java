package gradwright.python.bridge;

import gradwright.core.types.DType;
import gradwright.core.value.Bits;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Shortest decimal texts of floats, as Python and NumPy write them.
final class Decimals {
  private Decimals() {}

  /// The shortest decimal that reads back as the same value of the type.
  static BigDecimal shortest(DType type, double v) {
    return switch (type.code()) {
      case FLOAT32, COMPLEX64 -> oneDigit(v, Float.toString((float) v), (float) v);
      case FLOAT16, BFLOAT16 -> narrow(type, v);
      default -> oneDigit(v, Double.toString(v), v);
    };
  }

  /// Java's texts have two digits at least; one may do.
  private static BigDecimal oneDigit(double v, String text, Number same) {
    BigDecimal two = new BigDecimal(text);
    if (v == 0 || two.stripTrailingZeros().precision() != 2) {
      return two;
    }
    BigDecimal one = new BigDecimal(v).round(new MathContext(1, RoundingMode.HALF_EVEN));
    boolean reads = same instanceof Float f ? one.floatValue() == f : one.doubleValue() == v;
    return reads ? one : two;
  }

  private static BigDecimal narrow(DType type, double v) {
    BigDecimal exact = new BigDecimal(v);
    for (int digits = 1; digits < 12; digits++) {
      BigDecimal candidate = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (Bits.round(type, candidate.doubleValue()) == v) {
        return candidate;
      }
    }
    return exact;
  }

  /// Digits before and at most `precision` after the point; `1.` for whole numbers.
  static String positional(DType type, double v, int precision) {
    BigDecimal d = shortest(type, v);
    if (d.scale() > precision) {
      d = new BigDecimal(v).setScale(precision, RoundingMode.HALF_EVEN);
    }
    String s = trimmed(d.signum() == 0 ? BigDecimal.ZERO : d);
    return negative(v) && !s.startsWith("-") ? "-" + s : s;
  }

  private static String trimmed(BigDecimal d) {
    String s = d.toPlainString();
    int point = s.indexOf('.');
    if (point < 0) {
      return s + ".";
    }
    int end = s.length();
    while (s.charAt(end - 1) == '0') {
      end--;
    }
    return s.substring(0, end);
  }

  /// One digit, the point, at most `precision` digits, `e`, sign and at least two digits.
  static String scientific(DType type, double v, int precision) {
    if (v == 0) {
      return (negative(v) ? "-" : "") + "0.e+00";
    }
    BigDecimal d = shortest(type, v).abs();
    if (d.precision() > precision + 1) {
      d = new BigDecimal(Math.abs(v)).round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    }
    d = d.stripTrailingZeros();
    String digits = d.unscaledValue().toString();
    int exponent = digits.length() - 1 - d.scale();
    return (v < 0 ? "-" : "") + digits.charAt(0) + "." + digits.substring(1) + exponent(exponent);
  }

  /// As `scientific`, but with exactly that many digits after the point: those of the value itself, not zeros.
  static String scientificFilled(double v, int digits) {
    if (v == 0) {
      return (negative(v) ? "-0." : "0.") + "0".repeat(digits) + "e+00";
    }
    BigDecimal d = new BigDecimal(Math.abs(v)).round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
    String s = d.unscaledValue().toString();
    int exponent = s.length() - 1 - d.scale();
    s = s + "0".repeat(Math.max(0, digits + 1 - s.length()));
    return (v < 0 ? "-" : "") + s.charAt(0) + "." + s.substring(1) + exponent(exponent);
  }

  private static String exponent(int e) {
    String digits = Integer.toString(Math.abs(e));
    return "e" + (e < 0 ? "-" : "+") + (digits.length() < 2 ? "0" : "") + digits;
  }

  private static boolean negative(double v) {
    return Double.doubleToRawLongBits(v) < 0 && !Double.isNaN(v);
  }

  /// As NumPy prints a scalar: `1.0`, `1e-05`, `nan`; in scientific form from where the type's whole digits end.
  static String scalar(DType type, double v) {
    if (Double.isNaN(v)) {
      return "nan";
    }
    if (Double.isInfinite(v)) {
      return v < 0 ? "-inf" : "inf";
    }
    double size = Math.abs(v);
    double large =
        switch (type.code()) {
          case FLOAT16 -> 1e3;
          case FLOAT32, COMPLEX64 -> 1e6;
          default -> 1e16;
        };
    if (v == 0 || (size >= 1e-4 && size < large)) {
      String s = positional(type, v, 400);
      return s.endsWith(".") ? s + "0" : s;
    }
    String s = scientific(type, v, 400);
    int point = s.indexOf('.');
    return s.charAt(point + 1) == 'e' ? s.substring(0, point) + s.substring(point + 1) : s;
  }

  /// As Python prints a complex number: `(1+2j)`.
  static String complexScalar(DType type, double re, double im) {
    DType part = type.realType();
    String imaginary = pythonPart(part, im);
    if (re == 0 && !negative(re)) {
      return imaginary + "j";
    }
    return "(" + pythonPart(part, re) + (imaginary.startsWith("-") ? "" : "+") + imaginary + "j)";
  }

  private static String pythonPart(DType type, double v) {
    String s = scalar(type, v);
    return s.endsWith(".0") ? s.substring(0, s.length() - 2) : s;
  }

  /// Six significant digits, trailing zeros dropped, as C's `%g`.
  static String general(double v) {
    if (Double.isNaN(v)) {
      return "nan";
    }
    if (Double.isInfinite(v)) {
      return v < 0 ? "-inf" : "inf";
    }
    if (v == 0) {
      return negative(v) ? "-0" : "0";
    }
    BigDecimal d = new BigDecimal(v).round(new MathContext(6, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    int exponent = d.precision() - 1 - d.scale();
    if (exponent < -4 || exponent >= 6) {
      String digits = d.unscaledValue().abs().toString();
      return (v < 0 ? "-" : "")
          + digits.charAt(0)
          + (digits.length() > 1 ? "." + digits.substring(1) : "")
          + exponent(exponent);
    }
    return d.toPlainString();
  }
}
