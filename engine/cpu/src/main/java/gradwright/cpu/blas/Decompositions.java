package gradwright.cpu.blas;

import gradwright.core.prim.LinearAlgebra;
import gradwright.cpu.pool.WorkerPool;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Runs linear algebra primitives with LAPACK on row-major arrays in native memory; batches go to the worker pool.
///
/// What LAPACK reports as not existing or not converged becomes NaN, as in JAX. Element types are float32, float64,
/// complex64 and complex128.
public final class Decompositions {
  private static final double WORK_PER_CHUNK = 200_000;

  private Decompositions() {}

  /// Computes `primitive` of `inputs` into `outputs`, whose types and shapes are the primitive's.
  public static void run(
      LinearAlgebra primitive,
      List<MatrixData> inputs,
      List<MatrixData> outputs,
      WorkerPool pool,
      BooleanSupplier cancelled) {
    MatrixData a = inputs.getFirst();
    int axes =
        switch (primitive) {
          case LinearAlgebra.LuPivotsToPermutation _, LinearAlgebra.TridiagonalSolve _ -> 1;
          default -> 2;
        };
    long batches = a.batches(axes);
    double rows = axes == 1 ? 1 : a.fromEnd(2);
    double work = Math.max(1, rows * a.fromEnd(1) * Math.min(rows, a.fromEnd(1)));
    long grain = Math.max(1, (long) (WORK_PER_CHUNK / work));
    pool.run(
        batches,
        grain,
        cancelled,
        (lo, hi) -> {
          for (long i = lo; i < hi; i++) {
            one(primitive, inputs, outputs, i, batches);
          }
        });
  }

  private static void one(
      LinearAlgebra primitive, List<MatrixData> inputs, List<MatrixData> outputs, long i, long batches) {
    MatrixData first = inputs.getFirst();
    MemorySegment in = first.part(i, batches);
    List<MemorySegment> out = new ArrayList<>(outputs.size());
    for (MatrixData data : outputs) {
      out.add(data.part(i, batches));
    }
    if (primitive instanceof LinearAlgebra.LuPivotsToPermutation) {
      EliminationFactors.permutation(in, first.fromEnd(1), out.getFirst(), outputs.getFirst().fromEnd(1));
      return;
    }
    if (primitive instanceof LinearAlgebra.TridiagonalSolve) {
      List<MemorySegment> parts = inputs.stream().map(data -> data.part(i, batches)).toList();
      LinearSystems.tridiagonal(
          BlasType.of(first.type()), first.fromEnd(1), inputs.get(3).fromEnd(1), parts, out.getFirst());
      return;
    }
    switch (primitive) {
      case LinearAlgebra.Cholesky _ -> new EliminationFactors(first, in, out).cholesky();
      case LinearAlgebra.Lu _ -> new EliminationFactors(first, in, out).lu();
      case LinearAlgebra.Qr(boolean full, boolean pivoting) ->
          new OrthogonalFactors(first, in, out).qr(full, pivoting ? out.get(2) : null);
      case LinearAlgebra.Geqp3 _ -> {
        MemorySegment.copy(inputs.get(1).part(i, batches), 0, out.get(1), 0, out.get(1).byteSize());
        new OrthogonalFactors(first, in, out).geqp3();
      }
      case LinearAlgebra.Ormqr(boolean left, boolean transpose) -> {
        MatrixData c = inputs.get(2);
        MemorySegment.copy(c.part(i, batches), 0, out.getFirst(), 0, out.getFirst().byteSize());
        new OrthogonalFactors(first, in, out)
            .ormqr(left, transpose, new int[] {c.fromEnd(2), c.fromEnd(1)}, inputs.get(1), i, batches);
      }
      case LinearAlgebra.Schur(boolean vectors) -> new SpectralFactors(first, in, out).schur(vectors);
      case LinearAlgebra.Hessenberg _ -> new SpectralFactors(first, in, out).hessenberg();
      case LinearAlgebra.Tridiagonal(boolean lower) -> new SpectralFactors(first, in, out).tridiagonal(lower);
      case LinearAlgebra.Geqrf _ -> new OrthogonalFactors(first, in, out).geqrf();
      case LinearAlgebra.HouseholderProduct _ ->
          new OrthogonalFactors(first, in, out)
              .householderProduct(inputs.get(1).part(i, batches), inputs.get(1).fromEnd(1));
      case LinearAlgebra.Eigh(boolean lower, boolean _) -> new SpectralFactors(first, in, out).eigh(lower);
      case LinearAlgebra.Svd(boolean full, boolean vectors) -> new SingularValues(first, in, out).svd(full, vectors);
      case LinearAlgebra.Eig(boolean left, boolean right, boolean _) ->
          new SpectralFactors(first, in, out).eig(left, right);
      case LinearAlgebra.TriangularSolve solve ->
          new LinearSystems(first, in, out)
              .triangular(solve, inputs.get(1).part(i, batches), inputs.get(1).fromEnd(2), inputs.get(1).fromEnd(1));
      case LinearAlgebra.LuPivotsToPermutation _,
          LinearAlgebra.TridiagonalSolve _,
          LinearAlgebra.CholeskyUpdate _,
          LinearAlgebra.SymmetricProduct _ ->
          throw new IllegalArgumentException("LAPACK has no " + primitive.primitiveName());
    }
  }
}
