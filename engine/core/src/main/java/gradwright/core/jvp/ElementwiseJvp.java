package gradwright.core.jvp;

import static gradwright.core.lax.Lax.abs;
import static gradwright.core.lax.Lax.add;
import static gradwright.core.lax.Lax.and;
import static gradwright.core.lax.Lax.constant;
import static gradwright.core.lax.Lax.cos;
import static gradwright.core.lax.Lax.div;
import static gradwright.core.lax.Lax.eq;
import static gradwright.core.lax.Lax.exp;
import static gradwright.core.lax.Lax.filled;
import static gradwright.core.lax.Lax.ge;
import static gradwright.core.lax.Lax.gt;
import static gradwright.core.lax.Lax.integerPow;
import static gradwright.core.lax.Lax.lgamma;
import static gradwright.core.lax.Lax.log;
import static gradwright.core.lax.Lax.log1p;
import static gradwright.core.lax.Lax.lt;
import static gradwright.core.lax.Lax.mul;
import static gradwright.core.lax.Lax.neg;
import static gradwright.core.lax.Lax.one;
import static gradwright.core.lax.Lax.onesOf;
import static gradwright.core.lax.Lax.pow;
import static gradwright.core.lax.Lax.rsqrt;
import static gradwright.core.lax.Lax.select;
import static gradwright.core.lax.Lax.sign;
import static gradwright.core.lax.Lax.sin;
import static gradwright.core.lax.Lax.square;
import static gradwright.core.lax.Lax.sub;
import static gradwright.core.lax.Lax.unary;
import static gradwright.core.lax.Lax.zero;
import static gradwright.core.lax.Lax.zerosOf;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Forward-mode rules of Elementwise primitives. Equations and their order are JAX's.
final class ElementwiseJvp {
  private ElementwiseJvp() {}

  static Duals jvp(Elementwise p, List<Value> primals, List<Tangent> tangents) {
    Value x = primals.getFirst();
    return switch (p) {
      case Elementwise.Unary u -> unaryRule(u, x, tangents.getFirst());
      case Elementwise.Binary b -> binaryRule(b, x, primals.get(1), tangents.get(0), tangents.get(1));
      case Elementwise.IntegerPow q ->
          Linear.of(Lax.bind1(q, x), tangents.getFirst(), g -> integerPowRule(g, x, q.y()));
      case Elementwise.Round _, Elementwise.BitcastConvert _ -> Linear.constant(p, primals);
      case Elementwise.Convert c -> {
        Value out = Lax.bind1(c, x);
        yield c.newDType().isInexact()
            ? Linear.of(out, tangents.getFirst(), g -> Lax.bind1(c, g))
            : new Duals(List.of(out), List.of(Tangent.Zero.like(out)));
      }
      case Elementwise.ReducePrecision _ -> Linear.linear(p, primals, tangents);
      case Elementwise.SelectN _ -> selectRule(primals, tangents);
      case Elementwise.Clamp _ -> clampRule(primals, tangents);
      case Elementwise.RegularizedIncompleteBeta _ -> {
        if (!tangents.get(0).isZero() || !tangents.get(1).isZero()) {
          throw JaxError.value("Betainc gradient with respect to a and b not supported.");
        }
        Value out = Lax.bind1(p, x, primals.get(1), primals.get(2));
        yield Linear.of(out, tangents.get(2), g -> incompleteBetaRule(g, x, primals.get(1), primals.get(2)));
      }
    };
  }

  // ---- one argument ----

  private static Duals unaryRule(Elementwise.Unary p, Value x, Tangent t) {
    UnaryOp op = p.op();
    switch (op) {
      case SIGN, FLOOR, CEIL, IS_FINITE, NOT, STOP_GRADIENT -> {
        return Linear.constant(p, List.of(x));
      }
      case NEG, REAL, IMAG, CONJ, COPY -> {
        return Linear.linear(p, List.of(x), List.of(t));
      }
      case POPULATION_COUNT, CLZ -> throw notImplemented(p);
      default -> {
        Value out = Lax.bind1(p, x);
        return Linear.of(out, t, g -> unaryTangent(op, g, x, out));
      }
    }
  }

