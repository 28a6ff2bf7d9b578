package gradwright.cpu.library;

import gradwright.core.types.DType;
import gradwright.cpu.llvm.CompileFailure;
import gradwright.cpu.llvm.KernelCompiler;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Fourier transforms of whole vectors of lines, of lengths with the factors 2, 3 and 5 only.
final class FourierLanes {
  private static final int KEPT = 32;
  private static final int LONGEST = 1 << 16;
  private static final int LONGEST_SPLIT = 1 << 22;

  private final KernelCompiler compiler;
  private final boolean single;
  private FourierKernels kernels;
  private boolean failed;
  private final Map<Integer, Plan> plans = new HashMap<>();
  private final Map<List<Integer>, MemorySegment> factors = new HashMap<>();

  FourierLanes(KernelCompiler compiler, boolean single) {
    this.compiler = compiler;
    this.single = single;
  }

  /// The passes of a length, and their twiddles in native memory.
  private record Plan(int n, int[] radices, MemorySegment[] twiddles) {}

  /// Whether lines of this length can be transformed by kernels.
  boolean knows(int n) {
    int rest = n;
    for (int p : new int[] {2, 3, 5}) {
      while (rest % p == 0) {
        rest /= p;
      }
    }
    return rest == 1 && n > 1 && n <= LONGEST && kernels() != null;
  }

  int lanes() {
    return kernels().lanes();
  }

  private int bytes() {
    return single ? 4 : 8;
  }

  private synchronized FourierKernels kernels() {
    if (kernels == null && !failed) {
      try {
        kernels = new FourierKernels(single, compiler);
      } catch (CompileFailure e) {
        failed = true;
      }
    }
    return kernels;
  }

  private synchronized Plan plan(int n) {
    if (plans.size() >= KEPT) {
      plans.clear();
    }
    return plans.computeIfAbsent(n, this::makePlan);
  }

  private Plan makePlan(int n) {
    List<Integer> radices = new ArrayList<>();
    int rest = n;
    for (int r : new int[] {4, 2, 3, 5}) {
      while (rest % r == 0) {
        radices.add(r);
        rest /= r;
      }
    }
    MemorySegment[] twiddles = new MemorySegment[radices.size()];
    int left = n;
    for (int i = 0; i < twiddles.length; i++) {
      int r = radices.get(i);
      int m = left / r;
      double[] w = new double[2 * m * (r - 1)];
      for (int p = 0; p < m; p++) {
        for (int k = 1; k < r; k++) {
          FourierPlan.root(w, p * (r - 1) + k - 1, (long) p * k, left);
        }
      }
      twiddles[i] = nativeCopy(w);
      left = m;
    }
    return new Plan(n, radices.stream().mapToInt(Integer::intValue).toArray(), twiddles);
  }

  private MemorySegment nativeCopy(double[] w) {
    MemorySegment m = Arena.ofAuto().allocate((long) w.length * bytes() + 64, 64);
    Elements.store(single ? DType.FLOAT32 : DType.FLOAT64, w, m.address(), w.length);
    return m;
  }

  /// Vectors of lines of one length, and where they work.
  final class Block implements AutoCloseable {
    private final FourierKernels k = kernels();
    private final Plan plan;
    private final ScratchMemory.Room room;
    private final MemorySegment arguments;
    private final long scale;
    private final boolean inverse;
    private long data;
    private long spare;

    /// The inverse swaps real and imaginary parts on the way in and on the way out.
    Block(int n, boolean inverse, double scale, Workers workers) {
      this.plan = plan(n);
      this.inverse = inverse;
      long half = ((long) n * 2 * k.lanes() * bytes() + 127) & -64;
      room = workers.room(2 * half + 128);
      data = room.address();
      spare = data + half;
      arguments = room.segment().asSlice(2 * half, 64);
      this.scale = spare + half + 64;
      if (single) {
        Raw.set(this.scale, (float) scale);
      } else {
        Raw.set(this.scale, scale);
      }
    }

    private long real() {
      return inverse ? k.lanes() : 0;
    }

    private long imaginary() {
      return inverse ? 0 : k.lanes();
    }

    /// Reads lines: neighbours in memory with `step` scalars from one element to the next, or rows with `step` scalars
    /// from one line to the next.
    void load(long from, boolean rows, long step) {
      load(from, rows, step, real(), imaginary());
    }

