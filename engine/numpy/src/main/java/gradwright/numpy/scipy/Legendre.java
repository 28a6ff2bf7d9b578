package gradwright.numpy.scipy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Cumulations;
import gradwright.numpy.Joining;
import gradwright.numpy.Promote;
import gradwright.numpy.Ranges;
import gradwright.numpy.Selection;
import gradwright.numpy.Taking;
import gradwright.numpy.Term;
import java.util.ArrayList;
import java.util.List;

/// Associated Legendre functions of the first kind by the recurrence on the degree (Press et al., Numerical Recipes, 6.7), and
/// the spherical harmonics made of them.
final class Legendre {
  private Legendre() {}

  private static void check(Value z, int m, int n) {
    if (z.dtype() != DType.FLOAT32 && z.dtype() != DType.FLOAT64) {
      throw JaxError.type("z.dtype=" + z.dtype().jaxName() + " is not supported, see docstring for supported types.");
    }
    if (z.rank() != 1) {
      throw JaxError.value("z must be a 1D array.");
    }
    if (m != n) {
      throw JaxError.notImplemented("Computations for m!=n are not yet supported.");
    }
  }

  /// The functions of orders and degrees up to n at z, `[m, l, z]`, and their derivatives.
  static List<Value> lpmn(int m, int n, Value z) {
    check(z, m, n);
    Value p = values(n, z, false);
    Value slopes =
        NamedJit.call1(
            "_gen_derivatives",
            n,
            List.of(p, z),
            in -> List.of(LegendreDerivatives.of(Term.of(in.get(0)), Term.of(in.get(1))).value()));
    return List.of(p, slopes);
  }

  /// The functions of orders and degrees up to n at z, `[m, l, z]`; normalised for spherical harmonics if asked.
  static Value lpmnValues(int m, int n, Value z, boolean normalized) {
    check(z, m, n);
    return values(n, z, normalized);
  }

  private record Statics(int degree, boolean normalized) {}

  static Value values(int degree, Value x, boolean normalized) {
    return NamedJit.call1(
        "_gen_associated_legendre",
        new Statics(degree, normalized),
        List.of(x),
        in -> List.of(table(degree, Term.of(in.getFirst()), normalized)));
  }

  /// A column of numbers from..to - 1 in the dtype of x.
  private static Term column(Term x, int from, int to) {
    return Term.of(Ranges.arange(from, to)).as(x.dtype()).expand(1);
  }

  private static Term rows(Term x, int count) {
    return Term.of(Lax.sliceInDim(x.value(), 0, count, 0));
  }

  private static Value table(int degree, Term x, boolean normalized) {
    int n = degree + 1;
    int points = x.value().shape().size(0);
    List<Term> diagonals = new ArrayList<>();
    double start = normalized ? 0.5 / Math.sqrt(Math.PI) : 1;
    Term first = Term.of(Lax.full(Shape.of(1, points), Lax.like(x.value(), start)));
    if (degree > 0) {
      Term order = column(x, 1, n);
      Term factor = normalized ? order.under(0.5).plus(1).sqrt().times(-1) : order.times(2).from(1);
      Term root = Term.of(Promote.broadcastTo(x.times(x).from(1).sqrt().value(), Shape.of(degree, points)));
      Term products = Term.of(Cumulations.cumprod(factor.value(), 0, null));
      Term powers = Term.of(Cumulations.cumprod(root.value(), 0, null));
      Term rest = products.times(powers).times(start);
      first = Term.of(Joining.concatenate(List.of(first.value(), rest.value()), 0));
    }
    diagonals.add(first);
    if (degree > 0) {
      Term order = column(x, 0, degree);
      Term factor = normalized ? order.times(2).plus(3).sqrt() : order.times(2).plus(1);
      diagonals.add(factor.times(x).times(rows(first, degree)));
    }
    for (int i = 2; i < n; i++) {
      int count = n - i;
      Term m = column(x, 0, count);
      Term l = m.plus(i);
      Term one;
      Term two;
      if (normalized) {
        Term difference = l.times(l).minus(m.times(m));
        Term less = l.minus(1).times(l.minus(1)).minus(m.times(m));
        Term twice = l.times(2);
        one = l.times(l).times(4).minus(1).over(difference).sqrt();
        two = twice.plus(1).times(less).over(twice.minus(3).times(difference)).sqrt();
      } else {
        one = l.times(2).minus(1).over(l.minus(m));
        two = l.plus(m).minus(1).over(l.minus(m));
      }
      Term next = one.times(rows(diagonals.get(i - 1), count).times(x));
      diagonals.add(next.minus(two.times(rows(diagonals.get(i - 2), count))));
    }
    return skewed(diagonals, n, points);
  }

  /// The table `[m, l, x]` of diagonals `[l - m][m, x]`: each row moved right by its order, by reading rows of n + 1 as rows of n.
  private static Value skewed(List<Term> diagonals, int n, int points) {
    List<Value> padded = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Value d = diagonals.get(i).value();
      padded.add(Lax.pad(d, Lax.like(d, 0), Ints.of(0, 0), Ints.of(i, 0), Ints.of(0, 0)));
    }
    Value byOrder = Joining.stack(padded, 1);
    Ints none = Ints.of(0, 0, 0);
    Value wide = Lax.pad(byOrder, Lax.like(byOrder, 0), none, Ints.of(0, 1, 0), none);
    Value flat = Lax.reshape(wide, Shape.of(n * (n + 1), points));
    return Lax.reshape(Lax.sliceInDim(flat, 0, n * n, 0), Shape.of(n, n, points));
  }

  /// Spherical harmonics of degrees n and orders m at polar angles theta and azimuths phi, all of one axis.
  static Value sphericalHarmonics(Value n, Value m, Value theta, Value phi, int largest) {
    return NamedJit.call1(
        "_sph_harm",
        largest,
        List.of(n, m, theta, phi),
        in -> List.of(harmonics(in.get(0), Term.of(in.get(1)), Term.of(in.get(2)), Term.of(in.get(3)), largest)));
  }

  private static Value harmonics(Value n, Term m, Term theta, Term phi, int largest) {
    Value table = values(largest, theta.cos().value(), true);
    int points = table.shape().size(2);
    Term order = m.abs();
    Term row = Term.of(clipped(order.value(), largest));
    Term column = Term.of(clipped(n, largest));
    Term place = row.times(largest + 1).plus(column).times(points);
    Term point = Term.of(clipped(Ranges.arange(n.shape().size(0)), points - 1));
    Value flat = Lax.reshape(table, Shape.of(Math.toIntExact(table.shape().elements())));
    Term legendre = Term.of(Taking.take(flat, place.plus(point).value(), 0));
    Term angle = order.times(phi);
    Term real = legendre.times(angle.cos());
    Term imaginary = legendre.times(angle.sin());
    Term harmonic = Term.of(Lax.complex(real.value(), imaginary.value()));
    Term sign = Term.of(Promote.number(-1)).power(order);
    return m.lt(0).choose(sign.times(Term.of(Lax.conj(harmonic.value()))), harmonic).value();
  }

  private static Value clipped(Value v, int limit) {
    return Selection.clip(v, Promote.integer(0), Promote.integer(limit));
  }
}
