package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.UnaryOp;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Tuple;
import java.util.List;
import java.util.function.BinaryOperator;

/// Arithmetic of `jax.numpy`, with NumPy's broadcasting and JAX's promotion: Python's operators on arrays come here.
public final class Arithmetic {
  private Arithmetic() {}

  private static Value promoted(String name, BinaryOp op, Value x, Value y) {
    List<Value> p = Promote.args(name, x, y);
    return Lax.binary(op, p.get(0), p.get(1));
  }

  /// `x + y`; or for booleans.
  public static Value add(Value x, Value y) {
    List<Value> p = Promote.args("add", x, y);
    return Lax.binary(p.get(0).dtype().isBool() ? BinaryOp.OR : BinaryOp.ADD, p.get(0), p.get(1));
  }

  /// `x - y`; TypeError for booleans.
  public static Value subtract(Value x, Value y) {
    return promoted("subtract", BinaryOp.SUB, x, y);
  }

  /// `x * y`; and for booleans.
  public static Value multiply(Value x, Value y) {
    List<Value> p = Promote.args("multiply", x, y);
    return Lax.binary(p.get(0).dtype().isBool() ? BinaryOp.AND : BinaryOp.MUL, p.get(0), p.get(1));
  }

  /// `x / y`, always inexact.
  public static Value trueDivide(Value x, Value y) {
    List<Value> p = Promote.argsInexact("true_divide", x, y);
    return Lax.div(p.get(0), p.get(1));
  }

  /// `x // y`, rounded down. Integers divided by zero give -1 (0 // 0) or -2.
  public static Value floorDivide(Value x, Value y) {
    return NamedJit.call1("floor_divide", null, List.of(x, y), in -> List.of(floorDivideBody(in.get(0), in.get(1))));
  }

  private static Value floorDivideBody(Value x, Value y) {
    List<Value> p = Promote.argsNumeric("floor_divide", x, y);
    Value a = p.get(0);
    Value b = p.get(1);
    if (a.dtype().isComplex()) {
      throw JaxError.type("floor_divide does not support complex-valued inputs");
    }
    if (a.dtype().isUnsigned()) {
      return Lax.div(a, b);
    }
    if (a.dtype().isInteger()) {
      Value quotient = Lax.div(a, b);
      Value signs = Comparison.notEqual(Lax.unary(UnaryOp.SIGN, a), Lax.unary(UnaryOp.SIGN, b));
      Value inexact = Comparison.notEqual(Lax.binary(BinaryOp.REM, a, b), Promote.integer(0));
      Value down = Comparison.logicalAnd(signs, inexact);
      return Selection.where(down, subtract(quotient, Promote.integer(1)), quotient);
    }
    return floatDivmod(a, b).get(0);
  }

  private static List<Value> floatDivmod(Value a, Value b) {
    Value mod = Lax.binary(BinaryOp.REM, a, b);
    Value corrected = Selection.where(Comparison.equal(b, Promote.integer(0)), a, Lax.sub(a, mod));
    Value div = Lax.div(corrected, b);
    Value nonzero = Comparison.notEqual(mod, Promote.integer(0));
    Value opposite = Comparison.notEqual(Lax.unary(UnaryOp.SIGN, b), Lax.unary(UnaryOp.SIGN, mod));
    Value adjust = Lax.and(nonzero, opposite);
    Value mod2 = Lax.select(adjust, add(mod, b), mod);
    Value div2 = Lax.select(adjust, subtract(div, Promote.number(1)), div);
    return List.of(Rounding.roundAwayFromZero(div2), mod2);
  }

  /// `x % y` with the sign of `y`; integers modulo zero give 0.
  public static Value remainder(Value x, Value y) {
    return NamedJit.call1("remainder", null, List.of(x, y), in -> List.of(remainderBody(in.get(0), in.get(1))));
  }

  private static Value remainderBody(Value x, Value y) {
    List<Value> p = Promote.argsNumeric("remainder", x, y);
    Value a = p.get(0);
    Value b = p.get(1);
    HostScalar zero = Promote.like(a, 0L);
    if (b.dtype().isInteger()) {
      b = Selection.where(Comparison.equal(b, Promote.integer(0)), Creation.onesLike(b), b);
    }
    Value mod = Lax.binary(BinaryOp.REM, a, b);
    Value nonzero = Lax.ne(mod, zero);
    Value plus = Lax.and(Lax.ne(Lax.lt(mod, zero), Lax.lt(b, zero)), nonzero);
    return Lax.select(plus, Lax.add(mod, b), mod);
  }

  /// Quotient and remainder.
  public static List<Value> divmod(Value x, Value y) {
    return NamedJit.call(
        "divmod",
        null,
        List.of(x, y),
        in -> {
          List<Value> p = Promote.argsNumeric("divmod", in.get(0), in.get(1));
          if (p.get(0).dtype().isInteger()) {
            return List.of(floorDivide(p.get(0), p.get(1)), remainder(p.get(0), p.get(1)));
          }
          return floatDivmod(p.get(0), p.get(1));
        });
  }

