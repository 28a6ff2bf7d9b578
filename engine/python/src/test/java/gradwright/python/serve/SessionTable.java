package gradwright.python.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.protocol.EngineSession;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunOutcome.Ending;
import gradwright.protocol.RunRequest;
import gradwright.protocol.SessionListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What every session does, wherever its engine stands.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SessionTable {
  final Recorder told = new Recorder();
  EngineSession session;

  @TempDir Path folder;

  abstract EngineSession start(Recorder listener);

  @BeforeAll
  void open() throws Exception {
    session = start(told);
    session.info().get(100, TimeUnit.SECONDS);
  }

  @BeforeEach
  void forget() throws Exception {
    if (session.state() != SessionListener.State.READY) {
      session.restart().get(60, TimeUnit.SECONDS);
    }
    told.clear();
  }

  @AfterAll
  void close() {
    session.close();
  }

  RunRequest text(String text) {
    return new RunRequest(
        folder.resolve("script.py").toString(), text, 1, List.of(), folder.toString(), Map.of(), false);
  }

  CompletableFuture<RunOutcome> begin(String text) {
    return session.run(text(text));
  }

  RunOutcome run(String text) throws Exception {
    return begin(text).get(60, TimeUnit.SECONDS);
  }

  RunOutcome evaluate(String text) throws Exception {
    return session.evaluate(text).get(60, TimeUnit.SECONDS);
  }

  @Test
  void runsAFile() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("hello.py"), "import sys, os\nprint(sys.argv[1:], os.getcwd(), __file__, __name__)\n");
    Files.writeString(folder.resolve("neighbour.py"), "X = 7\n");
    RunOutcome outcome =
        session
            .run(RunRequest.ofFile(file.toString(), List.of("a", "b c"), folder.toString()))
            .get(60, TimeUnit.SECONDS);
    assertEquals("['a', 'b c'] %s %s __main__\n".formatted(folder.toRealPath(), file), told.out(), told.err());
    assertEquals(Ending.FINISHED, outcome.ending());
    assertNull(outcome.failure());
    assertEquals(0, run("import neighbour, sys\nprint(neighbour.X, sys.argv[1:])\n").status());
    assertTrue(told.out().endsWith("7 []\n"), told.out());
  }

  @Test
  void computes() throws Exception {
    RunOutcome outcome =
        run("import jax, jax.numpy as jnp\nprint(jax.grad(jnp.tanh)(0.0), jax.jit(lambda x: x * 2)(21.0))\n");
    assertEquals("1.0 42.0\n", told.out(), told.err());
    assertEquals(Ending.FINISHED, outcome.ending());
  }

  @Test
  void reportsAnError() throws Exception {
    RunOutcome outcome = run("def f(x):\n    return 1 / x\n\nf(0)\n");
    assertEquals(Ending.FAILED, outcome.ending());
    assertEquals(1, outcome.status());
    assertNotNull(outcome.failure());
    assertEquals("ZeroDivisionError", outcome.failure().type());
    assertEquals("division by zero", outcome.failure().message());
    assertEquals(List.of(2, 4), outcome.failure().frames().stream().map(f -> f.line()).toList());
    assertEquals("f", outcome.failure().frames().getFirst().function());
    assertTrue(told.err().contains("script.py\", line 4, in <module>\n    f(0)\n"), told.err());
    assertTrue(told.err().endsWith("ZeroDivisionError: division by zero\n"), told.err());
  }

  @Test
  void givesTheExitStatus() throws Exception {
    RunOutcome outcome = run("import sys, atexit\natexit.register(lambda: print('bye'))\nsys.exit(3)\n");
    assertEquals(3, outcome.status());
    assertEquals(Ending.FAILED, outcome.ending());
    assertEquals("bye\n", told.out());
    assertEquals(0, run("raise SystemExit\n").status());
    assertEquals(1, run("raise SystemExit('no')\n").status());
    assertEquals("no\n", told.err());
  }

  @Test
  void placesASelection() throws Exception {
    String lines = "    x = 1\n    y = undefined\n";
    RunOutcome outcome =
        session
            .run(
                new RunRequest(
                    folder.resolve("part.py").toString(), lines, 41, List.of(), folder.toString(), Map.of(), true))
            .get(60, TimeUnit.SECONDS);
    assertNotNull(outcome.failure());
    assertEquals("NameError", outcome.failure().type());
    assertEquals(42, outcome.failure().frames().getFirst().line());
    assertTrue(told.err().contains("part.py\", line 42, in <module>\n    y = undefined\n"), told.err());
  }

  @Test
  void keepsNamesForTheConsole() throws Exception {
    run("x = 20\ndef twice(v):\n    return 2 * v\n");
    assertEquals(Ending.FINISHED, evaluate("twice(x) + 2").ending());
    assertEquals("42\n", told.out());
    evaluate("y = x + 1\ny");
    assertEquals("42\n21\n", told.out());
    RunOutcome wrong = evaluate("1 +");
    assertNotNull(wrong.failure());
    assertEquals("SyntaxError", wrong.failure().type());
    run("print('x' in globals())");
    assertEquals("42\n21\nFalse\n", told.out());
  }

  @Test
  void readsInput() throws Exception {
    CompletableFuture<RunOutcome> outcome =
        begin("name = input('who? ')\nprint('hello', name)\nimport sys\nprint(len(sys.stdin.read()))\n");
    told.await(() -> told.inputs() == 1);
    assertEquals("who? ", told.out());
    session.input("you\n");
    told.await(() -> told.inputs() == 2);
    session.input("abc");
    session.endInput();
    assertEquals(Ending.FINISHED, outcome.get(60, TimeUnit.SECONDS).ending());
    assertEquals("who? hello you\n3\n", told.out());
  }

  private RunOutcome cancelled(String text) throws Exception {
    CompletableFuture<RunOutcome> outcome = begin(text);
    told.await(() -> told.out().contains("here"));
    Thread.sleep(50);
    session.cancel();
    return outcome.get(60, TimeUnit.SECONDS);
  }

  @Test
  void cancelsALoop() throws Exception {
    RunOutcome outcome = cancelled("x = 5\nprint('here')\nwhile True: pass\n");
    assertEquals(Ending.CANCELLED, outcome.ending());
    assertEquals(130, outcome.status());
    assertEquals(Ending.FINISHED, evaluate("x").ending());
    assertTrue(told.out().endsWith("5\n"), told.out());
  }

  @Test
  void cancelsACompiledLoop() throws Exception {
    RunOutcome outcome =
        cancelled(
            """
            import jax
            loop = jax.jit(lambda x: jax.lax.while_loop(lambda c: c < 10.0, lambda c: c * 1.0, x))
            compiled = loop.lower(1.0).compile()
            print('here')
            compiled(1.0).block_until_ready()
            """);
    assertEquals(Ending.CANCELLED, outcome.ending());
    run("import jax\nprint(jax.jit(lambda x: x + 1)(1))");
    assertTrue(told.out().endsWith("2\n"), told.err());
  }

  @Test
  void cancelsAReader() throws Exception {
    RunOutcome outcome = cancelled("print('here')\ninput()\n");
    assertEquals(Ending.CANCELLED, outcome.ending());
  }

  @Test
  void cancelsAPrinter() throws Exception {
    RunOutcome outcome = cancelled("while True: print('here')\n");
    assertEquals(Ending.CANCELLED, outcome.ending());
  }

  @Test
  void tellsItsStates() throws Exception {
    run("print(1)");
    told.await(() -> told.states().size() == 2);
    assertEquals("[RUNNING, READY]", told.states().toString());
  }

  @Test
  void deliversAllOutputBeforeTheOutcome() throws Exception {
    run("for i in range(20000): print(i)\n");
    assertTrue(told.out().endsWith("\n19998\n19999\n"));
    assertEquals(20000, told.out().lines().count());
  }
}
