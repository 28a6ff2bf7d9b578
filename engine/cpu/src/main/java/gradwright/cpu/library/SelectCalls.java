package gradwright.cpu.library;

import gradwright.core.prim.Reduction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import java.util.Arrays;

/// For each window the place of its extreme element: adds to the places of a source (the gradient of max-pooling), or
/// reads tangents there. Axes that windows leave alone are split off in front (shared among the workers) and behind
/// (done together).
final class SelectCalls {
  private SelectCalls() {}

  static LibraryCall find(Reduction.SelectAndScatterAdd p, Aval source, Aval operand) {
    DType t = operand.dtype();
    if (!t.isFloat() || source.dtype() != t) {
      return null;
    }
    Ints ones = p.windowDimensions().map(_ -> 1);
    Windows w =
        Windows.of(
            operand.shape(),
            source.shape(),
            p.windowDimensions(),
            p.windowStrides(),
            p.padLow(),
            p.padHigh(),
            ones,
            ones);
    int bytes = t.byteSize();
    return (in, out, workers) ->
        workers.share(
            w.outer,
            1,
            (lo, hi) -> {
              double[] x = new double[w.inPlaces * w.inner];
              double[] s = new double[w.outPlaces * w.inner];
              double[] r = new double[x.length];
              int[] best = new int[w.inner];
              for (long b = lo; b < hi; b++) {
                Elements.load(t, in[1] + b * x.length * bytes, x, x.length);
                Elements.load(t, in[0] + b * s.length * bytes, s, s.length);
                Arrays.fill(r, 0);
                for (int o = 0; o < w.outPlaces; o++) {
                  w.select(x, o, p.max(), best);
                  for (int c = 0; c < w.inner; c++) {
                    if (best[c] >= 0) {
                      r[best[c] * w.inner + c] += s[o * w.inner + c];
                    }
                  }
                }
                Elements.store(t, r, out[0] + b * r.length * bytes, r.length);
              }
            });
  }

  static LibraryCall find(Reduction.SelectAndGatherAdd p, Aval tangents, Aval operand, Aval out) {
    DType t = operand.dtype();
    if (!t.isFloat() || tangents.dtype() != t) {
      return null;
    }
    Windows w =
        Windows.of(
            operand.shape(),
            out.shape(),
            p.windowDimensions(),
            p.windowStrides(),
            p.padLow(),
            p.padHigh(),
            p.baseDilation(),
            p.windowDilation());
    int bytes = t.byteSize();
    return (in, to, workers) ->
        workers.share(
            w.outer,
            1,
            (lo, hi) -> {
              double[] x = new double[w.inPlaces * w.inner];
              double[] d = new double[x.length];
              double[] r = new double[w.outPlaces * w.inner];
              int[] best = new int[w.inner];
              for (long b = lo; b < hi; b++) {
                Elements.load(t, in[1] + b * x.length * bytes, x, x.length);
                Elements.load(t, in[0] + b * d.length * bytes, d, d.length);
                for (int o = 0; o < w.outPlaces; o++) {
                  w.select(x, o, p.max(), best);
                  for (int c = 0; c < w.inner; c++) {
                    r[o * w.inner + c] = best[c] < 0 ? 0 : d[best[c] * w.inner + c];
                  }
                }
                Elements.store(t, r, to[0] + b * r.length * bytes, r.length);
              }
            });
  }

  /// The windows over the middle axes.
  ///
  /// @param seen for each output place the input places of its window, in order
  private record Windows(long outer, int inPlaces, int outPlaces, int inner, int[][] seen) {
    static Windows of(
        Shape in, Shape out, Ints window, Ints strides, Ints low, Ints high, Ints baseDilation, Ints windowDilation) {
      int rank = in.rank();
      boolean[] plain = new boolean[rank];
      for (int i = 0; i < rank; i++) {
        plain[i] =
            window.get(i) == 1
                && strides.get(i) == 1
                && low.get(i) == 0
                && high.get(i) == 0
                && baseDilation.get(i) == 1;
      }
      int first = 0;
      long outer = 1;
      while (first < rank && plain[first]) {
        outer *= in.size(first++);
      }
      int end = rank;
      int inner = 1;
      while (end > first && plain[end - 1]) {
        inner *= in.size(--end);
      }
      int outPlaces = 1;
      int inPlaces = 1;
      for (int i = first; i < end; i++) {
        outPlaces *= out.size(i);
        inPlaces *= in.size(i);
      }
      int offsets = 1;
      for (int i = first; i < end; i++) {
        offsets *= window.get(i);
      }
      int[][] seen = new int[outPlaces][];
      int[] room = new int[offsets];
      for (int o = 0; o < outPlaces; o++) {
        int count = 0;
        for (int k = 0; k < offsets; k++) {
          int place = 0;
          int below = 1;
          int restO = o;
          int restK = k;
          for (int i = end - 1; i >= first && place >= 0; i--) {
            int at = restO % out.size(i) * strides.get(i) + restK % window.get(i) * windowDilation.get(i) - low.get(i);
            restO /= out.size(i);
            restK /= window.get(i);
            int gap = baseDilation.get(i);
            if (at < 0 || at % gap != 0 || at / gap >= in.size(i)) {
              place = -1;
            } else {
              place += at / gap * below;
              below *= in.size(i);
            }
          }
          if (place >= 0) {
            room[count++] = place;
          }
        }
        seen[o] = Arrays.copyOf(room, count);
      }
      return new Windows(outer, inPlaces, outPlaces, inner, seen);
    }

    /// The first extreme place of a window, for each of the inner elements; -1 where the window sees nothing.
    void select(double[] x, int o, boolean max, int[] best) {
      Arrays.fill(best, -1);
      for (int place : seen[o]) {
        int at = place * inner;
        for (int c = 0; c < inner; c++) {
          if (best[c] < 0) {
            best[c] = place;
          } else {
            double b = x[best[c] * inner + c];
            double v = x[at + c];
            if (!(max ? b >= v : b <= v)) {
              best[c] = place;
            }
          }
        }
      }
    }
  }
}
