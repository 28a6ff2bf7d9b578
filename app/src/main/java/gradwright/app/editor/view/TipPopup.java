package gradwright.app.editor.view;

import gradwright.app.editor.insight.ExplainModel.Call;
import gradwright.app.editor.insight.ExplainModel.Explanation;
import gradwright.app.editor.insight.Signature;
import gradwright.app.theme.WindowTheme;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.ObservableList;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import javafx.stage.Popup;
import javafx.stage.PopupWindow;
import org.jspecify.annotations.Nullable;

/// A small window beside a place in the text: documentation, or the parameters of the call that is being typed.
final class TipPopup {
  private static final double WIDTH = 560;
  private static final double HEIGHT = 320;

  private final CodeView code;
  private final Popup popup = new Popup();
  private final VBox box = new VBox(4);
  private final List<Text> parameters = new ArrayList<>();
  private @Nullable Call shown;

  TipPopup(CodeView code, String stylesheet) {
    this.code = code;
    box.getStyleClass().addAll("editor", "insight", "tip");
    box.getStylesheets().addAll(WindowTheme.codeColours(), stylesheet);
    box.setMaxWidth(WIDTH);
    popup.getContent().add(box);
    popup.setAutoFix(true);
    popup.setHideOnEscape(false);
  }

  boolean isShowing() {
    return popup.isShowing();
  }

  void hide() {
    popup.hide();
  }

  /// Hides when something else is clicked.
  void setAutoHide() {
    popup.setAutoHide(true);
    popup.setConsumeAutoHidingEvents(false);
  }

  /// Shows what a name is, below its place.
  void show(Explanation explanation, Bounds at) {
    Label title = label(explanation.title(), "title");
    box.getChildren().setAll(title);
    if (!explanation.where().isEmpty()) {
      box.getChildren().add(label(explanation.where(), "where"));
    }
    if (!explanation.text().isEmpty()) {
      Label text = label(explanation.text(), "documentation");
      text.setMaxWidth(WIDTH - 30);
      ScrollPane scroll = new ScrollPane(text);
      scroll.setFitToWidth(true);
      scroll.setMaxHeight(HEIGHT);
      scroll.setAccessibleText("Documentation");
      box.getChildren().add(scroll);
    }
    show(at.getMinX(), at.getMaxY() + 4);
  }

  /// Shows the parameters of a call above its place, the one that is being typed marked.
  void show(Call call, Bounds at) {
    if (popup.isShowing() && shown != null && shown.isSameBut(call)) {
      mark(call.active());
    } else {
      parameters.clear();
      TextFlow line = new TextFlow();
      line.setMaxWidth(WIDTH);
      line.getChildren().add(text(call.name() + "(", "call"));
      List<Signature.Parameter> all = call.signature().parameters();
      for (int i = 0; i < all.size(); i++) {
        Text parameter = text(all.get(i).text(), "other");
        parameters.add(parameter);
        line.getChildren().addAll(parameter, text(i + 1 < all.size() ? ", " : "", "other"));
      }
      line.getChildren().add(text(")", "call"));
      mark(call.active());
      box.getChildren()
          .setAll(call.summary().isEmpty() ? List.of(line) : List.of(line, label(call.summary(), "where")));
    }
    shown = call;
    double y = at.getMinY() - 6;
    if (!popup.isShowing() || popup.getAnchorX() != at.getMinX() || popup.getAnchorY() != y) {
      popup.setAnchorLocation(PopupWindow.AnchorLocation.CONTENT_BOTTOM_LEFT);
      show(at.getMinX(), y);
    }
  }

  private void mark(int active) {
    for (int i = 0; i < parameters.size(); i++) {
      String style = i == active ? "active" : "other";
      ObservableList<String> styles = parameters.get(i).getStyleClass();
      if (!styles.contains(style)) {
        styles.setAll("parameter-text", style);
      }
    }
  }

  private void show(double x, double y) {
    WindowTheme.follow(box, code.node());
    popup.show(code.node(), x, y);
  }

  private static Label label(String words, String style) {
    Label label = new Label(words);
    label.setWrapText(true);
    label.getStyleClass().add(style);
    return label;
  }

  private static Text text(String words, String style) {
    Text text = new Text(words);
    text.getStyleClass().addAll("parameter-text", style);
    return text;
  }
}
