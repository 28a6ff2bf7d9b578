package gradwright.app.console;

import gradwright.app.console.ConsoleSearch.Match;
import javafx.scene.canvas.GraphicsContext;
import org.jspecify.annotations.Nullable;

/// Draws lines of a console: their text in its colours, links, and what is selected or found.
final class ConsolePainter {
  private final GraphicsContext g;
  private final ConsolePaints paints;

  ConsolePainter(GraphicsContext g, ConsolePaints paints) {
    this.g = g;
    this.paints = paints;
  }

  /// Begins anew.
  void clear(ConsoleMetrics metrics) {
    g.setFill(paints.background());
    g.fillRect(0, 0, g.getCanvas().getWidth(), g.getCanvas().getHeight());
    g.setFont(metrics.font());
  }

  /// Marks what is selected or found of a line.
  void drawMarks(
      ConsoleMetrics metrics,
      long number,
      ConsoleLine line,
      double left,
      double y,
      @Nullable ConsoleSelection selection,
      @Nullable Match match) {
    double charWidth = metrics.charWidth();
    int length = line.text().length();
    if (selection != null && selection.touches(number)) {
      int from = Math.min(selection.from(number), length);
      double extra = number < selection.endLine() ? charWidth / 2 : 0;
      double width = (selection.to(number, length) - from) * charWidth + extra;
      g.setFill(paints.selection());
      g.fillRect(left + from * charWidth, y, width, metrics.lineHeight());
    }
    if (match != null && match.line() == number) {
      g.setFill(paints.match());
      g.fillRect(left + match.start() * charWidth, y, (match.end() - match.start()) * charWidth, metrics.lineHeight());
    }
  }

  void drawText(ConsoleMetrics metrics, ConsoleLine line, double left, double y) {
    double charWidth = metrics.charWidth();
    double base = y + metrics.ascent();
    int start = 0;
    for (ConsoleLine.Run run : line.runs()) {
      double x = left + start * charWidth;
      double width = (run.end() - start) * charWidth;
      TextStyle style = run.style();
      if (x < g.getCanvas().getWidth() && x + width > 0) {
        if (style.background() != TextStyle.DEFAULT) {
          g.setFill(paints.colour(style.background()));
          g.fillRect(x, y, width, metrics.lineHeight());
        }
        g.setFill(paints.foreground(style));
        String text = line.text().substring(start, run.end());
        g.fillText(text, x, base);
        if (style.bold()) {
          // A second stroke half a pixel aside keeps the columns, which a bold font need not.
          g.fillText(text, x + 0.5, base);
        }
        if (style.underlined()) {
          g.fillRect(x, base + 2, width, 1);
        }
      }
      start = run.end();
    }
    for (SourceLink link : SourceLink.in(line.text())) {
      double x = left + link.start() * charWidth;
      g.setFill(paints.link());
      g.fillText(line.text().substring(link.start(), link.end()), x, base);
      g.fillRect(x, base + 2, (link.end() - link.start()) * charWidth, 1);
    }
  }
}
