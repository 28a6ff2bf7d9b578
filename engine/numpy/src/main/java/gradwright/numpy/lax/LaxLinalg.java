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
import java.util.ArrayList;
import java.util.List;

/// `jax.lax.linalg`: decompositions and solves as thin as their primitives.
public final class LaxLinalg {
  private LaxLinalg() {}

  public static void register(Catalogue.Module m) {
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
        a ->
            new ArrayList<Object>(
                Lax.bind(
                    new LinearAlgebra.Eig(
                        a.flag("compute_left_eigenvectors"),
                        a.flag("compute_right_eigenvectors"),
                        a.flag("enable_eigvec_derivs")),
                    a.value("x"))));
    m.function(
        "eigh(x, *, lower=True, symmetrize_input=True, sort_eigenvalues=True, subset_by_index=None,"
            + " implementation=None)",
        "Eigenvectors and eigenvalues of a Hermitian matrix.",
        a -> {
          absent(a, "eigh", "subset_by_index");
          Value x = a.value("x");
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
        a -> new Tuple(List.copyOf(Matrices.lu(a.value("x")))));
    m.function(
        "lu_pivots_to_permutation(pivots, permutation_size)",
        "The permutation that row swaps make.",
        a -> Lax.bind1(new LinearAlgebra.LuPivotsToPermutation(a.integer("permutation_size")), a.value("pivots")));
    m.function(
        "qr(x, *, pivoting=False, full_matrices=True, use_magma=None)",
        "QR decomposition.",
        a -> {
          if (a.flag("pivoting")) {
            throw JaxError.notImplemented("lax.linalg.qr with pivoting=True is not available yet");
          }
          return new Tuple(List.copyOf(Lax.bind(new LinearAlgebra.Qr(a.flag("full_matrices")), a.value("x"))));
        });
    m.function(
        "svd(x, *, full_matrices=True, compute_uv=True, subset_by_index=None, algorithm=None)",
        "Singular value decomposition.",
        a -> {
          absent(a, "svd", "subset_by_index");
          boolean vectors = a.flag("compute_uv");
          List<Value> r = Lax.bind(new LinearAlgebra.Svd(a.flag("full_matrices"), vectors), a.value("x"));
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

  private static void absent(Arguments a, String function, String parameter) {
    if (!a.isNone(parameter)) {
      throw JaxError.notImplemented("lax.linalg." + function + " with " + parameter + " is not available yet");
    }
  }
}
