package gradwright.app.workbench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.console.ConsoleLine;
import gradwright.app.fake.FakeSession;
import gradwright.app.run.RunState;
import gradwright.app.settings.UserFolders;
import gradwright.protocol.SessionListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.testfx.util.WaitForAsyncUtils;

/// The whole window over an engine that does what a test says, with one script in a project of its own.
final class TestWindow {
  final TestDesktop desktop = new TestDesktop();
  final Path folder;
  final Path project;
  final Path script;
  private final List<FakeSession> sessions = new CopyOnWriteArrayList<>();
  private final Function<SessionListener, FakeSession> engine;
  private final double width;
  private final double height;
  private WorkbenchModel model;
  private WorkbenchShell shell;
  private Stage stage;

  /// Opens the window; to be called on the window's thread.
  ///
  /// @param folder where the window keeps everything
  TestWindow(Path folder, String text, Function<SessionListener, FakeSession> engine, double width, double height)
      throws IOException {
    this.engine = engine;
    this.width = width;
    this.height = height;
    this.folder = folder;
    project = Files.createDirectories(folder.resolve("project"));
    script = Files.writeString(project.resolve("a.py"), text);
    stage = new Stage();
    model = newModel();
    shell = show();
  }

  private WorkbenchModel newModel() {
    return new WorkbenchModel(
        new UserFolders(folder.resolve("settings"), folder),
        folder.resolve("none"),
        _ ->
            listener -> {
              FakeSession session = engine.apply(listener);
              session.info.complete(FakeSession.INFO);
              sessions.add(session);
              return session;
            },
        Platform::runLater);
  }

  private WorkbenchShell show() {
    WorkbenchShell opened = new WorkbenchShell(model, stage, desktop);
    model.runs().start();
    opened.show();
    stage.setWidth(width);
    stage.setHeight(height);
    return opened;
  }

  WorkbenchModel model() {
    return model;
  }

  WorkbenchShell shell() {
    return shell;
  }

  Scene scene() {
    return stage.getScene();
  }

  /// What has the keyboard.
  Node owner() {
    return on(() -> scene().getFocusOwner());
  }

  List<FakeSession> sessions() {
    return sessions;
  }

  FakeSession session() {
    return sessions.getLast();
  }

  void close() {
    on(() -> {
      shell.close();
      stage.close();
      return true;
    });
  }

  /// Opens the window anew, with what it kept.
  void open() {
    on(() -> {
      stage = new Stage();
      model = newModel();
      shell = show();
      return true;
    });
  }

  /// Does something on the window's thread.
  static <T> T on(Callable<T> task) {
    return WaitForAsyncUtils.waitForAsyncFx(60_000, task);
  }

  static void until(String what, Callable<Boolean> condition) throws Exception {
    WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> on(condition));
    assertTrue(on(condition), what);
  }

  void untilReady() throws Exception {
    until("the engine is ready", () -> model.runs().isReady());
  }

  void untilRunning() throws Exception {
    until("it runs", () -> model.runs().stateProperty().get() == RunState.RUNNING);
  }

  /// Does a command of the window, as a person would by its key.
  boolean command(String id) {
    return on(() -> shell.command(id).run());
  }

  /// Trusts the project and brings the script to the front.
  void trustAndOpen() throws Exception {
    untilReady();
    on(() -> {
      model.openProject(project);
      model.trust().trust(project);
      shell.open(script);
      return true;
    });
    until("the script is in front", () -> shell.command("run.file").isAvailable());
  }

  String console() {
    return model.console().lines(0, Long.MAX_VALUE).stream().map(ConsoleLine::text).collect(Collectors.joining("\n"));
  }
}
