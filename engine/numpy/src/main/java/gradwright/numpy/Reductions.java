package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Reduction;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;

/// Reductions over axes: sum, product, extremes, any, all, argmax, argmin. `axes` null reduces all of them.
public final class Reductions {
  private Reductions() {}

  /// What a reduction may be given besides its operand; `axes` null reduces all, `dtype`, `initial` and `where` may be null.
  public record Options(Ints axes, DType dtype, boolean keepdims, Value initial, Value where, boolean promoteIntegers) {
    public static final Options ALL = new Options(null, null, false, null, null, true);

    public static Options over(Ints axes, boolean keepdims) {
      return new Options(axes, null, keepdims, null, null, true);
    }

    public Options as(DType t) {
      return new Options(axes, t, keepdims, initial, where, promoteIntegers);
    }

    public Options where(Value w) {
      return new Options(axes, dtype, keepdims, initial, w, promoteIntegers);
    }
  }

  private enum Kind {
    SUM("sum", Reduction.Op.SUM, BinaryOp.ADD, 0, true),
    PROD("prod", Reduction.Op.PROD, BinaryOp.MUL, 1, true),
    MAX("max", Reduction.Op.MAX, BinaryOp.MAX, Double.NEGATIVE_INFINITY, false),
    MIN("min", Reduction.Op.MIN, BinaryOp.MIN, Double.POSITIVE_INFINITY, false),
    ALL("all", Reduction.Op.AND, BinaryOp.AND, 1, true),
    ANY("any", Reduction.Op.OR, BinaryOp.OR, 0, true);

    final String name;
    final Reduction.Op op;
    final BinaryOp pair;
    final double init;
    final boolean hasIdentity;

    Kind(String name, Reduction.Op op, BinaryOp pair, double init, boolean hasIdentity) {
      this.name = name;
      this.op = op;
      this.pair = pair;
      this.init = init;
      this.hasIdentity = hasIdentity;
    }

    boolean arithmetic() {
      return this == SUM || this == PROD;
    }

    boolean logical() {
      return this == ALL || this == ANY;
    }
  }

  private static Value reduce(Kind kind, Value a, Options o) {
    checkWhere(kind.name, o.where);
    if (o.initial == null && !kind.hasIdentity && o.where != null) {
      throw JaxError.value(
          "reduction operation "
              + kind.name
              + " does not have an identity, so to use a where mask one has to specify 'initial'");
    }
    if (kind.arithmetic()) {
      a = Promote.numeric(a);
    } else if (kind.logical()) {
      a = Lax.convert(a.dtype().isComplex() ? Lax.real(a) : a, DType.BOOL);
    }
    Ints axes = o.axes == null ? Ints.range(0, a.rank()) : o.axes;
    if (o.initial == null && !kind.hasIdentity) {
      for (int i = 0; i < axes.size(); i++) {
        if (a.shape().size(axes.get(i)) == 0) {
          throw JaxError.value("zero-size array to reduction operation " + kind.name + " which has no identity");
        }
      }
    }
    DType result =
        o.dtype != null ? o.dtype : kind.arithmetic() && o.promoteIntegers ? promoteInteger(a.dtype()) : a.dtype();
    DType computation = kind.arithmetic() && o.dtype == null ? upcastHalf(result) : result;
    a = Promote.convert(a, computation);
    if (o.where != null) {
      a = Selection.where(o.where, a, identity(a.dtype(), kind.init));
    }
    boolean bool = computation == DType.BOOL;
    Reduction.Op op =
        bool && kind == Kind.SUM ? Reduction.Op.OR : bool && kind == Kind.PROD ? Reduction.Op.AND : kind.op;
    Value r = Lax.reduce(op, a, axes.sorted());
    if (o.initial != null) {
      if (o.initial.rank() != 0) {
        throw JaxError.value("initial value must be a scalar. Got array of shape " + o.initial.shape().toTuple());
      }
      Value initial = Promote.convert(o.initial, a.dtype());
      r =
          Lax.binary(
              bool && kind == Kind.SUM ? BinaryOp.OR : bool && kind == Kind.PROD ? BinaryOp.AND : kind.pair,
              initial,
              r);
    }
    if (o.keepdims) {
      r = Lax.expandDims(r, axes.sorted());
    }
    return Promote.convert(r, result);
  }

