package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import gradwright.numpy.Reductions.Options;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/// Reductions that pass over NaN.
public final class NanReductions {
  private NanReductions() {}

  /// A jitted function of an array and the traced options.
  private static Value jitted(String name, Object more, Value x, Options o, BiFunction<Value, Options, Value> f) {
    List<Value> in = new ArrayList<>(List.of(x));
    if (o.initial() != null) {
      in.add(o.initial());
    }
    if (o.where() != null) {
      in.add(o.where());
    }
    boolean hasInitial = o.initial() != null;
    boolean hasWhere = o.where() != null;
    return NamedJit.call1(
        name,
        Arrays.asList(o.axes(), o.dtype(), o.keepdims(), hasInitial, hasWhere, more),
        in,
        a -> {
          Options inner =
              new Options(
                  o.axes(), o.dtype(), o.keepdims(), hasInitial ? a.get(1) : null, hasWhere ? a.getLast() : null, true);
          return List.of(f.apply(a.getFirst(), inner));
        });
  }

  private static Value skipping(
      Value x, Options o, BiFunction<Value, Options, Value> reduce, double identity, boolean nanWhenAll) {
    if (!x.dtype().isInexact()) {
      return reduce.apply(x, o);
    }
    Value held = Selection.where(isnan(x), Reductions.identity(x.dtype(), identity), x);
    Value out = reduce.apply(held, o);
    if (!nanWhenAll) {
      return out;
    }
    Value all = Reductions.all(isnan(x), Options.over(o.axes(), o.keepdims()));
    return Selection.where(all, Lax.like(x, Double.NaN), out);
  }

  private static Value isnan(Value x) {
    return Lax.ne(x, x);
  }

  public static Value nansum(Value x, Options o) {
    return jitted("nansum", null, x, o, (a, i) -> skipping(a, i, Reductions::sum, 0, false));
  }

  public static Value nanprod(Value x, Options o) {
    return jitted("nanprod", null, x, o, (a, i) -> skipping(a, i, Reductions::prod, 1, false));
  }

  public static Value nanmax(Value x, Options o) {
    return jitted(
        "nanmax", null, x, o, (a, i) -> skipping(a, i, Reductions::max, Double.NEGATIVE_INFINITY, i.initial() == null));
  }

  public static Value nanmin(Value x, Options o) {
    return jitted(
        "nanmin", null, x, o, (a, i) -> skipping(a, i, Reductions::min, Double.POSITIVE_INFINITY, i.initial() == null));
  }

  public static Value nanmean(Value x, Options o) {
    return jitted("nanmean", null, x, o, NanReductions::nanmeanBody);
  }

  private static Value nanmeanBody(Value x, Options o) {
    Reductions.checkWhere("nanmean", o.where());
    if (!x.dtype().isInexact()) {
      return Statistics.mean(x, o);
    }
    DType t = o.dtype() == null ? x.dtype() : o.dtype();
    Value n = Reductions.sum(Lax.not(isnan(x)), o.as(t));
    return Lax.div(nansum(x, o.as(t)), n);
  }

  /// Variance of what is not NaN; `ddof` is subtracted from the count.
  public static Value nanvar(Value x, Options o, Value ddof, Value mean) {
    return variance("nanvar", x, o, ddof, mean, false);
  }

  public static Value nanstd(Value x, Options o, Value ddof, Value mean) {
    return variance("nanstd", x, o, ddof, mean, true);
  }

  private static Value variance(String name, Value x, Options o, Value ddof, Value mean, boolean root) {
    // A ddof that was left at its default is a constant of the function, not an operand.
    boolean given = ddof != null;
    List<Value> in = new ArrayList<>(List.of(x));
    if (given) {
      in.add(ddof);
    }
    if (o.where() != null) {
      in.add(o.where());
    }
    if (mean != null) {
      in.add(mean);
    }
    boolean hasWhere = o.where() != null;
    boolean hasMean = mean != null;
    return NamedJit.call1(
        name,
        Arrays.asList(o.axes(), o.dtype(), o.keepdims(), given, hasWhere, hasMean),
        in,
        a -> {
          Value d = given ? a.get(1) : Promote.integer(0);
          Value m = hasMean ? a.getLast() : null;
          Options inner = o.where(hasWhere ? a.get(a.size() - (hasMean ? 2 : 1)) : null);
          if (root) {
            return List.of(Lax.unary(UnaryOp.SQRT, variance("nanvar", a.getFirst(), inner, d, m, false)));
          }
          return List.of(nanvarBody(a.getFirst(), inner, d, m));
        });
  }

