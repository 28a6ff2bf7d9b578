package gradwright.numpy.fft;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Contraction.Fft;
import gradwright.core.prim.Contraction.FftType;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.Sequences;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Tuple;
import java.util.ArrayList;
import java.util.List;

/// The functions of `jax.numpy.fft`: discrete Fourier transforms along any axes.
public final class FftLibrary {
  private FftLibrary() {}

  private record Statics(FftType type, Ints lengths, Ints axes, String norm) {}

  public static void register(Catalogue.Module m) {
    one(m, "fft", FftType.FFT, "Discrete Fourier transform along an axis.");
    one(m, "ifft", FftType.IFFT, "Inverse discrete Fourier transform along an axis.");
    one(m, "rfft", FftType.RFFT, "Discrete Fourier transform of real input: non-negative frequencies.");
    one(m, "irfft", FftType.IRFFT, "Inverse of rfft: real output.");
    many(m, "fftn", FftType.FFT, "Discrete Fourier transform along several axes.");
    many(m, "ifftn", FftType.IFFT, "Inverse discrete Fourier transform along several axes.");
    many(m, "rfftn", FftType.RFFT, "Discrete Fourier transform of real input along several axes.");
    many(m, "irfftn", FftType.IRFFT, "Inverse of rfftn: real output.");
    two(m, "fft2", FftType.FFT, "Two-dimensional discrete Fourier transform.");
    two(m, "ifft2", FftType.IFFT, "Two-dimensional inverse discrete Fourier transform.");
    two(m, "rfft2", FftType.RFFT, "Two-dimensional discrete Fourier transform of real input.");
    two(m, "irfft2", FftType.IRFFT, "Inverse of rfft2: real output.");
    m.function(
        "fftfreq(n, d=1.0, *, dtype=None, device=None)",
        "Sample frequencies of an n-point transform of spacing d.",
        a -> frequencies(a, false));
    m.function(
        "rfftfreq(n, d=1.0, *, dtype=None, device=None)",
        "Sample frequencies of an n-point real transform of spacing d.",
        a -> frequencies(a, true));
    m.function(
        "hfft(a, n=None, axis=-1, norm=None)",
        "Discrete Fourier transform of a Hermitian signal: real output.",
        a -> {
          Value x = Lax.conj(Promote.convert(a.value("a"), Promote.complex(Promote.inexact(a.value("a").dtype()))));
          int axis = indexedAxis(a, "hfft", x.rank());
          int n = a.isNone("n") ? 2 * (x.shape().size(axis) - 1) : a.integer("n");
          Value r =
              transform("hfft", x, FftType.IRFFT, a.isNone("n") ? null : Ints.of(n), Ints.of(axis), a.string("norm"));
          return Lax.mul(r, Lax.like(r, n));
        });
    m.function(
        "ihfft(a, n=None, axis=-1, norm=None)",
        "The inverse of hfft.",
        a -> {
          Value x = a.value("a");
          int axis = indexedAxis(a, "ihfft", x.rank());
          int n = a.isNone("n") ? x.shape().size(axis) : a.integer("n");
          Value r =
              transform("ihfft", x, FftType.RFFT, a.isNone("n") ? null : Ints.of(n), Ints.of(axis), a.string("norm"));
          return Lax.mul(Lax.conj(r), Lax.like(r, 1.0 / n));
        });
    m.function("fftshift(x, axes=None)", "Moves the zero frequency to the centre.", a -> shift(a, true));
    m.function("ifftshift(x, axes=None)", "The inverse of fftshift.", a -> shift(a, false));
  }

  private static int oneAxis(Arguments a, String name, int rank) {
    Object axis = a.get("axis");
    if (axis instanceof List<?> || axis instanceof Tuple) {
      String full = "jax.numpy.fft." + name;
      throw JaxError.value(
          full + " does not support multiple axes. Please use " + full + "n. Got axis = " + Arguments.repr(axis) + ".");
    }
    return a.axis("axis", rank);
  }

  /// The axis of a function that reads its length first, as an element of the shape.
  private static int indexedAxis(Arguments a, String name, int rank) {
    Object axis = a.get("axis");
    if (axis instanceof Long k && a.isNone("n") && (k < -rank || k >= rank)) {
      throw new JaxError("IndexError", "tuple index out of range");
    }
    return oneAxis(a, name, rank);
  }

  private static Value frequencies(Arguments a, boolean real) {
    if (Sequences.itemsOrNull(a.get("n")) instanceof List<?> items) {
      throw JaxError.value(
          "The n argument of jax.numpy.fft."
              + a.functionName()
              + " only takes an int. Got n = "
              + Arguments.repr(items)
              + ".");
    }
    if (Sequences.itemsOrNull(a.get("d")) instanceof List<?> items) {
      throw JaxError.value(
          "The d argument of jax.numpy.fft."
              + a.functionName()
              + " only takes a single value. Got d = "
              + Arguments.repr(items)
              + ".");
    }
    DType t = a.isNone("dtype") ? Promote.defaultFloat() : a.dtype("dtype");
    return frequencies(a.integer("n"), a.value("d"), t, real);
  }

  /// The frequencies of an n-point transform of samples d apart; of a real one those not below zero.
  public static Value frequencies(int n, Value d, DType t, boolean real) {
    Value k = Lax.iota(t, Shape.of(real ? n / 2 + 1 : n), 0);
    if (!real) {
      int half = (n - 1) / 2 + 1;
      k = Lax.select(Lax.lt(k, Lax.like(k, half)), k, Lax.sub(k, Lax.like(k, n)));
    }
    if (d instanceof HostScalar s) {
      return Lax.div(k, Lax.like(k, n * s.real()));
    }
    return Lax.div(k, Lax.broadcastTo(Lax.convert(Lax.mul(d, Lax.like(d, n)), t), k.shape()));
  }

