package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.IndexItems;
import gradwright.numpy.catalogue.Tuple;
import gradwright.numpy.indexing.Indexing;
import gradwright.numpy.indexing.Updates;
import java.util.ArrayList;
import java.util.List;

/// Elements taken out and put in: delete, insert, block, compress, trim.
public final class Edits {
  private Edits() {}

  private static final IndexItems.Slice ALL = new IndexItems.Slice(null, null, null);

  private static List<Object> lead(int axis, Object at) {
    List<Object> index = new ArrayList<>();
    for (int i = 0; i < axis; i++) {
      index.add(ALL);
    }
    index.add(at);
    return index;
  }

  private static Value at(Value x, int axis, Object index) {
    return Indexing.get(x, lead(axis, index), Indexing.Options.DEFAULT);
  }

  private static Value delete(Arguments a) {
    Value x = a.value("arr");
    boolean flat = a.isNone("axis");
    if (flat) {
      x = Layout.ravel(x);
    }
    int axis = flat ? 0 : a.axis("axis", x.rank());
    int n = x.shape().size(axis);
    Object obj = a.get("obj");
    if (obj instanceof Long i) {
      int k = Arguments.normalizeAxis(Math.toIntExact(i), n);
      Value before = at(x, axis, new IndexItems.Slice(0L, (long) k, null));
      Value after = at(x, axis, new IndexItems.Slice((long) k + 1, null, null));
      return Joining.concatenate(List.of(before, after), axis);
    }
    Value which = obj instanceof IndexItems.Slice s ? at(Ranges.arange(n), 0, s) : Creation.asarray(obj);
    Array known = Concrete.array(which, "'obj' array argument of jnp.delete()");
    Array mask = Array.allocate(gradwright.core.types.Aval.of(DType.BOOL, n), known.device());
    mask.fill(HostScalar.of(DType.BOOL, false, 1L));
    if (known.dtype().isBool()) {
      if (known.rank() != 1 || known.shape().size(0) != n) {
        throw JaxError.value(
            "np.delete(arr, obj): for boolean indices, obj must be one-dimensional with length matching specified"
                + " axis.");
      }
      for (int i = 0; i < n; i++) {
        mask.setLong(i, 1 - known.getLong(i));
      }
    } else if (known.dtype().isInteger()) {
      for (long i = 0; i < known.elements(); i++) {
        mask.setLong(Arguments.normalizeAxis(Math.toIntExact(known.getLong(i)), n), 0);
      }
    } else {
      throw JaxError.value(
          "np.delete(arr, obj): got obj.dtype=" + known.dtype().jaxName() + "; must be integer or bool.");
    }
    return at(x, axis, mask);
  }

  private static Value insert(Arguments a) {
    Value x = a.value("arr");
    boolean flat = a.isNone("axis");
    if (flat) {
      x = Layout.ravel(x);
    }
    int axis = flat ? 0 : a.axis("axis", x.rank());
    int n = x.shape().size(axis);
    Value index =
        a.get("obj") instanceof IndexItems.Slice s ? at(Ranges.arange(n), 0, s) : Creation.asarray(a.get("obj"));
    if (index.rank() > 1) {
      throw JaxError.value("jnp.insert(): obj must be a slice, a one-dimensional array, or a scalar; got " + index);
    }
    if (!index.dtype().isInteger()) {
      throw JaxError.value("jnp.insert(): index array must be integer typed; got " + index);
    }
    Value values = Creation.array(a.value("values"), x.dtype(), false, x.rank());
    if (index.shape().elements() == 1) {
      Value one = Subscripts.pick(Layout.ravel(index), 0, 0);
      if (index.rank() == 0) {
        values = Layout.moveaxis(values, 0, axis);
      }
      index = Creation.full(Shape.of(values.shape().size(axis)), one);
    }
    int added = Promote.broadcastShapes(List.of(index.shape(), Shape.of(values.shape().size(axis)))).size(0);
    Value out = Creation.fullLike(x, Promote.integer(0), null, x.shape().with(axis, n + added));
    index =
        Selection.where(Comparison.less(index, Promote.integer(0)), Arithmetic.add(index, Promote.integer(n)), index);
    index = Selection.clip(index, Promote.integer(0), Promote.integer(n));
    Value order = Sorting.argsort(index);
    Value steps = Ranges.arange(Promote.integer(added), null, null, index.dtype());
    Value places = Updates.add(index, new Tuple(List.of(order)), steps);
    Value mask = Creation.ones(DType.BOOL, n + added);
    mask = Updates.set(mask, new Tuple(List.of(places)), HostScalar.of(DType.BOOL, false, 0L));
    Value kept = Searching.nonzero(mask, n, null).getFirst();
    out = Updates.set(out, new Tuple(lead(axis, places)), values);
    return Updates.set(out, new Tuple(lead(axis, kept)), x);
  }

