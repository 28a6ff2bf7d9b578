package gradwright.cpu.library;

import gradwright.core.prim.Contraction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.cpu.blas.Blas;
import gradwright.cpu.blas.BlasType;
import gradwright.cpu.blas.MatrixProducts;
import java.lang.foreign.MemorySegment;

/// General dot products by BLAS. Operands whose axes do not merge into a batch of matrices are copied first; 16-bit
/// floats are multiplied as float32.
final class DotCalls {
  private static final long VECTOR_CHUNK = 1 << 16; // multiplications worth handing to another thread

  private DotCalls() {}

  static LibraryCall find(Contraction.DotGeneral p, Aval lhs, Aval rhs, Aval out) {
    DType t = lhs.dtype();
    if (t != rhs.dtype() || t != out.dtype()) {
      return null;
    }
    return switch (t.code()) {
      case FLOAT32, FLOAT64, COMPLEX64, COMPLEX128 -> plan(p, lhs, rhs, BlasType.of(t));
      case FLOAT16, BFLOAT16 -> {
        LibraryCall wide = plan(p, lhs, rhs, BlasType.FLOAT32);
        yield wide == null ? null : HalfFloats.widened(wide, t, lhs.shape(), rhs.shape(), out.shape());
      }
      default -> null;
    };
  }

  /// One operand as a batch of matrices: how many rows and columns, and where they lie; `copy` brings it into that
  /// form.
  private record Operand(
      Blas.Form form, int rowStride, long batchStride, long columns, StridedCopy copy, long elements) {}

  private static LibraryCall plan(Contraction.DotGeneral p, Aval lhs, Aval rhs, BlasType type) {
    Ints lhsFree = free(lhs, p.lhsBatch(), p.lhsContracting());
    Ints rhsFree = free(rhs, p.rhsBatch(), p.rhsContracting());
    long batches = size(lhs.shape(), p.lhsBatch());
    long m = size(lhs.shape(), lhsFree);
    long k = size(lhs.shape(), p.lhsContracting());
    long n = size(rhs.shape(), rhsFree);
    if (Math.max(m, Math.max(k, n)) > Integer.MAX_VALUE / 2) {
      return null;
    }
    Operand a = operand(lhs.shape(), p.lhsBatch(), lhsFree, p.lhsContracting(), m, k, type.bytes());
    Operand b = operand(rhs.shape(), p.rhsBatch(), p.rhsContracting(), rhsFree, k, n, type.bytes());
    var layout =
        new MatrixProducts.Layout(
            type,
            batches,
            (int) m,
            (int) n,
            (int) k,
            a.form,
            a.rowStride,
            a.batchStride,
            b.form,
            b.rowStride,
            b.batchStride,
            (int) Math.max(1, n),
            m * n);
    long bytes = type.bytes();
    return (in, out, workers) -> {
      if (batches * m * n == 0) {
        return;
      }
      if (k == 0) {
        Raw.zero(out[0], batches * m * n * bytes);
        return;
      }
      try (ScratchMemory.Room ra = a.copy == null ? null : workers.room(a.elements * bytes);
          ScratchMemory.Room rb = b.copy == null ? null : workers.room(b.elements * bytes)) {
        MemorySegment x = enter(a, ra, in[0], bytes, workers);
        MemorySegment y = enter(b, rb, in[1], bytes, workers);
        MemorySegment z = Raw.segment(out[0], batches * m * n * bytes);
        if (batches == 1 && (n == 1 || m == 1)) {
          vector(layout, a, b, x, y, z, workers);
        } else {
          workers.products().multiply(layout, x, y, z, false, workers.cancelled());
        }
      }
    };
  }

  private static MemorySegment enter(Operand o, ScratchMemory.Room room, long address, long bytes, Workers workers) {
    if (o.copy == null) {
      return Raw.segment(address, o.elements * bytes);
    }
    o.copy.run(address, room.address(), workers);
    return room.segment();
  }

