package gradwright.numpy.scipy;

import gradwright.core.batch.Vmap;
import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.lax.Matrices;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.Reductions;
import gradwright.numpy.Term;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.linalg.NormalFactors;
import gradwright.numpy.nn.Softmax;
import java.util.List;

/// Sums and integrals of Gaussian kernels, for `jax.scipy.stats.gaussian_kde`. Datasets are `[dimensions, points]`.
final class KernelDensity {
  private KernelDensity() {}

  static void register(Catalogue.Module m) {
    m.function(
            "kernels(log, dataset, weights, points, inverse)",
            "The density at points of kernels with this inverse covariance.",
            a -> kernels(a.flag("log"), a.value("dataset"), a.value("weights"), a.value("points"), a.value("inverse")))
        .function(
            "convolved(covariance, dataset, weights, means)",
            "The integrals of the kernels against normal densities of these means, the covariances added.",
            a -> convolved(a.value("covariance"), a.value("dataset"), a.value("weights"), a.value("means")))
        .function(
            "box(covariance, dataset, weights, low, high)",
            "The integral of kernels in one dimension between two numbers.",
            a -> box(a.value("covariance"), a.value("dataset"), a.value("weights"), a.value("low"), a.value("high")));
  }

  private static Value kernels(boolean log, Value dataset, Value weights, Value points, Value inverse) {
    return NamedJit.call1(
        "_gaussian_kernel_eval",
        log,
        List.of(dataset, weights, points, inverse),
        in -> {
          List<Value> p = Promote.dtypesInexact(in);
          Value whitening = NormalFactors.factor(p.get(3));
          Value data = times(p.get(0), whitening);
          Value at = times(p.get(2), whitening);
          Value w = p.get(1);
          int d = data.shape().size(1);
          Term diagonal = Term.of(NormalFactors.diagonal(whitening));
          double half = 0.5 * d * Math.log(2 * Math.PI);
          Term norm = Term.of(Reductions.sum(diagonal.log().value())).minus(half);
          return Vmap.map(x -> List.of(density(log, norm, x.getFirst(), data, w)), 1, List.of(at));
        });
  }

  private static Value times(Value columns, Value whitening) {
    Value rows = Lax.transpose(columns, Ints.of(1, 0));
    return Matrices.dot(rows, whitening);
  }

  private static Value density(boolean log, Term norm, Value x, Value data, Value weights) {
    Term off = Term.of(data).minus(Term.of(x));
    Term exponent = norm.minus(off.square().sum(1).times(0.5));
    Term w = Term.of(weights);
    if (log) {
      Value terms = w.log().plus(exponent).value();
      return Softmax.logsumexp(terms, Ints.of(0), null, false, false, null).getFirst();
    }
    return Reductions.sum(w.times(exponent.exp()).value());
  }

  private static Value convolved(Value covariance, Value dataset, Value weights, Value means) {
    Value factor = NormalFactors.factor(covariance);
    int d = dataset.shape().size(0);
    Term root = Term.of(Reductions.prod(NormalFactors.diagonal(factor)));
    Term norm = root.times(Math.pow(2 * Math.PI, 0.5 * d)).under(1);
    Value each = Lax.transpose(means, Ints.of(1, 0));
    return Vmap.map(
            mean -> {
              Value column = Lax.expandDims(mean.getFirst(), Ints.of(1));
              Term off = Term.of(dataset).minus(Term.of(column));
              Term solved = Term.of(NormalFactors.solve(factor, off.value()));
              Term exponent = off.times(solved).sum(0).times(-0.5);
              return List.of(
                  norm.times(Term.of(Reductions.sum(exponent.exp().times(Term.of(weights)).value()))).value());
            },
            1,
            List.of(each))
        .getFirst();
  }

  private static Value box(Value covariance, Value dataset, Value weights, Value low, Value high) {
    if (low.rank() != 0 || high.rank() != 0) {
      throw JaxError.value("the limits of integration in integrate_box_1d must be scalars");
    }
    Term sigma = Term.of(Lax.reshape(covariance, Shape.of())).sqrt();
    Term data = Term.of(Lax.reshape(dataset, Shape.of(dataset.shape().size(1))));
    Value from = Term.of(low).minus(data).over(sigma).value();
    Value to = Term.of(high).minus(data).over(sigma).value();
    Term mass = Term.of(NormalTails.ndtr(to)).minus(Term.of(NormalTails.ndtr(from)));
    return Reductions.sum(Term.of(weights).times(mass).value());
  }
}
