package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.prim.Reduction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.Bits;
import java.util.Arrays;

/// Reductions over sliding windows. Padding and the gaps of a dilated base do not take part.
final class Windows {
  private Windows() {}

  /// Which input place each window sees: `places[axis][offset][output]`, -1 outside.
  private record Geometry(Shape in, Shape out, int[][][] places) {
    static Geometry of(
        Shape in, Shape out, Ints window, Ints strides, Ints low, Ints baseDilation, Ints windowDilation) {
      int rank = in.rank();
      int[][][] places = new int[rank][][];
      for (int a = 0; a < rank; a++) {
        places[a] = new int[window.get(a)][out.size(a)];
        for (int k = 0; k < window.get(a); k++) {
          for (int o = 0; o < out.size(a); o++) {
            int at = o * strides.get(a) + k * windowDilation.get(a) - low.get(a);
            boolean inside = at >= 0 && at % baseDilation.get(a) == 0 && at / baseDilation.get(a) < in.size(a);
            places[a][k][o] = inside ? at / baseDilation.get(a) : -1;
          }
        }
      }
      return new Geometry(in, out, places);
    }

    int rank() {
      return places.length;
    }

    int[] window() {
      return Arrays.stream(places).mapToInt(p -> p.length).toArray();
    }

    /// Calls `visit(input place, output place)` for all outputs of one window offset.
    void forOffset(int[] offset, Visitor visit) {
      walk(0, offset, 0, 0, visit);
    }

    private void walk(int axis, int[] offset, int inAt, int outAt, Visitor visit) {
      if (axis == rank()) {
        visit.at(inAt, outAt);
        return;
      }
      int[] p = places[axis][offset[axis]];
      int inBase = inAt * in.size(axis);
      int outBase = outAt * out.size(axis);
      if (axis == rank() - 1) {
        for (int o = 0; o < p.length; o++) {
          if (p[o] >= 0) {
            visit.at(inBase + p[o], outBase + o);
          }
        }
        return;
      }
      for (int o = 0; o < p.length; o++) {
        if (p[o] >= 0) {
          walk(axis + 1, offset, inBase + p[o], outBase + o, visit);
        }
      }
    }

    /// Calls `body` for every window offset in row-major order.
    void forOffsets(Visitor visit) {
      int[] window = window();
      int[] offset = new int[rank()];
      long count = 1;
      for (int w : window) {
        count *= w;
      }
      for (long i = 0; i < count; i++) {
        forOffset(offset, visit);
        for (int a = rank() - 1; a >= 0 && ++offset[a] == window[a]; a--) {
          offset[a] = 0;
        }
      }
    }
  }

  @FunctionalInterface
  private interface Visitor {
    void at(int in, int out);
  }

  static Array reduce(Reduction.ReduceWindow w, Array x, Aval out, Device device) {
    if (x.dtype().isComplex()) {
      return complexSum(w, x, out, device);
    }
    Geometry g =
        Geometry.of(
            x.shape(),
            out.shape(),
            w.windowDimensions(),
            w.windowStrides(),
            w.padLow(),
            w.baseDilation(),
            w.windowDilation());
    int n = Math.toIntExact(out.shape().elements());
    if (x.dtype().isFloat()) {
      double[] v = Blocks.doubles(x);
      double[] r = new double[n];
      switch (w.op()) {
        case SUM -> g.forOffsets((i, o) -> r[o] += v[i]);
        case PROD -> {
          Arrays.fill(r, 1);
          g.forOffsets((i, o) -> r[o] *= v[i]);
        }
        case MAX -> {
          Arrays.fill(r, Double.NEGATIVE_INFINITY);
          g.forOffsets((i, o) -> r[o] = Math.max(r[o], v[i]));
        }
        case MIN -> {
          Arrays.fill(r, Double.POSITIVE_INFINITY);
          g.forOffsets((i, o) -> r[o] = Math.min(r[o], v[i]));
        }
        default -> throw new IllegalArgumentException(w.primitiveName());
      }
      return Blocks.ofDoubles(out, device, r);
    }
    long[] v = Blocks.longs(x);
    long[] r = new long[n];
    Arrays.fill(r, Accumulator.integerIdentity(w.op(), x.dtype()));
    long flip = x.dtype() == DType.UINT64 ? Long.MIN_VALUE : 0;
    g.forOffsets((i, o) ->
        r[o] =
            switch (w.op()) {
              case SUM -> r[o] + v[i];
              case PROD -> r[o] * v[i];
              case MAX -> (r[o] ^ flip) >= (v[i] ^ flip) ? r[o] : v[i];
              case MIN -> (r[o] ^ flip) <= (v[i] ^ flip) ? r[o] : v[i];
              case AND -> r[o] & v[i];
              case OR -> r[o] | v[i];
              case XOR -> r[o] ^ v[i];
              case LOGSUMEXP -> throw new IllegalArgumentException(w.primitiveName());
            });
    Array result = Array.allocate(out, device);
    for (int i = 0; i < n; i++) {
      result.setLong(i, Bits.wrap(out.dtype(), r[i]));
    }
    return result;
  }

