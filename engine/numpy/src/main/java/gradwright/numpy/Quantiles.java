package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Indexing.GatherDimensions;
import gradwright.core.prim.Indexing.Mode;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.Reductions.Options;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.indexing.Indexing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Medians, quantiles and percentiles over axes (null: all), with NumPy's methods of interpolation.
public final class Quantiles {
  private Quantiles() {}

  private static final Set<String> METHODS = Set.of("linear", "lower", "higher", "midpoint", "nearest", "inverted_cdf");

  /// The middle of the sorted elements.
  public static Value median(Value x, Ints axes, boolean keepdims) {
    return named("median", "quantile", x, axes, keepdims);
  }

  public static Value nanmedian(Value x, Ints axes, boolean keepdims) {
    return named("nanmedian", "nanquantile", x, axes, keepdims);
  }

  private static Value named(String name, String quantile, Value x, Ints axes, boolean keepdims) {
    return NamedJit.call1(
        name,
        Arrays.asList(axes, keepdims),
        List.of(x),
        in -> List.of(jitted(quantile, in.getFirst(), Promote.number(0.5), axes, "midpoint", keepdims)));
  }

  /// The elements below which the fractions `q` (rank 0 or 1) of the elements lie.
  public static Value quantile(Value x, Value q, Ints axes, String method, boolean keepdims) {
    return jitted("quantile", x, q, axes, method, keepdims);
  }

  public static Value nanquantile(Value x, Value q, Ints axes, String method, boolean keepdims) {
    return jitted("nanquantile", x, q, axes, method, keepdims);
  }

  /// The same for percents.
  public static Value percentile(
      Value x, Value q, Ints axes, String method, boolean keepdims, boolean nan, Value weights) {
    return NamedJit.call1(
        nan ? "nanpercentile" : "percentile",
        Arrays.asList(axes, method, keepdims, weights != null),
        weights == null ? List.of(x, q) : List.of(x, q, weights),
        in -> {
          Value p = Promote.inexact(in.get(1));
          Value fraction = Arithmetic.trueDivide(p, Promote.integer(100));
          return List.of(
              jitted(nan ? "nanquantile" : "quantile", in.get(0), fraction, axes, method, keepdims, third(in)));
        });
  }

  private static Value third(List<Value> in) {
    return in.size() > 2 ? in.get(2) : null;
  }

  private static Value jitted(String name, Value x, Value q, Ints axes, String method, boolean keepdims) {
    return jitted(name, x, q, axes, method, keepdims, null);
  }

  private static Value jitted(
      String name, Value x, Value q, Ints axes, String method, boolean keepdims, Value weights) {
    return NamedJit.call1(
        name,
        Arrays.asList(axes, method, keepdims, weights != null),
        weights == null ? List.of(x, q) : List.of(x, q, weights),
        in -> List.of(compute(in.get(0), in.get(1), third(in), axes, method, keepdims, name.startsWith("nan"))));
  }

  private static Value compute(
      Value x, Value q, Value weights, Ints axes, String method, boolean keepdims, boolean nan) {
    if (!METHODS.contains(method)) {
      throw JaxError.value("method can only be 'linear', 'lower', 'higher', 'midpoint', 'nearest' or 'inverted_cdf'");
    }
    Value a = Promote.inexact(x);
    Value w = null;
    if (weights != null) {
      List<Value> p = Promote.dtypesInexact(List.of(x, WeightedQuantiles.fitted(weights, x, axes, method)));
      a = p.get(0);
      w = p.get(1);
    }
    if (a.dtype().isComplex()) {
      throw JaxError.value("quantile does not support complex input, as the operation is poorly defined.");
    }
    int[] kept = null;
    int axis;
    if (axes == null) {
      if (keepdims) {
        kept = new int[a.rank()];
        Arrays.fill(kept, 1);
      }
      a = Layout.ravel(a);
      w = w == null ? null : Layout.ravel(w);
      axis = 0;
    } else if (axes.size() == 1) {
      axis = axes.get(0);
    } else {
      kept = a.shape().toArray();
      for (int i = 0; i < axes.size(); i++) {
        kept[axes.get(i)] = 1;
      }
      a = merged(a, axes);
      w = w == null ? null : merged(w, axes);
      axis = a.rank() - 1;
      kept = keepdims ? kept : null;
    }
    if (q.rank() > 1) {
      throw JaxError.value("q must be have rank <= 1, got shape " + q.shape().toTuple());
    }
    // With several axes keepdims is a reshape at the end; the merged axis itself is not kept on the way.
    boolean keep = keepdims;
    Value r =
        method.equals("inverted_cdf")
            ? WeightedQuantiles.of(a, w, q, axis, keep, nan)
            : nan ? ignoringNan(a, q, axis, method, keep) : propagatingNan(a, q, axis, method, keep);
    if (kept != null) {
      Ints shape = Ints.of(kept);
      r = Lax.reshape(r, (q.rank() > 0 ? Ints.of(q.shape().size(0)).concat(shape) : shape).toShape());
    }
    return Promote.convert(r, a.dtype());
  }

