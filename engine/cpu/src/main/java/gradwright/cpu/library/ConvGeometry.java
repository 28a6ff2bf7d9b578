package gradwright.cpu.library;

import gradwright.core.prim.Contraction;
import gradwright.core.types.Ints;
import gradwright.cpu.blas.Blas;
import gradwright.cpu.blas.BlasType;
import java.lang.foreign.MemorySegment;

/// The sizes of a convolution whose operands have their features last, and its computation.
final class ConvGeometry {
  private static final long PATCH_BYTES = 384 << 10; // of unrolled windows, to stay in a core's cache
  private static final int LEAST_ROWS = 16;
  private static final int DEPTHWISE_CHUNK = 1 << 15;

  private final BlasType type;
  private final int bytes;
  private final int spatial;
  private final int[] in;
  private final int[] window;
  private final int[] out;
  private final int[] stride;
  private final int[] low;
  private final int[] dilation;
  private final int[] gaps;
  private final int batch;
  private final int inFeatures;
  private final int outFeatures;
  private final int groups;
  private final boolean batchGroups;
  private final int perGroupIn;
  private final int perGroupOut;
  private final int outPlaces;
  private final int inPlaces;
  private final int offsets;

  /// Window offsets that lie next to each other in the input, and so move together: the last axis, if nothing dilates
  /// it.
  private final int run;

  ConvGeometry(Contraction.Conv p, Ints x, Ints w, Ints y, BlasType type) {
    this.type = type;
    bytes = type.bytes();
    spatial = x.size() - 2;
    in = new int[spatial];
    window = new int[spatial];
    out = new int[spatial];
    int outs = 1;
    int ins = 1;
    int all = 1;
    for (int i = 0; i < spatial; i++) {
      in[i] = x.get(i + 1);
      window[i] = w.get(i);
      out[i] = y.get(i + 1);
      ins *= in[i];
      outs *= out[i];
      all *= window[i];
    }
    inPlaces = ins;
    outPlaces = outs;
    offsets = all;
    stride = p.windowStrides().toArray();
    low = p.padLow().toArray();
    dilation = p.rhsDilation().toArray();
    gaps = p.lhsDilation().toArray();
    batch = y.get(0);
    inFeatures = x.get(spatial + 1);
    outFeatures = w.get(spatial + 1);
    batchGroups = p.batchGroupCount() > 1;
    groups = Math.max(p.featureGroupCount(), p.batchGroupCount());
    perGroupIn = w.get(spatial);
    perGroupOut = outFeatures / groups;
    boolean together = spatial > 0 && perGroupIn == inFeatures && gaps[spatial - 1] == 1 && dilation[spatial - 1] == 1;
    run = together ? window[spatial - 1] : 1;
  }

  void run(long x, long w, long y, Workers workers) {
    if (perGroupIn == 1 && perGroupOut == 1 && groups > 1 && !batchGroups && type == BlasType.FLOAT32) {
      depthwise(x, w, y, workers);
      return;
    }
    long depth = (long) offsets * perGroupIn;
    long rows = (long) batch * outPlaces;
    long fit = Math.max(LEAST_ROWS, PATCH_BYTES / (depth * bytes));
    long grain = Math.min(fit, Math.max(LEAST_ROWS, (rows + workers.pool().threads() - 1) / workers.pool().threads()));
    Blas blas = Blas.of(type);
    boolean direct = isPointwise();
    MemorySegment kernel = Raw.segment(w, depth * outFeatures * bytes);
    workers.share(
        rows,
        grain,
        (lo, hi) -> {
          int count = (int) (hi - lo);
          MemorySegment to = Raw.segment(y + lo * outFeatures * bytes, (long) count * outFeatures * bytes);
          if (direct) {
            MemorySegment from = Raw.segment(x + lo * inFeatures * bytes, (long) count * inFeatures * bytes);
            multiply(blas, from, kernel, to, count, depth, 0);
            return;
          }
          try (ScratchMemory.Room room = workers.room(count * depth * bytes)) {
            for (int g = 0; g < groups; g++) {
              unroll(x, room.address(), lo, hi, g, depth);
              multiply(blas, room.segment(), kernel, to, count, depth, g);
            }
          }
        });
  }

  private void multiply(Blas blas, MemorySegment a, MemorySegment w, MemorySegment y, int rows, long depth, int g) {
    long skip = (long) g * perGroupOut * bytes;
    blas.gemm(
        Blas.Form.PLAIN,
        Blas.Form.PLAIN,
        rows,
        perGroupOut,
        (int) depth,
        a,
        (int) depth,
        w.asSlice(skip),
        outFeatures,
        y.asSlice(skip),
        outFeatures,
        false);
  }

