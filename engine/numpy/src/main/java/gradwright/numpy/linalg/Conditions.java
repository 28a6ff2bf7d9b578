package gradwright.numpy.linalg;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import gradwright.numpy.Classify;
import gradwright.numpy.Promote;
import gradwright.numpy.Reductions;
import gradwright.numpy.Term;
import gradwright.numpy.catalogue.Arguments;

/// Rank and condition number of matrices.
final class Conditions {
  private Conditions() {}

  static Value rank(Arguments a) {
    if (!a.isNone("rtol") && !a.isNone("tol")) {
      throw JaxError.value("matrix_rank: only one of tol or rtol may be specified.");
    }
    Value x = Promote.inexact(a.value("M"));
    if (x.rank() < 2) {
      return Lax.convert(Reductions.any(Lax.ne(x, Lax.like(x, 0))), DType.INT32);
    }
    Value s =
        a.flag("hermitian")
            ? Decompositions.svdHermitian(x, false).getFirst()
            : Decompositions.svd(x, false, false).getFirst();
    int last = s.rank() - 1;
    int n = Math.max(Matrices.rows(x), Matrices.columns(x));
    Value given = a.isNone("rtol") ? a.valueOrNull("tol") : a.value("rtol");
    Term cut =
        given == null
            ? Term.of(Reductions.max(s, last)).times(n).times(PseudoInverses.epsilon(s))
            : Term.of(Promote.materialize(given));
    Term above = Term.of(s).gt(cut.expand(cut.value().rank()));
    return Lax.sum(Lax.convert(above.value(), Promote.defaultInt()), Ints.of(last));
  }

  static Value condition(Value x, Object order) {
    if (x.rank() < 2) {
      throw JaxError.value("jnp.linalg.cond: input array must be at least 2D; got arr.shape=" + x.shape().toTuple());
    }
    if (Matrices.rows(x) == 0 || Matrices.columns(x) == 0) {
      throw JaxError.value("jnp.linalg.cond: input array must not be empty; got arr.shape=" + x.shape().toTuple());
    }
    boolean two = order instanceof Double p && Math.abs(p) == 2;
    Value r;
    if (order == null || two) {
      Value s = Decompositions.svd(x, false, false).getFirst();
      int last = s.rank() - 1;
      Value largest = Lax.indexInDim(s, 0, last);
      Value smallest = Lax.indexInDim(s, s.shape().size(last) - 1, last);
      if (order == null || (Double) order == 2) {
        return Lax.div(largest, smallest);
      }
      r = Lax.div(smallest, largest);
    } else {
      if (Matrices.rows(x) != Matrices.columns(x)) {
        throw JaxError.value(
            "jnp.linalg.cond: for p="
                + (order instanceof String s ? "'" + s + "'" : gradwright.core.ir.PythonText.of((Double) order))
                + ", array must be square; got arr.shape="
                + x.shape().toTuple());
      }
      Ints axes = Ints.of(x.rank() - 2, x.rank() - 1);
      r = Lax.mul(Norms.norm(x, order, axes, false), Norms.norm(Solve.inv(x), order, axes, false));
    }
    Value broken = Reductions.any(Classify.isnan(x), x.rank() - 2, x.rank() - 1);
    Term undefined = Term.of(Classify.isnan(r)).and(Term.of(broken).not());
    return undefined.choose(Term.of(r).number(Double.POSITIVE_INFINITY), Term.of(r)).value();
  }
}
