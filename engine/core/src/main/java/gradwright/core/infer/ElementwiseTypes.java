package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Types of elementwise primitives. N-ary operands have one shape, rank 0, or size 1 where others are larger. The result
/// is weakly typed when every operand is.
final class ElementwiseTypes {
  private ElementwiseTypes() {}

  static Aval output(Elementwise p, List<Aval> in) {
    return switch (p) {
      case Elementwise.Unary u -> unary(u.op(), in.getFirst());
      case Elementwise.Binary b -> binary(b.op(), in);
      case Elementwise.IntegerPow i -> {
        Aval x = in.getFirst();
        Accepted.NUMBER.check("integer_pow", x.dtype());
        if (i.y() < 0 && x.dtype().isInteger()) {
          throw JaxError.type(
              "Integers cannot be raised to negative powers, got integer_pow(" + x.longName() + ", " + i.y() + ")");
        }
        yield x;
      }
      case Elementwise.Round _ -> {
        Accepted.FLOAT.check("round", in.getFirst().dtype());
        yield in.getFirst();
      }
      case Elementwise.Convert c -> new Aval(c.newDType(), in.getFirst().shape(), c.weakType());
      case Elementwise.BitcastConvert b -> bitcast(in.getFirst(), b.newDType());
      case Elementwise.ReducePrecision r -> {
        if (r.exponentBits() < 1) {
          throw JaxError.value("reduce_precision: exponent_bits must be positive; got " + r.exponentBits());
        }
        if (r.mantissaBits() < 0) {
          throw JaxError.value("reduce_precision: mantissa_bits must be non-negative; got " + r.mantissaBits());
        }
        Accepted.FLOAT.check("reduce_precision", in.getFirst().dtype());
        yield in.getFirst();
      }
      case Elementwise.SelectN _ -> select(in);
      case Elementwise.Clamp _ -> clamp(in);
      case Elementwise.RegularizedIncompleteBeta _ ->
          nary("regularized_incomplete_beta", Accepted.FLOAT, in).withDType(in.getFirst().dtype());
    };
  }

  private static Aval unary(UnaryOp op, Aval x) {
    DType t = x.dtype();
    String name = op.jaxName();
    switch (op) {
      case NEG, SIGN, SQUARE -> Accepted.NUMBER.check(name, t);
      case FLOOR, CEIL, IS_FINITE, CBRT, LGAMMA, DIGAMMA, ERF, ERFC, ERF_INV, BESSEL_I0E, BESSEL_I1E ->
          Accepted.FLOAT.check(name, t);
      case EXP,
          EXP2,
          EXPM1,
          LOG,
          LOG1P,
          SIN,
          COS,
          TAN,
          ASIN,
          ACOS,
          ATAN,
          SINH,
          COSH,
          TANH,
          ASINH,
          ACOSH,
          ATANH,
          LOGISTIC,
          SQRT,
          RSQRT ->
          Accepted.FLOAT_COMPLEX.check(name, t);
      case ABS -> Accepted.SIGNED_FLOAT_COMPLEX.check(name, t);
      case REAL, IMAG -> Accepted.COMPLEX.check(name, t);
      case CONJ -> Accepted.CONJUGABLE.check(name, t);
      case NOT -> Accepted.BOOL_INTEGER.check(name, t);
      case POPULATION_COUNT, CLZ -> Accepted.INTEGER.check(name, t);
      case COPY, STOP_GRADIENT -> {}
    }
    return switch (op) {
      case IS_FINITE -> x.withDType(DType.BOOL);
      case ABS, REAL, IMAG -> x.withDType(t.realType());
      case CONJ -> x.withDType(t.complexType());
      default -> x;
    };
  }

  private static Aval binary(BinaryOp op, List<Aval> in) {
    String name = op.jaxName();
    DType t = in.getFirst().dtype();
    switch (op) {
      case ADD_ANY -> {
        if (!in.get(0).shape().equals(in.get(1).shape())) {
          throw JaxError.type("add_any requires equal shapes, got " + in.get(0) + " and " + in.get(1));
        }
        return in.getFirst();
      }
      case POW -> {
        Accepted.FLOAT_COMPLEX.check(name, t, 0);
        DType y = in.get(1).dtype();
        Accepted.NUMBER.check(name, y, 1);
        if (!y.isInteger() && y != t) {
          throw JaxError.type(
              "the first argument to pow must have an inexact dtype (float or complex), and the second argument must"
                  + " have an inexact or integer dtype, and two inexact dtypes must match, but got "
                  + t
                  + " and "
                  + y
                  + " respectively.");
        }
        return new Aval(t, broadcast(name, in), Accepted.allWeak(in));
      }
      default -> {}
    }
    if ((t.isKey() || in.get(1).dtype().isKey()) && (op == BinaryOp.EQ || op == BinaryOp.NE)) {
      return new Aval(DType.BOOL, broadcast(name, in), false);
    }
    Accepted accepted =
        switch (op) {
          case ADD, SUB, MUL, DIV -> Accepted.NUMBER;
          case REM -> Accepted.REAL;
          case MAX, MIN, EQ, NE, EQ_TO -> Accepted.ANY;
          case LT, LE, GT, GE, LT_TO, LE_TO -> Accepted.ORDERED;
          case ATAN2 -> Accepted.FLOAT_COMPLEX;
          case AND, OR, XOR -> Accepted.BOOL_INTEGER;
          case SHIFT_LEFT, SHIFT_RIGHT_ARITHMETIC, SHIFT_RIGHT_LOGICAL -> Accepted.INTEGER;
          case COMPLEX -> Accepted.COMPLEX_PARTS;
          case NEXTAFTER, IGAMMA, IGAMMAC, IGAMMA_GRAD_A, RANDOM_GAMMA_GRAD, POLYGAMMA, ZETA -> Accepted.FLOAT;
          case ADD_ANY, POW -> throw new AssertionError(op);
        };
    Aval r = nary(name, accepted, in);
    if (op.isComparison()) {
      return r.withDType(DType.BOOL);
    }
    return op == BinaryOp.COMPLEX ? r.withDType(t.complexType()) : r;
  }

