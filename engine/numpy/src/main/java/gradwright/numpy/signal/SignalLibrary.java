package gradwright.numpy.signal;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Contraction;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import gradwright.numpy.Creation;
import gradwright.numpy.Precisions;
import gradwright.numpy.Promote;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Tuple;

/// The functions of `jax.scipy.signal`.
public final class SignalLibrary {
  private SignalLibrary() {}

  public static void register(Catalogue.Module m) {
    convolutions(m);
    spectra(m);
  }

  private static Contraction.Precision precision(Arguments a) {
    return Precisions.of(a.get("precision")).lhs();
  }

  private static boolean byFft(Arguments a) {
    return switch (a.string("method")) {
      case "fft" -> true;
      case "direct", "auto" -> false;
      default -> throw JaxError.value("Got method='" + a.string("method") + "'; expected 'auto', 'fft', or 'direct'.");
    };
  }

  private static void requirePlanes(Arguments a, String name, Value first, Value second) {
    boolean zero = a.get("fillvalue") instanceof Boolean b ? !b : a.number("fillvalue") == 0;
    if (!"fill".equals(a.get("boundary")) || !zero) {
      throw JaxError.notImplemented(name + "() only supports boundary='fill', fillvalue=0");
    }
    if (first.rank() != 2 || second.rank() != 2) {
      throw JaxError.value(name + "() only supports 2-dimensional inputs.");
    }
  }

  private static void convolutions(Catalogue.Module m) {
    m.function(
            "fftconvolve(in1, in2, mode='full', axes=None)",
            "The convolution by Fourier transforms.",
            a -> {
              Value x = Promote.materialize(a.value("in1"));
              Ints axes = a.isNone("axes") ? null : a.axes("axes", x.rank());
              return Convolutions.byFft(x, Promote.materialize(a.value("in2")), a.string("mode"), axes);
            })
        .function(
            "convolve(in1, in2, mode='full', method='auto', precision=None)",
            "The convolution.",
            a -> {
              Value x = Promote.materialize(a.value("in1"));
              Value y = Promote.materialize(a.value("in2"));
              return byFft(a)
                  ? Convolutions.byFft(x, y, a.string("mode"), null)
                  : Convolutions.direct(x, y, a.string("mode"), precision(a));
            })
        .function(
            "correlate(in1, in2, mode='full', method='auto', precision=None)",
            "The cross-correlation.",
            a ->
                Convolutions.correlate(
                    Promote.materialize(a.value("in1")),
                    Promote.materialize(a.value("in2")),
                    a.string("mode"),
                    byFft(a),
                    precision(a)))
        .function(
            "convolve2d(in1, in2, mode='full', boundary='fill', fillvalue=0, precision=None)",
            "The convolution of matrices.",
            a -> {
              Value x = a.value("in1");
              Value y = a.value("in2");
              requirePlanes(a, "convolve2d", x, y);
              return Convolutions.direct(x, y, a.string("mode"), precision(a));
            })
        .function(
            "correlate2d(in1, in2, mode='full', boundary='fill', fillvalue=0, precision=None)",
            "The cross-correlation of matrices.",
            a -> {
              Value x = a.value("in1");
              Value y = a.value("in2");
              requirePlanes(a, "correlate2d", x, y);
              return Convolutions.correlate2d(x, y, a.string("mode"), precision(a));
            });
  }

  private static void spectra(Catalogue.Module m) {
    m.function(
            "detrend(data, axis=-1, type='linear', bp=0, overwrite_data=None)",
            "Removes a constant or a piecewise linear trend.",
            a -> {
              if (!a.isNone("overwrite_data")) {
                throw JaxError.notImplemented("overwrite_data argument not implemented.");
              }
              Value x = Creation.asarray(a.get("data"));
              return Trends.remove(x, a.axis("axis", x.rank()), a.string("type"), a.ints("bp"));
            })
        .function(
            "stft(x, fs=1.0, window='hann', nperseg=256, noverlap=None, nfft=None, detrend=False, return_onesided=True,"
                + " boundary='zeros', padded=True, axis=-1)",
            "The short-time Fourier transform: frequencies, times, values.",
            a -> {
              Spectra.Result r = Spectra.of(a, "stft", null, "spectrum", a.get("boundary"), a.flag("padded"));
              return Tuple.of(r.frequencies(), r.times(), r.values());
            })
        .function(
            "csd(x, y, fs=1.0, window='hann', nperseg=None, noverlap=None, nfft=None, detrend='constant',"
                + " return_onesided=True, scaling='density', axis=-1, average='mean')",
            "The cross power spectral density by Welch's method.",
            a -> {
              Value y = a.valueOrNull("y");
              Spectra.Result r = Spectra.of(a, "psd", y, a.string("scaling"), null, false);
              return Tuple.of(r.frequencies(), Spectra.averaged(r.values(), a.string("average"), y != null));
            })
        .function(
            "welch(x, fs=1.0, window='hann', nperseg=None, noverlap=None, nfft=None, detrend='constant',"
                + " return_onesided=True, scaling='density', axis=-1, average='mean')",
            "The power spectral density by Welch's method.",
            a -> {
              Spectra.Result r = Spectra.of(a, "psd", null, a.string("scaling"), null, false);
              return Tuple.of(r.frequencies(), Spectra.averaged(r.values(), a.string("average"), false));
            })
        .function(
            "istft(Zxx, fs=1.0, window='hann', nperseg=None, noverlap=None, nfft=None, input_onesided=True,"
                + " boundary=True, time_axis=-1, freq_axis=-2)",
            "The inverse of stft: times and values.",
            InverseSpectra::istft);
  }
}
