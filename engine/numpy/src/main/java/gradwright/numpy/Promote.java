package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.trace.EvalTrace;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.types.Sharding;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Brings the arguments of `jax.numpy` functions to a common dtype and rank, as NumPy's broadcasting and JAX's promotion
/// lattice ask. Python scalars are weakly typed host scalars: they convert on the host and stay literals when staged.
public final class Promote {
  private Promote() {}

  /// A dtype and whether it is weak.
  public record Type(DType dtype, boolean weak) {}

  /// The type that all values promote to.
  public static Type type(List<? extends Value> values) {
    List<Aval> avals = new ArrayList<>(values.size());
    for (Value v : values) {
      avals.add(v.aval());
    }
    return typeOf(avals);
  }

  public static Type type(Value... values) {
    return type(Arrays.asList(values));
  }

  /// The type that values of these types promote to. Under `numpy_dtype_promotion='strict'` only weak types promote.
  public static Type typeOf(List<Aval> avals) {
    DType first = avals.getFirst().dtype();
    boolean allWeak = true;
    boolean same = true;
    for (Aval a : avals) {
      allWeak &= a.weakType();
      same &= a.dtype() == first;
    }
    if (same) {
      return new Type(first, allWeak && first != DType.BOOL);
    }
    if (Session.current().config().dtypePromotion().equals("strict")) {
      checkStrict(avals);
    }
    Type r = new Type(first, !allWeak && avals.getFirst().weakType());
    for (Aval a : avals.subList(1, avals.size())) {
      r = join(r, new Type(a.dtype(), !allWeak && a.weakType()));
    }
    DType t = r.dtype.canonical(x64());
    return new Type(t, (allWeak || r.weak) && t != DType.BOOL);
  }

  private static void checkStrict(List<Aval> avals) {
    Set<DType> strong = new LinkedHashSet<>();
    int weakest = -1;
    for (Aval a : avals) {
      if (a.weakType()) {
        weakest = Math.max(weakest, category(a.dtype()));
      } else {
        strong.add(a.dtype());
      }
    }
    boolean fits =
        strong.isEmpty()
            || strong.size() == 1 && weakest <= category(strong.iterator().next()) && !strong.contains(DType.BOOL);
    if (!fits) {
      String names =
          avals.stream().map(a -> "'" + a.dtype().jaxName() + "'").collect(Collectors.joining(", ", "(", ")"));
      throw new JaxError(
          "TypePromotionError",
          "Input dtypes "
              + names
              + " have no available implicit dtype promotion path when jax_numpy_dtype_promotion=strict. Try explicitly"
              + " casting inputs to the desired output type, or set jax_numpy_dtype_promotion=standard.");
    }
  }

  private static int category(DType t) {
    return switch (t.kind()) {
      case BOOL -> 0;
      case SIGNED, UNSIGNED -> 1;
      case FLOAT -> 2;
      case COMPLEX -> 3;
      case KEY, FLOAT0, CUSTOM -> 4;
    };
  }

  /// The least upper bound in JAX's lattice.
  private static Type join(Type a, Type b) {
    if (a.equals(b)) {
      return a;
    }
    int ca = category(a.dtype);
    int cb = category(b.dtype);
    for (DType t : new DType[] {a.dtype, b.dtype}) {
      if (t.isKey()) {
        throw JaxError.value("dtype=" + t + " is not a valid dtype for JAX type promotion.");
      }
    }
    if (ca == 4 || cb == 4) {
      throw JaxError.type("No implicit dtype promotion path between " + a.dtype + " and " + b.dtype + ".");
    }
    if (ca < cb) {
      return join(b, a);
    }
    if (ca != cb) {
      if (ca == 3 && cb == 2 && !b.weak) {
        boolean wide = b.dtype == DType.FLOAT64 || !a.weak && a.dtype == DType.COMPLEX128;
        return new Type(wide ? DType.COMPLEX128 : DType.COMPLEX64, false);
      }
      return a;
    }
    if (a.weak != b.weak) {
      return a.weak ? b : a;
    }
    if (ca == 1 && a.dtype.isSigned() != b.dtype.isSigned()) {
      DType signed = a.dtype.isSigned() ? a.dtype : b.dtype;
      DType unsigned = a.dtype.isSigned() ? b.dtype : a.dtype;
      if (unsigned.bits() < signed.bits()) {
        return new Type(signed, false);
      }
      return switch (unsigned.code()) {
        case UINT8 -> new Type(DType.INT16, false);
        case UINT16 -> new Type(DType.INT32, false);
        case UINT32 -> new Type(DType.INT64, false);
        default -> new Type(defaultFloat(), true);
      };
    }
    if (a.dtype.bits() == b.dtype.bits()) {
      return new Type(DType.FLOAT32, false); // float16 with bfloat16
    }
    return a.dtype.bits() > b.dtype.bits() ? a : b;
  }

  // ---- default types ----

  public static boolean x64() {
    return Session.current().config().x64();
  }

