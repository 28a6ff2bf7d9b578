package gradwright.app.welcome;

import gradwright.app.project.SampleProjects.Sample;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;

/// The sample projects as buttons of one size in columns, which share the width: as many as can be read.
final class SampleCards extends Pane {
  private static final double GAP = 12;
  private static final double LEAST = 200;
  private static final double MOST = 300;

  /// Between a card's border and its text, on both sides.
  private static final double PADDING = 32;

  SampleCards(List<Sample> samples, Consumer<Sample> open) {
    samples.forEach(s -> getChildren().add(card(s, open)));
  }

  private static Node card(Sample sample, Consumer<Sample> open) {
    Label title = new Label(sample.title());
    title.getStyleClass().add("card-title");
    title.setWrapText(true);
    Label text = new Label(sample.description());
    text.setWrapText(true);
    text.getStyleClass().add("text-muted");
    Button card = new Button(null, new VBox(4, title, text));
    card.setId("sample-" + sample.folder());
    card.getStyleClass().add("sample-card");
    card.setAlignment(Pos.TOP_LEFT);
    card.setAccessibleText("Open sample project " + sample.title() + ". " + sample.description());
    card.setOnAction(_ -> open.accept(sample));
    return card;
  }

  private static int columns(double width) {
    return Math.max(1, (int) ((width + GAP) / (LEAST + GAP)));
  }

  private static double cardWidth(double width) {
    int columns = columns(width);
    return Math.floor(Math.min(MOST, (width - (columns - 1) * GAP) / columns));
  }

  /// All are as high as the one with the longest text.
  private double cardHeight(double cardWidth) {
    double highest = 0;
    for (Node child : getChildren()) {
      if (child instanceof Button card && card.getGraphic() instanceof VBox text) {
        double inset = card.snappedTopInset() + card.snappedBottomInset();
        highest = Math.max(highest, text.prefHeight(cardWidth - PADDING) + Math.max(inset, 2 * GAP));
      }
    }
    return Math.ceil(highest);
  }

  @Override
  public javafx.geometry.Orientation getContentBias() {
    return javafx.geometry.Orientation.HORIZONTAL;
  }

  @Override
  protected double computeMinWidth(double height) {
    return LEAST;
  }

  @Override
  protected double computePrefWidth(double height) {
    return 2 * LEAST + GAP;
  }

  @Override
  protected double computePrefHeight(double width) {
    double available = width < 0 ? prefWidth(-1) : width;
    int rows = Math.ceilDiv(getChildren().size(), columns(available));
    return Math.max(0, rows * (cardHeight(cardWidth(available)) + GAP) - GAP);
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected void layoutChildren() {
    int columns = columns(getWidth());
    double width = cardWidth(getWidth());
    double height = cardHeight(width);
    for (int i = 0; i < getChildren().size(); i++) {
      Node card = getChildren().get(i);
      if (card instanceof Button button && button.getGraphic() instanceof VBox text) {
        text.setMaxWidth(width - PADDING);
        text.setPrefWidth(width - PADDING);
      }
      card.resizeRelocate(i % columns * (width + GAP), (double) (i / columns) * (height + GAP), width, height);
    }
  }
}