  /// C's remainder, with the sign of `x`.
  public static Value fmod(Value x, Value y) {
    return NamedJit.call1(
        "fmod",
        null,
        List.of(x, y),
        in -> {
          Value b = in.get(1);
          if (Promote.type(in).dtype().isInteger()) {
            b = Selection.where(Comparison.equal(b, Promote.integer(0)), Creation.onesLike(b), b);
          }
          List<Value> p = Promote.argsNumeric("fmod", in.get(0), b);
          return List.of(Lax.binary(BinaryOp.REM, p.get(0), p.get(1)));
        });
  }

  /// `x ** y`. A concrete integer scalar power is unrolled (`integer_pow`); integers to integer powers take six squarings.
  public static Value power(Value x, Value y) {
    Long n = concreteInteger(y);
    if (n != null) {
      return integerPower(Promote.numeric(x), n);
    }
    List<Value> raw = Promote.shapes("power", List.of(x, y));
    Value a = raw.get(0);
    Value b = raw.get(1);
    List<Value> p = Promote.argsNumeric("power", a, b);
    if (p.get(0).dtype().isInteger()) {
      return powerOfIntegers(p.get(0), p.get(1));
    }
    if (a.dtype().isInexact() && b.dtype().isInteger()) {
      return Lax.pow(a, b);
    }
    return Lax.pow(p.get(0), p.get(1));
  }

  /// `x ** n` for a known integer, as `lax.integer_pow`.
  public static Value integerPower(Value x, long n) {
    if (n < 0 && x.dtype().isInteger()) {
      throw JaxError.type(
          "Integers cannot be raised to negative powers, got integer_pow(" + pythonName(x) + ", " + n + ")");
    }
    return Lax.integerPow(x, Math.toIntExact(n));
  }

  private static String pythonName(Value x) {
    return x instanceof HostScalar s ? String.valueOf(s.integer()) : x.aval().longName();
  }

  private static Long concreteInteger(Value y) {
    if (y.rank() != 0 || !(y.dtype().isInteger() || y.dtype().isBool())) {
      return null;
    }
    return switch (y) {
      case HostScalar s -> s.integer();
      case Array a -> a.getLong(0);
      default -> null;
    };
  }

  private static Value powerOfIntegers(Value x, Value y) {
    HostScalar zero = Promote.like(y, 0L);
    HostScalar one = Promote.like(y, 1L);
    Value acc = Selection.where(Lax.and(Lax.eq(x, zero), Lax.ne(y, zero)), zero, one);
    for (int i = 0; i < 6; i++) {
      acc = Selection.where(Lax.and(y, one), Lax.mul(acc, x), acc);
      x = Lax.mul(x, x);
      y = Lax.binary(BinaryOp.SHIFT_RIGHT_LOGICAL, y, one);
    }
    return acc;
  }

  /// `x ** y` in floating point always.
  public static Value floatPower(Value x, Value y) {
    List<Value> p = Promote.argsInexact("float_power", x, y);
    return Lax.pow(p.get(0), p.get(1));
  }

  public static Value negative(Value x) {
    return Lax.neg(Promote.args("negative", x).getFirst());
  }

  public static Value positive(Value x) {
    return x;
  }

  /// Absolute value; real for complex numbers.
  public static Value abs(Value x) {
    return x.dtype().isBool() || x.dtype().isUnsigned() ? x : Lax.unary(UnaryOp.ABS, x);
  }

  /// Absolute value, always floating point.
  public static Value fabs(Value x) {
    if (x.dtype().isComplex()) {
      throw JaxError.type("ufunc 'fabs' does not support complex dtypes");
    }
    return Lax.unary(UnaryOp.ABS, Promote.inexact(x));
  }

  public static Value sign(Value x) {
    return Lax.unary(UnaryOp.SIGN, Promote.args("sign", x).getFirst());
  }

  public static Value maximum(Value x, Value y) {
    return promoted("maximum", BinaryOp.MAX, x, y);
  }

  public static Value minimum(Value x, Value y) {
    return promoted("minimum", BinaryOp.MIN, x, y);
  }

  /// The larger element; a NaN loses to a number.
  public static Value fmax(Value x, Value y) {
    return NamedJit.call1(
        "fmax",
        null,
        List.of(x, y),
        in -> {
          Value greater = Comparison.greater(in.get(0), in.get(1));
          return List.of(
              Selection.where(Comparison.logicalOr(greater, Classify.isnan(in.get(1))), in.get(0), in.get(1)));
        });
  }

