package gradwright.cpu.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.core.errors.JaxError;
import gradwright.core.events.Event;
import gradwright.core.events.KernelDescription;
import gradwright.core.events.KernelRuns;
import gradwright.core.events.Recorder;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Effectful;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.Backend;
import gradwright.core.trace.Engine;
import gradwright.core.trace.Executor;
import gradwright.core.trace.HostCallback;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.Array;
import gradwright.core.value.Value;
import gradwright.cpu.CpuBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What an executable does besides computing.
class ExecutableTest {
  private static final Aval ROW = Aval.of(DType.FLOAT32, 100);

  private static HostCallback callback(java.util.function.UnaryOperator<List<Array>> f) {
    return new HostCallback() {
      @Override
      public String name() {
        return "f";
      }

      @Override
      public List<Array> call(List<Array> arguments) {
        return f.apply(arguments);
      }
    };
  }

  @Test
  void longWorkIsPendingAndItsErrorsSurfaceWhenAwaited() {
    Aval large = Aval.of(DType.FLOAT32, 4_000_000);
    ClosedJaxpr program = Oracle.stage(a -> List.of(Lax.unary(UnaryOp.EXP, Lax.sin(a.getFirst()))), List.of(large));
    Backend.Executable e = Oracle.compiled(program);
    Engine engine = new Engine(1, null);
    Array x = Oracle.random(large, new Random(1));
    List<Array> out = new Session(engine).run(() -> e.run(List.of(x), engine.defaultDevice()));
    out.getFirst().await();
    assertEquals(Math.exp(Math.sin(x.getDouble(77))), out.getFirst().getDouble(77), 1e-5);

    Session stopped = new Session(engine);
    stopped.setCancelled(() -> true);
    List<Array> never = stopped.run(() -> e.run(List.of(x), engine.defaultDevice()));
    assertEquals("KeyboardInterrupt", assertThrows(JaxError.class, () -> never.getFirst().await()).kind());
  }

  @Test
  void endlessLoopsCanBeStopped() throws InterruptedException {
    ClosedJaxpr program =
        Oracle.stage(
            a ->
                ControlFlowProgramsTest.whileLoop(
                    c -> List.of(Lax.lt(c.getFirst(), Lax.scalar(DType.FLOAT32, 1e9))),
                    c -> List.of(Lax.sin(c.getFirst())),
                    List.of(a.getFirst())),
            List.of(Aval.of(DType.FLOAT32)));
    Backend.Executable e = Oracle.compiled(program);
    AtomicBoolean stop = new AtomicBoolean();
    Engine engine = new Engine(1, null);
    Session session = new Session(engine);
    session.setCancelled(stop::get);
    Array x = Oracle.random(Aval.of(DType.FLOAT32), new Random(1));
    Thread stopper =
        new Thread(() -> {
          try {
            Thread.sleep(50);
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
          stop.set(true);
        });
    stopper.start();
    JaxError error =
        assertThrows(
            JaxError.class, () -> session.run(() -> e.run(List.of(x), engine.defaultDevice())).getFirst().await());
    assertEquals("KeyboardInterrupt", error.kind());
    stopper.join();
  }

  @Test
  void callbacksRunInOrderOnArraysTheyMayKeep() {
    List<Double> seen = new ArrayList<>();
    List<Array> kept = new ArrayList<>();
    HostCallback note =
        callback(in -> {
          seen.add(in.getFirst().getDouble(0));
          kept.add(in.getFirst());
          return List.of();
        });
    HostCallback twice =
        callback(in -> {
          Array out = Array.allocate(in.getFirst().aval(), in.getFirst().device());
          for (long i = 0; i < out.elements(); i++) {
            out.setDouble(i, 2 * in.getFirst().getDouble(i));
          }
          return List.of(out);
        });
    ClosedJaxpr program =
        Oracle.stage(
            a -> {
              Value x = a.getFirst();
              for (int i = 0; i < 3; i++) {
                x =
                    Lax.bind1(
                        new Effectful.PureCallback(twice, List.of(ROW), null),
                        Lax.add(x, Lax.scalar(DType.FLOAT32, 1.0)));
                Session.bind(new Effectful.DebugCallback(note, true, null), List.of(x));
              }
              return List.of(x);
            },
            List.of(ROW));
    Array x = Oracle.random(ROW, new Random(3));
    List<Array> out = Oracle.plain(() -> Oracle.compiled(program).run(List.of(x), Oracle.device()));
    double v = x.getDouble(0);
    List<Double> expected = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      v = 2 * (float) (v + 1);
      expected.add(v);
    }
    assertEquals(expected, seen);
    assertEquals(expected, kept.stream().map(a -> a.getDouble(0)).toList());
    assertEquals(v, out.getFirst().getDouble(0));
  }

