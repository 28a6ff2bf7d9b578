package gradwright.app.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.fake.FakeSession;
import gradwright.app.run.RunState;
import gradwright.app.settings.UserFolders;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunOutcome.Ending;
import gradwright.protocol.RunRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbenchModelTest {
  @TempDir Path folder;

  private final BlockingQueue<Runnable> window = new LinkedBlockingQueue<>();
  private final List<FakeSession> sessions = new ArrayList<>();
  private WorkbenchModel model;

  @BeforeEach
  void make() throws Exception {
    Files.createDirectories(folder.resolve("installed/digits"));
    Files.writeString(folder.resolve("installed/digits/gradient_descent.py"), "print(1)\n");
    model = model(folder.resolve("settings"));
  }

  private WorkbenchModel model(Path settings) {
    return new WorkbenchModel(
        new UserFolders(settings, folder),
        folder.resolve("installed"),
        _ ->
            listener -> {
              FakeSession session = new FakeSession(listener);
              session.info.complete(FakeSession.INFO);
              sessions.add(session);
              return session;
            },
        window::add);
  }

  @AfterEach
  void close() {
    model.project().close();
  }

  private void until(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Runnable task = window.poll(60, TimeUnit.SECONDS);
      assertTrue(task != null, "it never happened");
      task.run();
    }
  }

  private List<String> topics() {
    return model.banners().banners().stream().map(Banner::topic).toList();
  }

  private boolean hasJob(String title) {
    return model.jobs().jobs().stream().anyMatch(j -> j.titleProperty().get().equals(title));
  }

  @Test
  void aNewFolderAsksForTrustAndAnOldOneDoesNot() throws Exception {
    Path project = Files.createDirectories(folder.resolve("mine"));
    model.openProject(project);
    assertEquals(List.of("trust"), topics());
    Banner banner = model.banners().banners().getFirst();
    model.banners().answer(banner, banner.answers().getFirst());
    assertTrue(model.trust().isTrusted(project));
    assertEquals(List.of(), topics());
    model.project().close();
    WorkbenchModel again = model(folder.resolve("settings"));
    again.openProject(project);
    assertTrue(again.banners().banners().isEmpty());
    assertEquals(List.of(project.toString()), again.settings().get().recentProjects());
    again.project().close();
  }

  @Test
  void aCopiedSampleIsTrusted() throws Exception {
    List<Path> opened = new ArrayList<>();
    model.openSample(model.samples().find("digits").orElseThrow(), opened::add);
    assertTrue(hasJob("Copying Handwritten digits"));
    until(() -> !opened.isEmpty());
    assertEquals(folder.resolve("Gradwright/sample-projects/digits/gradient_descent.py"), opened.getFirst());
    assertEquals(List.of(), topics());
    assertFalse(hasJob("Copying Handwritten digits"));
  }

  @Test
  void copyingASampleCanBeStopped() throws Exception {
    List<Path> opened = new ArrayList<>();
    model.openSample(model.samples().find("digits").orElseThrow(), opened::add);
    JobsModel.Job job = model.jobs().jobs().getLast();
    assertTrue(job.canCancel());
    job.cancel();
    until(() -> !hasJob("Copying Handwritten digits"));
    // It may have been through before it was stopped.
    assertEquals(!opened.isEmpty(), model.project().rootProperty().get() != null);
  }

  @Test
  void aSampleThatCannotBeCopiedSaysSo() throws Exception {
    Files.writeString(folder.resolve("Gradwright"), "a file where the folder should be");
    model.openSample(model.samples().find("digits").orElseThrow(), _ -> {});
    until(() -> topics().contains("sample"));
  }

  @Test
  void aLostEngineOffersARestart() throws Exception {
    model.runs().start();
    until(() -> model.runs().stateProperty().get() == RunState.READY);
    model.runs().run(RunRequest.ofFile("/p/a.py", List.of(), "/p"));
    assertEquals("Running a.py", model.jobs().jobs().getFirst().titleProperty().get());
    sessions.getFirst().end(Ending.ENGINE_LOST, 137, new RunOutcome.Failure("EngineLost", "Killed.", List.of()));
    until(() -> model.runs().stateProperty().get() == RunState.LOST);
    Banner banner = model.banners().banners().getFirst();
    assertEquals(Banner.Severity.ERROR, banner.severity());
    assertTrue(banner.text().contains("Killed."), banner.text());
    model.banners().answer(banner, banner.answers().getFirst());
    until(() -> model.runs().stateProperty().get() == RunState.READY);
    assertEquals(List.of(), topics());
  }

  @Test
  void brokenAndUnwritableSettingsAreTold() throws Exception {
    Files.createDirectories(folder.resolve("broken"));
    Files.writeString(folder.resolve("broken/settings.json"), "{");
    assertEquals(1, model(folder.resolve("broken")).banners().banners().size());
    Files.writeString(folder.resolve("file"), "");
    WorkbenchModel unwritable = model(folder.resolve("file"));
    unwritable.openProject(folder);
    assertTrue(unwritable.banners().banners().stream().anyMatch(b -> b.text().contains("cannot be saved")));
    unwritable.project().close();
  }

  @Test
  void aDeletedProjectIsTold() throws Exception {
    Path project = Files.createDirectories(folder.resolve("mine"));
    model.openProject(project);
    Files.delete(project);
    until(() -> topics().contains("project"));
    model.openProject(folder.resolve("never was"));
    assertTrue(topics().contains("open project"));
  }
}
