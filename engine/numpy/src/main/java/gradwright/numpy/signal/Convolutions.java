package gradwright.numpy.signal;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.Contraction.FftType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Layout;
import gradwright.numpy.Promote;
import gradwright.numpy.fft.FftLibrary;
import java.util.Arrays;
import java.util.List;

/// Convolutions of arrays of equal rank, directly or by Fourier transforms.
final class Convolutions {
  private Convolutions() {}

  private static boolean covers(Value a, Value b) {
    for (int i = 0; i < a.rank(); i++) {
      if (a.shape().size(i) < b.shape().size(i)) {
        return false;
      }
    }
    return true;
  }

  /// The convolution; `mode` full, same (as large as the first) or valid (where both overlap wholly).
  static Value direct(Value first, Value second, String mode, Contraction.Precision precision) {
    if (!List.of("full", "same", "valid").contains(mode)) {
      throw JaxError.value("mode must be one of ['full', 'same', 'valid']");
    }
    if (first.rank() != second.rank()) {
      throw JaxError.value("in1 and in2 must have the same number of dimensions");
    }
    if (first.shape().elements() == 0 || second.shape().elements() == 0) {
      throw JaxError.value(
          "zero-size arrays not supported in convolutions, got shapes "
              + first.shape().toTuple()
              + " and "
              + second.shape().toTuple()
              + ".");
    }
    List<Value> p = Promote.dtypesInexact(List.of(first, second));
    boolean swap = covers(p.get(1), p.get(0));
    if (!swap && !covers(p.get(0), p.get(1))) {
      throw JaxError.value("One input must be smaller than the other in every dimension.");
    }
    Value large = p.get(swap ? 1 : 0);
    Value small = p.get(swap ? 0 : 1);
    int rank = large.rank();
    int[] low = new int[rank];
    int[] high = new int[rank];
    for (int i = 0; i < rank; i++) {
      int s = small.shape().size(i);
      int o = p.get(1).shape().size(i);
      switch (mode) {
        case "same" -> {
          low[i] = s - 1 - (o - 1) / 2;
          high[i] = s - o + (o - 1) / 2;
        }
        case "full" -> {
          low[i] = s - 1;
          high[i] = s - 1;
        }
        default -> {}
      }
    }
    return convolved(large, Layout.flip(small, Ints.range(0, rank)), low, high, precision);
  }

  private static Value convolved(Value x, Value kernel, int[] low, int[] high, Contraction.Precision precision) {
    int rank = x.rank();
    int[] ones = new int[rank];
    Arrays.fill(ones, 1);
    Ints order = Ints.range(0, rank + 2);
    Contraction.Conv conv =
        new Contraction.Conv(
            Ints.of(ones),
            Ints.of(low),
            Ints.of(high),
            Ints.of(ones),
            Ints.of(ones),
            new Contraction.ConvDimensions(order, order, order),
            1,
            1,
            precision,
            null);
    Ints batch = Ints.of(0, 1);
    return Lax.squeeze(Lax.bind1(conv, Lax.expandDims(x, batch), Lax.expandDims(kernel, batch)), batch);
  }

  /// The convolution along `axes` (null: all) by the convolution theorem.
  static Value byFft(Value givenFirst, Value givenSecond, String mode, Ints axes) {
    List<Value> p = Promote.dtypesInexact(List.of(givenFirst, givenSecond));
    Value first = p.get(0);
    Value second = p.get(1);
    if (first.rank() != second.rank()) {
      throw JaxError.value("in1 and in2 should have the same dimensionality");
    }
    if (!List.of("same", "full", "valid").contains(mode)) {
      throw JaxError.value("mode must be one of ['same', 'full', 'valid']");
    }
    int rank = first.rank();
    Ints over = axes == null ? Ints.range(0, rank) : axes;
    for (int i = 0; i < rank; i++) {
      if (!over.contains(i) && first.shape().size(i) != second.shape().size(i)) {
        throw JaxError.value(
            "mapped axes must have same shape; got in1.shape="
                + first.shape().toTuple()
                + " in2.shape="
                + second.shape().toTuple()
                + " axes="
                + over);
      }
    }
    if (mode.equals("valid")) {
      boolean swap = covers(second, first);
      if (!swap && !covers(first, second)) {
        throw JaxError.value("For 'valid' mode, One input must be at least as large as the other in every dimension.");
      }
      if (swap) {
        return cut(first, second, second, first, mode, over);
      }
    }
    return cut(first, second, first, second, mode, over);
  }

  private static Value cut(Value a, Value b, Value large, Value small, String mode, Ints axes) {
    int n = axes.size();
    int[] full = new int[n];
    boolean trivial = true;
    for (int i = 0; i < n; i++) {
      int s = a.shape().size(axes.get(i));
      int t = b.shape().size(axes.get(i));
      full[i] = s + t - 1;
      trivial &= s == 1 || t == 1;
    }
    Value r = trivial ? Arithmetic.multiply(large, small) : product(large, small, Ints.of(full), axes);
    for (int i = 0; i < n; i++) {
      int size =
          switch (mode) {
            case "full" -> full[i];
            case "same" -> large.shape().size(axes.get(i));
            default -> large.shape().size(axes.get(i)) - small.shape().size(axes.get(i)) + 1;
          };
      int start = (full[i] - size) / 2;
      r = Lax.sliceInDim(r, start, start + size, axes.get(i));
    }
    return r;
  }

  private static Value product(Value a, Value b, Ints sizes, Ints axes) {
    boolean complex = a.dtype().isComplex();
    String name = complex ? "fftn" : "rfftn";
    FftType type = complex ? FftType.FFT : FftType.RFFT;
    Value fa = FftLibrary.transform(name, a, type, sizes, axes, null);
    Value fb = FftLibrary.transform(name, b, type, sizes, axes, null);
    return FftLibrary.transform("i" + name, Lax.mul(fa, fb), complex ? FftType.IFFT : FftType.IRFFT, sizes, axes, null);
  }

  private static Value flipped(Value x) {
    return Layout.flip(x, Ints.range(0, x.rank()));
  }

  static Value correlate2d(Value a, Value b, String mode, Contraction.Precision precision) {
    boolean swap = covers(b, a);
    Shape same = a.shape();
    boolean exchanged = swap && (mode.equals("valid") ? !same.equals(b.shape()) : !mode.equals("same"));
    if (!exchanged) {
      return flipped(direct(flipped(a), Arithmetic.conjugate(b), mode, precision));
    }
    Value r = direct(flipped(b), Arithmetic.conjugate(a), mode, precision);
    return mode.equals("valid") ? r : Arithmetic.conjugate(r);
  }

  static Value correlate(Value a, Value b, String mode, boolean fft, Contraction.Precision precision) {
    Value turned = flipped(Arithmetic.conjugate(b));
    return fft ? byFft(a, turned, mode, null) : direct(a, turned, mode, precision);
  }
}
