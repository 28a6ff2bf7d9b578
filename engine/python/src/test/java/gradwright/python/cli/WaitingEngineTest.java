package gradwright.python.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A run on the waiting engine is, for the script and for whoever started it, a run in a process of its own.
@EnabledOnOs(OS.LINUX)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class WaitingEngineTest {
  /// The launcher's part: reads the functions under test and runs the classes under test.
  private static final String LAUNCHER =
      """
      root=$TEST_ROOT engine=$TEST_ROOT java=$TEST_JAVA
      . "$TEST_FUNCTIONS"
      engine_java() {
        exec "$java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xlog:disable -Xss16m \\
          -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dgradwright.rehearsals=0 -cp "$TEST_CLASSES" gradwright.python.Main "$@"
      }
      case $1 in
        keep) keep ;;
        stop) stop_command ;;
      esac
      hand_over "$@"
      engine_java "$@"
      """;

  private static final String SURROUNDINGS =
      """
      import os, subprocess, sys
      print(sys.argv, sys.path[0], __file__, os.getcwd(), os.path.abspath("x"), [m for m in sys.modules if "jax" in m])
      print(sorted((k, v) for k, v in os.environ.items() if k not in ("GRADWRIGHT_WAITING", "_")))
      print([stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)])
      data = sys.stdin.buffer.read()
      print(len(data), sum(data), flush=True)
      subprocess.run(["sh", "-c", "pwd; echo $FOO; echo error >&2"])
      open("written", "w").write("abc")
      print(os.path.getsize("written"))
      for i in range(20000):
          print(i, "x" * 40)
      import jax.numpy as jnp
      print(jnp.arange(3) * 1.5)
      jnp.ones(3) + jnp.ones(4)
      """;

  @TempDir Path folder;
  private Path cache;

  record Result(int status, String out, String err) {}

  @BeforeEach
  void prepare() throws Exception {
    cache = Files.createDirectory(folder.resolve("cache"));
    Files.writeString(folder.resolve("launcher"), LAUNCHER);
    Files.createFile(folder.resolve("built"));
    start("keep").redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  @AfterEach
  void end() throws Exception {
    start("stop").start().waitFor();
  }

  private ProcessBuilder start(String... words) {
    List<String> command = new ArrayList<>(List.of("sh", folder.resolve("launcher").toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("TEST_ROOT", folder.toString());
    builder.environment().put("TEST_JAVA", System.getProperty("java.home") + "/bin/java");
    builder.environment().put("TEST_CLASSES", System.getProperty("java.class.path"));
    builder.environment().put("TEST_FUNCTIONS", Path.of("src/main/sh/waiting.sh").toAbsolutePath().toString());
    builder.environment().put("GRADWRIGHT_CACHE", cache.toString());
    builder.environment().put("GRADWRIGHT_WAITING", "on");
    return builder;
  }

  /// The process that waits.
  private long waiting() throws Exception {
    Path ready = cache.resolve("waiting/ready");
    while (!Files.exists(ready)) {
      Thread.sleep(50);
    }
    return Long.parseLong(Files.readAllLines(ready).getLast());
  }

  private Result run(ProcessBuilder builder, byte[] input) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input);
    } catch (IOException unread) {
      // A script need not read its input.
    }
    int status = process.waitFor();
    return new Result(status, Files.readString(out), Files.readString(err));
  }

  private void sameAsCold(byte[] input, String... words) throws Exception {
    long engine = waiting();
    ProcessBuilder warm = start(words);
    warm.environment().put("FOO", "some words");
    Result served = run(warm, input);
    assertFalse(ProcessHandle.of(engine).isPresent(), "the waiting engine was not used");
    ProcessBuilder cold = start(words);
    cold.environment().put("FOO", "some words");
    cold.environment().put("GRADWRIGHT_WAITING", "off");
    assertEquals(run(cold, input), served);
  }

  @Test
  void aScriptFindsWhatAColdRunHas() throws Exception {
    Files.writeString(Files.createDirectory(folder.resolve("sub")).resolve("script.py"), SURROUNDINGS);
    byte[] input = new byte[200_000];
    for (int i = 0; i < input.length; i++) {
      input[i] = (byte) i;
    }
    sameAsCold(input, "run", "sub/script.py", "two words", "", "-c", "a\nb");
    sameAsCold(new byte[0], "run", "-c", "import os; print(1, flush=True); os._exit(7)");
    sameAsCold("import sys; sys.exit(134)".getBytes(StandardCharsets.UTF_8), "run", "-");
    sameAsCold(new byte[0], "run", "nowhere.py");
  }

  @Test
  void signalsReachTheScriptAndItsEndIsTheirs() throws Exception {
    InterruptsTest.seesInterrupts();
    assertEquals(130, ended("INT"));
    assertEquals(143, ended("TERM"));
    assertEquals(137, ended("KILL"));
  }

  @Test
  void theRehearsalRuns() throws Exception {
    Harness.Result result = Harness.evaluate(WaitingEngine.rehearsal().getCharacters().toString());
    assertEquals("", result.err());
    assertTrue(result.out().startsWith("1.37996"), result.out());
    assertEquals(0, result.status());
  }

  @Test
  void stopEndsAnEngineThatIsBeingPrepared() throws Exception {
    while (engines() == 0) {
      Thread.sleep(1);
    }
    Result stopped = run(start("stop"), new byte[0]);
    assertEquals(new Result(0, "The waiting engine has been ended.\n", ""), stopped);
    assertEquals(0, engines());
    assertFalse(Files.exists(cache.resolve("waiting/ready")));
    assertEquals("No engine waits.\n", run(start("stop"), new byte[0]).out());
  }

  private long engines() throws IOException {
    Path folder = cache.resolve("waiting");
    if (!Files.exists(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isDirectory).count();
    }
  }

  /// The status of a script that was sent a signal by way of the client.
  private int ended(String signal) throws Exception {
    long engine = waiting();
    Process client =
        start("run", "-c", "import time; print('here', flush=True)\nwhile True: time.sleep(1000)")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    client.inputReader().readLine();
    assertTrue(ProcessHandle.of(engine).isPresent(), "the waiting engine was not used");
    new ProcessBuilder("kill", "-s", signal, Long.toString(client.pid())).start().waitFor();
    int status = client.waitFor();
    ProcessHandle.of(engine).ifPresent(left -> left.onExit().join());
    return status;
  }
}
