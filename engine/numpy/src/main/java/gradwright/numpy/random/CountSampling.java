package gradwright.numpy.random;

import static gradwright.core.lax.Lax.like;
import static gradwright.numpy.random.UniformSampling.broadcastTo;
import static gradwright.numpy.random.UniformSampling.sampleShape;
import static gradwright.numpy.random.UniformSampling.uniformTyped;

import gradwright.core.control.Control;
import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import java.util.List;

/// Distributions of counts, drawn by loops until every element is accepted. Algorithms and key use are those of jax.random.
public final class CountSampling {
  private CountSampling() {}

  private record Statics(Shape shape, DType dtype) {}

  private static DType integerType(String function, DType asked) {
    DType t = (asked == null ? DType.INT64 : asked).canonical(Session.current().config().x64());
    if (!t.isInteger()) {
      throw JaxError.value("dtype argument to `" + function + "` must be an int dtype, got " + t);
    }
    return t;
  }

  private static Value log(Value x) {
    return Lax.unary(UnaryOp.LOG, x);
  }

  private static Value any(Value x) {
    return Lax.reduce(Reduction.Op.OR, x, Ints.range(0, x.rank()));
  }

  /// Sum of several terms, left to right.
  private static Value sum(Value... terms) {
    Value s = terms[0];
    for (int i = 1; i < terms.length; i++) {
      s = Lax.add(s, terms[i]);
    }
    return s;
  }

  private static Value inexact(Value x) {
    boolean x64 = Session.current().config().x64();
    DType t = x.dtype().isInexact() ? x.dtype() : x64 ? DType.FLOAT64 : DType.FLOAT32;
    return Lax.convert(x, t);
  }

  // ---- Poisson: Knuth's product for small rates, Hormann's transformed rejection for large ones ----

  /// `jax.random.poisson` of rate `lam`.
  public static Value poisson(Value key, Value lam, Shape shape, DType dtype) {
    Value k = Keys.check("poisson", key).key();
    if (k.dtype() != DType.KEY_FRY) {
      throw JaxError.notImplemented(
          "`poisson` is only implemented for the threefry2x32 RNG, not " + k.dtype().keyTag());
    }
    DType t = integerType("poisson", dtype);
    Shape s = sampleShape("poisson", shape, lam);
    Value rate = broadcastTo(lam, s);
    DType f = Session.current().config().x64() && !lam.dtype().isFloat() ? DType.FLOAT64 : DType.FLOAT32;
    Value typed = Lax.convert(rate, lam.dtype().isFloat() ? lam.dtype() : f);
    return NamedJit.call1(
        "_poisson", new Statics(s, t), List.of(k, typed), in -> List.of(poissonBody(in.get(0), in.get(1), s, t)));
  }

  private static Value poissonBody(Value key, Value lam, Shape s, DType t) {
    Value useKnuth = Lax.or(Lax.ne(lam, lam), Lax.lt(lam, like(lam, 10)));
    Value small = Lax.select(useKnuth, lam, Lax.fullLike(lam, 0));
    Value large = Lax.select(useKnuth, Lax.fullLike(lam, 1e5), lam);
    Value limit = Lax.scalar(t, t.bits() == 64 ? Long.MAX_VALUE : (1L << (t.bits() - (t.isSigned() ? 1 : 0))) - 1);
    Value a =
        NamedJit.call1(
            "_poisson_knuth", new Statics(s, t), List.of(key, small), in -> knuth(in.get(0), in.get(1), s, t, limit));
    Value b =
        NamedJit.call1(
            "_poisson_rejection",
            new Statics(s, t),
            List.of(key, large),
            in -> rejection(in.get(0), in.get(1), s, t, limit));
    Value result = Lax.select(useKnuth, a, b);
    return Lax.select(Lax.eq(lam, like(lam, 0)), Lax.fullLike(result, 0), result);
  }

  private static HostScalar counter(long v) {
    return HostScalar.of(UniformSampling.defaultInt(), true, v);
  }

  private static Value below(Value i, Value limit) {
    DType t = i.dtype().bits() >= limit.dtype().bits() ? i.dtype() : limit.dtype();
    return Lax.lt(Lax.convert(i, t), Lax.convert(limit, t));
  }

