package gradwright.cpu.library;

import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.cpu.llvm.KernelCompiler;

/// Complex Fourier transforms of the lines along one axis. Lines along other axes than the last are taken some neighbours at a
/// time; one long line is split into a matrix whose columns and rows the workers transform.
final class FourierAxis {
  /// Elements that are a worker's share at the least.
  static final long CHUNK = 1 << 14;

  private static final int LONG = 1 << 14;
  private static final long BY_KERNELS = 1 << 14; // elements for which kernels are worth loading

  private final FourierPlan.Cache plans;
  private final FourierLanes single;
  private final FourierLanes twice;

  FourierAxis(FourierPlan.Cache plans, KernelCompiler compiler) {
    this.plans = plans;
    single = new FourierLanes(compiler, true);
    twice = new FourierLanes(compiler, false);
  }

  /// Transforms all lines along an axis of an array of shape `s`, which may be in place.
  void transform(DType t, long from, long to, Shape s, int axis, boolean inverse, Workers workers) {
    int n = s.size(axis);
    long below = 1;
    for (int i = axis + 1; i < s.rank(); i++) {
      below *= s.size(i);
    }
    long inner = below;
    long count = s.elements() / n;
    if (inner == 1 && n >= LONG && count <= 2L * workers.pool().threads()) {
      int first = side(n);
      if (first > 1) {
        long bytes = t.byteSize();
        FourierLanes lanes = t == DType.COMPLEX64 ? single : twice;
        boolean byKernels = lanes.splits(first, n / first);
        try (ScratchMemory.Room room = workers.room(n * bytes)) {
          for (long r = 0; r < count; r++) {
            if (byKernels) {
              lanes.split(first, n / first, inverse, from + r * n * bytes, room.address(), to + r * n * bytes, workers);
              continue;
            }
            new FourierSplit(plans, t, n, first, inverse)
                .run(from + r * n * bytes, room.address(), to + r * n * bytes, workers);
          }
        }
        return;
      }
    }
    FourierLanes lanes = t == DType.COMPLEX64 ? single : twice;
    if (s.elements() >= BY_KERNELS && Math.max(count / inner, inner) >= 8 && lanes.knows(n)) {
      if (inner == 1 && count >= lanes.lanes()) {
        long blocks = count / lanes.lanes();
        rows(lanes, n, blocks, from, to, inverse, workers);
        long done = blocks * lanes.lanes();
        long skip = done * n * t.byteSize();
        someLines(t, from + skip, to + skip, n, 1, 0, count - done, inverse, workers);
        return;
      }
      if (inner >= lanes.lanes()) {
        neighbours(lanes, n, inner, count / inner, from, to, inverse, workers);
        long done = inner / lanes.lanes() * lanes.lanes();
        someLines(t, from, to, n, inner, done, count / inner, inverse, workers);
        return;
      }
    }
    someLines(t, from, to, n, inner, 0, count / inner, inverse, workers);
  }

  /// Contiguous lines, a vector of them at a time.
  private static void rows(
      FourierLanes lanes, int n, long blocks, long from, long to, boolean inverse, Workers workers) {
    int l = lanes.lanes();
    long bytes = 2L * 64 * n; // of a vector of lines
    workers.share(
        blocks,
        Math.max(1, CHUNK / ((long) n * l)),
        (lo, hi) -> {
          try (FourierLanes.Block block = lanes.new Block(n, inverse, inverse ? 1.0 / n : 1, workers)) {
            for (long i = lo; i < hi; i++) {
              block.load(from + i * bytes, true, 2L * n);
              block.transform();
              block.store(to + i * bytes, true, 2L * n);
            }
          }
        });
  }

  /// Lines along an axis with `inner` neighbours, as many as make whole vectors.
  private static void neighbours(
      FourierLanes lanes, int n, long inner, long outer, long from, long to, boolean inverse, Workers workers) {
    int l = lanes.lanes();
    long scalar = 64 / l;
    long strips = inner / l;
    workers.share(
        outer * strips,
        Math.max(1, CHUNK / ((long) n * l)),
        (lo, hi) -> {
          try (FourierLanes.Block block = lanes.new Block(n, inverse, inverse ? 1.0 / n : 1, workers)) {
            for (long i = lo; i < hi; i++) {
              long at = (i / strips * n * inner + i % strips * l) * 2 * scalar;
              block.load(from + at, false, 2 * inner);
              block.transform();
              block.store(to + at, false, 2 * inner);
            }
          }
        });
  }

  /// Lines along an axis with `inner` neighbours, from neighbour `first` on.
  private void someLines(
      DType t, long from, long to, int n, long inner, long first, long outer, boolean inverse, Workers workers) {
    int together = (int) Math.min(FourierStrip.NEIGHBOURS, inner - first);
    if (together <= 0) {
      return;
    }
    long strips = (inner - first + together - 1) / together;
    workers.share(
        outer * strips,
        Math.max(1, CHUNK / ((long) n * together)),
        (lo, hi) -> {
          FourierPlan plan = plans.of(n);
          FourierStrip l = new FourierStrip(plan, t, together, inverse);
          for (long item = lo; item < hi; item++) {
            long column = first + item % strips * together;
            int m = (int) Math.min(together, inner - column);
            long at = (item / strips * n * inner + column) * t.byteSize();
            l.load(from + at, inner * t.byteSize(), m);
            for (int j = 0; j < m; j++) {
              l.transform(j);
            }
            l.store(to + at, inner * t.byteSize(), m, inverse ? 1.0 / n : 1);
          }
        });
  }

  /// A divisor of `n` near its root such that both sides have small prime factors; 1 when there is none.
  private static int side(int n) {
    if (!FourierPlan.isSmooth(n)) {
      return 1;
    }
    for (int a = (int) Math.sqrt(n); a > 1; a--) {
      if (n % a == 0) {
        return a * 64 >= n / a ? a : 1;
      }
    }
    return 1;
  }
}
