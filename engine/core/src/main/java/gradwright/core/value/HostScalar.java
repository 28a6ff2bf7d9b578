package gradwright.core.value;

import gradwright.core.errors.JaxError;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;

/// A rank-0 constant that lives on the host: a Python number, or a literal of a jaxpr. Integers and booleans are in
/// `integer`, reals in `real` (rounded to the dtype), complex numbers in `real` and `imaginary`.
public final class HostScalar implements Value {
  private final Aval aval;
  private final long integer;
  private final double real;
  private final double imaginary;

  private HostScalar(Aval aval, long integer, double real, double imaginary) {
    this.aval = aval;
    this.integer = integer;
    this.real = real;
    this.imaginary = imaginary;
  }

  /// A scalar of `dtype` whose value is the integer `v`, converted (wrapped, rounded) to the dtype.
  public static HostScalar of(DType dtype, boolean weak, long v) {
    Aval a = new Aval(dtype, Shape.SCALAR, weak);
    return switch (dtype.kind()) {
      case BOOL -> new HostScalar(a, v != 0 ? 1 : 0, v != 0 ? 1 : 0, 0);
      case SIGNED, UNSIGNED -> {
        long w = Bits.wrap(dtype, v);
        yield new HostScalar(a, w, Bits.integerToDouble(dtype, w), 0);
      }
      case FLOAT -> new HostScalar(a, v, Bits.round(dtype, (double) v), 0);
      case COMPLEX -> new HostScalar(a, v, Bits.round(dtype.realType(), (double) v), 0);
      case KEY, FLOAT0, CUSTOM ->
          throw JaxError.type("There are no numbers of type " + dtype + ": the operation does not accept it.");
    };
  }

  /// A scalar of `dtype` whose value is the real `v`; converting to an integer truncates and saturates, NaN gives 0.
  public static HostScalar of(DType dtype, boolean weak, double v) {
    Aval a = new Aval(dtype, Shape.SCALAR, weak);
    return switch (dtype.kind()) {
      case BOOL -> of(dtype, weak, v != 0 ? 1L : 0L);
      case SIGNED, UNSIGNED -> of(dtype, weak, Bits.doubleToInteger(dtype, v));
      case FLOAT -> new HostScalar(a, (long) v, Bits.round(dtype, v), 0);
      case COMPLEX -> new HostScalar(a, (long) v, Bits.round(dtype.realType(), v), 0);
      case KEY, FLOAT0, CUSTOM ->
          throw JaxError.type("There are no numbers of type " + dtype + ": the operation does not accept it.");
    };
  }

  public static HostScalar complex(DType dtype, boolean weak, double re, double im) {
    if (!dtype.isComplex()) {
      return of(dtype, weak, re);
    }
    DType r = dtype.realType();
    return new HostScalar(new Aval(dtype, Shape.SCALAR, weak), (long) re, Bits.round(r, re), Bits.round(r, im));
  }

  @Override
  public Aval aval() {
    return aval;
  }

  /// The integer (or 0/1) value; unsigned 64-bit values keep their bits.
  public long integer() {
    return integer;
  }

  public double real() {
    return real;
  }

  public double imaginary() {
    return imaginary;
  }

  /// The same number in another dtype.
  public HostScalar to(DType dtype, boolean weak) {
    return switch (aval.dtype().kind()) {
      case COMPLEX -> complex(dtype, weak, real, imaginary);
      case FLOAT -> of(dtype, weak, real);
      default -> dtype.isInexact() && aval.dtype() == DType.UINT64 ? of(dtype, weak, real) : of(dtype, weak, integer);
    };
  }

  /// Equal in type and bits (NaN equals NaN; 0.0 differs from -0.0).
  @Override
  public boolean equals(Object o) {
    return o instanceof HostScalar s
        && s.aval.equals(aval)
        && (aval.dtype().isInexact() || s.integer == integer)
        && Double.doubleToLongBits(s.real) == Double.doubleToLongBits(real)
        && Double.doubleToLongBits(s.imaginary) == Double.doubleToLongBits(imaginary);
  }

  @Override
  public int hashCode() {
    return aval.hashCode() * 31 + Double.hashCode(real) * 7 + Double.hashCode(imaginary);
  }

  @Override
  public String toString() {
    return (aval.dtype().isInexact() ? String.valueOf(real) : String.valueOf(integer)) + ":" + aval;
  }
}
