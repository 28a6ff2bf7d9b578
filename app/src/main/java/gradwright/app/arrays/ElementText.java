package gradwright.app.arrays;

import gradwright.protocol.Arrays.Slice;

/// Elements as Python writes them.
public final class ElementText {
  private ElementText() {}

  /// Element `i` of a slice of an array of a dtype.
  public static String of(Slice slice, int i, String dtype) {
    if (i < slice.exact().size()) {
      return slice.exact().get(i);
    }
    double v = slice.values()[i];
    return slice.imaginary().length > i ? complex(v, slice.imaginary()[i], dtype) : of(v, dtype);
  }

  private static String complex(double re, double im, String dtype) {
    String part = dtype.equals("complex64") ? "float32" : "float64";
    String imaginary = of(im, part);
    return of(re, part) + (imaginary.startsWith("-") ? "" : "+") + imaginary + "j";
  }

  static String of(double v, String dtype) {
    if (Double.isNaN(v)) {
      return "nan";
    }
    if (Double.isInfinite(v)) {
      return v > 0 ? "inf" : "-inf";
    }
    if (dtype.equals("bool")) {
      return v != 0 ? "True" : "False";
    }
    if (dtype.startsWith("int") || dtype.startsWith("uint")) {
      return Long.toString((long) v);
    }
    return switch (dtype) {
      case "float64" -> shortened(Double.toString(v));
      case "float16" -> shortened(digits(v, 4));
      case "bfloat16" -> shortened(digits(v, 3));
      default -> shortened(Float.toString((float) v));
    };
  }

  private static String digits(double v, int n) {
    return Double.toString(Double.parseDouble(String.format(java.util.Locale.ROOT, "%." + (n - 1) + "e", v)));
  }

  /// Java's `1.0E-5` is Python's `1e-05`.
  private static String shortened(String java) {
    int e = java.indexOf('E');
    if (e < 0) {
      return java;
    }
    String mantissa = java.substring(0, e);
    if (mantissa.endsWith(".0")) {
      mantissa = mantissa.substring(0, mantissa.length() - 2);
    }
    String exponent = java.substring(e + 1);
    boolean negative = exponent.startsWith("-");
    String magnitude = negative ? exponent.substring(1) : exponent;
    return mantissa + "e" + (negative ? "-" : "+") + (magnitude.length() < 2 ? "0" : "") + magnitude;
  }

  /// Characters that the elements of a dtype need at most.
  static int width(String dtype) {
    return switch (dtype) {
      case "bool" -> 5;
      case "int8", "uint8" -> 4;
      case "int16", "uint16" -> 6;
      case "int32", "uint32" -> 11;
      case "float16", "bfloat16" -> 9;
      case "float32" -> 13;
      case "complex64" -> 26;
      case "complex128" -> 46;
      default -> 22;
    };
  }

  /// A type in short, `f32[8,4]`.
  static String type(String dtype, long[] shape) {
    String letter =
        dtype
            .replace("bfloat", "bf")
            .replace("float", "f")
            .replace("uint", "u")
            .replace("int", "i")
            .replace("complex", "c");
    return letter + "[" + String.join(",", java.util.Arrays.stream(shape).mapToObj(Long::toString).toList()) + "]";
  }
}
