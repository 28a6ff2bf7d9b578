package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Covariances and correlations, and phases unwrapped.
public final class Covariance {
  private Covariance() {}

  /// Covariance matrix of variables (rows, unless `rowvar` is false) and observations; `y` null for none, `ddof` null takes 1
  /// (0 when biased).
  public static Value cov(Value x, Value y, boolean rowvar, boolean bias, Double ddof, DType dtype) {
    return cov(x, y, rowvar, bias, ddof, Weights.NONE, dtype);
  }

  /// How much each observation counts: as so many, integers, and by importance; null for none.
  public record Weights(Value frequency, Value importance) {
    static final Weights NONE = new Weights(null, null);
  }

  /// The same with weighted observations.
  public static Value cov(Value x, Value y, boolean rowvar, boolean bias, Double ddof, Weights weights, DType dtype) {
    List<Value> in = new ArrayList<>(List.of(x));
    int other = add(in, y);
    int importance = add(in, weights.importance());
    int frequency = add(in, weights.frequency());
    return NamedJit.call1(
        "cov",
        Arrays.asList(rowvar, bias, ddof, dtype, other, frequency, importance),
        in,
        a -> {
          Weights w = new Weights(frequency < 0 ? null : a.get(frequency), importance < 0 ? null : a.get(importance));
          return List.of(covBody(a.get(0), other < 0 ? null : a.get(other), rowvar, bias, ddof, w, dtype));
        });
  }

  private static int add(List<Value> in, Value v) {
    if (v == null) {
      return -1;
    }
    in.add(v);
    return in.size() - 1;
  }

  private static Value covBody(
      Value m, Value y, boolean rowvar, boolean bias, Double ddof, Weights weights, DType dtype) {
    List<Value> p = y == null ? Promote.argsInexact("cov", m) : Promote.argsInexact("cov", m, y);
    Value a = p.getFirst();
    if (y != null && p.get(1).rank() > 2) {
      throw JaxError.value("y has more than 2 dimensions");
    }
    if (a.rank() > 2) {
      throw JaxError.value("m has more than 2 dimensions");
    }
    Value x = Joining.atleast2d(a);
    if (!rowvar && a.rank() != 1) {
      x = Layout.transpose(x);
    }
    if (y != null) {
      Value other = Joining.atleast2d(p.get(1));
      if (!rowvar && other.shape().size(0) != 1) {
        other = Layout.transpose(other);
      }
      x = Joining.concatenate(List.of(x, other), 0);
    }
    Value importance = null;
    Value w = null;
    if (weights.frequency() != null) {
      w = weights(weights.frequency(), "fweights", x.shape().size(1));
    }
    if (weights.importance() != null) {
      importance = weights(weights.importance(), "aweights", x.shape().size(1));
      w = w == null ? importance : Arithmetic.multiply(w, importance);
    }
    if (dtype != null) {
      x = Promote.convert(x, dtype);
      w = w == null ? null : Promote.convert(w, dtype);
    }
    double freedom = ddof != null ? ddof : bias ? 0 : 1;
    List<Value> average = Statistics.average(x, Ints.of(1), w, false);
    Value mean = average.get(0);
    // The sum of weights is an array in JAX, of which it takes the first element.
    Value total = Subscripts.pick(Promote.broadcastTo(average.get(1), mean.shape()), 0, 0);
    Value f;
    if (w == null) {
      f = number(x.shape().size(1) - freedom);
    } else if (freedom == 0) {
      f = total;
    } else if (importance == null) {
      f = Arithmetic.subtract(total, number(freedom));
    } else {
      Value squares = Reductions.sum(Arithmetic.multiply(w, importance));
      Value lost = Arithmetic.trueDivide(Arithmetic.multiply(number(freedom), squares), total);
      f = Arithmetic.subtract(total, lost);
    }
    Value centered = Arithmetic.subtract(x, Lax.expandDims(mean, Ints.of(1)));
    Value weighted =
        w == null
            ? centered
            : Arithmetic.multiply(centered, Lax.broadcastInDim(w, Shape.of(1, w.shape().size(0)), Ints.of(1)));
    Value product = Products.dot(centered, Arithmetic.conjugate(Layout.transpose(weighted)));
    return Layout.squeeze(Arithmetic.trueDivide(product, f), null);
  }

  /// Whole numbers stay integers.
  private static Value number(double v) {
    return v == Math.rint(v) ? Promote.integer((long) v) : Promote.number(v);
  }

  private static Value weights(Value w, String name, int observations) {
    if (w.rank() > 1) {
      throw new JaxError("RuntimeError", "cannot handle multidimensional " + name);
    }
    if (w.shape().size(0) != observations) {
      throw new JaxError("RuntimeError", "incompatible numbers of samples and " + name);
    }
    if (name.equals("fweights") && !w.dtype().isInteger()) {
      throw JaxError.type("fweights must be integer.");
    }
    return Arithmetic.abs(w);
  }

