package gradwright.profiler.view.timeline;

import gradwright.profiler.store.Runs;
import gradwright.profiler.timeline.Lane;
import gradwright.profiler.timeline.LaneKind;
import gradwright.profiler.timeline.LaneRow;
import gradwright.profiler.timeline.Timeline;
import gradwright.profiler.timeline.Viewport;
import gradwright.profiler.view.canvas.Ink;
import gradwright.profiler.view.canvas.Shades;
import gradwright.protocol.EngineEvent.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;

/// Paints rows of spans into an image, a pixel of the screen at a time: its colour is that of the span that takes most of
/// it, the denser the more of it is taken. The cost depends on the pixels, hardly on the spans.
final class RowImage {
  private static final double FAINTEST = 0.4;
  private static final int SEPARATED = 5;
  private static final int MOST_SHADES = 1 << 20;

  private final Map<Integer, Color> kernelColors = new HashMap<>();

  /// By kernel, 0 where not known yet: a pixel must not cost a look into a map.
  private int[] kernelShades = new int[0];

  private WritableImage image = new WritableImage(1, 1);
  private int[] pixels = new int[1];

  /// By bar of the timeline.
  private final List<RowLook> looks = new ArrayList<>();

  private final RowLook highlighted = new RowLook();
  private RowLook look = highlighted;
  private int width = 1;
  private int height = 1;
  private double scale = 1;

  /// Clears the image and makes it fit an area of the drawing.
  void begin(double areaWidth, double areaHeight, double outputScale) {
    int w = Math.max(1, (int) Math.round(areaWidth * outputScale));
    int h = Math.max(1, (int) Math.round(areaHeight * outputScale));
    if (w != width || h != height) {
      width = w;
      height = h;
      image = new WritableImage(w, h);
      pixels = new int[w * h];
    } else {
      Arrays.fill(pixels, 0);
    }
    scale = outputScale;
  }

  /// Forgets rows that are shown no more.
  void forgetRows() {
    looks.clear();
  }

  /// Forgets colours, as when the theme or the recording changes.
  void forgetColors() {
    kernelColors.clear();
    Arrays.fill(kernelShades, 0);
  }

  /// Finds what each pixel of the row of a bar shows; [#paint] and [#indices] then speak of this row.
  void look(int bar, LaneRow row, Viewport viewport) {
    while (looks.size() <= bar) {
      looks.add(new RowLook());
    }
    look = looks.get(bar);
    look.at(row, viewport, width, scale);
  }

  /// The same for what stands out of a row.
  void lookAtHighlight(LaneRow row, Viewport viewport) {
    look = highlighted;
    look.at(row, viewport, width, scale);
  }

  /// The span of each pixel of the screen, -1 where there is none.
  int[] indices() {
    return look.indices();
  }

  double scale() {
    return scale;
  }

  /// Paints the row looked at, from `top` to `bottom`; `strength` is 1 for full colour, `faintest` the least that a pixel
  /// gets in which anything is.
  void paint(
      Timeline timeline,
      Lane lane,
      LaneRow row,
      double top,
      double bottom,
      double strength,
      double faintest,
      Function<Ink, Color> inks) {
    int first = Math.max(0, (int) Math.round(top * scale));
    int end = Math.min(height, (int) Math.round(bottom * scale));
    if (first >= end) {
      return;
    }
    int base = first * width;
    int[] indices = look.indices();
    float[] shares = look.shares();
    Runs runs = lane.kind() == LaneKind.KERNELS ? timeline.recording().runs().get(lane.device()) : null;
    int plain = runs == null ? Shades.rgb(inks.apply(Ink.of(lane.kind()))) : 0;
    int start = 0;
    while (start < width) {
      int index = indices[start];
      int stop = start + 1;
      while (stop < width && indices[stop] == index) {
        stop++;
      }
      if (index >= 0) {
        int color = runs == null ? plain : shade(timeline, runs.kernel(row.item(index)), inks);
        for (int x = start; x < stop; x++) {
          pixels[base + x] = Shades.argb(color, strength * Math.max(faintest, shares[x]));
        }
        if (stop - start >= SEPARATED && stop < width) {
          pixels[base + stop - 1] = Shades.argb(color, strength * FAINTEST / 2);
        }
      }
      start = stop;
    }
    for (int y = first + 1; y < end; y++) {
      System.arraycopy(pixels, base, pixels, y * width, width);
    }
  }

  void paint(
      Timeline timeline,
      Lane lane,
      LaneRow row,
      double top,
      double bottom,
      double strength,
      Function<Ink, Color> inks) {
    paint(timeline, lane, row, top, bottom, strength, FAINTEST, inks);
  }

  /// The colour of an item of a lane.
  Color color(Timeline timeline, Lane lane, int item, Function<Ink, Color> inks) {
    if (lane.kind() != LaneKind.KERNELS) {
      return inks.apply(Ink.of(lane.kind()));
    }
    return color(timeline, timeline.recording().runs().get(lane.device()).kernel(item), inks);
  }

  private int shade(Timeline timeline, int kernel, Function<Ink, Color> inks) {
    if (kernel < 0 || kernel >= MOST_SHADES) {
      return Shades.rgb(color(timeline, kernel, inks));
    }
    if (kernel >= kernelShades.length) {
      kernelShades = Arrays.copyOf(kernelShades, Math.min(MOST_SHADES, Math.max(64, 2 * kernel + 1)));
    }
    if (kernelShades[kernel] == 0) {
      kernelShades[kernel] = Shades.rgb(color(timeline, kernel, inks));
    }
    return kernelShades[kernel];
  }

  private Color color(Timeline timeline, int kernel, Function<Ink, Color> inks) {
    return kernelColors.computeIfAbsent(
        kernel,
        id -> {
          Kernel known = timeline.recording().catalogue().kernel(id);
          return Shades.of(inks.apply(Ink.of(known.kind())), id);
        });
  }

  WritableImage finish() {
    image.getPixelWriter().setPixels(0, 0, width, height, PixelFormat.getIntArgbPreInstance(), pixels, 0, width);
    return image;
  }
}
