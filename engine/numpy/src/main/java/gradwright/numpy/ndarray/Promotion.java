package gradwright.numpy.ndarray;

import static gradwright.numpy.ndarray.ElementType.BOOL;
import static gradwright.numpy.ndarray.ElementType.COMPLEX128;
import static gradwright.numpy.ndarray.ElementType.COMPLEX64;
import static gradwright.numpy.ndarray.ElementType.FLOAT16;
import static gradwright.numpy.ndarray.ElementType.FLOAT32;
import static gradwright.numpy.ndarray.ElementType.FLOAT64;
import static gradwright.numpy.ndarray.ElementType.INT16;
import static gradwright.numpy.ndarray.ElementType.INT32;
import static gradwright.numpy.ndarray.ElementType.INT64;
import static gradwright.numpy.ndarray.ElementType.OBJECT;

import gradwright.core.errors.JaxError;
import gradwright.numpy.ndarray.ElementType.Kind;
import java.math.BigInteger;

/// The common types of operands and which conversions are allowed, by NEP 50: Python's own numbers are weak.
public final class Promotion {
  private Promotion() {}

  /// The smallest type that both convert to.
  public static ElementType promote(ElementType a, ElementType b) {
    if (a.equals(b)) {
      return a;
    }
    if (a.kind().ordinal() > b.kind().ordinal()) {
      return promote(b, a);
    }
    if (b.kind() == Kind.OBJECT) {
      return OBJECT;
    }
    if (b.kind() == Kind.TEXT || b.kind() == Kind.BYTES) {
      return a.isReference() ? texts(a, b) : ElementType.text(Math.max(b.size() / 4, digits(a)));
    }
    if (a == BOOL) {
      return b;
    }
    if (a.kind() == b.kind()) {
      if (a.size() == b.size()) {
        return FLOAT32; // float16 and bfloat16
      }
      return a.size() > b.size() ? a : b;
    }
    if (a.kind() == Kind.SIGNED && b.kind() == Kind.UNSIGNED) {
      return a.size() > b.size()
          ? a
          : switch (b.size()) {
            case 1 -> INT16;
            case 2 -> INT32;
            case 4 -> INT64;
            default -> FLOAT64;
          };
    }
    if (b.isFloat()) {
      return b.name().equals("bfloat16") ? b : widerFloat(floatFor(a), b);
    }
    ElementType part = a.isInteger() ? floatFor(a) : a;
    return part == FLOAT64 || b == COMPLEX128 ? COMPLEX128 : COMPLEX64;
  }

  private static ElementType texts(ElementType a, ElementType b) {
    if (a.kind() != b.kind()) {
      return ElementType.text(Math.max(a.size() / (a.kind() == Kind.TEXT ? 4 : 1), b.size()));
    }
    return a.size() > b.size() ? a : b;
  }

  /// The characters that numbers of a type need.
  private static int digits(ElementType t) {
    return switch (t.kind()) {
      case BOOL -> 5;
      case SIGNED -> new int[] {4, 6, 0, 11, 0, 0, 0, 21}[t.size() - 1];
      case UNSIGNED -> new int[] {3, 5, 0, 10, 0, 0, 0, 20}[t.size() - 1];
      case COMPLEX -> 64;
      default -> 32;
    };
  }

  private static ElementType widerFloat(ElementType a, ElementType b) {
    return a.size() > b.size() ? a : b;
  }

  /// The float type that holds all integers of a type, as far as there is one.
  static ElementType floatFor(ElementType t) {
    return switch (t.size()) {
      case 1 -> FLOAT16;
      case 2 -> FLOAT32;
      default -> FLOAT64;
    };
  }

  /// Whether a number is weak: an int, float or complex of Python's.
  public static boolean isWeak(Object o) {
    return o instanceof Number || o instanceof Complex;
  }

  /// A complex number of Python's.
  public record Complex(double re, double im) {}

  /// The type that a weak number has beside `t`; with null, its own.
  public static ElementType withWeak(ElementType t, Object number) {
    if (number instanceof Complex) {
      return t == null || t.isWhole() || t == FLOAT64 || t == COMPLEX128 ? COMPLEX128 : t.isReference() ? t : COMPLEX64;
    }
    if (number instanceof Double || number instanceof Float) {
      return t == null || t.isWhole() ? FLOAT64 : t;
    }
    return t == null || t == BOOL ? (number instanceof BigInteger b && b.bitLength() > 63 ? big(b) : INT64) : t;
  }

