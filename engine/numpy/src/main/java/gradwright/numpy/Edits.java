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
    Value which = obj instanceof IndexItems.Slice s ? at(Ranges.arange(n), 0, s) : a.value("obj");
    if (which.dtype().isInteger() && (obj instanceof IndexItems.Slice || a.flag("assume_unique_indices"))) {
      return withoutUnique(x, which, axis);
    }
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

  /// The array without the slices at indices that do not repeat, which may be traced.
  private static Value withoutUnique(Value x, Value indices, int axis) {
    int n = x.shape().size(axis);
    Value gone = Layout.ravel(indices);
    Value size = Promote.integer(n);
    gone = Selection.where(Comparison.less(gone, Promote.integer(0)), Arithmetic.add(gone, size), gone);
    gone = Sorting.sort(Selection.clip(gone, Promote.integer(0), size));
    int count = gone.shape().size(0);
    gone = Arithmetic.subtract(gone, Ranges.arange(Promote.integer(count), null, null, gone.dtype()));
    Value kept = Ranges.arange(Promote.integer(n - count), null, null, gone.dtype());
    Value after = Comparison.greaterEqual(Lax.expandDims(kept, Ints.of(0)), Lax.expandDims(gone, Ints.of(1)));
    Value skipped = Reductions.sum(after, Reductions.Options.over(Ints.of(0), false).as(gone.dtype()));
    return at(x, axis, Arithmetic.add(kept, skipped));
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
      return new Blocked(asArray(v), 1);
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
      out.add(asArray(v));
    }
  }

  /// A block that is no list: numbers keep their weak types.
  private static Value asArray(Object v) {
    Value r = Arguments.toValue(v);
    return r == null ? Creation.asarray(v) : r;
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

  /// The slices of an axis (null: of the flattened array) where a condition holds; with a size, so many of them, what is
  /// missing filled.
  static Value compress(Value condition, Value x, Integer axis, Integer size, Value fill) {
    if (condition.rank() != 1) {
      throw JaxError.value(
          "jnp.compress: condition must be a vector, got an array of shape " + condition.shape().toTuple());
    }
    Value c = Comparison.toBool(condition);
    Value v = axis == null ? Layout.ravel(x) : Layout.moveaxis(x, axis, 0);
    int given = c.shape().size(0);
    int length = v.shape().size(0);
    int n = Math.min(given, length);
    Value extra = Subscripts.range(c, n, given, 0);
    c = Subscripts.range(c, 0, n, 0);
    v = Subscripts.range(v, 0, n, 0);
    Value r;
    if (size == null) {
      if (given > length && Concrete.array(Promote.materialize(Reductions.any(extra)), "").getLong(0) != 0) {
        throw JaxError.value("jnp.compress: condition contains entries that are out of bounds");
      }
      r = Indexing.get(v, c);
    } else if (size < 0 || size > n) {
      throw JaxError.value(
          "jnp.compress: size must be positive and not greater than the size of the array axis; got size="
              + size
              + " for "
              + n
              + " elements");
    } else {
      Value mask = Lax.expandDims(c, Ints.range(1, v.rank()));
      v = Selection.where(mask, v, fill == null ? Promote.integer(0) : fill);
      r = Subscripts.range(Taking.take(v, Sorting.argsort(c, 0, true, true, null), 0), 0, size, 0);
    }
    return axis == null ? r : Layout.moveaxis(r, 0, axis);
  }

  private static Value compress(Arguments a) {
    Unsupported.out(a, "compress");
    Integer axis = a.isNone("axis") ? null : Integer.valueOf(a.integer("axis"));
    Integer size = a.isNone("size") ? null : Integer.valueOf(a.integer("size"));
    return compress(a.value("condition"), a.value("a"), axis, size, a.value("fill_value"));
  }

  /// Without the slices at the ends of axes that hold zeros only; `axes` null stands for all.
  private static Value trimZeros(Value x, String trim, Ints axes) {
    String ends = trim.toLowerCase(java.util.Locale.ROOT);
    Concrete.array(x, "Error arose in the `filt` argument of trim_zeros()");
    Value out = x;
    for (int axis = 0; axis < x.rank(); axis++) {
      if (axes != null && !axes.contains(axis) || !ends.contains("f") && !ends.contains("b")) {
        continue;
      }
      int k = axis;
      Ints others = Ints.of(java.util.stream.IntStream.range(0, x.rank()).filter(i -> i != k).toArray());
      Array used = Concrete.array(Promote.materialize(Reductions.any(x, Reductions.Options.over(others, false))), "");
      int from = 0;
      int to = x.shape().size(axis);
      while (to > 0 && ends.contains("b") && used.getLong(to - 1) == 0) {
        to--;
      }
      while (from < to && ends.contains("f") && used.getLong(from) == 0) {
        from++;
      }
      boolean empty = java.util.stream.LongStream.range(0, used.elements()).allMatch(i -> used.getLong(i) == 0);
      out = empty ? Subscripts.range(out, 0, 0, axis) : Subscripts.range(out, from, to, axis);
    }
    return out;
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
    if (a.flag("inplace")) {
      throw JaxError.notImplemented("jnp.fill_diagonal: JAX arrays are immutable, must use inplace=False");
    }
    if (a.flag("wrap")) {
      throw JaxError.notImplemented("jnp.fill_diagonal: wrap=True is not implemented, must use wrap=False");
    }
    Value x = a.value("a");
    if (x.rank() < 2) {
      throw JaxError.value("array must be at least 2-d");
    }
    if (x.rank() > 2) {
      Integers.cube(x.shape());
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
        "trim_zeros(filt, trim='fb', axis=None)",
        "Without zeros at the ends.",
        a -> trimZeros(a.value("filt"), a.string("trim"), Sequences.axes(a, "axis", a.value("filt").rank())));
  }
}
