package gradwright.python.bridge;

import gradwright.core.types.DType;
import gradwright.core.value.Bits;
import java.util.List;

/// The common format of a set of floats, by NumPy's rules: scientific where magnitudes spread far, else positional.
final class FloatColumn {
  private static final int PRECISION = 8;

  private final DType type;
  private final boolean signed;
  private final boolean scientific;
  private final int left;
  private final int right;
  private final int digits;
  private final int exponentDigits;

  private FloatColumn(
      DType type, boolean signed, boolean scientific, int left, int right, int digits, int exponentDigits) {
    this.type = type;
    this.signed = signed;
    this.scientific = scientific;
    this.left = left;
    this.right = right;
    this.digits = digits;
    this.exponentDigits = exponentDigits;
  }

  /// The format for these values; `signed` prints a plus before what is not negative.
  static FloatColumn of(DType type, List<Double> values, boolean signed) {
    double max = 0;
    double min = Double.POSITIVE_INFINITY;
    boolean nonFinite = false;
    boolean negativeInfinity = signed;
    for (double v : values) {
      if (Double.isNaN(v) || Double.isInfinite(v)) {
        nonFinite = true;
        negativeInfinity |= v == Double.NEGATIVE_INFINITY;
      } else if (v != 0) {
        max = Math.max(max, Math.abs(v));
        min = Math.min(min, Math.abs(v));
      }
    }
    double large =
        switch (type.code()) {
          case FLOAT16 -> 1e3;
          case FLOAT32 -> 1e6;
          default -> 1e8;
        };
    boolean scientific = max > 0 && (max >= large || min < Bits.round(type, 1e-4) || ratio(type, max, min) > 1000);
    int left = 0;
    int right = 0;
    int exponent = 0;
    for (double v : values) {
      if (Double.isNaN(v) || Double.isInfinite(v)) {
        continue;
      }
      String s = scientific ? Decimals.scientific(type, v, PRECISION) : Decimals.positional(type, v, PRECISION);
      if (signed && !s.startsWith("-")) {
        s = "+" + s;
      }
      int e = s.indexOf('e');
      String mantissa = e < 0 ? s : s.substring(0, e);
      int point = mantissa.indexOf('.');
      left = Math.max(left, point);
      right = Math.max(right, mantissa.length() - point - 1);
      if (e >= 0) {
        exponent = Math.max(exponent, s.length() - e - 2);
      }
    }
    int digits = right;
    int padRight = scientific ? exponent + 2 + right : right;
    if (nonFinite) {
      int offset = padRight + 1;
      left = Math.max(left, Math.max(3 - offset, 3 + (negativeInfinity ? 1 : 0) - offset));
    }
    return new FloatColumn(type, signed, scientific, left, padRight, digits, exponent);
  }

  private static double ratio(DType type, double max, double min) {
    // NumPy divides in the array's own precision.
    return type == DType.FLOAT64 ? max / min : (float) max / (float) min;
  }

  String text(double v) {
    if (Double.isNaN(v) || Double.isInfinite(v)) {
      String s = Double.isNaN(v) ? (signed ? "+nan" : "nan") : v < 0 ? "-inf" : signed ? "+inf" : "inf";
      return " ".repeat(Math.max(0, left + right + 1 - s.length())) + s;
    }
    String s = scientific ? Decimals.scientific(type, v, PRECISION) : Decimals.positional(type, v, PRECISION);
    if (signed && !s.startsWith("-")) {
      s = "+" + s;
    }
    if (scientific) {
      if (s.indexOf('e') - s.indexOf('.') - 1 < digits) {
        String filled = Decimals.scientificFilled(v, digits);
        s = (signed && !filled.startsWith("-") ? "+" : "") + filled;
      }
      int e = s.indexOf('e');
      String power = s.substring(e + 2);
      s = s.substring(0, e + 2) + "0".repeat(Math.max(0, exponentDigits - power.length())) + power;
      return " ".repeat(Math.max(0, left - s.indexOf('.'))) + s;
    }
    int point = s.indexOf('.');
    return " ".repeat(Math.max(0, left - point)) + s + " ".repeat(right - (s.length() - point - 1));
  }
}
