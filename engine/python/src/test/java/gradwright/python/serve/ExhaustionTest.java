package gradwright.python.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.protocol.EngineSession;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunOutcome.Ending;
import gradwright.protocol.RunRequest;
import gradwright.protocol.rpc.WorkerCommand;
import gradwright.protocol.rpc.WorkerSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Programs that take all memory or all stack end with an account of it, and the next one runs.
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExhaustionTest {
  private final Recorder told = new Recorder();
  private EngineSession session;

  @TempDir Path folder;

  @BeforeAll
  void open() throws Exception {
    WorkerCommand command = Workers.command();
    List<String> words = new ArrayList<>(command.command());
    words.addAll(1, List.of("-Xmx320m", "-Dgradwright.memory.limit=200000000"));
    session = WorkerSession.start(new WorkerCommand(words, command.environment(), command.folder()), told);
    session.info().get(100, TimeUnit.SECONDS);
  }

  @AfterAll
  void close() {
    session.close();
  }

  private RunOutcome run(String text) throws Exception {
    String file = folder.resolve("script.py").toString();
    return session
        .run(new RunRequest(file, text, 1, List.of(), folder.toString(), Map.of(), false))
        .get(90, TimeUnit.SECONDS);
  }

  @AfterEach
  void theNextRunWorks() throws Exception {
    told.clear();
    String small = "import jax, jax.numpy as jnp\nprint(jax.jit(lambda x: x + 1)(jnp.ones(3)).sum())\n";
    RunOutcome next = run(small);
    assertEquals(Ending.FINISHED, next.ending(), String.valueOf(next));
    assertEquals("6.0\n", told.out(), told.err());
  }

  private static void assertFailed(String type, int line, RunOutcome outcome) {
    assertEquals(Ending.FAILED, outcome.ending(), outcome::toString);
    RunOutcome.Failure failure = Objects.requireNonNull(outcome.failure());
    assertEquals(type, failure.type(), failure::toString);
    assertTrue(!failure.message().isEmpty(), failure::toString);
    assertEquals(line, failure.frames().getFirst().line(), failure::toString);
  }

  /// Where the program does not come to a point where it can be told, the process ends.
  private static void assertExhausted(int line, RunOutcome outcome) {
    if (outcome.ending() == Ending.ENGINE_LOST) {
      String message = Objects.requireNonNull(outcome.failure()).message();
      assertTrue(message.contains("ran out of memory"), message);
    } else {
      assertFailed("MemoryError", line, outcome);
    }
  }

  @Test
  void smallObjectsWithoutEnd() throws Exception {
    assertExhausted(2, run("a = []\nwhile True: a.append([1, 2, 3])\n"));
  }

  @Test
  void largeObjectsWithoutEnd() throws Exception {
    assertExhausted(2, run("a = []\nwhile True: a.append(bytes(1000000))\n"));
  }

  @Test
  void arraysWithoutEnd() throws Exception {
    assertFailed(
        "MemoryError", 4, run("import jax.numpy as jnp\na = []\nwhile True:\n    a.append(jnp.ones((1000, 1000)))\n"));
  }

  @Test
  void aListTooLarge() throws Exception {
    // More elements than an index of the interpreter can count.
    assertFailed("OverflowError", 2, run("x = 1\na = [0] * 10**11\n"));
    assertFailed("MemoryError", 2, run("x = 1\na = [0] * 10**9\n"));
  }

  @Test
  void recursionWithoutEnd() throws Exception {
    assertFailed("RecursionError", 2, run("def f(n):\n    return f(n + 1) + 1\nf(0)\n"));
  }
}
