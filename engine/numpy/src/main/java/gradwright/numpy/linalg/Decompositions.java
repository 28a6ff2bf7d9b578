package gradwright.numpy.linalg;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.Sorting;
import gradwright.numpy.Taking;
import java.util.List;

/// Matrix decompositions over the last two axes, as `jax.numpy.linalg` has them (LAPACK's algorithms underneath).
public final class Decompositions {
  private Decompositions() {}

  /// Lower Cholesky factor (upper when asked) of a Hermitian positive definite matrix; NaN where it is not.
  public static Value cholesky(Value a, boolean upper, boolean symmetrizeInput) {
    return NamedJit.call1(
        "cholesky",
        List.of(upper, symmetrizeInput),
        List.of(a),
        in -> {
          Value x = square("cholesky", Promote.inexact(in.getFirst()));
          Value l = lowerCholesky(symmetrizeInput ? Matrices.symmetrize(x) : x);
          return List.of(upper ? Matrices.adjoint(l) : l);
        });
  }

  static Value lowerCholesky(Value x) {
    return Matrices.lower(Lax.bind1(new LinearAlgebra.Cholesky(), x), 0);
  }

  private static Value square(String function, Value a) {
    if (a.rank() < 2 || Matrices.rows(a) != Matrices.columns(a)) {
      String message =
          "Argument to " + function + " must have shape [..., n, n], got shape " + a.shape().toTuple() + ".";
      // JAX's cholesky and eigh fail earlier, where they add the matrix to its transpose: a TypeError.
      boolean symmetrized = function.equals("cholesky") || function.equals("eigh");
      throw symmetrized ? JaxError.type(message) : JaxError.value(message);
    }
    return a;
  }

  /// Eigenvalues (ascending) and eigenvectors of a Hermitian matrix.
  public static List<Value> eigh(Value a, boolean lower, boolean symmetrizeInput) {
    return NamedJit.call(
        "eigh",
        List.of(lower, symmetrizeInput),
        List.of(a),
        in -> {
          Value x = square("eigh", Promote.inexact(in.getFirst()));
          List<Value> vw = Lax.bind(new LinearAlgebra.Eigh(lower, true), symmetrizeInput ? Matrices.symmetrize(x) : x);
          return List.of(vw.get(1), vw.get(0));
        });
  }

  /// Eigenvalues of a Hermitian matrix, ascending.
  public static Value eigvalsh(Value a, boolean lower) {
    return NamedJit.call1("eigvalsh", lower, List.of(a), in -> List.of(eigh(in.getFirst(), lower, true).getFirst()));
  }

  /// Eigenvalues and right eigenvectors of a general matrix, complex.
  public static List<Value> eig(Value a) {
    return Lax.bind(new LinearAlgebra.Eig(false, true), square("eig", Promote.inexact(a)));
  }

  public static Value eigvals(Value a) {
    return NamedJit.call1(
        "eigvals",
        "",
        List.of(a),
        in ->
            List.of(Lax.bind1(new LinearAlgebra.Eig(false, false), square("eigvals", Promote.inexact(in.getFirst())))));
  }

  /// Singular values, or u, s, vh.
  public static List<Value> svd(Value a, boolean fullMatrices, boolean computeUv) {
    return NamedJit.call(
        "svd",
        List.of(fullMatrices, computeUv),
        List.of(a),
        in -> {
          Value x = Promote.inexact(in.getFirst());
          List<Value> r = Lax.bind(new LinearAlgebra.Svd(fullMatrices, computeUv), x);
          return computeUv ? List.of(r.get(1), r.get(0), r.get(2)) : r;
        });
  }

  /// q and r; `mode` reduced, complete, r or raw (reflectors and taus).
  public static List<Value> qr(Value a, String mode) {
    return NamedJit.call(
        "qr",
        mode,
        List.of(a),
        in -> {
          Value x = Promote.inexact(in.getFirst());
          switch (mode) {
            case "raw" -> {
              List<Value> h = Lax.bind(new LinearAlgebra.Geqrf(), x);
              return List.of(Matrices.transpose(h.get(0)), h.get(1));
            }
            case "reduced", "full", "r", "complete" -> {
              List<Value> q = Lax.bind(new LinearAlgebra.Qr(mode.equals("complete")), x);
              return mode.equals("r") ? List.of(q.get(1)) : q;
            }
            default -> throw JaxError.value("Unsupported QR decomposition mode '" + mode + "'");
          }
        });
  }

  /// Packed LU factors, pivots and the permutation they make.
  static List<Value> lu(Value a) {
    return Lax.bind(new LinearAlgebra.Lu(), a);
  }

  /// Singular values and vectors of a Hermitian matrix, by its eigenvalues; or the values alone.
  public static List<Value> svdHermitian(Value a, boolean computeUv) {
    return NamedJit.call(
        "svd",
        List.of("hermitian", computeUv),
        List.of(a),
        in -> {
          Value x = Promote.inexact(in.getFirst());
          List<Value> f = Lax.bind(new LinearAlgebra.Eigh(true, true), Matrices.symmetrize(x));
          Value v = f.get(0);
          Value w = f.get(1);
          Value s = Lax.abs(w);
          int last = s.rank() - 1;
          if (!computeUv) {
            return List.of(Lax.rev(Sorting.sort(s, last, true, false), Ints.of(last)));
          }
          Value order = Lax.rev(Sorting.argsort(s, last, true, false, null), Ints.of(last));
          Value columns = Lax.expandDims(order, Ints.of(last));
          Value u = Taking.takeAlongAxis(v, Lax.broadcastTo(columns, v.shape()), last + 1, null, null);
          Value sign = Taking.takeAlongAxis(Lax.sign(w), order, last, null, null);
          Value signs = Lax.broadcastTo(Lax.expandDims(Lax.convert(sign, u.dtype()), Ints.of(last)), u.shape());
          Value values = Taking.takeAlongAxis(s, order, last, null, null);
          return List.of(u, values, Matrices.adjoint(Lax.mul(u, signs)));
        });
  }
}