  /// The smaller element; a NaN loses to a number.
  public static Value fmin(Value x, Value y) {
    return NamedJit.call1(
        "fmin",
        null,
        List.of(x, y),
        in -> {
          Value less = Comparison.less(in.get(0), in.get(1));
          return List.of(Selection.where(Comparison.logicalOr(less, Classify.isnan(in.get(1))), in.get(0), in.get(1)));
        });
  }

  /// The next float from `x` towards `y`.
  public static Value nextafter(Value x, Value y) {
    List<Value> p = Promote.argsInexact("nextafter", x, y);
    return Lax.binary(BinaryOp.NEXTAFTER, p.get(0), p.get(1));
  }

  /// The real part; real arrays stay.
  public static Value real(Value x) {
    return x.dtype().isComplex() ? Lax.real(x) : x;
  }

  /// The imaginary part; zeros for real arrays.
  public static Value imag(Value x) {
    return x.dtype().isComplex() ? Lax.imag(x) : Creation.zerosLike(x);
  }

  public static Value conjugate(Value x) {
    return x.dtype().isComplex() ? Lax.conj(x) : x;
  }

  /// The angle of complex numbers, in radians or degrees.
  public static Value angle(Value z, boolean degrees) {
    return NamedJit.call1("angle", degrees, List.of(z), in -> List.of(angleBody(in.getFirst(), degrees)));
  }

  private static Value angleBody(Value z, boolean degrees) {
    Value re = real(z);
    Value im = imag(z);
    if (!re.dtype().isInexact() || z.dtype().isFloat() && z.rank() == 0) {
      re = Promote.convert(re, Promote.defaultFloat());
      im = Promote.convert(im, Promote.defaultFloat());
    }
    Value r = Lax.binary(BinaryOp.ATAN2, im, re);
    return degrees ? Elementary.rad2deg(r) : r;
  }

  private static void binary(Catalogue.Module m, String name, String summary, BinaryOperator<Value> f) {
    m.function(name + "(x, y, /)", summary, a -> f.apply(a.value("x"), a.value("y")));
  }

  private static void binary12(Catalogue.Module m, String name, String summary, BinaryOperator<Value> f) {
    m.function(name + "(x1, x2, /)", summary, a -> f.apply(a.value("x1"), a.value("x2")));
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    binary(m, "add", "Sum of two arrays, element by element.", Arithmetic::add);
    binary(m, "subtract", "Difference of two arrays.", Arithmetic::subtract);
    binary(m, "multiply", "Product of two arrays, element by element.", Arithmetic::multiply);
    binary12(m, "true_divide", "Quotient, always floating point.", Arithmetic::trueDivide);
    m.alias("divide", "true_divide");
    binary12(m, "floor_divide", "Quotient rounded down.", Arithmetic::floorDivide);
    binary12(m, "remainder", "Remainder with the sign of the divisor.", Arithmetic::remainder);
    m.alias("mod", "remainder");
    binary12(m, "fmod", "Remainder with the sign of the dividend.", Arithmetic::fmod);
    m.function(
        "divmod(x1, x2, /)",
        "Quotient rounded down, and remainder.",
        a -> new Tuple(List.copyOf(divmod(a.value("x1"), a.value("x2")))));
    binary12(m, "power", "x1 to the power x2.", Arithmetic::power);
    m.alias("pow", "power");
    binary(m, "float_power", "x to the power y in floating point.", Arithmetic::floatPower);
    binary(m, "maximum", "The larger of two arrays; NaN wins.", Arithmetic::maximum);
    binary(m, "minimum", "The smaller of two arrays; NaN wins.", Arithmetic::minimum);
    m.function(
        "fmax(x1, x2)", "The larger of two arrays; numbers win over NaN.", a -> fmax(a.value("x1"), a.value("x2")));
    m.function(
        "fmin(x1, x2)", "The smaller of two arrays; numbers win over NaN.", a -> fmin(a.value("x1"), a.value("x2")));
    binary(m, "nextafter", "The next float from x towards y.", Arithmetic::nextafter);
    m.function("negative(x, /)", "-x.", a -> negative(a.value("x")));
    m.function("positive(x, /)", "x itself.", a -> positive(a.value("x")));
    m.function("absolute(x, /)", "Absolute value.", a -> abs(a.value("x")));
    m.alias("abs", "absolute");
    m.function("fabs(x, /)", "Absolute value in floating point.", a -> fabs(a.value("x")));
    m.function("sign(x, /)", "Sign: -1, 0 or 1; x/abs(x) for complex numbers.", a -> sign(a.value("x")));
    m.function("real(val, /)", "Real part.", a -> real(a.value("val")));
    m.function("imag(val, /)", "Imaginary part.", a -> imag(a.value("val")));
    m.function("conjugate(x, /)", "Complex conjugate.", a -> conjugate(a.value("x")));
    m.alias("conj", "conjugate");
    m.function("angle(z, deg=False)", "Angle of complex numbers.", a -> angle(a.value("z"), a.flag("deg")));
  }
}
