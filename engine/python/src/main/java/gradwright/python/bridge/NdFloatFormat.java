package gradwright.python.bridge;

import gradwright.core.types.DType;
import gradwright.core.value.Bits;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/// The common format of a column of floats under NumPy's print options.
final class NdFloatFormat {
  /// How digits are chosen.
  ///
  /// @param precision the most digits after the point; negative for no limit
  /// @param sign `-`, `+` or a space
  record Options(int precision, boolean suppress, String sign, String mode, String nan, String infinity) {
    Options signed() {
      return new Options(precision, suppress, "+", mode, nan, infinity);
    }
  }

  private static final int UNLIMITED = 400;

  private final DType type;
  private final Options options;
  private boolean scientific;
  private boolean unique = true;
  private boolean keepZeros;
  private int precision;
  private int least;
  private int left;
  private int right;
  private int exponentDigits;

  /// The format that fits `values`.
  NdFloatFormat(DType type, List<Double> values, Options o) {
    this.type = type;
    this.options = o;
    this.precision = o.mode.equals("unique") || o.precision < 0 ? UNLIMITED : o.precision;
    double max = 0;
    double min = Double.POSITIVE_INFINITY;
    boolean finite = false;
    boolean nonFinite = false;
    boolean below = false;
    boolean minusInfinity = !o.sign.equals("-");
    for (double v : values) {
      if (Double.isNaN(v) || Double.isInfinite(v)) {
        nonFinite = true;
        minusInfinity |= v == Double.NEGATIVE_INFINITY;
        continue;
      }
      finite = true;
      below |= Double.doubleToRawLongBits(v) < 0;
      if (v != 0) {
        max = Math.max(max, Math.abs(v));
        min = Math.min(min, Math.abs(v));
      }
    }
    scientific = max > 0 && (max >= large() || !o.suppress && (min < 1e-4 || ratio(max, min) > 1000));
    if (finite) {
      measure(values);
    }
    if (o.sign.equals(" ") && !below) {
      left++;
    }
    if (nonFinite) {
      int offset = right + 1;
      left = Math.max(left, Math.max(o.nan.length() - offset, o.infinity.length() + (minusInfinity ? 1 : 0) - offset));
    }
  }

  private double large() {
    return switch (type.code()) {
      case FLOAT16 -> 1e3;
      case FLOAT32 -> 1e6;
      default -> 1e8;
    };
  }

  private double ratio(double max, double min) {
    return switch (type.code()) {
      case FLOAT64 -> max / min;
      case FLOAT32 -> (float) max / (float) min;
      default -> Bits.round(type, max / min);
    };
  }

  private void measure(List<Double> values) {
    boolean fixed = options.mode.equals("fixed");
    keepZeros = fixed;
    unique = !fixed;
    int whole = 0;
    int fraction = 0;
    int exponent = 0;
    for (double v : values) {
      if (Double.isNaN(v) || Double.isInfinite(v)) {
        continue;
      }
      String s = scientific ? scientific(v, 0) : positional(v, 0);
      int e = s.indexOf('e');
      String mantissa = e < 0 ? s : s.substring(0, e);
      int point = mantissa.indexOf('.');
      whole = Math.max(whole, point);
      fraction = Math.max(fraction, mantissa.length() - point - 1);
      exponent = e < 0 ? 0 : Math.max(exponent, s.length() - e - 2);
    }
    left = whole;
    if (scientific) {
      exponentDigits = exponent;
      keepZeros = true;
      precision = fraction;
      least = fraction;
      right = exponent + 2 + fraction;
    } else {
      right = fraction;
      if (fixed || options.mode.equals("maxprec_equal")) {
        precision = fraction;
        least = fraction;
        keepZeros = true;
      }
    }
  }

  private String signed(double v, String digits) {
    boolean negative = Double.doubleToRawLongBits(v) < 0;
    return (negative ? "-" : options.sign.equals("+") ? "+" : "") + digits;
  }

  private String positional(double v, int pad) {
    BigDecimal exact = new BigDecimal(Math.abs(v));
    BigDecimal d = unique ? Decimals.shortest(type, Math.abs(v)) : exact;
    if (!unique || d.scale() > precision) {
      d = exact.setScale(precision, RoundingMode.HALF_EVEN);
    }
    String s = d.signum() == 0 ? "0." : d.toPlainString();
    if (s.indexOf('.') < 0) {
      s += ".";
    }
    if (unique || !keepZeros) {
      s = trimmed(s);
    }
    return signed(v, filled(s, keepZeros ? Math.max(pad, unique ? 0 : precision) : 0));
  }

  private static String trimmed(String s) {
    int end = s.length();
    while (s.charAt(end - 1) == '0') {
      end--;
    }
    return s.substring(0, end);
  }

  private static String filled(String s, int digits) {
    return s + "0".repeat(Math.max(0, digits - (s.length() - s.indexOf('.') - 1)));
  }

  private String scientific(double v, int pad) {
    String digits;
    int exponent = 0;
    if (v == 0) {
      digits = "0";
    } else {
      BigDecimal d = unique ? Decimals.shortest(type, v).abs() : new BigDecimal(Math.abs(v));
      if (d.precision() > precision + 1) {
        d = new BigDecimal(Math.abs(v)).round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
      }
      if (unique && pad > 0 && d.stripTrailingZeros().precision() < pad + 1) {
        // Digits beyond the shortest are those of the number itself.
        d = new BigDecimal(Math.abs(v)).round(new MathContext(pad + 1, RoundingMode.HALF_EVEN));
      }
      d = d.stripTrailingZeros();
      digits = d.unscaledValue().toString();
      exponent = digits.length() - 1 - d.scale();
    }
    String s = digits.charAt(0) + "." + digits.substring(1);
    s = filled(s, keepZeros ? Math.max(pad, unique ? 0 : precision) : 0);
    String power = Integer.toString(Math.abs(exponent));
    int least = Math.max(2, exponentDigits);
    return signed(v, s + "e" + (exponent < 0 ? "-" : "+") + "0".repeat(Math.max(0, least - power.length())) + power);
  }

  String text(double v) {
    if (Double.isNaN(v) || Double.isInfinite(v)) {
      String sign =
          Double.isNaN(v) ? options.sign.equals("+") ? "+" : "" : v < 0 ? "-" : options.sign.equals("+") ? "+" : "";
      String s = sign + (Double.isNaN(v) ? options.nan : options.infinity);
      return " ".repeat(Math.max(0, left + right + 1 - s.length())) + s;
    }
    String s = scientific ? scientific(v, least) : positional(v, least);
    int point = s.indexOf('.');
    String padded = " ".repeat(Math.max(0, left - point)) + s;
    return scientific ? padded : padded + " ".repeat(Math.max(0, right - (s.length() - point - 1)));
  }
}
