package gradwright.app.arrays;

import gradwright.app.arrays.ComparisonModel.State;
import gradwright.profiler.quantity.Quantities;
import gradwright.protocol.Arrays.Comparison;
import java.util.Arrays;
import javafx.beans.Observable;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Chooses what an array is compared with, and says how the two differ.
final class ComparisonBar {
  private final ComparisonModel model;
  private final ArraysModel arrays;
  private final ComboBox<ArrayRow> others = new ComboBox<>();
  private final ToggleButton difference = new ToggleButton("Difference", new FontIcon(Feather.LAYERS));
  private final Button end = new Button(null, new FontIcon(Feather.X));
  private final FlowPane facts = new FlowPane(14, 2);
  private final FlowPane node = new FlowPane(8, 4);

  ComparisonBar(ComparisonModel model, ArraysModel arrays) {
    this.model = model;
    this.arrays = arrays;
    others.setId("compare-with");
    others.setPromptText("Compare with …");
    others.setAccessibleText("Array to compare with");
    others.setItems(model.candidates());
    others.setConverter(new Names());
    others.setPrefWidth(150);
    others.setVisibleRowCount(12);
    others.valueProperty().addListener((o, before, now) -> chosen(now));
    difference.setId("difference");
    difference.setTooltip(new Tooltip("Show the difference instead of the array"));
    difference.setOnAction(e -> model.show(difference.isSelected()));
    end.getStyleClass().addAll("button-icon", "flat");
    end.setAccessibleText("Stop comparing");
    end.setTooltip(new Tooltip("Stop comparing"));
    end.setOnAction(e -> others.setValue(null));
    node.setRowValignment(VPos.CENTER);
    node.getStyleClass().add("comparison");
    node.getChildren().addAll(others, difference, end, facts);
    facts.setRowValignment(VPos.CENTER);
    model.other().addListener((o, before, now) -> arrange());
    model.state().addListener((o, before, now) -> arrange());
    model.shown().addListener((o, before, now) -> arrange());
    model.candidates().addListener((Observable o) -> arrange());
    arrange();
  }

  Node node() {
    return node;
  }

  private void chosen(@Nullable ArrayRow now) {
    ArrayRow before = model.other().get();
    boolean same = now == null ? before == null : before != null && now.path().equals(before.path());
    if (!same) {
      model.compareWith(now);
    }
  }

  private void arrange() {
    boolean comparing = model.other().get() != null;
    if (!comparing) {
      others.setValue(null);
    }
    node.setVisible(comparing || !model.candidates().isEmpty());
    node.setManaged(node.isVisible());
    difference.setSelected(model.shown().get());
    for (Node part : new Node[] {difference, end, facts}) {
      part.setVisible(comparing);
      part.setManaged(comparing);
    }
    facts.getChildren().clear();
    switch (model.state().get()) {
      case State.None n -> {}
      case State.Loading l -> facts.getChildren().add(value("comparing …", false));
      case State.Failed f -> facts.getChildren().add(value(f.text(), true));
      case State.Ready r -> facts(r.comparison());
    }
  }

  private void facts(Comparison c) {
    if (c.differing() == 0) {
      facts.getChildren().add(value("All %s elements are equal.".formatted(Quantities.count(c.elements())), false));
      return;
    }
    String share = Quantities.count(c.differing()) + " of " + Quantities.count(c.elements());
    facts.getChildren().add(new HBox(4, key("differ"), value(share, false)));
    if (c.largestAt().length == arrayRank()) {
      facts.getChildren().add(place("largest difference", PlotCanvas.number(c.largest()), c.largestAt()));
      facts.getChildren().add(place("largest relative", PlotCanvas.number(c.largestRelative()), c.largestRelativeAt()));
    }
    if (c.unlike() > 0) {
      facts.getChildren().add(place("NaN or inf in one", Quantities.count(c.unlike()), c.firstUnlike()));
    }
  }

  private int arrayRank() {
    ArrayRow row = arrays.names().chosen().get();
    return row == null ? -1 : row.named().shape().length;
  }

  private Node place(String key, String value, long[] at) {
    Hyperlink link = new Hyperlink("at " + Arrays.toString(at));
    link.setAccessibleText(key + " at " + Arrays.toString(at) + ": show it in the table");
    link.setTooltip(new Tooltip("Show it in the table"));
    link.setOnAction(e -> {
      model.show(false);
      arrays.slice().reveal(at);
    });
    HBox box = new HBox(4, key(key), value(value, false), link);
    box.getStyleClass().add("fact-box");
    return box;
  }

  private static Label key(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("fact-key");
    return label;
  }

  private static Label value(String text, boolean warning) {
    Label label = new Label(text);
    label.getStyleClass().addAll("fact", warning ? "warning" : "plain");
    return label;
  }

  private static final class Names extends StringConverter<ArrayRow> {
    @Override
    public String toString(@Nullable ArrayRow row) {
      return row == null ? "" : row.path();
    }

    @Override
    public @Nullable ArrayRow fromString(String text) {
      return null;
    }
  }
}
