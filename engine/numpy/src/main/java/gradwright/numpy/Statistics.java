package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.Reductions.Options;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Means, variances and other moments. `axes` null takes all axes.
public final class Statistics {
  private Statistics() {}

  /// Mean of all elements, or over axes; integers give floats, 16-bit floats are averaged in float32.
  public static Value mean(Value x, int... axes) {
    return mean(x, Options.over(Reductions.axes(x, axes), false));
  }

  public static Value mean(Value x, Options o) {
    Reductions.checkWhere("mean", o.where());
    DType result = o.dtype() == null ? Promote.inexact(x.dtype()) : o.dtype();
    DType computation = o.dtype() == null ? Reductions.upcastHalf(result) : result;
    Value n = count(x, o, computation);
    return Promote.convert(Lax.div(Reductions.sum(x, o.as(computation)), n), result);
  }

  private static Value count(Value x, Options o, DType dtype) {
    if (o.where() != null) {
      return Reductions.sum(Promote.broadcastTo(o.where(), x.shape()), Options.over(o.axes(), o.keepdims()).as(dtype));
    }
    return HostScalar.of(dtype, false, countOf(x, o.axes()));
  }

  private static long countOf(Value x, Ints axes) {
    if (axes == null) {
      return x.shape().elements();
    }
    long n = 1;
    for (int i = 0; i < axes.size(); i++) {
      n *= x.shape().size(axes.get(i));
    }
    return n;
  }

  /// Weighted mean and the sum of weights; `weights` null counts each element once.
  public static List<Value> average(Value x, Ints axes, Value weights, boolean keepdims) {
    Options o = Options.over(axes, keepdims);
    if (weights == null) {
      Value a = Promote.inexact(x);
      Value avg = mean(a, o);
      return List.of(avg, HostScalar.of(avg.dtype(), false, countOf(a, axes)));
    }
    List<Value> p = Promote.dtypesInexact(List.of(x, weights));
    Value a = p.get(0);
    Value w = p.get(1);
    if (!a.shape().equals(w.shape())) {
      if (axes == null) {
        throw JaxError.value("Axis must be specified when shapes of a and weights differ.");
      }
      int[] sizes = new int[a.rank()];
      Arrays.fill(sizes, 1);
      int[] want = new int[axes.size()];
      for (int i = 0; i < axes.size(); i++) {
        want[i] = a.shape().size(axes.get(i));
        sizes[axes.get(i)] = want[i];
      }
      if (!w.shape().equals(Shape.of(want))) {
        throw JaxError.value("Shape of weights must be consistent with shape of a along specified axis.");
      }
      w = Lax.transpose(w, order(axes));
      w = Lax.reshape(w, Shape.of(sizes));
    }
    Value total = Reductions.sum(w, o);
    Value avg = Arithmetic.trueDivide(Reductions.sum(Arithmetic.multiply(a, w), o), total);
    return List.of(avg, total);
  }

  private static Ints order(Ints axes) {
    Ints sorted = axes.sorted();
    return sorted.map(axes::indexOf);
  }

  /// Variance with `correction` (ddof); NaN where there are not enough elements.
  public static Value var(Value x, Options o, Value correction, Value mean) {
    List<Value> in = new ArrayList<>(List.of(x));
    add(in, mean);
    in.add(correction);
    add(in, o.where());
    boolean hasMean = mean != null;
    boolean hasWhere = o.where() != null;
    return NamedJit.call1(
        "_var",
        Arrays.asList(o.axes(), o.dtype(), o.keepdims(), hasMean, hasWhere),
        in,
        a ->
            List.of(
                varBody(
                    a.get(0),
                    o.where(hasWhere ? a.getLast() : null),
                    a.get(hasMean ? 2 : 1),
                    hasMean ? a.get(1) : null)));
  }

  private static void add(List<Value> in, Value v) {
    if (v != null) {
      in.add(v);
    }
  }

  private record VarTypes(DType computation, DType result) {}

  private static VarTypes varTypes(DType x, DType asked) {
    if (asked != null) {
      if (!asked.isComplex() && x.isComplex()) {
        throw JaxError.value(
            "jax.numpy.var does not yet support real dtype parameters when computing the variance of an array of"
                + " complex values. The semantics of numpy.var seem unclear in this case. Please comment on"
                + " https://github.com/jax-ml/jax/issues/2283 if this behavior is important to you.");
      }
      return new VarTypes(Reductions.upcastHalf(asked), asked);
    }
    if (!x.isInexact()) {
      return new VarTypes(Promote.inexact(x), Promote.inexact(x));
    }
    return new VarTypes(Reductions.upcastHalf(x), x.realType());
  }