  /// ValueError unless the mask is null or bool.
  static void checkWhere(String name, Value where) {
    if (where != null && !where.dtype().isBool()) {
      throw JaxError.value(
          "jnp."
              + name
              + ": where must be None or a boolean array; got where.dtype=dtype('"
              + where.dtype().jaxName()
              + "').");
    }
  }

  /// The constant that a reduction starts from, in a dtype: infinities become the extremes of integers.
  static HostScalar identity(DType t, double init) {
    if (t.isBool()) {
      return HostScalar.of(t, false, init > 0 ? 1L : 0L);
    }
    if (t == DType.UINT64 && init == Double.POSITIVE_INFINITY) {
      return HostScalar.of(t, false, -1L);
    }
    return HostScalar.of(t, false, init);
  }

  /// Booleans and narrow integers become the default integers of their signedness.
  public static DType promoteInteger(DType t) {
    if (t.isBool()) {
      return Promote.defaultInt();
    }
    DType d = t.isUnsigned() ? Promote.defaultUnsigned() : Promote.defaultInt();
    return t.isInteger() && t.bits() < d.bits() ? d : t;
  }

  /// float32 for the 16-bit floats.
  static DType upcastHalf(DType t) {
    return t == DType.FLOAT16 || t == DType.BFLOAT16 ? DType.FLOAT32 : t;
  }

  // ---- typed API ----

  /// Sum of all elements.
  public static Value sum(Value x) {
    return sum(x, Options.ALL);
  }

  /// Sum over axes (negative ones count from the end).
  public static Value sum(Value x, int... axes) {
    return sum(x, Options.over(axes(x, axes), false));
  }

  /// Sum: booleans and narrow integers become integers of the default width; float16 and bfloat16 add up in float32.
  public static Value sum(Value x, Options o) {
    return reduce(Kind.SUM, x, o);
  }

  public static Value prod(Value x, Options o) {
    return reduce(Kind.PROD, x, o);
  }

  public static Value prod(Value x, int... axes) {
    return prod(x, Options.over(axes(x, axes), false));
  }

  /// The largest element; NaN if there is one. ValueError for no elements without `initial`.
  public static Value max(Value x, Options o) {
    return reduce(Kind.MAX, x, o);
  }

  public static Value max(Value x, int... axes) {
    return max(x, Options.over(axes(x, axes), false));
  }

  public static Value min(Value x, Options o) {
    return reduce(Kind.MIN, x, o);
  }

  public static Value min(Value x, int... axes) {
    return min(x, Options.over(axes(x, axes), false));
  }

  /// Whether all elements are non-zero.
  public static Value all(Value x, Options o) {
    return reduce(Kind.ALL, x, o);
  }

  public static Value all(Value x, int... axes) {
    return all(x, Options.over(axes(x, axes), false));
  }

  /// Whether some element is non-zero.
  public static Value any(Value x, Options o) {
    return reduce(Kind.ANY, x, o);
  }

  public static Value any(Value x, int... axes) {
    return any(x, Options.over(axes(x, axes), false));
  }

  /// Axes of the Java API: none given means all (null); negative ones count from the end.
  static Ints axes(Value x, int[] axes) {
    return axes.length == 0 ? null : Ints.of(axes).map(i -> Arguments.normalizeAxis(i, x.rank()));
  }

  /// Index of the first maximum along an axis; over the flattened array for null.
  public static Value argmax(Value x, Integer axis, boolean keepdims) {
    return arg(true, x, axis, keepdims);
  }