    /// Reads lines that went through [#storeBetween].
    void loadBetween(long from, boolean rows, long step) {
      load(from, rows, step, 0, k.lanes());
    }

    private void load(long from, boolean rows, long step, long real, long imaginary) {
      if (rows && tiled()) {
        k.run("loadTiles", arguments, plan.n / (k.lanes() / 2), from, data, step, real, imaginary);
      } else {
        k.run(rows ? "loadRows" : "load", arguments, plan.n, from, data, step, real, imaginary);
      }
    }

    private boolean tiled() {
      return plan.n % (k.lanes() / 2) == 0;
    }

    void store(long to, boolean rows, long step) {
      if (rows && tiled()) {
        k.run("storeTiles", arguments, plan.n / (k.lanes() / 2), data, to, step, real(), imaginary(), scale);
      } else {
        k.run(rows ? "storeRows" : "store", arguments, plan.n, data, to, step, real(), imaginary(), scale);
      }
    }

    void storeBetween(long to, long step) {
      k.run("store", arguments, plan.n, data, to, step, 0, k.lanes(), scale);
    }

    void turn(long factorsAt) {
      k.run("turn", arguments, plan.n, data, factorsAt);
    }

    void transform() {
      long s = 1;
      long left = plan.n;
      for (int i = 0; i < plan.radices.length; i++) {
        int r = plan.radices[i];
        long m = left / r;
        k.run("pass" + r, arguments, m, data, spare, plan.twiddles[i].address(), m, s);
        long kept = data;
        data = spare;
        spare = kept;
        s *= r;
        left = m;
      }
    }

    @Override
    public void close() {
      room.close();
    }
  }

  /// Whether one line of `a b` elements can be transformed as a matrix of `a` rows.
  boolean splits(int a, int b) {
    return (long) a * b <= LONGEST_SPLIT && knows(a) && knows(b) && a % lanes() == 0 && b % lanes() == 0;
  }

  /// Transforms one line as a matrix of `a` rows and `b` columns; `between` has room for it.
  void split(int a, int b, boolean inverse, long from, long between, long to, Workers workers) {
    int lanes = lanes();
    MemorySegment turns = factors(a, b);
    long line = 2L * bytes();
    workers.share(
        b / lanes,
        2,
        (lo, hi) -> {
          try (Block block = new Block(a, inverse, 1, workers)) {
            for (long i = lo; i < hi; i++) {
              long first = i * lanes * line;
              block.load(from + first, false, 2L * b);
              block.transform();
              block.turn(turns.address() + i * a * 2 * lanes * bytes());
              block.storeBetween(between + first, 2L * b);
            }
          }
        });
    workers.share(
        a / lanes,
        2,
        (lo, hi) -> {
          try (Block block = new Block(b, inverse, inverse ? 1.0 / ((double) a * b) : 1, workers)) {
            for (long i = lo; i < hi; i++) {
              block.loadBetween(between + i * lanes * b * line, true, 2L * b);
              block.transform();
              block.store(to + i * lanes * line, false, 2L * a);
            }
          }
        });
  }

  /// exp(-2 pi i row column / (a b)), as the blocks of columns lie in lanes.
  private synchronized MemorySegment factors(int a, int b) {
    List<Integer> key = List.of(a, b);
    MemorySegment known = factors.get(key);
    if (known != null) {
      return known;
    }
    if (factors.size() >= 4) {
      factors.clear();
    }
    int lanes = lanes();
    long n = (long) a * b;
    MemorySegment m = Arena.ofAuto().allocate(n * 2 * bytes() + 64, 64);
    double[] w = new double[2];
    double[] lines = new double[2 * lanes * a];
    for (int block = 0; block < b / lanes; block++) {
      for (int row = 0; row < a; row++) {
        for (int lane = 0; lane < lanes; lane++) {
          FourierPlan.root(w, 0, (long) row * (block * lanes + lane), n);
          lines[2 * row * lanes + lane] = w[0];
          lines[2 * row * lanes + lanes + lane] = w[1];
        }
      }
      Elements.store(
          single ? DType.FLOAT32 : DType.FLOAT64,
          lines,
          m.address() + (long) block * lines.length * bytes(),
          lines.length);
    }
    factors.put(key, m);
    return m;
  }
}