  private static void one(Catalogue.Module m, String name, FftType type, String summary) {
    m.function(
        name + "(a, n=None, axis=-1, norm=None)",
        summary,
        a -> {
          Value x = a.value("a");
          int axis = oneAxis(a, name, x.rank());
          Ints lengths = a.isNone("n") ? null : Ints.of(a.integer("n"));
          return transform(name, x, type, lengths, Ints.of(axis), a.string("norm"));
        });
  }

  private static void many(Catalogue.Module m, String name, FftType type, String summary) {
    m.function(
        name + "(a, s=None, axes=None, norm=None)",
        summary,
        a -> {
          Value x = a.value("a");
          Ints lengths = a.ints("s");
          Ints axes =
              a.isNone("axes") && lengths != null
                  ? Ints.range(x.rank() - lengths.size(), x.rank())
                  : a.axes("axes", x.rank());
          return transform(name, x, type, lengths, axes, a.string("norm"));
        });
  }

  private static void two(Catalogue.Module m, String name, FftType type, String summary) {
    m.function(
        name + "(a, s=None, axes=(-2, -1), norm=None)",
        summary,
        a -> {
          Value x = a.value("a");
          return transform(name, x, type, a.ints("s"), a.axes("axes", x.rank()), a.string("norm"));
        });
  }

  /// The transform along `axes`, which are padded with zeros or cut to `lengths` (null: as they are); `norm` null or backward,
  /// forward, ortho.
  public static Value transform(String name, Value x, FftType type, Ints lengths, Ints axes, String norm) {
    return NamedJit.call1(
        name,
        java.util.Arrays.asList(new Statics(type, lengths, axes, norm)),
        List.of(x),
        in -> List.of(body(name, in.getFirst(), type, lengths, axes, norm)));
  }

  private static Value body(String name, Value a, FftType type, Ints lengths, Ints axes, String norm) {
    if (lengths != null && lengths.size() != axes.size()) {
      throw JaxError.value("Shape and axes have different lengths.");
    }
    boolean realInput = type == FftType.RFFT;
    boolean realOutput = type == FftType.IRFFT;
    Value x = a;
    if (realInput) {
      if (x.dtype().isComplex()) {
        throw JaxError.value("only real valued inputs supported for rfft");
      }
      x = Promote.inexact(x);
    } else {
      x = Lax.convert(x, Promote.complex(Promote.inexact(x.dtype())));
    }
    int rank = x.rank();
    int n = axes.size();
    if (n == 0) {
      return x;
    }
    int[] sizes = new int[n];
    for (int i = 0; i < n; i++) {
      boolean last = i == n - 1;
      int have = x.shape().size(axes.get(i));
      sizes[i] = lengths != null ? lengths.get(i) : realOutput && last ? Math.max(0, 2 * (have - 1)) : have;
      if (sizes[i] <= 0) {
        throw JaxError.value(
            "jax.numpy.fft." + name + ": FFT with length " + sizes[i] + " is not supported; it must be positive.");
      }
      int need = realOutput && last ? sizes[i] / 2 + 1 : sizes[i];
      x = resize(x, axes.get(i), need);
    }
    // The primitive works on the last axes.
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      if (!axes.contains(i)) {
        order.add(i);
      }
    }
    for (int i = 0; i < n; i++) {
      order.add(axes.get(i));
    }
    int[] permutation = order.stream().mapToInt(Integer::intValue).toArray();
    int[] inverse = new int[rank];
    for (int i = 0; i < rank; i++) {
      inverse[permutation[i]] = i;
    }
    Value moved = Lax.transpose(x, Ints.of(permutation));
    Value out = Lax.bind1(new Fft(type, Ints.of(sizes)), moved);
    out = Lax.transpose(out, Ints.of(inverse));
    double points = 1;
    for (int s : sizes) {
      points *= s;
    }
    boolean inverseType = name.startsWith("i");
    double scale =
        switch (norm == null ? "backward" : norm) {
          case "backward" -> 1;
          case "ortho" -> inverseType ? Math.sqrt(points) : 1 / Math.sqrt(points);
          case "forward" -> inverseType ? points : 1 / points;
          default ->
              throw JaxError.value("Invalid norm value " + norm + "; should be \"backward\",\"ortho\" or \"forward\".");
        };
    return scale == 1 ? out : Lax.mul(out, Lax.like(out, scale));
  }

  private static Value resize(Value x, int axis, int size) {
    int have = x.shape().size(axis);
    if (have > size) {
      return Lax.sliceInDim(x, 0, size, axis);
    }
    if (have < size) {
      int[] high = new int[x.rank()];
      high[axis] = size - have;
      Ints none = Ints.of(new int[x.rank()]);
      return Lax.pad(x, Lax.like(x, 0), none, Ints.of(high), none);
    }
    return x;
  }

  private static Value shift(Arguments a, boolean forward) {
    Value x = a.value("x");
    Ints axes = a.axes("axes", x.rank());
    for (int i = 0; i < axes.size(); i++) {
      int axis = axes.get(i);
      int n = x.shape().size(axis);
      int split = forward ? n - n / 2 : n / 2;
      if (split > 0 && split < n) {
        x = Lax.concatenate(List.of(Lax.sliceInDim(x, split, n, axis), Lax.sliceInDim(x, 0, split, axis)), axis);
      }
    }
    return x;
  }
}
