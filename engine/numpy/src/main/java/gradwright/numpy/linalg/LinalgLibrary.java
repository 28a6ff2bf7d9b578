package gradwright.numpy.linalg;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.LinearAlgebra.LuPivotsToPermutation;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.NamedResult;
import gradwright.numpy.catalogue.Tuple;
import java.util.List;

/// The functions of `jax.numpy.linalg` and `jax.scipy.linalg`.
public final class LinalgLibrary {
  private LinalgLibrary() {}

  /// A matrix; ValueError for arrays of other ranks.
  private static Value matrix(String function, Value a) {
    if (a.rank() != 2) {
      throw JaxError.value("jax.scipy.linalg." + function + ": a must be a matrix, got shape " + a.shape().toTuple());
    }
    return a;
  }

  private static NamedResult named(String type, List<String> fields, List<Value> values) {
    return new NamedResult(type, fields, List.copyOf(values));
  }

  private static Object order(Object given) {
    return switch (given) {
      case null -> null;
      case Long n -> (Object) (double) n;
      case Double d -> d;
      case String s -> s;
      case HostScalar s -> s.real();
      default -> throw JaxError.value("Invalid order '" + Arguments.repr(given) + "' for norm.");
    };
  }

  private static Object norm(Arguments a) {
    Value x = a.value("x");
    Object order = order(a.get("ord"));
    Ints axes = a.isNone("axis") ? null : a.axes("axis", x.rank());
    return Norms.norm(x, order, axes, a.flag("keepdims"));
  }

  public static void register(Catalogue.Module m) {
    m.function("norm(x, ord=None, axis=None, keepdims=False)", "Norm of a vector or matrix.", LinalgLibrary::norm)
        .function("solve(a, b)", "Solves a x = b.", a -> Solve.solve(a.value("a"), a.value("b")))
        .function("inv(a)", "The inverse of a matrix.", a -> Solve.inv(a.value("a")))
        .function(
            "pinv(a, rtol=None, hermitian=False, *, rcond=None)",
            "The Moore-Penrose inverse of a matrix.",
            a -> {
              if (!a.isNone("rtol") && !a.isNone("rcond")) {
                throw JaxError.value("pinv: only one of rtol and rcond may be specified.");
              }
              Value rtol = a.isNone("rtol") ? a.valueOrNull("rcond") : a.value("rtol");
              return PseudoInverses.pinv(a.value("a"), rtol, a.flag("hermitian"));
            })
        .function(
            "lstsq(a, b, rcond=None, *, numpy_resid=False)",
            "The least-squares solution of a x = b.",
            a ->
                new Tuple(
                    List.copyOf(
                        PseudoInverses.lstsq(
                            a.value("a"),
                            a.value("b"),
                            a.isNone("rcond") ? null : (Double) a.number("rcond"),
                            a.flag("numpy_resid")))))
        .function("det(a)", "The determinant of a matrix.", a -> Determinants.det(a.value("a")))
        .function(
            "slogdet(a, *, method=None)",
            "Sign and logarithm of the absolute value of the determinant.",
            a -> {
              List<Value> r = Determinants.slogdet(a.value("a"), a.string("method"));
              return named("SlogdetResult", List.of("sign", "logabsdet"), r);
            })
        .function(
            "cholesky(a, *, upper=False, symmetrize_input=True)",
            "Cholesky factor of a positive definite matrix.",
            a -> Decompositions.cholesky(a.value("a"), a.flag("upper"), a.flag("symmetrize_input")))
        .function(
            "eigh(a, UPLO=None, symmetrize_input=True)",
            "Eigenvalues and eigenvectors of a Hermitian matrix.",
            a ->
                named(
                    "EighResult",
                    List.of("eigenvalues", "eigenvectors"),
                    Decompositions.eigh(a.value("a"), lower(a), a.flag("symmetrize_input"))))
        .function(
            "eigvalsh(a, UPLO='L', *, symmetrize_input=True)",
            "Eigenvalues of a Hermitian matrix.",
            a -> Decompositions.eigvalsh(a.value("a"), lower(a)))
        .function(
            "eig(a)",
            "Eigenvalues and eigenvectors of a general matrix.",
            a -> named("EigResult", List.of("eigenvalues", "eigenvectors"), Decompositions.eig(a.value("a"))))
        .function("eigvals(a)", "Eigenvalues of a general matrix.", a -> Decompositions.eigvals(a.value("a")))
        .function(
            "svd(a, full_matrices=True, compute_uv=True, hermitian=False, subset_by_index=None)",
            "Singular value decomposition.",
            a -> {
              Value x = a.value("a");
              boolean vectors = a.flag("compute_uv");
              wholeRange(a, x);
              List<Value> r =
                  a.flag("hermitian")
                      ? Decompositions.svdHermitian(x, vectors)
                      : Decompositions.svd(x, a.flag("full_matrices"), vectors);
              return r.size() == 1 ? r.getFirst() : named("SVDResult", List.of("U", "S", "Vh"), r);
            })
        .function(
            "svdvals(x, /)",
            "Singular values of a matrix.",
            a -> Decompositions.svd(a.value("x"), false, false).getFirst())
        .function(
            "qr(a, mode='reduced')",
            "QR decomposition.",
            a -> {
              List<Value> r = Decompositions.qr(a.value("a"), a.string("mode"));
              return r.size() == 1 ? r.getFirst() : named("QRResult", List.of("Q", "R"), r);
            })
        .function(
            "matrix_power(a, n)", "A square matrix to an integer power.", a -> power(a.value("a"), a.integer("n")))
        .function(
            "matrix_rank(M, rtol=None, *, hermitian=False, tol=None)",
            "Rank of a matrix: the number of singular values above a tolerance.",
            Conditions::rank)
        .function(
            "cond(x, p=None)",
            "Condition number: the largest over the smallest singular value.",
            a -> Conditions.condition(Promote.inexact(a.value("x")), order(a.get("p"))));
  }

