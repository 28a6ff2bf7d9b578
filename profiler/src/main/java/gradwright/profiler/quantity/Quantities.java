package gradwright.profiler.quantity;

import java.util.Locale;

/// Writes quantities with three significant digits and the unit that suits them.
public final class Quantities {
  private static final String[] DECIMAL = {"", "k", "M", "G", "T", "P", "E"};
  private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Quantities() {}

  /// A duration in nanoseconds: `840 ns`, `12.3 µs`, `4.56 ms`, `1.20 s`, `2 min 05 s`.
  public static String duration(double nanos) {
    double size = Math.abs(nanos);
    if (size < 999.5) {
      return digits(nanos, true) + " ns";
    } else if (size < 999.5e3) {
      return digits(nanos / 1e3, false) + " µs";
    } else if (size < 999.5e6) {
      return digits(nanos / 1e6, false) + " ms";
    } else if (size < 59.95e9) {
      return digits(nanos / 1e9, false) + " s";
    }
    long seconds = Math.round(nanos / 1e9);
    return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, Math.abs(seconds % 60));
  }

  /// Bytes in binary units: `512 B`, `1.50 KiB`.
  public static String bytes(double bytes) {
    int unit = 0;
    double size = bytes;
    while (Math.abs(size) >= 999.5 && unit < BINARY.length - 1) {
      size /= 1024;
      unit++;
    }
    return digits(size, unit == 0) + " " + BINARY[unit];
  }

  /// A count or rate in decimal units: `12.3 GFLOP/s` for unit `FLOP/s`.
  public static String decimal(double amount, String unit) {
    int power = 0;
    double size = amount;
    while (Math.abs(size) >= 999.5 && power < DECIMAL.length - 1) {
      size /= 1000;
      power++;
    }
    return digits(size, power == 0 && size == Math.rint(size)) + " " + DECIMAL[power] + unit;
  }

  /// A share of 1 in percent: `12.3 %`, `<0.1 %`.
  public static String percent(double share) {
    double percent = share * 100;
    if (percent > 0 && percent < 0.05) {
      return "<0.1 %";
    }
    return String.format(Locale.ROOT, percent >= 99.95 ? "%.0f %%" : "%.1f %%", percent);
  }

  /// A whole number with narrow gaps between thousands.
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count).replace(',', '\u202f');
  }

  private static String digits(double value, boolean whole) {
    double size = Math.abs(value);
    String format = whole || size >= 99.95 ? "%.0f" : size >= 9.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
