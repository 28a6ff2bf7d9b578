package gradwright.cpu.blas;

import gradwright.cpu.pool.WorkerPool;
import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;

/// Batched products of row-major matrices, shared among the worker pool's threads.
public final class MatrixProducts {
  private static final double MULTIPLICATIONS_PER_CHUNK = 2_000_000; // some 50 us on one thread
  private static final int ROWS = 16; // chunks are multiples of this, to fill the library's register tiles

  private MatrixProducts() {}

  /// The sizes of a batched product and where its operands lie. `a` is m by k and `b` k by n in the form they enter; row
  /// strides and batch strides count elements.
  public record Layout(
      BlasType type,
      long batches,
      int m,
      int n,
      int k,
      Blas.Form formA,
      int rowA,
      long batchA,
      Blas.Form formB,
      int rowB,
      long batchB,
      int rowC,
      long batchC) {}

  /// `c = a b`, or `c += a b` if `accumulate`, for every batch.
  public static void multiply(
      Layout l,
      MemorySegment a,
      MemorySegment b,
      MemorySegment c,
      boolean accumulate,
      WorkerPool pool,
      BooleanSupplier cancelled) {
    Blas blas = Blas.of(l.type());
    double work = (double) l.m() * l.n() * Math.max(1, l.k()) * (l.type().isComplex() ? 4 : 1);
    if (work == 0) {
      return;
    }
    if (work <= MULTIPLICATIONS_PER_CHUNK) {
      long grain = Math.max(1, (long) (MULTIPLICATIONS_PER_CHUNK / work));
      pool.run(
          l.batches(),
          grain,
          cancelled,
          (lo, hi) -> {
            for (long i = lo; i < hi; i++) {
              block(blas, l, a, b, c, i, 0, l.m(), 0, l.n(), accumulate);
            }
          });
      return;
    }
    // cut the longer side of the result; never into more chunks than keep the threads busy
    boolean byRows = l.m() >= l.n();
    int extent = byRows ? l.m() : l.n();
    int wanted = (int) Math.min(work / MULTIPLICATIONS_PER_CHUNK, 4.0 * pool.threads());
    int size = pool.threads() == 1 ? extent : roundUp((extent + wanted - 1) / Math.max(1, wanted), ROWS);
    int chunks = (extent + size - 1) / size;
    pool.run(
        l.batches() * chunks,
        1,
        cancelled,
        (lo, hi) -> {
          for (long i = lo; i < hi; i++) {
            int from = (int) (i % chunks) * size;
            int length = Math.min(size, extent - from);
            if (byRows) {
              block(blas, l, a, b, c, i / chunks, from, length, 0, l.n(), accumulate);
            } else {
              block(blas, l, a, b, c, i / chunks, 0, l.m(), from, length, accumulate);
            }
          }
        });
  }

  private static int roundUp(int x, int unit) {
    return (x + unit - 1) / unit * unit;
  }

  private static void block(
      Blas blas,
      Layout l,
      MemorySegment a,
      MemorySegment b,
      MemorySegment c,
      long batch,
      int row,
      int rows,
      int column,
      int columns,
      boolean accumulate) {
    int bytes = l.type().bytes();
    long startA = batch * l.batchA() + (l.formA() == Blas.Form.PLAIN ? (long) row * l.rowA() : row);
    long startB = batch * l.batchB() + (l.formB() == Blas.Form.PLAIN ? column : (long) column * l.rowB());
    long startC = batch * l.batchC() + (long) row * l.rowC() + column;
    MemorySegment partA = a.asSlice(l.k() == 0 ? 0 : startA * bytes);
    MemorySegment partB = b.asSlice(l.k() == 0 ? 0 : startB * bytes);
    blas.gemm(
        l.formA(),
        l.formB(),
        rows,
        columns,
        l.k(),
        partA,
        l.rowA(),
        partB,
        l.rowB(),
        c.asSlice(startC * bytes),
        l.rowC(),
        accumulate);
  }
}
