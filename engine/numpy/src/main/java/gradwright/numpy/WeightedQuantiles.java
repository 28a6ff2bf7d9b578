package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Reduction;
import gradwright.core.trace.Session;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import gradwright.numpy.Reductions.Options;
import java.util.List;

/// Quantiles as the inverse of the distribution function (`method="inverted_cdf"`): the smallest element up to which the
/// weights add up to the fraction asked for. The one method that takes weights, as NumPy's.
final class WeightedQuantiles {
  private WeightedQuantiles() {}

  /// Weights in the shape of the data: as they are, or one for each place along the axes.
  static Value fitted(Value weights, Value x, Ints axes, String method) {
    if (weights.dtype().isComplex()) {
      throw JaxError.value("quantile: weights cannot be complex, got " + weights.dtype().jaxName());
    }
    if (!method.equals("inverted_cdf")) {
      throw JaxError.notImplemented(
          "quantile: method='" + method + "' does not support weights. Only method='inverted_cdf' supports weights.");
    }
    if (weights.shape().equals(x.shape())) {
      return weights;
    }
    if (axes == null) {
      throw JaxError.value("quantile: weights must have the shape of a when axis is None.");
    }
    if (!weights.shape().equals(axes.map(x.shape()::size).toShape())) {
      throw JaxError.value(
          "quantile: weights of shape " + weights.shape().toTuple() + " must match the reduced axes of a: " + axes);
    }
    return Lax.broadcastInDim(weights, x.shape(), axes);
  }

  /// Quantiles of `x` along an axis at the fractions `q` (rank 0 or 1, whose axis comes first); `weights` null counts each
  /// element once, `nan` leaves NaN out of account.
  static Value of(Value x, Value weights, Value q, int axis, boolean keepdims, boolean nan) {
    int last = x.rank() - 1;
    int n = x.shape().size(axis);
    int lead = q.rank();
    Value a = Layout.moveaxis(x, axis, last);
    Value w = weights == null ? Creation.onesLike(a) : Layout.moveaxis(weights, axis, last);
    List<Value> sorted = Session.bind(new Reduction.Sort(last, true, 1), List.of(a, w));
    a = sorted.get(0);
    w = sorted.get(1);
    Options along = Options.over(Ints.of(last), false);
    Value missing = Lax.ne(a, a);
    Value bad = Lax.or(Lax.lt(w, Creation.zerosLike(w)), Lax.ne(w, w));
    Value clean = Lax.select(Lax.or(bad, missing), Creation.zerosLike(w), w);
    Value sums = Cumulations.cumsum(clean, last);
    Value total = Subscripts.pick(sums, n - 1, last);
    Value target =
        Lax.mul(Promote.broadcastTo(Lax.expandDims(q, Ints.range(lead, lead + last)), shape(q, total)), over(total, q));
    Value below =
        Comparison.less(Lax.expandDims(sums, Ints.range(0, lead)), Lax.expandDims(target, Ints.of(lead + last)));
    Value at = Reductions.sum(below, Options.over(Ints.of(lead + last), false).as(Promote.defaultInt()));
    Value known = Reductions.sum(Lax.not(missing), along.as(Promote.defaultInt()));
    Value limit =
        Arithmetic.subtract(nan ? known : Lax.full(known.shape(), Promote.like(known, (long) n)), Promote.integer(1));
    at = Arithmetic.maximum(Promote.integer(0), Arithmetic.minimum(at, Lax.expandDims(limit, Ints.range(0, lead))));
    Value lined = Promote.broadcastTo(Lax.expandDims(a, Ints.range(0, lead)), at.shape().insert(lead + last, n));
    Value r = Taking.takeAlongAxis(lined, Lax.expandDims(at, Ints.of(lead + last)), lead + last, null, null);
    r = Lax.squeeze(r, Ints.of(lead + last));
    Value none = nan ? Comparison.equal(known, Promote.integer(0)) : Reductions.any(missing, along);
    Value spoilt = Lax.or(Reductions.any(bad, along), none);
    r = Selection.where(Lax.expandDims(spoilt, Ints.range(0, lead)), Promote.number(Double.NaN), r);
    return keepdims ? Lax.expandDims(r, Ints.of(lead + axis)) : r;
  }

  private static gradwright.core.types.Shape shape(Value q, Value total) {
    return Ints.of(q.shape().toArray()).concat(Ints.of(total.shape().toArray())).toShape();
  }

  private static Value over(Value total, Value q) {
    return Promote.broadcastTo(Lax.expandDims(total, Ints.range(0, q.rank())), shape(q, total));
  }
}
