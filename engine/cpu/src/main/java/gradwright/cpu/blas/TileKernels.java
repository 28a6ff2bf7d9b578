package gradwright.cpu.blas;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import gradwright.cpu.host.HostCpu;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.llvm.CompileFailure;
import gradwright.cpu.llvm.KernelCompiler;
import gradwright.cpu.pool.KernelCall;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedDeque;

/// Products of real matrices on one thread by generated kernels (see [TileCode]), compiled when first needed.
public final class TileKernels {
  /// Steps along the depth whose packed panel stays in the first cache.
  private static final int DEPTH = 256;

  /// Rows for which packing the right operand does not pay.
  private static final int FEW_ROWS = 28;

  /// Rows whose copies stay in the second cache.
  private static final int ROWS = 512;

  /// Left operands up to this size are read where they are.
  private static final long NEAR_BYTES = 1 << 20;

  private static final int ARGUMENT_BYTES = 320;
  private static final int COPY_AT = 256; // of it, the copying kernel's

  private final TileModules modules;
  private final int bytes;
  private final int lanes;
  private final int tallest;
  private final ConcurrentLinkedDeque<MemorySegment> rooms = new ConcurrentLinkedDeque<>();
  private final ConcurrentLinkedDeque<MemorySegment> copies = new ConcurrentLinkedDeque<>();

  /// Kernels for this machine's registers.
  TileKernels(BlasType type, KernelCompiler compiler) {
    this(type, compiler, HostCpu.current().preferredVectorBits(), registers() == 32 ? 14 : 6);
  }

  /// Kernels for vectors of so many bits and tiles of so many rows, whose sums fit the registers.
  TileKernels(BlasType type, KernelCompiler compiler, int vectorBits, int tallest) {
    this.bytes = type.bytes();
    this.lanes = vectorBits / 8 / bytes;
    this.tallest = tallest;
    this.modules = new TileModules(type == BlasType.FLOAT32 ? Scalar.F32 : Scalar.F64, lanes, compiler);
  }

  private static int registers() {
    HostCpu cpu = HostCpu.current();
    return cpu.flags().contains("avx512vl") || cpu.architecture().equals("aarch64") ? 32 : 16;
  }

  /// Columns of a panel.
  public int width() {
    return 2 * lanes;
  }

  /// Rows of the tallest tile.
  public int height() {
    return tallest;
  }

  /// A left operand: where it begins, its strides in elements from row to row and along the depth, one of which is 1, and the
  /// segments of the depth with the elements from one to the next.
  public record Left(long address, boolean inRows, long stride, int depth, int segments, long jump) {}

  /// How a right operand lies in memory: row after row, column after column, or packed in panels.
  public enum Order {
    ROWS,
    COLUMNS,
    PANELS
  }

  /// A right operand: where it begins, how it lies, and the elements from one row or column to the next; of panels, their depth.
  public record Right(long address, Order order, long stride) {}

  /// The same product several times: how often, and the elements from one time to the next in the left operand and the result.
  public record Repeats(int count, long stepA, long stepC) {
    public static final Repeats ONCE = new Repeats(1, 0, 0);
  }

  /// Whether the kernels for so many rows and columns can be had; they are compiled now.
  public boolean ready(boolean inRows, int m, int n) {
    return modules.ready(inRows, RowGroups.of(m, tallest), n);
  }

  /// Elements that a right operand takes when packed in panels.
  public long panelElements(int depth, int n) {
    return ((n + width() - 1) / width() * (long) depth + lanes) * width();
  }

  /// Packs a right operand in panels, to be used several times.
  ///
  /// @throws CompileFailure when LLVM cannot make the kernels
  public Right pack(Right b, int depth, int n, long target) throws CompileFailure {
    MemorySegment room = room();
    MemorySegment kernel = modules.packing(b.order == Order.COLUMNS);
    set(room, TileArguments.PACK_STRIDE, b.stride * bytes);
    set(room, TileArguments.PACK_DEPTH, depth);
    for (int j = 0; j < n; j += width()) {
      set(room, TileArguments.PACK_FROM, b.address);
      set(room, TileArguments.PACK_TO, target + (long) j * depth * bytes);
      set(room, TileArguments.PACK_COLUMNS, Math.min(width(), n - j));
      KernelCall.run(kernel, room, 0, j);
    }
    rooms.addFirst(room);
    return new Right(target, Order.PANELS, depth);
  }

  private MemorySegment room() {
    MemorySegment room = rooms.pollFirst();
    return room != null ? room : Arena.ofAuto().allocate(ARGUMENT_BYTES + (DEPTH + lanes) * 2L * lanes * bytes, 64);
  }