  private static Value unaryTangent(UnaryOp op, Value g, Value x, Value ans) {
    return switch (op) {
      case EXP -> mul(g, ans);
      case EXP2 -> mul(log(constant(x, 2)), mul(g, ans));
      case EXPM1 -> mul(g, add(ans, one(ans)));
      case LOG -> div(g, x);
      case LOG1P -> div(g, add(x, one(x)));
      case SIN -> mul(g, cos(x));
      case COS -> neg(mul(g, sin(x)));
      case TAN -> mul(g, add(constant(x, 1), square(ans)));
      case ASIN -> mul(g, rsqrt(sub(constant(x, 1), square(x))));
      case ACOS -> mul(g, neg(rsqrt(sub(constant(x, 1), square(x)))));
      case ATAN -> div(g, add(constant(x, 1), square(x)));
      case SINH -> mul(g, unary(UnaryOp.COSH, x));
      case COSH -> mul(g, unary(UnaryOp.SINH, x));
      case TANH -> mul(add(g, mul(g, ans)), sub(one(x), ans));
      case ASINH -> mul(g, rsqrt(add(square(x), one(x))));
      case ACOSH -> mul(g, rsqrt(sub(square(x), one(x))));
      case ATANH -> mul(integerPow(add(one(x), x), -1), div(g, sub(one(x), x)));
      case LOGISTIC -> mul(g, mul(ans, sub(one(ans), ans)));
      case SQRT -> mul(g, div(constant(x, 0.5), ans));
      case RSQRT -> mul(g, mul(constant(x, -0.5), div(ans, x)));
      case CBRT -> mul(g, mul(constant(x, 1.0 / 3), integerPow(ans, -2)));
      case SQUARE -> mul(g, mul(constant(x, 2), x));
      case ABS ->
          x.dtype().isComplex()
              ? Lax.real(mul(g, div(Lax.conj(x), replaceZero(Lax.convert(ans, x.dtype())))))
              : select(ge(x, zero(x)), g, neg(g));
      case LGAMMA -> mul(g, unary(UnaryOp.DIGAMMA, x));
      case DIGAMMA -> mul(g, Lax.binary(BinaryOp.POLYGAMMA, constant(x, 1), x));
      case ERF -> mul(constant(x, 2 / Math.sqrt(Math.PI)), mul(g, exp(neg(square(x)))));
      case ERFC -> mul(constant(x, -2 / Math.sqrt(Math.PI)), mul(g, exp(neg(square(x)))));
      case ERF_INV -> mul(constant(x, Math.sqrt(Math.PI) / 2), mul(g, exp(square(ans))));
      case BESSEL_I0E -> mul(g, sub(unary(UnaryOp.BESSEL_I1E, x), mul(sign(x), ans)));
      case BESSEL_I1E -> besselI1eRule(g, x, ans);
      case NEG, SIGN, FLOOR, CEIL, IS_FINITE, REAL, IMAG, CONJ, NOT, POPULATION_COUNT, CLZ, COPY, STOP_GRADIENT ->
          throw new IllegalStateException(op + " has its own form");
    };
  }

  /// Near 0 the derivative's formula is 0 * infinity; its limit is 1/2.
  private static Value besselI1eRule(Value g, Value x, Value y) {
    double eps = epsilon(x.dtype());
    Value notTiny = gt(abs(x), constant(x, eps));
    Value safe = select(notTiny, x, filled(x, eps));
    Value slope = sub(unary(UnaryOp.BESSEL_I0E, safe), mul(y, add(sign(safe), integerPow(safe, -1))));
    return mul(g, select(notTiny, slope, filled(x, 0.5)));
  }

  private static double epsilon(DType t) {
    return switch (t.code()) {
      case FLOAT16 -> 0x1p-10;
      case BFLOAT16 -> 0x1p-7;
      case FLOAT32 -> 0x1p-23;
      default -> 0x1p-52;
    };
  }

