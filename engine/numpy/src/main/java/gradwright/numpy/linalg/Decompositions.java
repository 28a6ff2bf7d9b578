package gradwright.numpy.linalg;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
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
      // JAX's cholesky fails earlier, where it adds the matrix to its transpose: a TypeError.
      throw function.equals("cholesky") ? JaxError.type(message) : JaxError.value(message);
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
          if (x.rank() < 2) {
            throw JaxError.value("Argument to singular value decomposition must have ndims >= 2");
          }
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

  /// Sign and logarithm of the absolute value of the determinant.
  public static List<Value> slogdet(Value a) {
    return NamedJit.call(
        "slogdet", "", List.of(a), in -> slogdetBody(square("slogdet()", Promote.inexact(in.getFirst()))));
  }

  private static List<Value> slogdetBody(Value a) {
    DType t = a.dtype();
    List<Value> f = lu(a);
    Value diagonal = Matrices.diagonal(f.get(0));
    int last = diagonal.rank() - 1;
    Ints axis = Ints.of(last);
    Value zero = Lax.reduce(Reduction.Op.OR, Lax.eq(diagonal, Lax.like(diagonal, 0)), axis);
    Value pivots = f.get(1);
    Value parity = count(Lax.ne(pivots, Lax.iota(pivots.dtype(), pivots.shape(), last)), axis);
    Value magnitude = Lax.unary(UnaryOp.ABS, diagonal);
    Value sign;
    if (t.isComplex()) {
      sign = Lax.reduce(Reduction.Op.PROD, Lax.div(diagonal, Lax.convert(magnitude, t)), axis);
    } else {
      sign = Lax.full(diagonal.shape().remove(last), Lax.like(diagonal, 1));
      parity = Lax.add(parity, count(Lax.lt(diagonal, Lax.like(diagonal, 0)), axis));
    }
    Value odd = Lax.binary(BinaryOp.REM, parity, Lax.like(parity, 2));
    Value flip = Lax.add(Lax.mul(Lax.like(parity, -2), odd), Lax.like(parity, 1));
    sign = Lax.select(zero, Lax.fullLike(sign, 0), Lax.mul(sign, Lax.convert(flip, t)));
    Value logs = Lax.sum(Lax.unary(UnaryOp.LOG, magnitude), axis);
    Value logdet = Lax.select(zero, Lax.fullLike(logs, Double.NEGATIVE_INFINITY), logs);
    return List.of(sign, logdet);
  }

  private static Value count(Value mask, Ints axis) {
    return Lax.sum(Lax.convert(mask, DType.INT32), axis);
  }

  /// The determinant: by formula up to 3 x 3, by LU beyond.
  public static Value det(Value a) {
    return NamedJit.call1(
        "det",
        "",
        List.of(a),
        in -> {
          Value x = Promote.inexact(in.getFirst());
          if (x.rank() < 2 || Matrices.rows(x) != Matrices.columns(x)) {
            throw JaxError.value("Argument to _det() must have shape [..., n, n], got " + x.shape().toTuple());
          }
          return List.of(
              switch (Matrices.rows(x)) {
                case 2 -> det2(x);
                case 3 -> det3(x);
                default -> detLu(x);
              });
        });
  }

  private static Value det2(Value a) {
    return Lax.sub(product(a, 0, 0, 1, 1), product(a, 0, 1, 1, 0));
  }

  private static Value product(Value a, int... places) {
    Value p = Matrices.element(a, places[0], places[1]);
    for (int i = 2; i < places.length; i += 2) {
      p = Lax.mul(p, Matrices.element(a, places[i], places[i + 1]));
    }
    return p;
  }

  private static Value det3(Value a) {
    Value s = Lax.add(product(a, 0, 0, 1, 1, 2, 2), product(a, 0, 1, 1, 2, 2, 0));
    s = Lax.add(s, product(a, 0, 2, 1, 0, 2, 1));
    s = Lax.sub(s, product(a, 0, 2, 1, 1, 2, 0));
    s = Lax.sub(s, product(a, 0, 0, 1, 2, 2, 1));
    return Lax.sub(s, product(a, 0, 1, 1, 0, 2, 2));
  }

  private static Value detLu(Value a) {
    int n = Matrices.rows(a);
    if (n == 0) {
      return Lax.full(batch(a), Lax.like(a, 1));
    }
    if (n == 1) {
      return Matrices.element(a, 0, 0);
    }
    List<Value> f = lu(a);
    Value diagonal = Matrices.diagonal(f.get(0));
    int last = diagonal.rank() - 1;
    Value pivots = f.get(1);
    Value parity = count(Lax.ne(pivots, Lax.iota(pivots.dtype(), pivots.shape(), last)), Ints.of(last));
    Value odd = Lax.binary(BinaryOp.REM, parity, Lax.like(parity, 2));
    Value sign = Lax.convert(Lax.add(Lax.mul(Lax.like(parity, -2), odd), Lax.like(parity, 1)), a.dtype());
    return Lax.mul(sign, Lax.reduce(Reduction.Op.PROD, diagonal, Ints.of(last)));
  }

  private static Shape batch(Value a) {
    return a.shape().remove(a.rank() - 1).remove(a.rank() - 2);
  }
}
