package gradwright.numpy.nn;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.random.Multivariate;
import gradwright.numpy.random.NormalSampling;
import gradwright.numpy.random.UniformSampling;

/// Random initial weights of neural networks, as `jax.nn.initializers`.
public final class Initializers {
  private Initializers() {}

  /// Weights whose variance is scale over the fan: `mode` fan_in, fan_out, fan_avg or fan_geo_avg; `distribution` normal,
  /// truncated_normal or uniform (Glorot and Bengio 2010, He et al. 2015).
  public static Value varianceScaling(
      Value key,
      Shape shape,
      DType dtype,
      double scale,
      String mode,
      String distribution,
      Ints inAxes,
      Ints outAxes,
      Ints batchAxes) {
    DType t = dtype == null ? Promote.defaultFloat() : dtype.canonical(Promote.x64());
    if (shape.rank() <= 1 && inAxes.equals(Ints.of(-2))) {
      throw JaxError.value(
          "Can't compute input and output sizes of a "
              + shape.rank()
              + "-dimensional weights tensor with default in_axis. Must be at least 2D or specify in_axis explicitly.");
    }
    double in = product(shape, inAxes);
    double out = product(shape, outAxes);
    double receptive = shape.elements() / in / out / product(shape, batchAxes);
    double fanIn = in * receptive;
    double fanOut = out * receptive;
    double fan =
        switch (mode) {
          case "fan_in" -> fanIn;
          case "fan_out" -> fanOut;
          case "fan_avg" -> (fanIn + fanOut) / 2;
          case "fan_geo_avg" -> Math.sqrt(fanIn * fanOut);
          default -> throw JaxError.value("invalid mode for variance scaling initializer: " + mode);
        };
    double variance = round(t, scale / fan);
    return switch (distribution) {
      case "normal" -> scaled(NormalSampling.normal(key, shape, t), round(t, Math.sqrt(variance)));
      case "truncated_normal" -> {
        // .8796... is the standard deviation of a normal truncated to (-2, 2).
        double deviation = round(t, round(t, Math.sqrt(variance)) / round(t, .87962566103423978));
        Value draws = NormalSampling.truncatedNormal(key, Promote.integer(-2), Promote.integer(2), shape, t);
        yield scaled(draws, deviation);
      }
      case "uniform" -> {
        Value draws = UniformSampling.uniform(key, shape, t, Promote.integer(-1), Promote.number(1));
        yield scaled(draws, round(t, Math.sqrt(round(t, 3 * variance))));
      }
      default -> throw JaxError.value("invalid distribution for variance scaling initializer: " + distribution);
    };
  }

  private static double round(DType t, double v) {
    return gradwright.core.value.Bits.round(t, v);
  }

  private static Value scaled(Value x, double factor) {
    return Lax.mul(x, Lax.like(x, factor));
  }

  private static double product(Shape shape, Ints axes) {
    double p = 1;
    for (int i = 0; i < axes.size(); i++) {
      int a = axes.get(i);
      p *= shape.size(a < 0 ? a + shape.rank() : a);
    }
    return p;
  }

  /// Orthogonal matrices over the column axis, flattened over the others.
  public static Value orthogonal(Value key, Shape shape, DType dtype, double scale, int columnAxis) {
    if (shape.rank() < 2) {
      throw JaxError.value("orthogonal initializer requires at least a 2D shape");
    }
    DType t = dtype == null ? Promote.defaultFloat() : dtype.canonical(Promote.x64());
    int axis = columnAxis < 0 ? columnAxis + shape.rank() : columnAxis;
    int columns = shape.size(axis);
    int rows = (int) (shape.elements() / columns);
    Value q = Multivariate.orthogonal(key, rows, Shape.SCALAR, t, columns);
    Shape flat = shape.remove(axis);
    Value r = Lax.moveAxis(Lax.reshape(q, flat.insert(flat.rank(), columns)), shape.rank() - 1, axis);
    return Lax.mul(Lax.like(r, scale), r);
  }
}
