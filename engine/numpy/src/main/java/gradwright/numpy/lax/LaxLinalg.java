package gradwright.numpy.lax;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.lax.Matrices;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Tuple;
import gradwright.numpy.linalg.Polar;
import java.util.ArrayList;
import java.util.List;

/// `jax.lax.linalg`: decompositions and solves as thin as their primitives.
public final class LaxLinalg {
  private LaxLinalg() {}

  public static void register(Catalogue.Module m) {
    reductions(m);
    updates(m);
    m.function(
        "cholesky(x, *, symmetrize_input=True)",
        "Lower Cholesky factor of a positive definite matrix.",
        a -> {
          Value x = a.value("x");
          return Matrices.lower(
              Lax.bind1(new LinearAlgebra.Cholesky(), a.flag("symmetrize_input") ? Matrices.symmetrize(x) : x), 0);
        });
    m.function(
        "eig(x, *, compute_left_eigenvectors=True, compute_right_eigenvectors=True, enable_eigvec_derivs=False,"
            + " implementation=None, use_magma=None)",
        "Eigenvalues and eigenvectors of a general matrix.",
        a -> {
          String implementation =
              a.get("use_magma") instanceof Boolean magma && magma ? "MAGMA" : name(a, "implementation");
          if (!implementation.isEmpty() && !implementation.equals("LAPACK")) {
            throw JaxError.value("Only the lapack implementation is supported on CPU.");
          }
          return new ArrayList<Object>(
              Lax.bind(
                  new LinearAlgebra.Eig(
                      a.flag("compute_left_eigenvectors"),
                      a.flag("compute_right_eigenvectors"),
                      a.flag("enable_eigvec_derivs")),
                  a.value("x")));
        });
    m.function(
        "eigh(x, *, lower=True, symmetrize_input=True, sort_eigenvalues=True, subset_by_index=None,"
            + " implementation=None)",
        "Eigenvectors and eigenvalues of a Hermitian matrix.",
        a -> {
          Value x = a.value("x");
          whole(a, x.shape().size(x.rank() - 1), "subset_by_index not supported on CPU and GPU");
          switch (name(a, "implementation")) {
            case "QDWH" -> throw JaxError.notImplemented("QDWH implementation is only supported on TPU");
            case "JACOBI" -> throw JaxError.notImplemented("Jacobi implementation is not supported on CPU");
            default -> {}
          }
          return new Tuple(
              List.copyOf(
                  Lax.bind(
                      new LinearAlgebra.Eigh(a.flag("lower"), a.flag("sort_eigenvalues")),
                      a.flag("symmetrize_input") ? Matrices.symmetrize(x) : x)));
        });
    m.function(
        "householder_product(a, taus)",
        "The product of elementary reflectors.",
        a -> Lax.bind1(new LinearAlgebra.HouseholderProduct(), a.value("a"), a.value("taus")));
    m.function(
        "lu(x)",
        "LU decomposition with partial pivoting: packed factors, pivots, permutation.",
        a -> new ArrayList<Object>(Matrices.lu(a.value("x"))));
    m.function(
        "lu_pivots_to_permutation(pivots, permutation_size)",
        "The permutation that row swaps make.",
        a -> Lax.bind1(new LinearAlgebra.LuPivotsToPermutation(a.integer("permutation_size")), a.value("pivots")));
    m.function(
        "qr(x, *, pivoting=False, full_matrices=True, use_magma=None)",
        "QR decomposition.",
        a -> {
          LinearAlgebra.Qr p = new LinearAlgebra.Qr(a.flag("full_matrices"), a.flag("pivoting"));
          return new Tuple(List.copyOf(Lax.bind(p, a.value("x"))));
        });
    m.function(
        "svd(x, *, full_matrices=True, compute_uv=True, subset_by_index=None, algorithm=None)",
        "Singular value decomposition.",
        a -> {
          Value x = a.value("x");
          int least = Math.min(x.shape().size(x.rank() - 2), x.shape().size(x.rank() - 1));
          whole(a, least, "subset_by_index not implemented for CPU and GPU");
          switch (name(a, "algorithm")) {
            case "JACOBI", "POLAR" ->
                throw JaxError.notImplemented("The SVD Jacobi and Polar algorithms are not implemented on CPU.");
            default -> {}
          }
          boolean vectors = a.flag("compute_uv");
          List<Value> r = Lax.bind(new LinearAlgebra.Svd(a.flag("full_matrices"), vectors), x);
          return vectors ? new Tuple(List.of(r.get(1), r.get(0), r.get(2))) : r.getFirst();
        });
    m.function(
        "triangular_solve(a, b, *, left_side=False, lower=False, transpose_a=False, conjugate_a=False,"
            + " unit_diagonal=False)",
        "Solves a triangular system.",
        LaxLinalg::triangularSolve);
  }

