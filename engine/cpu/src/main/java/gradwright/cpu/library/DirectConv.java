package gradwright.cpu.library;

import gradwright.core.prim.Contraction;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.cpu.blas.BlasType;
import gradwright.cpu.blas.TileKernels;
import gradwright.cpu.llvm.CompileFailure;

/// Convolutions by the kernels of matrix products, without unrolling windows: neighbouring outputs see the input some elements
/// further, so a line of windows already is a matrix, whose rows overlap.
///
/// There are two ways. Usually features lie innermost, and a matrix has a row for each output of a line. Where windows are larger
/// than the output, as when a kernel's gradient is computed, the batch lies innermost, and a matrix has a column for each place of
/// a line of the window.
final class DirectConv {
  private static final int LEAST_ROWS = 4;
  private static final long CHUNK = 500_000; // multiplications worth handing to another thread

  private final BlasType type;
  private final int bytes;
  private final boolean wide;
  private final int spatial;
  private final int[] window;
  private final int[] out;
  private final int[] stride;
  private final int[] dilation;
  private final int outer;
  private final int inner;
  private final int outFeatures;
  private final PaddedInput input;
  private final long[] step;

  private final StridedCopy kernelCopy;
  private final StridedCopy resultCopy;
  private final long kernelElements;
  private final long resultElements;

  private DirectConv(
      Contraction.Conv p, Shape lhs, Shape rhs, Shape result, Ints x, Ints w, Ints y, boolean wide, BlasType type) {
    this.type = type;
    this.wide = wide;
    bytes = type.bytes();
    spatial = x.size() - 2;
    window = new int[spatial];
    out = new int[spatial];
    for (int i = 0; i < spatial; i++) {
      window[i] = rhs.size(p.dimensions().rhs().get(i + 2));
      out[i] = result.size(p.dimensions().out().get(i + 2));
    }
    stride = p.windowStrides().toArray();
    dilation = p.rhsDilation().toArray();
    outer = lhs.size(x.get(0));
    inner = lhs.size(x.get(spatial + 1));
    outFeatures = rhs.size(p.dimensions().rhs().get(0));
    int[] extent = new int[spatial];
    for (int i = 0; i < spatial; i++) {
      extent[i] = (out[i] - 1) * stride[i] + (window[i] - 1) * dilation[i] + 1;
    }
    input = new PaddedInput(lhs, x, extent, p.padLow().toArray(), p.lhsDilation().toArray(), bytes);
    step = input.steps();
    kernelCopy = ConvCalls.toOrder(rhs, w, bytes);
    resultCopy = ConvCalls.fromOrder(result, y, bytes);
    kernelElements = rhs.elements();
    resultElements = result.elements();
  }

  /// The convolution of non-empty operands; null when it is better done otherwise.
  static DirectConv of(Contraction.Conv p, Shape lhs, Shape rhs, Shape out, BlasType type) {
    int spatial = lhs.rank() - 2;
    if (type.isComplex() || spatial == 0 || p.featureGroupCount() > 1 || p.batchGroupCount() > 1) {
      return null;
    }
    Ints l = p.dimensions().lhs();
    Ints r = p.dimensions().rhs();
    Ints o = p.dimensions().out();
    long places = 1;
    long offsets = 1;
    Ints x = Ints.EMPTY;
    Ints w = Ints.EMPTY;
    Ints y = Ints.EMPTY;
    for (int i = 2; i < l.size(); i++) {
      places *= out.size(o.get(i));
      offsets *= rhs.size(r.get(i));
      x = x.plus(l.get(i));
      w = w.plus(r.get(i));
      y = y.plus(o.get(i));
    }
    boolean wide = offsets > places;
    int line = out.size(o.get(l.size() - 1));
    int rows = wide ? lhs.size(l.get(0)) * (p.windowStrides().get(spatial - 1) == 1 ? line : 1) : line;
    if (rows < LEAST_ROWS) {
      return null;
    }
    x = wide ? Ints.of(l.get(1)).concat(x).plus(l.get(0)) : Ints.of(l.get(0)).concat(x).plus(l.get(1));
    w = wide ? Ints.of(r.get(1)).concat(w).plus(r.get(0)) : w.plus(r.get(1)).plus(r.get(0));
    y = wide ? y.plus(o.get(0)).plus(o.get(1)) : Ints.of(o.get(0)).concat(y).plus(o.get(1));
    return new DirectConv(p, lhs, rhs, out, x, w, y, wide, type);
  }

  /// Computes, unless there are no kernels.
  boolean run(long[] in, long[] to, Workers workers) {
    TileKernels kernels = workers.products().kernels(type);
    if (kernels == null) {
      return false;
    }
    int rows = rows();
    int height = wide ? Math.min(rows, 2 * kernels.height()) : rows;
    boolean rest = rows % height > 0;
    if (!kernels.ready(!wide, height, outFeatures) || rest && !kernels.ready(!wide, rows % height, outFeatures)) {
      workers.products().withoutKernels();
      return false;
    }
    long panels = kernels.panelElements((int) (kernelElements / outFeatures), outFeatures);
    try (ScratchMemory.Room roomX = input.inPlace() ? null : workers.room(input.elements() * bytes);
        ScratchMemory.Room roomW = kernelCopy == null ? null : workers.room(kernelElements * bytes);
        ScratchMemory.Room roomP = wide ? null : workers.room(panels * bytes);
        ScratchMemory.Room roomY = resultCopy == null ? null : workers.room(resultElements * bytes)) {
      long x = input.enter(in[0], roomX, workers);
      long w = ConvCalls.enter(kernelCopy, in[1], roomW, workers);
      long y = roomY == null ? to[0] : roomY.address();
      TileKernels.Right kernel = new TileKernels.Right(w, TileKernels.Order.ROWS, outFeatures);
      if (wide) {
        wide(kernels, x, kernel, y, height, workers);
      } else {
        lines(kernels, x, kernels.pack(kernel, depths(), outFeatures, roomP.address()), y, workers);
      }
      if (roomY != null) {
        resultCopy.run(y, to[0], workers);
      }
      return true;
    } catch (CompileFailure e) {
      throw new IllegalStateException("kernels that were ready are gone", e);
    }
  }

