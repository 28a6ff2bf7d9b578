package gradwright.profiler.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.theme.PrimerDark;
import gradwright.profiler.Synthetic;
import gradwright.profiler.focus.Focus;
import gradwright.profiler.focus.FocusModel;
import gradwright.profiler.store.EventStore;
import gradwright.profiler.table.Aggregate;
import gradwright.profiler.timeline.Lane.Position;
import gradwright.profiler.timeline.LaneKind;
import gradwright.profiler.timeline.LaneStack;
import gradwright.profiler.timeline.Range;
import gradwright.profiler.timeline.Slice;
import gradwright.profiler.timeline.TimelineModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.application.Application;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The panel as a person uses it.
@ExtendWith(ApplicationExtension.class)
class ProfilerViewTest {
  private static final double GUTTER = 92;
  private static final double RULER = 22;

  /// Within the timeline while nothing is selected, below it where the sums are shown.
  private static final double LOW = 330;

  private final EventStore store = new EventStore();
  private final FocusModel focus = new FocusModel();

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  @SuppressWarnings("NullAway.Init")
  private ProfilerView view;

  @SuppressWarnings("NullAway.Init")
  private TimelineModel model;

  @Start
  void start(Stage stage) {
    Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
    Synthetic program = new Synthetic(6);
    store.add(program.compile(3));
    store.add(program.run(60, "cpu:0"));
    view = new ProfilerView(store, focus, () -> Synthetic.MACHINE);
    model = view.timeline().model();
    stage.setScene(new Scene(view, 900, 420));
    stage.show();
  }

  /// A turn of the wheel, away from the person where `amount` is positive; robots of platforms differ in its sign.
  private void wheel(double x, double amount) {
    Point2D screen = at(x, 300);
    Event.fireEvent(
        canvas(),
        new ScrollEvent(
            ScrollEvent.SCROLL,
            x,
            300,
            screen.getX(),
            screen.getY(),
            false,
            false,
            false,
            false,
            false,
            false,
            0,
            amount,
            0,
            amount,
            ScrollEvent.HorizontalTextScrollUnits.NONE,
            0,
            ScrollEvent.VerticalTextScrollUnits.NONE,
            0,
            0,
            null));
  }

  private void mouse(EventType<MouseEvent> type, double x) {
    Point2D scene = canvas().localToScene(x, LOW);
    Point2D screen = at(x, LOW);
    boolean down = type != MouseEvent.MOUSE_RELEASED;
    Event.fireEvent(
        canvas(),
        new MouseEvent(
            type,
            scene.getX(),
            scene.getY(),
            screen.getX(),
            screen.getY(),
            MouseButton.PRIMARY,
            1,
            false,
            false,
            false,
            false,
            down,
            false,
            false,
            false,
            false,
            false,
            null));
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
    WaitForAsyncUtils.waitForFxEvents();
  }

  /// Opens a tab and lays it out, without waiting for a frame of the window.
  private void openTab(FxRobot robot, String name) {
    robot.clickOn("#profiler-" + name);
    robot.interact(() -> {
      view.applyCss();
      view.layout();
    });
  }

  private Node canvas() {
    return Objects.requireNonNull(view.lookup("#timeline"));
  }

  private Point2D at(double x, double y) {
    return canvas().localToScreen(x, y);
  }

  /// A point within a span of the kernels' lane.
  private Point2D pointOf(Position position) {
    var row = model.timeline().row(position);
    double time = row.start(position.index()) + row.nanos(position.index()) / 2.0;
    for (LaneStack.Bar bar : model.stack().bars()) {
      if (bar.lane() == position.lane() && bar.row() == position.row()) {
        return at(GUTTER + model.viewport().pixelOf(time), RULER + bar.top() + LaneStack.BAR / 2);
      }
    }
    throw new AssertionError("no such row");
  }

  private int kernels() {
    for (int i = 0; i < model.timeline().lanes().size(); i++) {
      if (model.timeline().lanes().get(i).kind() == LaneKind.KERNELS) {
        return i;
      }
    }
    throw new AssertionError("no kernels");
  }

  private void showKernel(FxRobot robot, Position position) {
    double start = model.timeline().row(position).start(position.index());
    show(robot, new Range(start - 100_000, start + 100_000));
  }

  private void show(FxRobot robot, Range range) {
    robot.interact(() -> {
      model.viewport().show(range);
      model.panPixels(0);
    });
    WaitForAsyncUtils.waitForFxEvents();
  }

  @Test
  void keysAndWheelZoomAndMove(FxRobot robot) throws Exception {
    await(() -> !model.timeline().isEmpty());
    double all = model.viewport().step();
    robot.clickOn(at(GUTTER + 300, 300), MouseButton.PRIMARY);
    robot.type(KeyCode.W, 3);
    assertTrue(model.viewport().step() < all / 2, "W zooms in");
    double from = model.viewport().from();
    robot.type(KeyCode.D);
    assertTrue(model.viewport().from() > from, "D shows what is later");
    robot.type(KeyCode.A);
    assertEquals(from, model.viewport().from(), model.viewport().step());
    robot.type(KeyCode.F);
    assertEquals(all, model.viewport().step(), 1e-6);
    double time = model.viewport().timeAt(500);
    robot.interact(() -> wheel(GUTTER + 500, 120));
    assertTrue(model.viewport().step() < all, "the wheel zooms in");
    assertEquals(500, model.viewport().pixelOf(time), 3, "and keeps what is under the pointer");
  }

