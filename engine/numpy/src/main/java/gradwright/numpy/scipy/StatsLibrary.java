package gradwright.numpy.scipy;

import gradwright.numpy.catalogue.Catalogue;
import java.util.Map;
import java.util.function.Consumer;

/// The modules of `jax.scipy.stats`, one for each family of distributions.
public final class StatsLibrary {
  private StatsLibrary() {}

  /// The fillers of the modules by name (`jax.scipy.stats.norm`, ...).
  public static Map<String, Consumer<Catalogue.Module>> modules() {
    return Map.ofEntries(
        entry("norm", LocationScale::norm),
        entry("uniform", LocationScale::uniform),
        entry("expon", LocationScale::expon),
        entry("laplace", LocationScale::laplace),
        entry("logistic", LocationScale::logistic),
        entry("cauchy", LocationScale::cauchy),
        entry("gumbel_r", LocationScale::gumbelRight),
        entry("gumbel_l", LocationScale::gumbelLeft),
        entry("beta", Shaped::beta),
        entry("gamma", Shaped::gamma),
        entry("chi2", Shaped::chiSquare),
        entry("t", Shaped::student),
        entry("pareto", Shaped::pareto),
        entry("bernoulli", Discrete::bernoulli),
        entry("poisson", Discrete::poisson),
        entry("binom", Discrete::binom),
        entry("geom", Discrete::geom),
        entry("nbinom", Discrete::nbinom),
        entry("multivariate_normal", Joint::multivariateNormal),
        entry("dirichlet", Joint::dirichlet),
        entry("multinomial", Joint::multinomial),
        entry("betabinom", Discrete::betabinom),
        entry("gennorm", Shaped::generalizedNormal),
        entry("truncnorm", Truncated::normal),
        entry("vonmises", Circular::vonMises),
        entry("wrapcauchy", Circular::wrappedCauchy),
        entry("_kde", KernelDensity::register),
        Map.entry("jax.scipy.stats", Ranks::register));
  }

  private static Map.Entry<String, Consumer<Catalogue.Module>> entry(String family, Consumer<Catalogue.Module> filler) {
    return Map.entry("jax.scipy.stats." + family, filler);
  }
}
