package gradwright.cpu.blas;

import gradwright.cpu.llvm.CompileFailure;
import gradwright.cpu.llvm.KernelCompiler;
import gradwright.cpu.pool.WorkerPool;
import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;

/// Batched products of row-major matrices, shared among the worker pool's threads: real ones by generated kernels, complex ones
/// and those that are hardly more than vectors by BLAS.
public final class MatrixProducts {
  private static final double MULTIPLICATIONS_PER_CHUNK = 1_000_000; // some 12 us on one thread
  private static final double LONGEST_CHUNK = 4e9; // so that work can be stopped
  private static final int CHUNKS_PER_THREAD = 2;
  private static final int VECTOR_LIKE = 2; // rows or columns

  private final WorkerPool pool;
  private final TileKernels single;
  private final TileKernels twice;
  private volatile boolean failed;

  /// Products on the pool's threads, with kernels by the compiler.
  public MatrixProducts(WorkerPool pool, KernelCompiler compiler) {
    this.pool = pool;
    this.single = new TileKernels(BlasType.FLOAT32, compiler);
    this.twice = new TileKernels(BlasType.FLOAT64, compiler);
  }

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

  /// The kernels for a type; null when there are none.
  public TileKernels kernels(BlasType type) {
    return failed || type.isComplex() ? null : type == BlasType.FLOAT32 ? single : twice;
  }

  /// Goes on without kernels.
  public void withoutKernels() {
    failed = true;
  }

  /// `c = a b`, or `c += a b` if `accumulate`, for every batch.
  public void multiply(
      Layout l, MemorySegment a, MemorySegment b, MemorySegment c, boolean accumulate, BooleanSupplier cancelled) {
    double work = (double) l.m() * l.n() * Math.max(1, l.k()) * (l.type().isComplex() ? 4 : 1);
    if (work == 0) {
      return;
    }
    Block block = block(l, a, b, c, accumulate);
    if (work <= MULTIPLICATIONS_PER_CHUNK) {
      long grain = Math.max(1, (long) (MULTIPLICATIONS_PER_CHUNK / work));
      pool.run(
          l.batches(),
          grain,
          cancelled,
          (lo, hi) -> {
            for (long i = lo; i < hi; i++) {
              block.run(i, 0, l.m(), 0, l.n());
            }
          });
      return;
    }
    Grid g = grid(l, work);
    int chunks = g.rows * g.columns;
    pool.run(
        l.batches() * chunks,
        1,
        cancelled,
        (lo, hi) -> {
          for (long i = lo; i < hi; i++) {
            int row = (int) (i % chunks) / g.columns * g.height;
            int column = (int) (i % g.columns) * g.width;
            block.run(i / chunks, row, Math.min(g.height, l.m() - row), column, Math.min(g.width, l.n() - column));
          }
        });
  }

  /// How a result is cut: into some rows and columns of blocks, of such sizes.
  private record Grid(int rows, int columns, int height, int width) {}

  /// Blocks as square as can be, because each brings its parts of both operands together; never more than keep the threads busy.
  private Grid grid(Layout l, double work) {
    int unit = single.width();
    int tall = single.height();
    double wanted =
        pool.threads() == 1
            ? 1
            : Math.min(
                work / MULTIPLICATIONS_PER_CHUNK,
                Math.max((double) CHUNKS_PER_THREAD * pool.threads(), work / LONGEST_CHUNK));
    if (l.batches() >= 2L * CHUNKS_PER_THREAD * pool.threads()) {
      wanted = 1;
    }
    int most = (l.n() + unit - 1) / unit;
    int columns =
        (int) Math.clamp(Math.round(Math.sqrt(wanted * l.n() / l.m())), 1, Math.min(most, (int) Math.ceil(wanted)));
    int rows = (int) Math.clamp(Math.round(wanted / columns), 1, (l.m() + tall - 1) / tall);
    int width = roundUp((l.n() + columns - 1) / columns, unit);
    int height = (l.m() + rows - 1) / rows;
    return new Grid((l.m() + height - 1) / height, (l.n() + width - 1) / width, height, width);
  }

  private static int roundUp(int x, int unit) {
    return (x + unit - 1) / unit * unit;
  }

  /// Computes a part of one product.
  @FunctionalInterface
  private interface Block {
    void run(long batch, int row, int rows, int column, int columns);
  }

  private Block block(Layout l, MemorySegment a, MemorySegment b, MemorySegment c, boolean accumulate) {
    TileKernels kernels = kernels(l.type());
    Block library = (i, row, rows, column, columns) -> byBlas(l, a, b, c, accumulate, i, row, rows, column, columns);
    if (kernels == null || l.k() == 0 || l.m() < VECTOR_LIKE || l.n() <= VECTOR_LIKE) {
      return library;
    }
    return (i, row, rows, column, columns) -> {
      try {
        byKernels(kernels, l, a, b, c, accumulate, i, row, rows, column, columns);
      } catch (CompileFailure e) {
        withoutKernels();
        library.run(i, row, rows, column, columns);
      }
    };
  }

  private static void byKernels(
      TileKernels kernels,
      Layout l,
      MemorySegment a,
      MemorySegment b,
      MemorySegment c,
      boolean accumulate,
      long batch,
      int row,
      int rows,
      int column,
      int columns)
      throws CompileFailure {
    int bytes = l.type().bytes();
    boolean plainA = l.formA() == Blas.Form.PLAIN;
    TileKernels.Order order = l.formB() == Blas.Form.PLAIN ? TileKernels.Order.ROWS : TileKernels.Order.COLUMNS;
    kernels.multiply(
        new TileKernels.Left(a.address() + startA(l, batch, row) * bytes, plainA, l.rowA(), l.k(), 1, 0),
        new TileKernels.Right(b.address() + startB(l, batch, column) * bytes, order, l.rowB()),
        c.address() + startC(l, batch, row, column) * bytes,
        l.rowC(),
        rows,
        columns,
        accumulate);
  }

  private static void byBlas(
      Layout l,
      MemorySegment a,
      MemorySegment b,
      MemorySegment c,
      boolean accumulate,
      long batch,
      int row,
      int rows,
      int column,
      int columns) {
    int bytes = l.type().bytes();
    Blas.of(l.type())
        .gemm(
            l.formA(),
            l.formB(),
            rows,
            columns,
            l.k(),
            a.asSlice(l.k() == 0 ? 0 : startA(l, batch, row) * bytes),
            l.rowA(),
            b.asSlice(l.k() == 0 ? 0 : startB(l, batch, column) * bytes),
            l.rowB(),
            c.asSlice(startC(l, batch, row, column) * bytes),
            l.rowC(),
            accumulate);
  }

  private static long startA(Layout l, long batch, int row) {
    return batch * l.batchA() + (l.formA() == Blas.Form.PLAIN ? (long) row * l.rowA() : row);
  }

  private static long startB(Layout l, long batch, int column) {
    return batch * l.batchB() + (l.formB() == Blas.Form.PLAIN ? column : (long) column * l.rowB());
  }

  private static long startC(Layout l, long batch, int row, int column) {
    return batch * l.batchC() + (long) row * l.rowC() + column;
  }
}
