package gradwright.numpy.linalg;

import gradwright.core.control.Control;
import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Joining;
import gradwright.numpy.Reductions;
import gradwright.numpy.Term;
import java.util.Arrays;
import java.util.List;

/// Eigenvalues of symmetric tridiagonal matrices by bisection with Sturm's sequences (Demmel, Applied Numerical Linear Algebra,
/// 5.3.4), all of them at once.
final class TridiagonalEigen {
  private TridiagonalEigen() {}

  private static final double FUDGE = 2.1;

  /// Which eigenvalues: those from `first` to `last`; and how close, null for the precision of the dtype.
  record Wanted(int first, int last, Double tolerance) {}

  static void check(Value d, Value e) {
    if (d.dtype() != e.dtype()) {
      throw JaxError.type(
          "diagonal and off-diagonal values must have same dtype, got "
              + d.dtype().jaxName()
              + " and "
              + e.dtype().jaxName());
    }
    switch (d.dtype().code()) {
      case FLOAT32, FLOAT64, COMPLEX64, COMPLEX128 -> {}
      default ->
          throw JaxError.type(
              "Only float32 and float64 inputs are supported as inputs to jax.scipy.linalg.eigh_tridiagonal, got "
                  + d.dtype().jaxName()
                  + " and "
                  + e.dtype().jaxName());
    }
  }

  /// The eigenvalues wanted, ascending. `d`: [n] the diagonal, `e`: [n - 1] the off-diagonal.
  static Value eigenvalues(Value d, Value e, Wanted w) {
    return NamedJit.call1(
        "eigh_tridiagonal",
        Arrays.asList(w.first, w.last, w.tolerance),
        List.of(d, e),
        in -> List.of(bisect(in.get(0), in.get(1), w)));
  }

  private static Value bisect(Value d, Value e, Wanted w) {
    int n = d.shape().size(0);
    boolean complex = d.dtype().isComplex();
    Term alpha = Term.of(complex ? Lax.real(d) : d);
    Term squares = complex ? Term.of(Lax.real(Lax.mul(e, Lax.conj(e)))) : Term.of(Lax.square(e));
    Term sizes = complex ? squares.sqrt() : Term.of(Lax.abs(e));
    boolean twice = alpha.dtype() == DType.FLOAT64;
    double epsilon = twice ? Math.ulp(1.0) : Math.ulp(1f);
    Value b = sizes.value();
    Value middle = Lax.add(Lax.sliceInDim(b, 0, n - 2, 0), Lax.sliceInDim(b, 1, n - 1, 0));
    List<Value> parts = List.of(Lax.sliceInDim(b, 0, 1, 0), middle, Lax.sliceInDim(b, n - 2, n - 1, 0));
    Term sums = Term.of(Joining.concatenate(parts, 0));
    Term highest = Term.of(Reductions.max(alpha.plus(sums).value()));
    Term lowest = Term.of(Reductions.min(alpha.minus(sums).value()));
    Term norm = Term.of(Arithmetic.maximum(lowest.abs().value(), highest.abs().value()));
    double safe = twice ? Double.MIN_NORMAL * (1 + epsilon) : (float) (Float.MIN_NORMAL * (1 + epsilon));
    Term most = Term.of(Reductions.max(squares.value()));
    Term pivot = Term.of(Arithmetic.maximum(most.number(1).value(), most.value())).times(safe);
    Term first = Term.of(Lax.indexInDim(b, 0, 0)).times(epsilon).square();
    Term tolerance = norm.times(epsilon);
    if (w.tolerance != null) {
      tolerance = Term.of(Arithmetic.maximum(tolerance.number(w.tolerance).value(), tolerance.value()));
    }
    Term slack = norm.times((double) n * FUDGE * epsilon);
    Term from = lowest.minus(slack).minus(pivot.times(2 * FUDGE));
    Term to = highest.plus(slack).plus(pivot.times(FUDGE));
    int count = w.last - w.first + 1;
    Shape shape = Shape.of(count);
    Value place = Lax.iota(DType.INT32, shape, 0);
    Value targets = Lax.add(place, Lax.like(place, w.first));
    Value low = Lax.broadcastTo(from.value(), shape);
    Value high = Lax.broadcastTo(to.value(), shape);
    Sturm sturm = new Sturm(alpha.value(), squares.value(), pivot, first);
    int iterations = twice ? 53 : 24;
    Term close = tolerance;
    List<Value> end =
        Control.whileLoop(
            s -> {
              Term width = Term.of(Reductions.max(Lax.sub(s.get(3), s.get(1))));
              return List.of(Lax.and(Lax.lt(s.get(0), Lax.like(s.get(0), iterations)), close.lt(width).value()));
            },
            s -> {
              Value counts = sturm.below(s.get(2));
              Value lower = Lax.select(Lax.le(counts, targets), s.get(2), s.get(1));
              Value upper = Lax.select(Lax.gt(counts, targets), s.get(2), s.get(3));
              Value mid = Term.of(lower).plus(Term.of(upper)).times(0.5).value();
              return List.of(Lax.add(s.get(0), Lax.like(s.get(0), 1)), lower, mid, upper);
            },
            List.of(
                Lax.full(Shape.of(), Lax.scalar(DType.INT32, 0L)),
                low,
                Term.of(high).plus(Term.of(low)).times(0.5).value(),
                high));
    return end.get(2);
  }

  /// Sturm's sequence of a matrix: how many eigenvalues are below given numbers.
  private record Sturm(Value alpha, Value squares, Term pivot, Term first) {
    Value below(Value x) {
      int n = alpha.shape().size(0);
      Term at = Term.of(x);
      Term head = Term.of(Lax.indexInDim(alpha, 0, 0));
      Term q = head.minus(at);
      Value count = Lax.convert(q.lt(0).value(), DType.INT32);
      q = head.eq(at).choose(first, q);
      return Control.scan(
              s -> {
                Term next = Term.of(s.get(2)).minus(Term.of(s.get(3)).over(Term.of(s.get(0)))).minus(at);
                Term small = next.le(pivot);
                Value counted = Lax.add(s.get(1), Lax.convert(small.value(), DType.INT32));
                Term held = Term.of(Arithmetic.minimum(next.value(), pivot.negative().value()));
                return List.of(small.choose(held, next).value(), counted);
              },
              List.of(q.value(), count),
              List.of(Lax.sliceInDim(alpha, 1, n, 0), squares),
              null,
              false,
              1)
          .get(1);
    }
  }

  /// The eigenvectors as columns, by inverse iteration from the rows of `start`: [k, n].
  static Value eigenvectors(Value d, Value e, Value values, Value start) {
    return NamedJit.call1(
        "_compute_eigenvectors",
        "",
        List.of(d, e, values, start),
        in -> List.of(TridiagonalVectors.of(in.get(0), in.get(1), in.get(2), in.get(3))));
  }

  /// The indices wanted by `select` a or i.
  static Wanted wanted(int n, String select, Ints range, Double tolerance) {
    return switch (select) {
      case "a" -> new Wanted(0, n - 1, tolerance);
      case "i" -> {
        if (range == null) {
          throw JaxError.value("for select='i', select_range must be specified.");
        }
        if (range.get(0) > range.get(1)) {
          throw JaxError.value("Got empty index range in select_range.");
        }
        yield new Wanted(range.get(0), range.get(1), tolerance);
      }
      case "v" -> throw JaxError.notImplemented("eigh_tridiagonal(..., select='v') is not implemented");
      default -> throw JaxError.value("'select must have a value in {'a', 'i', 'v'}.");
    };
  }
}