  private static List<Value> knuth(Value key, Value lam, Shape s, DType t, Value limit) {
    List<Value> init =
        List.of(counter(0), Lax.full(s, Lax.scalar(t, 0)), key, Lax.full(s, Lax.scalar(DType.FLOAT32, 0.0)));
    List<Value> end =
        Control.whileLoop(
            c -> List.of(Lax.and(any(gtNeg(c.get(3), lam)), below(c.get(0), limit))),
            c -> {
              List<Value> keys = Keys.splitTyped(c.get(2), 2);
              Value k = Lax.select(gtNeg(c.get(3), lam), Lax.add(c.get(1), like(c.get(1), 1)), c.get(1));
              Value u = uniformTyped(keys.get(1), s, DType.FLOAT32);
              return List.of(Lax.add(c.get(0), like(c.get(0), 1)), k, keys.get(0), Lax.add(c.get(3), log(u)));
            },
            init);
    return List.of(Lax.sub(end.get(1), like(end.get(1), 1)));
  }

  private static Value gtNeg(Value logProduct, Value lam) {
    return Lax.gt(Lax.convert(logProduct, lam.dtype()), Lax.neg(lam));
  }

  private static List<Value> rejection(Value key, Value lam, Shape s, DType t, Value limit) {
    Value logLam = log(lam);
    Value b = Lax.add(like(lam, 0.931), Lax.mul(like(lam, 2.53), Lax.unary(UnaryOp.SQRT, lam)));
    Value a = Lax.add(like(lam, -0.059), Lax.mul(like(lam, 0.02483), b));
    Value inverseAlpha = Lax.add(like(lam, 1.1239), Lax.div(like(lam, 1.1328), Lax.sub(b, like(lam, 3.4))));
    Value vr = Lax.sub(like(lam, 0.9277), Lax.div(like(lam, 3.6224), Lax.sub(b, like(lam, 2))));
    List<Value> init = List.of(counter(0), Lax.fullLike(lam, -1), Lax.full(s, Lax.scalar(DType.BOOL, 0L)), key);
    List<Value> end =
        Control.whileLoop(
            c -> List.of(Lax.and(any(Lax.not(c.get(2))), below(c.get(0), limit))),
            c -> {
              List<Value> keys = Keys.splitTyped(c.get(3), 3);
              Value u = Lax.sub(uniformTyped(keys.get(1), s, lam.dtype()), like(lam, 0.5));
              Value v = uniformTyped(keys.get(2), s, lam.dtype());
              Value shifted = Lax.sub(like(lam, 0.5), Lax.unary(UnaryOp.ABS, u));
              Value slope = Lax.add(Lax.div(Lax.mul(like(lam, 2), a), shifted), b);
              Value k = Lax.unary(UnaryOp.FLOOR, sum(Lax.mul(slope, u), lam, like(lam, 0.43)));
              Value squeeze = Lax.add(Lax.div(a, Lax.mul(shifted, shifted)), b);
              Value left = log(Lax.div(Lax.mul(v, inverseAlpha), squeeze));
              Value right =
                  Lax.sub(
                      Lax.add(Lax.neg(lam), Lax.mul(k, logLam)), Lax.unary(UnaryOp.LGAMMA, Lax.add(k, like(lam, 1))));
              Value accept1 = Lax.and(Lax.ge(shifted, like(lam, 0.07)), Lax.le(v, vr));
              Value reject =
                  Lax.or(Lax.lt(k, like(lam, 0)), Lax.and(Lax.lt(shifted, like(lam, 0.013)), Lax.gt(v, shifted)));
              Value accept = Lax.or(accept1, Lax.and(Lax.not(reject), Lax.le(left, right)));
              return List.of(
                  Lax.add(c.get(0), like(c.get(0), 1)),
                  Lax.select(accept, k, c.get(1)),
                  Lax.or(c.get(2), accept),
                  keys.get(0));
            },
            init);
    return List.of(Lax.convert(end.get(1), t));
  }

  // ---- binomial: inversion for small n p, Hormann's BTRS for large ----

