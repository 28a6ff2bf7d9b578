package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Reduction;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import java.util.Arrays;
import java.util.List;

/// Running sums and products.
public final class Cumulations {
  private Cumulations() {}

  /// Running sum along an axis; of the flattened array for null. Booleans become integers.
  public static Value cumsum(Value x, Integer axis) {
    return cumsum(x, axis, null);
  }

  public static Value cumsum(Value x, Integer axis, DType dtype) {
    return named("cumsum", Reduction.Op.SUM, x, axis, dtype, null, false);
  }

  /// Running product along an axis.
  public static Value cumprod(Value x, Integer axis, DType dtype) {
    return named("cumprod", Reduction.Op.PROD, x, axis, dtype, null, false);
  }

  private static Value named(
      String name, Reduction.Op op, Value x, Integer axis, DType dtype, Double forNan, boolean promote) {
    return NamedJit.call1(
        name,
        Arrays.asList(axis, dtype),
        List.of(x),
        in -> List.of(body(op, in.getFirst(), axis, dtype, forNan, promote)));
  }

  private static Value body(Reduction.Op op, Value x, Integer axis, DType dtype, Double forNan, boolean promote) {
    Value a = x;
    if (axis == null || a.rank() == 0) {
      a = Lax.reshape(a, Shape.of(Math.toIntExact(a.shape().elements())));
    }
    int k = Arguments.normalizeAxis(axis == null ? 0 : axis, a.rank());
    if (forNan != null) {
      a = Selection.where(Lax.ne(a, a), Lax.like(a, forNan), a);
    }
    DType result = dtype;
    DType computation = dtype;
    if (dtype == null) {
      result = promote || a.dtype().isBool() ? Reductions.promoteInteger(a.dtype()) : a.dtype();
      computation = result;
    } else if (dtype.isBool()) {
      a = Comparison.toBool(a);
      computation = Promote.defaultInt();
    }
    Value r = Lax.bind1(new Reduction.Cumulative(op, k, false), Promote.convert(a, computation));
    return Promote.convert(r, result);
  }

  private static Value cumulative(Arguments a, boolean sum) {
    String name = sum ? "sum" : "product";
    Value x = a.value("x");
    if (x.rank() == 0) {
      throw JaxError.value(
          "The input must be non-scalar to take a cumulative "
              + name
              + ", however a scalar value or scalar array was given.");
    }
    if (a.isNone("axis") && x.rank() > 1) {
      throw JaxError.value(
          "The input array has rank "
              + x.rank()
              + ", however axis was not set to an explicit value. The axis argument is only optional for"
              + " one-dimensional arrays.");
    }
    int axis = a.isNone("axis") ? 0 : a.axis("axis", x.rank());
    DType t = UserDTypes.of(a, "dtype", null);
    Value r =
        sum
            ? named("_cumsum_with_promotion", Reduction.Op.SUM, x, axis, t, null, true)
            : body(Reduction.Op.PROD, x, axis, t, null, false);
    if (a.flag("include_initial")) {
      Value first = Creation.full(x.shape().with(axis, 1), HostScalar.of(r.dtype(), false, sum ? 0L : 1L));
      r = Joining.laxConcatenate(List.of(first, r), axis);
    }
    return r;
  }

  private static void entry(Catalogue.Module m, String name, String summary, Reduction.Op op, Double forNan) {
    m.function(
        name + "(a, axis=None, dtype=None, out=None)",
        summary,
        a -> {
          if (!a.isNone("out")) {
            throw JaxError.notImplemented("The 'out' argument to jnp." + name + " is not supported");
          }
          Integer axis = a.isNone("axis") ? null : Integer.valueOf(a.integer("axis"));
          return named(name, op, a.value("a"), axis, UserDTypes.of(a, "dtype", name), forNan, false);
        });
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    entry(m, "cumsum", "Running sum along an axis.", Reduction.Op.SUM, null);
    entry(m, "cumprod", "Running product along an axis.", Reduction.Op.PROD, null);
    entry(m, "nancumsum", "Running sum, NaN as 0.", Reduction.Op.SUM, 0.0);
    entry(m, "nancumprod", "Running product, NaN as 1.", Reduction.Op.PROD, 1.0);
    m.function(
        "cumulative_sum(x, /, *, axis=None, dtype=None, include_initial=False)",
        "Running sum along an axis.",
        a -> cumulative(a, true));
    m.function(
        "cumulative_prod(x, /, *, axis=None, dtype=None, include_initial=False)",
        "Running product along an axis.",
        a -> cumulative(a, false));
  }
}
