package gradwright.app.editor.view;

import gradwright.app.editor.search.FindModel;
import gradwright.app.editor.search.Query.Match;
import gradwright.app.editor.text.Change;
import gradwright.app.editor.text.Selection;
import gradwright.app.editor.text.TextModel;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Find and replace, above the text.
public final class FindBar extends VBox {
  private final FindModel model;
  private final TextModel text;
  private final CodeView code;
  private final TextField query = new TextField();
  private final TextField replacement = new TextField();
  private final Label count = new Label();
  private final HBox replaceRow;

  FindBar(FindModel model, TextModel text, CodeView code) {
    this.model = model;
    this.text = text;
    this.code = code;
    getStyleClass().add("find-bar");
    query.setPromptText("Find");
    query.setAccessibleText("Find");
    query.setId("find-query");
    replacement.setPromptText("Replace with");
    replacement.setAccessibleText("Replace with");
    replacement.setId("find-replacement");
    query.textProperty().bindBidirectional(model.queryProperty());
    replacement.textProperty().bindBidirectional(model.replacementProperty());
    count.getStyleClass().add("count");
    count.setId("find-count");
    HBox findRow =
        row(
            query,
            toggle("Aa", "Match case (Alt+C)", model.matchCaseProperty()),
            toggle("W", "Whole words (Alt+W)", model.wholeWordsProperty()),
            toggle(".*", "Regular expression (Alt+R)", model.regexProperty()),
            icon(Feather.CHEVRON_UP, "Previous match (Shift+F3)", this::previous),
            icon(Feather.CHEVRON_DOWN, "Next match (F3)", this::next),
            count,
            gap(),
            icon(Feather.X, "Close (Escape)", this::close));
    replaceRow = row(replacement, button("Replace", this::replace), button("Replace all", this::replaceAll));
    getChildren().addAll(findRow, replaceRow);
    setVisible(false);
    setManaged(false);
    query.setOnAction(e -> next());
    replacement.setOnAction(e -> replace());
    addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    model.resultsProperty().addListener((o, was, is) -> count());
    code.selectionProperty().addListener((o, was, is) -> count());
  }

  private static HBox row(javafx.scene.Node... nodes) {
    HBox row = new HBox(4, nodes);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private static Region gap() {
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    return gap;
  }

  private static ToggleButton toggle(String title, String words, BooleanProperty on) {
    ToggleButton toggle = new ToggleButton(title);
    toggle.getStyleClass().addAll("small", "flat", "find-toggle");
    toggle.setAccessibleText(words);
    toggle.setTooltip(new Tooltip(words));
    toggle.selectedProperty().bindBidirectional(on);
    return toggle;
  }

  private static Button icon(Feather icon, String words, Runnable run) {
    Button button = new Button("", new FontIcon(icon));
    button.getStyleClass().addAll("small", "flat", "button-icon");
    button.setAccessibleText(words);
    button.setTooltip(new Tooltip(words));
    button.setOnAction(e -> run.run());
    return button;
  }

  private static Button button(String title, Runnable run) {
    Button button = new Button(title);
    button.getStyleClass().add("small");
    button.setAccessibleText(title);
    button.setOnAction(e -> run.run());
    return button;
  }

  private void key(KeyEvent e) {
    if (e.getCode() == KeyCode.ESCAPE) {
      close();
    } else if (e.isAltDown() && e.getCode() == KeyCode.C) {
      flip(model.matchCaseProperty());
    } else if (e.isAltDown() && e.getCode() == KeyCode.W) {
      flip(model.wholeWordsProperty());
    } else if (e.isAltDown() && e.getCode() == KeyCode.R) {
      flip(model.regexProperty());
    } else if (e.getCode() == KeyCode.ENTER && e.isShiftDown()) {
      previous();
    } else if (e.getCode() == KeyCode.ENTER && e.isShortcutDown() && e.isAltDown()) {
      replaceAll();
    } else {
      return;
    }
    e.consume();
  }

  private static void flip(BooleanProperty on) {
    on.set(!on.get());
  }

  /// Opens with what is selected.
  public void open(boolean replacing) {
    Selection selection = code.selection();
    String selected = text.buffer().substring(selection.start(), selection.end());
    if (!selected.isEmpty() && selected.indexOf('\n') < 0) {
      model.queryProperty().set(selected);
    }
    setVisible(true);
    setManaged(true);
    replaceRow.setVisible(replacing);
    replaceRow.setManaged(replacing);
    model.activeProperty().set(true);
    query.requestFocus();
    query.selectAll();
  }

  void close() {
    setVisible(false);
    setManaged(false);
    model.activeProperty().set(false);
    code.area().requestFocus();
  }

  public void next() {
    show(model.next(code.selection().end()));
  }

  public void previous() {
    show(model.previous(code.selection().start()));
  }

  private void show(Optional<Match> match) {
    match.ifPresent(m -> code.reveal(new Selection(m.start(), m.end())));
    count();
  }

  private void replace() {
    attempt(() -> {
      Optional<Change> change = model.replace(code.selection());
      change.ifPresent(this::apply);
      next();
    });
  }

  private void replaceAll() {
    attempt(() -> model.replaceAll().ifPresent(this::apply));
  }

  private void apply(Change change) {
    change.applyTo(text, code.selection());
    code.select(change.after());
  }

  private void attempt(Runnable work) {
    try {
      work.run();
    } catch (IllegalArgumentException e) {
      count.setText(e.getMessage());
    }
  }

  private void count() {
    FindModel.Results results = model.resultsProperty().get();
    int all = results.matches().size();
    int selected = model.selected(code.selection());
    String words = all == 0 ? "no matches" : selected == 0 ? all + " matches" : selected + " of " + all;
    count.setText(
        model.queryProperty().get().isEmpty()
            ? ""
            : results.problem().isEmpty() ? words : all == 0 ? results.problem() : words + ", " + results.problem());
  }
}