  /// A matrix times a vector, cut along the result.
  private static void vector(
      MatrixProducts.Layout l,
      Operand a,
      Operand b,
      MemorySegment x,
      MemorySegment y,
      MemorySegment z,
      Workers workers) {
    Blas blas = Blas.of(l.type());
    boolean left = l.n() == 1;
    // the matrix as stored, and whether the product runs along its rows
    Operand matrix = left ? a : b;
    MemorySegment data = left ? x : y;
    MemorySegment v = left ? y : x;
    boolean plain = (matrix.form == Blas.Form.PLAIN) == left;
    int results = left ? l.m() : l.n();
    int step = vectorStride(left ? b : a, left);
    long size = l.type().bytes();
    long grain = workers.grain(results, Math.max(16, VECTOR_CHUNK / Math.max(1, l.k())));
    workers.share(
        results,
        grain,
        (lo, hi) -> {
          int count = (int) (hi - lo);
          MemorySegment part = data.asSlice((plain ? lo * matrix.rowStride : lo) * size);
          MemorySegment to = z.asSlice(lo * size);
          if (plain) {
            blas.gemv(Blas.Form.PLAIN, count, l.k(), part, matrix.rowStride, v, step, to, 1, false);
          } else {
            blas.gemv(Blas.Form.TRANSPOSED, l.k(), count, part, matrix.rowStride, v, step, to, 1, false);
          }
        });
  }

  /// Elements from one of a vector's k elements to the next.
  private static int vectorStride(Operand vector, boolean column) {
    boolean along = (vector.form == Blas.Form.PLAIN) == column;
    return along ? vector.rowStride : 1;
  }

  /// The operand with `rows` and `columns` as the sides of its matrices.
  private static Operand operand(Shape s, Ints batch, Ints rows, Ints columns, long r, long c, int bytes) {
    long[] strides = s.strides();
    long batchStride = merged(s, batch, strides);
    long rowStride = merged(s, rows, strides);
    long columnStride = merged(s, columns, strides);
    long elements = s.elements();
    if (batchStride >= 0 && rowStride >= 0 && columnStride >= 0) {
      if ((columnStride == 1 || c == 1) && fits(rowStride, r, c)) {
        int step = (int) (r == 1 ? Math.max(1, c) : rowStride);
        return new Operand(Blas.Form.PLAIN, step, batchStride, c, null, elements);
      }
      if ((rowStride == 1 || r == 1) && fits(columnStride, c, r)) {
        return new Operand(
            Blas.Form.TRANSPOSED, (int) (c == 1 ? Math.max(1, r) : columnStride), batchStride, c, null, elements);
      }
    }
    Ints order = batch.concat(rows).concat(columns);
    int[] sizes = order.map(s::size).toArray();
    long[] from = new long[sizes.length];
    for (int i = 0; i < from.length; i++) {
      from[i] = strides[order.get(i)];
    }
    StridedCopy copy = new StridedCopy(sizes, from, Shape.of(sizes).strides(), bytes);
    return new Operand(Blas.Form.PLAIN, (int) Math.max(1, c), r * c, c, copy, elements);
  }

  /// Whether lines of `length` that far apart are what BLAS takes.
  private static boolean fits(long stride, long lines, long length) {
    return lines == 1 || stride >= Math.max(1, length) && stride <= Integer.MAX_VALUE;
  }

  /// The stride of axes taken as one, in their order; 0 for a single element, -1 when they do not merge.
  private static long merged(Shape s, Ints axes, long[] strides) {
    long stride = 0;
    long below = 1;
    for (int i = axes.size() - 1; i >= 0; i--) {
      int size = s.size(axes.get(i));
      if (size == 1) {
        continue;
      }
      if (stride == 0) {
        stride = strides[axes.get(i)];
      } else if (strides[axes.get(i)] != stride * below) {
        return -1;
      }
      below *= size;
    }
    return stride;
  }

  private static Ints free(Aval x, Ints batch, Ints contracting) {
    Ints r = Ints.EMPTY;
    for (int i = 0; i < x.rank(); i++) {
      r = batch.contains(i) || contracting.contains(i) ? r : r.plus(i);
    }
    return r;
  }

  private static long size(Shape s, Ints axes) {
    long n = 1;
    for (int i = 0; i < axes.size(); i++) {
      n *= s.size(axes.get(i));
    }
    return n;
  }
}