  /// `c = a b`, or `c += a b` if `accumulate`, for `m` rows and `n` columns; `strideC` counts elements.
  ///
  /// @throws CompileFailure when LLVM cannot make the kernels
  public void multiply(Left a, Right b, long c, long strideC, int m, int n, boolean accumulate) throws CompileFailure {
    multiply(a, b, c, strideC, m, n, accumulate, Repeats.ONCE);
  }

  /// The same, repeated.
  ///
  /// @throws CompileFailure when LLVM cannot make the kernels
  public void multiply(Left a, Right b, long c, long strideC, int m, int n, boolean accumulate, Repeats repeats)
      throws CompileFailure {
    MemorySegment room = room();
    boolean panels = b.order == Order.PANELS;
    boolean narrow = b.order == Order.ROWS && (m <= FEW_ROWS || b.stride <= 2L * width());
    set(room, TileArguments.STRIDE_B, (panels ? width() : b.stride) * bytes);
    set(room, TileArguments.COLUMN_STEP, (panels ? b.stride : 1) * bytes);
    set(room, TileArguments.UNPACKED, panels || narrow ? 1 : 0);
    set(room, TileArguments.PADDED, panels ? 1 : 0);
    set(room, TileArguments.STRIDE_C, strideC * bytes);
    set(room, TileArguments.ROOM, room.address() + ARGUMENT_BYTES);
    set(room, TileArguments.PACK, modules.packing(b.order == Order.COLUMNS).address());
    set(room, TileArguments.REPEATS, repeats.count);
    set(room, TileArguments.REPEAT_A, repeats.stepA * bytes);
    set(room, TileArguments.REPEAT_C, repeats.stepC * bytes);
    if (repeats.count == 1 && scattered(a, m, n)) {
      copied(room, a, b, c, strideC, m, n, accumulate);
    } else {
      inPlace(room, a, b, c, strideC, m, n, accumulate);
    }
    rooms.addFirst(room);
  }

  /// Whether the left operand's lines fall on each other in the first cache or come from afar, and are used often enough to be
  /// brought together first.
  private boolean scattered(Left a, int m, int n) {
    boolean collides = a.stride * bytes % 1024 == 0 && m > 2 * tallest && a.depth > 64;
    return a.segments == 1 && n > 4 * width() && (collides || (long) m * a.depth * bytes > NEAR_BYTES);
  }

  /// Elements from one step of the depth to the next.
  private long along(Right b) {
    return switch (b.order) {
      case ROWS -> b.stride;
      case COLUMNS -> 1;
      case PANELS -> width();
    };
  }

  private void inPlace(MemorySegment room, Left a, Right b, long c, long strideC, int m, int n, boolean accumulate)
      throws CompileFailure {
    RowGroups g = RowGroups.of(m, tallest);
    group(room, a.inRows, g, n, c, strideC);
    long rowA = a.inRows ? a.stride : 1;
    set(room, TileArguments.STRIDE_A, a.stride * bytes);
    set(room, TileArguments.FIRST_STEP_A, g.height() * rowA * bytes);
    set(room, TileArguments.SECOND_STEP_A, (g.height() - 1) * rowA * bytes);
    long below = g.firstRows() * rowA;
    long alongA = a.inRows ? 1 : a.stride;
    long alongB = along(b);
    if (a.segments > 1 && a.depth <= DEPTH) {
      int atOnce = Math.max(1, DEPTH / a.depth);
      part(room, a.address, below, b.address, a.depth, a.segments, atOnce, a.jump, n, accumulate);
      return;
    }
    int depth = even(a.depth, DEPTH);
    int whole = a.depth / depth;
    int rest = a.depth - whole * depth;
    for (int s = 0; s < a.segments; s++) {
      long fromA = a.address + s * a.jump * bytes;
      long fromB = b.address + (long) s * a.depth * alongB * bytes;
      part(room, fromA, below, fromB, depth, whole, 1, depth * alongA, n, accumulate || s > 0);
      if (rest > 0) {
        long done = (long) whole * depth;
        part(room, fromA + done * alongA * bytes, below, fromB + done * alongB * bytes, rest, 1, 1, 0, n, true);
      }
    }
  }

  /// Some rows and some of the depth at a time, of which a copy of the left operand stays in the second cache.
  private void copied(MemorySegment room, Left a, Right b, long c, long strideC, int m, int n, boolean accumulate)
      throws CompileFailure {
    MemorySegment copy = copies.pollFirst();
    if (copy == null) {
      copy = Arena.ofAuto().allocate((ROWS + tallest) * (long) (DEPTH + lanes) * bytes, 64);
    }
    int height = even(m, ROWS);
    int depth = even(a.depth, DEPTH);
    for (int row = 0; row < m; row += height) {
      RowGroups g = RowGroups.of(Math.min(height, m - row), tallest);
      for (int k = 0; k < a.depth; k += depth) {
        int deep = Math.min(depth, a.depth - k);
        long from = a.address + (a.inRows ? row * a.stride + k : k * a.stride + row) * bytes;
        long below = a.inRows ? copyRows(room, a, from, copy, g, deep) : copyColumns(room, a, from, copy, g, deep);
        group(room, a.inRows, g, n, c + row * strideC * bytes, strideC);
        long fromB = b.address + k * along(b) * bytes;
        part(room, copy.address(), below, fromB, deep, 1, 1, 0, n, accumulate || k > 0);
      }
    }
    copies.addFirst(copy);
  }

