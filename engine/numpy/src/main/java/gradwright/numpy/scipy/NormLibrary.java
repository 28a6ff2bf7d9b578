package gradwright.numpy.scipy;

import gradwright.core.lax.Lax;
import gradwright.core.prim.UnaryOp;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import java.util.List;
import java.util.function.UnaryOperator;

/// `jax.scipy.stats.norm`: the normal distribution.
public final class NormLibrary {
  private static final String REST = ", loc=0, scale=1)";

  private NormLibrary() {}

  private static List<Value> arguments(Arguments a, String function, String first) {
    return Promote.argsInexact("norm." + function, a.value(first), a.value("loc"), a.value("scale"));
  }

  /// The logarithm of the density.
  public static Value logpdf(Value x, Value loc, Value scale) {
    Value square = Lax.mul(scale, scale);
    Value normalizer = Lax.unary(UnaryOp.LOG, Lax.mul(Lax.like(x, 2 * Math.PI), square));
    Value d = Lax.sub(x, loc);
    Value quadratic = Lax.div(Lax.mul(d, d), square);
    return Lax.div(Lax.add(normalizer, quadratic), Lax.like(x, -2));
  }

  private static Value standardized(Arguments a, String function, UnaryOperator<Value> f) {
    List<Value> in = arguments(a, function, "x");
    return f.apply(Lax.div(Lax.sub(in.get(0), in.get(1)), in.get(2)));
  }

  /// Adds the module's functions.
  public static void register(Catalogue.Module m) {
    m.function("logpdf(x" + REST, "The logarithm of the normal density.", a -> {
      List<Value> in = arguments(a, "logpdf", "x");
      return logpdf(in.get(0), in.get(1), in.get(2));
    });
    m.function("pdf(x" + REST, "The normal density.", a -> {
      List<Value> in = arguments(a, "pdf", "x");
      return Lax.unary(UnaryOp.EXP, logpdf(in.get(0), in.get(1), in.get(2)));
    });
    m.function("cdf(x" + REST, "The normal distribution function.",
        a -> standardized(a, "cdf", SpecialLibrary::ndtr));
    m.function("sf(x" + REST, "One minus the normal distribution function.",
        a -> standardized(a, "sf", x -> SpecialLibrary.ndtr(Lax.neg(x))));
    m.function("logcdf(x" + REST, "The logarithm of the normal distribution function.",
        a -> standardized(a, "logcdf", x -> Lax.unary(UnaryOp.LOG, SpecialLibrary.ndtr(x))));
    m.function("ppf(q" + REST, "The quantiles of the normal distribution.", a -> {
      List<Value> in = arguments(a, "ppf", "q");
      return Lax.add(Lax.mul(SpecialLibrary.ndtri(in.get(0)), in.get(2)), in.get(1));
    });
  }
}
