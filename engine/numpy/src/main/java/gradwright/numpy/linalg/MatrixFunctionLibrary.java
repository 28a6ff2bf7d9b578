package gradwright.numpy.linalg;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Tuple;
import java.util.ArrayList;
import java.util.List;

/// The functions of `jax.scipy.linalg` that decompose matrices further or compute functions of them.
final class MatrixFunctionLibrary {
  private MatrixFunctionLibrary() {}

  private static Tuple tuple(List<Value> values) {
    return new Tuple(List.copyOf(values));
  }

  static void register(Catalogue.Module m) {
    decompositions(m);
    functions(m);
  }

  private static void decompositions(Catalogue.Module m) {
    m.function(
            "qr(a, overwrite_a=False, lwork=None, mode='full', pivoting=False, check_finite=True)",
            "QR decomposition.",
            a -> tuple(OrthogonalFactors.qr(a.value("a"), a.string("mode"), a.flag("pivoting"))))
        .function(
            "qr_multiply(a, c, mode='right', pivoting=False, conjugate=False, overwrite_a=False, overwrite_c=False)",
            "A product with the unitary factor of a QR decomposition, and the other factor.",
            MatrixFunctionLibrary::multiply)
        .function(
            "schur(a, output='real')",
            "The Schur form and vectors.",
            a -> new ArrayList<Object>(SchurForms.schur(a.value("a"), a.string("output"))))
        .function(
            "rsf2csf(T, Z, check_finite=True)",
            "The complex Schur form from the real one.",
            a -> tuple(SchurForms.complexForm(a.value("T"), a.value("Z"))))
        .function(
            "hessenberg(a, *, calc_q=False, overwrite_a=False, check_finite=True)",
            "The Hessenberg form.",
            a -> {
              List<Value> r = SchurForms.hessenberg(a.value("a"), a.flag("calc_q"));
              return r.size() == 1 ? r.getFirst() : tuple(r);
            })
        .function(
            "polar(a, side='right', *, method='qdwh', eps=None, max_iterations=None)",
            "The polar decomposition.",
            a ->
                tuple(
                    Polar.polar(
                        a.value("a"),
                        a.string("side"),
                        a.string("method"),
                        a.isNone("eps") ? null : a.number("eps"),
                        a.isNone("max_iterations") ? null : a.integer("max_iterations"))));
  }

  private static Object multiply(Arguments a) {
    String mode = a.string("mode");
    if (!mode.equals("right") && !mode.equals("left")) {
      throw JaxError.value("mode must be 'right' or 'left', got '" + mode + "'");
    }
    OrthogonalFactors.Product p =
        new OrthogonalFactors.Product(mode.equals("left"), a.flag("pivoting"), a.flag("conjugate"));
    return tuple(OrthogonalFactors.multiply(a.value("a"), a.value("c"), p));
  }

  private static void functions(Catalogue.Module m) {
    m.function(
            "expm(A, *, upper_triangular=False, max_squarings=16)",
            "The exponential of a matrix.",
            a -> MatrixExponential.expm(a.value("A"), a.flag("upper_triangular"), a.integer("max_squarings")))
        .function(
            "expm_frechet(A, E, *, method=None, compute_expm=True)",
            "The exponential of a matrix and its derivative in a direction.",
            a -> {
              List<Value> r = MatrixExponential.frechet(a.value("A"), a.value("E"));
              return a.flag("compute_expm") ? tuple(r) : r.get(1);
            })
        .function(
            "sqrtm(A, blocksize=1)",
            "The square root of a matrix.",
            a -> {
              if (a.integer("blocksize") > 1) {
                throw JaxError.notImplemented("Blocked version is not implemented yet.");
              }
              Value x = a.value("A");
              if (x.rank() != 2) {
                throw JaxError.value("jax.scipy.linalg.sqrtm: A must be a matrix, got shape " + x.shape().toTuple());
              }
              return SchurForms.squareRoot(x);
            })
        .function(
            "solve_sylvester(A, B, C, *, method='schur', tol=1e-08)",
            "Solves A X + X B = C.",
            a -> Sylvester.solve(a.value("A"), a.value("B"), a.value("C"), a.string("method"), a.number("tol")));
  }

  /// Parts of functions that take a Python function or key.
  static void registerParts(Catalogue.Module m) {
    m.function(
            "parlett(diagonal, t)",
            "A function of a triangular matrix from its values on the diagonal.",
            a -> tuple(SchurForms.parlett(a.value("diagonal"), a.value("t"))))
        .function(
            "eigenvalues(d, e, select, select_range, tol)",
            "Eigenvalues of a tridiagonal matrix.",
            MatrixFunctionLibrary::tridiagonalValues)
        .function(
            "eigenvectors(d, e, values, start)",
            "Eigenvectors of a tridiagonal matrix.",
            a -> TridiagonalEigen.eigenvectors(a.value("d"), a.value("e"), a.value("values"), a.value("start")));
  }

  private static Object tridiagonalValues(Arguments a) {
    Value d = Promote.materialize(a.value("d"));
    Value e = Promote.materialize(a.value("e"));
    TridiagonalEigen.check(d, e);
    int n = d.shape().size(0);
    if (n <= 1) {
      return d.dtype().isComplex() ? Lax.real(d) : d;
    }
    Ints range = a.isNone("select_range") ? null : a.ints("select_range");
    Double tolerance = a.isNone("tol") ? null : (Double) a.number("tol");
    return TridiagonalEigen.eigenvalues(d, e, TridiagonalEigen.wanted(n, a.string("select"), range, tolerance));
  }
}
