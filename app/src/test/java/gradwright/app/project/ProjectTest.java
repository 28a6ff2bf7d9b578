package gradwright.app.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.project.ProjectFiles.FileEntry;
import gradwright.app.project.ProjectModel.Presence;
import gradwright.app.project.SampleProjects.Sample;
import gradwright.app.settings.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectTest {
  @TempDir Path folder;

  private final BlockingQueue<Runnable> window = new LinkedBlockingQueue<>();
  private final ProjectModel project = new ProjectModel(window::add);

  @AfterEach
  void close() {
    project.close();
  }

  private void until(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Runnable task = window.poll(60, TimeUnit.SECONDS);
      assertTrue(task != null, "it never happened");
      task.run();
    }
  }

  private List<String> names() {
    FileEntry tree = project.treeProperty().get();
    return tree == null ? List.of() : tree.children().stream().map(FileEntry::name).toList();
  }

  @Test
  void foldersComeFirstAndHiddenFilesAreLeftOut() throws Exception {
    Files.createDirectories(folder.resolve("z/y"));
    Files.createDirectories(folder.resolve("__pycache__"));
    Files.createDirectories(folder.resolve(".git"));
    Files.writeString(folder.resolve("B.py"), "");
    Files.writeString(folder.resolve("a.py"), "");
    FileEntry tree = ProjectFiles.read(folder);
    assertEquals(List.of("z", "a.py", "B.py"), tree.children().stream().map(FileEntry::name).toList());
    assertThrows(IOException.class, () -> ProjectFiles.read(folder.resolve("gone")));
  }

  @Test
  void aThousandFilesAreAllThere() throws Exception {
    for (int d = 0; d < 20; d++) {
      Path sub = Files.createDirectories(folder.resolve("d" + d));
      for (int f = 0; f < 50; f++) {
        Files.writeString(sub.resolve("f" + f + ".py"), "");
      }
    }
    project.open(folder);
    until(() -> project.presenceProperty().get() == Presence.PRESENT);
    assertEquals(1000, project.treeProperty().get().files());
  }

  @Test
  void linksInACircleEnd() throws Exception {
    Files.createDirectories(folder.resolve("a"));
    Files.createSymbolicLink(folder.resolve("a/up"), folder);
    assertEquals(1, ProjectFiles.read(folder).files());
  }

  @Test
  void changesOutsideAppear() throws Exception {
    Files.createDirectories(folder.resolve("sub"));
    project.open(folder);
    until(() -> names().equals(List.of("sub")));
    Files.writeString(folder.resolve("new.py"), "");
    until(() -> names().equals(List.of("sub", "new.py")));
    Files.writeString(folder.resolve("sub/deep.py"), "");
    until(() -> project.treeProperty().get() != null && project.treeProperty().get().files() == 2);
    Files.delete(folder.resolve("new.py"));
    until(() -> names().equals(List.of("sub")));
  }

  @Test
  void aDeletedFolderIsNoticedAndAppearsAgain() throws Exception {
    Path root = Files.createDirectories(folder.resolve("project"));
    project.open(root);
    until(() -> project.presenceProperty().get() == Presence.PRESENT);
    Files.delete(root);
    until(() -> project.presenceProperty().get() == Presence.GONE);
    Files.createDirectories(root);
    Files.writeString(root.resolve("a.py"), "");
    until(() -> project.presenceProperty().get() == Presence.PRESENT && names().equals(List.of("a.py")));
  }

  @Test
  void theScopeOfAFileIsTheProjectOrItsOwnFolder() {
    assertEquals(Optional.of(Path.of("/x")), project.scope(Path.of("/x/a.py")));
    project.open(folder);
    assertEquals(Optional.of(folder.toAbsolutePath().normalize()), project.scope(folder.resolve("d/e/a.py")));
    assertEquals(Optional.of(Path.of("/x")), project.scope(Path.of("/x/a.py")));
  }

  private TrustModel trust() {
    return new TrustModel(
        new JsonFile<>(folder.resolve("trusted.json"), TrustModel.Folders.class, TrustModel.Folders.NONE), _ -> {});
  }

  @Test
  void trustIsRememberedAndHoldsBelow() throws Exception {
    Path a = Files.createDirectories(folder.resolve("a/b"));
    Path other = Files.createDirectories(folder.resolve("ab"));
    assertFalse(trust().isTrusted(a));
    trust().trust(folder.resolve("a"));
    assertTrue(trust().isTrusted(a));
    assertFalse(trust().isTrusted(other), "a name that begins alike is another folder");
    assertFalse(trust().isTrusted(folder));
    TrustModel again = trust();
    again.distrust(a);
    assertFalse(trust().isTrusted(a));
  }

  @Test
  void aLinkOutOfATrustedFolderIsNotTrusted() throws Exception {
    Path trusted = Files.createDirectories(folder.resolve("trusted"));
    Path foreign = Files.createDirectories(folder.resolve("foreign"));
    Files.createSymbolicLink(trusted.resolve("link"), foreign);
    trust().trust(trusted);
    assertFalse(trust().isTrusted(trusted.resolve("link")));
  }

  @Test
  void samplesAreCopiedWithTheirDataAndOnesChangesKept() throws Exception {
    Path installed = folder.resolve("installed");
    Files.createDirectories(installed.resolve("digits"));
    Files.createDirectories(installed.resolve("data"));
    Files.writeString(installed.resolve("digits/gradient_descent.py"), "old");
    Files.writeString(installed.resolve("data/d.csv"), "1");
    SampleProjects samples = new SampleProjects(installed);
    assertEquals(List.of("digits"), samples.all().stream().map(Sample::folder).toList());
    Sample digits = samples.find("digits").orElseThrow();
    List<Double> parts = new ArrayList<>();
    Path copy = samples.copy(digits, folder.resolve("mine"), parts::add).orElseThrow();
    assertEquals(List.of(0.0, 0.25, 0.5, 0.75), parts);
    assertEquals("1", Files.readString(copy.resolveSibling("data").resolve("d.csv")));
    Files.writeString(copy.resolve("gradient_descent.py"), "mine");
    samples.copy(digits, folder.resolve("mine"), _ -> true);
    assertEquals("mine", Files.readString(copy.resolve("gradient_descent.py")));
    assertEquals(Optional.empty(), samples.copy(digits, folder.resolve("other"), part -> part < 0.5));
    assertFalse(Files.exists(folder.resolve("other/digits")), "it was stopped after the data");
  }
}
