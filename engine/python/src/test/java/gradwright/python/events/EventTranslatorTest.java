package gradwright.python.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.core.device.LiveBuffer;
import gradwright.protocol.EngineEvent;
import gradwright.protocol.EngineEvent.Aspect;
import gradwright.protocol.EngineEvent.CacheMiss;
import gradwright.protocol.EngineEvent.Difference;
import gradwright.protocol.EngineEvent.Kernel;
import gradwright.protocol.EngineEvent.KernelKind;
import gradwright.protocol.EngineEvent.MissKind;
import gradwright.protocol.EventBatch;
import gradwright.python.EmbeddedPython;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a script does is told in the protocol's words.
class EventTranslatorTest {
  @TempDir Path folder;

  private EventBatch run(String text) throws IOException {
    return Listening.after(folder.resolve("script.py"), text, (host, events) -> events.drain());
  }

  @Test
  void tellsOfTracingCompilingAndRunning() throws IOException {
    EventBatch batch =
        run(
            """
            import jax, jax.numpy as jnp

            @jax.jit
            def f(x, w):
                h = jnp.tanh(x @ w)
                return (h * 2.0).sum()

            x = jnp.ones((64, 32))
            w = jnp.ones((32, 64))
            for _ in range(3):
                f(x, w).block_until_ready()
            """);
    EngineEvent.Traced traced = Listening.of(EngineEvent.Traced.class, batch).getFirst();
    assertEquals("f", traced.function());
    assertEquals(11, traced.place().frame().line());
    List<EngineEvent.CacheHit> hits = Listening.of(EngineEvent.CacheHit.class, batch);
    assertEquals(2, hits.size());
    assertEquals(traced.program(), hits.getFirst().program());
    EngineEvent.Compiled compiled =
        Listening.of(EngineEvent.Compiled.class, batch).stream()
            .filter(c -> c.program() == traced.program())
            .findFirst()
            .get();
    assertTrue(compiled.start() >= traced.start() && compiled.nanos() > 0);
    List<Kernel> kernels = compiled.kernels();
    Kernel product = kernels.stream().filter(k -> k.name().equals("dot_general")).findFirst().get();
    assertEquals(KernelKind.LIBRARY, product.kind());
    assertEquals(2.0 * 64 * 32 * 64, product.flops());
    assertEquals(5, product.place().frame().line());
    assertTrue(kernels.stream().anyMatch(k -> k.kind() == KernelKind.FUSED && k.name().contains("tanh")));
    List<EngineEvent.Executed> executed = Listening.of(EngineEvent.Executed.class, batch);
    assertEquals(3, executed.stream().filter(e -> e.program() == traced.program()).count());
    assertEquals(11, executed.getLast().place().frame().line());
    assertEquals(1, batch.runs().size());
    EventBatch.KernelRuns runs = batch.runs().getFirst();
    assertEquals("cpu:0", runs.device());
    assertEquals(3, Arrays.stream(runs.kernels()).filter(k -> k == product.id()).count());
    assertTrue(Arrays.stream(runs.nanos()).allMatch(n -> n >= 0));
    assertTrue(Arrays.stream(runs.starts()).allMatch(n -> n >= 0));
    assertEquals(0, batch.lost());
  }

  @Test
  void operationsOutsideJitHaveKernelsToo() throws IOException {
    EventBatch batch =
        run(
            """
            import jax.numpy as jnp
            x = jnp.ones(1000)
            for _ in range(5):
                y = jnp.sin(x)
            """);
    List<Kernel> kernels =
        Listening.of(EngineEvent.Compiled.class, batch).stream()
            .filter(c -> c.program() == 0)
            .flatMap(c -> c.kernels().stream())
            .toList();
    Kernel sine = kernels.stream().filter(k -> k.name().equals("sin")).findFirst().get();
    assertEquals(4, sine.place().frame().line());
    assertEquals(5, Arrays.stream(batch.runs().getFirst().kernels()).filter(k -> k == sine.id()).count());
  }

