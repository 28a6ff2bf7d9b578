package gradwright.numpy.linalg;

import gradwright.core.control.Control;
import gradwright.core.lax.Lax;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Comparison;
import gradwright.numpy.Promote;
import gradwright.numpy.Reductions;
import gradwright.numpy.Searching;
import gradwright.numpy.Term;
import java.util.List;

/// Eigenvectors of tridiagonal matrices by inverse iteration, those of close eigenvalues made orthogonal to each other.
final class TridiagonalVectors {
  private static final int LIMIT = 5;
  private static final double GROWTH = 1.1;

  private final int k;
  private final int n;
  private final Value starts;
  private final Value ends;
  private final Value clusters;

  /// The vectors of `values` as columns; `start`: [k, n].
  static Value of(Value d, Value e, Value values, Value start) {
    TridiagonalVectors v = new TridiagonalVectors(values, d.shape().size(0));
    return Matrices.transpose(v.iterate(d, e, values, start));
  }

  /// Finds the runs of eigenvalues closer to each other than the root of the precision.
  private TridiagonalVectors(Value values, int n) {
    this.n = n;
    k = values.shape().size(0);
    double epsilon = values.dtype() == DType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
    Term gap = Term.of(Lax.sub(Lax.sliceInDim(values, 1, k, 0), Lax.sliceInDim(values, 0, k - 1, 0)));
    Value first = Lax.abs(Lax.indexInDim(values, 0, 0));
    Value last = Lax.abs(Lax.indexInDim(values, k - 1, 0));
    Term norm = Term.of(Arithmetic.maximum(first, last));
    Value close = gap.lt(norm.times(Math.sqrt(epsilon))).value();
    Value left = Lax.pad(close, Lax.scalar(DType.BOOL, 0L), Ints.of(1), Ints.of(0), Ints.of(0));
    Value right = Lax.pad(close, Lax.scalar(DType.BOOL, 0L), Ints.of(0), Ints.of(1), Ints.of(0));
    Value opening = Lax.and(Lax.not(left), right);
    Value closing = Lax.and(left, Lax.not(right));
    int most = k / 2 + 1;
    starts = Searching.nonzero(opening, most, null).getFirst();
    ends = Arithmetic.add(Searching.nonzero(closing, most, null).getFirst(), Promote.integer(1));
    clusters = Lax.convert(Reductions.sum(opening), DType.INT32);
  }

  private Value iterate(Value d, Value e, Value values, Value start) {
    DType t = d.dtype();
    Ints rows = Ints.of(1);
    Value real = t.isComplex() ? Lax.real(d) : d;
    Value shifted = Term.of(real).expand(0).minus(Term.of(values).expand(1)).as(t).value();
    Shape shape = Shape.of(k, n);
    Value below = t.isComplex() ? Lax.conj(e) : e;
    Value lower = Lax.pad(below, Lax.like(below, 0), Ints.of(1), Ints.of(0), Ints.of(0));
    Value upper = Lax.pad(e, Lax.like(e, 0), Ints.of(0), Ints.of(1), Ints.of(0));
    Value dl = Lax.broadcastInDim(lower, shape, Ints.of(1));
    Value du = Lax.broadcastInDim(upper, shape, Ints.of(1));
    Value unit = normalized(Lax.convert(start, t), Norms.norm(start, null, rows, true));
    List<Value> end =
        Control.whileLoop(
            s -> {
              Value grows = Comparison.greaterEqual(s.get(2), Term.of(s.get(3)).times(GROWTH).value());
              return List.of(Lax.and(Lax.lt(s.get(0), Lax.like(s.get(0), LIMIT)), Reductions.any(grows)));
            },
            s -> {
              Value right = Lax.expandDims(s.get(1), Ints.of(2));
              Value x = Lax.bind1(new LinearAlgebra.TridiagonalSolve(true), dl, shifted, du, right);
              Value v = Lax.squeeze(x, Ints.of(2));
              Value norm = Norms.norm(v, null, rows, true);
              Value next = orthogonal(normalized(v, norm));
              return List.of(Lax.add(s.get(0), Lax.like(s.get(0), 1)), next, Lax.squeeze(norm, rows), s.get(2));
            },
            List.of(
                Lax.full(Shape.of(), Lax.scalar(DType.INT32, 0L)),
                unit,
                Lax.fullLike(values, 1),
                Lax.fullLike(values, 0)));
    return end.get(1);
  }

  private static Value normalized(Value v, Value norm) {
    return Lax.div(v, Lax.broadcastTo(Lax.convert(norm, v.dtype()), v.shape()));
  }

  /// The vectors of each run replaced by an orthonormal basis of what they span.
  private Value orthogonal(Value v) {
    return Control.foriLoop(
            Lax.scalar(DType.INT32, 0L), clusters, in -> List.of(oneCluster(in.get(0), in.get(1))), List.of(v))
        .getFirst();
  }

  private Value oneCluster(Value cluster, Value v) {
    Value zero = Lax.scalar(DType.INT32, 0L);
    Value start = element(starts, cluster);
    Value end = element(ends, cluster);
    Value place = Lax.iota(DType.INT32, Shape.of(k), 0);
    Value count = Lax.broadcastTo(Lax.sub(end, start), place.shape());
    Value kept = Lax.broadcastInDim(Lax.lt(place, count), Shape.of(k, n), Ints.of(0));
    Ints none = Ints.of(0, 0);
    Value padded = Lax.pad(v, Lax.like(v, 0), none, Ints.of(k, 0), none);
    Value block = Lax.dynamicSlice(padded, List.of(start, zero), Ints.of(k, n));
    Value chosen = Lax.select(kept, block, Lax.fullLike(block, 0));
    Value q = Lax.bind(new LinearAlgebra.Qr(false), Matrices.transpose(chosen)).getFirst();
    Value basis = Lax.select(kept, Matrices.transpose(q), Lax.fullLike(block, 0));
    Value room = Lax.full(Shape.of(2 * k, n), Lax.like(v, 0));
    Value placed = Lax.sliceInDim(Lax.dynamicUpdateSlice(room, basis, List.of(start, zero)), 0, k, 0);
    Value inside =
        Lax.and(
            Lax.ge(place, Lax.broadcastTo(start, place.shape())), Lax.lt(place, Lax.broadcastTo(end, place.shape())));
    return Lax.select(Lax.broadcastInDim(inside, Shape.of(k, n), Ints.of(0)), placed, v);
  }

  private static Value element(Value v, Value i) {
    return Lax.convert(Lax.reshape(Lax.dynamicSlice(v, List.of(i), Ints.of(1)), Shape.of()), DType.INT32);
  }
}
