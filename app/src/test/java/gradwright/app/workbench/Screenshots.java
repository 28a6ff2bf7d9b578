package gradwright.app.workbench;

import gradwright.app.arrays.ArrayRow;
import gradwright.app.fake.ScratchFolder;
import gradwright.app.run.RunState;
import gradwright.app.run.WorkerStarter;
import gradwright.app.settings.Settings.RunOptions;
import gradwright.app.settings.ThemeChoice;
import gradwright.app.settings.UserFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;
import javafx.stage.Stage;
import javafx.stage.Window;
import javax.imageio.ImageIO;

/// Opens the real window with a real engine, runs the digits sample, and saves pictures of the window and of each panel, light and
/// dark, at 100 % and 150 %. Run by `tools/screenshots.sh`.
final class Screenshots {
  private static final int LIMIT_SECONDS = 300;

  private final Path folder;
  private final WorkbenchShell shell;
  private final WorkbenchModel model;
  private final Stage stage;

  private Screenshots(Path folder, WorkbenchModel model, WorkbenchShell shell, Stage stage) {
    this.folder = folder;
    this.model = model;
    this.shell = shell;
    this.stage = stage;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    Path home = ScratchFolder.untilExit("gradwright-screenshots");
    Platform.startup(() -> {});
    int status = 0;
    try {
      Screenshots shots = onWindow(() -> open(folder, home));
      shots.take();
      onWindow(() -> {
        shots.shell.close();
        return true;
      });
    } catch (Exception e) {
      e.printStackTrace();
      status = 1;
    }
    System.exit(status);
  }

  private static Screenshots open(Path folder, Path home) {
    WorkbenchModel model =
        new WorkbenchModel(
            new UserFolders(home.resolve("settings"), home),
            Path.of(System.getProperty("gradwright.samples")),
            _ -> new WorkerStarter(() -> 0),
            Platform::runLater);
    Stage stage = new Stage();
    WorkbenchShell shell = new WorkbenchShell(model, stage, new TestDesktop());
    model.runs().start();
    shell.show();
    return new Screenshots(folder, model, shell, stage);
  }

  private void take() throws Exception {
    for (ThemeChoice theme : new ThemeChoice[] {ThemeChoice.LIGHT, ThemeChoice.DARK}) {
      theme(theme);
      window("welcome", theme);
    }
    await("the engine", () -> model.runs().stateProperty().get() != RunState.STARTING);
    onWindow(() -> {
      model.samples().find("digits").ifPresent(s -> model.openSample(s, shell::open));
      return true;
    });
    // Ten rounds show as much as forty.
    onWindow(() -> {
      Path script = model.folders().samples().resolve("digits").resolve("gradient_descent.py");
      model.settings().change(s -> s.withRuns(Map.of(script.toString(), new RunOptions("10", Map.of(), ""))));
      return true;
    });
    await(
        "the sample",
        () -> shell.command("run.file").isAvailable() || model.runs().stateProperty().get() == RunState.UNAVAILABLE);
    onWindow(() -> shell.command("run.file").run());
    Thread.sleep(300);
    await("the run", () -> model.runs().stateProperty().get() != RunState.RUNNING);
    // Something of the same shape to compare the parameters with.
    onWindow(() -> {
      model.runs().evaluate("start = digits.init(jax.random.PRNGKey(0), [64, 64, 10])");
      return true;
    });
    await("the prompt", () -> model.runs().isReady());
    Path broken = model.folders().samples().resolve("digits").resolve("unfinished.py");
    for (ThemeChoice theme : new ThemeChoice[] {ThemeChoice.LIGHT, ThemeChoice.DARK}) {
      theme(theme);
      window("window", theme);
      for (String panel : onWindow(shell::panelIds)) {
        panel(panel, theme);
      }
      unfinished(broken, theme);
      onWindow(() -> shell.command("panel.console").run());
      onWindow(() -> shell.command("view.palette").run());
      window("palette", theme);
      // The palette closes when the keyboard goes elsewhere.
      onWindow(() -> shell.command("view.editor").run());
      dialog("app.settings", theme);
      dialog("help.keys", theme);
      dialog("run.arguments", theme);
    }
  }

  private void panel(String panel, ThemeChoice theme) throws Exception {
    onWindow(() -> shell.command("panel." + panel).run());
    Thread.sleep(panel.equals(PanelCatalogue.GRAPH) ? 4000 : 600);
    Optional<Node> node = onWindow(() -> shell.panel(panel));
    if (node.isEmpty()) {
      return;
    }
    both(node.get(), panel, theme);
    if (!panel.equals(PanelCatalogue.PROJECT)) {
      save(stage.getScene().getRoot(), "window-" + panel, theme, 1);
    }
    if (panel.equals(PanelCatalogue.ARRAYS)) {
      arrays(node.get(), theme);
    } else if (panel.equals(PanelCatalogue.PROFILER)) {
      tabs(node.get(), panel, theme);
    }
  }

  private void both(Node node, String name, ThemeChoice theme) throws Exception {
    save(node, name, theme, 1);
    save(node, name, theme, 1.5);
  }

