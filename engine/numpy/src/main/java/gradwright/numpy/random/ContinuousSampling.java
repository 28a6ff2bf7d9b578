package gradwright.numpy.random;

import static gradwright.core.lax.Lax.like;
import static gradwright.numpy.random.UniformSampling.broadcastTo;
import static gradwright.numpy.random.UniformSampling.floatType;
import static gradwright.numpy.random.UniformSampling.sampleShape;
import static gradwright.numpy.random.UniformSampling.toRank;
import static gradwright.numpy.random.UniformSampling.uniformByKeyword;
import static gradwright.numpy.random.UniformSampling.uniformTyped;
import static gradwright.numpy.random.UniformSampling.weak;

import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.RandomBits;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.random.UniformSampling.FloatInfo;
import java.util.List;

/// Continuous distributions other than the uniform and the normal ones. Formulas and key use are those of jax.random.
public final class ContinuousSampling {
  private ContinuousSampling() {}

  private record Statics(Shape shape, DType dtype, Object more) {}

  private static Value exp(Value x) {
    return Lax.unary(UnaryOp.EXP, x);
  }

  private static Value log(Value x) {
    return Lax.unary(UnaryOp.LOG, x);
  }

  private static Value log1p(Value x) {
    return Lax.unary(UnaryOp.LOG1P, x);
  }

  private static Value sqrt(Value x) {
    return Lax.unary(UnaryOp.SQRT, x);
  }

  /// `jax.random.gumbel`.
  static Value gumbel(Value key, Shape shape, DType dtype, Resolution resolution) {
    Value k = Keys.check("gumbel", key).key();
    DType t = floatType("gumbel", dtype);
    return NamedJit.call1(
        "_gumbel",
        new Statics(shape, t, resolution),
        List.of(k),
        in -> {
          if (resolution == Resolution.HIGHEST && t == DType.FLOAT32) {
            return List.of(FineGumbel.draw(in.getFirst(), shape));
          }
          if (resolution != Resolution.LOW) {
            return List.of(FineGumbel.ofTwo(in.getFirst(), shape, t));
          }
          Value u = uniformByKeyword(in.getFirst(), shape, t, Lax.scalar(t, FloatInfo.of(t).tiny()), weak(1.0));
          return List.of(Lax.neg(log(Lax.neg(log(u)))));
        });
  }

  /// `jax.random.exponential` of rate 1.
  public static Value exponential(Value key, Shape shape, DType dtype) {
    Value k = Keys.check("exponential", key).key();
    DType t = floatType("exponential", dtype);
    return NamedJit.call1(
        "_exponential",
        new Statics(shape, t, null),
        List.of(k),
        in -> List.of(Lax.neg(log1p(Lax.neg(uniformTyped(in.getFirst(), shape, t))))));
  }

  /// `jax.random.laplace`.
  public static Value laplace(Value key, Shape shape, DType dtype) {
    Value k = Keys.check("laplace", key).key();
    DType t = floatType("laplace", dtype);
    return NamedJit.call1(
        "_laplace",
        new Statics(shape, t, null),
        List.of(k),
        in -> {
          Value low = Lax.scalar(t, -1.0 + FloatInfo.of(t).epsNegative());
          Value u = uniformTyped(in.getFirst(), shape, t, low, weak(1.0));
          return List.of(Lax.mul(Lax.unary(UnaryOp.SIGN, u), log1p(Lax.neg(Lax.unary(UnaryOp.ABS, u)))));
        });
  }

  /// `jax.random.logistic`.
  public static Value logistic(Value key, Shape shape, DType dtype) {
    Value k = Keys.check("logistic", key).key();
    DType t = floatType("logistic", dtype);
    return NamedJit.call1(
        "_logistic",
        new Statics(shape, t, null),
        List.of(k),
        in -> {
          Value x = uniformTyped(in.getFirst(), shape, t, Lax.scalar(t, FloatInfo.of(t).tiny()), weak(1.0));
          return List.of(Lax.sub(log(x), log1p(Lax.neg(x))));
        });
  }

