package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Tuple;
import gradwright.numpy.indexing.Indexing;
import gradwright.numpy.indexing.Updates;
import java.util.ArrayList;
import java.util.List;

/// Counting elements into bins.
public final class Counting {
  private Counting() {}

  /// How often each of 0..length-1 occurs in a vector, or the sums of weights (null counts). A null length takes the largest
  /// element, which must be known then.
  public static Value bincount(Value x, Value weights, Integer length) {
    return bincount(x, weights, length, 0);
  }

  private static Value bincount(Value x, Value weights, Integer length, int minimum) {
    Value v = x.dtype().isBool() ? Lax.convert(x, DType.INT32) : x;
    if (!v.dtype().isInteger()) {
      throw JaxError.type("x argument to bincount must have an integer type; got " + x.dtype().jaxName());
    }
    if (v.rank() != 1) {
      throw JaxError.value("only 1-dimensional input supported.");
    }
    int n;
    if (length != null) {
      n = length;
    } else {
      var known =
          Concrete.array(
              v,
              "The error occurred because of argument 'x' of jnp.bincount. To avoid this error, pass a static `length`"
                  + " argument.");
      long max = -1;
      for (long i = 0; i < known.elements(); i++) {
        max = Math.max(max, known.getLong(i));
      }
      n = Math.toIntExact(Math.max(minimum, known.elements() == 0 ? 0 : Math.max(0, max) + 1));
    }
    if (weights != null && !weights.shape().equals(v.shape())) {
      throw JaxError.value(
          "type of weights must match type of x. Got typeof(x)=" + x.aval() + " and typeof(weights)=" + weights.aval());
    }
    Value w = weights == null ? HostScalar.of(Promote.defaultInt(), false, 1L) : weights;
    Value zeros = Creation.zeros(w.dtype(), n);
    List<Object> index = new ArrayList<>();
    index.add(Selection.clip(v, Promote.integer(0), null));
    return Updates.update("add", zeros, new Tuple(index), w, new Indexing.Options("drop", false, false, null, true));
  }

  /// The edges of bins: a vector of edges as it is, or so many even bins over the range (null: of the data).
  public static Value histogramBinEdges(Value x, Value bins, List<Value> range) {
    DType t = Promote.inexact(x.dtype());
    if (bins.rank() == 1) {
      return Promote.convert(bins, t);
    }
    int n = Math.toIntExact(Concrete.integer(bins, "bins argument of histogram_bin_edges"));
    List<Value> given = range == null ? List.of(Reductions.min(x), Reductions.max(x)) : range;
    Value r = Creation.array(new ArrayList<Object>(given), t, false, 0);
    if (!r.shape().equals(Shape.of(2))) {
      throw JaxError.value("`range` must be either None or a sequence of scalars, got " + given);
    }
    Value start = edge(r, 0, false);
    Value stop = edge(r, 1, true);
    return Ranges.linspace(start, stop, n + 1, true, t, 0).getFirst();
  }

  private static Value edge(Value r, int i, boolean up) {
    Value empty = Comparison.equal(Statistics.ptp(r, null, false), Promote.integer(0));
    Value e = Subscripts.pick(r, i, 0);
    Value half = Promote.number(0.5);
    Value moved = up ? Arithmetic.add(e, half) : Arithmetic.subtract(e, half);
    return Selection.where(empty, moved, Subscripts.pick(r, i, 0));
  }

  /// Counts (or sums of weights, null counting once) in bins, and the edges.
  public static List<Value> histogram(Value x, Value bins, List<Value> range, Value weights, boolean density) {
    Value a;
    Value w;
    if (weights == null) {
      a = Promote.inexact(x);
      w = Creation.onesLike(a);
    } else {
      if (!x.shape().equals(weights.shape())) {
        throw JaxError.value("weights should have the same shape as a.");
      }
      List<Value> p = Promote.dtypesInexact(List.of(x, weights));
      a = p.get(0);
      w = p.get(1);
    }
    Value edges = histogramBinEdges(a, bins, range);
    int n = edges.shape().size(0);
    Value index = Searching.searchsorted(edges, a, "right", "scan");
    Value atEnd = Comparison.equal(a, Subscripts.pick(edges, n - 1, 0));
    index = Selection.where(atEnd, Promote.integer(n - 1), index);
    Value counts = Updates.add(Creation.zeros(w.dtype(), n), new Tuple(List.of(index)), w);
    counts = Subscripts.range(counts, 1, n, 0);
    if (density) {
      Value widths = Differences.diff(edges, 1, 0, null, null);
      counts = Arithmetic.trueDivide(Arithmetic.trueDivide(counts, widths), Reductions.sum(counts));
    }
    return List.of(counts, edges);
  }

  private static List<Value> range(Arguments a) {
    return a.isNone("range") ? null : Selection.values(a, "range");
  }

