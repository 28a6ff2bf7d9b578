package gradwright.app.recompile;

import gradwright.profiler.recompile.Advice;
import gradwright.profiler.recompile.QuickFix;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One piece of advice: what to do, why, an example, and the edit where there is one.
final class AdviceCard {
  private AdviceCard() {}

  static Region of(Advice advice, RecompileModel model, Consumer<String> copy) {
    FontIcon icon = new FontIcon(advice.fix() == null ? Feather.INFO : Feather.ZAP);
    Label title = new Label(advice.title(), icon);
    title.getStyleClass().add("advice-title");
    title.setWrapText(true);
    Label text = new Label(advice.text());
    text.setWrapText(true);
    text.getStyleClass().add("advice-text");
    VBox card = new VBox(title, text);
    card.getStyleClass().add("advice-card");
    QuickFix fix = advice.fix();
    if (fix != null) {
      Label after = code(fix.replacement());
      Label where = new Label(fix.title() + ", " + lines(fix) + ":");
      where.getStyleClass().add("advice-text");
      where.setWrapText(true);
      Button apply = new Button("Apply fix");
      apply.getStyleClass().addAll("accent", "small");
      apply.setAccessibleText("Apply fix: " + fix.title());
      apply.setDisable(model.isApplied(fix));
      apply.setOnAction(e -> {
        model.apply(fix);
        apply.setText("Applied: run again");
        apply.setDisable(true);
      });
      card.getChildren().addAll(where, after, buttons(apply, copyButton(fix.replacement(), copy)));
    } else if (!advice.example().isEmpty()) {
      card.getChildren().addAll(code(advice.example()), buttons(copyButton(advice.example(), copy)));
    }
    return card;
  }

  private static String lines(QuickFix fix) {
    return fix.firstLine() == fix.lastLine()
        ? "line " + fix.firstLine()
        : "lines " + fix.firstLine() + " to " + fix.lastLine();
  }

  private static HBox buttons(Button... buttons) {
    HBox box = new HBox(6, buttons);
    box.setAlignment(Pos.CENTER_LEFT);
    return box;
  }

  private static Button copyButton(String text, Consumer<String> copy) {
    Button b = new Button("Copy");
    b.getStyleClass().addAll("small");
    b.setAccessibleText("Copy the lines");
    b.setOnAction(e -> copy.accept(text));
    return b;
  }

  private static Label code(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("advice-code");
    label.setMaxWidth(Double.MAX_VALUE);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }
}