  private static Value nanvarBody(Value x, Options o, Value ddof, Value given) {
    DType result =
        o.dtype() != null ? o.dtype() : x.dtype().isInexact() ? x.dtype().realType() : Promote.inexact(x.dtype());
    DType computation = Reductions.upcastHalf(o.dtype() != null ? o.dtype() : Promote.inexact(x.dtype()));
    Value a = Promote.convert(x, computation);
    Options kept = new Options(o.axes(), computation, true, null, o.where(), true);
    Value mean = given == null ? nanmean(a, kept) : Promote.convert(given, computation);
    Value centered = Selection.where(isnan(a), Promote.integer(0), Lax.sub(a, mean));
    centered =
        centered.dtype().isComplex()
            ? Lax.real(Lax.mul(centered, Lax.conj(centered)))
            : Lax.unary(UnaryOp.SQUARE, centered);
    Options plain = new Options(o.axes(), null, o.keepdims(), null, o.where(), true);
    Value n = Arithmetic.subtract(Reductions.sum(Lax.not(isnan(a)), plain), ddof);
    Value none = Lax.le(n, Promote.like(n, 0L));
    Value sum = Reductions.sum(centered, plain);
    sum = Selection.where(none, Promote.number(Double.NaN), sum);
    Value divisor = Selection.where(none, Promote.integer(1), n);
    return Promote.convert(Lax.div(sum, Promote.convert(divisor, sum.dtype())), result);
  }

  /// Index of the largest (smallest) element that is not NaN; -1 where all are.
  public static Value nanarg(Value x, boolean max, Integer axis, boolean keepdims) {
    return NamedJit.call1(
        max ? "_nanargmax" : "_nanargmin",
        Arrays.asList(axis, keepdims),
        List.of(x),
        in -> {
          Value a = in.getFirst();
          if (!a.dtype().isInexact()) {
            return List.of(max ? Reductions.argmax(a, axis, keepdims) : Reductions.argmin(a, axis, keepdims));
          }
          Value nan = isnan(a);
          Value held =
              Selection.where(nan, Promote.number(max ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY), a);
          Value r = max ? Reductions.argmax(held, axis, keepdims) : Reductions.argmin(held, axis, keepdims);
          Ints axes = axis == null ? null : Ints.of(Arguments.normalizeAxis(axis, a.rank()));
          return List.of(Selection.where(Reductions.all(nan, Options.over(axes, keepdims)), Promote.integer(-1), r));
        });
  }

  private static Value ddof(Arguments a) {
    return a.get("ddof") instanceof Long n && n == 0 ? null : a.value("ddof");
  }

  private static Options options(Arguments a, String name, boolean dtype, boolean initial) {
    if (a.get("axis") instanceof List) {
      throw JaxError.value(
          "jnp." + name + ": axis must be an integer or a tuple of integers, got a list, which is not hashable");
    }
    return Reductions.options(a, a.value("a"), name, dtype, initial, true);
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function(
        "nansum(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None)",
        "Sum over axes, NaN as 0.",
        a -> nansum(a.value("a"), options(a, "nansum", true, true)));
    m.function(
        "nanprod(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None)",
        "Product over axes, NaN as 1.",
        a -> nanprod(a.value("a"), options(a, "nanprod", true, true)));
    m.function(
        "nanmax(a, axis=None, out=None, keepdims=False, initial=None, where=None)",
        "Largest element that is not NaN.",
        a -> nanmax(a.value("a"), options(a, "nanmax", false, true)));
    m.function(
        "nanmin(a, axis=None, out=None, keepdims=False, initial=None, where=None)",
        "Smallest element that is not NaN.",
        a -> nanmin(a.value("a"), options(a, "nanmin", false, true)));
    m.function(
        "nanmean(a, axis=None, dtype=None, out=None, keepdims=False, where=None)",
        "Mean of what is not NaN.",
        a -> nanmean(a.value("a"), options(a, "nanmean", true, false)));
    m.function(
        "nanvar(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, where=None, mean=None)",
        "Variance of what is not NaN.",
        a -> nanvar(a.value("a"), options(a, "nanvar", true, false), ddof(a), a.valueOrNull("mean")));
    m.function(
        "nanstd(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, where=None, mean=None)",
        "Standard deviation of what is not NaN.",
        a -> nanstd(a.value("a"), options(a, "nanstd", true, false), ddof(a), a.valueOrNull("mean")));
    for (boolean max : new boolean[] {true, false}) {
      String name = max ? "nanargmax" : "nanargmin";
      m.function(
          name + "(a, axis=None, out=None, keepdims=None)",
          "Index of the " + (max ? "largest" : "smallest") + " element that is not NaN.",
          a -> {
            if (!a.isNone("out")) {
              throw JaxError.notImplemented("The 'out' argument to jnp." + name + " is not supported.");
            }
            Value x = a.value("a");
            Sequences.requireAxes(a, x.rank());
            return nanarg(x, max, Sequences.axisOrNull(a, "axis", x.rank()), a.flag("keepdims"));
          });
    }
  }
}
