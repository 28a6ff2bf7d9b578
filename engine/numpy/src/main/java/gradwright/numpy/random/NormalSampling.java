package gradwright.numpy.random;

import static gradwright.numpy.random.UniformSampling.broadcastTo;
import static gradwright.numpy.random.UniformSampling.floatType;
import static gradwright.numpy.random.UniformSampling.sampleShape;
import static gradwright.numpy.random.UniformSampling.toRank;
import static gradwright.numpy.random.UniformSampling.uniformTyped;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import java.util.List;

/// Normal draws by the inverse error function of uniform ones, and what derives from them.
public final class NormalSampling {
  private NormalSampling() {}

  private record Statics(Shape shape, DType dtype) {}

  /// `jax.random.normal`: standard normal, real or complex.
  public static Value normal(Value key, Shape shape, DType dtype) {
    Value k = Keys.check("normal", key).key();
    boolean x64 = Session.current().config().x64();
    DType t = (dtype == null ? DType.FLOAT64 : dtype).canonical(x64);
    if (!t.isInexact()) {
      throw JaxError.value("dtype argument to `normal` must be a float or complex dtype, got " + t);
    }
    return normalTyped(k, shape, t);
  }

  static Value normalTyped(Value key, Shape shape, DType t) {
    return NamedJit.call1(
        "_normal",
        new Statics(shape, t),
        List.of(key),
        in -> List.of(t.isComplex() ? complex(in.getFirst(), shape, t) : real(in.getFirst(), shape, t)));
  }

  private static Value complex(Value key, Shape shape, DType t) {
    List<Value> keys = Keys.splitTyped(key, 2);
    DType r = t.realType();
    Value re = Lax.convert(real(keys.get(0), shape, r), t);
    Value im = Lax.convert(real(keys.get(1), shape, r), t);
    Value sum = Lax.add(re, Lax.mul(HostScalar.complex(t, false, 0, 1), im));
    return Lax.div(sum, HostScalar.complex(t, false, Math.sqrt(2), 0));
  }

  private static List<Value> realBody(Value key, Shape shape, DType t) {
    Value low = Lax.scalar(t, aboveMinusOne(t));
    Value u = uniformTyped(key, shape, t, low, Lax.scalar(t, 1.0));
    return List.of(Lax.mul(Lax.scalar(t, Math.sqrt(2)), Lax.unary(UnaryOp.ERF_INV, u)));
  }

  private static Value real(Value key, Shape shape, DType t) {
    return NamedJit.call1("_normal_real", new Statics(shape, t), List.of(key), in -> realBody(in.getFirst(), shape, t));
  }

  /// The number next to -1 towards 0.
  private static double aboveMinusOne(DType t) {
    return -1 + UniformSampling.FloatInfo.of(t).epsNegative();
  }

  /// `jax.random.truncated_normal`: standard normal conditioned on (lower, upper).
  public static Value truncatedNormal(Value key, Value lower, Value upper, Shape shape, DType dtype) {
    Value k = Keys.check("truncated_normal", key).key();
    DType t = floatType("truncated_normal", dtype);
    Shape s = sampleShape("truncated_normal", shape, lower, upper);
    return NamedJit.call1(
        "_truncated_normal",
        new Statics(s, t),
        List.of(k, lower, upper),
        in -> {
          Value sqrt2 = Lax.scalar(t, Math.sqrt(2));
          Value low = Lax.convert(in.get(1), t);
          Value high = Lax.convert(in.get(2), t);
          Value a = Lax.unary(UnaryOp.ERF, Lax.div(low, sqrt2));
          Value b = Lax.unary(UnaryOp.ERF, Lax.div(high, sqrt2));
          Value u = uniformTyped(in.get(0), s, t, a, b);
          Value out = Lax.mul(sqrt2, Lax.unary(UnaryOp.ERF_INV, u));
          Value min = next(low, Double.POSITIVE_INFINITY);
          Value max = next(high, Double.NEGATIVE_INFINITY);
          Value clipped = Lax.max(toRank(min, s.rank()), out);
          return List.of(Lax.min(toRank(max, s.rank()), clipped));
        });
  }

  private static Value next(Value x, double towards) {
    return Lax.binary(BinaryOp.NEXTAFTER, Lax.unary(UnaryOp.STOP_GRADIENT, x), Lax.like(x, towards));
  }

  /// `jax.random.lognormal`: exp(sigma * normal).
  public static Value lognormal(Value key, Value sigma, Shape shape, DType dtype) {
    Value k = Keys.check("lognormal", key).key();
    DType t = floatType("lognormal", dtype);
    Shape s = sampleShape("lognormal", shape, sigma);
    Value scaled = Lax.mul(normalTyped(k, s, t), toRank(Lax.convert(sigma, t), s.rank()));
    return Lax.unary(UnaryOp.EXP, scaled);
  }

  /// `jax.random.maxwell`: the length of a 3-vector of normals.
  public static Value maxwell(Value key, Shape shape, DType dtype) {
    Value k = Keys.check("maxwell", key).key();
    DType t = floatType("maxwell", dtype);
    return NamedJit.call1(
        "_maxwell",
        new Statics(shape, t),
        List.of(k),
        in -> {
          Value n = normalTyped(in.getFirst(), shape.insert(shape.rank(), 3), t);
          Value squares = Lax.mul(n, n);
          Value sum = Lax.sum(squares, gradwright.core.types.Ints.of(shape.rank()));
          return List.of(Lax.unary(UnaryOp.SQRT, sum));
        });
  }

  /// `jax.random.wald`: inverse Gaussian of scale 1.
  public static Value wald(Value key, Value mean, Shape shape, DType dtype) {
    Value k = Keys.check("wald", key).key();
    DType t = floatType("wald", dtype);
    Shape s = sampleShape("wald", shape, mean);
    return NamedJit.call1(
        "_wald",
        new Statics(s, t),
        List.of(k, mean),
        in -> {
          List<Value> keys = Keys.splitTyped(in.get(0), 2);
          Value m = broadcastTo(Lax.convert(in.get(1), t), s);
          Value v = normalTyped(keys.get(0), s, t);
          Value z = uniformTyped(keys.get(1), s, t);
          Value y = Lax.integerPow(v, 2);
          Value ySquare = Lax.integerPow(y, 2);
          Value mSquare = Lax.integerPow(m, 2);
          Value root =
              Lax.unary(UnaryOp.SQRT, Lax.add(Lax.mul(Lax.mul(Lax.like(m, 4), m), y), Lax.mul(mSquare, ySquare)));
          Value x =
              Lax.sub(
                  Lax.add(m, Lax.div(Lax.mul(mSquare, y), Lax.like(m, 2))), Lax.mul(Lax.div(m, Lax.like(m, 2)), root));
          return List.of(Lax.select(Lax.le(z, Lax.div(m, Lax.add(m, x))), x, Lax.div(mSquare, x)));
        });
  }
}
