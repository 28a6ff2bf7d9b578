package gradwright.numpy;

import gradwright.core.control.Control;
import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Indexing.GatherDimensions;
import gradwright.core.prim.Indexing.Mode;
import gradwright.core.prim.Reduction;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
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

/// Finding elements: places of non-zero ones, places in sorted arrays, interpolation between points.
public final class Searching {
  private Searching() {}

  /// An index array for each axis with the places of non-zero elements, in row-major order. `size` null counts them, which
  /// needs a known array; else the arrays have that length, filled with 0 or with the given values (null for none).
  public static List<Value> nonzero(Value x, Integer size, List<Value> fill) {
    if (x.rank() == 0) {
      throw JaxError.value(
          "Calling nonzero on 0d arrays is not allowed. Use jnp.atleast_1d(scalar).nonzero() instead.");
    }
    Value mask = x.dtype().isBool() ? x : Comparison.notEqual(x, Promote.integer(0));
    int count =
        size != null
            ? size
            : Math.toIntExact(
                Concrete.integer(
                    Reductions.sum(mask),
                    "The size argument of jnp.nonzero must be statically specified to use jnp.nonzero within JAX"
                        + " transformations."));
    List<Value> out = new ArrayList<>();
    if (x.shape().elements() == 0 || count == 0) {
      for (int i = 0; i < x.rank(); i++) {
        out.add(Creation.zeros(Promote.defaultInt(), count));
      }
      return out;
    }
    Value flat = Cumulations.cumsum(Counting.bincount(Cumulations.cumsum(mask, null), null, count), null);
    long[] strides = x.shape().strides();
    for (int i = 0; i < x.rank(); i++) {
      Value quotient = Arithmetic.floorDivide(flat, Promote.like(flat, strides[i]));
      out.add(Arithmetic.remainder(quotient, Promote.integer(x.shape().size(i))));
    }
    if (fill == null) {
      return out;
    }
    Value beyond = Comparison.greaterEqual(Ranges.arange(count), Reductions.sum(mask));
    for (int i = 0; i < out.size(); i++) {
      out.set(i, Selection.where(beyond, fill.get(i), out.get(i)));
    }
    return out;
  }

  private static Integer size(Arguments a) {
    return a.isNone("size") ? null : Integer.valueOf(Sequences.staticInt(a.get("size"), "size", a));
  }