  private static Value integerPowRule(Value g, Value x, int y) {
    return switch (y) {
      case 0 -> zerosOf(g);
      case 1 -> g;
      case 2 -> mul(g, mul(constant(x, y), x));
      default -> mul(g, mul(constant(x, y), integerPow(x, y - 1)));
    };
  }

  // ---- two arguments ----

  private static Duals binaryRule(Elementwise.Binary p, Value x, Value y, Tangent tx, Tangent ty) {
    switch (p.op()) {
      case ADD, SUB -> {
        return sumRule(p, x, y, tx, ty);
      }
      case ADD_ANY, COMPLEX -> {
        return Linear.linear(p, List.of(x, y), List.of(tx, ty));
      }
      case AND,
          OR,
          XOR,
          SHIFT_LEFT,
          SHIFT_RIGHT_ARITHMETIC,
          SHIFT_RIGHT_LOGICAL,
          EQ,
          NE,
          LT,
          LE,
          GT,
          GE,
          EQ_TO,
          LE_TO,
          LT_TO -> {
        return Linear.constant(p, List.of(x, y));
      }
      default -> {
        Value out = Lax.bind1(p, x, y);
        Tangent left = tx instanceof Value g ? leftTangent(p, g, out, x, y) : Tangent.Zero.like(out);
        Tangent right = ty instanceof Value g ? rightTangent(p, g, out, x, y) : Tangent.Zero.like(out);
        return new Duals(List.of(out), List.of(Lax.addTangents(left, right)));
      }
    }
  }

  private static Duals sumRule(Elementwise.Binary p, Value x, Value y, Tangent tx, Tangent ty) {
    Value out = Lax.bind1(p, x, y);
    Tangent t;
    if (tx instanceof Value a && ty instanceof Value b) {
      t = Lax.bind1(p, a, b);
    } else if (tx instanceof Value a) {
      t = broadcastTo(a, out.shape());
    } else {
      Value b = (Value) ty;
      t = broadcastTo(p.op() == BinaryOp.SUB ? neg(b) : b, out.shape());
    }
    return new Duals(List.of(out), List.of(t));
  }

  private static Value leftTangent(Elementwise.Binary p, Value g, Value ans, Value x, Value y) {
    return switch (p.op()) {
      case MUL -> mul(g, y);
      case DIV -> div(g, y);
      case REM -> broadcastTo(g, Lax.broadcastShapes(List.of(x.shape(), y.shape())));
      case POW -> powLeft(g, x, y);
      case MAX, MIN -> mul(g, balancedEq(x, ans, y));
      case ATAN2 -> mul(g, div(y, add(square(x), square(y))));
      case IGAMMA -> mul(g, Lax.binary(BinaryOp.IGAMMA_GRAD_A, x, y));
      case IGAMMAC -> neg(mul(g, Lax.binary(BinaryOp.IGAMMA_GRAD_A, x, y)));
      case POLYGAMMA -> throw JaxError.value("polygamma gradient with respect to m is not supported");
      default -> throw notImplemented(p);
    };
  }

  private static Value rightTangent(Elementwise.Binary p, Value g, Value ans, Value x, Value y) {
    return switch (p.op()) {
      case MUL -> mul(x, g);
      case DIV -> mul(mul(neg(g), x), integerPow(y, -2));
      case REM -> mul(neg(g), mul(sign(div(x, y)), unary(UnaryOp.FLOOR, abs(div(x, y)))));
      case POW -> Lax.convert(mul(g, mul(log(replaceZero(x)), ans)), y.dtype());
      case MAX, MIN -> mul(g, balancedEq(y, ans, x));
      case ATAN2 -> mul(g, div(neg(x), add(square(x), square(y))));
      case IGAMMA -> igammaRight(g, x, y);
      case IGAMMAC -> neg(igammaRight(g, x, y));
      case POLYGAMMA -> mul(g, Lax.binary(BinaryOp.POLYGAMMA, add(x, constant(x, 1)), y));
      default -> throw notImplemented(p);
    };
  }