  private static boolean lower(Arguments a) {
    Object uplo = a.get("UPLO");
    if (uplo == null || uplo.equals("L")) {
      return true;
    }
    if (uplo.equals("U")) {
      return false;
    }
    throw JaxError.value("UPLO must be one of None, 'L', or 'U', got " + uplo);
  }

  private static Value power(Value a, int exponent) {
    if (a.rank() < 2) {
      throw JaxError.type(a.rank() + "-dimensional array given. Array must be at least two-dimensional");
    }
    if (Matrices.rows(a) != Matrices.columns(a)) {
      throw JaxError.type("Last 2 dimensions of the array must be square");
    }
    Value base = exponent < 0 ? Solve.inv(a) : a;
    int n = Math.abs(exponent);
    Value result = null;
    if (n == 0) {
      return Promote.broadcastTo(Matrices.eye(Matrices.rows(a), Matrices.rows(a), a.dtype()), a.shape());
    }
    while (n > 0) {
      if ((n & 1) == 1) {
        result = result == null ? base : Matrices.matmul(result, base);
      }
      n >>= 1;
      if (n > 0) {
        base = Matrices.matmul(base, base);
      }
    }
    return result;
  }

  private static void wholeRange(Arguments a, Value x) {
    if (a.isNone("subset_by_index") || x.rank() < 2) {
      return;
    }
    int count = Math.min(Matrices.rows(x), Matrices.columns(x));
    Ints range = a.ints("subset_by_index");
    if (a.flag("full_matrices") && !range.equals(Ints.of(0, count))) {
      throw JaxError.value("full_matrices and subset_by_index cannot both be set");
    }
    if (!range.equals(Ints.of(0, count))) {
      throw JaxError.notImplemented("subset_by_index not implemented for CPU and GPU");
    }
  }

  /// Enters the functions of `jax.scipy.linalg`.
  /// Parts of `jax.scipy.linalg` that its Python functions call.
  public static void registerParts(Catalogue.Module m) {
    MatrixFunctionLibrary.registerParts(m);
  }

