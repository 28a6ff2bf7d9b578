package gradwright.app.graphview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.fake.FakeSession;
import gradwright.app.fake.SamplePrograms;
import gradwright.app.jaxpr.JaxprModel;
import gradwright.profiler.focus.Focus;
import gradwright.profiler.focus.FocusModel;
import gradwright.protocol.EngineEvent;
import gradwright.protocol.EventBatch;
import gradwright.protocol.Program;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GraphModelTest {
  private final FakeSession session = new FakeSession().with(SamplePrograms.digits()).with(SamplePrograms.large(2, 40));
  private final FocusModel focus = new FocusModel();
  private final JaxprModel programs = new JaxprModel(() -> session, focus, Runnable::run);
  private final LinkedBlockingDeque<Runnable> layouts = new LinkedBlockingDeque<>();
  private final GraphModel model = new GraphModel(programs, focus, layouts::add, Runnable::run);

  private static Program.Jaxpr jaxpr() {
    return ((Program.JaxprStage) SamplePrograms.digits().stages().getFirst()).jaxpr();
  }

  private void choose(int program) throws InterruptedException {
    programs.accept(
        new EventBatch(
            List.of(new EngineEvent.Traced(program, "f", SamplePrograms.at(1, "f"), 8, 0, 1)), List.of(), 0));
    programs.choose(program);
    for (int i = 0; i < 6_000 && !(programs.content().get() instanceof JaxprModel.Content.Shown); i++) {
      Thread.sleep(10);
    }
  }

  private void layOut() throws InterruptedException {
    Objects.requireNonNull(layouts.pollFirst(60, TimeUnit.SECONDS), "no layout was asked for").run();
  }

  @Test
  void edgesCarryTypes() {
    JaxprGraph g = JaxprGraph.of(jaxpr());
    assertEquals(3 + 8 + 1, g.nodes().size());
    JaxprGraph.Edge first = g.edges().getFirst();
    assertEquals("a", g.nodes().get(first.from()).title());
    assertEquals("div", g.nodes().get(first.to()).title());
    assertEquals("f32[96,64]", first.type());
  }

  @Test
  void layersGoDownAndBoxesDoNotOverlap() {
    PlacedGraph placed = GraphLayout.of(jaxpr(), Set.of(), () -> false);
    for (PlacedGraph.Line l : placed.lines()) {
      PlacedGraph.Box from = placed.boxes().get(l.from());
      PlacedGraph.Box to = placed.boxes().get(l.to());
      assertTrue(from.y() + from.height() <= to.y(), from.node().title() + " above " + to.node().title());
      assertEquals(from.y() + from.height(), l.points()[1], 0.5);
      assertEquals(to.y(), l.points()[l.points().length - 1], 0.5);
    }
    for (PlacedGraph.Box a : placed.boxes()) {
      for (PlacedGraph.Box b : placed.boxes()) {
        boolean apart =
            a == b
                || a.x() + a.width() <= b.x()
                || b.x() + b.width() <= a.x()
                || a.y() + a.height() <= b.y()
                || b.y() + b.height() <= a.y();
        assertTrue(apart, a.node().title() + " and " + b.node().title());
      }
    }
  }

  @Test
  void innerGraphsStandInsideTheirEquation() {
    PlacedGraph placed = GraphLayout.of(jaxpr(), Set.of(2, 6), () -> false);
    PlacedGraph.Box scan =
        placed.boxes().stream().filter(b -> b.node().title().equals("scan")).findFirst().orElseThrow();
    PlacedGraph.Box tanh =
        placed.boxes().stream().filter(b -> b.node().title().equals("tanh")).findFirst().orElseThrow();
    assertTrue(
        scan.expanded()
            && scan.contains(tanh.x(), tanh.y())
            && scan.contains(tanh.x() + tanh.width(), tanh.y() + tanh.height()));
    assertEquals(3, placed.frames().size());
    for (int i = 0; i < placed.boxes().size(); i++) {
      assertEquals(i, placed.boxes().get(i).index());
    }
  }

  @Test
  void aNewerLayoutCancelsTheLast() throws InterruptedException {
    model.show(true);
    choose(1);
    Runnable first = Objects.requireNonNull(layouts.pollFirst(60, TimeUnit.SECONDS));
    choose(2);
    Runnable second = Objects.requireNonNull(layouts.pollFirst(60, TimeUnit.SECONDS));
    first.run();
    assertInstanceOf(GraphModel.State.Busy.class, model.state().get());
    second.run();
    assertEquals(42, assertInstanceOf(GraphModel.State.Ready.class, model.state().get()).graph().boxes().size());
    assertThrows(CancellationException.class, () -> GraphLayout.of(jaxpr(), Set.of(), () -> true));
  }

  @Test
  void selectionFollowsTheFocusAndKeysFollowEdges() throws InterruptedException {
    model.show(true);
    choose(1);
    layOut();
    focus.set(new Focus.OfEquation(1, 3), this);
    PlacedGraph g = Objects.requireNonNull(model.graph());
    assertEquals("reduce_max", g.boxes().get(model.selected().get()).node().title());
    int up = model.neighbour(model.selected().get(), GraphWalk.Direction.UP);
    assertEquals("scan", g.boxes().get(up).node().title());
    model.select(up);
    assertEquals(new Focus.OfEquation(1, 2), focus.focus());
    assertEquals("reduce_max", g.boxes().get(model.neighbour(up, GraphWalk.Direction.DOWN)).node().title());
    assertEquals("cond", g.boxes().get(model.find("COND", true)).node().title());
    focus.set(new Focus.OfKernel(1, 3), this);
    assertTrue(g.boxes().stream().filter(model::isHighlighted).count() >= 3);
  }

  @Test
  void nothingIsLaidOutWhileNobodyLooks() throws InterruptedException {
    choose(1);
    Thread.sleep(50);
    assertTrue(layouts.isEmpty());
    model.show(true);
    assertFalse(layouts.isEmpty());
  }
}
