package gradwright.numpy.lax;

import gradwright.core.errors.JaxError;
import gradwright.core.types.Ints;
import gradwright.numpy.Sequences;
import java.util.List;

/// Padding of windows that slide over axes.
public final class Windows {
  private Windows() {}

  /// Padding before and after each axis.
  public record Padding(Ints low, Ints high) {}

  /// From a neutral argument: `SAME`, `SAME_LOWER`, `VALID`, or pairs of sizes.
  public static Padding padding(Object given, int[] sizes, int[] windows, int[] strides) {
    int n = sizes.length;
    int[] low = new int[n];
    int[] high = new int[n];
    if (given instanceof String s) {
      for (int i = 0; i < n; i++) {
        switch (s.toUpperCase(java.util.Locale.ROOT)) {
          case "VALID" -> {}
          case "SAME", "SAME_LOWER" -> {
            int out = (sizes[i] + strides[i] - 1) / strides[i];
            int total = Math.max(0, (out - 1) * strides[i] + windows[i] - sizes[i]);
            low[i] = s.equalsIgnoreCase("SAME") ? total / 2 : total - total / 2;
            high[i] = total - low[i];
          }
          default ->
              throw new JaxError(
                  "RuntimeError",
                  "Unrecognized padding type: expected 'VALID', 'SAME', or 'SAME_LOWER', got " + s + ".");
        }
      }
      return new Padding(Ints.of(low), Ints.of(high));
    }
    List<?> pairs = Sequences.itemsOrNull(given);
    if (pairs == null || pairs.size() != n) {
      throw JaxError.type("padding argument must be a string or a sequence of pairs, one for each window axis");
    }
    for (int i = 0; i < n; i++) {
      List<?> p = Sequences.itemsOrNull(pairs.get(i));
      low[i] = Math.toIntExact((Long) p.get(0));
      high[i] = Math.toIntExact((Long) p.get(1));
    }
    return new Padding(Ints.of(low), Ints.of(high));
  }
}
