package gradwright.numpy.scipy;

import gradwright.core.lax.Lax;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Joining;
import gradwright.numpy.Ranges;
import gradwright.numpy.Term;
import java.util.List;

/// Derivatives of a table of associated Legendre functions, from their neighbours in order and degree (Bosch, Phys. Chem. Earth
/// 25, 2000).
final class LegendreDerivatives {
  private LegendreDerivatives() {}

  /// The derivatives of `p`, a table `[m, l, x]`, at `x`.
  static Term of(Term p, Term x) {
    int n = p.value().shape().size(0);
    int points = p.value().shape().size(2);
    Term order = Term.of(Ranges.arange(n)).as(x.dtype()).expand(1).expand(2);
    Term degree = Term.of(Ranges.arange(n)).as(x.dtype()).expand(0).expand(2);
    Term above = order.le(degree);
    Term second = order.eq(1);
    Term zero = p.number(0);
    Term lessDegree = shifted(p, 0, 1);
    Term moreOrder = shifted(lessDegree, -2, 0);
    Term lessOrder = negativeOrders(p, shifted(lessDegree, 2, 0), degree, n, points);
    Term sum = degree.plus(order);
    Term half = order.minus(1).under(-0.5);
    Term a = second.choose(zero, above.choose(half, zero));
    Term c = second.choose(zero, above.choose(half.times(sum.minus(2)).times(sum.minus(1)), zero));
    Term lower = a.times(lessDegree).plus(c.times(lessOrder));
    Term other = order.plus(1).under(-0.5);
    Term d = above.choose(other, zero);
    Term e = above.choose(other.times(sum).times(sum.plus(1)), zero);
    Term upper = d.times(moreOrder).plus(e.times(lessDegree));
    Term f = above.choose(sum.times(degree.minus(order).plus(1)).over(2), zero);
    Term slope = f.times(lower).minus(upper.times(0.5));
    return n > 1 ? second.choose(firstOrder(p, x, n), slope) : slope;
  }

  /// The values of the orders -1 and -2 that the recurrence reads, from those of 1 and 2.
  private static Term negativeOrders(Term p, Term shifted, Term degree, int n, int points) {
    Value result = shifted.value();
    if (n > 2) {
      Term l = Term.of(Ranges.arange(1, n - 1)).as(p.dtype()).expand(1);
      Term v = l.plus(1).times(l).under(-1).times(row(p, 1, 1, n - 1, points));
      result = replaced(result, v, 1, 2);
    }
    if (n > 3) {
      Term l = Term.of(Ranges.arange(2, n - 1)).as(p.dtype()).expand(1);
      Term v = l.plus(2).times(l.plus(1)).times(l).times(l.minus(1)).under(1).times(row(p, 2, 2, n - 1, points));
      result = replaced(result, v, 0, 3);
    }
    return Term.of(result);
  }

  private static Value replaced(Value table, Term row, int order, int from) {
    List<Value> starts = List.of(start(order), start(from), start(0));
    return Lax.dynamicUpdateSlice(table, Lax.expandDims(row.value(), Ints.of(0)), starts);
  }

  private static Value start(int v) {
    return Lax.scalar(DType.INT32, (long) v);
  }

  private static Term row(Term p, int order, int from, int to, int points) {
    Value v = Lax.slice(p.value(), Ints.of(order, from, 0), Ints.of(order + 1, to, points), null);
    return Term.of(Lax.reshape(v, Shape.of(to - from, points)));
  }

  /// The table moved by orders and degrees, with zeros behind.
  private static Term shifted(Term p, int orders, int degrees) {
    Value v = p.value();
    return Term.of(
        Lax.pad(v, Lax.like(v, 0), Ints.of(orders, degrees, 0), Ints.of(-orders, -degrees, 0), Ints.of(0, 0, 0)));
  }

  /// The derivatives of order 1, all along the axis of degrees; 0 at degree 0.
  private static Term firstOrder(Term p, Term x, int n) {
    int points = p.value().shape().size(2);
    Term l = Term.of(Ranges.arange(n)).as(p.dtype()).expand(1);
    Term g = l.plus(1).times(l).times(row(p, 0, 0, n, points));
    if (n > 2) {
      g = g.minus(row(p, 2, 0, n, points));
    }
    Term slope = x.times(x).from(1).sqrt().under(0.5).times(g);
    Value rest = Lax.sliceInDim(slope.value(), 1, n, 0);
    Value zero = Lax.full(Shape.of(1, points), Lax.like(rest, 0));
    return Term.of(Joining.concatenate(List.of(zero, rest), 0));
  }
}