  /// Pearson's correlation coefficients.
  public static Value corrcoef(Value x, Value y, boolean rowvar, DType dtype) {
    List<Value> in = new ArrayList<>(List.of(x));
    if (y != null) {
      in.add(y);
    }
    return NamedJit.call1(
        "corrcoef",
        Arrays.asList(rowvar, y != null, dtype),
        in,
        a -> {
          Value c = cov(a.get(0), a.size() > 1 ? a.get(1) : null, rowvar, false, null, dtype);
          if (c.rank() == 0) {
            return List.of(Arithmetic.trueDivide(c, c));
          }
          Value d = Matrices.diag(c, 0);
          Value s = Promote.convert(Elementary.sqrt(Arithmetic.real(d)), c.dtype());
          c = Arithmetic.trueDivide(c, Lax.expandDims(s, Ints.of(1)));
          c = Arithmetic.trueDivide(c, Lax.expandDims(s, Ints.of(0)));
          Value re = Selection.clip(Arithmetic.real(c), Promote.integer(-1), Promote.integer(1));
          if (!c.dtype().isComplex()) {
            return List.of(re);
          }
          return List.of(Lax.complex(re, Selection.clip(Arithmetic.imag(c), Promote.integer(-1), Promote.integer(1))));
        });
  }

  /// Phases without jumps of more than half a period.
  public static Value unwrap(Value p, Value discont, int axis, Value period) {
    Arguments.normalizeIndex(axis, p.rank());
    List<Value> in = new ArrayList<>(List.of(p));
    if (discont != null) {
      in.add(discont);
    }
    if (period != null) {
      in.add(period);
    }
    return NamedJit.call1(
        "unwrap",
        List.of(axis, discont != null, period != null),
        in,
        a ->
            List.of(
                unwrapBody(a.get(0), discont == null ? null : a.get(1), axis, period == null ? null : a.getLast())));
  }

  private static Value unwrapBody(Value given, Value discont, int axis, Value givenPeriod) {
    List<Value> both = Promote.dtypes(List.of(given, givenPeriod == null ? Promote.number(2 * Math.PI) : givenPeriod));
    Value p = both.get(0);
    Value period = both.get(1);
    if (p.dtype().isComplex()) {
      throw JaxError.value("jnp.unwrap does not support complex inputs.");
    }
    int k = axis < 0 ? axis + p.rank() : axis;
    Value jump = discont == null ? Arithmetic.trueDivide(period, Promote.integer(2)) : discont;
    Value interval =
        p.dtype().isInteger()
            ? Arithmetic.floorDivide(period, Promote.integer(2))
            : Arithmetic.trueDivide(period, Promote.integer(2));
    Value dd = Differences.diff(p, 1, axis, null, null);
    Value mod = Arithmetic.subtract(Arithmetic.remainder(Arithmetic.add(dd, interval), period), interval);
    Value edge =
        Bitwise.and(Comparison.equal(mod, Arithmetic.negative(interval)), Comparison.greater(dd, Promote.integer(0)));
    mod = Selection.where(edge, interval, mod);
    Value small = Comparison.less(Arithmetic.abs(dd), jump);
    Value correction = Selection.where(small, Promote.integer(0), Arithmetic.subtract(mod, dd));
    int n = p.shape().size(k);
    Value head = Joining.sliceInDim(p, 0, 1, 1, k);
    Value tail = Arithmetic.add(Joining.sliceInDim(p, 1, n, 1, k), Cumulations.cumsum(correction, axis));
    return Joining.concatenate(List.of(head, tail), k);
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function(
        "cov(m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None, dtype=None)",
        "Covariance matrix.",
        a -> {
          return cov(
              a.value("m"),
              a.valueOrNull("y"),
              a.flag("rowvar"),
              a.flag("bias"),
              a.isNone("ddof") ? null : Double.valueOf(a.number("ddof")),
              new Weights(a.valueOrNull("fweights"), a.valueOrNull("aweights")),
              UserDTypes.of(a, "dtype", "cov"));
        });
    m.function(
        "corrcoef(x, y=None, rowvar=True, dtype=None)",
        "Correlation coefficients.",
        a -> corrcoef(a.value("x"), a.valueOrNull("y"), a.flag("rowvar"), UserDTypes.of(a, "dtype", "corrcoef")));
    m.function(
        "unwrap(p, discont=None, axis=-1, period=6.283185307179586)",
        "Phases without jumps.",
        a ->
            unwrap(
                a.value("p"),
                a.valueOrNull("discont"),
                a.integer("axis"),
                a.get("period") instanceof Double d && d == 2 * Math.PI ? null : a.value("period")));
  }
}