  private static ElementType big(BigInteger b) {
    return b.signum() > 0 && b.bitLength() <= 64 ? ElementType.UINT64 : OBJECT;
  }

  /// The common type of arrays and weak numbers.
  public static ElementType common(Object... operands) {
    ElementType t = null;
    for (Object o : operands) {
      if (!isWeak(o)) {
        ElementType own = typeOf(o);
        t = t == null ? own : promote(t, own);
      }
    }
    Object strongest = null;
    for (Object o : operands) {
      if (isWeak(o) && (strongest == null || rank(o) > rank(strongest))) {
        strongest = o;
      }
    }
    return strongest == null ? t : withWeak(t, strongest);
  }

  private static int rank(Object weak) {
    return weak instanceof Complex ? 2 : weak instanceof Double || weak instanceof Float ? 1 : 0;
  }

  private static ElementType typeOf(Object o) {
    return switch (o) {
      case NdArray a -> a.type();
      case ElementType t -> t;
      case Boolean b -> BOOL;
      default -> throw JaxError.type("not an array: " + o);
    };
  }

  /// Whether a conversion is allowed under NumPy's rule of this name.
  public static boolean allows(ElementType from, ElementType to, String casting) {
    if (from.equals(to) || casting.equals("unsafe")) {
      return true;
    }
    return switch (casting) {
      case "safe" -> isSafe(from, to);
      case "same_kind" -> isSafe(from, to) || sameKind(from, to);
      case "no", "equiv" -> false;
      default ->
          throw JaxError.value(
              "casting must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe', or 'same_value' (got '"
                  + casting
                  + "')");
    };
  }

  private static boolean isSafe(ElementType from, ElementType to) {
    if (to.kind() == Kind.OBJECT) {
      return true;
    }
    if (to.kind() == Kind.TEXT) {
      return from.kind() != Kind.OBJECT
          && (from.isReference()
              ? to.size() / 4 >= from.size() / (from.kind() == Kind.TEXT ? 4 : 1)
              : to.size() / 4 >= digits(from));
    }
    if (from.isReference() || to.isReference()) {
      return from.kind() == to.kind() && from.size() <= to.size();
    }
    if (from.isInteger() && to == ElementType.BFLOAT16 || from == ElementType.BFLOAT16 && to == FLOAT16) {
      return false;
    }
    ElementType both = promote(from, to);
    return both.equals(to) || from.isInteger() && from.size() == 8 && (to == FLOAT64 || to == COMPLEX128);
  }

  private static boolean sameKind(ElementType from, ElementType to) {
    if (from.isReference() || to.isReference()) {
      return from.kind() == to.kind();
    }
    return order(from.kind()) <= order(to.kind());
  }

  private static int order(Kind k) {
    return switch (k) {
      case BOOL -> 0;
      case UNSIGNED -> 1;
      case SIGNED -> 2;
      case FLOAT -> 3;
      default -> 4;
    };
  }

  /// Refuses a Python integer that a type does not hold.
  public static void checkRange(ElementType t, Object number) {
    if (isOutside(t, number)) {
      throw new JaxError("OverflowError", "Python integer " + number + " out of bounds for " + t.name());
    }
  }

  /// Whether a value is a Python integer that a type does not hold.
  static boolean isOutside(ElementType t, Object number) {
    if (!t.isInteger() || !(number instanceof Number) || number instanceof Double || number instanceof Float) {
      return false;
    }
    BigInteger v = number instanceof BigInteger b ? b : BigInteger.valueOf(((Number) number).longValue());
    int bits = t.size() * 8;
    BigInteger low = t.kind() == Kind.UNSIGNED ? BigInteger.ZERO : BigInteger.ONE.shiftLeft(bits - 1).negate();
    BigInteger high = BigInteger.ONE.shiftLeft(t.kind() == Kind.UNSIGNED ? bits : bits - 1);
    return v.compareTo(low) < 0 || v.compareTo(high) >= 0;
  }
}
