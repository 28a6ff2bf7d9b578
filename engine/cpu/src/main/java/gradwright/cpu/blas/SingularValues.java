package gradwright.cpu.blas;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// The singular value decomposition.
final class SingularValues extends MatrixProblem {
  SingularValues(MatrixData data, MemorySegment in, List<MemorySegment> out) {
    super(data, in, out);
  }

  void svd(boolean full, boolean vectors) {
    MemorySegment s = out.getFirst();
    int columnsOfU = full ? m : least();
    int rowsOfV = full ? n : least();
    if (empty()) {
      if (vectors) {
        identity(out.get(1), m, columnsOfU);
        identity(out.get(2), rowsOfV, n);
      }
      return;
    }
    boolean ok = type.allFinite(in, (long) m * n); // LAPACK may not return from infinities
    if (ok) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment work = scratch(arena, (long) m * n);
        copy(work);
        MemorySegment u = vectors ? out.get(1) : MemorySegment.NULL;
        MemorySegment vh = vectors ? out.get(2) : MemorySegment.NULL;
        ok = Lapack.of(type).gesdd(vectors ? full ? 'A' : 'S' : 'N', m, n, work, s, u, vh) == 0;
      }
    }
    if (!ok) {
      type.real().fillNan(s, least());
      if (vectors) {
        type.fillNan(out.get(1), (long) m * columnsOfU);
        type.fillNan(out.get(2), (long) rowsOfV * n);
      }
    }
  }
}