  public static DType defaultInt() {
    return x64() ? DType.INT64 : DType.INT32;
  }

  public static DType defaultUnsigned() {
    return x64() ? DType.UINT64 : DType.UINT32;
  }

  public static DType defaultFloat() {
    return x64() ? DType.FLOAT64 : DType.FLOAT32;
  }

  /// The type itself when inexact; float64 for 64-bit integers, float32 for narrower ones and booleans.
  public static DType inexact(DType t) {
    if (t.isInexact() || t.isKey()) {
      return t;
    }
    return t == DType.INT64 || t == DType.UINT64 ? defaultFloat() : DType.FLOAT32;
  }

  /// The type itself, int32 for booleans.
  public static DType numeric(DType t) {
    return t.isBool() ? DType.INT32 : t;
  }

  public static DType complex(DType t) {
    return inexact(t).complexType();
  }

  // ---- dtypes ----

  /// To another dtype as `astype` does: complex numbers lose their imaginary part, or compare with zero for booleans.
  public static Value convert(Value x, DType dtype, boolean weak) {
    if (x.dtype().isComplex() && !dtype.isComplex() && !(x instanceof HostScalar)) {
      if (dtype.isBool()) {
        return Lax.ne(x, Lax.like(x, 0));
      }
      return Lax.convert(Lax.real(x), dtype, weak);
    }
    return Lax.convert(x, dtype, weak);
  }

  public static Value convert(Value x, DType dtype) {
    return convert(x, dtype, false);
  }

  private static List<Value> all(List<? extends Value> xs, DType dtype, boolean weak) {
    List<Value> r = new ArrayList<>(xs.size());
    for (Value x : xs) {
      r.add(convert(x, dtype, weak));
    }
    return r;
  }

  /// All values in their common dtype.
  public static List<Value> dtypes(List<? extends Value> xs) {
    if (xs.size() < 2) {
      return List.copyOf(xs);
    }
    Type t = type(xs);
    return all(xs, t.dtype, t.weak);
  }

  public static List<Value> dtypesInexact(List<? extends Value> xs) {
    Type t = type(xs);
    return all(xs, inexact(t.dtype), t.weak);
  }

  public static List<Value> dtypesNumeric(List<? extends Value> xs) {
    Type t = type(xs);
    return all(xs, numeric(t.dtype), t.weak);
  }

  public static List<Value> dtypesComplex(List<? extends Value> xs) {
    Type t = type(xs);
    return all(xs, complex(t.dtype), t.weak);
  }

  public static Value inexact(Value x) {
    return convert(x, inexact(x.dtype()), x.aval().weakType());
  }

  public static Value numeric(Value x) {
    return convert(x, numeric(x.dtype()), x.aval().weakType());
  }

  // ---- shapes ----

  /// Gives arguments of different ranks leading axes of size 1; arguments of equal ranks and scalars stay as they are.
  public static List<Value> shapes(String function, List<? extends Value> xs) {
    int rank = xs.getFirst().rank();
    boolean same = true; // but for scalars
    for (Value x : xs) {
      int r = x.rank();
      if (r > 0) {
        same &= rank == 0 || r == rank;
        rank = r;
      }
    }
    if (same) {
      return List.copyOf(xs);
    }
    String mode = Session.current().config().rankPromotion();
    if (!mode.equals("allow")) {
      String shapes = xs.stream().map(v -> v.shape().toTuple()).collect(Collectors.joining(" "));
      if (mode.equals("raise")) {
        throw JaxError.value(
            "Operands could not be broadcast together for "
                + function
                + " on shapes "
                + shapes
                + " and with the config option jax_numpy_rank_promotion='raise'. For more information, see"
                + " https://docs.jax.dev/en/latest/rank_promotion_warning.html.");
      }
      Warnings.warn(
          "UserWarning",
          "Following NumPy automatic rank promotion for "
              + function
              + " on shapes "
              + shapes
              + ". Set the jax_numpy_rank_promotion config option to 'allow' to disable this warning; for more"
              + " information, see https://docs.jax.dev/en/latest/rank_promotion_warning.html.");
    }
    int result = broadcastShapes(xs.stream().map(Value::shape).toList()).rank();
    List<Value> r = new ArrayList<>(xs.size());
    for (Value x : xs) {
      r.add(Lax.expandDims(x, Ints.range(0, result - x.rank())));
    }
    return r;
  }

  /// The shape that shapes of any ranks broadcast to, aligned at their last axes; ValueError when they do not fit.
  public static Shape broadcastShapes(List<Shape> shapes) {
    int rank = shapes.stream().mapToInt(Shape::rank).max().orElse(0);
    int[] r = new int[rank];
    Arrays.fill(r, 1);
    for (Shape s : shapes) {
      for (int i = 0; i < s.rank(); i++) {
        int k = rank - s.rank() + i;
        if (s.size(i) != 1) {
          if (r[k] != 1 && r[k] != s.size(i)) {
            throw JaxError.value(
                "Incompatible shapes for broadcasting: shapes="
                    + shapes.stream().map(Shape::toTuple).collect(Collectors.joining(", ", "[", "]")));
          }
          r[k] = s.size(i);
        }
      }
    }
    return Shape.of(r);
  }