  @Test
  void missesSayWhatDiffers() throws IOException {
    EventBatch batch =
        run(
            """
            import jax, jax.numpy as jnp
            from functools import partial

            @partial(jax.jit, static_argnames='n')
            def f(params, x, n=2):
                return params['w'] * x * n

            p = {'w': jnp.ones(3)}
            x = jnp.ones(3)
            f(p, x)
            f({'w': jnp.ones(3, jnp.int32)}, x)
            f(p, jnp.ones((2, 3)))
            f(p, 1.0)
            f(p, x, n=3)
            f(p, x, n=4)
            f({'w': p['w'], 'b': x}, x)
            with jax.default_matmul_precision('float32'):
                f(p, x)
            for _ in range(2):
                jax.jit(lambda v: v + 1)(x)
            """);
    List<CacheMiss> misses = Listening.of(CacheMiss.class, batch);
    CacheMiss first = misses.getFirst();
    assertEquals(MissKind.NEVER_SEEN, first.kind());
    assertEquals("f", first.function());
    assertEquals(4, first.definition().frame().line());
    assertEquals(10, first.place().frame().line());
    assertEquals(List.of(new Difference(Aspect.DTYPE, "params['w']", "i32[3]", "f32[3]")), misses.get(1).differences());
    assertEquals(MissKind.TYPES, misses.get(1).kind());
    assertEquals(List.of(new Difference(Aspect.RANK, "x", "f32[2,3]", "f32[3]")), misses.get(2).differences());
    assertEquals(
        List.of(Aspect.RANK, Aspect.WEAK_TYPE), misses.get(3).differences().stream().map(Difference::aspect).toList());
    assertEquals(MissKind.STRUCTURE, misses.get(4).kind());
    assertEquals(List.of(new Difference(Aspect.STATIC_VALUE, "n", "4", "3")), misses.get(5).differences());
    Difference keys = misses.get(6).differences().getFirst();
    assertEquals(Aspect.STRUCTURE, keys.aspect());
    assertEquals("params", keys.path());
    CacheMiss context = misses.get(7);
    assertEquals(MissKind.CONTEXT, context.kind());
    assertEquals(
        List.of(new Difference(Aspect.CONFIGURATION, "jax_default_matmul_precision", "float32", "None")),
        context.differences());
    assertEquals(
        List.of(MissKind.NEVER_SEEN, MissKind.REDEFINED),
        misses.stream().filter(m -> m.function().equals("<lambda>")).map(CacheMiss::kind).toList());
  }

  @Test
  void memoryKnowsWhoMadeIt() throws IOException {
    EventBatch batch =
        run(
            """
            import jax.numpy as jnp
            kept = jnp.zeros((1000, 100)) + 1
            """);
    List<EngineEvent.Allocated> large =
        Listening.of(EngineEvent.Allocated.class, batch).stream().filter(a -> a.bytes() == 400_000).toList();
    assertFalse(large.isEmpty());
    assertEquals(2, large.getLast().place().frame().line());
    assertEquals("cpu:0", large.getLast().device());
  }

  @Test
  void liveMemoryCanBeListed() throws IOException {
    List<LiveBuffer> live =
        Listening.after(
            folder.resolve("script.py"),
            "import jax.numpy as jnp\n\nkept = jnp.zeros((1000, 100)) + 1",
            (host, events) -> host.engine().defaultDevice().memory().live());
    assertTrue(live.stream().anyMatch(b -> b.bytes() == 400_000 && b.creator().frame().line() == 3), live.toString());
  }

  @Test
  void numpyIsNoDevice() throws IOException {
    EventBatch batch =
        run(
            """
            import numpy as np, jax.numpy as jnp
            a = np.sin(np.ones(100)) + 1
            b = jnp.cos(jnp.ones(100))
            """);
    List<String> names =
        Listening.of(EngineEvent.Compiled.class, batch).stream()
            .flatMap(c -> c.kernels().stream())
            .map(Kernel::name)
            .toList();
    assertTrue(names.contains("cos") && !names.contains("sin"), names.toString());
  }

  @Test
  void copiesToAndFromTheHostAreTransfers() throws IOException {
    EventBatch batch =
        run(
            """
            import numpy as np, jax.numpy as jnp
            x = jnp.asarray(np.ones(250, np.float32))
            y = np.asarray(x)
            z = y.copy()
            """);
    List<EngineEvent.Transferred> all = Listening.of(EngineEvent.Transferred.class, batch);
    assertEquals(
        List.of("host cpu:0 1000 2", "cpu:0 host 1000 3"),
        all.stream().map(t -> t.from() + " " + t.to() + " " + t.bytes() + " " + t.place().frame().line()).toList());
  }

  @Test
  void nothingIsNotedWhenNobodyListens() throws Exception {
    EmbeddedPython.onScriptThread(() -> {
      try (var context = Listening.open()) {
        var host = new gradwright.python.bridge.EngineHost();
        host.install(context);
        context.eval("python", "import jax, jax.numpy as jnp\nf = jax.jit(jnp.sin)\nx = f(jnp.ones(3))");
        assertFalse(host.engine().events().isActive());
        assertNull(host.engine().events().recorder());
        try (EventTranslator events = new EventTranslator(host.engine())) {
          // what lives and how it was compiled is told afterwards
          assertTrue(
              events.drain().events().stream().allMatch(EngineEvent.Allocated.class::isInstance), "only live memory");
          context.eval("python", "f(x)");
          EventBatch batch = events.drain();
          assertEquals(
              List.of("CacheHit", "Lowered", "Compiled"),
              batch.events().stream()
                  .map(e -> e.getClass().getSimpleName())
                  .filter(n -> !n.equals("Allocated") && !n.equals("Freed") && !n.equals("Executed"))
                  .collect(Collectors.toList()));
        }
        assertFalse(host.engine().events().isActive());
        assertNull(host.engine().events().recorder());
        host.close();
      }
      return null;
    });
  }
}