  public static void registerScipy(Catalogue.Module m) {
    MatrixFunctionLibrary.register(m);
    StructuredMatrices.register(m);
    NamedMatrices.register(m);
    m.function(
            "cholesky(a, lower=False, overwrite_a=False, check_finite=True)",
            "Cholesky factor: upper unless `lower`.",
            a -> factor(a.value("a"), a.flag("lower")))
        .function(
            "cho_factor(a, lower=False, overwrite_a=False, check_finite=True)",
            "Cholesky factor for cho_solve.",
            a -> Tuple.of(factor(a.value("a"), a.flag("lower")), a.flag("lower")))
        .function(
            "cho_solve(c_and_lower, b, overwrite_b=False, check_finite=True)",
            "Solves a x = b given the Cholesky factor of a.",
            a -> {
              if (!(a.get("c_and_lower") instanceof Tuple c) || c.size() != 2) {
                throw JaxError.value(
                    "cho_solve: c_and_lower must be a pair of the factor and whether it is the lower one, got "
                        + Arguments.typeName(a.get("c_and_lower")));
              }
              return Solve.choSolve(Arguments.toValue(c.get(0)), a.value("b"), Boolean.TRUE.equals(c.get(1)));
            })
        .function(
            "solve(a, b, lower=False, overwrite_a=False, overwrite_b=False, debug=False, check_finite=True,"
                + " assume_a='gen')",
            "Solves a x = b.",
            a ->
                switch (a.string("assume_a")) {
                  case "gen", "sym", "her" -> Solve.solve(a.value("a"), a.value("b"));
                  case "pos" -> Solve.solvePositive(a.value("a"), a.value("b"), a.flag("lower"));
                  default ->
                      throw JaxError.value(
                          "Expected assume_a to be one of ['gen', 'sym', 'her', 'pos']; got '"
                              + a.string("assume_a")
                              + "'");
                })
        .function(
            "solve_triangular(a, b, trans=0, lower=False, unit_diagonal=False, overwrite_b=False, debug=None,"
                + " check_finite=True)",
            "Solves a x = b for triangular a.",
            a -> Solve.solveTriangular(a.value("a"), a.value("b"), trans(a), a.flag("lower"), a.flag("unit_diagonal")))
        .function(
            "lu_factor(a, overwrite_a=False, check_finite=True)",
            "Packed LU factors and pivots.",
            a -> {
              List<Value> f = Decompositions.lu(Promote.inexact(a.value("a")));
              return Tuple.of(f.get(0), f.get(1));
            })
        .function(
            "lu_solve(lu_and_piv, b, trans=0, overwrite_b=False, check_finite=True)",
            "Solves a x = b given LU factors of a.",
            a -> {
              Tuple f = (Tuple) a.get("lu_and_piv");
              Value lu = Arguments.toValue(f.get(0));
              Value permutation = Lax.bind1(new LuPivotsToPermutation(Matrices.rows(lu)), Arguments.toValue(f.get(1)));
              return Solve.luSolve(lu, permutation, Lax.convert(a.value("b"), lu.dtype()), trans(a));
            })
        .function(
            "lu(a, permute_l=False, overwrite_a=False, check_finite=True)",
            "Pivoted LU decomposition: p, l, u.",
            a -> lu(matrix("lu", a.value("a")), a.flag("permute_l")))
        .function("inv(a, overwrite_a=False, check_finite=True)", "The inverse.", a -> Solve.inv(a.value("a")))
        .function(
            "det(a, overwrite_a=False, check_finite=True)", "The determinant.", a -> Determinants.det(a.value("a")))
        .function(
            "svd(a, full_matrices=True, compute_uv=True, overwrite_a=False, check_finite=True, lapack_driver='gesdd')",
            "Singular value decomposition.",
            a -> {
              List<Value> r = Decompositions.svd(a.value("a"), a.flag("full_matrices"), a.flag("compute_uv"));
              return r.size() == 1 ? r.getFirst() : new Tuple(List.copyOf(r));
            })
        .function(
            "eigh(a, b=None, lower=True, eigvals_only=False, overwrite_a=False, overwrite_b=False, turbo=True,"
                + " eigvals=None, type=1, check_finite=True)",
            "Eigenvalues and eigenvectors of a Hermitian matrix.",
            a -> {
              if (!a.isNone("b") || !a.isNone("eigvals") || a.integer("type") != 1) {
                throw JaxError.notImplemented("Only the b=None, eigvals=None, type=1 case of eigh is implemented");
              }
              List<Value> r = Decompositions.eigh(a.value("a"), a.flag("lower"), true);
              return a.flag("eigvals_only") ? r.getFirst() : new Tuple(List.copyOf(r));
            });
  }

  private static int trans(Arguments a) {
    return switch (a.get("trans")) {
      case Long n when n >= 0 && n <= 2 -> n.intValue();
      case String s when s.equals("N") -> 0;
      case String s when s.equals("T") -> 1;
      case String s when s.equals("C") -> 2;
      case null, default -> throw JaxError.value("Invalid 'trans' value " + Arguments.repr(a.get("trans")));
    };
  }

  private static Value factor(Value a, boolean lower) {
    Value x = Promote.inexact(a);
    if (x.rank() < 2) {
      throw JaxError.value("cholesky: a must be at least two-dimensional, got shape " + x.shape().toTuple());
    }
    Value l = Decompositions.lowerCholesky(lower ? x : Matrices.adjoint(x));
    return lower ? l : Matrices.adjoint(l);
  }

  private static Object lu(Value a, boolean permuteL) {
    Value x = Promote.inexact(a);
    List<Value> f = Decompositions.lu(x);
    int m = Matrices.rows(x);
    int n = Matrices.columns(x);
    int k = Math.min(m, n);
    Value permutation = Lax.expandDims(f.get(2), Ints.of(0));
    Value places = Lax.iota(DType.INT32, gradwright.core.types.Shape.of(m, m), 0);
    Value p = Lax.convert(Lax.eq(places, permutation), x.dtype());
    Value packed = f.get(0);
    Value l = Lax.add(Lax.sliceInDim(Matrices.lower(packed, -1), 0, k, 1), Matrices.eye(m, k, x.dtype()));
    Value u = Lax.sliceInDim(Matrices.upper(packed, 0), 0, k, 0);
    return permuteL ? Tuple.of(Matrices.matmul(p, l), u) : Tuple.of(p, l, u);
  }
}