  /// `jax.random.cauchy`.
  public static Value cauchy(Value key, Shape shape, DType dtype) {
    Value k = Keys.check("cauchy", key).key();
    DType t = floatType("cauchy", dtype);
    return NamedJit.call1(
        "_cauchy",
        new Statics(shape, t, null),
        List.of(k),
        in -> {
          Value u = uniformTyped(in.getFirst(), shape, t, Lax.scalar(t, FloatInfo.of(t).eps()), weak(1.0));
          Value centred = Lax.sub(u, like(u, 0.5));
          return List.of(Lax.unary(UnaryOp.TAN, Lax.mul(like(u, Math.PI), centred)));
        });
  }

  /// `jax.random.gamma`, or its logarithm, of shape parameter `a`.
  public static Value gamma(Value key, Value a, Shape shape, DType dtype, boolean logSpace) {
    Value k = Keys.check(logSpace ? "loggamma" : "gamma", key).key();
    DType t = floatType("gamma", dtype);
    Shape s = sampleShape("gamma", shape, a);
    return NamedJit.call1(
        "_gamma",
        new Statics(s, t, logSpace),
        List.of(k, a),
        in -> List.of(Lax.bind1(new RandomBits.Gamma(logSpace), in.get(0), broadcastTo(Lax.convert(in.get(1), t), s))));
  }

  /// `jax.random.beta`.
  public static Value beta(Value key, Value a, Value b, Shape shape, DType dtype) {
    Value k = Keys.check("beta", key).key();
    DType t = floatType("beta", dtype);
    Shape s = sampleShape("beta", shape, a, b);
    return NamedJit.call1(
        "_beta",
        new Statics(s, t, null),
        List.of(k, a, b),
        in -> {
          Value x = Lax.convert(in.get(1), t);
          Value y = Lax.convert(in.get(2), t);
          List<Value> keys = Keys.splitTyped(in.get(0), 2);
          Value logX = gamma(keys.get(0), broadcastTo(x, s), s, t, true);
          Value logY = gamma(keys.get(1), broadcastTo(y, s), s, t, true);
          Value largest = Lax.max(logX, logY);
          Value p = exp(Lax.sub(logX, largest));
          Value q = exp(Lax.sub(logY, largest));
          return List.of(Lax.div(p, Lax.add(p, q)));
        });
  }

  /// `jax.random.dirichlet`: `alpha`'s last axis is that of the categories.
  public static Value dirichlet(Value key, Value alpha, Shape shape, DType dtype) {
    Value k = Keys.check("dirichlet", key).key();
    DType t = floatType("dirichlet", dtype);
    int categories = alpha.shape().size(alpha.rank() - 1);
    Shape batch = shape == null ? alpha.shape().remove(alpha.rank() - 1) : shape;
    Shape s = batch.insert(batch.rank(), categories);
    return NamedJit.call1(
        "_dirichlet",
        new Statics(s, t, null),
        List.of(k, alpha),
        in -> {
          Value logs = gamma(in.get(0), Lax.convert(in.get(1), t), s, t, true);
          int last = s.rank() - 1;
          Value largest = Lax.expandDims(Lax.reduce(Reduction.Op.MAX, logs, Ints.of(last)), Ints.of(last));
          Value e = exp(Lax.sub(logs, Lax.unary(UnaryOp.STOP_GRADIENT, largest)));
          return List.of(Lax.div(e, Lax.expandDims(Lax.sum(e, Ints.of(last)), Ints.of(last))));
        });
  }

  /// `jax.random.pareto`.
  public static Value pareto(Value key, Value b, Shape shape, DType dtype) {
    Value k = Keys.check("pareto", key).key();
    DType t = floatType("pareto", dtype);
    Shape s = sampleShape("pareto", shape, b);
    return NamedJit.call1(
        "_pareto",
        new Statics(s, t, null),
        List.of(k, b),
        in -> List.of(exp(Lax.div(exponential(in.get(0), s, t), toRank(Lax.convert(in.get(1), t), s.rank())))));
  }

