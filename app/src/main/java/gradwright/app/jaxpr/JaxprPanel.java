package gradwright.app.jaxpr;

import gradwright.app.layout.AdaptiveSplit;
import gradwright.protocol.Place;
import gradwright.protocol.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.Observable;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Shows the functions traced in a run, and two stages of the chosen one side by side.
public final class JaxprPanel {
  /// Two stages are side by side only where both can be read.
  private static final double BOTH_WIDTH = 640;

  private final JaxprModel model;
  private final SplitPane view = new SplitPane();
  private final StackPane body = new StackPane();
  private final SplitPane sides = new SplitPane();
  private final Label differences = new Label();
  private final ToggleButton split = new ToggleButton(null, new FontIcon(Feather.COLUMNS));
  private final Consumer<Place.Frame> goTo;
  private final Consumer<String> copy;
  private final Node left;
  private final Node right;

  /// @param goTo opens a place of the source
  /// @param copy puts a text on the clipboard
  public JaxprPanel(JaxprModel model, Consumer<Place.Frame> goTo, Consumer<String> copy) {
    this.model = model;
    this.goTo = goTo;
    this.copy = copy;
    view.getStylesheets().add(Objects.requireNonNull(JaxprPanel.class.getResource("jaxpr.css")).toExternalForm());
    view.getStyleClass().add("jaxpr-panel");
    left = side(model.left(), "Stage on the left");
    right = side(model.right(), "Stage on the right");
    split.setSelected(true);
    split.setTooltip(new Tooltip("Two stages side by side"));
    split.setAccessibleText("Two stages side by side");
    split.selectedProperty().addListener((o, a, b) -> arrange());
    body.getChildren().setAll(sides);
    view.getItems().addAll(new FunctionList(model, goTo).node(), body);
    AdaptiveSplit.of(view, 720, 0.24, 0.33);
    body.widthProperty().addListener((o, before, now) -> widthChanged(before.doubleValue(), now.doubleValue()));
    SplitPane.setResizableWithParent(view.getItems().getFirst(), false);
    model.content().addListener((o, before, now) -> arrange());
    model.functions().addListener((Observable o) -> nothingYet());
    model.left().looks().addListener((o, a, b) -> count());
    model.right().looks().addListener((o, a, b) -> count());
    arrange();
  }

  public Region view() {
    return view;
  }

  private void arrange() {
    switch (model.content().get()) {
      case JaxprModel.Content.Nothing n ->
          body.getChildren()
              .setAll(
                  message(
                      model.functions().isEmpty()
                          ? "Run a script that uses jax.jit, grad or vmap.\nThe functions it traces are listed here."
                          : "Choose a function to see its jaxpr, stage by stage."));
      case JaxprModel.Content.Loading l -> {
        ProgressIndicator busy = new ProgressIndicator();
        busy.setAccessibleText("Loading");
        busy.setMaxSize(28, 28);
        body.getChildren().setAll(busy);
      }
      case JaxprModel.Content.Failed f -> body.getChildren().setAll(message(f.message()));
      case JaxprModel.Content.Shown s when s.stages().documents().isEmpty() ->
          body.getChildren().setAll(message("This program has no stages: it was evaluated operation by operation."));
      case JaxprModel.Content.Shown s -> {
        boolean two = split.isSelected() && s.stages().documents().size() > 1 && body.getWidth() >= BOTH_WIDTH;
        split.setDisable(body.getWidth() < BOTH_WIDTH);
        model.setSideBySide(two);
        sides.getItems().setAll(two ? List.of(left, right) : List.of(left));
        sides.setDividerPositions(0.5);
        body.getChildren().setAll(sides);
      }
    }
  }

  private void widthChanged(double before, double now) {
    if (before < BOTH_WIDTH != now < BOTH_WIDTH) {
      arrange();
    }
  }

  private void nothingYet() {
    if (model.content().get() instanceof JaxprModel.Content.Nothing) {
      arrange();
    }
  }

  private static Label message(String text) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.getStyleClass().add("panel-message");
    return label;
  }

  private void count() {
    StageDocument a = model.left().document().get();
    StageDocument b = model.right().document().get();
    differences.setText(a == null || b == null ? "" : model.changes());
  }

  private Node side(StageModel side, String name) {
    CodePalette palette = new CodePalette();
    CodeView lines = new CodeView(side, name, goTo, copy, palette);
    lines.node().getStyleClass().add(side == model.left() ? "stage-left" : "stage-right");
    ChoiceBox<Program.Stage> choice = new ChoiceBox<>();
    choice.setAccessibleText(name);
    choice.setMinWidth(104);
    choice.setConverter(new StageNames());
    List<Program.Stage> empty = new ArrayList<>();
    side.document()
        .addListener((o, before, now) -> {
          List<Program.Stage> stages = side.stages() == null || now == null ? empty : side.stages().program().stages();
          if (!choice.getItems().equals(stages)) {
            choice.getItems().setAll(stages);
          }
          choice.getSelectionModel().select(side.stage().get());
        });
    choice
        .getSelectionModel()
        .selectedIndexProperty()
        .addListener((o, before, now) -> {
          if (now.intValue() >= 0 && now.intValue() != side.stage().get()) {
            model.chooseStage(side, now.intValue());
          }
        });
    TextField find = new TextField();
    find.setPromptText("Find");
    find.setAccessibleText("Find in " + name.toLowerCase(Locale.ROOT));
    find.setPrefColumnCount(9);
    int[] at = {-1};
    find.textProperty().addListener((o, a, text) -> at[0] = side.find(text, Math.max(-1, at[0] - 1), true));
    find.setOnKeyPressed(e -> {
      if (e.getCode() == KeyCode.ENTER) {
        at[0] = side.find(find.getText(), at[0], !e.isShiftDown());
        int row = side.row(at[0]);
        if (row >= 0) {
          lines.node().getSelectionModel().clearAndSelect(row);
        }
      }
    });
    Button fold = button(Feather.MINIMIZE_2, "Collapse inner jaxprs", () -> side.collapseAll(true));
    Button unfold = button(Feather.MAXIMIZE_2, "Expand all", () -> side.collapseAll(false));
    Button copyAll =
        button(
            Feather.COPY,
            "Copy the whole stage",
            () -> {
              StageDocument d = side.document().get();
              if (d != null) {
                copy.accept(d.text());
              }
            });
    HBox bar = new HBox(choice, find, fold, unfold, copyAll);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    if (side == model.left()) {
      bar.getChildren().addAll(gap, split);
    } else {
      bar.getChildren().addAll(gap, differences);
      differences.getStyleClass().add("code-differences");
    }
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("panel-bar");
    VBox box = new VBox(bar, lines.node(), palette.node());
    VBox.setVgrow(lines.node(), Priority.ALWAYS);
    box.setMinWidth(120);
    return box;
  }

  static Button button(Feather icon, String name, Runnable action) {
    Button b = new Button(null, new FontIcon(icon));
    b.getStyleClass().addAll("button-icon", "flat");
    b.setAccessibleText(name);
    b.setTooltip(new Tooltip(name));
    b.setOnAction(e -> action.run());
    return b;
  }
}
