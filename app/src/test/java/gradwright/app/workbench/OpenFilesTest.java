package gradwright.app.workbench;

import static gradwright.app.workbench.TestWindow.on;
import static gradwright.app.workbench.TestWindow.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.editor.OpenTabs;
import gradwright.app.editor.OpenTabs.Entry;
import gradwright.app.fake.FakeSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// The files of a project are open again after the window was closed, and when the project is opened again.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // the toolkit calls start before each test
class OpenFilesTest {
  @TempDir Path folder;

  private TestWindow window;

  @Start
  void start(Stage shown) throws Exception {
    window = new TestWindow(folder.resolve("first"), "x = 1\n".repeat(400), FakeSession::new, 980, 760);
  }

  @AfterEach
  void close() {
    window.close();
  }

  private TabPane tabs() {
    return (TabPane) window.scene().lookup(".editor-area");
  }

  private List<String> titles() {
    return on(() -> tabs().getTabs().stream().map(Tab::getText).toList());
  }

  private String inFront() {
    return on(() -> {
      Tab tab = tabs().getSelectionModel().getSelectedItem();
      return tab == null ? "" : tab.getText();
    });
  }

  private Path file(String name) throws Exception {
    return Files.writeString(window.project.resolve(name), "y = 2\n".repeat(400));
  }

  private void open(Path file, int line) throws Exception {
    on(() -> {
      window.shell().open(file, line);
      return true;
    });
    until(file + " is in front", () -> inFront().equals(file.getFileName().toString()));
    until("the caret is there", () -> window.shell().caretLine() == line);
  }

  @Test
  void theWindowComesBackAsItWasClosed(FxRobot robot) throws Exception {
    window.trustAndOpen();
    open(file("b.py"), 200);
    open(file("c.py"), 7);
    Path gone = file("gone.py");
    open(gone, 1);
    open(file("d.py"), 3);
    // Unsaved, in a tab between the others.
    open(window.project.resolve("c.py"), 7);
    robot.write("z");
    open(window.project.resolve("b.py"), 200);
    int top = window.shell().topLine();
    assertTrue(top > 100, "the line is in sight: " + top);
    window.close();
    Files.delete(gone);

    window.open();
    until("all are open", () -> titles().equals(List.of("a.py", "b.py", "c.py", "d.py")));
    assertEquals("b.py", inFront());
    assertEquals(200, on(() -> window.shell().caretLine()));
    until("the same lines are in sight", () -> window.shell().topLine() == top);
    assertTrue(on(() -> window.model().banners().banners().isEmpty()), "a file that is gone is no trouble");
    open(window.project.resolve("c.py"), 7);
    assertTrue(on(() -> window.shell().text()).contains("z"), "what was not saved is there");
    open(window.project.resolve("d.py"), 3);
  }

  @Test
  void eachProjectHasItsFiles(FxRobot robot) throws Exception {
    window.trustAndOpen();
    open(file("b.py"), 5);
    Path second = Files.createDirectories(folder.resolve("second"));
    Path other = Files.writeString(second.resolve("other.py"), "o = 3\n".repeat(50));
    openProject(second);
    until("the first project's files are closed", () -> titles().isEmpty());
    open(other, 9);
    robot.push(KeyCode.SHORTCUT, KeyCode.N);
    robot.write("never saved");
    openProject(window.project);
    until("they are open again", () -> titles().equals(List.of("untitled-1.py", "a.py", "b.py")));
    until("as they were", () -> inFront().equals("b.py") && window.shell().caretLine() == 5);
    openProject(second);
    until("the other one's too", () -> titles().equals(List.of("other.py", "untitled-1.py")));
  }

  private void openProject(Path project) {
    on(() -> {
      window.model().openProject(project);
      return true;
    });
  }

  @Test
  void theStoreKeepsTheProjectsThatWereUsedLast() throws Exception {
    OpenFilesStore store = new OpenFilesStore(folder.resolve("settings").resolve("open-files.json"));
    OpenTabs tabs = new OpenTabs(List.of(new Entry("/p/a.py", "1", 12, 3), new Entry("", "2", 0, -1)), 1);
    store.save(Optional.of(Path.of("/p")), tabs);
    store.save(Optional.empty(), OpenTabs.NONE);
    OpenFilesStore again = new OpenFilesStore(folder.resolve("settings").resolve("open-files.json"));
    assertEquals(tabs, again.load(Optional.of(Path.of("/p"))));
    assertEquals(OpenTabs.NONE, again.load(Optional.of(Path.of("/q"))));
    for (int i = 0; i < 60; i++) {
      again.save(Optional.of(Path.of("/many/" + i)), tabs);
    }
    assertEquals(OpenTabs.NONE, store.load(Optional.of(Path.of("/p"))));
    assertEquals(tabs, store.load(Optional.of(Path.of("/many/59"))));
    Files.writeString(
        folder.resolve("settings").resolve("open-files.json"), "{\"projects\": {\"/p\": {\"entries\": 3}}}");
    assertEquals(OpenTabs.NONE, store.load(Optional.of(Path.of("/p"))), "a broken file stops nothing");
  }
}
