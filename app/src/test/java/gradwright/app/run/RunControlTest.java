package gradwright.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.fake.FakeSession;
import gradwright.app.project.ProjectModel;
import gradwright.app.project.TrustModel;
import gradwright.app.settings.JsonFile;
import gradwright.app.settings.Settings;
import gradwright.app.settings.Settings.RunOptions;
import gradwright.app.settings.SettingsModel;
import gradwright.protocol.RunOutcome.Ending;
import gradwright.protocol.RunRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableObjectValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunControlTest {
  @TempDir Path folder;

  private final CompletableFuture<FakeSession> session = new CompletableFuture<>();
  private final SimpleObjectProperty<@Nullable Path> front = new SimpleObjectProperty<>();
  private Optional<Scripts.Script> script = Optional.empty();
  private TrustModel trust;
  private RunControl control;
  private RunModel runs;
  private Runnable startEngine;

  @BeforeEach
  void start() throws Exception {
    SettingsModel settings =
        new SettingsModel(new JsonFile<>(folder.resolve("s.json"), Settings.class, Settings.DEFAULTS), _ -> {});
    trust =
        new TrustModel(
            new JsonFile<>(folder.resolve("t.json"), TrustModel.Folders.class, TrustModel.Folders.NONE), _ -> {});
    CompletableFuture<Void> ready = new CompletableFuture<>();
    runs =
        new RunModel(
            listener -> {
              FakeSession fake = new FakeSession(listener);
              fake.info.complete(FakeSession.INFO);
              session.complete(fake);
              return fake;
            },
            Runnable::run);
    runs.observe(
        new RunObserver() {
          @Override
          public void engineStarted() {
            ready.complete(null);
          }
        });
    control =
        new RunControl(
            runs,
            new Scripts() {
              @Override
              public ObservableObjectValue<@Nullable Path> frontProperty() {
                return front;
              }

              @Override
              public Optional<Script> front(boolean save) {
                return script;
              }
            },
            new ProjectModel(Runnable::run),
            trust,
            settings);
    startEngine =
        () -> {
          runs.start();
          ready.join();
        };
  }

  private void show(Scripts.Script shown) {
    script = Optional.of(shown);
    front.set(shown.file());
  }

  private Scripts.Script file(String selection, int line) {
    return new Scripts.Script(folder.resolve("a.py"), null, false, new Scripts.Selection(selection, line));
  }

  @Test
  void withoutAScriptThereIsNothingToRun() {
    startEngine.run();
    assertEquals("Open a script first", control.cannotRunProperty().get());
  }

  @Test
  void nothingRunsBeforeTheFolderIsTrusted() throws Exception {
    startEngine.run();
    show(file("", 1));
    assertTrue(control.cannotRunProperty().get().contains("not trusted"));
    control.runFile();
    control.runSelection();
    assertTrue(session.get().requests.isEmpty());
    trust.trust(folder);
    assertEquals("", control.cannotRunProperty().get());
    control.runFile();
    assertEquals(1, session.get().requests.size());
    assertEquals("A script is running", control.cannotRunProperty().get());
    assertEquals("", control.cannotStopProperty().get());
    session.get().end(Ending.FINISHED, 0, null);
    assertEquals("", control.cannotRunProperty().get());
  }

  @Test
  void whatIsAskedForWhileTheEngineStartsRunsThen() throws Exception {
    trust.trust(folder);
    show(file("", 1));
    assertEquals("", control.cannotRunProperty().get());
    control.runFile();
    assertTrue(control.cannotRunProperty().get().contains("as soon as"));
    // What is in front by then does not matter.
    show(new Scripts.Script(folder.resolve("b.py"), null, false, new Scripts.Selection("", 1)));
    startEngine.run();
    assertEquals(
        List.of(folder.resolve("a.py").toString()), session.get().requests.stream().map(RunRequest::file).toList());
    assertEquals("A script is running", control.cannotRunProperty().get());
    session.get().end(Ending.FINISHED, 0, null);
    assertEquals("", control.cannotRunProperty().get());
    assertEquals(1, session.get().requests.size());
  }

  @Test
  void aTextOfOnesOwnNeedsNoTrust() throws Exception {
    startEngine.run();
    show(new Scripts.Script(Path.of("untitled-1.py"), "print(1)", true, new Scripts.Selection("", 1)));
    control.runFile();
    RunRequest request = session.get().requests.getFirst();
    assertEquals("print(1)", request.text());
    assertEquals(System.getProperty("user.home"), request.workingFolder());
  }

  @Test
  void argumentsAndEnvironmentBelongToTheScript() throws Exception {
    startEngine.run();
    trust.trust(folder);
    show(file("", 1));
    control.setOptions(folder.resolve("a.py"), new RunOptions("40 --name 'two words'", Map.of("A", "1"), ""));
    control.runFile();
    RunRequest request = session.get().requests.getFirst();
    assertEquals(List.of("40", "--name", "two words"), request.arguments());
    assertEquals(Map.of("A", "1"), request.environment());
    assertEquals(folder.toString(), request.workingFolder());
  }

  @Test
  void aSelectionRunsOnTheNamesOfTheLastRun() throws Exception {
    startEngine.run();
    trust.trust(folder);
    show(file("    x = 1\n    y = 2\n", 12));
    control.runSelection();
    RunRequest request = session.get().requests.getFirst();
    assertEquals("x = 1\ny = 2\n", request.text());
    assertEquals(12, request.firstLine());
    assertTrue(request.keepNames());
  }

  @Test
  void dedentKeepsWhatIsDeeper() {
    assertEquals("if a:\n  b\n\nc", RunControl.dedented("  if a:\n    b\n\n  c"));
    assertEquals("a\n b", RunControl.dedented("a\n b"));
  }

  @Test
  void argumentsAreSplitAsInAShell() {
    assertEquals(List.of("a", "b c", "d\"e", "", "f\\g"), ArgumentText.split(" a 'b c'  d\\\"e \"\" 'f\\g' "));
    assertEquals(List.of(), ArgumentText.split("   "));
  }
}