  @Test
  void argumentsAndRepeatedResultsAreNotCopied() {
    ClosedJaxpr program =
        Oracle.stage(
            a -> {
              Value s = Lax.add(a.getFirst(), a.getFirst());
              return List.of(a.getFirst(), s, s);
            },
            List.of(ROW));
    Array x = Oracle.random(ROW, new Random(3));
    List<Array> out = Oracle.plain(() -> Oracle.compiled(program).run(List.of(x), Oracle.device()));
    assertSame(x, out.get(0));
    assertSame(out.get(1).buffer(), out.get(2).buffer());
  }

  @Test
  void textsCostsAndEventsTellWhatWasMade() {
    Engine engine = new Engine(1, new CpuBackend());
    List<Event> events = new ArrayList<>();
    try (var _ = engine.events().subscribe(events::add)) {
      Backend.Executable e =
          new Session(engine)
              .run(() -> {
                ClosedJaxpr program =
                    Staging.stage(a -> List.of(Lax.sum(Lax.sin(a.getFirst()), Ints.of(0))), List.of(ROW));
                return engine.executor().executable(program, "f", Executor.Policy.ALWAYS);
              });
      assertTrue(e.text("kernels").contains("sum over"), e.text("kernels"));
      assertTrue(e.text("llvm").contains("define"), "llvm");
      assertFalse(e.text("assembly").isBlank());
      assertEquals(new Backend.Cost(100, 100, 404, 0, 4), e.cost());
    }
    assertTrue(events.stream().anyMatch(v -> v instanceof Event.Lowered l && l.function().equals("f")));
    Event.Compiled compiled =
        events.stream().filter(Event.Compiled.class::isInstance).map(Event.Compiled.class::cast).findFirst().get();
    assertEquals(List.of("emit", "llvm"), compiled.passes().stream().map(Event.Pass::name).toList());
    KernelDescription kernel = compiled.kernels().getFirst();
    assertEquals("fused sin reduce_sum", kernel.name());
    assertEquals(KernelDescription.Kind.FUSED, kernel.kind());
    assertEquals(List.of(0, 1), kernel.equations());
    assertTrue(kernel.flops() >= 1600, kernel.toString());
    assertEquals(404, kernel.bytes());
  }

  @Test
  void exponentialsOfASoftmaxAreComputedOnce() {
    Aval rows = Aval.of(DType.FLOAT32, 40, 256);
    String code =
        new Session(new Engine(1, new CpuBackend()))
            .run(() -> {
              ClosedJaxpr program =
                  Staging.stage(
                      a -> {
                        Value e = Lax.unary(UnaryOp.EXP, a.getFirst());
                        Value sum = Lax.broadcastInDim(Lax.sum(e, Ints.of(1)), rows.shape(), Ints.of(0));
                        return List.of(Lax.div(e, sum));
                      },
                      List.of(rows));
              return Session.current()
                  .engine()
                  .executor()
                  .executable(program, "f", Executor.Policy.ALWAYS)
                  .text("llvm");
            });
    int calls = code.split("@llvm.floor", -1).length - 1;
    assertEquals(2, calls, "one call and its declaration:\n" + code);
  }

  @Test
  void runsAreNotedOnlyWhileSomebodyRecords() {
    Engine engine = new Engine(1, new CpuBackend());
    new Session(engine)
        .run(() -> {
          ClosedJaxpr program = Staging.stage(a -> List.of(Lax.sum(Lax.sin(a.getFirst()), Ints.of(0))), List.of(ROW));
          Array x = Oracle.random(ROW, new Random(4));
          Supplier<Array> call =
              () ->
                  engine
                      .executor()
                      .run(program, "f", List.of(x), engine.defaultDevice(), Executor.Policy.ALWAYS)
                      .getFirst()
                      .await();
          assertNotNull(call.get());
          try (Recorder recorder = engine.events().record(engine.numbers(), 2)) {
            for (int i = 0; i < 3; i++) {
              assertNotNull(call.get());
            }
            KernelRuns.Taken taken = recorder.take().getFirst();
            assertEquals("cpu:0", taken.device());
            assertEquals(2, taken.size());
            assertEquals(1, taken.lost());
            int kernel = engine.executor().executable(program, "f", Executor.Policy.ALWAYS).kernels().getFirst().id();
            assertEquals(kernel, taken.kernels()[0]);
            assertTrue(taken.nanos()[0] > 0 && taken.starts()[1] >= taken.starts()[0] + taken.nanos()[0]);
            assertTrue(recorder.take().isEmpty());
          }
          assertNull(engine.events().recorder());
          return null;
        });
  }
}