  private int depths() {
    return (int) (kernelElements / outFeatures);
  }

  /// Rows of one matrix.
  private int rows() {
    int last = spatial - 1;
    return !wide ? out[last] : stride[last] == 1 ? out[last] * inner : inner;
  }

  private static int product(int[] sizes, int end) {
    int n = 1;
    for (int i = 0; i < end; i++) {
      n *= sizes[i];
    }
    return n;
  }

  /// Elements from the first place to that of the index `flat` of the axes before `end`, steps of an axis being `each` times its
  /// own.
  private long offset(int flat, int[] sizes, int end, int[] each) {
    long at = 0;
    int rest = flat;
    for (int i = end - 1; i >= 0; i--) {
      at += rest % sizes[i] * (long) each[i] * step[i];
      rest /= sizes[i];
    }
    return at;
  }

  /// The depth of one product: part of a window, and how often another part of it follows.
  private TileKernels.Left left(long address, int depth, int segments, long jump) {
    int last = spatial - 1;
    long along = wide ? dilation[last] * step[last] : stride[last] * step[last];
    return new TileKernels.Left(address, !wide, along, depth, segments, jump);
  }

  // ---- features innermost ----

  private void lines(TileKernels kernels, long x, TileKernels.Right panels, long y, Workers workers) {
    int last = spatial - 1;
    boolean together = dilation[last] == 1;
    // the axes of the window that one product covers: the last two, or the last if its places lie apart
    int depth = together ? window[last] * inner : inner;
    int axis = together ? last - 1 : last;
    int segments = axis < 0 ? 1 : window[axis];
    long jump = axis < 0 ? 0 : dilation[axis] * step[axis];
    int parts = product(window, Math.max(0, axis));
    int middle = last > 0 ? out[last - 1] : 1;
    int above = product(out, Math.max(0, last - 1));
    long line = (long) out[last] * outFeatures;
    long work = line * depths();
    long total = (long) outer * above * middle;
    workers.share(
        total,
        workers.grain(total, Math.max(1, CHUNK / Math.max(1, work))),
        (lo, hi) -> {
          for (long at = lo; at < hi; ) {
            int first = (int) (at % middle);
            int count = (int) Math.min(hi - at, middle - first);
            int place = (int) (at / middle % above);
            long from = at / middle / above * input.image() + offset(place, out, Math.max(0, last - 1), stride);
            from += last > 0 ? first * (long) stride[last - 1] * step[last - 1] : 0;
            var repeats = new TileKernels.Repeats(count, last > 0 ? stride[last - 1] * step[last - 1] : 0, line);
            for (int q = 0; q < parts; q++) {
              long seen = x + (from + offset(q, window, Math.max(0, axis), dilation)) * bytes;
              long rows = panels.address() + (long) q * segments * depth * kernels.width() * bytes;
              multiply(
                  kernels,
                  left(seen, depth, segments, jump),
                  new TileKernels.Right(rows, TileKernels.Order.PANELS, panels.stride()),
                  y + at * line * bytes,
                  out[last],
                  q > 0,
                  repeats);
            }
            at += count;
          }
        });
  }

  private void multiply(
      TileKernels kernels,
      TileKernels.Left a,
      TileKernels.Right b,
      long c,
      int rows,
      boolean accumulate,
      TileKernels.Repeats repeats) {
    try {
      kernels.multiply(a, b, c, outFeatures, rows, outFeatures, accumulate, repeats);
    } catch (CompileFailure e) {
      throw new IllegalStateException("kernels that were ready are gone", e);
    }
  }

  // ---- the batch innermost ----

  private void wide(TileKernels kernels, long x, TileKernels.Right kernel, long y, int height, Workers workers) {
    int last = spatial - 1;
    int segments = last > 0 ? window[last - 1] : 1;
    long jump = last > 0 ? dilation[last - 1] * step[last - 1] : 0;
    int parts = product(window, Math.max(0, last - 1));
    int places = product(window, spatial);
    int rows = rows();
    int groups = (rows + height - 1) / height;
    TileKernels.Repeats repeats =
        stride[last] == 1
            ? TileKernels.Repeats.ONCE
            : new TileKernels.Repeats(out[last], stride[last] * step[last], (long) inner * outFeatures);
    long line = (long) out[last] * inner * outFeatures;
    workers.share(
        (long) product(out, last) * groups,
        1,
        (lo, hi) -> {
          for (long item = lo; item < hi; item++) {
            int row = (int) (item % groups) * height;
            int place = (int) (item / groups);
            long from = offset(place, out, last, stride) + row;
            long to = y + (place * line + (long) row * outFeatures) * bytes;
            for (int f = 0; f < outer; f++) {
              for (int q = 0; q < parts; q++) {
                long seen = x + (f * input.image() + from + offset(q, window, Math.max(0, last - 1), dilation)) * bytes;
                long k = (long) f * places + (long) q * segments * window[last];
                var right =
                    new TileKernels.Right(
                        kernel.address() + k * outFeatures * bytes, TileKernels.Order.ROWS, outFeatures);
                multiply(
                    kernels,
                    left(seen, window[last], segments, jump),
                    right,
                    to,
                    Math.min(height, rows - row),
                    f + q > 0,
                    repeats);
              }
            }
            workers.poll();
          }
        });
  }
}
