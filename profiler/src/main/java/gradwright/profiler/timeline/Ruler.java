package gradwright.profiler.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Marks of a time axis at round times.
public final class Ruler {
  /// A mark; times are counted from the start of the timeline in `text`.
  public record Tick(double time, String text) {}

  private Ruler() {}

  /// Marks at least `spacing` pixels apart.
  public static List<Tick> ticks(Viewport viewport, double origin, double spacing) {
    double step = round(viewport.step() * spacing);
    double first = Math.ceil((viewport.from() - origin) / step);
    double last = Math.floor((viewport.to() - origin) / step);
    List<Tick> ticks = new ArrayList<>();
    double largest = Math.max(Math.abs(viewport.from() - origin), Math.abs(viewport.to() - origin));
    for (double k = first; k <= last; k++) {
      ticks.add(new Tick(origin + k * step, text(k * step, step, largest)));
    }
    return ticks;
  }

  /// The next of 1, 2 and 5 times a power of ten.
  static double round(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double digit : new double[] {1, 2, 5}) {
      if (digit * power >= least * (1 - 1e-9)) {
        return digit * power;
      }
    }
    return 10 * power;
  }

  private static String text(double time, double step, double largest) {
    double unit = largest >= 1e9 ? 1e9 : largest >= 1e6 ? 1e6 : largest >= 1e3 ? 1e3 : 1;
    String name = unit == 1e9 ? "s" : unit == 1e6 ? "ms" : unit == 1e3 ? "µs" : "ns";
    int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step / unit) - 1e-9));
    double zeroless = time == 0 ? 0 : time / unit;
    return String.format(Locale.ROOT, "%." + decimals + "f %s", zeroless, name);
  }
}
