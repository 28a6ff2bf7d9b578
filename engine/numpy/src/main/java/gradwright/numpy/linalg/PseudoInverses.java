package gradwright.numpy.linalg;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import gradwright.numpy.Concrete;
import gradwright.numpy.Creation;
import gradwright.numpy.Promote;
import java.util.Arrays;
import java.util.List;

/// What singular values give: the Moore-Penrose inverse, least squares, rank and condition.
public final class PseudoInverses {
  private PseudoInverses() {}

  static double epsilon(Value s) {
    return s.dtype().realType() == DType.FLOAT64 ? 0x1p-52 : 0x1p-23;
  }

  /// The Moore-Penrose inverse; singular values up to `rtol` times the largest count as zero (null: by precision). Its
  /// derivative: Golub and Pereyra, SIAM J. Numer. Anal. 10, 1973.
  static Value pinv(Value a, Value rtol, boolean hermitian) {
    Value tolerance = rtol == null ? null : Lax.convert(Promote.materialize(rtol), rtol.dtype());
    return new DerivedMatrix(
            "_pinv",
            "_pinv_jvp",
            in -> {
              List<Value> given = tolerance == null ? in : List.of(in.getFirst(), tolerance);
              return NamedJit.call("_pinv", hermitian, given, v -> List.of(inverse(v, hermitian)));
            },
            (x, out, t) -> List.of(tangent(x, out.getFirst(), t, hermitian)))
        .call(a)
        .getFirst();
  }

  private static Value inverse(List<Value> in, boolean hermitian) {
    Value x = Promote.inexact(in.getFirst());
    if (x.rank() < 2) {
      throw JaxError.value("not enough values to unpack (expected 2, got " + x.rank() + ")");
    }
    int m = Matrices.rows(x);
    int n = Matrices.columns(x);
    int rank = x.rank();
    if (m == 0 || n == 0) {
      return Lax.full(x.shape().with(rank - 2, n).with(rank - 1, m), Lax.like(x, 0));
    }
    Value conjugate = x.dtype().isComplex() ? Lax.conj(x) : x;
    List<Value> usv =
        hermitian ? Decompositions.svdHermitian(conjugate, true) : Decompositions.svd(conjugate, false, true);
    Value s = usv.get(1);
    int last = s.rank() - 1;
    Value largest = Lax.sliceInDim(s, 0, 1, last);
    Value cutoff;
    if (in.size() == 1) {
      cutoff = Lax.mul(Lax.like(s, 10.0 * Math.max(m, n) * epsilon(s)), largest);
    } else {
      Value r = Lax.convert(in.get(1), s.dtype());
      cutoff = Lax.mul(Lax.broadcastTo(Lax.expandDims(r, Ints.of(r.rank())), largest.shape()), largest);
    }
    Value keep = Lax.gt(s, Lax.broadcastTo(cutoff, s.shape()));
    Value divisor = Lax.convert(Lax.select(keep, s, Lax.fullLike(s, Double.POSITIVE_INFINITY)), x.dtype());
    Value ut = Matrices.transpose(usv.get(0));
    Value scaled = Lax.div(ut, Lax.broadcastTo(Lax.expandDims(divisor, Ints.of(divisor.rank())), ut.shape()));
    return Matrices.matmul(Matrices.transpose(usv.get(2)), scaled);
  }

  private static Value tangent(Value given, Value p, Value t, boolean hermitian) {
    Value a = hermitian ? Matrices.symmetrize(given) : given;
    Value da = hermitian ? Matrices.symmetrize(t) : t;
    Value ph = Matrices.adjoint(p);
    Value dh = Matrices.adjoint(da);
    boolean tall = Matrices.rows(a) >= Matrices.columns(a);
    if (tall) {
      Value s = product(product(p, ph), dh);
      Value u = product(product(dh, ph), p);
      Value r = Lax.add(Lax.neg(product(product(p, da), p)), s);
      r = Lax.sub(r, product(product(s, a), p));
      return Lax.sub(Lax.add(r, u), product(product(p, a), u));
    }
    Value s = product(p, product(ph, dh));
    Value u = product(dh, product(ph, p));
    Value r = Lax.add(Lax.neg(product(p, product(da, p))), s);
    r = Lax.sub(r, product(s, product(a, p)));
    return Lax.sub(Lax.add(r, u), product(p, product(a, u)));
  }

