package gradwright.numpy.lax;

import gradwright.core.errors.JaxError;
import gradwright.core.types.Ints;
import java.util.List;
import java.util.Locale;

/// Padding of windows: `SAME`, `SAME_LOWER`, `VALID`, or explicit (low, high) pairs.
record Padding(Ints low, Ints high) {
  static Padding of(Object given, int[] sizes, Ints window, Ints strides, Ints baseDilation, Ints windowDilation) {
    int n = window.size();
    int[] low = new int[n];
    int[] high = new int[n];
    if (given instanceof String s) {
      String kind = s.toUpperCase(Locale.ROOT);
      if (!List.of("SAME", "SAME_LOWER", "VALID").contains(kind)) {
        throw JaxError.value("Unrecognized padding type: expected 'VALID', 'SAME', or 'SAME_LOWER', got " + s + ".");
      }
      for (int i = 0; i < n && !kind.equals("VALID"); i++) {
        int in = sizes[i] == 0 ? 0 : (sizes[i] - 1) * baseDilation.get(i) + 1;
        int w = (window.get(i) - 1) * windowDilation.get(i) + 1;
        int out = (in + strides.get(i) - 1) / strides.get(i);
        int total = Math.max(0, (out - 1) * strides.get(i) + w - in);
        low[i] = kind.equals("SAME") ? total / 2 : total - total / 2;
        high[i] = total - low[i];
      }
    } else {
      List<Object> pairs = LaxShapes.sequence(given);
      if (pairs.size() != n) {
        throw JaxError.value("padding must have " + n + " pairs, got " + pairs.size());
      }
      for (int i = 0; i < n; i++) {
        Ints p = LaxShapes.intsOf(pairs.get(i));
        low[i] = p.get(0);
        high[i] = p.get(1);
      }
    }
    return new Padding(Ints.of(low), Ints.of(high));
  }
}
