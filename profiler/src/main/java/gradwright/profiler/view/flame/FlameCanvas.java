package gradwright.profiler.view.flame;

import gradwright.profiler.focus.Focus;
import gradwright.profiler.table.FlameModel;
import gradwright.profiler.table.FlameModel.Box;
import gradwright.profiler.table.FlameNode;
import gradwright.profiler.view.canvas.Ink;
import gradwright.profiler.view.canvas.Shades;
import gradwright.profiler.view.canvas.TextFit;
import gradwright.profiler.view.canvas.ThemedCanvas;
import gradwright.protocol.EngineEvent.KernelKind;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/// Draws a flame graph from the top down.
final class FlameCanvas extends ThemedCanvas {
  static final double LEVEL = 21;
  private static final double LEAST_LABEL = 32;

  private final FlameModel model;
  private final TextFit fit = new TextFit(smallFont());
  private Focus focus = new Focus.None();

  FlameCanvas(FlameModel model) {
    this.model = model;
    model.listen(() -> {
      setPrefHeight(Math.max(60, model.levels() * LEVEL + 2));
      redraw();
    });
  }

  void setFocusShown(Focus next) {
    focus = next;
    redraw();
  }

  @Nullable Box at(double x, double y) {
    return model.at((int) (y / LEVEL), x / Math.max(1, getWidth()));
  }

  @Override
  protected void draw(GraphicsContext g, double width, double height) {
    g.setTextBaseline(VPos.CENTER);
    if (model.root().nanos() <= 0) {
      g.setFont(font());
      g.setFill(ink(Ink.MUTED));
      g.setTextAlign(TextAlignment.CENTER);
      g.fillText("Run a program to see which calls the time went to.", width / 2, height / 2);
      g.setTextAlign(TextAlignment.LEFT);
      return;
    }
    g.setFont(smallFont());
    boolean dims = model.boxes().stream().anyMatch(this::isFocused);
    for (Box box : model.boxes()) {
      double left = Math.floor(box.left() * width);
      double right = Math.max(left + 1, Math.floor(box.right() * width) - 1);
      double top = box.level() * LEVEL;
      Color color = color(box.node());
      boolean faint = dims && !isFocused(box) && box.node().type() != FlameNode.Type.ROOT;
      g.setGlobalAlpha(faint ? 0.35 : 1);
      g.setFill(color);
      g.fillRect(left, top, right - left, LEVEL - 1);
      if (right - left >= LEAST_LABEL) {
        g.setGlobalAlpha(faint ? 0.7 : 1);
        g.setFill(faint ? ink(Ink.TEXT) : Shades.textOn(color));
        g.fillText(fit.fit(box.node().name(), right - left - 9), left + 5, Math.round(top + LEVEL / 2 - 1));
      }
    }
    g.setGlobalAlpha(1);
    outline(g, model.hovered(), width, 1);
    outline(g, model.chosen(), width, 2);
  }

  private boolean isFocused(Box box) {
    return !(focus instanceof Focus.None) && box.node().focus().equals(focus);
  }

  private void outline(GraphicsContext g, @Nullable Box box, double width, double line) {
    if (box != null) {
      double left = Math.floor(box.left() * width);
      double right = Math.max(left + 1, Math.floor(box.right() * width) - 1);
      g.setStroke(ink(Ink.TEXT));
      g.setLineWidth(line);
      g.strokeRect(left + line / 2, box.level() * LEVEL + line / 2, right - left - line, LEVEL - 1 - line);
    }
  }

  private Color color(FlameNode node) {
    return switch (node.type()) {
      case ROOT -> ink(Ink.OTHER).interpolate(ink(Ink.BACKGROUND), 0.55);
      case FRAME -> ink(Ink.OTHER).interpolate(ink(Ink.BACKGROUND), 0.35 - 0.15 * (node.name().hashCode() & 1));
      case PROGRAM -> ink(Ink.ACCENT);
      case KERNEL -> {
        KernelKind kind = node.kind() == null ? KernelKind.OTHER : node.kind();
        yield Shades.of(ink(Ink.of(kind)), node.name().hashCode());
      }
      case DISPATCH -> ink(Ink.DISPATCH);
      case TRACING -> ink(Ink.TRACING);
      case LOWERING -> ink(Ink.LOWERING);
      case COMPILING -> ink(Ink.COMPILING);
    };
  }
}