  private static List<Value> fill(Arguments a, int rank) {
    if (a.isNone("fill_value")) {
      return null;
    }
    if (a.get("fill_value") instanceof Tuple t && t.size() != rank) {
      throw JaxError.value(
          "jnp."
              + a.functionName()
              + ": fill_value must be a scalar or a tuple of length "
              + rank
              + ", got "
              + t.size());
    }
    List<Value> r = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      r.add(a.get("fill_value") instanceof Tuple t ? Arguments.toValue(t.get(i)) : a.value("fill_value"));
    }
    for (Value v : r) {
      if (v.rank() != 0) {
        throw JaxError.value(
            "fill_value must be a scalar or a tuple of length "
                + rank
                + "; got "
                + Sequences.pythonText(a.get("fill_value")));
      }
    }
    return r;
  }

  static Tuple nonzero(Arguments a, String parameter) {
    Value x = a.value(parameter);
    return Sequences.tuple(nonzero(x, size(a), fill(a, x.rank())));
  }

  /// The non-zero places as rows.
  public static Value argwhere(Value x, Integer size, List<Value> fill) {
    List<Value> places = nonzero(Joining.atleast1d(x), size, fill);
    Value r = Layout.transpose(Joining.concatenate(places.stream().map(Joining::atleast2d).toList(), 0));
    if (x.rank() == 0) {
      return Lax.reshape(Subscripts.range(r, 0, 0, 0), Shape.of(r.shape().size(0), 0));
    }
    return Lax.reshape(r, Shape.of(r.shape().size(0), x.rank()));
  }

  /// Where elements would have to be put into a sorted array to keep it sorted: before equal ones for side `left`, after them
  /// for `right`.
  public static Value searchsorted(Value sorted, Value x, String side, String method) {
    if (!side.equals("left") && !side.equals("right")) {
      throw JaxError.value("invalid argument side='" + side + "', expected 'left' or 'right'");
    }
    if (sorted.rank() != 1) {
      throw JaxError.value("a should be 1-dimensional");
    }
    boolean left = side.equals("left");
    return NamedJit.call1(
        "searchsorted",
        List.of(side, method),
        List.of(sorted, x),
        in -> {
          List<Value> p = Promote.dtypes(in);
          return List.of(
              switch (method) {
                case "scan" -> bisect(p.get(0), p.get(1), left, p.get(1).rank(), 1);
                case "scan_unrolled" -> bisect(p.get(0), p.get(1), left, p.get(1).rank(), 64);
                case "compare_all", "sort" -> compareAll(p.get(0), p.get(1), left);
                default ->
                    throw JaxError.value(
                        "invalid argument method='"
                            + method
                            + "', expected one of ['compare_all', 'scan', 'scan_unrolled', 'sort']");
              });
        });
  }

  /// Bisection of all queries together. JAX stages one jit for each axis of the query around that of the scalar.
  private static Value bisect(Value sorted, Value x, boolean left, int wraps, int unroll) {
    return NamedJit.call1(
        "_searchsorted_scan_impl",
        List.of(left, wraps, unroll),
        List.of(sorted, x),
        in ->
            List.of(
                wraps > 0
                    ? bisect(in.get(0), in.get(1), left, wraps - 1, unroll)
                    : bisectBody(in.get(0), in.get(1), left, unroll)));
  }

  private static Value bisectBody(Value sorted, Value x, boolean left, int unroll) {
    int n = sorted.shape().size(0);
    if (n == 0) {
      return Creation.full(x.shape(), HostScalar.of(DType.INT32, false, 0L));
    }
    int levels = 32 - Integer.numberOfLeadingZeros(n);
    Value zero = Creation.full(x.shape(), HostScalar.of(DType.UINT32, false, 0L));
    Value end = Creation.full(x.shape(), HostScalar.of(DType.UINT32, false, n));
    List<Value> r =
        Control.scan(
            state -> {
              Value low = state.get(0);
              Value high = state.get(1);
              Value half = Arithmetic.floorDivide(Lax.sub(high, low), Promote.integer(2));
              Value mid = Lax.add(low, half);
              Value at = x.rank() == 0 ? scalarAt(sorted, mid) : elementsAt(sorted, mid);
              Value goLeft = Lax.binary(left ? BinaryOp.LE_TO : BinaryOp.LT_TO, canonical(x), canonical(at));
              return List.of(Lax.select(goLeft, low, mid), Lax.select(goLeft, mid, high));
            },
            List.of(zero, end),
            List.of(),
            levels,
            false,
            Math.min(unroll, levels));
    return Lax.convert(r.get(1), DType.INT32);
  }

  private static Value scalarAt(Value sorted, Value i) {
    return Lax.squeeze(Lax.dynamicSlice(sorted, List.of(i), Ints.of(1)), Ints.of(0));
  }

  private static Value elementsAt(Value sorted, Value i) {
    int r = i.rank();
    Value slices =
        Gathering.gather(
            sorted,
            Lax.expandDims(i, Ints.of(r)),
            new GatherDimensions(Ints.of(r), Ints.EMPTY, Ints.of(0), Ints.EMPTY, Ints.EMPTY),
            Ints.of(1),
            false,
            false,
            Mode.CLIP,
            null);
    return Lax.squeeze(slices, Ints.of(r));
  }

  /// -0 made 0 and all NaN one, so that the total order puts equal elements together.
  private static Value canonical(Value x) {
    if (!x.dtype().isFloat()) {
      return x;
    }
    Value zero = Lax.select(Lax.eq(x, Lax.like(x, 0)), Creation.zerosLike(x), x);
    Value isNan = Lax.ne(x, x);
    return Lax.select(isNan, Creation.full(x.shape(), Lax.like(x, Double.NaN)), zero);
  }

  private static Value compareAll(Value sorted, Value x, boolean left) {
    int r = x.rank();
    Value column = Lax.broadcastInDim(sorted, column(sorted, r), Ints.of(0));
    Value row = Lax.expandDims(x, Ints.of(0));
    List<Value> b = Promote.broadcastArrays(List.of(column, row));
    Value before = Lax.binary(left ? BinaryOp.LT_TO : BinaryOp.LE_TO, canonical(b.get(0)), canonical(b.get(1)));
    return Reductions.sum(before, Reductions.Options.over(Ints.of(0), false).as(DType.INT32));
  }

  private static Shape column(Value sorted, int rank) {
    int[] s = new int[rank + 1];
    java.util.Arrays.fill(s, 1);
    s[0] = sorted.shape().size(0);
    return Shape.of(s);
  }

  /// The bin of each element, for bins that rise or fall.
  public static Value digitize(Value x, Value bins, boolean right, String method) {
    if (bins.rank() != 1) {
      throw JaxError.value("digitize: bins must be a 1-dimensional array; got bins=" + bins);
    }
    return NamedJit.call1(
        "digitize",
        List.of(right, method),
        List.of(x, bins),
        in -> {
          Value v = in.get(0);
          Value b = in.get(1);
          int n = b.shape().size(0);
          if (n == 0) {
            return List.of(Creation.fullLike(v, Promote.integer(0), DType.INT32, null));
          }
          String side = right ? "left" : "right";
          Value rising = Comparison.greaterEqual(Subscripts.pick(b, n - 1, 0), Subscripts.pick(b, 0, 0));
          Value up = searchsorted(b, v, side, method);
          Value down = Arithmetic.subtract(Promote.integer(n), searchsorted(Lax.rev(b, Ints.of(0)), v, side, method));
          return List.of(Selection.where(rising, up, down));
        });
  }

  /// What `interp` gives outside of its points: the value of `left` or `right`, the nearest one where null, or the end's line
  /// where `extrapolateLeft` or `extrapolateRight`; nothing is outside where there is a `period`, a scalar.
  public record Outside(Value left, Value right, boolean extrapolateLeft, boolean extrapolateRight, Value period) {
    /// The nearest point's value.
    public static final Outside NEAREST = new Outside(null, null, false, false, null);
  }

  /// Linear interpolation at `x` between the points `xp` (`f[n]`, ascending) with values `fp` (`[n]`).
  public static Value interp(Value x, Value xp, Value fp, Outside outside) {
    if (!xp.shape().equals(fp.shape()) || xp.rank() != 1) {
      throw JaxError.value("xp and fp must be one-dimensional arrays of equal size");
    }
    List<Value> in = new ArrayList<>(List.of(x, xp, fp));
    int left = add(in, outside.left());
    int right = add(in, outside.right());
    int period = add(in, outside.period());
    return NamedJit.call1(
        "_interp",
        List.of(left, right, period, outside.extrapolateLeft(), outside.extrapolateRight()),
        in,
        a ->
            List.of(
                interpBody(
                    a.get(0),
                    a.get(1),
                    a.get(2),
                    new Outside(
                        left < 0 ? null : a.get(left),
                        right < 0 ? null : a.get(right),
                        outside.extrapolateLeft(),
                        outside.extrapolateRight(),
                        period < 0 ? null : a.get(period)))));
  }

  private static int add(List<Value> in, Value v) {
    if (v == null) {
      return -1;
    }
    in.add(v);
    return in.size() - 1;
  }

  private static Value interpBody(Value x, Value xp, Value fp, Outside outside) {
    List<Value> p = Promote.dtypesInexact(List.of(x, xp));
    Value a = p.get(0);
    Value xs = p.get(1);
    Value fs = Promote.inexact(fp);
    if (a.dtype().isComplex()) {
      throw JaxError.value("jnp.interp: complex x values not supported.");
    }
    if (outside.period() != null) {
      if (outside.period().rank() != 0) {
        throw JaxError.value("period must be a scalar; got " + outside.period());
      }
      Value period = Arithmetic.abs(outside.period());
      a = Arithmetic.remainder(a, period);
      xs = Arithmetic.remainder(xs, period);
      List<Value> sorted = Session.bind(new Reduction.Sort(0, true, 1), List.of(xs, fs));
      xs = sorted.get(0);
      fs = sorted.get(1);
      int m = xs.shape().size(0);
      Value before = Arithmetic.subtract(Subscripts.range(xs, m - 1, m, 0), period);
      Value after = Arithmetic.add(Subscripts.range(xs, 0, 1, 0), period);
      xs = Joining.concatenate(List.of(before, xs, after), 0);
      fs = Joining.concatenate(List.of(Subscripts.range(fs, m - 1, m, 0), fs, Subscripts.range(fs, 0, 1, 0)), 0);
    }
    int n = xs.shape().size(0);
    Value i = Selection.clip(searchsorted(xs, a, "right", "scan"), Promote.integer(1), Promote.integer(n - 1));
    Value df = Arithmetic.subtract(at(fs, i), at(fs, less1(i)));
    Value dx = Arithmetic.subtract(at(xs, i), at(xs, less1(i)));
    Value delta = Arithmetic.subtract(a, at(xs, less1(i)));
    double epsilon = Math.ulp(FloatLimits.of(xs.dtype()).eps());
    if (xs.dtype() != DType.FLOAT64) {
      epsilon = Math.ulp((float) FloatLimits.of(xs.dtype()).eps());
    }
    Value flat = Comparison.lessEqual(Arithmetic.abs(dx), Lax.like(dx, epsilon));
    Value base = at(fs, less1(i));
    Value base2 = at(fs, less1(i));
    Value slope = Arithmetic.trueDivide(delta, Selection.where(flat, Promote.integer(1), dx));
    Value f = Selection.where(flat, base, Arithmetic.add(base2, Arithmetic.multiply(slope, df)));
    boolean ends = outside.period() == null;
    if (!outside.extrapolateLeft()) {
      Value low = outside.left() == null ? Subscripts.pick(fs, 0, 0) : outside.left();
      f = ends ? Selection.where(Comparison.less(a, Subscripts.pick(xs, 0, 0)), low, f) : f;
    }
    if (!outside.extrapolateRight()) {
      Value high = outside.right() == null ? Subscripts.pick(fs, n - 1, 0) : outside.right();
      f = ends ? Selection.where(Comparison.greater(a, Subscripts.pick(xs, n - 1, 0)), high, f) : f;
    }
    return f;
  }

  private static Value end(Arguments a, String name) {
    if (a.get(name) instanceof String text) {
      if (!text.equals("extrapolate")) {
        throw JaxError.value("the only valid string value of `" + name + "` is 'extrapolate', but got: '" + text + "'");
      }
      return null;
    }
    return a.valueOrNull(name);
  }

  private static Value less1(Value i) {
    return Arithmetic.subtract(i, Promote.integer(1));
  }

  private static Value at(Value x, Value i) {
    List<Object> index = new ArrayList<>();
    index.add(i);
    return Indexing.get(x, index, Indexing.Options.DEFAULT);
  }

  /// The elements of an array where a mask of its flattened form holds.
  public static Value extract(Value condition, Value x) {
    return Edits.compress(Layout.ravel(condition), Layout.ravel(x), null, null, null);
  }

  /// Writes values at indices along an axis, of the flattened array for null.
  public static Value putAlongAxis(Value x, Value indices, Value values, Integer axis, String mode) {
    if (!indices.dtype().isInteger()) {
      throw JaxError.type("put_along_axis indices must be of integer type, got " + indices.dtype().jaxName());
    }
    if (axis == null) {
      return Lax.reshape(putAlongAxis(Layout.ravel(x), indices, values, 0, mode), x.shape());
    }
    if (x.rank() != indices.rank()) {
      throw JaxError.value(
          "put_along_axis arguments 'arr' and 'indices' must have same ndim. Got arr.ndim="
              + x.rank()
              + " and indices.ndim="
              + indices.rank()
              + ".");
    }
    return NamedJit.call1(
        "put_along_axis",
        java.util.Arrays.asList(axis, mode),
        List.of(x, indices, values),
        in -> {
          Value y = Promote.broadcastTo(in.get(2), in.get(1).shape());
          List<Object> index = new ArrayList<>(Integers.indices(x.shape(), null, true));
          index.set(Arguments.normalizeAxis(axis, x.rank()), in.get(1));
          Indexing.Options o = new Indexing.Options(mode, false, false, null, true);
          return List.of(Updates.update("set", in.get(0), new Tuple(index), y, o));
        });
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function("nonzero(a, *, size=None, fill_value=None)", "The indices of non-zero elements.", a -> nonzero(a, "a"));
    m.function(
        "flatnonzero(a, *, size=None, fill_value=None)",
        "The indices of non-zero elements of the flattened array.",
        a -> nonzero(Layout.ravel(a.value("a")), size(a), fill(a, 1)).getFirst());
    m.function(
        "argwhere(a, *, size=None, fill_value=None)",
        "The indices of non-zero elements as rows.",
        a -> argwhere(a.value("a"), size(a), fill(a, Math.max(1, a.value("a").rank()))));
    m.function(
        "searchsorted(a, v, side='left', sorter=None, *, method='scan')",
        "Where elements belong in a sorted array.",
        a -> {
          Value s = a.value("a");
          if (!a.isNone("sorter")) {
            s = at(s, a.value("sorter"));
          }
          return searchsorted(s, a.value("v"), a.string("side"), a.string("method"));
        });
    m.function(
        "digitize(x, bins, right=False, *, method=None)",
        "The bin of each element.",
        a ->
            digitize(a.value("x"), a.value("bins"), a.flag("right"), a.isNone("method") ? "scan" : a.string("method")));
    m.function(
        "interp(x, xp, fp, left=None, right=None, period=None)",
        "Linear interpolation between points.",
        a -> {
          Outside outside =
              new Outside(
                  end(a, "left"),
                  end(a, "right"),
                  a.get("left") instanceof String,
                  a.get("right") instanceof String,
                  a.valueOrNull("period"));
          return interp(a.value("x"), a.value("xp"), a.value("fp"), outside);
        });
    m.function(
        "extract(condition, arr, *, size=None, fill_value=0)",
        "The elements where a condition holds.",
        a ->
            Edits.compress(
                Layout.ravel(a.value("condition")),
                Layout.ravel(a.value("arr")),
                null,
                size(a),
                a.value("fill_value")));
    m.function(
        "put_along_axis(arr, indices, values, axis, inplace=True, *, mode=None)",
        "The array with values written at indices along an axis.",
        a -> {
          if (a.flag("inplace")) {
            throw JaxError.value(
                "jax.numpy.put_along_axis cannot modify arrays in-place, because JAX arrays are immutable. Pass"
                    + " inplace=False to instead return an updated array.");
          }
          return putAlongAxis(
              a.value("arr"),
              a.value("indices"),
              a.value("values"),
              a.isNone("axis") ? null : Integer.valueOf(a.integer("axis")),
              a.string("mode"));
        });
  }
}