  /// Index of the first minimum along an axis; over the flattened array for null.
  public static Value argmin(Value x, Integer axis, boolean keepdims) {
    return arg(false, x, axis, keepdims);
  }

  private static Value arg(boolean max, Value x, Integer axis, boolean keepdims) {
    int rank = x.rank();
    Value a = x;
    int k = 0;
    if (axis == null) {
      a = Lax.reshape(x, gradwright.core.types.Shape.of(Math.toIntExact(x.shape().elements())));
    } else {
      k = Arguments.normalizeAxis(axis, rank);
    }
    if (a.shape().size(k) == 0) {
      throw JaxError.value("attempt to get " + (max ? "argmax" : "argmin") + " of an empty sequence");
    }
    Value r = Lax.bind1(new Reduction.ArgReduce(max, k, Promote.defaultInt()), a);
    if (!keepdims) {
      return r;
    }
    return Lax.expandDims(r, axis == null ? Ints.range(0, rank) : Ints.of(k));
  }

  // ---- catalogue ----

  /// The options among a function's arguments; parameters it lacks take their defaults.
  static Options options(Arguments a, Value x, String function, boolean dtype, boolean initial, boolean where) {
    Unsupported.out(a, function);
    return new Options(
        Sequences.axes(a, "axis", x.rank()),
        dtype ? UserDTypes.of(a, "dtype", function) : null,
        a.flag("keepdims"),
        initial ? a.valueOrNull("initial") : null,
        where ? a.valueOrNull("where") : null,
        true);
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function(
        "sum(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None, promote_integers=True)",
        "Sum of elements over axes.",
        a -> {
          Value x = a.value("a");
          Options o = options(a, x, "sum", true, true, true);
          return sum(x, new Options(o.axes, o.dtype, o.keepdims, o.initial, o.where, a.flag("promote_integers")));
        });
    m.function(
        "prod(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None, promote_integers=True)",
        "Product of elements over axes.",
        a -> {
          Value x = a.value("a");
          Options o = options(a, x, "prod", true, true, true);
          return prod(x, new Options(o.axes, o.dtype, o.keepdims, o.initial, o.where, a.flag("promote_integers")));
        });
    m.function(
        "max(a, axis=None, out=None, keepdims=False, initial=None, where=None)",
        "Largest element over axes; NaN wins.",
        a -> max(a.value("a"), options(a, a.value("a"), "max", false, true, true)));
    m.alias("amax", "max");
    m.function(
        "min(a, axis=None, out=None, keepdims=False, initial=None, where=None)",
        "Smallest element over axes; NaN wins.",
        a -> min(a.value("a"), options(a, a.value("a"), "min", false, true, true)));
    m.alias("amin", "min");
    m.function(
        "all(a, axis=None, out=None, keepdims=False, *, where=None)",
        "Whether all elements over axes are non-zero.",
        a -> all(a.value("a"), options(a, a.value("a"), "all", false, false, true)));
    m.function(
        "any(a, axis=None, out=None, keepdims=False, *, where=None)",
        "Whether some element over axes is non-zero.",
        a -> any(a.value("a"), options(a, a.value("a"), "any", false, false, true)));
    m.function(
        "argmax(a, axis=None, out=None, keepdims=None)",
        "Index of the first largest element.",
        a -> {
          Unsupported.out(a, "argmax");
          Value x = a.value("a");
          Sequences.requireAxes(a, x.rank());
          return argmax(x, Sequences.axisOrNull(a, "axis", x.rank()), a.flag("keepdims"));
        });
    m.function(
        "argmin(a, axis=None, out=None, keepdims=None)",
        "Index of the first smallest element.",
        a -> {
          Unsupported.out(a, "argmin");
          Value x = a.value("a");
          Sequences.requireAxes(a, x.rank());
          return argmin(x, Sequences.axisOrNull(a, "axis", x.rank()), a.flag("keepdims"));
        });
  }
}