  private record Blocked(Value value, int depth) {}

  private static Blocked block(Object v) {
    if (v instanceof Tuple) {
      throw JaxError.value("jax.numpy.block does not allow tuples, got " + Sequences.pythonText(v));
    }
    if (!(v instanceof List<?> l)) {
      return new Blocked(Creation.asarray(v), 1);
    }
    if (l.isEmpty()) {
      throw JaxError.value("jax.numpy.block does not allow empty list arguments");
    }
    List<Blocked> parts = l.stream().map(Edits::block).toList();
    int depth = parts.getFirst().depth();
    if (parts.stream().anyMatch(p -> p.depth() != depth)) {
      throw JaxError.value("Mismatched list depths in jax.numpy.block");
    }
    int rank = Math.max(depth, parts.stream().mapToInt(p -> p.value().rank()).max().orElse(0));
    List<Value> same =
        parts.stream().map(p -> Lax.expandDims(p.value(), Ints.range(0, rank - p.value().rank()))).toList();
    return new Blocked(Joining.concatenate(same, -depth), depth + 1);
  }

  /// Leaves of nested lists, in order, to make `block` a function of arrays.
  private static void leaves(Object v, List<Value> out) {
    if (v instanceof List<?> l) {
      l.forEach(o -> leaves(o, out));
    } else if (!(v instanceof Tuple)) {
      out.add(Creation.asarray(v));
    }
  }

  private static Object rebuilt(Object v, java.util.Iterator<Value> values) {
    if (v instanceof List<?> l) {
      List<Object> r = new ArrayList<>();
      l.forEach(o -> r.add(rebuilt(o, values)));
      return r;
    }
    return v instanceof Tuple ? v : values.next();
  }

  private static String structure(Object v) {
    return v instanceof List<?> l
        ? l.stream().map(Edits::structure).toList().toString()
        : v instanceof Tuple ? "t" : "*";
  }

  private static Value block(Arguments a) {
    Object arrays = a.get("arrays");
    List<Value> in = new ArrayList<>();
    leaves(arrays, in);
    return NamedJit.call1("block", structure(arrays), in, xs -> List.of(block(rebuilt(arrays, xs.iterator())).value()));
  }

  private static Value compress(Arguments a) {
    Value c = Comparison.toBool(a.value("condition"));
    if (c.rank() != 1) {
      throw JaxError.value("condition must be a 1D array");
    }
    Value x = a.value("a");
    boolean flat = a.isNone("axis");
    Value v = flat ? Layout.ravel(x) : Layout.moveaxis(x, a.integer("axis"), 0);
    int n = Math.min(c.shape().size(0), v.shape().size(0));
    Value r = Indexing.get(Subscripts.range(v, 0, n, 0), Subscripts.range(c, 0, n, 0));
    return flat ? r : Layout.moveaxis(r, 0, a.integer("axis"));
  }

  private static Value trimZeros(Value x, String trim) {
    Array known = Concrete.array(x, "jnp.trim_zeros needs known elements.");
    int from = 0;
    int to = known.shape().size(0);
    while (trim.contains("f") && from < to && known.getDouble(from) == 0) {
      from++;
    }
    while (trim.contains("b") && to > from && known.getDouble(to - 1) == 0) {
      to--;
    }
    return Subscripts.range(x, from, to, 0);
  }