  /// Whether the windows are single places of the input in order.
  private boolean isPointwise() {
    boolean one = groups == 1;
    for (int i = 0; i < spatial; i++) {
      one &= window[i] == 1 && stride[i] == 1 && low[i] == 0 && gaps[i] == 1 && in[i] == out[i];
    }
    return one;
  }

  /// Writes the windows of the output places `lo` to `hi` (counted through the batch) below each other.
  private void unroll(long x, long to, long lo, long hi, int group, long depth) {
    int[] o = new int[spatial];
    int[] k = new int[spatial];
    long piece = (long) perGroupIn * bytes;
    long target = to;
    unravel((int) (lo % outPlaces), out, o);
    long b = lo / outPlaces;
    for (long row = lo; row < hi; row++) {
      long image = batchGroups ? (long) group * batch + b : b;
      long from = x + (image * inPlaces * inFeatures + (batchGroups ? 0 : (long) group * perGroupIn)) * bytes;
      java.util.Arrays.fill(k, 0);
      for (int offset = 0; offset < offsets; offset += run) {
        if (run > 1) {
          line(from, target + offset * piece, o, k, piece);
        } else {
          long place = place(o, k, spatial);
          if (place < 0) {
            Raw.zero(target + offset * piece, piece);
          } else {
            Raw.copy(from + place * inFeatures * bytes, target + offset * piece, piece);
          }
        }
        step(k, run > 1 ? spatial - 1 : spatial);
      }
      target += depth * bytes;
      if (!next(o)) {
        b++;
      }
    }
  }

  /// A run of the window along the last axis, with zeros where it leaves the input.
  private void line(long from, long target, int[] o, int[] k, long piece) {
    int last = spatial - 1;
    long before = place(o, k, last);
    if (before < 0) {
      Raw.zero(target, run * piece);
      return;
    }
    int start = o[last] * stride[last] - low[last];
    int first = Math.clamp(-start, 0, run);
    int end = Math.clamp((long) in[last] - start, first, run);
    Raw.zero(target, first * piece);
    if (end > first) {
      Raw.copy(
          from + (before * in[last] + start + first) * inFeatures * bytes,
          target + first * piece,
          (end - first) * piece);
    }
    Raw.zero(target + end * piece, (run - end) * piece);
  }

  /// The input place that an offset of a window sees, by the first `axes` axes; -1 outside and in gaps.
  private long place(int[] o, int[] k, int axes) {
    long place = 0;
    for (int i = 0; i < axes; i++) {
      int at = o[i] * stride[i] + k[i] * dilation[i] - low[i];
      int gap = gaps[i];
      if (at < 0 || gap > 1 && at % gap != 0) {
        return -1;
      }
      at = gap > 1 ? at / gap : at;
      if (at >= in[i]) {
        return -1;
      }
      place = place * in[i] + at;
    }
    return place;
  }

  private void step(int[] k, int axes) {
    for (int i = axes - 1; i >= 0; i--) {
      if (++k[i] < window[i]) {
        return;
      }
      k[i] = 0;
    }
  }

  /// Moves to the next output place; false after the last.
  private boolean next(int[] o) {
    for (int i = spatial - 1; i >= 0; i--) {
      if (++o[i] < out[i]) {
        return true;
      }
      o[i] = 0;
    }
    return false;
  }

  private static void unravel(int flat, int[] sizes, int[] index) {
    int rest = flat;
    for (int i = sizes.length - 1; i >= 0; i--) {
      index[i] = rest % sizes[i];
      rest /= sizes[i];
    }
  }

  /// One kernel for each feature: sums of products of lines of features.
  private void depthwise(long x, long w, long y, Workers workers) {
    int n = outFeatures;
    workers.share(
        (long) batch * outPlaces,
        Math.max(1, DEPTHWISE_CHUNK / ((long) n * offsets)),
        (lo, hi) -> {
          float[] kernel = new float[offsets * n];
          Raw.load(w, kernel, 0, kernel.length);
          float[] sum = new float[n];
          float[] line = new float[n];
          int[] o = new int[spatial];
          int[] k = new int[spatial];
          unravel((int) (lo % outPlaces), out, o);
          long b = lo / outPlaces;
          for (long row = lo; row < hi; row++) {
            java.util.Arrays.fill(sum, 0);
            java.util.Arrays.fill(k, 0);
            for (int offset = 0; offset < offsets; offset++) {
              long place = place(o, k, spatial);
              if (place >= 0) {
                Raw.load(x + (b * inPlaces + place) * n * 4, line, 0, n);
                int at = offset * n;
                for (int i = 0; i < n; i++) {
                  sum[i] += line[i] * kernel[at + i];
                }
              }
              step(k, spatial);
            }
            Raw.store(sum, 0, y + row * n * 4, n);
            if (!next(o)) {
              b++;
            }
          }
        });
  }
}
