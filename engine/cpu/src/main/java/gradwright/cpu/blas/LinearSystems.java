package gradwright.cpu.blas;

import gradwright.core.prim.LinearAlgebra;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Solutions of triangular and tridiagonal systems.
final class LinearSystems extends MatrixProblem {
  LinearSystems(MatrixData data, MemorySegment in, List<MemorySegment> out) {
    super(data, in, out);
  }

  /// Solves with the matrix as triangle, for the right sides `b`.
  void triangular(LinearAlgebra.TriangularSolve solve, MemorySegment b, int rows, int columns) {
    MemorySegment x = out.getFirst();
    MemorySegment.copy(b, 0, x, 0, (long) rows * columns * type.bytes());
    if (SmallTriangles.suits(type, n, solve.leftSide() ? columns : rows)) {
      SmallTriangles.solve(
          type, solve.leftSide(), solve.lower(), solve.transposeA(), solve.unitDiagonal(), in, x, rows, columns);
      return;
    }
    boolean conjugate = solve.conjugateA() && type.isComplex();
    Blas.Form form =
        !solve.transposeA() ? Blas.Form.PLAIN : conjugate ? Blas.Form.CONJUGATE_TRANSPOSED : Blas.Form.TRANSPOSED;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = in;
      if (conjugate && !solve.transposeA()) {
        a = scratch(arena, (long) n * n);
        copy(a);
        for (long i = 0; i < (long) n * n; i++) {
          type.setImaginary(a, i, -type.imaginary(in, i));
        }
      }
      Blas.of(type)
          .trsm(
              solve.leftSide(),
              solve.lower(),
              form,
              solve.unitDiagonal(),
              rows,
              columns,
              a,
              Math.max(1, n),
              x,
              Math.max(1, columns));
    }
  }

  /// Solves with the diagonals `in[0]` to `in[2]` and the right sides `in[3]`.
  static void tridiagonal(BlasType type, int n, int columns, List<MemorySegment> in, MemorySegment x) {
    MemorySegment.copy(in.get(3), 0, x, 0, x.byteSize());
    if (n == 0 || columns == 0) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      List<MemorySegment> d = in.subList(0, 3).stream().map(s -> arena.allocate(s.byteSize(), 64).copyFrom(s)).toList();
      MemorySegment below = d.get(0).asSlice(type.bytes());
      if (Lapack.of(type).gtsv(n, columns, below, d.get(1), d.get(2), x) != 0) {
        type.fillNan(x, (long) n * columns);
      }
    }
  }
}
