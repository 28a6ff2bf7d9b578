package gradwright.app.recompile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.fake.Gallery;
import gradwright.profiler.focus.Focus;
import gradwright.profiler.focus.FocusModel;
import gradwright.profiler.recompile.QuickFix;
import gradwright.protocol.EngineEvent;
import gradwright.protocol.EngineEvent.Aspect;
import gradwright.protocol.EngineEvent.Difference;
import gradwright.protocol.EngineEvent.MissKind;
import gradwright.protocol.EventBatch;
import gradwright.protocol.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class RecompilePanelTest {
  private static final String FILE = "/home/ada/projects/digits/train.py";
  private static final String SCRIPT =
      """
      import jax
      import jax.numpy as jnp

      @jax.jit
      def step(params, x, lr):
          return params - lr * x.mean()

      for epoch in range(3):
          scaled = jax.jit(lambda v: v * 2)
          print(scaled(1.0))
      step(jnp.ones(3), jnp.ones((96, 64)), 0.1)
      """;

  private final FocusModel focus = new FocusModel();
  private final List<QuickFix> edits = new ArrayList<>();
  private final List<Place.Frame> opened = new ArrayList<>();
  private final RecompileModel model =
      new RecompileModel(
          focus,
          f -> f.equals(FILE) ? Optional.of(SCRIPT) : Optional.empty(),
          edits::add,
          Thread::startVirtualThread,
          Platform::runLater);

  @Start
  void start(Stage stage) {
    Gallery.theme(Boolean.getBoolean("dark"));
    RecompilePanel panel = new RecompilePanel(model, opened::add, t -> {});
    Scene scene = new Scene(panel.view(), 1000, 620);
    scene.setFill(Boolean.getBoolean("dark") ? Color.web("#0d1117") : Color.WHITE);
    stage.setScene(scene);
    stage.show();
  }

  private static Place at(int line) {
    return new Place(List.of(new Place.Frame(FILE, line, 1, line, 20, "<module>")));
  }

  static EventBatch run() {
    List<EngineEvent> events = new ArrayList<>();
    int program = 0;
    for (int i = 0; i < 3; i++) {
      events.add(
          new EngineEvent.CacheMiss(
              "<lambda>",
              at(10),
              at(9),
              i == 0 ? MissKind.NEVER_SEEN : MissKind.REDEFINED,
              List.of(),
              1_000_000_000L + i * 90_000_000L));
      events.add(new EngineEvent.Traced(++program, "<lambda>", at(9), 1, i * 90_000_000L, 2_100_000));
      events.add(new EngineEvent.Lowered(program, "<lambda>", i, 900_000));
      events.add(new EngineEvent.Compiled(program, "<lambda>", List.of(), List.of(), false, i, 31_000_000));
    }
    String[] shapes = {"f32[96,64]", "f32[96,64]", "f32[93,64]"};
    for (int i = 0; i < 3; i++) {
      List<Difference> differences =
          switch (i) {
            case 1 -> List.of(new Difference(Aspect.WEAK_TYPE, "lr", "f32[] weak", "f32[]"));
            case 2 -> List.of(new Difference(Aspect.SHAPE, "x", shapes[2], shapes[1]));
            default -> List.of();
          };
      events.add(
          new EngineEvent.CacheMiss(
              "step",
              at(11),
              at(4),
              i == 0 ? MissKind.NEVER_SEEN : MissKind.TYPES,
              differences,
              2_000_000_000L + i * 200_000_000L));
      events.add(new EngineEvent.Traced(++program, "step", at(4), 5, 1_000_000_000L + i * 90_000_000L, 12_000_000));
      events.add(new EngineEvent.Lowered(program, "step", i, 4_000_000));
      events.add(new EngineEvent.Compiled(program, "step", List.of(), List.of(), i == 2, i, 88_000_000));
    }
    for (int i = 0; i < 560; i++) {
      events.add(new EngineEvent.CacheHit(program, "step", at(11), i));
    }
    return new EventBatch(events, List.of(), 0);
  }

  private void picture(FxRobot robot, String name) {
    String folder = System.getProperty("pictures");
    if (folder != null) {
      WaitForAsyncUtils.waitForFxEvents();
      robot.interact(
          () -> Gallery.save(robot.listWindows().getFirst().getScene(), folder + "/recompile-" + name + ".png", 1));
    }
  }

  @Test
  void timesCountFromTheFirstThingThatTheRunDid() {
    RecompileModel times = new RecompileModel(focus, f -> Optional.empty(), f -> {}, Runnable::run, Runnable::run);
    long began = 120_000_000_000L;
    times.accept(
        new EventBatch(
            List.of(
                new EngineEvent.CacheMiss("step", at(11), at(4), MissKind.NEVER_SEEN, List.of(), began + 500_000_000L)),
            List.of(new EventBatch.KernelRuns("cpu:0", new int[] {1}, new long[] {began}, new long[] {10})),
            0));
    assertEquals(0.5, times.secondsUntil(times.functions().getFirst().misses().getFirst()));
  }

  @Test
  void tellsWhyAFunctionWasCompiledAgain(FxRobot robot) throws Exception {
    picture(robot, "empty");
    robot.interact(() -> model.accept(run()));
    assertEquals("4 recompilations cost 276 ms.", model.summary().get());
    WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> model.advice().size() == 2);
    picture(robot, "step");
    assertTrue(robot.lookup("f32[93,64]").tryQuery().isEmpty(), "the second difference is not chosen yet");
    robot.clickOn("x: f32[96,64] → f32[93,64]");
    assertTrue(robot.lookup("f32[93,64]").tryQuery().isPresent());
    assertEquals(new Focus.Line(FILE, 11), focus.focus());
    robot.clickOn("defined at train.py:4");
    assertEquals(4, opened.getFirst().line());
  }

  @Test
  void aPanelThatOpensAfterTheRunShowsTheCostliestFunction(FxRobot robot) {
    robot.interact(() -> model.accept(run()));
    robot.interact(() -> {
      Stage late = new Stage();
      late.setScene(new Scene(new RecompilePanel(model, opened::add, t -> {}).view(), 900, 500));
      late.show();
      assertFalse(late.getScene().getRoot().lookupAll(".function-name").isEmpty(), "no function is shown");
      late.close();
    });
  }

  @Test
  void appliesAFix(FxRobot robot) throws Exception {
    robot.interact(() -> model.accept(run()));
    robot.clickOn("<lambda>");
    WaitForAsyncUtils.waitFor(
        60, TimeUnit.SECONDS, () -> model.advice().size() == 1 && model.advice().getFirst().fix() != null);
    WaitForAsyncUtils.waitForFxEvents();
    picture(robot, "lambda");
    robot.clickOn("Apply fix");
    assertEquals(1, edits.size());
    String fixed = edits.getFirst().applyTo(SCRIPT);
    assertTrue(
        fixed != null && fixed.contains("scaled = jax.jit(lambda v: v * 2)\nfor epoch in range(3):\n    print"), fixed);
  }
}