  /// The value stretched to a shape it broadcasts to; ValueError when it does not.
  public static Value broadcastTo(Value x, Shape shape) {
    return broadcastTo(x, shape, null);
  }

  private static Value broadcastTo(Value x, Shape shape, Sharding sharding) {
    if (x.shape().equals(shape)) {
      return x;
    }
    int lead = shape.rank() - x.rank();
    boolean fits = lead >= 0;
    for (int i = 0; fits && i < x.rank(); i++) {
      fits = x.shape().size(i) == 1 || x.shape().size(i) == shape.size(lead + i);
    }
    if (lead < 0) {
      throw JaxError.value(
          "Cannot broadcast to shape with fewer dimensions: arr_shape="
              + x.shape().toTuple()
              + " shape="
              + shape.toTuple());
    }
    if (!fits) {
      throw JaxError.value(
          "Incompatible types for broadcasting: input type="
              + x.aval().longName()
              + " and requested type="
              + x.aval().withShape(shape).longName());
    }
    return Lax.broadcastInDim(x, shape, Ints.range(lead, shape.rank()), sharding);
  }

  /// All values stretched to their common shape.
  public static List<Value> broadcastArrays(List<? extends Value> xs) {
    if (xs.isEmpty()) {
      return List.of();
    }
    Shape s = broadcastShapes(xs.stream().map(Value::shape).toList());
    Sharding sharding = null;
    for (Value x : xs) {
      sharding = sharding == null && x.shape().equals(s) ? x.aval().sharding() : sharding;
    }
    List<Value> r = new ArrayList<>(xs.size());
    for (Value x : xs) {
      r.add(broadcastTo(x, s, sharding));
    }
    return r;
  }

  // ---- arguments ----

  private static void check(String function, List<? extends Value> xs) {
    boolean keys = false;
    boolean differ = false;
    DType first = xs.getFirst().dtype();
    for (Value x : xs) {
      keys |= x.dtype().isKey();
      differ |= x.dtype() != first;
      if (x.dtype() == DType.FLOAT0) {
        throw JaxError.type(
            "Called "
                + function
                + " with a float0 array. float0s do not support any operations by design because they are not"
                + " compatible with non-trivial vector spaces. No implicit dtype conversion is done. You can use"
                + " np.zeros_like(arr, dtype=np.float) to cast a float0 array to a regular zeros array. \n"
                + "If you didn't expect to get a float0 you might have accidentally taken a gradient with respect to an"
                + " integer argument.");
      }
    }
    if (differ && keys) {
      throw JaxError.type(
          function
              + " does not accept dtypes "
              + xs.stream().map(v -> v.dtype().jaxName()).collect(Collectors.joining(", "))
              + ".");
    }
  }

  /// Common dtype and rank.
  public static List<Value> args(String function, Value... xs) {
    List<Value> l = List.of(xs);
    check(function, l);
    return shapes(function, dtypes(l));
  }

  /// The same, in an inexact dtype.
  public static List<Value> argsInexact(String function, Value... xs) {
    List<Value> l = List.of(xs);
    check(function, l);
    if (l.getFirst().dtype().isKey()) {
      throw JaxError.type(function + " does not accept dtype " + l.getFirst().dtype().jaxName() + " at position 0.");
    }
    return shapes(function, dtypesInexact(l));
  }

  /// The same, in a numeric dtype: booleans become integers.
  public static List<Value> argsNumeric(String function, Value... xs) {
    List<Value> l = List.of(xs);
    check(function, l);
    return shapes(function, dtypesNumeric(l));
  }

  /// A strong scalar constant of the value's dtype.
  public static HostScalar like(Value x, double v) {
    return Lax.like(x, v);
  }

  public static HostScalar like(Value x, long v) {
    return HostScalar.of(x.dtype(), false, v);
  }

  /// A constant beside a value, as weakly typed as scalars are: strong beside arrays with axes.
  public static HostScalar constant(Value x, double v) {
    return HostScalar.of(x.dtype(), x.aval().weakType() && x.rank() == 0, v);
  }

  /// A Python integer: weak, of the default width.
  public static HostScalar integer(long v) {
    return HostScalar.of(defaultInt(), true, v);
  }

  /// A Python float: weak, of the default width.
  public static HostScalar number(double v) {
    return HostScalar.of(defaultFloat(), true, v);
  }

  /// A host scalar made an array when operations compute at once; anything else, and literals being staged, stay.
  public static Value materialize(Value v) {
    Session s = Session.current();
    return v instanceof HostScalar && s.trace() == s.evalTrace() ? EvalTrace.toArray(v, s.engine().defaultDevice()) : v;
  }
}