  /// Counts of points in bins of each variable, and the list of edges.
  private static List<Object> histogramdd(List<Value> columns, Arguments a) {
    int d = columns.size();
    for (Value c : columns) {
      if (!c.shape().equals(columns.getFirst().shape())) {
        throw JaxError.type(
            "jnp."
                + a.functionName()
                + ": the variables must be of one length, got shapes "
                + columns.getFirst().shape().toTuple()
                + " and "
                + c.shape().toTuple());
      }
    }
    Object bins = a.get("bins");
    List<?> each = bins instanceof Value v && v.rank() <= 1 ? null : Sequences.itemsOrNull(bins);
    if (each != null && each.size() != d) {
      throw JaxError.value("should be a bin for each dimension.");
    }
    List<?> ranges = a.isNone("range") ? null : Sequences.items(a, "range");
    if (ranges != null && ranges.size() != d) {
      throw JaxError.value("length of range argument must match number of dimensions.");
    }
    Value weights = a.valueOrNull("weights");
    List<Object> edges = new ArrayList<>();
    List<Value> places = new ArrayList<>();
    int[] sizes = new int[d];
    for (int i = 0; i < d; i++) {
      Value x = Promote.inexact(columns.get(i));
      Object r = ranges == null ? null : ranges.get(i);
      List<Value> span = r == null ? null : Sequences.itemsOrNull(r).stream().map(Arguments::toValue).toList();
      Value e = histogramBinEdges(x, Creation.asarray(each == null ? bins : each.get(i)), span);
      int n = e.shape().size(0);
      Value place = Searching.searchsorted(e, x, "right", "scan");
      Value last = Comparison.equal(x, Subscripts.pick(e, n - 1, 0));
      places.add(Selection.where(last, Arithmetic.subtract(place, Promote.integer(1)), place));
      sizes[i] = n + 1;
      edges.add(e);
    }
    DType t = weights == null ? Promote.defaultInt() : weights.dtype();
    Value counts = Creation.full(Shape.of(sizes), HostScalar.of(t, false, 0L));
    Value one = weights == null ? HostScalar.of(t, false, 1L) : weights;
    counts = Updates.add(counts, new Tuple(List.copyOf(places)), one);
    for (int i = 0; i < d; i++) {
      counts = Subscripts.range(counts, 1, sizes[i] - 1, i);
    }
    if (a.flag("density")) {
      Value total = Reductions.sum(counts);
      for (int i = 0; i < d; i++) {
        int[] s = new int[d];
        java.util.Arrays.fill(s, 1);
        s[i] = sizes[i] - 2;
        Value widths = Differences.diff((Value) edges.get(i), 1, -1, null, null);
        counts = Arithmetic.trueDivide(counts, Lax.reshape(widths, Shape.of(s)));
      }
      counts = Arithmetic.trueDivide(counts, total);
    }
    return List.of(counts, edges);
  }

  private static Value bins(Arguments a) {
    if (a.get("bins") instanceof String) {
      String text = "jnp." + a.functionName() + ": string values for `bins` are not implemented.";
      throw a.functionName().equals("histogram") ? JaxError.type(text) : JaxError.notImplemented(text);
    }
    return Creation.asarray(a.get("bins"));
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function(
        "bincount(x, weights=None, minlength=0, *, length=None, out_sharding=None)",
        "How often each small integer occurs.",
        a ->
            bincount(
                a.value("x"),
                a.valueOrNull("weights"),
                a.isNone("length") ? null : Integer.valueOf(a.integer("length")),
                a.integer("minlength")));
    m.function(
        "histogram(a, bins=10, range=None, weights=None, density=None)",
        "Counts in bins, and the edges of the bins.",
        a -> Sequences.tuple(histogram(a.value("a"), bins(a), range(a), a.valueOrNull("weights"), a.flag("density"))));
    m.function(
        "histogramdd(sample, bins=10, range=None, weights=None, density=None)",
        "Counts in bins of several variables, and the edges of the bins.",
        a -> {
          Value s = a.value("sample");
          int d = s.shape().size(1);
          List<Value> columns = new ArrayList<>();
          for (int i = 0; i < d; i++) {
            columns.add(Subscripts.pick(s, i, 1));
          }
          List<Object> r = histogramdd(columns, a);
          return Tuple.of(r.getFirst(), r.get(1));
        });
    m.function(
        "histogram2d(x, y, bins=10, range=None, weights=None, density=None)",
        "Counts in bins of two variables, and the edges of the bins.",
        a -> {
          List<Object> r = histogramdd(List.of(a.value("x"), a.value("y")), a);
          List<?> edges = (List<?>) r.get(1);
          return Tuple.of(r.getFirst(), edges.get(0), edges.get(1));
        });
    m.function(
        "histogram_bin_edges(a, bins=10, range=None, weights=None)",
        "The edges of bins.",
        a -> histogramBinEdges(a.value("a"), bins(a), range(a)));
  }
}