  /// `jax.random.binomial` of n trials of probability p.
  public static Value binomial(Value key, Value n, Value p, Shape shape, DType dtype) {
    Value k = Keys.check("binomial", key).key();
    DType t = UniformSampling.floatType("binomial", dtype);
    Shape s = sampleShape("binomial", shape, n, p);
    Value prob = inexact(p);
    Value count = broadcastTo(Lax.convert(n, prob.dtype()), s);
    prob = broadcastTo(prob, s);
    Value half = Lax.lt(prob, like(prob, 0.5));
    Value q = Lax.select(half, prob, Lax.sub(like(prob, 1), prob));
    Value badCount = Lax.or(Lax.ne(count, count), Lax.lt(count, like(count, 0)));
    Value infinite = Lax.eq(Lax.unary(UnaryOp.ABS, count), like(count, Double.POSITIVE_INFINITY));
    Value qNan = Lax.ne(q, q);
    Value qNegative = Lax.lt(q, like(q, 0));
    q = Lax.select(Lax.or(qNan, qNegative), Lax.fullLike(q, 0.01), q);
    Value inversion = Lax.or(badCount, Lax.le(Lax.mul(count, q), like(q, 10)));
    count = Lax.unary(UnaryOp.FLOOR, count);
    Value countInversion = Lax.select(inversion, count, Lax.fullLike(count, 0));
    Value countBtrs = Lax.select(inversion, Lax.fullLike(count, 1e4), count);
    Value qBtrs = Lax.select(inversion, Lax.fullLike(q, 0.5), q);
    Value samples =
        Lax.select(
            inversion,
            Lax.convert(inversion(k, countInversion, q, s), t),
            Lax.convert(btrs(k, countBtrs, qBtrs, s), t));
    Value invalid = Lax.or(Lax.or(qNegative, qNan), badCount);
    samples = Lax.select(invalid, Lax.fullLike(samples, Double.NaN), samples);
    samples = Lax.select(Lax.and(infinite, Lax.not(invalid)), Lax.fullLike(samples, Double.POSITIVE_INFINITY), samples);
    Value asIs = Lax.or(Lax.or(Lax.or(half, badCount), qNan), infinite);
    return Lax.select(asIs, samples, Lax.sub(Lax.convert(count, t), samples));
  }

  private static Value inversion(Value key, Value count, Value prob, Shape s) {
    Value logFail = Lax.unary(UnaryOp.LOG1P, Lax.neg(prob));
    Value zero = Lax.fullLike(prob, 0);
    List<Value> end =
        Control.whileLoop(
            c -> List.of(any(Lax.le(c.get(2), count))),
            c -> {
              List<Value> keys = Keys.splitTyped(c.get(3), 2);
              Value k = Lax.select(Lax.le(c.get(2), count), Lax.add(c.get(1), like(prob, 1)), c.get(1));
              Value u = uniformTyped(keys.get(0), s, prob.dtype());
              Value geometric = Lax.unary(UnaryOp.CEIL, Lax.div(log(u), logFail));
              return List.of(Lax.add(c.get(0), like(c.get(0), 1)), k, Lax.add(c.get(2), geometric), keys.get(1));
            },
            List.of(counter(0), zero, zero, key));
    return Lax.sub(end.get(1), like(prob, 1));
  }

  private static Value btrs(Value key, Value count, Value prob, Shape s) {
    Value one = like(prob, 1);
    Value deviation = Lax.unary(UnaryOp.SQRT, Lax.mul(Lax.mul(count, prob), Lax.sub(one, prob)));
    Value b = Lax.add(like(prob, 1.15), Lax.mul(like(prob, 2.53), deviation));
    Value a = sum(like(prob, -0.0873), Lax.mul(like(prob, 0.0248), b), Lax.mul(like(prob, 0.01), prob));
    Value centre = Lax.add(Lax.mul(count, prob), like(prob, 0.5));
    Value vr = Lax.sub(like(prob, 0.92), Lax.div(like(prob, 4.2), b));
    Value r = Lax.div(prob, Lax.sub(one, prob));
    Value alpha = Lax.mul(Lax.add(like(prob, 2.83), Lax.div(like(prob, 5.1), b)), deviation);
    Value m = Lax.unary(UnaryOp.FLOOR, Lax.mul(Lax.add(count, one), prob));
    List<Value> end =
        Control.whileLoop(
            c -> List.of(any(Lax.not(c.get(2)))),
            c -> {
              List<Value> keys = Keys.splitTyped(c.get(3), 3);
              Value u = uniformTyped(keys.get(1), s, prob.dtype());
              Value v = uniformTyped(keys.get(2), s, prob.dtype());
              u = Lax.sub(u, like(prob, 0.5));
              Value us = Lax.sub(like(prob, 0.5), Lax.unary(UnaryOp.ABS, u));
              Value accept1 = Lax.and(Lax.ge(us, like(prob, 0.07)), Lax.le(v, vr));
              Value slope = Lax.add(Lax.div(Lax.mul(like(prob, 2), a), us), b);
              Value k = Lax.unary(UnaryOp.FLOOR, Lax.add(Lax.mul(slope, u), centre));
              Value reject = Lax.or(Lax.lt(k, like(prob, 0)), Lax.gt(k, count));
              Value w = log(Lax.div(Lax.mul(v, alpha), Lax.add(Lax.div(a, Lax.mul(us, us)), b)));
              Value countMinusM = Lax.add(Lax.sub(count, m), one);
              Value countMinusK = Lax.add(Lax.sub(count, k), one);
              Value bound =
                  sum(
                      Lax.mul(Lax.add(m, like(prob, 0.5)), log(Lax.div(Lax.add(m, one), Lax.mul(r, countMinusM)))),
                      Lax.mul(Lax.add(count, one), log(Lax.div(countMinusM, countMinusK))),
                      Lax.mul(Lax.add(k, like(prob, 0.5)), log(Lax.div(Lax.mul(r, countMinusK), Lax.add(k, one)))),
                      stirling(m),
                      stirling(Lax.sub(count, m)));
              bound = Lax.sub(Lax.sub(bound, stirling(k)), stirling(Lax.sub(count, k)));
              Value accept = Lax.or(accept1, Lax.and(Lax.not(reject), Lax.le(w, bound)));
              return List.of(
                  Lax.add(c.get(0), like(c.get(0), 1)),
                  Lax.select(accept, k, c.get(1)),
                  Lax.or(c.get(2), accept),
                  keys.get(0));
            },
            List.of(counter(0), Lax.fullLike(prob, -1), Lax.full(s, Lax.scalar(DType.BOOL, 0L)), key));
    return end.get(1);
  }