  private static Value varBody(Value x, Options o, Value correction, Value givenMean) {
    Reductions.checkWhere("var", o.where());
    VarTypes t = varTypes(x.dtype(), o.dtype());
    DType c = t.computation;
    Value a = Promote.convert(x, c);
    Value mean =
        givenMean != null
            ? Promote.convert(givenMean, c)
            : mean(a, new Options(o.axes(), c, true, null, o.where(), true));
    Value centered = Lax.sub(a, mean);
    if (c.isComplex()) {
      centered = Lax.real(Lax.mul(centered, Lax.conj(centered)));
      c = centered.dtype();
    } else {
      centered = Lax.unary(UnaryOp.SQUARE, centered);
    }
    Value n = Lax.sub(count(a, o, c), Promote.convert(correction, c));
    Value sum = Reductions.sum(centered, o.as(c));
    Value r = Promote.convert(Lax.div(sum, n), t.result);
    return Selection.where(Comparison.greater(n, Promote.integer(0)), r, Promote.number(Double.NaN));
  }

  /// Standard deviation: the root of the variance.
  public static Value std(Value x, Options o, Value correction, Value mean) {
    List<Value> in = new ArrayList<>(List.of(x, correction));
    add(in, mean);
    add(in, o.where());
    boolean hasMean = mean != null;
    boolean hasWhere = o.where() != null;
    return NamedJit.call1(
        "_std",
        Arrays.asList(o.axes(), o.dtype(), o.keepdims(), hasMean, hasWhere),
        in,
        a -> {
          if (o.dtype() != null && !o.dtype().isInexact()) {
            throw JaxError.value("dtype argument to jnp.std must be inexact; got " + o.dtype().jaxName());
          }
          Value v = var(a.get(0), o.where(hasWhere ? a.getLast() : null), a.get(1), hasMean ? a.get(2) : null);
          return List.of(Lax.unary(UnaryOp.SQRT, v));
        });
  }

  /// Variance of all elements, or over axes.
  public static Value var(Value x, int... axes) {
    return var(x, Options.over(Reductions.axes(x, axes), false), Promote.integer(0), null);
  }

  /// Standard deviation of all elements, or over axes.
  public static Value std(Value x, int... axes) {
    return std(x, Options.over(Reductions.axes(x, axes), false), Promote.integer(0), null);
  }

  /// Largest minus smallest.
  public static Value ptp(Value x, Ints axes, boolean keepdims) {
    Options o = Options.over(axes, keepdims);
    return NamedJit.call1(
        "_ptp",
        Arrays.asList(axes, keepdims),
        List.of(x),
        a -> List.of(Lax.sub(Reductions.max(a.getFirst(), o), Reductions.min(a.getFirst(), o))));
  }

  /// Number of non-zero elements.
  public static Value countNonzero(Value x, Ints axes, boolean keepdims) {
    Options o = Options.over(axes, keepdims).as(Promote.defaultInt());
    return NamedJit.call1(
        "count_nonzero",
        Arrays.asList(axes, keepdims),
        List.of(x),
        a -> List.of(Reductions.sum(Lax.ne(a.getFirst(), Lax.like(a.getFirst(), 0)), o)));
  }

  private static Options options(Arguments a, String function) {
    Sequences.requireAxes(a, a.value("a").rank());
    return Reductions.options(a, a.value("a"), function, true, false, true);
  }

  private static Value correction(Arguments a) {
    if (a.isNone("correction")) {
      return a.value("ddof");
    }
    if (!(a.get("ddof") instanceof Long n && n == 0)) {
      throw JaxError.value("ddof and correction can't be provided simultaneously.");
    }
    return a.value("correction");
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function(
        "mean(a, axis=None, dtype=None, out=None, keepdims=False, *, where=None)",
        "Mean over axes.",
        a -> mean(a.value("a"), options(a, "mean")));
    m.function(
        "average(a, axis=None, weights=None, returned=False, keepdims=False)",
        "Weighted mean over axes.",
        a -> {
          Value x = a.value("a");
          List<Value> r = average(x, Sequences.axes(a, "axis", x.rank()), a.valueOrNull("weights"), a.flag("keepdims"));
          return a.flag("returned")
              ? Tuple.of(r.get(0), Promote.broadcastTo(Promote.materialize(r.get(1)), r.get(0).shape()))
              : r.get(0);
        });
    m.function(
        "var(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=None, mean=None, correction=None)",
        "Variance over axes.",
        a -> var(a.value("a"), options(a, "var"), correction(a), a.valueOrNull("mean")));
    m.function(
        "std(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=None, mean=None, correction=None)",
        "Standard deviation over axes.",
        a -> std(a.value("a"), options(a, "std"), correction(a), a.valueOrNull("mean")));
    m.function(
        "ptp(a, axis=None, out=None, keepdims=False)",
        "Largest minus smallest element over axes.",
        a -> {
          Unsupported.out(a, "ptp");
          return ptp(a.value("a"), Sequences.axes(a, "axis", a.value("a").rank()), a.flag("keepdims"));
        });
    m.function(
        "count_nonzero(a, axis=None, keepdims=False)",
        "Number of non-zero elements over axes.",
        a -> countNonzero(a.value("a"), Sequences.axes(a, "axis", a.value("a").rank()), a.flag("keepdims")));
  }
}