  /// The given axes moved to the end and made one.
  private static Value merged(Value a, Ints axes) {
    List<Integer> others = new ArrayList<>();
    long n = 1;
    for (int i = 0; i < a.rank(); i++) {
      if (axes.contains(i)) {
        n *= a.shape().size(i);
      } else {
        others.add(i);
      }
    }
    Ints rest = Ints.of(others.stream().mapToInt(Integer::intValue).toArray());
    Value t = Lax.transpose(a, rest.concat(axes.sorted()));
    return Lax.reshape(t, rest.map(a.shape()::size).plus((int) n).toShape());
  }

  private static Value sorted(Value a, int axis) {
    return Lax.bind1(new Reduction.Sort(axis, true, 1), a);
  }

  private static Value lessOne(Value n) {
    return Arithmetic.subtract(n, Promote.integer(1));
  }

  private static Value propagatingNan(Value a, Value q, int axis, String method, boolean keepdims) {
    Value bad = Reductions.any(Lax.ne(a, a), Options.over(Ints.of(axis), true));
    a = sorted(Selection.where(bad, Promote.number(Double.NaN), a), axis);
    Value n = HostScalar.of(q.dtype(), false, (double) a.shape().size(axis));
    Value at = Lax.mul(q, lessOne(n));
    Value low = Lax.unary(UnaryOp.FLOOR, at);
    Value high = Lax.unary(UnaryOp.CEIL, at);
    Value highWeight = Lax.sub(at, low);
    Value lowWeight = Lax.sub(Lax.like(highWeight, 1), highWeight);
    low = Lax.clamp(Lax.like(low, 0), low, lessOne(n));
    high = Lax.clamp(Lax.like(high, 0), high, lessOne(n));
    low = Lax.convert(low, Promote.defaultInt());
    high = Lax.convert(high, Promote.defaultInt());
    int lead = q.rank();
    GatherDimensions dims =
        new GatherDimensions(
            Ints.range(lead, a.rank() + lead - (keepdims ? 0 : 1)),
            keepdims ? Ints.EMPTY : Ints.of(axis),
            Ints.of(axis),
            Ints.EMPTY,
            Ints.EMPTY);
    Ints sizes = Ints.of(a.shape().with(axis, 1).toArray());
    Value lowValue = pick(a, low, dims, sizes);
    Value highValue = pick(a, high, dims, sizes);
    if (lead == 1) {
      lowWeight = Lax.broadcastInDim(lowWeight, lowValue.shape(), Ints.of(0));
      highWeight = Lax.broadcastInDim(highWeight, highValue.shape(), Ints.of(0));
    }
    return mixed(method, lowValue, highValue, lowWeight, highWeight, q);
  }

  private static Value pick(Value a, Value index, GatherDimensions dims, Ints sizes) {
    return Gathering.gather(
        a, Lax.expandDims(index, Ints.of(index.rank())), dims, sizes, false, false, Mode.PROMISE_IN_BOUNDS, null);
  }

