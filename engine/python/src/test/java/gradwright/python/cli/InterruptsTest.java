package gradwright.python.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gradwright.python.cli.Harness.Result;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Ctrl-C reaches scripts wherever they are.
@Timeout(60)
public class InterruptsTest {
  private static final Signal INTERRUPT = new Signal("INT");

  /// Counted down by a script when it has come to where it is to be interrupted.
  private static volatile CountDownLatch arrived = new CountDownLatch(1);

  public static void arrive() {
    arrived.countDown();
  }

  /// A JVM that was started with the signal ignored, as shells do in the background, never sees it.
  @BeforeAll
  static void seesInterrupts() {
    SignalHandler before = Signal.handle(INTERRUPT, signal -> {});
    assumeTrue(before != SignalHandler.SIG_IGN, "this process was started with SIGINT ignored");
  }

  private static Result interrupted(String text) {
    arrived = new CountDownLatch(1);
    Thread.ofVirtual()
        .start(() -> {
          try {
            if (arrived.await(50, TimeUnit.SECONDS)) {
              Thread.sleep(100);
              Signal.raise(INTERRUPT);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    String prelude = "import java\narrive = java.type('%s').arrive\n".formatted(InterruptsTest.class.getName());
    return Harness.evaluate(prelude + text);
  }

  @Test
  void stopsALoop() {
    Result result = interrupted("arrive()\nwhile True: pass\n");
    assertTrue(result.err().endsWith("KeyboardInterrupt\n"), result.err());
    assertEquals(130, result.status());
  }

  @Test
  void wakesASleeper() {
    Result result = interrupted("import time\narrive()\ntime.sleep(1000)\n");
    assertTrue(result.err().endsWith("KeyboardInterrupt\n"), result.err());
    assertEquals(130, result.status());
  }

  @Test
  void stopsACompiledLoop() {
    Result result =
        interrupted(
            """
            import jax
            loop = jax.jit(lambda x: jax.lax.while_loop(lambda c: c < 10.0, lambda c: c * 1.0, x))
            compiled = loop.lower(1.0).compile()
            arrive()
            compiled(1.0).block_until_ready()
            """);
    assertTrue(result.err().endsWith("KeyboardInterrupt\n"), result.err());
    assertEquals(130, result.status());
  }

  @Test
  void canBeCaught() {
    Result result =
        interrupted(
            """
            import time
            try:
                arrive()
                time.sleep(1000)
            except KeyboardInterrupt:
                print('caught')
            print('and on')
            """);
    assertEquals("caught\nand on\n", result.out());
    assertEquals(0, result.status());
  }
}
