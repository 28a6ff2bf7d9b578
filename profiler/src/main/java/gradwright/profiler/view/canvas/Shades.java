package gradwright.profiler.view.canvas;

import javafx.scene.paint.Color;

/// Variants of a colour, so that neighbours of one kind can be told apart.
public final class Shades {
  private static final int VARIANTS = 3;
  private static final double DIFFERENCE = 0.14;

  private Shades() {}

  /// A variant for a number, always the same.
  public static Color of(Color base, int number) {
    int variant = Math.floorMod(number * 0x9E3779B1 >>> 8, VARIANTS);
    return switch (variant) {
      case 0 -> base;
      case 1 -> base.interpolate(Color.WHITE, DIFFERENCE);
      default -> base.interpolate(Color.BLACK, DIFFERENCE);
    };
  }

  /// Black or white, whichever reads better on a colour.
  public static Color textOn(Color color) {
    double light = 0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue();
    return light > 0.62 ? Color.gray(0.07) : Color.WHITE;
  }

  /// An opaque colour as one number.
  public static int rgb(Color color) {
    return argb(color, 1);
  }

  /// A colour of [#rgb], premultiplied by an opacity.
  public static int argb(int rgb, double opacity) {
    int alpha = (int) (Math.clamp(opacity, 0, 1) * 255 + 0.5);
    int red = ((rgb >> 16 & 255) * alpha + 127) / 255;
    int green = ((rgb >> 8 & 255) * alpha + 127) / 255;
    return alpha << 24 | red << 16 | green << 8 | ((rgb & 255) * alpha + 127) / 255;
  }

  /// The colour as one number, premultiplied by an opacity.
  public static int argb(Color color, double opacity) {
    double alpha = Math.clamp(opacity, 0, 1);
    return (int) Math.round(alpha * 255) << 24
        | (int) Math.round(color.getRed() * alpha * 255) << 16
        | (int) Math.round(color.getGreen() * alpha * 255) << 8
        | (int) Math.round(color.getBlue() * alpha * 255);
  }
}
