package gradwright.numpy.scipy;

import gradwright.core.lax.Lax;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.Selection;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Parameter;
import gradwright.numpy.catalogue.Signature;
import java.util.List;

/// A module of `jax.scipy.stats` being filled: the functions of one family of distributions, whose parameters share a dtype.
record Family(Catalogue.Module module, String name, String parameters) {
  /// A function of the point and the family's parameters, in one dtype and rank.
  interface Formula {
    Value of(Value[] p);
  }

  /// Adds `function(point, parameters)`.
  Family with(String function, String point, String summary, Formula f) {
    String signature = function + "(" + point + (parameters.isEmpty() ? "" : ", " + parameters) + ")";
    List<String> names = Signature.parse(signature).parameters().stream().map(Parameter::name).toList();
    module.function(
        signature,
        summary,
        a -> {
          Value[] given = names.stream().map(a::value).toArray(Value[]::new);
          return f.of(Promote.argsInexact(name + "." + function, given).toArray(Value[]::new));
        });
    return this;
  }

  /// The logarithm of the density, and the density.
  Family density(Formula log) {
    return with("logpdf", "x", "Logarithm of the probability density.", log)
        .with("pdf", "x", "Probability density.", exp(log));
  }

  /// The logarithm of the probability of an integer, and the probability.
  Family mass(Formula log) {
    return with("logpmf", "k", "Logarithm of the probability of an integer.", log)
        .with("pmf", "k", "Probability of an integer.", exp(log));
  }

  /// The distribution function.
  Family below(Formula f) {
    return with("cdf", "x", "Probability of a number up to x.", f);
  }

  Family logBelow(Formula f) {
    return with("logcdf", "x", "Logarithm of the probability of a number up to x.", f);
  }

  /// The survival function.
  Family above(Formula f) {
    return with("sf", "x", "Probability of a number above x.", f);
  }

  Family logAbove(Formula f) {
    return with("logsf", "x", "Logarithm of the probability of a number above x.", f);
  }

  /// The inverse of the distribution function.
  Family quantile(String point, Formula f) {
    return with("ppf", point, "The number below which a share of the probability lies.", f);
  }

  /// The inverse of the survival function.
  Family upperQuantile(String point, Formula f) {
    return with("isf", point, "The number above which a share of the probability lies.", f);
  }

  static Formula exp(Formula f) {
    return p -> Lax.exp(f.of(p));
  }

  static Formula log(Formula f) {
    return p -> Lax.log(f.of(p));
  }

  /// The point less the location, over the scale.
  static Value standard(Value x, Value location, Value scale) {
    return Lax.div(Lax.sub(x, location), scale);
  }

  /// Minus infinity where the condition holds.
  static Value impossible(Value condition, Value log) {
    return Selection.where(condition, Promote.number(Double.NEGATIVE_INFINITY), log);
  }

  /// NaN where the condition holds.
  static Value undefined(Value condition, Value v) {
    return Selection.where(condition, Promote.number(Double.NaN), v);
  }
}