  /// `jax.random.t`: Student's, with `df` degrees of freedom.
  public static Value t(Value key, Value df, Shape shape, DType dtype) {
    Value k = Keys.check("t", key).key();
    DType t = floatType("t", dtype);
    Shape s = sampleShape("t", shape, df);
    return NamedJit.call1(
        "_t",
        new Statics(s, t, null),
        List.of(k, df),
        in -> {
          Value d = Lax.convert(in.get(1), t);
          List<Value> keys = Keys.splitTyped(in.get(0), 2);
          Value n = NormalSampling.normalTyped(keys.get(0), s, t);
          Value half = Lax.div(d, like(n, 2));
          Value g = gamma(keys.get(1), half, s, t, false);
          return List.of(Lax.mul(n, sqrt(Lax.div(toRank(half, s.rank()), g))));
        });
  }

  /// `jax.random.chisquare`.
  public static Value chisquare(Value key, Value df, Shape shape, DType dtype) {
    Value k = Keys.check("chisquare", key).key();
    DType t = floatType("chisquare", dtype);
    Shape s = sampleShape("chisquare", shape, df);
    return NamedJit.call1(
        "_chisquare",
        new Statics(s, t, null),
        List.of(k, df),
        in -> {
          Value d = Lax.convert(in.get(1), t);
          Value logG = gamma(in.get(0), Lax.div(d, like(d, 2)), s, t, true);
          return List.of(Lax.mul(exp(logG), like(d, 2)));
        });
  }

  /// `jax.random.f`.
  public static Value f(Value key, Value dfnum, Value dfden, Shape shape, DType dtype) {
    Value k = Keys.check("f", key).key();
    DType t = floatType("f", dtype);
    Shape s = sampleShape("f", shape, dfnum, dfden);
    return NamedJit.call1(
        "_f",
        new Statics(s, t, null),
        List.of(k, dfnum, dfden),
        in -> {
          Value den = Lax.convert(in.get(2), t);
          Value num = Lax.convert(in.get(1), t);
          List<Value> keys = Keys.splitTyped(in.get(0), 2);
          Value chiNum = chisquare(keys.get(1), num, s, t);
          Value chiDen = chisquare(keys.get(0), den, s, t);
          return List.of(Lax.div(Lax.div(chiNum, toRank(num, s.rank())), Lax.div(chiDen, toRank(den, s.rank()))));
        });
  }

  /// `jax.random.rayleigh`.
  public static Value rayleigh(Value key, Value scale, Shape shape, DType dtype) {
    Value k = Keys.check("rayleigh", key).key();
    DType t = floatType("rayleigh", dtype);
    Shape s = sampleShape("rayleigh", shape, scale);
    return NamedJit.call1(
        "_rayleigh",
        new Statics(s, t, null),
        List.of(k, scale),
        in -> {
          Value u = uniformTyped(in.get(0), s, t);
          Value c = broadcastTo(Lax.convert(in.get(1), t), s);
          return List.of(Lax.mul(c, sqrt(Lax.mul(log(u), like(c, -2)))));
        });
  }

  /// `jax.random.weibull_min`.
  public static Value weibullMin(Value key, Value scale, Value concentration, Shape shape, DType dtype) {
    Value k = Keys.check("weibull_min", key).key();
    DType t = floatType("weibull_min", dtype);
    Shape s = sampleShape("weibull_min", shape, scale, concentration);
    return NamedJit.call1(
        "_weibull_min",
        new Statics(s, t, null),
        List.of(k, scale, concentration),
        in -> {
          Value u = uniformByKeyword(in.get(0), s, t, weak(0), weak(1));
          Value c = Lax.convert(in.get(2), t);
          Value power = toRank(Lax.div(like(c, 1), c), s.rank());
          Value x = Lax.pow(Lax.neg(log1p(Lax.neg(u))), s.rank() == 0 ? power : broadcastTo(power, s));
          return List.of(Lax.mul(x, toRank(Lax.convert(in.get(1), t), s.rank())));
        });
  }

