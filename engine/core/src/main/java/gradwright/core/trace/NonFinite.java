package gradwright.core.trace;

import gradwright.core.errors.JaxError;
import gradwright.core.value.Array;
import java.util.List;

/// Looks for NaNs and infinities in results, where the configuration asks for it.
final class NonFinite {
  private NonFinite() {}

  /// Whether results are to be looked at.
  static boolean wanted(Config c) {
    return c.debugNans() || c.debugInfs();
  }

  /// What the configuration forbids among the results: `nan`, `inf`, or null.
  static String found(Config c, List<Array> results) {
    for (Array a : results) {
      if (!a.dtype().isInexact()) {
        continue;
      }
      long n = a.elements();
      for (long i = 0; i < n; i++) {
        double re = a.getDouble(i);
        double im = a.getImaginary(i);
        if (c.debugNans() && (Double.isNaN(re) || Double.isNaN(im))) {
          return "nan";
        }
        if (c.debugInfs() && (Double.isInfinite(re) || Double.isInfinite(im))) {
          return "inf";
        }
      }
    }
    return null;
  }

  /// JAX's FloatingPointError where the results hold what the configuration forbids.
  static void check(Config c, String primitive, List<Array> results) {
    if (wanted(c)) {
      String what = found(c, results);
      if (what != null) {
        throw new JaxError("FloatingPointError", "invalid value (" + what + ") encountered in " + primitive);
      }
    }
  }
}
