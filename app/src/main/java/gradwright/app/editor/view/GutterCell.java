package gradwright.app.editor.view;

import javafx.geometry.VPos;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Polyline;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/// The gutter beside one line: a mark, the number, and a chevron where the line can be folded.
final class GutterCell extends Region {
  private static final double MARK = 3.5;

  private final Text number;
  private final double fontSize;
  private final int digits;
  private @Nullable Circle mark;
  private @Nullable Polyline chevron;

  GutterCell(GutterLine line, Font font, Runnable fold) {
    digits = Math.max(3, line.digits());
    fontSize = font.getSize();
    getStyleClass().add("gutter");
    setVisible(!line.hidden());
    number = new Text(String.valueOf(line.number()));
    number.setFont(font);
    number.getStyleClass().add("line-number");
    number.setTextOrigin(VPos.CENTER);
    getChildren().add(number);
    if (!line.marks().isEmpty()) {
      mark(line);
    }
    if (line.foldable()) {
      chevron(line.folded(), fold);
    }
  }

  private void mark(GutterLine line) {
    Circle dot = new Circle(MARK);
    dot.getStyleClass().addAll("mark", line.marks().getFirst().style());
    String words = String.join("\n", line.marks().stream().map(GutterLine.Mark::message).toList());
    dot.setAccessibleText(words);
    Tooltip tip = new Tooltip(words);
    tip.setWrapText(true);
    tip.setMaxWidth(480);
    Tooltip.install(dot, tip);
    mark = dot;
    getChildren().add(dot);
  }

  private void chevron(boolean folded, Runnable fold) {
    Polyline line = folded ? new Polyline(0, 0, 3.5, 3.5, 0, 7) : new Polyline(0, 0, 3.5, 3.5, 7, 0);
    line.getStyleClass().addAll("fold", folded ? "folded" : "unfolded");
    line.setAccessibleText(folded ? "Unfold" : "Fold");
    line.setPickOnBounds(true);
    line.setOnMousePressed(e -> {
      fold.run();
      e.consume();
    });
    chevron = line;
    getChildren().add(line);
  }

  private double numberWidth() {
    return digits * fontSize * 0.61;
  }

  @Override
  protected double computePrefWidth(double height) {
    return 18 + numberWidth() + 24;
  }

  @Override
  protected double computePrefHeight(double width) {
    return 0;
  }

  @Override
  protected void layoutChildren() {
    double middle = getHeight() / 2;
    number.relocate(
        Math.round(18 + numberWidth() - number.getLayoutBounds().getWidth()),
        Math.round(middle - number.getLayoutBounds().getHeight() / 2));
    if (mark != null) {
      mark.relocate(6, Math.round(middle - MARK));
    }
    if (chevron != null) {
      double width = chevron.getLayoutBounds().getWidth();
      double height = chevron.getLayoutBounds().getHeight();
      chevron.relocate(Math.round(18 + numberWidth() + 12 - width / 2), Math.round(middle - height / 2));
    }
  }
}