  /// Each view of the largest matrix, and its difference to another one of its shape.
  private void arrays(Node panel, ThemeChoice theme) throws Exception {
    onWindow(() -> {
      TableView<?> table = first(panel, TableView.class);
      for (int i = 0; i < table.getItems().size(); i++) {
        if (table.getItems().get(i) instanceof ArrayRow row && row.path().endsWith("['w']")) {
          table.getSelectionModel().clearAndSelect(i);
        }
      }
      return true;
    });
    for (String view : List.of("Heat map", "Histogram", "Line", "Table")) {
      onWindow(() -> {
        Reach.shown(panel).stream()
            .filter(n -> n instanceof ToggleButton && view.equals(n.getAccessibleText()))
            .forEach(n -> ((ToggleButton) n).fire());
        return true;
      });
      Thread.sleep(500);
      both(panel, "arrays-" + view.replace(" ", "").toLowerCase(Locale.ROOT), theme);
    }
    boolean comparable =
        onWindow(() ->
            panel.lookup("#compare-with") instanceof ComboBox<?> others
                && others.isVisible()
                && !others.getItems().isEmpty());
    if (comparable) {
      onWindow(() -> {
        ((ComboBox<?>) panel.lookup("#compare-with")).getSelectionModel().selectFirst();
        return true;
      });
      Thread.sleep(800);
      both(panel, "arrays-difference", theme);
      onWindow(() -> {
        ((ComboBox<?>) panel.lookup("#compare-with")).getSelectionModel().clearSelection();
        return true;
      });
    }
  }

  private void tabs(Node panel, String name, ThemeChoice theme) throws Exception {
    TabPane tabs = onWindow(() -> first(panel, TabPane.class));
    for (int i = 1; i < tabs.getTabs().size(); i++) {
      int at = i;
      onWindow(() -> {
        tabs.getSelectionModel().select(at);
        return true;
      });
      Thread.sleep(700);
      both(panel, name + "-" + tabs.getTabs().get(i).getText().toLowerCase(Locale.ROOT).replace(' ', '-'), theme);
    }
    onWindow(() -> {
      tabs.getSelectionModel().select(0);
      return true;
    });
  }

  /// A file with an error of syntax, which is there no longer than its pictures take.
  private void unfinished(Path file, ThemeChoice theme) throws Exception {
    Files.writeString(file, "import jax\n\n\ndef step(params, batch):\n    return jax.grad(loss)(params, batch\n");
    onWindow(() -> {
      shell.open(file);
      shell.command("panel." + PanelCatalogue.PROBLEMS).run();
      return true;
    });
    Thread.sleep(1500);
    both(onWindow(() -> shell.panel(PanelCatalogue.PROBLEMS)).orElseThrow(), "problems-of-a-file", theme);
    window("unfinished", theme);
    onWindow(() -> shell.command("editor.close").run());
    Files.delete(file);
  }

  private void dialog(String command, ThemeChoice theme) throws Exception {
    Platform.runLater(() -> shell.command(command).run());
    Thread.sleep(900);
    Optional<Window> dialog =
        onWindow(() -> Window.getWindows().stream().filter(w -> w != stage && w.isShowing()).findFirst());
    if (dialog.isPresent()) {
      both(dialog.get().getScene().getRoot(), "dialog-" + command.replace('.', '-'), theme);
      onWindow(() -> {
        dialog.get().hide();
        return true;
      });
    }
  }

  private static <T extends Node> T first(Node panel, Class<T> kind) {
    return Reach.shown(panel).stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
  }

  private void theme(ThemeChoice theme) throws Exception {
    onWindow(() -> {
      model.settings().change(s -> s.withTheme(theme));
      return true;
    });
    Thread.sleep(500);
  }

  private void window(String name, ThemeChoice theme) throws Exception {
    Thread.sleep(400);
    size(1400, 900);
    save(stage.getScene().getRoot(), name, theme, 1);
    // A screen of 1920x1080 pixels at 150 % has room for this.
    size(1280, 720);
    save(stage.getScene().getRoot(), name, theme, 1.5);
    size(1400, 900);
  }

  private void size(int width, int height) throws Exception {
    onWindow(() -> {
      stage.setWidth(width);
      stage.setHeight(height);
      return true;
    });
    Thread.sleep(250);
  }

  private void save(Node node, String name, ThemeChoice theme, double scale) throws Exception {
    WritableImage image =
        onWindow(() -> {
          SnapshotParameters parameters = new SnapshotParameters();
          parameters.setTransform(new Scale(scale, scale));
          // Parts of panels let the window through.
          if (stage.getScene().lookup(".workbench") instanceof Region frame && frame.getBackground() != null) {
            parameters.setFill(frame.getBackground().getFills().getFirst().getFill());
          }
          return node.snapshot(parameters, null);
        });
    Path file = folder.resolve("%s-%s-%d.png".formatted(name, theme.name().toLowerCase(), Math.round(scale * 100)));
    try {
      ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", file.toFile());
    } catch (IOException e) {
      throw new IllegalStateException(file + " cannot be written", e);
    }
  }

  private static <T> T onWindow(Supplier<T> task) throws Exception {
    CompletableFuture<T> done = new CompletableFuture<>();
    Platform.runLater(() -> {
      try {
        done.complete(task.get());
      } catch (Throwable e) {
        done.completeExceptionally(e);
      }
    });
    return done.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private static void await(String what, BooleanSupplier condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!onWindow(condition::getAsBoolean)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited in vain for " + what);
      }
      Thread.sleep(50);
    }
  }
}
