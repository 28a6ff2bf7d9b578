package gradwright.app.arrays;

/// Colours from dark blue to yellow that are even to the eye and to the colour blind, after Smith and van der Walt's viridis.
public final class ColourMap {
  private static final int[] STOPS = {
    0x440154, 0x481a6c, 0x472f7d, 0x414487, 0x39568c, 0x31688e, 0x2a788e, 0x23888e,
    0x1f988b, 0x22a884, 0x35b779, 0x54c568, 0x7ad151, 0xa5db36, 0xd2e21b, 0xfde725
  };
  private static final int[] AROUND = {0x2166ac, 0x67a9cf, 0xf7f7f7, 0xef8a62, 0xb2182b};
  static final int NAN = 0xffd0307a;
  static final int POSITIVE_INFINITY = 0xffff7f0e;
  static final int NEGATIVE_INFINITY = 0xff8c1d40;

  private ColourMap() {}

  /// The colour (0xaarrggbb) of a share from 0 to 1.
  static int at(double share) {
    return between(STOPS, share);
  }

  /// The colour (0xaarrggbb) of a share from 0 to 1 around 0.5: blue below, near white, red above.
  static int around(double share) {
    return between(AROUND, share);
  }

  private static int between(int[] stops, double share) {
    double x = Math.clamp(share, 0.0, 1.0) * (stops.length - 1);
    int i = Math.min(stops.length - 2, (int) x);
    double t = x - i;
    int a = stops[i];
    int b = stops[i + 1];
    int r = mix(a >> 16 & 255, b >> 16 & 255, t);
    int g = mix(a >> 8 & 255, b >> 8 & 255, t);
    return 0xff000000 | r << 16 | g << 8 | mix(a & 255, b & 255, t);
  }

  private static int mix(int a, int b, double t) {
    return (int) Math.round(a + (b - a) * t);
  }

  /// The colour of a value between bounds; NaN and infinities have colours of their own.
  static int of(double value, double low, double high, boolean around) {
    if (Double.isNaN(value)) {
      return NAN;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? POSITIVE_INFINITY : NEGATIVE_INFINITY;
    }
    double share = high > low ? (value - low) / (high - low) : 0.5;
    return around ? around(share) : at(share);
  }
}
