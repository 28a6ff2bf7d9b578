package gradwright.app.graphview;

import gradwright.protocol.Place;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The graph of the jaxpr that the jaxpr panel shows. Arrow keys go from equation to equation, Space opens inner jaxprs, Enter
/// goes to the source, + and - zoom, 0 shows everything.
public final class GraphPanel {
  private final GraphModel model;
  private final GraphCanvas canvas;
  private final BorderPane view = new BorderPane();
  private final StackPane body = new StackPane();
  private final Label title = new Label();
  private final Consumer<Place.Frame> goTo;

  /// @param goTo opens a place of the source
  public GraphPanel(GraphModel model, Consumer<Place.Frame> goTo) {
    this.model = model;
    this.goTo = goTo;
    canvas = new GraphCanvas(model);
    view.getStylesheets().add(Objects.requireNonNull(GraphPanel.class.getResource("graph.css")).toExternalForm());
    view.getStyleClass().add("graph-panel");
    view.setTop(bar());
    view.setCenter(body);
    body.setMinSize(0, 0);
    canvas.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
    canvas.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    model.state().addListener((o, before, now) -> arrange());
    view.sceneProperty().addListener((o, before, now) -> model.show(now != null));
    model.show(view.getScene() != null);
    arrange();
  }

  public Region view() {
    return view;
  }

  private HBox bar() {
    TextField find = new TextField();
    find.setPromptText("Find");
    find.setAccessibleText("Find in the graph");
    find.setPrefColumnCount(10);
    find.setOnKeyPressed(e -> {
      if (e.getCode() == KeyCode.ENTER) {
        int box = model.find(find.getText(), !e.isShiftDown());
        if (box >= 0) {
          model.select(box);
        }
      }
    });
    title.getStyleClass().add("graph-title");
    title.setMinWidth(0);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Button legend = button(Feather.HELP_CIRCLE, "Colours and keys", () -> {});
    legend.setOnAction(e -> legend().show(legend, Side.BOTTOM, 0, 0));
    HBox bar =
        new HBox(
            title,
            gap,
            find,
            button(Feather.MAXIMIZE_2, "Open all inner jaxprs", () -> model.expandAll(true)),
            button(Feather.MINIMIZE_2, "Close all inner jaxprs", () -> model.expandAll(false)),
            button(Feather.ZOOM_IN, "Zoom in", () -> canvas.zoomBy(1.25)),
            button(Feather.ZOOM_OUT, "Zoom out", () -> canvas.zoomBy(0.8)),
            button(Feather.MAXIMIZE, "Show everything", canvas::fit),
            legend);
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("panel-bar");
    return bar;
  }

  private static ContextMenu legend() {
    ContextMenu menu = new ContextMenu();
    for (Family f : Family.values()) {
      Region colour = new Region();
      colour.setMinSize(12, 12);
      colour.setMaxSize(12, 12);
      colour.setStyle("-fx-background-color: " + f.colour + "; -fx-background-radius: 3;");
      menu.getItems().add(new MenuItem(f.title, colour));
    }
    menu.getItems().add(new MenuItem("Arrow keys move, Space opens, Enter goes to the source, + - 0 zoom"));
    return menu;
  }

  private static Button button(Feather icon, String name, Runnable action) {
    Button b = new Button(null, new FontIcon(icon));
    b.getStyleClass().addAll("button-icon", "flat");
    b.setAccessibleText(name);
    b.setTooltip(new Tooltip(name));
    b.setOnAction(e -> action.run());
    return b;
  }

  private void arrange() {
    switch (model.state().get()) {
      case GraphModel.State.Nothing n -> {
        title.setText("");
        body.getChildren().setAll(message("Choose a function in the Jaxpr panel to see its graph."));
      }
      case GraphModel.State.Failed f -> body.getChildren().setAll(message(f.message()));
      case GraphModel.State.Busy b -> {
        ProgressIndicator busy = new ProgressIndicator();
        busy.setAccessibleText("Loading");
        busy.setMaxSize(28, 28);
        VBox box = new VBox(10, busy, message("Placing " + b.equations() + " equations …"));
        box.setAlignment(Pos.CENTER);
        body.getChildren().setAll(box);
      }
      case GraphModel.State.Ready r -> {
        title.setText(r.title());
        canvas.show(r.graph(), r.fit());
        body.getChildren().setAll(canvas);
      }
    }
  }

  private static Label message(String text) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.getStyleClass().add("panel-message");
    return label;
  }

  private void clicked(MouseEvent e) {
    if (e.getClickCount() == 2) {
      int box = canvas.at(e.getX(), e.getY());
      if (box >= 0) {
        open(box);
      }
    }
  }

  private void open(int box) {
    model.toggle(box);
    if (model.graph() != null && model.graph().boxes().get(box).node().inner().isEmpty()) {
      source(box);
    }
  }

  private void source(int box) {
    Place place = model.place(box);
    if (place.isKnown()) {
      goTo.accept(place.frame());
    }
  }

  private void key(KeyEvent e) {
    int box = model.selected().get();
    boolean used = true;
    switch (e.getCode()) {
      case UP -> model.select(model.neighbour(box, GraphWalk.Direction.UP));
      case DOWN -> model.select(model.neighbour(box, GraphWalk.Direction.DOWN));
      case LEFT -> model.select(model.neighbour(box, GraphWalk.Direction.LEFT));
      case RIGHT -> model.select(model.neighbour(box, GraphWalk.Direction.RIGHT));
      case SPACE -> model.toggle(box);
      case ENTER -> source(box);
      case PLUS, EQUALS, ADD -> canvas.zoomBy(1.25);
      case MINUS, SUBTRACT -> canvas.zoomBy(0.8);
      case DIGIT0, NUMPAD0 -> canvas.fit();
      default -> used = false;
    }
    if (used && !e.isShortcutDown()) {
      e.consume();
    }
  }
}
