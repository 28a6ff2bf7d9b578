package gradwright.app.problems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.editor.marks.FileProblems.FileProblem;
import gradwright.app.fake.Gallery;
import gradwright.app.problems.Finding.Origin;
import gradwright.protocol.EngineEvent;
import gradwright.protocol.EventBatch;
import gradwright.protocol.Insight.Problem;
import gradwright.protocol.Place;
import gradwright.protocol.RunOutcome;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class ProblemsPanelTest {
  private final ObservableList<FileProblem> syntax = FXCollections.observableArrayList();
  private final FindingsModel model = new FindingsModel(syntax);
  private final List<Finding> opened = new ArrayList<>();
  private ProblemsPanel panel;

  @Start
  void start(Stage stage) {
    Gallery.theme(false);
    panel = new ProblemsPanel(model, opened::add);
    stage.setScene(new Scene(panel.view(), 900, 240));
    stage.show();
  }

  private static Place at(String file, int line) {
    return new Place(List.of(new Place.Frame(file, line, 5, line, 9, "f")));
  }

  private static EventBatch warning(String message, int line) {
    return new EventBatch(
        List.of(new EngineEvent.Diagnosed("evaluated", message, at("/p/a.py", line), 0)), List.of(), 0);
  }

  private static RunOutcome failed(String message, Place place) {
    return new RunOutcome(
        RunOutcome.Ending.FAILED, 1, 5, new RunOutcome.Failure("ValueError", message, place.frames()));
  }

  private void fill(FxRobot robot) {
    robot.interact(() -> {
      syntax.add(new FileProblem("/p/b.py", "b.py", new Problem(3, 7, 3, 8, "error", "'(' was never closed")));
      model.runStarted();
      model.accept(warning("step is evaluated, not compiled", 12));
      model.accept(warning("step is evaluated, not compiled", 12));
      model.runEnded(failed("shapes do not fit", at("/p/a.py", 4)));
    });
  }

  @Test
  void listsErrorsOfFilesAndOfTheRunBeforeWarnings(FxRobot robot) {
    fill(robot);
    assertEquals(
        List.of(Origin.SYNTAX, Origin.RUN, Origin.ENGINE), model.findings().stream().map(Finding::origin).toList());
    assertEquals("ValueError: shapes do not fit", model.findings().get(1).message());
    assertEquals("a.py:12", model.findings().get(2).place());
    assertEquals(2, model.findings().get(2).times());
    assertEquals("2 errors, 1 warning", model.summaryProperty().get());
  }

  @Test
  void aNewRunForgetsWhatTheLastOneLeft(FxRobot robot) {
    fill(robot);
    robot.interact(model::runStarted);
    assertEquals(List.of(Origin.SYNTAX), model.findings().stream().map(Finding::origin).toList());
    robot.interact(syntax::clear);
    assertTrue(model.findings().isEmpty());
    assertEquals("", model.summaryProperty().get());
  }

  @Test
  void anErrorWithoutAPlaceIsListedButLeadsNowhere(FxRobot robot) {
    robot.interact(() -> model.runEnded(failed("lost", Place.UNKNOWN)));
    robot.interact(panel::focus);
    robot.type(KeyCode.ENTER);
    assertEquals(1, model.findings().size());
    assertTrue(opened.isEmpty());
    assertTrue(model.next(true).isEmpty());
  }

  @Test
  void theKeyboardChoosesAndOpens(FxRobot robot) {
    fill(robot);
    robot.interact(panel::focus);
    robot.type(KeyCode.DOWN, KeyCode.ENTER);
    assertEquals(List.of("/p/a.py:4"), opened.stream().map(f -> f.file() + ":" + f.line()).toList());
  }

  @Test
  void goesRoundAllPlaces(FxRobot robot) {
    fill(robot);
    List<String> places = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      places.add(model.next(true).orElseThrow().place());
    }
    places.add(model.next(false).orElseThrow().place());
    assertEquals(List.of("b.py:3", "a.py:4", "a.py:12", "b.py:3", "a.py:12"), places);
  }

  @Test
  void aDoubleClickOpens(FxRobot robot) {
    fill(robot);
    robot.doubleClickOn("'(' was never closed");
    assertEquals("/p/b.py", opened.getFirst().file());
  }
}
