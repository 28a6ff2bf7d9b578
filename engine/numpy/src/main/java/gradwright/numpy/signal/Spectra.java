package gradwright.numpy.signal;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Contraction.FftType;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Creation;
import gradwright.numpy.Promote;
import gradwright.numpy.Quantiles;
import gradwright.numpy.Ranges;
import gradwright.numpy.Reductions;
import gradwright.numpy.Statistics;
import gradwright.numpy.Taking;
import gradwright.numpy.Term;
import gradwright.numpy.Warnings;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Foreign;
import gradwright.numpy.fft.FftLibrary;
import java.util.List;

/// Spectra of overlapping segments of signals: the transforms themselves, or densities (Welch, IEEE Trans. Audio 15, 1967).
final class Spectra {
  /// Frequencies, times of the segments, and values with the frequencies in the signal's axis and the times in the last.
  record Result(Value frequencies, Value times, Value values) {}

  private final Arguments a;
  private final String mode;
  private final boolean both;
  private final Value fs;
  private final int axis;
  private Value x;
  private Value y;
  private DType complex;
  private Windows window;
  private int overlap;
  private int points;

  private Spectra(Arguments a, String mode, Value y) {
    this.a = a;
    this.mode = mode;
    both = y != null;
    fs = a.value("fs");
    Value given = Promote.materialize(a.value("x"));
    axis = a.axis("axis", given.rank());
    List<Value> p = Promote.dtypesInexact(both ? List.of(given, Promote.materialize(y)) : List.of(given));
    x = p.getFirst();
    this.y = p.getLast();
  }

  /// The spectra that a function's arguments ask for; `mode` psd, or stft for the transforms.
  static Result of(Arguments a, String mode, Value y, String scaling, Object boundary, boolean padded) {
    return new Spectra(a, mode, y).compute(scaling, boundary, padded);
  }

  private static int last(Value v) {
    return v.shape().size(v.rank() - 1);
  }

  private Result compute(String scaling, Object boundary, boolean padded) {
    if (boundary != null && !List.of("even", "odd", "constant", "zeros").contains(boundary)) {
      throw JaxError.value(
          "Unknown boundary option '" + boundary + "', must be one of: ['even', 'odd', 'constant', 'zeros', None]");
    }
    if (both && x.rank() != y.rank()) {
      throw JaxError.value("two-arguments must have the same rank ({x.ndim} vs {y.ndim}).");
    }
    complex = x.dtype().complexType();
    DType real = complex.realType();
    segments();
    if (x.shape().elements() == 0 || y.shape().elements() == 0) {
      Shape empty = emptyShape();
      return new Result(zeros(empty, real), zeros(empty, real), zeros(empty, complex));
    }
    x = Lax.moveAxis(x, axis, x.rank() - 1);
    y = both ? Lax.moveAxis(y, axis, y.rank() - 1) : x;
    if (both) {
      int longest = Math.max(last(x), last(y));
      x = lengthened(x, 0, longest - last(x));
      y = lengthened(y, 0, longest - last(y));
    }
    int n = window.length();
    if (points < n) {
      throw JaxError.value("nfft must be greater than or equal to nperseg.");
    }
    if (overlap >= n) {
      throw JaxError.value("noverlap must be less than nperseg.");
    }
    if (boundary != null) {
      x = Boundaries.extended(x, (String) boundary, n / 2);
      y = both ? Boundaries.extended(y, (String) boundary, n / 2) : x;
    }
    int step = n - overlap;
    if (padded) {
      int more = Math.floorMod(Math.floorMod(-(last(x) - n), step), n);
      x = lengthened(x, 0, more);
      y = both ? lengthened(y, 0, more) : x;
    }
    return transformed(scaling, boundary != null, step);
  }

  private void segments() {
    Integer asked = a.isNone("nperseg") ? null : a.integer("nperseg");
    if (asked != null && asked < 1) {
      throw JaxError.value("nperseg must be a positive integer");
    }
    window = Windows.segment(a, asked, x.shape().size(axis), x.dtype());
    overlap = a.isNone("noverlap") ? window.length() / 2 : a.integer("noverlap");
    points = a.isNone("nfft") ? window.length() : a.integer("nfft");
  }

  private Shape emptyShape() {
    if (!both) {
      return x.shape();
    }
    Shape outer = Promote.broadcastShapes(List.of(x.shape().remove(axis), y.shape().remove(axis)));
    return outer.insert(axis, Math.min(x.shape().size(axis), y.shape().size(axis)));
  }

  private static Value zeros(Shape shape, DType t) {
    return Creation.zeros(t, shape.toArray());
  }

  static Value lengthened(Value v, int before, int after) {
    int[] low = new int[v.rank()];
    int[] high = new int[v.rank()];
    low[v.rank() - 1] = before;
    high[v.rank() - 1] = after;
    return Lax.pad(v, Lax.like(v, 0), Ints.of(low), Ints.of(high), Ints.of(new int[v.rank()]));
  }