  private static final double[] STIRLING = {
    0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.02079067210376509, 0.0166446911898211,
    0.0138761288230707, 0.0118967099458917, 0.0104112652619720, 0.00925546218271273, 0.00833056343336287
  };

  /// The remainder of Stirling's formula for log k!: a table up to 9, three terms of the series above.
  private static Value stirling(Value k) {
    Value useTable = Lax.le(k, like(k, 9));
    Value clamped = Lax.clamp(like(k, 0), k, like(k, 9));
    Value next = Lax.add(clamped, like(k, 1));
    Value square = Lax.mul(next, next);
    Value inner = Lax.div(Lax.sub(like(k, 1.0 / 360), Lax.div(like(k, 1.0 / 1260), square)), square);
    Value series = Lax.div(Lax.sub(like(k, 1.0 / 12), inner), next);
    Array table =
        Array.allocate(
            gradwright.core.types.Aval.of(k.dtype(), STIRLING.length), Session.current().engine().defaultDevice());
    for (int i = 0; i < STIRLING.length; i++) {
      table.setDouble(i, STIRLING[i]);
    }
    Value index = Lax.convert(Lax.unary(UnaryOp.FLOOR, clamped), DType.INT32);
    return Lax.select(useTable, Take.rows(table, index, 0), series);
  }

  /// `jax.random.multinomial`: counts of n trials over the categories of the last axis of p.
  public static Value multinomial(Value key, Value n, Value p, Shape shape, DType dtype) {
    Value k = Keys.check("multinomial", key).key();
    DType t = UniformSampling.floatType("multinomial", dtype);
    Value probabilities = inexact(p);
    Shape s = shape == null ? p.shape() : shape;
    int last = s.rank() - 1;
    int categories = s.size(last);
    Value count = Promote.broadcastTo(Lax.convert(n, probabilities.dtype()), s.remove(last));
    Value moved = Lax.moveAxis(Promote.broadcastTo(probabilities, s), last, 0);
    Value remaining = Lax.bind1(new Reduction.Cumulative(Reduction.Op.SUM, 0, true), moved);
    Value safe = Lax.select(Lax.eq(remaining, like(remaining, 0)), Lax.fullLike(remaining, 1), remaining);
    Value ratios = Lax.div(moved, safe);
    Value keys = Keys.split(k, Shape.of(categories));
    List<Value> out =
        Control.scan(
            in -> {
              Value ratio = Lax.clamp(like(in.get(1), 0), in.get(1), like(in.get(1), 1));
              Value c = binomial(in.get(2), in.get(0), ratio, null, in.get(0).dtype());
              return List.of(Lax.sub(in.get(0), c), c);
            },
            List.of(count),
            List.of(ratios, keys),
            categories,
            false,
            1);
    return Lax.convert(Lax.moveAxis(out.get(1), 0, last), t);
  }
}
