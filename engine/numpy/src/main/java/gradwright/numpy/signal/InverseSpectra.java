package gradwright.numpy.signal;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Contraction.FftType;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.Reductions;
import gradwright.numpy.Term;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Tuple;
import gradwright.numpy.fft.FftLibrary;

/// Signals from their short-time Fourier transforms, by overlapping and adding (Griffin and Lim, IEEE Trans. ASSP 32, 1984).
final class InverseSpectra {
  private InverseSpectra() {}

  private static int orElse(Arguments a, String name, int otherwise) {
    return a.isNone(name) || a.integer(name) == 0 ? otherwise : a.integer(name);
  }

  static Object istft(Arguments a) {
    Value z = Promote.materialize(a.value("Zxx"));
    if (z.rank() < 2) {
      throw JaxError.value("Input stft must be at least 2d!");
    }
    int rank = z.rank();
    int frequencyAxis = a.axis("freq_axis", rank);
    int timeAxis = a.axis("time_axis", rank);
    if (frequencyAxis == timeAxis) {
      throw JaxError.value("Must specify differing time and frequency axes!");
    }
    z = Lax.convert(z, Promote.complex(Promote.inexact(z.dtype())));
    boolean oneSided = a.flag("input_onesided");
    int bins = z.shape().size(frequencyAxis);
    int whole = oneSided ? 2 * (bins - 1) : bins;
    int n = orElse(a, "nperseg", whole);
    if (n < 1) {
      throw JaxError.value("nperseg must be a positive integer");
    }
    int points = a.isNone("nfft") ? oneSided && n == whole + 1 ? whole + 1 : whole : a.integer("nfft");
    if (points < n) {
      throw JaxError.value("FFT length (" + points + ") must be longer than nperseg (" + n + ").");
    }
    int overlap = orElse(a, "noverlap", n / 2);
    if (overlap >= n) {
      throw JaxError.value("noverlap must be less than nperseg.");
    }
    Value ordered = Lax.moveAxis(z, timeAxis, rank - 1);
    int moved = frequencyAxis > timeAxis ? frequencyAxis - 1 : frequencyAxis;
    ordered = Lax.moveAxis(ordered, moved, rank - 2);
    Ints lengths = a.isNone("nfft") ? null : Ints.of(points);
    Ints axes = Ints.of(rank - 2);
    Value frames =
        oneSided
            ? FftLibrary.transform("irfft", ordered, FftType.IRFFT, lengths, axes, null)
            : FftLibrary.transform("ifft", ordered, FftType.IFFT, lengths, axes, null);
    int have = frames.shape().size(rank - 2);
    Value segments = Lax.sliceInDim(frames, 0, Math.min(n, have), rank - 2);
    Value x = added(a, segments, n, n - overlap);
    if (x.rank() > 1 && timeAxis != rank - 1) {
      x = Lax.moveAxis(x, x.rank() - 1, frequencyAxis < timeAxis ? timeAxis - 1 : timeAxis);
    }
    DType real = x.dtype().realType();
    Value count = Lax.iota(real, Shape.of(x.shape().size(0)), 0);
    return Tuple.of(Term.of(count).over(Term.of(a.value("fs"))).value(), x);
  }

  private static Value window(Arguments a, int n, DType t) {
    Object window = a.get("window");
    if (window instanceof String || window instanceof Tuple) {
      return Lax.convert(Windows.named(window, n), t);
    }
    Value w = Promote.materialize(a.value("window"));
    if (w.rank() != 1) {
      throw JaxError.value("window must be 1-D");
    }
    if (w.shape().size(0) != n) {
      throw JaxError.value("window must have length of " + n);
    }
    return w;
  }

  private static Value added(Arguments a, Value segments, int n, int step) {
    int rank = segments.rank();
    Term w = Term.of(window(a, n, segments.dtype()));
    Term scaled = Term.of(segments).times(Term.of(Reductions.sum(w.value())));
    Term column = w.expand(1);
    Value weighted = Lax.moveAxis(scaled.times(column).value(), rank - 2, rank - 1);
    int frames = segments.shape().size(rank - 1);
    Value squares = Lax.broadcastTo(column.times(column).value(), Shape.of(n, frames));
    Value x = overlapped(weighted, step);
    Value norm = overlapped(Lax.transpose(squares, Ints.of(1, 0)), step);
    if (a.flag("boundary")) {
      x = inner(x, n / 2);
      norm = inner(norm, n / 2);
    }
    Term weight = Term.of(norm);
    Term size = weight.dtype().isComplex() ? Term.of(Lax.real(norm)) : weight;
    return Term.of(x).over(size.gt(1e-10).choose(weight, weight.number(1))).value();
  }

  private static Value inner(Value x, int cut) {
    int axis = x.rank() - 1;
    int length = x.shape().size(axis);
    // As a Python slice: from `cut` to minus `cut`, which is nothing for 0.
    return Lax.sliceInDim(x, Math.min(cut, length), cut == 0 ? 0 : Math.max(Math.min(cut, length), length - cut), axis);
  }

  /// Frames `[..., frame, position]` laid `step` apart and added.
  private static Value overlapped(Value x, int step) {
    int rank = x.rank();
    int frames = x.shape().size(rank - 2);
    int length = x.shape().size(rank - 1);
    int size = step * (frames - 1) + length;
    int parts = 1 + (length - 1) / step;
    int padded = parts * step;
    Value wide = Spectra.lengthened(x, 0, padded - length);
    Shape batch = x.shape().remove(rank - 1).remove(rank - 2);
    int b = Math.toIntExact(batch.elements());
    Value sum = null;
    Value cells = Lax.reshape(wide, Shape.of(b, frames, parts, step));
    for (int p = 0; p < parts; p++) {
      // Part p of every frame lies p steps after the frame's start.
      Value part = Lax.reshape(Lax.sliceInDim(cells, p, p + 1, 2), Shape.of(b, frames * step));
      Value placed = Spectra.lengthened(part, p * step, (parts - 1 - p) * step);
      sum = sum == null ? placed : Lax.add(sum, placed);
    }
    Value cut = Lax.sliceInDim(sum, 0, size, 1);
    return Lax.reshape(cut, batch.insert(batch.rank(), size));
  }
}
