package gradwright.app.jaxpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.fake.FakeSession;
import gradwright.app.fake.SamplePrograms;
import gradwright.profiler.focus.Focus;
import gradwright.profiler.focus.FocusModel;
import gradwright.protocol.EngineEvent;
import gradwright.protocol.EventBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JaxprModelTest {
  private final FakeSession session = new FakeSession().with(SamplePrograms.digits()).with(SamplePrograms.large(2, 30));
  private final FocusModel focus = new FocusModel();
  private final LinkedBlockingQueue<Runnable> window = new LinkedBlockingQueue<>();
  private final JaxprModel model = new JaxprModel(() -> session, focus, window::add);

  static EventBatch batch() {
    List<EngineEvent> events =
        List.of(
            new EngineEvent.Traced(1, "loss", SamplePrograms.at(30, "loss"), 8, 0, 2_000_000),
            new EngineEvent.Lowered(1, "loss", 0, 1_000_000),
            new EngineEvent.Compiled(1, "loss", List.of(), List.of(), false, 0, 8_000_000),
            new EngineEvent.CacheHit(1, "loss", SamplePrograms.at(80, "<module>"), 100),
            new EngineEvent.Traced(2, "large", SamplePrograms.at(50, "large"), 30, 0, 3_000_000),
            new EngineEvent.Traced(9, "gone", SamplePrograms.at(50, "gone"), 30, 0, 3_000_000));
    return new EventBatch(events, List.of(), 0);
  }

  private void windowRuns() throws InterruptedException {
    Runnable r = window.poll(60, TimeUnit.SECONDS);
    assertTrue(r != null, "nothing came back to the window's thread");
    r.run();
  }

  @Test
  void listsFunctionsWithTheirCosts() {
    model.accept(batch());
    TracedFunction loss = model.functions().getFirst();
    assertEquals(2, loss.calls());
    assertEquals(9.0, loss.compileMillis());
    model.filter().set("LAR");
    assertEquals(List.of("large"), model.functions().stream().map(TracedFunction::function).toList());
  }

  private static EngineEvent.CacheMiss miss(EngineEvent.MissKind kind, EngineEvent.Difference... differences) {
    return new EngineEvent.CacheMiss(
        "step", SamplePrograms.at(80, "<module>"), SamplePrograms.at(30, "step"), kind, List.of(differences), 0);
  }

  private static EngineEvent.Traced traced(int program, String function) {
    return new EngineEvent.Traced(program, function, SamplePrograms.at(30, function), 8, 0, 2_000_000);
  }

  @Test
  void tracesOfOneFunctionAreToldApart() {
    var shape = new EngineEvent.Difference(EngineEvent.Aspect.SHAPE, "x", "f32[13,8]", "f32[32,8]");
    var value = new EngineEvent.Difference(EngineEvent.Aspect.STATIC_VALUE, "n", "5", "4");
    var type = new EngineEvent.Difference(EngineEvent.Aspect.DTYPE, "y", "i32[8]", "f32[8]");
    List<EngineEvent> events =
        List.of(
            miss(EngineEvent.MissKind.NEVER_SEEN),
            traced(1, "step"),
            miss(EngineEvent.MissKind.TYPES, shape),
            traced(2, "inner"),
            traced(3, "step"),
            miss(EngineEvent.MissKind.REDEFINED),
            traced(4, "step"),
            miss(EngineEvent.MissKind.TYPES, shape, value, type),
            traced(5, "step"));
    model.accept(new EventBatch(events, List.of(), 0));
    assertEquals(
        List.of("step ", "inner ", "step #2  x: f32[13,8]", "step #3", "step #4  x: f32[13,8], n: 5, …"),
        model.functions().stream().map(f -> f.function() + " " + f.distinction()).toList());
  }

  @Test
  void suggestsTheFunctionThatWasCalledMostThenTheOneChosenBefore() {
    model.suggest();
    assertNull(model.chosen().get());
    model.accept(batch());
    model.suggest();
    assertEquals("loss", model.chosen().get().function());
    model.choose(2);
    model.clear();
    model.accept(batch());
    model.suggest();
    assertEquals("large", model.chosen().get().function());
  }

  @Test
  void fetchesAProgramOnce() throws InterruptedException {
    model.accept(batch());
    model.choose(1);
    assertInstanceOf(JaxprModel.Content.Loading.class, model.content().get());
    windowRuns();
    assertInstanceOf(JaxprModel.Content.Shown.class, model.content().get());
    model.choose(2);
    windowRuns();
    model.choose(1);
    assertInstanceOf(JaxprModel.Content.Shown.class, model.content().get());
    assertEquals(List.of("program 1", "program 2"), session.questions());
  }

  @Test
  void tellsTheTextsOfEquationsOnceTheirProgramCame() throws InterruptedException {
    List<String> arrived = new ArrayList<>();
    model.onProgramsArrived(() -> arrived.add("now"));
    assertNull(model.equationText(1, 21), "a program that the run did not trace is not asked for");
    model.accept(batch());
    assertNull(model.equationText(1, 21));
    assertNull(model.equationText(1, 21));
    windowRuns();
    assertEquals(List.of("now"), arrived);
    assertEquals("g:f32[96,64] = tanh f", model.equationText(1, 21));
    assertNull(model.equationText(1, 4711));
    assertEquals(List.of("program 1"), session.questions());
  }

  @Test
  void showsOnlyTheLastChoiceAndSaysWhatFailed() throws InterruptedException {
    model.accept(batch());
    model.choose(1);
    model.choose(9);
    windowRuns();
    windowRuns();
    assertEquals(new JaxprModel.Content.Failed("The engine no longer has program 9."), model.content().get());
  }

  @Test
  void selectionAndFocusGoBothWays() throws InterruptedException {
    model.accept(batch());
    model.choose(1);
    windowRuns();
    CodeLine tanh = model.left().visible().stream().filter(l -> l.text().contains("tanh")).findFirst().orElseThrow();
    model.left().select(tanh);
    assertEquals(new Focus.OfEquation(1, 21), focus.focus());
    assertTrue(model.left().isHighlighted(tanh));
    model.chooseStage(model.right(), 3);
    assertEquals(List.of("kernel 2 loop scan length=8"), highlighted(model.right()).subList(0, 1));

    focus.set(new Focus.Line(SamplePrograms.FILE, 33), this);
    assertEquals(
        List.of("    q:f32[96] = reduce_max[axes=(1,) out_sharding=None] h", "    r:f32[96,64] = broadcast_in_dim["),
        highlighted(model.left()).subList(0, 2));
    assertTrue(highlighted(model.right()).contains("kernel 3 fused reduce_max eq select_n"), "the line's kernels");
    focus.set(new Focus.OfKernel(1, 4), this);
    assertEquals(
        "    j:i32[] = convert_element_type[new_dtype=int32 weak_type=False] k", highlighted(model.left()).getFirst());
  }

  @Test
  void tellsWhereEquationsAndKernelsWereWritten() throws InterruptedException {
    model.accept(batch());
    model.choose(1);
    windowRuns();
    focus.set(new Focus.OfEquation(1, 21), this);
    assertEquals(31, focus.place().frame().line());
    var kernel =
        new EngineEvent.Kernel(
            4, 1, "add", EngineEvent.KernelKind.FUSED, 1, 1, List.of(21), SamplePrograms.at(44, "loss"));
    List<EngineEvent> compiled =
        List.of(new EngineEvent.Compiled(1, "loss", List.of(), List.of(kernel), false, 0, 1_000));
    model.accept(new EventBatch(compiled, List.of(), 0));
    focus.set(new Focus.OfKernel(1, 4), this);
    assertEquals(44, focus.place().frame().line());
    var outside =
        new EngineEvent.Kernel(
            5, 70, "sort", EngineEvent.KernelKind.LIBRARY, 1, 1, List.of(), SamplePrograms.at(24, "main"));
    List<EngineEvent> outsideJit =
        List.of(new EngineEvent.Compiled(70, "sort", List.of(), List.of(outside), false, 0, 0));
    model.accept(new EventBatch(outsideJit, List.of(), 0));
    focus.set(new Focus.OfKernel(70, 5), this);
    assertEquals(24, focus.place().frame().line());
    focus.set(new Focus.OfKernel(1, 99), this);
    assertFalse(focus.place().isKnown());
  }

  @Test
  void focusOpensFolds() throws InterruptedException {
    model.accept(batch());
    model.choose(1);
    windowRuns();
    model.left().collapseAll(true);
    assertTrue(model.left().visible().stream().noneMatch(l -> l.text().contains("tanh")));
    focus.set(new Focus.OfEquation(1, 21), this);
    assertEquals(List.of("          g:f32[96,64] = tanh f"), highlighted(model.left()));
  }

  @Test
  void whatDiffersIsMarkedOnlyWhereBothSidesAreSeen() throws InterruptedException {
    model.accept(batch());
    model.choose(1);
    windowRuns();
    assertTrue(isMarked(model.left()), "two stages differ");
    model.setSideBySide(false);
    assertFalse(isMarked(model.left()));
    model.chooseStage(model.left(), 1);
    assertFalse(isMarked(model.left()));
    model.chooseStage(model.left(), 0);
    model.setSideBySide(true);
    assertTrue(isMarked(model.left()));
  }

  private static boolean isMarked(StageModel stage) {
    return stage.visible().stream().anyMatch(l -> stage.mark(l) != StageDiff.Mark.SAME);
  }

  private static List<String> highlighted(StageModel stage) {
    List<String> texts = new ArrayList<>();
    stage.visible().stream().filter(stage::isHighlighted).forEach(l -> texts.add(l.text()));
    return texts;
  }
}