  private static Value triangularSolve(Arguments args) {
    Value a = args.value("a");
    Value b = args.value("b");
    boolean left = args.flag("left_side");
    boolean vector = b.rank() == a.rank() - 1;
    if (vector) {
      b = Lax.expandDims(b, Ints.of(left ? b.rank() : b.rank() - 1));
    }
    Value x =
        Matrices.solve(
            a,
            b,
            left,
            args.flag("lower"),
            args.flag("transpose_a"),
            args.flag("conjugate_a"),
            args.flag("unit_diagonal"));
    return vector ? Lax.squeeze(x, Ints.of(left ? x.rank() - 1 : x.rank() - 2)) : x;
  }

  /// The name of the member of an enumeration; empty for None.
  private static String name(Arguments a, String parameter) {
    return a.isNone(parameter) ? "" : a.string(parameter);
  }

  /// Only all of the values can be asked for.
  private static void whole(Arguments a, int count, String message) {
    if (!a.isNone("subset_by_index") && !a.ints("subset_by_index").equals(Ints.of(0, count))) {
      throw JaxError.notImplemented(message);
    }
  }

  private static Tuple tuple(List<Value> values) {
    return new Tuple(List.copyOf(values));
  }

  private static void reductions(Catalogue.Module m) {
    m.function(
            "hessenberg(a)",
            "The Hessenberg form with the reflectors that make it, and their scales.",
            a -> tuple(Lax.bind(new LinearAlgebra.Hessenberg(), a.value("a"))))
        .function(
            "schur(x, *, compute_schur_vectors=True, sort_eig_vals=False, select_callable=None)",
            "The Schur form and vectors.",
            a -> {
              if (a.flag("sort_eig_vals")) {
                throw JaxError.notImplemented("The sort feature of LAPACK's gees routine is not implemented.");
              }
              return new ArrayList<Object>(
                  Lax.bind(new LinearAlgebra.Schur(a.flag("compute_schur_vectors")), a.value("x")));
            })
        .function(
            "tridiagonal(a, *, lower=True)",
            "The tridiagonal form of a Hermitian matrix: reflectors, diagonal, off-diagonal, scales.",
            a -> tuple(Lax.bind(new LinearAlgebra.Tridiagonal(a.flag("lower")), a.value("a"))))
        .function(
            "tridiagonal_solve(dl, d, du, b, *, perturb_singular=False)",
            "Solves a tridiagonal system.",
            a ->
                Lax.bind1(
                    new LinearAlgebra.TridiagonalSolve(a.flag("perturb_singular")),
                    a.value("dl"),
                    a.value("d"),
                    a.value("du"),
                    a.value("b")))
        .function(
            "qdwh(x, *, is_hermitian=False, max_iterations=None, eps=None, dynamic_shape=None)",
            "The polar decomposition by Halley iterations: unitary and positive factor, iterations, convergence.",
            a -> {
              if (!a.isNone("dynamic_shape")) {
                throw JaxError.notImplemented("lax.linalg.qdwh with dynamic_shape is not available");
              }
              Integer most = a.isNone("max_iterations") ? null : (Integer) a.integer("max_iterations");
              Double epsilon = a.isNone("eps") ? null : (Double) a.number("eps");
              return tuple(Polar.qdwh(a.value("x"), most, epsilon));
            });
  }

  private static void updates(Catalogue.Module m) {
    m.function(
            "cholesky_update(r_matrix, w_vector)",
            "The Cholesky factor of r^T r + w w^T.",
            a -> Lax.bind1(new LinearAlgebra.CholeskyUpdate(), a.value("r_matrix"), a.value("w_vector")))
        .function(
            "ormqr(a, taus, c, *, left=True, transpose=False)",
            "The product with the unitary matrix of elementary reflectors.",
            a ->
                Lax.bind1(
                    new LinearAlgebra.Ormqr(a.flag("left"), a.flag("transpose")),
                    a.value("a"),
                    a.value("taus"),
                    a.value("c")))
        .function(
            "symmetric_product(a_matrix, c_matrix, *, alpha=1.0, beta=0.0, symmetrize_output=False)",
            "alpha a a^T + beta c.",
            a -> {
              Value r =
                  Lax.bind1(
                      new LinearAlgebra.SymmetricProduct(a.number("alpha"), a.number("beta")),
                      a.value("a_matrix"),
                      a.value("c_matrix"));
              return a.flag("symmetrize_output")
                  ? Lax.add(Matrices.lower(r, 0), Matrices.transpose(Matrices.lower(r, -1)))
                  : r;
            });
  }
}