  private static void refuseInPlace(Arguments a) {
    if (a.flag("inplace")) {
      throw JaxError.value(
          "jax.numpy."
              + a.functionName()
              + " cannot modify arrays in-place, because JAX arrays are immutable. Pass inplace=False to instead return"
              + " an updated array.");
    }
  }

  private static Value tiled(Value v, int size) {
    int n = v.shape().size(0);
    Value t = n < size ? Joining.tile(v, (size + n - 1) / n) : v;
    return Subscripts.range(t, 0, size, 0);
  }

  private static Value put(Arguments a) {
    refuseInPlace(a);
    Value x = a.value("a");
    Value index = Layout.ravel(Creation.asarray(a.get("ind")));
    Value values = Layout.ravel(Creation.asarray(a.get("v")));
    int n = Math.toIntExact(x.shape().elements());
    if (n == 0 || index.shape().elements() == 0 || values.shape().elements() == 0) {
      return x;
    }
    values = tiled(values, index.shape().size(0));
    String mode = "drop";
    switch (a.string("mode")) {
      case null -> {}
      case "clip" -> {
        index = Selection.clip(index, Promote.integer(0), Promote.integer(n - 1));
        mode = "promise_in_bounds";
      }
      case "wrap" -> {
        index = Arithmetic.remainder(index, Promote.integer(n));
        mode = "promise_in_bounds";
      }
      case "raise" -> throw JaxError.notImplemented("The 'raise' mode to jnp.put is not supported.");
      default -> throw JaxError.value("mode should be one of 'wrap' or 'clip'; got mode='" + a.string("mode") + "'");
    }
    List<Value> places = Integers.unravelIndex(index, x.shape());
    return Updates.update(
        "set", x, new Tuple(List.copyOf(places)), values, new Indexing.Options(mode, false, false, null, true));
  }

  private static Value place(Arguments a) {
    refuseInPlace(a);
    Value x = a.value("arr");
    Value mask = a.value("mask");
    Value values = Layout.ravel(a.value("vals"));
    int n = Math.toIntExact(x.shape().elements());
    if (mask.shape().elements() != n) {
      throw JaxError.value("place: arr and mask must be the same size");
    }
    if (values.shape().elements() == 0) {
      throw JaxError.value("Cannot place values from an empty array");
    }
    if (n == 0) {
      return x;
    }
    Value places = Searching.nonzero(Layout.ravel(mask), n, List.of(Promote.integer(n))).getFirst();
    Value r =
        Updates.update(
            "set",
            Layout.ravel(x),
            new Tuple(List.of(places)),
            tiled(values, n),
            new Indexing.Options("drop", false, false, null, true));
    return Lax.reshape(r, x.shape());
  }

  private static Value fillDiagonal(Arguments a) {
    refuseInPlace(a);
    Value x = a.value("a");
    if (x.rank() < 2) {
      throw JaxError.value("array must be at least 2-d");
    }
    int n = java.util.Arrays.stream(x.shape().toArray()).min().orElse(0);
    Value value = a.value("val");
    if (value.rank() > 0) {
      value = tiled(Layout.ravel(value), n);
    }
    Value i = Ranges.arange(n);
    return Updates.set(x, new Tuple(new ArrayList<>(java.util.Collections.nCopies(x.rank(), i))), value);
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function(
        "delete(arr, obj, axis=None, *, assume_unique_indices=False)", "Without elements at indices.", Edits::delete);
    m.function("insert(arr, obj, values, axis=None)", "With values put in before indices.", Edits::insert);
    m.function("block(arrays)", "An array from nested lists of blocks.", Edits::block);
    m.function(
        "compress(condition, a, axis=None, *, size=None, fill_value=0, out=None)",
        "Slices where a condition holds.",
        Edits::compress);
    m.function("put(a, ind, v, mode=None, *, inplace=True)", "Values written at flat indices.", Edits::put);
    m.function("place(arr, mask, vals, *, inplace=True)", "Values written where a mask holds.", Edits::place);
    m.function("fill_diagonal(a, val, wrap=False, *, inplace=True)", "The diagonal replaced.", Edits::fillDiagonal);
    m.function(
        "trim_zeros(filt, trim='fb')", "Without zeros at the ends.", a -> trimZeros(a.value("filt"), a.string("trim")));
  }
}
