package gradwright.python.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.protocol.Arrays;
import gradwright.protocol.EngineEvent;
import gradwright.protocol.EngineSession;
import gradwright.protocol.Insight;
import gradwright.protocol.Program;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunOutcome.Ending;
import gradwright.protocol.RunRequest;
import gradwright.protocol.SessionException;
import gradwright.protocol.SessionListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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

  static RunOutcome.Failure failure(RunOutcome outcome) {
    return Objects.requireNonNull(outcome.failure());
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
    assertEquals("ZeroDivisionError", failure(outcome).type());
    assertEquals("division by zero", failure(outcome).message());
    assertEquals(List.of(2, 4), failure(outcome).frames().stream().map(f -> f.line()).toList());
    assertEquals("f", failure(outcome).frames().getFirst().function());
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
    assertEquals("NameError", failure(outcome).type());
    assertEquals(42, failure(outcome).frames().getFirst().line());
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
    assertEquals("SyntaxError", failure(wrong).type());
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
    if (!told.states().contains(SessionListener.State.STARTING)) {
      // Unless the machine was so busy that the engine had to be replaced, the names are still there.
      assertEquals(Ending.FINISHED, evaluate("x").ending());
      assertTrue(told.out().endsWith("5\n"), told.out());
    }
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

  private <T> T get(CompletableFuture<T> answer) throws Exception {
    return answer.get(60, TimeUnit.SECONDS);
  }

  @Test
  void listsArrays() throws Exception {
    run(
        """
        import jax, jax.numpy as jnp, numpy as np
        x = jnp.arange(6.0).reshape(2, 3)
        params = {'w': jnp.ones((4,), jnp.bfloat16), 'layers': [jnp.zeros(2), 7]}
        host = np.array([1 + 2j, 3 - 4j])
        key = jax.random.key(1)
        weak = jnp.asarray(2.0)
        gone = jnp.zeros(3)
        gone.delete()
        deep = []
        deep.append(deep)
        """);
    List<Arrays.Named> found = get(session.arrays());
    assertEquals(
        "[x, params['layers'][0], params['w'], host, key, weak, gone]",
        found.stream().map(Arrays.Named::path).toList().toString(),
        told.err());
    Arrays.Named x = found.getFirst();
    assertEquals("jax.Array float32 [2, 3] cpu:0 24", described(x));
    assertEquals("jax.Array bfloat16 [4] cpu:0 8", described(found.get(2)));
    assertEquals("numpy.ndarray complex128 [2] host 32", described(found.get(3)));
    assertEquals("key<fry>", found.get(4).dtype());
    assertTrue(found.get(5).weakType());
    assertTrue(found.get(6).deleted());
    Arrays.Statistics s = get(session.statistics("x", 3));
    assertEquals("6 0 0 1 0.0 5.0 2.5 [2, 2, 2]", summary(s));
    assertEquals(Math.sqrt(35 / 12.0), s.deviation(), 1e-12);
    Arrays.Comparison same = get(session.compare("x", "x"));
    assertEquals(6, same.elements());
    assertEquals(0, same.differing());
    assertThrows(ExecutionException.class, () -> get(session.compare("x", "host")));
    assertEquals("2 0 0 0 2.23606797749979 5.0 3.618033988749895 []", summary(get(session.statistics("host", 0))));
    Arrays.Slice slice =
        get(
            session.slice(
                "x", new Arrays.Window(List.of(new Arrays.Range(1, 2, 1), new Arrays.Range(0, 3, 2)), 100, false)));
    assertArrayEquals(new double[] {3, 5}, slice.values());
    assertArrayEquals(new int[] {1, 2}, slice.shape());
    assertEquals("[[0 1]]", get(session.slice("key", new Arrays.Window(List.of(), 10, false))).exact().toString());
    for (String path : List.of("key", "gone", "nothing", "params['q']")) {
      ExecutionException refused = assertThrows(ExecutionException.class, () -> get(session.statistics(path, 1)));
      assertTrue(refused.getCause() instanceof SessionException, refused.toString());
    }
  }

  private static String described(Arrays.Named a) {
    return a.type() + " " + a.dtype() + " " + java.util.Arrays.toString(a.shape()) + " " + a.device() + " " + a.bytes();
  }

  private static String summary(Arrays.Statistics s) {
    return "%d %d %d %d %s %s %s %s"
        .formatted(
            s.elements(),
            s.nans(),
            s.infinities(),
            s.zeros(),
            s.minimum(),
            s.maximum(),
            s.mean(),
            java.util.Arrays.toString(s.histogram()));
  }

  @Test
  void knowsNames() throws Exception {
    List<Insight.Entry> library = get(session.catalogue());
    Insight.Entry sum = library.stream().filter(e -> e.qualified().equals("jax.numpy.sum")).findFirst().orElseThrow();
    assertTrue(sum.signature().startsWith("(a, axis=None"), sum.signature());
    assertTrue(library.stream().anyMatch(e -> e.qualified().equals("jax.grad") && e.signature().contains("argnums")));
    run(
        "import jax.numpy as jnp\n"
            + "def half(x, by=2):\n"
            + "    'Divides.'\n"
            + "    return x / by\n"
            + "class Net:\n"
            + "    depth = 3\n"
            + "net = Net()\n");
    List<Insight.Entry> names = get(session.names(""));
    assertEquals("[jnp, half, Net, net]", names.stream().map(Insight.Entry::name).toList().toString());
    assertEquals("(x, by=2) Divides.", names.get(1).signature() + " " + names.get(1).summary());
    assertEquals("[depth]", get(session.names("net.")).stream().map(Insight.Entry::name).toList().toString());
    assertTrue(get(session.names("jnp.")).contains(sum));
    assertEquals(List.of(), get(session.names("nobody.")));
  }

  @Test
  void checksTexts() throws Exception {
    assertEquals(List.of(), get(session.check("a.py", "x = 1\n")));
    Insight.Problem problem = get(session.check("a.py", "x = 1\ny = = 2\n")).getFirst();
    assertEquals(2, problem.line());
    assertEquals(5, problem.column());
    assertEquals("error", problem.severity());
    assertEquals("invalid syntax", problem.message());
  }

  @Test
  void tellsWhatTheEngineDid() throws Exception {
    run(
        """
        import jax, jax.numpy as jnp
        @jax.jit
        def f(x):
            y = jnp.sin(x)
            return y * 2
        f(jnp.ones(3)).block_until_ready()
        f(jnp.ones(4)).block_until_ready()
        """);
    List<EngineEvent> events = told.events();
    EngineEvent.Traced traced =
        events.stream()
            .flatMap(e ->
                e instanceof EngineEvent.Traced t && t.function().equals("f") ? java.util.stream.Stream.of(t) : null)
            .findFirst()
            .orElseThrow();
    assertTrue(
        events.stream().anyMatch(e -> e instanceof EngineEvent.CacheMiss m && m.kind() == EngineEvent.MissKind.TYPES),
        events::toString);
    assertTrue(events.stream().anyMatch(e -> e instanceof EngineEvent.Compiled));
    assertTrue(told.runs().stream().mapToInt(r -> r.size()).sum() > 0);
    Program program = get(session.program(traced.program()));
    assertEquals("f", program.function());
    assertEquals("traced", program.stages().getFirst().name());
    List<Insight.ValueType> types = get(session.valueTypes());
    assertTrue(
        types.stream().anyMatch(t -> t.line() == 4 && t.name().equals("y") && t.type().equals("f32[4]")),
        types::toString);
  }
}
