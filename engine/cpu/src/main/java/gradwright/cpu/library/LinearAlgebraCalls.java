package gradwright.cpu.library;

import gradwright.core.prim.LinearAlgebra;
import gradwright.core.types.Aval;
import gradwright.cpu.blas.Decompositions;
import gradwright.cpu.blas.MatrixData;
import java.util.ArrayList;
import java.util.List;

/// Decompositions and solves by LAPACK.
final class LinearAlgebraCalls {
  private LinearAlgebraCalls() {}

  static LibraryCall find(LinearAlgebra p, List<Aval> in, List<Aval> out) {
    switch (p) {
      case LinearAlgebra.CholeskyUpdate _, LinearAlgebra.SymmetricProduct _ -> {
        return null; // LAPACK has none
      }
      case LinearAlgebra.TridiagonalSolve t when t.perturbSingular() -> {
        return null;
      }
      default -> {}
    }
    for (Aval a : in) {
      switch (a.dtype().code()) {
        case FLOAT32, FLOAT64, COMPLEX64, COMPLEX128, INT32 -> {}
        default -> {
          return null;
        }
      }
    }
    return (inputs, outputs, workers) ->
        Decompositions.run(p, matrices(in, inputs), matrices(out, outputs), workers.pool(), workers.cancelled());
  }

  private static List<MatrixData> matrices(List<Aval> avals, long[] addresses) {
    List<MatrixData> all = new ArrayList<>(addresses.length);
    for (int i = 0; i < addresses.length; i++) {
      Aval a = avals.get(i);
      all.add(new MatrixData(a.dtype(), a.shape(), Raw.segment(addresses[i], a.bytes())));
    }
    return all;
  }
}
