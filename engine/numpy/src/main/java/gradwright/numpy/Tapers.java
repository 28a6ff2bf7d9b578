package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import java.util.function.UnaryOperator;

/// Windows for spectra and filters: vectors of m floats that fall off towards their ends.
public final class Tapers {
  private Tapers() {}

  private static Value window(int m, UnaryOperator<Value> f) {
    if (m <= 1) {
      return Creation.full(Shape.of(Math.max(0, m)), HostScalar.of(Promote.defaultFloat(), false, 1L));
    }
    return f.apply(Lax.iota(Promote.defaultFloat(), Shape.of(m), 0));
  }

  private static Value number(double v) {
    return Promote.number(v);
  }

  private static Value cosine(Value n, double turns, int m) {
    Value angle = Arithmetic.multiply(number(turns * Math.PI), n);
    return Elementary.cos(Arithmetic.trueDivide(angle, Promote.integer(m - 1)));
  }

  public static Value bartlett(int m) {
    return window(
        m,
        n -> {
          Value twice = Arithmetic.multiply(Promote.integer(2), n);
          Value centred = Arithmetic.subtract(Arithmetic.add(twice, Promote.integer(1)), Promote.integer(m));
          Value slope = Arithmetic.trueDivide(Arithmetic.abs(centred), Promote.integer(m - 1));
          return Arithmetic.subtract(Promote.integer(1), slope);
        });
  }

  public static Value blackman(int m) {
    return window(
        m,
        n -> {
          Value first = Arithmetic.multiply(number(0.5), cosine(n, 2, m));
          Value base = Arithmetic.subtract(number(0.42), first);
          return Arithmetic.add(base, Arithmetic.multiply(number(0.08), cosine(n, 4, m)));
        });
  }

  public static Value hamming(int m) {
    return window(m, n -> Arithmetic.subtract(number(0.54), Arithmetic.multiply(number(0.46), cosine(n, 2, m))));
  }

  public static Value hanning(int m) {
    return window(m, n -> Arithmetic.multiply(number(0.5), Arithmetic.subtract(Promote.integer(1), cosine(n, 2, m))));
  }

  /// Kaiser's window with shape parameter `beta`.
  public static Value kaiser(int m, Value beta) {
    return window(
        m,
        n -> {
          double alpha = 0.5 * (m - 1);
          Value at = Arithmetic.trueDivide(Arithmetic.subtract(n, number(alpha)), number(alpha));
          Value root =
              Elementary.sqrt(Arithmetic.subtract(Promote.integer(1), Arithmetic.power(at, Promote.integer(2))));
          return Arithmetic.trueDivide(FloatParts.besselI0(Arithmetic.multiply(beta, root)), FloatParts.besselI0(beta));
        });
  }

  /// The number of points: a number is cut to a whole one, as Python's `int` does.
  private static int length(Arguments a, String name) {
    return switch (a.get("M")) {
      case Double d -> (int) (double) d;
      case String s -> throw JaxError.value("M argument of jnp." + name + ": not a number: '" + s + "'");
      case null, default -> Sequences.staticInt(a.get("M"), "M argument of jnp." + name, a);
    };
  }

  private static void entry(Catalogue.Module m, String name, String summary, java.util.function.IntFunction<Value> f) {
    m.function(name + "(M)", summary, a -> f.apply(length(a, name)));
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    entry(m, "bartlett", "Bartlett's window.", Tapers::bartlett);
    entry(m, "blackman", "Blackman's window.", Tapers::blackman);
    entry(m, "hamming", "Hamming's window.", Tapers::hamming);
    entry(m, "hanning", "Hann's window.", Tapers::hanning);
    m.function("kaiser(M, beta)", "Kaiser's window.", a -> kaiser(length(a, "kaiser"), a.value("beta")));
  }
}