  private static Aval nary(String name, Accepted accepted, List<Aval> in) {
    // JAX computes the shape before it looks at dtypes.
    Shape shape = broadcast(name, in);
    for (int i = 0; i < in.size(); i++) {
      accepted.check(name, in.get(i).dtype(), i);
    }
    Accepted.sameDTypes(name, in);
    return new Aval(in.getFirst().dtype(), shape, Accepted.allWeak(in));
  }

  /// The shape that operands broadcast to; JAX's error when they do not.
  static Shape broadcast(String name, List<Aval> in) {
    Shape common = Shape.SCALAR;
    boolean same = true;
    for (Aval a : in) {
      if (a.rank() > 0) {
        same &= common.isScalar() || a.shape().equals(common);
        common = a.shape();
      }
    }
    return same ? common : stretched(name, in);
  }

  private static Shape stretched(String name, List<Aval> in) {
    List<Shape> shapes = new ArrayList<>();
    TreeSet<Integer> ranks = new TreeSet<>();
    for (Aval a : in) {
      if (a.rank() > 0) {
        shapes.add(a.shape());
        ranks.add(a.rank());
      }
    }
    if (ranks.size() > 1) {
      throw JaxError.type(
          name
              + ": arrays must have the same number of dimensions, got "
              + ranks.toString().replace('[', '{').replace(']', '}'));
    }
    int[] r = shapes.getFirst().toArray();
    for (Shape s : shapes) {
      for (int i = 0; i < r.length; i++) {
        if (s.size(i) != r[i]) {
          if (r[i] != 1 && s.size(i) != 1) {
            throw JaxError.type(name + " got incompatible shapes for broadcasting: " + tuples(shapes) + ".");
          }
          r[i] = r[i] == 1 ? s.size(i) : r[i];
        }
      }
    }
    return Shape.of(r);
  }

  static String tuples(List<Shape> shapes) {
    StringBuilder b = new StringBuilder();
    for (Shape s : shapes) {
      b.append(b.isEmpty() ? "" : ", ").append(s.toTuple());
    }
    return b.toString();
  }

  private static Aval bitcast(Aval x, DType to) {
    DType from = x.dtype();
    if (from != to && (from.isBool() || from.isComplex() || to.isBool() || to.isComplex())) {
      throw JaxError.type(
          "lax.bitcast_convert_type does not support bool or complex values unless the operand and destination types"
              + " match. Got operand dtype="
              + from
              + ", new_dtype="
              + to
              + ". Consider using the arr.view() method instead.");
    }
    int a = from.bits();
    int b = to.bits();
    if (a == b) {
      return Aval.of(to, x.shape());
    }
    if (a > b) {
      return Aval.of(to, x.shape().insert(x.rank(), a / b));
    }
    int last = x.rank() == 0 ? 1 : x.shape().size(x.rank() - 1);
    if ((long) last * a != b) {
      throw JaxError.value(
          "Attempting to convert array of shape %s from %s of size %d bits to %s of size %d, bits but %d * %d != %d"
              .formatted(x.shape().toTuple(), from, a, to, b, last, a, b));
    }
    return Aval.of(to, x.shape().remove(x.rank() - 1));
  }

  private static Aval select(List<Aval> in) {
    Aval which = in.getFirst();
    List<Aval> cases = in.subList(1, in.size());
    if (cases.isEmpty()) {
      throw JaxError.type("select must have at least one case");
    }
    Shape shape = cases.getFirst().shape();
    if (cases.stream().anyMatch(c -> !c.shape().equals(shape))) {
      throw JaxError.type(
          "select cases must have the same shapes, got [" + tuples(cases.stream().map(Aval::shape).toList()) + "].");
    }
    if (which.rank() > 0 && !which.shape().equals(shape)) {
      throw JaxError.type(
          "select `which` must be scalar or have the same shape as cases, got `which` shape "
              + which.shape().toTuple()
              + " but case shape "
              + shape.toTuple()
              + ".");
    }
    Accepted.sameDTypes("select", cases);
    if (!which.dtype().isBool() && !which.dtype().isInteger()) {
      throw JaxError.type("select `which` must be boolean or integer type, got " + which.dtype() + ".");
    }
    if (which.dtype().isBool() && cases.size() > 2) {
      throw JaxError.type("select with boolean `which` cannot have > 2 cases.");
    }
    return new Aval(cases.getFirst().dtype(), shape, Accepted.allWeak(cases));
  }

  private static Aval clamp(List<Aval> in) {
    Aval x = in.get(1);
    for (int i = 0; i <= 2; i += 2) {
      Aval bound = in.get(i);
      String name = i == 0 ? "min" : "max";
      if (bound.rank() > 0 && !bound.shape().equals(x.shape())) {
        throw JaxError.type(
            "clamp requires %s.shape == operand.shape or %s.shape == (), got %s.shape=%s, operand.shape=%s."
                .formatted(name, name, name, bound.shape().toTuple(), x.shape().toTuple()));
      }
    }
    for (int i = 0; i < 3; i++) {
      Accepted.ANY.check("clamp", in.get(i).dtype(), i);
    }
    Accepted.sameDTypes("clamp", in);
    return new Aval(x.dtype(), x.shape(), Accepted.allWeak(in));
  }
}
