package gradwright.profiler.view.timeline;

import gradwright.profiler.view.canvas.Ink;
import gradwright.profiler.view.canvas.TextFit;
import gradwright.profiler.view.canvas.ThemedCanvas;
import gradwright.protocol.EngineEvent.KernelKind;
import java.util.Locale;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;

/// Which colour stands for which kind of kernel.
final class KindLegend extends ThemedCanvas {
  private final TextFit fit = new TextFit(smallFont());

  KindLegend() {
    setFocusTraversable(false);
    setAccessibleText("Colours of the kinds of kernels");
    double width = 12;
    for (KernelKind kind : KernelKind.values()) {
      width += 26 + fit.width(name(kind));
    }
    setMinSize(0, 20);
    setPrefSize(Math.ceil(width), 20);
    setMaxHeight(20);
  }

  private static String name(KernelKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  protected void draw(GraphicsContext g, double width, double height) {
    g.setFill(ink(Ink.STRIPE));
    g.fillRect(0, 0, width, height);
    g.setFont(smallFont());
    g.setTextBaseline(VPos.CENTER);
    double x = 12;
    for (KernelKind kind : KernelKind.values()) {
      g.setFill(ink(Ink.of(kind)));
      g.fillRect(Math.round(x), Math.round(height / 2 - 4), 9, 9);
      g.setFill(ink(Ink.MUTED));
      g.fillText(name(kind), Math.round(x + 13), Math.round(height / 2));
      x += 26 + fit.width(name(kind));
    }
  }
}