  private static Value powLeft(Value g, Value x, Value y) {
    Value jacobian;
    Value base = Lax.convert(x, x.dtype());
    Value exponent = Lax.convert(y, x.dtype());
    if (y.dtype().isInexact()) {
      jacobian = mul(exponent, pow(base, sub(exponent, onesOf(exponent))));
    } else {
      Shape shape = Lax.broadcastShapes(List.of(x.shape(), y.shape()));
      Value b = broadcastTo(base, shape);
      Value e = broadcastTo(exponent, shape);
      // x ** 0 is constant even at 0, where the formula would give NaN
      jacobian = select(eq(e, constant(e, 0)), zerosOf(e), mul(replaceZero(e), pow(b, sub(e, onesOf(e)))));
    }
    return mul(g, jacobian);
  }

  private static Value igammaRight(Value g, Value a, Value x) {
    return mul(g, exp(sub(add(neg(x), mul(sub(a, onesOf(a)), log(x))), lgamma(a))));
  }

  private static Value incompleteBetaRule(Value g, Value a, Value b, Value x) {
    Value lbeta = sub(add(lgamma(a), lgamma(b)), lgamma(add(a, b)));
    Value slope = exp(sub(add(mul(sub(b, constant(b, 1)), log1p(neg(x))), mul(sub(a, constant(a, 1)), log(x))), lbeta));
    return mul(slope, g);
  }

  // ---- choices ----

  private static Duals selectRule(List<Value> primals, List<Tangent> tangents) {
    Value which = primals.getFirst();
    Value out = Lax.selectN(which, primals.subList(1, primals.size()));
    List<Tangent> cases = tangents.subList(1, tangents.size());
    Value some = (Value) cases.stream().filter(t -> !t.isZero()).findFirst().orElse(null);
    if (some == null) {
      return new Duals(List.of(out), List.of(Tangent.Zero.like(out)));
    }
    Value zeros = some.shape().isScalar() ? Session.current().trace().constant(zero(some)) : zerosOf(some);
    List<Value> ts = new ArrayList<>();
    cases.forEach(t -> ts.add(t instanceof Value v ? v : zeros));
    return new Duals(List.of(out), List.of(Lax.selectN(which, ts)));
  }

  private static Duals clampRule(List<Value> primals, List<Tangent> tangents) {
    Value min = primals.get(0);
    Value x = primals.get(1);
    Value max = primals.get(2);
    Value out = Lax.clamp(min, x, max);
    UnaryOperator<Value> whole = g -> broadcastTo(g, x.shape());
    Tangent zero = Tangent.Zero.like(out);
    Tangent low =
        tangents.get(0) instanceof Value g
            ? select(mask(and(gt(min, x), lt(min, max)), x), whole.apply(g), zerosOf(x))
            : zero;
    Tangent middle = tangents.get(1) instanceof Value g ? select(and(gt(x, min), lt(x, max)), g, zerosOf(x)) : zero;
    Tangent high = tangents.get(2) instanceof Value g ? select(mask(lt(max, x), x), whole.apply(g), zerosOf(x)) : zero;
    return new Duals(List.of(out), List.of(Lax.addTangents(Lax.addTangents(low, middle), high)));
  }

  private static Value mask(Value m, Value x) {
    return broadcastTo(m, x.shape());
  }

  // ---- shared ----

  /// 1 where x is chosen, 1/2 where x and y tie, 0 elsewhere; z is the maximum (minimum) of both.
  static Value balancedEq(Value x, Value z, Value y) {
    return div(select(eq(x, z), onesOf(z), zerosOf(z)), select(eq(y, z), filled(z, 2), onesOf(z)));
  }

  private static Value replaceZero(Value x) {
    return select(eq(x, constant(x, 0)), onesOf(x), x);
  }

  private static Value broadcastTo(Value x, Shape shape) {
    return Lax.broadcastTo(x, shape);
  }

  private static JaxError notImplemented(Elementwise p) {
    return JaxError.notImplemented("Differentiation rule for '" + p.primitiveName() + "' not implemented");
  }
}