  private static Value product(Value a, Value b) {
    return Matrices.matmul(a, b);
  }

  /// Least squares: solution, squared residuals, rank, singular values; `numpy` without residuals where NumPy gives none.
  public static List<Value> lstsq(Value a, Value b, Double rcond, boolean numpy) {
    if (a.rank() == 0 || b.rank() == 0) {
      throw JaxError.index(
          "lstsq: a and b must have rows, got shapes " + a.shape().toTuple() + " and " + b.shape().toTuple());
    }
    if (numpy) {
      return leastSquares(a, b, rcond, true);
    }
    return NamedJit.call(
        "_lstsq", Arrays.asList(rcond), List.of(a, b), in -> leastSquares(in.get(0), in.get(1), rcond, false));
  }

  private static List<Value> leastSquares(Value a, Value b, Double rcond, boolean numpy) {
    List<Value> both = Promote.dtypesInexact(List.of(a, b));
    Value x = both.get(0);
    Value y = both.get(1);
    if (x.shape().size(0) != y.shape().size(0)) {
      throw JaxError.value("Leading dimensions of input arrays must match");
    }
    boolean vector = y.rank() == 1;
    Value right = vector ? Lax.expandDims(y, Ints.of(1)) : y;
    if (x.rank() != 2) {
      throw JaxError.type(x.rank() + "-dimensional array given. Array must be two-dimensional");
    }
    if (right.rank() != 2) {
      throw JaxError.type(right.rank() + "-dimensional array given. Array must be one or two-dimensional");
    }
    int m = Matrices.rows(x);
    int n = Matrices.columns(x);
    Value s;
    Value rank;
    Value solution;
    if (m == 0 || n == 0) {
      s = Creation.zeros(x.dtype(), 0);
      rank = Lax.full(Shape.of(), Lax.scalar(Promote.defaultInt(), 0L));
      solution = Creation.zeros(x.dtype(), n, right.shape().size(1));
    } else {
      List<Value> usv = Decompositions.svd(x, false, true);
      s = usv.get(1);
      double cut = rcond == null ? epsilon(s) * Math.max(m, n) : rcond < 0 ? epsilon(s) : rcond;
      Value first = Lax.broadcastTo(Lax.sliceInDim(s, 0, 1, 0), s.shape());
      Value mask = Lax.and(Lax.gt(s, Lax.like(s, 0)), Lax.ge(s, Lax.mul(Lax.like(s, cut), first)));
      rank = Lax.sum(Lax.convert(mask, Promote.defaultInt()), Ints.of(0));
      Value safe = Lax.select(mask, s, Lax.fullLike(s, 1));
      Value inverse = Lax.select(mask, Lax.div(Lax.like(s, 1), safe), Lax.fullLike(s, 0));
      Value projected = product(Matrices.adjoint(usv.get(0)), right);
      Value column = Lax.convert(Lax.expandDims(inverse, Ints.of(1)), x.dtype());
      Value scaled = Lax.mul(Lax.broadcastTo(column, projected.shape()), projected);
      solution = product(Matrices.adjoint(usv.get(2)), scaled);
    }
    if (numpy && m > n && rank instanceof Tracer t) {
      throw new JaxError(
          "TracerBoolConversionError", "Attempted boolean conversion of traced array with shape bool[].", t);
    }
    boolean none =
        numpy && (m <= n || Concrete.integer(rank, "The rank in jnp.linalg.lstsq with numpy_resid=True.") < n);
    Value residuals;
    if (none) {
      residuals = Creation.zeros(0);
    } else {
      Value norm = Norms.norm(Lax.sub(right, product(x, solution)), null, Ints.of(0), false);
      residuals = Lax.integerPow(norm, 2);
    }
    Value result = vector ? Lax.reshape(solution, Shape.of(n)) : solution;
    return List.of(result, residuals, rank, s);
  }
}
