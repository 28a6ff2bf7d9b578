package gradwright.core.ir;

import gradwright.core.types.DType;
import gradwright.core.value.HostScalar;
import java.math.BigDecimal;

/// Numbers and strings as Python's `repr` writes them.
public final class PythonText {
  private PythonText() {}

  /// A float: `2.0`, `1e-05`, `1.5e+20`, `inf`, `nan`.
  public static String of(double v) {
    if (Double.isNaN(v)) {
      return "nan";
    }
    if (Double.isInfinite(v)) {
      return v > 0 ? "inf" : "-inf";
    }
    if (v == 0) {
      return 1 / v < 0 ? "-0.0" : "0.0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(Math.abs(v))).stripTrailingZeros();
    String digits = exact.unscaledValue().toString();
    int exponent = digits.length() - 1 - exact.scale(); // of the first digit
    StringBuilder b = new StringBuilder(v < 0 ? "-" : "");
    if (exponent < -4 || exponent >= 16) {
      b.append(digits.charAt(0));
      if (digits.length() > 1) {
        b.append('.').append(digits, 1, digits.length());
      }
      return b.append('e')
          .append(exponent < 0 ? '-' : '+')
          .append(Math.abs(exponent) < 10 ? "0" : "")
          .append(Math.abs(exponent))
          .toString();
    }
    if (exponent < 0) {
      return b.append("0.").repeat('0', -exponent - 1).append(digits).toString();
    }
    if (digits.length() <= exponent + 1) {
      return b.append(digits).repeat('0', exponent + 1 - digits.length()).append(".0").toString();
    }
    return b.append(digits, 0, exponent + 1).append('.').append(digits, exponent + 1, digits.length()).toString();
  }

  /// A complex number: `1j`, `(1+2j)`, `(-0-1j)`.
  public static String of(double re, double im) {
    String i = shortFloat(im) + "j";
    if (re == 0 && 1 / re > 0) {
      return i;
    }
    return "(" + shortFloat(re) + (i.startsWith("-") ? "" : "+") + i + ")";
  }

  private static String shortFloat(double v) {
    String s = of(v);
    return s.endsWith(".0") ? s.substring(0, s.length() - 2) : s;
  }

  public static String of(boolean v) {
    return v ? "True" : "False";
  }

  /// A host scalar as its Python value prints.
  public static String of(HostScalar s) {
    DType t = s.dtype();
    return switch (t.kind()) {
      case BOOL -> of(s.integer() != 0);
      case SIGNED -> Long.toString(s.integer());
      case UNSIGNED -> Long.toUnsignedString(s.integer());
      case FLOAT -> of(s.real());
      case COMPLEX -> of(s.real(), s.imaginary());
      case KEY, FLOAT0, CUSTOM -> s.toString();
    };
  }

  /// A quoted string.
  public static String quoted(String s) {
    return s.contains("'") && !s.contains("\"")
        ? '"' + s + '"'
        : "'" + s.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
