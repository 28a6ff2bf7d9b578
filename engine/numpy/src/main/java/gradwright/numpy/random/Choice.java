package gradwright.numpy.random;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Promote;
import gradwright.numpy.catalogue.Arguments;

/// Random samples of given entries.
public final class Choice {
  private Choice() {}

  /// `jax.random.choice`: `shape` samples of the entries of `a` along `axis`, or of 0..a-1, with probabilities `p` (null: equal).
  static Value choice(Value key, Value a, Shape shape, boolean replace, Value p, int axis, Resolution resolution) {
    Value k = Keys.check("choice", key).key();
    boolean count = a.rank() == 0;
    int at = count ? 0 : Arguments.normalizeAxis(axis, a.rank());
    int entries = count ? count(a) : a.shape().size(at);
    int draws = Math.toIntExact(shape.elements());
    if (draws == 0) {
      return Lax.full(shape, Lax.like(a, 0));
    }
    if (entries <= 0) {
      throw JaxError.value("a must be greater than 0 unless no samples are taken");
    }
    if (!replace && draws > entries) {
      throw JaxError.value(
          "Cannot take a larger sample (size "
              + draws
              + ") than population (size "
              + entries
              + ") when 'replace=False'");
    }
    Value index;
    if (p == null) {
      if (!replace) {
        Value all = count ? UniformSampling.permutation(k, entries) : UniformSampling.permutation(k, a, at, false);
        Value some = Lax.sliceInDim(all, 0, draws, count ? 0 : at);
        return Lax.reshape(some, count ? shape : around(a, at, shape));
      }
      index = UniformSampling.randint(k, shape, Promote.integer(0), Promote.integer(entries), null);
    } else {
      index = weighted(k, Promote.inexact(p), entries, shape, draws, replace, resolution);
    }
    if (count) {
      return Lax.reshape(index, shape);
    }
    return Lax.reshape(Take.rows(a, index, at), around(a, at, shape));
  }

  private static int count(Value a) {
    return switch (a) {
      case gradwright.core.value.HostScalar s when Double.isInfinite(s.real()) ->
          throw new JaxError("OverflowError", "cannot convert float infinity to integer");
      case gradwright.core.value.HostScalar s -> Math.toIntExact(s.integer());
      case gradwright.core.value.Array x -> Math.toIntExact(x.getLong(0));
      default ->
          throw new JaxError(
              "ConcretizationTypeError",
              "Abstract tracer value encountered where concrete value is expected: "
                  + a
                  + "\nThe error occurred in jax.random.choice()",
              a);
    };
  }

  /// The shape of `a` with the samples in place of the axis.
  private static Shape around(Value a, int axis, Shape shape) {
    Shape s = a.shape().remove(axis);
    for (int i = 0; i < shape.rank(); i++) {
      s = s.insert(axis + i, shape.size(i));
    }
    return s;
  }

  private static Value weighted(
      Value key, Value p, int entries, Shape shape, int draws, boolean replace, Resolution resolution) {
    if (!p.shape().equals(Shape.of(entries))) {
      throw JaxError.value(
          "p must be None or a 1D vector with the same size as a.shape[axis]. p has shape "
              + p.shape().toTuple()
              + " and a.shape[axis] is "
              + entries
              + ".");
    }
    if (replace) {
      Value cumulative = Lax.bind1(new Reduction.Cumulative(Reduction.Op.SUM, 0, false), p);
      Value last = Lax.indexInDim(cumulative, entries - 1, 0);
      Value u = UniformSampling.uniformTyped(key, shape, p.dtype());
      Value r = Arithmetic.multiply(last, Lax.sub(Lax.like(u, 1), u));
      // The first place where the cumulative probability is not below r.
      Value places = Lax.expandDims(r, Ints.of(r.rank()));
      Value below = Lax.lt(UniformSampling.toRank(cumulative, places.rank()), places);
      return Lax.sum(Lax.convert(below, Promote.defaultInt()), Ints.of(r.rank()));
    }
    Value g = ContinuousSampling.gumbel(key, Shape.of(entries), p.dtype(), resolution);
    Value noisy = Lax.add(g, Lax.unary(UnaryOp.LOG, p));
    return Lax.bind(new Reduction.TopK(draws, 0), noisy).get(1);
  }
}
