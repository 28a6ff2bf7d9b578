package gradwright.app.workbench;

import gradwright.app.command.Command;
import gradwright.app.command.CommandCatalogue;
import gradwright.app.command.CommandControls;
import gradwright.app.command.CommandPalette;
import gradwright.app.command.KeyBindingsModel;
import gradwright.app.command.KeyChord;
import gradwright.app.command.KeyDispatcher;
import gradwright.app.command.PaletteModel;
import gradwright.app.theme.WindowTheme;
import java.util.Set;
import javafx.application.Platform;
import javafx.beans.value.ObservableStringValue;
import javafx.geometry.Orientation;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Separator;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// The frame of the window: menus, tool bar, banners, docked panels, status bar, and the palette over them.
public final class WorkbenchWindow {
  /// Only the focused control does these by their keys.
  private static final Set<String> OF_CONTROL = Set.of("Edit");

  /// Of the first window, in pixels of the unscaled screen.
  static final double WIDTH = 1280;

  static final double HEIGHT = 820;

  private final DockArea docks;
  private final CommandPalette palette;
  private final KeyBindingsModel keys;
  private final StatusBarView status;
  private final StackPane root = new StackPane();
  private final Scene scene;

  WorkbenchWindow(
      WorkbenchModel model,
      CommandCatalogue commands,
      KeyBindingsModel keys,
      DockArea docks,
      PaletteModel paletteModel,
      RecentMenu recent) {
    this.docks = docks;
    this.keys = keys;
    CommandControls controls = new CommandControls(keys);
    palette = new CommandPalette(paletteModel, root);
    status = new StatusBarView(model.jobs());
    VBox top =
        new VBox(
            new MenuBarView(commands, controls, recent).view(),
            tools(model, commands, controls),
            new BannerView(model.banners()));
    BorderPane frame = new BorderPane(docks.view(), top, null, status, null);
    frame.getStyleClass().add("workbench");
    root.getChildren().add(frame);
    scene = new Scene(root, WIDTH, HEIGHT);
    new WindowTheme(model.settings()).install(scene);
    new KeyDispatcher(keys, c -> OF_CONTROL.contains(c.category())).install(scene);
    showEngine(model);
  }

  private HBox tools(WorkbenchModel model, CommandCatalogue commands, CommandControls controls) {
    StackPane run = controls.button(commands.get("run.file"), true);
    run.getChildren().getFirst().getStyleClass().addAll("flat", "run");
    StackPane selection = controls.button(commands.get("run.selection"), true);
    selection.getChildren().getFirst().getStyleClass().add("flat");
    StackPane stop = controls.button(commands.get("run.stop"), true);
    stop.getChildren().getFirst().getStyleClass().addAll("flat", "stop");
    StackPane restart = controls.button(commands.get("engine.restart"), false);
    restart.getChildren().getFirst().getStyleClass().add("flat");
    Label device = new Label();
    device.setId("device");
    device.getStyleClass().add("text-muted");
    model
        .runs()
        .infoProperty()
        .subscribe(i ->
            device.setText(
                i == null
                    ? "Device: none yet"
                    : i.devices().size() == 1
                        ? "Device: " + i.devices().getFirst()
                        : "Devices: " + String.join(", ", i.devices())));
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox tools =
        new HBox(
            run, selection, stop, restart, new Separator(Orientation.VERTICAL), device, space, paletteOpener(commands));
    tools.getStyleClass().add("workbench-tools");
    return tools;
  }

  /// Looks like a search field, since that is what people look for.
  private Button paletteOpener(CommandCatalogue commands) {
    Command open = commands.get("view.palette");
    Button button = new Button("", new FontIcon("fth-search"));
    button.getStyleClass().add("palette-opener");
    button.setAccessibleText("Find a command");
    button.setOnAction(_ -> palette.open());
    keys.versionProperty()
        .subscribe(_ -> button.setText("Find a command" + keys.key(open).map(k -> "  " + k.display()).orElse("")));
    return button;
  }

  private void showEngine(WorkbenchModel model) {
    // What goes on is told by its job.
    model.runs().stateProperty().subscribe(s -> status.setMessage(s.isBusy() ? "" : s.text()));
    Label engine = status.addItem("engine");
    model
        .runs()
        .infoProperty()
        .subscribe(i -> engine.setText(i == null ? "" : "Python " + i.python() + " · " + i.processor()));
    Label memory = status.addItem("trust");
    Runnable show =
        () -> {
          var root = model.project().rootProperty().get();
          memory.setText(root == null ? "" : model.trust().isTrusted(root) ? "Trusted" : "Not trusted");
        };
    model.project().rootProperty().subscribe(show);
    model.trust().versionProperty().subscribe(_ -> show.run());
  }

  /// Shows how much is wrong.
  void showProblems(ObservableStringValue summary) {
    status.addItem("problem-count").textProperty().bind(summary);
  }

  /// Shows where the caret is.
  void showCaret(ObservableStringValue caret) {
    status.addItem("caret").textProperty().bind(caret);
  }

  boolean isDark() {
    return root.getPseudoClassStates().contains(WindowTheme.DARK);
  }

  public Scene scene() {
    return scene;
  }

  /// Where the layout is shown and read.
  DockArea docks() {
    return docks;
  }

  void openPalette() {
    palette.open();
  }

  /// For hints: the key of a command as a person reads it.
  static String keyText(KeyBindingsModel keys, Command command) {
    return keys.key(command).map(KeyChord::display).orElse("");
  }

  /// Runs once the window has drawn its first frame.
  void afterFirstFrame(Runnable task) {
    new javafx.animation.AnimationTimer() {
      private int frames;

      @Override
      public void handle(long now) {
        if (++frames == 2) {
          stop();
          Platform.runLater(task);
        }
      }
    }.start();
  }
}
