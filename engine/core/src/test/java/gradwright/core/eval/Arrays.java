package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.trace.Engine;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.value.Array;

/// Arrays of tests.
final class Arrays {
  static final Engine ENGINE = new Engine(1, null);
  static final Device DEVICE = ENGINE.defaultDevice();

  private Arrays() {}

  static Array of(Aval aval) {
    return Array.allocate(aval, DEVICE);
  }

  static Array doubles(DType t, int[] sizes, double... values) {
    Array a = of(Aval.of(t, sizes));
    for (int i = 0; i < values.length; i++) {
      a.setDouble(i, values[i]);
    }
    return a;
  }

  static double[] toDoubles(Array a) {
    double[] r = new double[(int) a.elements()];
    for (int i = 0; i < r.length; i++) {
      r[i] = a.getDouble(i);
    }
    return r;
  }

  /// Whether an element has the same bits, all NaN being alike.
  static boolean same(Array a, Array b, long i) {
    if (a.dtype().isInexact()) {
      return same(a.getDouble(i), b.getDouble(i)) && same(a.getImaginary(i), b.getImaginary(i));
    }
    return a.getLong(i) == b.getLong(i);
  }

  private static boolean same(double x, double y) {
    return Double.doubleToLongBits(x) == Double.doubleToLongBits(y);
  }

  /// Whether an element is near: within a relative error, of the larger of the value and `scale`.
  static boolean near(Array a, Array b, long i, double relative, double scale) {
    if (!a.dtype().isInexact()) {
      return a.getLong(i) == b.getLong(i);
    }
    double x = a.getDouble(i);
    double y = b.getDouble(i);
    double xi = a.getImaginary(i);
    double yi = b.getImaginary(i);
    if (!a.dtype().isComplex()) {
      return same(x, y) || Math.abs(x - y) <= relative * Math.max(Math.abs(y), scale);
    }
    double size = Math.max(Math.hypot(y, yi), scale);
    boolean re = same(x, y) || Math.abs(x - y) <= relative * size;
    boolean im = same(xi, yi) || Math.abs(xi - yi) <= relative * size;
    return re && im;
  }

  /// The largest finite magnitude, at least 1.
  static double largest(Array a) {
    double r = 1;
    for (long i = 0; i < a.elements(); i++) {
      double v = Math.max(Math.abs(a.getDouble(i)), Math.abs(a.getImaginary(i)));
      r = Double.isFinite(v) ? Math.max(r, v) : r;
    }
    return r;
  }

  static double epsilon(DType t) {
    return switch (t.realType().code()) {
      case FLOAT16 -> 0x1p-10;
      case BFLOAT16 -> 0x1p-7;
      case FLOAT32 -> 0x1p-23;
      default -> 0x1p-52;
    };
  }
}
