package gradwright.app.jaxpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.arrays.ArraysModel;
import gradwright.profiler.focus.Focus;
import gradwright.profiler.focus.FocusModel;
import gradwright.profiler.recompile.Advisor;
import gradwright.profiler.recompile.FunctionHistory;
import gradwright.profiler.recompile.QuickFix;
import gradwright.profiler.recompile.Recompilations;
import gradwright.protocol.EngineEvent;
import gradwright.protocol.EngineSession;
import gradwright.protocol.EventBatch;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunRequest;
import gradwright.protocol.SessionListener;
import gradwright.python.serve.InProcessSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The panels' models on what the engine itself says of a script.
class RealProgramTest {
  private static final String SCRIPT =
      """
      import jax, jax.numpy as jnp

      @jax.jit
      def step(w, x):
          def body(c, _):
              return jnp.tanh(c @ w), c.sum()
          h, s = jax.lax.scan(body, x, None, length=3)
          return h.mean() + s.sum()

      w = jnp.eye(8) * 0.5
      for n in (16, 13):
          v = step(w, jnp.ones((n, 8)))
      for i in range(2):
          f = jax.jit(lambda a: a * 2 + 1)
          y = f(w)
      z = w.at[2, 3].set(jnp.nan)
      """;

  private final List<EventBatch> batches = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<Runnable> window = new LinkedBlockingQueue<>();

  private final class Listener implements SessionListener {
    @Override
    public void output(Stream stream, String text) {}

    @Override
    public void events(EventBatch batch) {
      batches.add(batch);
    }

    @Override
    public void state(State state) {}
  }

  private void runUntil(BooleanSupplier done) throws InterruptedException {
    while (!done.getAsBoolean()) {
      Objects.requireNonNull(window.poll(60, TimeUnit.SECONDS), "the engine did not answer").run();
    }
  }

  @Test
  void showsStagesReasonsAndArrays(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("script.py");
    Files.writeString(file, SCRIPT);
    try (EngineSession session = InProcessSession.start(new Listener())) {
      RunOutcome outcome =
          session.run(RunRequest.ofFile(file.toString(), List.of(), folder.toString())).get(120, TimeUnit.SECONDS);
      assertEquals(RunOutcome.Ending.FINISHED, outcome.ending(), String.valueOf(outcome.failure()));
      List<EngineEvent> events = batches.stream().flatMap(b -> b.events().stream()).toList();

      FocusModel focus = new FocusModel();
      JaxprModel jaxprs = new JaxprModel(() -> session, focus, window::add);
      batches.forEach(jaxprs::accept);
      jaxprs.choose(jaxprs.functions().stream().filter(f -> f.function().equals("step")).findFirst().orElseThrow());
      runUntil(() -> !(jaxprs.content().get() instanceof JaxprModel.Content.Loading));
      ProgramStages stages = assertInstanceOf(JaxprModel.Content.Shown.class, jaxprs.content().get()).stages();
      String printed = String.join("\n", stages.documents().getFirst().lines().stream().map(CodeLine::text).toList());
      assertEquals(stages.documents().getFirst().text(), printed, "as JAX prints it");
      focus.set(new Focus.Line(file.toString(), 6), this);
      List<CodeLine> marked = jaxprs.left().visible().stream().filter(jaxprs.left()::isHighlighted).toList();
      assertTrue(marked.stream().anyMatch(l -> l.text().contains("tanh")), printed);
      assertFalse(stages.kernelsOf(Objects.requireNonNull(marked.getFirst().equation()).id()).isEmpty());

      Recompilations recompilations = new Recompilations();
      events.forEach(recompilations::add);
      FunctionHistory step =
          recompilations.functions().stream().filter(f -> f.function().equals("step")).findFirst().orElseThrow();
      assertEquals(1, step.repeats());
      assertEquals("f32[13,8]", step.misses().getLast().differences().getFirst().now());
      assertTrue(step.lostNanos() > 0);
      FunctionHistory lambda =
          recompilations.functions().stream().filter(f -> f.function().equals("<lambda>")).findFirst().orElseThrow();
      Advisor advisor = new Advisor(f -> f.equals(file.toString()) ? Optional.of(SCRIPT) : Optional.empty());
      QuickFix fix = Objects.requireNonNull(advisor.advise(lambda).getFirst().fix());
      assertTrue(
          String.valueOf(fix.applyTo(SCRIPT)).contains("f = jax.jit(lambda a: a * 2 + 1)\nfor i in range(2):\n    y"));

      ArraysModel arrays = new ArraysModel(() -> session, Thread::startVirtualThread, window::add);
      arrays.refresh();
      runUntil(() -> !arrays.names().rows().isEmpty());
      arrays.names().choose(arrays.names().rows().stream().filter(r -> r.path().equals("z")).findFirst().orElseThrow());
      arrays.goToFirstNan();
      runUntil(() -> arrays.slice().revealed().get() != null);
      assertEquals("First NaN at [2, 3].", arrays.message().get());
    }
  }
}
