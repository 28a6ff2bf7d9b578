package gradwright.cpu.blas;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import gradwright.core.eval.SingleHouseholder;
import gradwright.core.types.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Orthogonal factors as Householder reflectors, packed or multiplied out: QR, with and without pivoting.
final class OrthogonalFactors extends MatrixProblem {
  OrthogonalFactors(MatrixData data, MemorySegment in, List<MemorySegment> out) {
    super(data, in, out);
  }

  void geqrf() {
    copy(out.getFirst());
    if (!empty()) {
      reflectors(out.getFirst(), out.get(1));
    }
  }

  private boolean small() {
    return type == BlasType.of(DType.FLOAT32) && SingleHouseholder.suits(m, n);
  }

  /// Packs reflectors and R into `packed`, which holds the matrix.
  private void reflectors(MemorySegment packed, MemorySegment taus) {
    if (small()) {
      float[] a = packed.asSlice(0, (long) m * n * Float.BYTES).toArray(JAVA_FLOAT);
      float[] t = SingleHouseholder.geqrf(a, m, n);
      MemorySegment.copy(a, 0, packed, JAVA_FLOAT, 0, a.length);
      MemorySegment.copy(t, 0, taus, JAVA_FLOAT, 0, t.length);
    } else {
      Lapack.of(type).geqrf(m, n, packed, taus);
    }
  }

  /// Replaces the reflectors in `q` by the first columns of their product.
  private int product(MemorySegment q, int columns, int count, MemorySegment taus) {
    if (small()) {
      float[] a = q.asSlice(0, (long) m * columns * Float.BYTES).toArray(JAVA_FLOAT);
      float[] t = taus.asSlice(0, (long) count * Float.BYTES).toArray(JAVA_FLOAT);
      SingleHouseholder.orgqr(a, m, columns, t);
      MemorySegment.copy(a, 0, q, JAVA_FLOAT, 0, a.length);
      return 0;
    }
    return Lapack.of(type).orgqr(m, columns, count, q, taus);
  }

  void householderProduct(MemorySegment taus, int count) {
    MemorySegment q = out.getFirst();
    copy(q);
    if (!empty() && product(q, n, count, taus) != 0) {
      type.fillNan(q, (long) m * n);
    }
  }

  void geqp3() {
    copy(out.getFirst());
    if (!empty()) {
      Lapack.of(type).geqp3(m, n, out.getFirst(), out.get(1), out.get(2));
    }
  }

  void ormqr(boolean left, boolean transpose, int[] size, MatrixData taus, long i, long batches) {
    MemorySegment c = out.getFirst();
    if (size[0] == 0 || size[1] == 0 || taus.fromEnd(1) == 0) {
      return;
    }
    int code = Lapack.of(type).ormqr(left, transpose, size, taus.fromEnd(1), in, n, taus.part(i, batches), c);
    if (code != 0) {
      type.fillNan(c, (long) size[0] * size[1]);
    }
  }

  /// `order` gets the order of the columns when these are to be exchanged; it may be null.
  void qr(boolean full, MemorySegment order) {
    MemorySegment q = out.getFirst();
    MemorySegment r = out.get(1);
    int columns = full ? m : least();
    if (empty()) {
      identity(q, m, columns);
      r.fill((byte) 0);
      if (order != null) {
        order.fill((byte) 0);
      }
      return;
    }
    int bytes = type.bytes();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment packed = scratch(arena, (long) m * n);
      MemorySegment taus = scratch(arena, least());
      copy(packed);
      if (order == null) {
        reflectors(packed, taus);
      } else {
        order.fill((byte) 0);
        Lapack.of(type).geqp3(m, n, packed, order, taus);
        for (int i = 0; i < n; i++) {
          order.setAtIndex(JAVA_INT, i, order.getAtIndex(JAVA_INT, i) - 1);
        }
      }
      q.fill((byte) 0);
      for (long i = 0; i < m; i++) {
        MemorySegment.copy(packed, i * n * bytes, q, i * columns * bytes, (long) Math.min(n, columns) * bytes);
      }
      product(q, columns, least(), taus);
      r.fill((byte) 0);
      for (long i = 0; i < columns && i < n; i++) {
        MemorySegment.copy(packed, (i * n + i) * bytes, r, (i * n + i) * bytes, (n - i) * bytes);
      }
    }
  }
}
