package gradwright.cpu.blas;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// One m by n matrix of `data` and where its results go.
abstract sealed class MatrixProblem
    permits EliminationFactors, OrthogonalFactors, SpectralFactors, SingularValues, LinearSystems {
  final BlasType type;
  final int m;
  final int n;
  final MemorySegment in;
  final List<MemorySegment> out;

  MatrixProblem(MatrixData data, MemorySegment in, List<MemorySegment> out) {
    this.type = BlasType.of(data.type());
    this.m = data.fromEnd(2);
    this.n = data.fromEnd(1);
    this.in = in;
    this.out = out;
  }

  /// The smaller of the sides.
  final int least() {
    return Math.min(m, n);
  }

  /// Whether the matrix has no elements.
  final boolean empty() {
    return m == 0 || n == 0;
  }

  /// Copies the matrix.
  final void copy(MemorySegment target) {
    MemorySegment.copy(in, 0, target, 0, (long) m * n * type.bytes());
  }

  /// Memory for so many elements.
  final MemorySegment scratch(Arena arena, long elements) {
    return arena.allocate(Math.max(1, elements) * type.bytes(), 64);
  }

  /// Writes the first columns of an identity matrix.
  final void identity(MemorySegment target, int rows, int columns) {
    target.fill((byte) 0);
    for (int i = 0; i < Math.min(rows, columns); i++) {
      type.set(target, (long) i * columns + i, 1);
    }
  }
}
