package gradwright.app.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.theme.PrimerLight;
import gradwright.app.editor.document.EditorSettings;
import gradwright.app.editor.file.LocalDisk;
import gradwright.app.editor.text.Selection;
import gradwright.app.editor.view.EditorView;
import gradwright.app.fake.FakeSession;
import gradwright.profiler.focus.Focus;
import gradwright.profiler.focus.FocusModel;
import gradwright.protocol.Insight;
import gradwright.protocol.Insight.Problem;
import gradwright.protocol.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.application.Application;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The editor on the screen, as people use it.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class EditorAreaTest {
  @TempDir Path folder;

  private final FakeSession session = new FakeSession().knowingFunctions();
  private final FakeDialogs dialogs = new FakeDialogs();
  private final FocusModel focus = new FocusModel();
  private final EditorSettings settings = new EditorSettings();
  private EditorArea area;
  private Stage stage;

  @Start
  void start(Stage first) {
    stage = first;
    Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    area = area();
    stage.setScene(new Scene(area.node(), 800, 500));
    stage.show();
  }

  private EditorArea area() {
    return new EditorArea(
        new EditorContext(
            () -> Optional.of(session),
            focus,
            settings,
            dialogs,
            dialogs,
            new LocalDisk(),
            folder.resolve("drafts"),
            new WindowThreads()));
  }

  @AfterEach
  void end(FxRobot robot) {
    robot.interact(area::shutdown);
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
    WaitForAsyncUtils.waitForFxEvents();
  }

  private EditorView open(FxRobot robot, String name, String text) throws Exception {
    Path file = Files.writeString(folder.resolve(name), text);
    robot.interact(() -> area.open(file));
    until(() -> area.current().filter(v -> v.document().title().equals(name)).isPresent());
    robot.interact(() -> area.current().orElseThrow().focus());
    return area.current().orElseThrow();
  }

  private static String text(EditorView view) {
    return view.document().text().text();
  }

  @Test
  void opensEditsSavesAndUndoes(FxRobot robot) throws Exception {
    EditorView view = open(robot, "a.py", "import jax\r\n");
    robot.interact(() -> view.goTo(2, 1));
    robot.write("if x:");
    robot.type(KeyCode.ENTER);
    robot.write("f(");
    assertEquals("import jax\nif x:\n    f()", text(view));
    assertTrue(view.document().text().isDirty());
    robot.push(KeyCode.CONTROL, KeyCode.S);
    until(() -> !view.document().text().isDirty());
    assertEquals("import jax\r\nif x:\r\n    f()", Files.readString(folder.resolve("a.py")));
    for (int i = 0; i < 10; i++) {
      robot.push(KeyCode.CONTROL, KeyCode.Z);
    }
    assertEquals("import jax\n", text(view));
    assertEquals(text(view), view.code().shownText());
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
    assertEquals("import jax\nif ", text(view));
    assertEquals(text(view), view.code().shownText());
  }

  @Test
  void editsLinesByKeys(FxRobot robot) throws Exception {
    EditorView view = open(robot, "a.py", "a\nb\nc\n");
    robot.push(KeyCode.CONTROL, KeyCode.SLASH);
    assertEquals("# a\nb\nc\n", text(view));
    robot.push(KeyCode.ALT, KeyCode.DOWN);
    assertEquals("b\n# a\nc\n", text(view));
    robot.push(KeyCode.CONTROL, KeyCode.D);
    assertEquals("b\n# a\n# a\nc\n", text(view));
    robot.push(KeyCode.CONTROL, KeyCode.A);
    robot.type(KeyCode.TAB);
    assertEquals("    b\n    # a\n    # a\n    c\n", text(view));
    robot.push(KeyCode.SHIFT, KeyCode.TAB);
    robot.push(KeyCode.CONTROL, KeyCode.C);
    assertEquals("b\n# a\n# a\nc\n", dialogs.clip);
    robot.push(KeyCode.CONTROL, KeyCode.X);
    assertEquals("", text(view));
    robot.push(KeyCode.CONTROL, KeyCode.V);
    assertEquals("b\n# a\n# a\nc\n", text(view));
    assertEquals(text(view), view.code().shownText());
  }

  @Test
  void findsAndReplacesAllAsOneStep(FxRobot robot) throws Exception {
    EditorView view = open(robot, "a.py", "x1 = 1\nx2 = 2\ny = x1\n");
    robot.push(KeyCode.CONTROL, KeyCode.H);
    robot.interact(() -> {
      robot.lookup("#find-query").queryTextInputControl().setText("x(\\d)");
      robot.lookup("#find-replacement").queryTextInputControl().setText("z$1$1");
    });
    robot.clickOn(robot.lookup(".find-toggle").nth(2).<ToggleButton>query());
    until(() -> robot.lookup("#find-count").queryLabeled().getText().equals("3 matches"));
    robot.clickOn("#find-query").type(KeyCode.ENTER);
    assertEquals(new Selection(0, 2), view.code().selection());
    until(() -> robot.lookup("#find-count").queryLabeled().getText().equals("1 of 3"));
    robot.clickOn("Replace all");
    assertEquals("z11 = 1\nz22 = 2\ny = z11\n", text(view));
    robot.type(KeyCode.ESCAPE);
    robot.push(KeyCode.CONTROL, KeyCode.Z);
    assertEquals("x1 = 1\nx2 = 2\ny = x1\n", text(view));
  }

  @Test
  void closingAsksAboutUnsavedText(FxRobot robot) throws Exception {
    EditorView view = open(robot, "a.py", "a\n");
    robot.interact(() -> view.edits().insert("b"));
    robot.push(KeyCode.CONTROL, KeyCode.W);
    assertEquals(List.of("a.py"), dialogs.asked);
    assertEquals(1, area.views().size());
    dialogs.unsaved = EditorDialogs.Unsaved.SAVE;
    robot.push(KeyCode.CONTROL, KeyCode.W);
    until(() -> area.views().isEmpty());
    assertEquals("ba\n", Files.readString(folder.resolve("a.py")));
  }

  @Test
  void unsavedTextsComeBack(FxRobot robot) throws Exception {
    EditorView view = open(robot, "a.py", "a\n");
    robot.interact(() -> {
      view.edits().insert("b");
      area.openUntitled().edits().insert("never saved λ");
    });
    until(() -> Files.exists(folder.resolve("drafts")) && Files.list(folder.resolve("drafts")).count() == 2);
    EditorArea[] next = new EditorArea[1];
    robot.interact(() -> {
      next[0] = area();
      stage.setScene(new Scene(next[0].node(), 800, 500));
      next[0].restore(OpenTabs.NONE);
    });
    until(() -> next[0].views().size() == 2);
    assertEquals(
        List.of("ba\n", "never saved λ"), next[0].views().stream().map(EditorAreaTest::text).sorted().toList());
    assertTrue(next[0].views().stream().allMatch(v -> v.document().text().isDirty()));
    robot.interact(next[0]::shutdown);
  }

  @Test
  void linesAboveStayInSightWhenOneIsDivided(FxRobot robot) throws Exception {
    EditorView view = open(robot, "a.py", "first = 1\n".repeat(300));
    robot.interact(() -> view.goTo(1, 6));
    robot.type(KeyCode.ENTER, KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
    assertTrue(text(view).startsWith("first\n\n"), text(view).substring(0, 12));
    assertEquals(0, view.code().visibleLines().first());
    robot.interact(() -> view.goTo(150, 6));
    WaitForAsyncUtils.waitForFxEvents();
    int top = view.code().visibleLines().first();
    robot.interact(() -> view.goTo(top + 6, 6));
    robot.type(KeyCode.ENTER, KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();
    assertEquals(top, view.code().visibleLines().first());
  }

  @Test
  void followsTheFocusAndSetsIt(FxRobot robot) throws Exception {
    EditorView view = open(robot, "a.py", "a\n".repeat(300));
    Path file = folder.resolve("a.py");
    List<Object> origins = new ArrayList<>();
    robot.interact(() -> focus.listen((f, origin) -> origins.add(origin)));
    robot.interact(() -> focus.set(new Focus.Line(file.toString(), 200), this));
    WaitForAsyncUtils.waitForFxEvents();
    assertEquals(200, view.caretLine());
    assertTrue(view.code().visibleLines().contains(199));
    robot.type(KeyCode.DOWN);
    until(() -> focus.focus().equals(new Focus.Line(file.toString(), 201)));
    assertEquals(List.of(this, area), origins);
  }

  @Test
  void marksTheLineOfAnEquationAndLeavesTheCaret(FxRobot robot) throws Exception {
    EditorView view = open(robot, "a.py", "a\n".repeat(300));
    EditorView other = open(robot, "b.py", "b\n");
    String file = folder.resolve("a.py").toString();
    Place.Frame elsewhere = new Place.Frame("/no/such/library.py", 3, 1, 3, 2, "helper");
    Place.Frame here = new Place.Frame(file, 250, 1, 250, 2, "step");
    robot.interact(() -> {
      other.focus();
      focus.setPlaces(f -> new Place(List.of(elsewhere, here)));
      focus.set(new Focus.OfEquation(1, 7), this);
    });
    WaitForAsyncUtils.waitForFxEvents();
    assertEquals(Optional.of(view), area.current());
    assertTrue(view.code().visibleLines().contains(249));
    assertEquals(250, view.markedLine());
    assertEquals(1, view.caretLine());
    assertEquals(new Focus.OfEquation(1, 7), focus.focus());
    robot.interact(
        () -> view.document().text().replace(20, 20, "x\nx\n", view.code().selection(), view.code().selection()));
    assertEquals(252, view.markedLine());
    robot.interact(() -> focus.set(new Focus.None(), this));
    assertEquals(0, view.markedLine());
  }

  @Test
  void showsProblemsAndTypes(FxRobot robot) throws Exception {
    session.checker =
        t -> t.contains("(\n") ? List.of(new Insight.Problem(1, 6, 1, 7, "error", "'(' was never closed")) : List.of();
    EditorView view = open(robot, "a.py", "x = f(\n");
    until(() -> area.problems().problems().size() == 1);
    assertEquals("'(' was never closed", area.problems().problems().getFirst().problem().message());
    robot.interact(() -> view.goTo(1, 7));
    robot.write(")");
    until(() -> area.problems().problems().isEmpty());
    robot.interact(() ->
        view.inlays().show(List.of(new Insight.ValueType(folder.resolve("a.py").toString(), 1, 1, "x", "f32[3]"))));
    assertEquals("x: f32[3]", view.inlays().at(0).orElseThrow().text());
    robot.write("+");
    assertTrue(view.inlays().at(0).orElseThrow().stale());
  }

  @Test
  void foldsAndUnfolds(FxRobot robot) throws Exception {
    EditorView view = open(robot, "a.py", "def f():\n    a\n    b\nc\n");
    robot.interact(() -> view.goTo(3, 1));
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.OPEN_BRACKET);
    assertTrue(view.code().isFolded(1) && view.code().isFolded(2));
    assertFalse(view.code().isFolded(0) || view.code().isFolded(3));
    assertEquals(1, view.caretLine());
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.CLOSE_BRACKET);
    assertFalse(view.code().isFolded(1));
    assertEquals("def f():\n    a\n    b\nc\n", text(view));
    assertFalse(view.document().text().isDirty());
  }

  @Test
  void commandsHaveTheirOwnNamesAndKeys() {
    List<EditorCommand> commands = area.commands();
    assertEquals(commands.size(), commands.stream().map(EditorCommand::id).distinct().count());
    List<String> keys = commands.stream().map(EditorCommand::key).filter(k -> !k.isEmpty()).toList();
    assertEquals(keys.size(), keys.stream().distinct().count());
    keys.forEach(k -> assertInstanceOf(KeyCodeCombination.class, KeyCombination.valueOf(k), k));
    assertFalse(commands.stream().filter(c -> c.id().equals("editor.save")).findFirst().orElseThrow().enabled().get());
  }

  @Test
  void completesNamesAndShowsParameters(FxRobot robot) throws Exception {
    EditorView view = open(robot, "a.py", "import jax.numpy as jnp\ny = jnp");
    robot.interact(() -> view.goTo(2, 8));
    robot.write(".");
    until(() -> view.completion().openProperty().get() && robot.lookup("#completions").tryQuery().isPresent());
    robot.write("ta");
    robot.type(KeyCode.ENTER);
    assertEquals("import jax.numpy as jnp\ny = jnp.tanh", text(view));
    assertFalse(view.completion().openProperty().get());
    robot.write("(");
    until(() ->
        robot.lookup(".parameter-text.active").tryQueryAs(Text.class).filter(t -> t.getText().equals("x")).isPresent());
    robot.type(KeyCode.ESCAPE);
    robot.push(KeyCode.CONTROL, KeyCode.Z);
    robot.push(KeyCode.CONTROL, KeyCode.Z);
    assertEquals("import jax.numpy as jnp\ny = jnp.ta", text(view));
    robot.push(KeyCode.CONTROL, KeyCode.SPACE);
    until(() -> view.completion().openProperty().get());
    robot.type(KeyCode.ESCAPE);
    assertFalse(view.completion().openProperty().get());
  }

  private static boolean isTold(FxRobot robot, String words) {
    return robot.lookup(".tip .label").queryAllAs(Label.class).stream().anyMatch(l -> l.getText().contains(words));
  }

  @Test
  void theMouseOverANameShowsItsDocumentation(FxRobot robot) throws Exception {
    EditorView view = open(robot, "a.py", "import jax.numpy as jnp\ny = jnp.tanh(1.0)\n");
    robot.interact(() -> view.goTo(2, 1));
    int at = view.document().text().text().indexOf("tanh") + 1;
    until(() -> WaitForAsyncUtils.asyncFx(() -> view.code().bounds(at).isPresent()).get());
    Bounds name = WaitForAsyncUtils.asyncFx(() -> view.code().bounds(at)).get().orElseThrow();
    robot.moveTo(name.getCenterX(), name.getCenterY());
    until(() -> isTold(robot, "tanh(x, /)"));
    assertTrue(isTold(robot, "Calculate element-wise hyperbolic tangent"));
    assertTrue(isTold(robot, "jax.numpy.tanh"));
    robot.moveTo(name.getCenterX(), name.getCenterY() + 200);
    until(() -> !isTold(robot, "tanh(x, /)"));
  }

  @Test
  void aKeyShowsTheDocumentationAtTheCaret(FxRobot robot) throws Exception {
    session.checker =
        text -> text.contains("oops") ? List.of(new Problem(1, 1, 1, 5, "error", "oops is no Python")) : List.of();
    EditorView view = open(robot, "a.py", "import jax\ng = jax.grad(f)\n");
    robot.interact(() -> view.goTo(2, 11));
    robot.push(KeyCode.SHIFT, KeyCode.F1);
    until(() -> isTold(robot, "grad(fun, argnums=0, has_aux=False)"));
    robot.type(KeyCode.ESCAPE);
    until(() -> !isTold(robot, "grad(fun"));
    robot.interact(() -> view.edits().insert("# "));
    robot.interact(
        () -> view.document().text().replace(0, 0, "oops\n", view.code().selection(), view.code().selection()));
    until(() -> !view.problems().at(0).isEmpty());
    robot.interact(() -> view.goTo(1, 2));
    robot.push(KeyCode.SHIFT, KeyCode.F1);
    until(() -> isTold(robot, "oops is no Python"));
  }

  @Test
  void goesToSymbols(FxRobot robot) throws Exception {
    EditorView view = open(robot, "a.py", "def f():\n    pass\n\nclass Model:\n    def step(self): pass\n");
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.O);
    until(() -> robot.lookup("#symbol-query").tryQuery().isPresent());
    robot.write("st");
    robot.type(KeyCode.ENTER);
    until(() -> view.caretLine() == 5);
    assertEquals(9, view.caretColumn());
  }

  @Test
  void tellsWhyAFileIsNotOpened(FxRobot robot) throws Exception {
    Path file = Files.write(folder.resolve("a.bin"), new byte[] {1, 0, 2});
    robot.interact(() -> area.open(file));
    until(() -> !dialogs.told.isEmpty());
    assertTrue(dialogs.told.getFirst().contains("not a text file"));
    assertEquals(0, area.views().size());
  }
}