  @Test
  void hoverTellsAndAClickLooks(FxRobot robot) throws Exception {
    await(() -> !model.timeline().isEmpty());
    Position first = new Position(kernels(), 0, 40);
    showKernel(robot, first);
    robot.moveTo(pointOf(first));
    assertEquals(first, model.hovered());
    Slice slice = model.timeline().slice(first);
    assertTrue(Objects.requireNonNull(view.timeline().lookup(".gw-card")).isVisible());
    assertEquals(slice.name(), ((Labeled) Objects.requireNonNull(view.timeline().lookup(".gw-card .title"))).getText());
    robot.clickOn(pointOf(first), MouseButton.PRIMARY);
    assertEquals(slice.focus(), focus.focus());
    assertNotNull(model.highlight(), "its other runs stand out");
    robot.interact(() -> focus.set(new Focus.None(), this));
    assertNull(model.highlight());
    robot.type(KeyCode.RIGHT, KeyCode.ENTER);
    assertEquals(model.timeline().slice(new Position(first.lane(), 0, 41)).focus(), focus.focus());
  }

  @Test
  void draggingSelectsARangeAndSumsIt(FxRobot robot) throws Exception {
    await(() -> !model.timeline().isEmpty());
    // A range that was chosen stays; the whole would widen by what still arrives.
    var kernels = model.timeline().lanes().get(kernels()).rows().getFirst();
    show(robot, new Range(kernels.start(20), kernels.start(120)));
    // The headless platform's moves name no button, so that they go to what is under the pointer, where the sums
    // appear. All
    // others send a drag to where it began, as is done here.
    robot.interact(() -> {
      mouse(MouseEvent.MOUSE_PRESSED, GUTTER + 500);
      mouse(MouseEvent.MOUSE_DRAGGED, GUTTER + 600);
    });
    await(() -> robot.lookup(".gw-sums").query().isVisible());
    robot.interact(() -> {
      mouse(MouseEvent.MOUSE_DRAGGED, GUTTER + 780);
      mouse(MouseEvent.MOUSE_RELEASED, GUTTER + 780);
      Range range = Objects.requireNonNull(model.selection());
      assertEquals(500, model.viewport().pixelOf(range.from()), 3);
      assertEquals(780, model.viewport().pixelOf(range.to()), 3);
    });
    assertTrue(canvas().getLayoutBounds().getHeight() < LOW, "the sums are where the pointer is");
    assertTrue(robot.lookup("dot_general").tryQuery().isPresent(), "the sums name kernels");
    robot.type(KeyCode.ESCAPE);
    assertNull(model.selection());
    await(() -> !robot.lookup(".gw-sums").query().isVisible());
  }

  @Test
  void theTableSortsFiltersAndLooks(FxRobot robot) throws Exception {
    openTab(robot, "kernels");
    @SuppressWarnings("unchecked")
    TableView<Aggregate> table = (TableView<Aggregate>) Objects.requireNonNull(view.table().lookup(".gw-table"));
    await(() -> !table.getItems().isEmpty());
    int all = table.getItems().size();
    assertTrue(table.getItems().get(0).nanos() >= table.getItems().get(1).nanos());
    TextField filter = robot.lookup("#filter").queryAs(TextField.class);
    robot.interact(() -> filter.setText("scan step"));
    assertEquals(1, table.getItems().size());
    robot.interact(() -> table.getSelectionModel().select(0));
    assertEquals(table.getItems().getFirst().focus(), focus.focus());
    robot.interact(() -> filter.setText(""));
    assertEquals(all, table.getItems().size());
    robot.clickOn("Lines");
    await(() -> table.getItems().stream().anyMatch(r -> r.name().equals("train.py:20")));
  }

  @Test
  void flameAndMemoryAnswerToKeysAndMouse(FxRobot robot) throws Exception {
    openTab(robot, "flame");
    await(() -> view.flame().model().root().nanos() > 0);
    Node flame = Objects.requireNonNull(view.flame().lookup("#flame"));
    robot.doubleClickOn(flame.localToScreen(60, 3 * 21 + 8), MouseButton.PRIMARY);
    String top = view.flame().model().top().name();
    assertTrue(top.startsWith("train_epoch"), top);
    assertTrue(focus.focus() instanceof Focus.Line);
    robot.type(KeyCode.F);
    assertEquals("all", view.flame().model().top().name());

    openTab(robot, "memory");
    await(() -> !view.memory().model().history().isEmpty());
    assertTrue(view.memory().model().isAtPeak());
    Node memory = Objects.requireNonNull(view.memory().lookup("#memory"));
    robot.clickOn(memory.localToScreen(300, 150), MouseButton.PRIMARY);
    assertFalse(view.memory().model().isAtPeak());
    double moment = view.memory().model().moment();
    robot.type(KeyCode.RIGHT);
    assertTrue(view.memory().model().moment() > moment);
    robot.type(KeyCode.P);
    assertTrue(view.memory().model().isAtPeak());
  }

  @Test
  void profilesAreSavedAndOpenedAndForeignFilesRefused(FxRobot robot) throws Exception {
    await(() -> !model.timeline().isEmpty());
    long spans = model.timeline().size();
    Path file = folder.resolve("run.gwprofile");
    view.save(file).get(60, TimeUnit.SECONDS);
    robot.interact(store::beginEngine);
    await(() -> model.timeline().isEmpty());
    view.open(file).get(60, TimeUnit.SECONDS);
    await(() -> model.timeline().size() == spans);
    robot.clickOn("Back to the session");
    await(() -> model.timeline().isEmpty());
    Path foreign = folder.resolve("notes.txt");
    Files.writeString(foreign, "hello, profile");
    view.open(foreign).get(60, TimeUnit.SECONDS);
    assertTrue(robot.lookup("notes.txt is not a Gradwright profile.").tryQuery().isPresent());
    assertTrue(model.timeline().isEmpty());
  }
}
