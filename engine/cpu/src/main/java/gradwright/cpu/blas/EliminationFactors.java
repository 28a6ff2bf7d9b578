package gradwright.cpu.blas;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// Triangular factors by elimination: Cholesky and LU.
final class EliminationFactors extends MatrixProblem {
  EliminationFactors(MatrixData data, MemorySegment in, List<MemorySegment> out) {
    super(data, in, out);
  }

  void cholesky() {
    MemorySegment l = out.getFirst();
    copy(l);
    if (empty()) {
      return;
    }
    if (Lapack.of(type).potrf(n, l) != 0) {
      type.fillNan(l, (long) n * n);
      return;
    }
    for (long i = 0; i < n; i++) {
      l.asSlice((i * n + i + 1) * type.bytes(), (n - i - 1) * type.bytes()).fill((byte) 0);
    }
  }

  void lu() {
    MemorySegment pivots = out.get(1);
    copy(out.getFirst());
    if (!empty()) {
      Lapack.of(type).getrf(m, n, out.getFirst(), pivots); // singular is no failure: U has the zero
    }
    for (int i = 0; i < least(); i++) {
      pivots.setAtIndex(JAVA_INT, i, pivots.getAtIndex(JAVA_INT, i) - 1);
    }
    permutation(pivots, least(), out.get(2), m);
  }

  /// The permutation that exchanging each row with that of its pivot, one after the other, amounts to.
  static void permutation(MemorySegment pivots, int count, MemorySegment permutation, int size) {
    for (int i = 0; i < size; i++) {
      permutation.setAtIndex(JAVA_INT, i, i);
    }
    for (int i = 0; i < count; i++) {
      int other = pivots.getAtIndex(JAVA_INT, i);
      int kept = permutation.getAtIndex(JAVA_INT, i);
      permutation.setAtIndex(JAVA_INT, i, permutation.getAtIndex(JAVA_INT, other));
      permutation.setAtIndex(JAVA_INT, other, kept);
    }
  }
}