  private Result transformed(String scaling, boolean extended, int step) {
    DType real = complex.realType();
    Term w = Term.of(window.values());
    Term scale =
        switch (scaling) {
          case "density" -> Term.of(fs).times(Term.of(Reductions.sum(w.times(w).value()))).under(1);
          case "spectrum" -> Term.of(Reductions.sum(w.value())).square().under(1);
          default -> throw JaxError.value("Unknown scaling: " + scaling);
        };
    if (mode.equals("stft")) {
      scale = scale.sqrt();
    }
    boolean oneSided = a.flag("return_onesided");
    if (oneSided && (x.dtype().isComplex() || y.dtype().isComplex())) {
      oneSided = false;
      Warnings.warn("UserWarning", "Input data is complex, switching to return_onesided=False");
    }
    Value frequencies = FftLibrary.frequencies(points, inverse(fs), real, oneSided);
    Term r = Term.of(spectrum(x, step, oneSided));
    if (both || mode.equals("psd")) {
      Term other = both ? Term.of(spectrum(y, step, oneSided)) : r;
      r = Term.of(Lax.conj(r.value())).times(other);
    }
    r = r.times(scale.as(complex));
    if (oneSided && mode.equals("psd")) {
      r = r.times(Term.of(doubled(last(r.value()))));
    }
    double half = window.length() / 2.0;
    Value start = Promote.number(half);
    Value stop = Promote.number(last(x) - half + 1);
    Term times = Term.of(Ranges.arange(start, stop, Promote.integer(step), real)).over(Term.of(fs));
    if (extended) {
      times = times.minus(Term.of(fs).under(half));
    }
    Value values = Lax.convert(r.value(), complex);
    if (!both && !mode.equals("stft")) {
      values = Lax.real(values);
    }
    return new Result(frequencies, times.value(), Lax.moveAxis(values, values.rank() - 1, axis));
  }

  /// The reciprocal of a sampling frequency, of a plain number exactly.
  static Value inverse(Value fs) {
    return fs instanceof HostScalar s ? Promote.number(1 / s.real()) : Term.of(fs).under(1).value();
  }

  /// 2 for the frequencies that stand for two, 1 for zero and for the highest of an even number of points.
  private Value doubled(int count) {
    Value k = Lax.iota(DType.INT32, Shape.of(count), 0);
    Value single = Lax.eq(k, Lax.like(k, 0));
    if (points % 2 == 0) {
      single = Lax.or(single, Lax.eq(k, Lax.like(k, count - 1)));
    }
    Value one = Lax.full(k.shape(), Lax.scalar(complex, 1.0));
    return Lax.select(single, one, Lax.add(one, one));
  }

  private Value spectrum(Value signal, int step, boolean oneSided) {
    int n = window.length();
    Value frames;
    if (n == 1 && overlap == 0) {
      frames = Lax.expandDims(signal, Ints.of(signal.rank()));
    } else {
      int count = (last(signal) - n) / step + 1;
      Shape shape = Shape.of(count, n);
      Value start = Lax.iota(DType.INT32, shape, 0);
      Value index = Lax.add(Lax.mul(start, Lax.like(start, step)), Lax.iota(DType.INT32, shape, 1));
      frames = Taking.take(signal, index, signal.rank() - 1);
    }
    frames = detrended(frames);
    frames = Arithmetic.multiply(window.values(), frames);
    Ints lengths = Ints.of(points);
    Ints axes = Ints.of(frames.rank() - 1);
    return oneSided
        ? FftLibrary.transform("rfft", realPart(frames), FftType.RFFT, lengths, axes, null)
        : FftLibrary.transform("fft", frames, FftType.FFT, lengths, axes, null);
  }

  private static Value realPart(Value v) {
    return v.dtype().isComplex() ? Lax.real(v) : v;
  }

  private Value detrended(Value frames) {
    return switch (a.get("detrend")) {
      case String type -> Trends.remove(frames, frames.rank() - 1, type, Ints.of(0));
      case null -> frames;
      case Foreign _ -> throw JaxError.notImplemented("a function as detrend of " + a.functionName());
      case Object flag -> {
        if (!Boolean.FALSE.equals(flag)) {
          throw JaxError.value("Unsupported detrend type: " + Arguments.repr(flag));
        }
        yield frames;
      }
    };
  }

  /// Densities averaged over the segments in their last axis.
  static Value averaged(Value densities, String average, boolean cross) {
    Value p = cross ? Lax.convert(densities, densities.dtype().complexType()) : densities;
    if (p.rank() < 2 || p.shape().elements() == 0) {
      return p;
    }
    int axis = p.rank() - 1;
    int count = last(p);
    if (count == 1) {
      return Lax.squeeze(p, Ints.of(axis));
    }
    return switch (average) {
      case "mean" -> Statistics.mean(p, axis);
      case "median" -> {
        Term bias = Term.of(medianBias(count)).as(p.dtype());
        Value middle =
            p.dtype().isComplex() ? Lax.complex(median(Lax.real(p), axis), median(Lax.imag(p), axis)) : median(p, axis);
        yield Term.of(middle).over(bias).value();
      }
      default -> throw JaxError.value("average must be \"median\" or \"mean\", got " + average);
    };
  }

  private static Value median(Value v, int axis) {
    return Quantiles.median(v, Ints.of(axis), false);
  }

  /// What the median of n exponential variables is more than their mean.
  private static Value medianBias(int n) {
    double sum = 1;
    for (int i = 2; i < n; i += 2) {
      sum += 1.0 / (i + 1) - 1.0 / i;
    }
    return Lax.full(Shape.of(), Lax.scalar(Promote.defaultFloat(), sum));
  }
}