  private static Value ignoringNan(Value a, Value q, int axis, String method, boolean keepdims) {
    a = Selection.where(Lax.ne(a, a), Promote.number(Double.NaN), a);
    a = sorted(a, axis);
    Options o = Options.over(Ints.of(axis), keepdims).as(q.dtype());
    Value counts = Reductions.sum(Lax.not(Lax.ne(a, a)), o);
    Shape reduced = counts.shape();
    int lead = q.rank();
    Value fractions = Lax.expandDims(q, Ints.range(lead, reduced.rank() + lead));
    counts = Lax.expandDims(counts, Ints.range(0, lead));
    Value at = Lax.mul(fractions, Lax.sub(counts, Lax.like(counts, 1)));
    Value low = Lax.unary(UnaryOp.FLOOR, at);
    Value high = Lax.unary(UnaryOp.CEIL, at);
    Value highWeight = Lax.sub(at, low);
    Value lowWeight = Lax.sub(Lax.like(highWeight, 1), highWeight);
    low = Lax.max(Lax.like(low, 0), Lax.min(low, lessOne(counts)));
    high = Lax.max(Lax.like(high, 0), Lax.min(high, lessOne(counts)));
    low = Lax.convert(low, Promote.defaultInt());
    high = Lax.convert(high, Promote.defaultInt());
    Shape out = Ints.of(q.shape().toArray()).concat(Ints.of(reduced.toArray())).toShape();
    List<Object> index = new ArrayList<>();
    IntStream.range(0, reduced.rank()).forEach(d -> index.add(Lax.iota(Promote.defaultInt(), out, d + lead)));
    if (keepdims) {
      index.set(axis, low);
    } else {
      index.add(axis, low);
    }
    Value lowValue = Indexing.get(a, index, Indexing.Options.DEFAULT);
    index.set(axis, high);
    Value highValue = Indexing.get(a, index, Indexing.Options.DEFAULT);
    return mixed(method, lowValue, highValue, lowWeight, highWeight, q);
  }

  private static Value mixed(String method, Value low, Value high, Value lowWeight, Value highWeight, Value q) {
    return switch (method) {
      case "linear" ->
          Lax.add(
              Lax.mul(Promote.convert(low, q.dtype()), lowWeight),
              Lax.mul(Promote.convert(high, q.dtype()), highWeight));
      case "lower" -> low;
      case "higher" -> high;
      case "nearest" -> Lax.select(Lax.le(highWeight, Lax.like(highWeight, 0.5)), low, high);
      case "midpoint" -> Lax.mul(Lax.add(low, high), Lax.like(low, 0.5));
      default -> throw new IllegalArgumentException(method);
    };
  }

  private static void refuse(Arguments a, String name) {
    if (a.flag("overwrite_input") || !a.isNone("out")) {
      throw JaxError.value("jax.numpy." + name + " does not support overwrite_input=True or out != None");
    }
  }

  private static void entry(Catalogue.Module m, String name, String summary, boolean percent, boolean nan) {
    m.function(
        name
            + "(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, weights=None"
            + (name.equals("percentile") ? ", out_sharding=None)" : ")"),
        summary,
        a -> {
          refuse(a, name);
          Value w = a.valueOrNull("weights");
          Value x = a.value("a");
          Ints axes = Sequences.axes(a, "axis", x.rank());
          Value q = a.value("q");
          return percent
              ? percentile(x, q, axes, a.string("method"), a.flag("keepdims"), nan, w)
              : jitted(name, x, q, axes, a.string("method"), a.flag("keepdims"), w);
        });
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    entry(m, "quantile", "Quantiles over axes.", false, false);
    entry(m, "nanquantile", "Quantiles of what is not NaN.", false, true);
    entry(m, "percentile", "Percentiles over axes.", true, false);
    entry(m, "nanpercentile", "Percentiles of what is not NaN.", true, true);
    for (boolean nan : new boolean[] {false, true}) {
      String name = nan ? "nanmedian" : "median";
      m.function(
          name + "(a, axis=None, out=None, overwrite_input=False, keepdims=False)",
          nan ? "Median of what is not NaN." : "Median over axes.",
          a -> {
            refuse(a, name);
            Value x = a.value("a");
            Ints axes = Sequences.axes(a, "axis", x.rank());
            return nan ? nanmedian(x, axes, a.flag("keepdims")) : median(x, axes, a.flag("keepdims"));
          });
    }
  }
}
