package gradwright.numpy.random;

import static gradwright.core.lax.Lax.like;
import static gradwright.numpy.random.UniformSampling.broadcastTo;
import static gradwright.numpy.random.UniformSampling.sampleShape;
import static gradwright.numpy.random.UniformSampling.toRank;
import static gradwright.numpy.random.UniformSampling.uniformTyped;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Discrete distributions. Algorithms and key use are those of jax.random.
public final class DiscreteSampling {
  private DiscreteSampling() {}

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

  /// `jax.random.rademacher`: -1 or 1.
  public static Value rademacher(Value key, Shape shape, DType dtype) {
    Value k = Keys.check("rademacher", key).key();
    DType t = (dtype == null ? DType.INT64 : dtype).canonical(Session.current().config().x64());
    return NamedJit.call1(
        "_rademacher",
        new Statics(shape, t),
        List.of(k),
        in -> {
          Value b = UniformSampling.bernoulli(in.getFirst(), UniformSampling.weak(0.5), shape);
          Value x = Lax.convert(b, t);
          return List.of(Lax.sub(Lax.mul(like(x, 2), x), like(x, 1)));
        });
  }

  /// `jax.random.geometric`: the number of trials up to the first success.
  public static Value geometric(Value key, Value p, Shape shape, DType dtype) {
    Value k = Keys.check("geometric", key).key();
    DType t = integerType("geometric", dtype);
    Shape s = sampleShape("geometric", shape, p);
    return NamedJit.call1(
        "_geometric",
        new Statics(s, t),
        List.of(k, p),
        in -> {
          Value q = inexact(in.get(1));
          Value u = uniformTyped(in.get(0), s, q.dtype());
          u = Lax.select(Lax.eq(u, like(u, 0)), Lax.full(s, like(u, 1)), u);
          Value logFail = broadcastTo(Lax.unary(UnaryOp.LOG1P, Lax.neg(q)), s);
          Value g = Lax.unary(UnaryOp.FLOOR, Lax.div(log(u), logFail));
          return List.of(Lax.convert(Lax.add(g, like(g, 1)), t));
        });
  }

  private static Value inexact(Value x) {
    boolean x64 = Session.current().config().x64();
    DType t = x.dtype().isInexact() ? x.dtype() : x64 ? DType.FLOAT64 : DType.FLOAT32;
    return Lax.convert(x, t);
  }

  /// `jax.random.categorical`: indices drawn with probabilities softmax(logits) along an axis.
  static Value categorical(Value key, Value logits, int axis, Shape shape, boolean replace, Resolution resolution) {
    Value k = Keys.check("categorical", key).key();
    int a = axis < 0 ? axis + logits.rank() : axis;
    Shape batch = logits.shape().remove(a);
    Shape s = shape == null ? batch : shape;
    sampleShapeContains(s, batch);
    int prefix = s.rank() - batch.rank();
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < prefix; i++) {
      sizes.add(s.size(i));
    }
    DType t = inexact(logits).dtype();
    if (!replace) {
      Value noisy = Lax.add(ContinuousSampling.gumbel(k, logits.shape(), t, resolution), logits);
      int draws = (int) Shape.of(sizes).elements();
      if (draws > logits.shape().size(a)) {
        throw JaxError.value(
            "Number of samples without replacement ("
                + draws
                + ") cannot exceed number of categories ("
                + logits.shape().size(a)
                + ").");
      }
      Value top = Lax.moveAxis(noisy, a, noisy.rank() - 1);
      Value index = Lax.bind(new Reduction.TopK(draws, top.rank() - 1), top).get(1);
      return Lax.reshape(Lax.moveAxis(index, index.rank() - 1, 0), s);
    }
    for (int i = 0; i < batch.rank(); i++) {
      sizes.add(s.size(prefix + i));
    }
    sizes.add(prefix + a, logits.shape().size(a));
    Value g = ContinuousSampling.gumbel(k, Shape.of(sizes), t, resolution);
    Value sum = Lax.add(g, toRank(logits, sizes.size()));
    return Lax.bind1(new Reduction.ArgReduce(true, prefix + a, UniformSampling.defaultInt()), sum);
  }

  private static void sampleShapeContains(Shape shape, Shape batch) {
    sampleShape("categorical", shape, Lax.full(batch, Lax.scalar(DType.FLOAT32, 0.0)));
  }
}
