package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.prim.Contraction;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;

/// General dilated convolutions: operands are brought to (batch, spatial, feature) and (out, spatial, in), and for each
/// offset in the window one row of inputs is multiplied with one slice of the kernel.
final class Convolutions {
  private Convolutions() {}

  static Array evaluate(Contraction.Conv p, Array lhs, Array rhs, Aval out, Device device) {
    Contraction.ConvDimensions d = p.dimensions();
    int spatial = lhs.rank() - 2;
    DType t = computeType(lhs.dtype(), out.dtype());
    Array x = ElementwiseEvaluator.convert(Strided.transpose(lhs, featureLast(d.lhs(), false)), t, device);
    Array w = ElementwiseEvaluator.convert(Strided.transpose(rhs, featureLast(d.rhs(), true)), t, device);
    Geometry g = new Geometry(p, x.shape(), w.shape(), out, spatial);
    Object r = Blocks.buffer(Blocks.rep(t), Math.toIntExact(out.shape().elements()));
    g.run(Blocks.load(x), Blocks.load(w), r, t);
    Ints order = featureLast(d.out(), false);
    Aval moved = new Aval(t, order.map(out.shape()::size).toShape(), false);
    Array result = Blocks.store(moved, device, r);
    int[] back = new int[order.size()];
    for (int i = 0; i < back.length; i++) {
      back[order.get(i)] = i;
    }
    return ElementwiseEvaluator.convert(Strided.transpose(result, Ints.of(back)), out.dtype(), device).view(out);
  }

  private static DType computeType(DType in, DType out) {
    DType wide = out.bits() >= in.bits() ? out : in;
    return switch (wide.code()) {
      case FLOAT16, BFLOAT16 -> DType.FLOAT32;
      default -> wide;
    };
  }

  /// The axes as (batch, spatial..., feature), or for kernels (spatial..., in, out).
  private static Ints featureLast(Ints spec, boolean kernel) {
    Ints r = kernel ? Ints.EMPTY : Ints.of(spec.get(0));
    for (int i = 2; i < spec.size(); i++) {
      r = r.plus(spec.get(i));
    }
    r = r.plus(spec.get(1));
    return kernel ? r.plus(spec.get(0)) : r;
  }

  private static final class Geometry {
    final Contraction.Conv p;
    final int spatial;
    final int batch;
    final int[] in;
    final int[] window;
    final int[] out;
    final int inFeatures;
    final int outFeatures;
    final int groups;
    final int perGroupIn;
    final int perGroupOut;

    Geometry(Contraction.Conv p, Shape x, Shape w, Aval o, int spatial) {
      this.p = p;
      this.spatial = spatial;
      in = new int[spatial];
      window = new int[spatial];
      out = new int[spatial];
      for (int i = 0; i < spatial; i++) {
        in[i] = x.size(i + 1);
        window[i] = w.size(i);
        out[i] = o.shape().size(p.dimensions().out().get(i + 2));
      }
      batch = o.shape().size(p.dimensions().out().get(0));
      inFeatures = x.size(spatial + 1);
      outFeatures = w.size(spatial + 1);
      groups = Math.max(p.featureGroupCount(), p.batchGroupCount());
      perGroupIn = w.size(spatial);
      perGroupOut = outFeatures / groups;
    }

    void run(Object x, Object w, Object r, DType t) {
      int outPlaces = 1;
      for (int s : out) {
        outPlaces *= s;
      }
      int offsets = 1;
      for (int s : window) {
        offsets *= s;
      }
      int inPlaces = 1;
      for (int s : in) {
        inPlaces *= s;
      }
      int[] o = new int[spatial];
      int[] k = new int[spatial];
      for (int place = 0; place < outPlaces; place++) {
        unravel(place, out, o);
        for (int offset = 0; offset < offsets; offset++) {
          unravel(offset, window, k);
          int from = inputPlace(o, k);
          if (from < 0) {
            continue;
          }
          int wAt = offset * perGroupIn * outFeatures;
          for (int b = 0; b < batch; b++) {
            for (int g = 0; g < groups; g++) {
              // Feature groups split the input's features; batch groups split its batch.
              int row = p.batchGroupCount() > 1 ? g * batch + b : b;
              int feature = p.batchGroupCount() > 1 ? 0 : g * perGroupIn;
              int xAt = (row * inPlaces + from) * inFeatures + feature;
              int rAt = (b * outPlaces + place) * outFeatures + g * perGroupOut;
              accumulate(x, xAt, w, wAt + g * perGroupOut, r, rAt, t);
            }
          }
        }
        if ((place & 255) == 255) {
          Session.current().poll();
        }
      }
    }

    private static void unravel(int flat, int[] sizes, int[] index) {
      for (int i = sizes.length - 1; i >= 0; i--) {
        index[i] = flat % sizes[i];
        flat /= sizes[i];
      }
    }

    private int inputPlace(int[] o, int[] k) {
      int place = 0;
      for (int i = 0; i < spatial; i++) {
        int at = o[i] * p.windowStrides().get(i) + k[i] * p.rhsDilation().get(i) - p.padLow().get(i);
        int dilation = p.lhsDilation().get(i);
        if (at < 0 || at % dilation != 0 || at / dilation >= in[i]) {
          return -1;
        }
        place = place * in[i] + at / dilation;
      }
      return place;
    }

    /// r[0..perGroupOut] += sum over features f of x[f] * w[f, 0..perGroupOut].
    private void accumulate(Object x, int xAt, Object w, int wAt, Object r, int rAt, DType t) {
      for (int f = 0; f < perGroupIn; f++) {
        int row = wAt + f * outFeatures;
        switch (r) {
          case float[] o -> {
            float v = ((float[]) x)[xAt + f];
            float[] y = (float[]) w;
            for (int j = 0; j < perGroupOut; j++) {
              o[rAt + j] += v * y[row + j];
            }
          }
          case double[] o when t.isComplex() -> {
            double a = ((double[]) x)[2 * (xAt + f)];
            double b = ((double[]) x)[2 * (xAt + f) + 1];
            double[] y = (double[]) w;
            for (int j = 0; j < perGroupOut; j++) {
              double c = y[2 * (row + j)];
              double d = y[2 * (row + j) + 1];
              o[2 * (rAt + j)] += a * c - b * d;
              o[2 * (rAt + j) + 1] += a * d + b * c;
            }
          }
          case double[] o -> {
            double v = ((double[]) x)[xAt + f];
            double[] y = (double[]) w;
            for (int j = 0; j < perGroupOut; j++) {
              o[rAt + j] += v * y[row + j];
            }
          }
          case int[] o -> {
            int v = ((int[]) x)[xAt + f];
            int[] y = (int[]) w;
            for (int j = 0; j < perGroupOut; j++) {
              o[rAt + j] += v * y[row + j];
            }
          }
          case long[] o -> {
            long v = ((long[]) x)[xAt + f];
            long[] y = (long[]) w;
            for (int j = 0; j < perGroupOut; j++) {
              o[rAt + j] += v * y[row + j];
            }
          }
          default -> throw new IllegalStateException();
        }
      }
    }
  }
}