  /// Rows an odd number of cache lines apart. Gives the elements from the first group of tiles to the second.
  private long copyRows(MemorySegment room, Left a, long from, MemorySegment copy, RowGroups g, int depth)
      throws CompileFailure {
    int line = 64 / bytes;
    long stride = ((depth + line - 1) / line | 1) * (long) line;
    copyLines(room, from, a.stride, copy.address(), stride, depth, g.rows());
    set(room, TileArguments.STRIDE_A, stride * bytes);
    set(room, TileArguments.FIRST_STEP_A, g.height() * stride * bytes);
    set(room, TileArguments.SECOND_STEP_A, (g.height() - 1) * stride * bytes);
    return g.firstRows() * stride;
  }

  /// Tile after tile, in each the depth's columns one after the other, as far apart as in the taller tiles.
  private long copyColumns(MemorySegment room, Left a, long from, MemorySegment copy, RowGroups g, int depth)
      throws CompileFailure {
    long tile = (long) g.height() * depth;
    for (int t = 0; t < g.tiles(); t++) {
      int rows = t < g.first() ? g.height() : g.height() - 1;
      long start = from + (t * (long) g.height() - Math.max(0, t - g.first())) * bytes;
      copyLines(room, start, a.stride, copy.address() + t * tile * bytes, g.height(), rows, depth);
    }
    set(room, TileArguments.STRIDE_A, (long) g.height() * bytes);
    set(room, TileArguments.FIRST_STEP_A, tile * bytes);
    set(room, TileArguments.SECOND_STEP_A, tile * bytes);
    return g.first() * tile;
  }

  private void copyLines(MemorySegment room, long from, long strideFrom, long to, long strideTo, int length, int lines)
      throws CompileFailure {
    MemorySegment arguments = room.asSlice(COPY_AT);
    set(arguments, TileArguments.COPY_FROM, from);
    set(arguments, TileArguments.COPY_TO, to);
    set(arguments, TileArguments.COPY_FROM_STRIDE, strideFrom * bytes);
    set(arguments, TileArguments.COPY_TO_STRIDE, strideTo * bytes);
    set(arguments, TileArguments.COPY_LENGTH, length);
    KernelCall.run(modules.copying(), arguments, 0, lines);
  }

  /// Parts of equal size, none above `most`.
  private static int even(int total, int most) {
    int parts = (total + most - 1) / most;
    return (total + parts - 1) / parts;
  }

  private void group(MemorySegment room, boolean inRows, RowGroups g, int n, long c, long strideC)
      throws CompileFailure {
    set(room, TileArguments.C, c);
    set(room, TileArguments.FIRST_TILES, g.first());
    set(room, TileArguments.SECOND_TILES, g.second());
    long[] first = modules.tiles(inRows, g.height(), n);
    set(room, TileArguments.FIRST_KERNEL, first[0]);
    set(room, TileArguments.FIRST_NARROW, first[1]);
    if (g.second() > 0) {
      long[] second = modules.tiles(inRows, g.height() - 1, n);
      set(room, TileArguments.SECOND_KERNEL, second[0]);
      set(room, TileArguments.SECOND_NARROW, second[1]);
    }
    set(room, TileArguments.SECOND_C, c + g.firstRows() * strideC * bytes);
  }

  private void part(
      MemorySegment room,
      long a,
      long below,
      long b,
      int depth,
      int segments,
      int atOnce,
      long jump,
      int n,
      boolean accumulate)
      throws CompileFailure {
    set(room, TileArguments.A, a);
    set(room, TileArguments.SECOND_A, a + below * bytes);
    set(room, TileArguments.B, b);
    set(room, TileArguments.DEPTH, depth);
    set(room, TileArguments.SEGMENTS, segments);
    set(room, TileArguments.SEGMENTS_AT_ONCE, atOnce);
    set(room, TileArguments.JUMP_A, jump * bytes);
    set(room, TileArguments.ACCUMULATE, accumulate ? 1 : 0);
    KernelCall.run(modules.driver(), room, 0, n);
  }

  private static void set(MemorySegment room, int k, long value) {
    room.setAtIndex(JAVA_LONG, k, value);
  }
}