  /// Sums of complex numbers: the parts are one more axis that the window does not mix.
  private static Array complexSum(Reduction.ReduceWindow w, Array x, Aval out, Device device) {
    if (w.op() != Reduction.Op.SUM) {
      throw new IllegalArgumentException(w.primitiveName() + " of complex numbers");
    }
    DType real = x.dtype().realType();
    Array parts = x.view(Aval.of(real, x.shape().insert(x.rank(), 2)));
    Reduction.ReduceWindow wider =
        new Reduction.ReduceWindow(
            w.op(),
            w.windowDimensions().plus(1),
            w.windowStrides().plus(1),
            w.padLow().plus(0),
            w.padHigh().plus(0),
            w.baseDilation().plus(1),
            w.windowDilation().plus(1));
    return reduce(wider, parts, Aval.of(real, out.shape().insert(out.rank(), 2)), device).view(out);
  }

  /// For each window, the input place of its extreme element; -1 for windows that see nothing.
  private static int[] selected(Geometry g, double[] v, boolean max) {
    int[] best = new int[Math.toIntExact(g.out().elements())];
    Arrays.fill(best, -1);
    g.forOffsets((i, o) -> {
      if (best[o] < 0 || !(max ? v[best[o]] >= v[i] : v[best[o]] <= v[i])) {
        best[o] = i;
      }
    });
    return best;
  }

  static Array gather(Reduction.SelectAndGatherAdd w, Array tangents, Array operand, Aval out, Device device) {
    Geometry g =
        Geometry.of(
            operand.shape(),
            out.shape(),
            w.windowDimensions(),
            w.windowStrides(),
            w.padLow(),
            w.baseDilation(),
            w.windowDilation());
    int[] places = selected(g, Blocks.doubles(operand), w.max());
    double[] t = Blocks.doubles(tangents);
    double[] r = new double[places.length];
    for (int i = 0; i < r.length; i++) {
      r[i] = places[i] < 0 ? 0 : t[places[i]];
    }
    return Blocks.ofDoubles(out, device, r);
  }

  static Array scatter(Reduction.SelectAndScatterAdd w, Array source, Array operand, Aval out, Device device) {
    Ints ones = w.windowDimensions().map(i -> 1);
    Geometry g =
        Geometry.of(operand.shape(), source.shape(), w.windowDimensions(), w.windowStrides(), w.padLow(), ones, ones);
    int[] places = selected(g, Blocks.doubles(operand), w.max());
    double[] s = Blocks.doubles(source);
    double[] r = new double[Math.toIntExact(out.shape().elements())];
    for (int i = 0; i < s.length; i++) {
      if (places[i] >= 0) {
        r[places[i]] += s[i];
      }
    }
    return Blocks.ofDoubles(out, device, r);
  }
}
