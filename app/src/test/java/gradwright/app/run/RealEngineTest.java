package gradwright.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.console.ConsoleLine;
import gradwright.app.console.ConsoleModel;
import gradwright.app.console.TextStyle.Role;
import gradwright.protocol.EventBatch;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunRequest;
import gradwright.protocol.SessionListener.Stream;
import gradwright.protocol.rpc.WorkerCommand;
import gradwright.protocol.rpc.WorkerSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The run control with a worker process, as the product has it.
class RealEngineTest {
  @TempDir Path folder;

  private final BlockingQueue<Runnable> window = new LinkedBlockingQueue<>();
  private final ConsoleModel console = new ConsoleModel();
  private final AtomicInteger events = new AtomicInteger();

  private static WorkerCommand command() {
    return WorkerCommand.java(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xss16m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "gradwright.python.Main",
            "serve"));
  }

  private void until(String what, BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Runnable task = window.poll(120, TimeUnit.SECONDS);
      assertTrue(task != null, "waited in vain until " + what + "\n" + text());
      task.run();
    }
  }

  private String text() {
    return console.lines(0, Long.MAX_VALUE).stream().map(ConsoleLine::text).collect(Collectors.joining("\n"));
  }

  @Test
  void aScriptRunsFailsAndLeavesItsNames() throws Exception {
    RunModel runs = new RunModel(listener -> WorkerSession.start(command(), listener), window::add);
    runs.observe(
        new RunObserver() {
          @Override
          public void output(Stream stream, String text) {
            console.append(stream == Stream.OUT ? Role.OUTPUT : Role.ERROR, text);
          }

          @Override
          public void events(EventBatch batch) {
            events.addAndGet(batch.events().size());
          }
        });
    Path script =
        Files.writeString(
            folder.resolve("a.py"),
            """
            import jax, jax.numpy as jnp
            x = jax.jit(lambda a: a * 2)(jnp.arange(3.0))
            print(x, input())
            raise ValueError("on line 4")
            """);
    try {
      runs.start();
      until("the engine is ready", runs::isReady);
      runs.run(RunRequest.ofFile(script.toString(), List.of(), folder.toString()));
      until("it reads", () -> runs.inputWantedProperty().get());
      runs.input("typed\n");
      until("it has ended", runs::isReady);
      RunOutcome outcome = runs.outcomeProperty().get();
      assertEquals(RunOutcome.Ending.FAILED, outcome.ending(), text());
      assertTrue(text().contains("[0. 2. 4.] typed"), text());
      assertTrue(text().contains("File \"" + script + "\", line 4"), text());
      assertTrue(events.get() > 0, "events came");

      runs.evaluate("x.sum()");
      until("it was evaluated", runs::isReady);
      assertTrue(text().contains("Array(6., dtype=float32)"), text());
    } finally {
      runs.close();
    }
  }
}