  /// `jax.random.triangular`.
  public static Value triangular(Value key, Value left, Value mode, Value right, Shape shape, DType dtype) {
    Value k = Keys.check("triangular", key).key();
    DType t = floatType("triangular", dtype);
    Shape s = sampleShape("triangular", shape, left, mode, right);
    Value l = broadcastTo(Lax.convert(left, t), s);
    Value r = broadcastTo(Lax.convert(right, t), s);
    Value m = broadcastTo(Lax.convert(mode, t), s);
    Value fc = Lax.div(Lax.sub(m, l), Lax.sub(r, l));
    Value u = uniformTyped(k, s, t);
    Value first = Lax.add(l, sqrt(Lax.mul(Lax.mul(u, Lax.sub(r, l)), Lax.sub(m, l))));
    Value rest = Lax.mul(Lax.mul(Lax.sub(like(u, 1), u), Lax.sub(r, l)), Lax.sub(r, m));
    return Lax.select(Lax.lt(u, fc), first, Lax.sub(r, sqrt(rest)));
  }

  /// `jax.random.double_sided_maxwell`.
  public static Value doubleSidedMaxwell(Value key, Value loc, Value scale, Shape shape, DType dtype) {
    Value k = Keys.check("double_sided_maxwell", key).key();
    DType t = floatType("double_sided_maxwell", dtype);
    Shape parameters = sampleShape("double_sided_maxwell", null, loc, scale);
    Shape given = shape == null || shape.isScalar() ? parameters : shape;
    int[] all = Ints.of(given.toArray()).concat(Ints.of(parameters.toArray())).toArray();
    Shape s = Shape.of(all);
    return NamedJit.call1(
        "_double_sided_maxwell",
        new Statics(s, t, null),
        List.of(k, loc, scale),
        in -> {
          List<Value> keys = Keys.splitTyped(in.get(0), 2);
          Value m = NormalSampling.maxwell(keys.get(0), s, t);
          Value sign = DiscreteSampling.rademacher(keys.get(1), s, t);
          Value c = toRank(Lax.convert(in.get(2), t), s.rank());
          Value l = toRank(Lax.convert(in.get(1), t), s.rank());
          return List.of(Lax.add(Lax.mul(Lax.mul(sign, m), c), l));
        });
  }

  /// `jax.random.generalized_normal` of exponent p.
  public static Value generalizedNormal(Value key, double p, Shape shape, DType dtype) {
    Value k = Keys.check("generalized_normal", key).key();
    DType t = floatType("generalized_normal", dtype);
    return NamedJit.call1(
        "_generalized_normal",
        new Statics(shape, t, null),
        List.of(k, weak(p)),
        in -> {
          List<Value> keys = Keys.splitTyped(in.get(0), 2);
          Value inverse = Lax.div(like(in.get(1), 1), in.get(1));
          Value g = gamma(keys.get(0), inverse, shape, t, false);
          Value r = DiscreteSampling.rademacher(keys.get(1), shape, t);
          Value power = Lax.pow(g, full(Lax.convert(inverse, t), shape));
          return List.of(Lax.mul(r, power));
        });
  }

  private static Value full(Value scalar, Shape shape) {
    return shape.isScalar() ? scalar : broadcastTo(scalar, shape);
  }

  /// `jax.random.ball`: uniform in the unit Lp ball of dimension d.
  public static Value ball(Value key, int d, double p, Shape shape, DType dtype) {
    Value k = Keys.check("ball", key).key();
    DType t = floatType("ball", dtype);
    List<Value> keys = Keys.splitTyped(k, 2);
    Shape vectors = shape.insert(shape.rank(), d);
    Value g = generalizedNormal(keys.get(0), p, vectors, t);
    Value e = exponential(keys.get(1), shape, t);
    Value absolute = Lax.unary(UnaryOp.ABS, g);
    Value powers =
        p == Math.rint(p) ? Lax.integerPow(absolute, (int) p) : Lax.pow(absolute, full(Lax.scalar(t, p), vectors));
    Value norm = Lax.add(Lax.sum(powers, Ints.of(shape.rank())), e);
    Value root = Lax.pow(norm, full(Lax.scalar(t, 1 / p), shape));
    return Lax.div(g, Lax.expandDims(root, Ints.of(shape.rank())));
  }
}
