package gradwright.python.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.python.cli.Harness.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A script's surroundings, streams and status are those that `python FILE` would give it.
class ScriptTest {
  @TempDir Path folder;

  private Path script(String text) throws IOException {
    return Files.writeString(folder.resolve("script.py"), text);
  }

  @Test
  void knowsItsNameArgumentsAndFolder() throws IOException {
    Files.writeString(folder.resolve("beside.py"), "value = 42");
    Path file =
        script(
            """
            import sys, beside
            print(__name__, __file__, sys.argv[1:], sys.path[0], beside.value)
            """);
    Result result = Harness.run(file, "one", "two words", "-c");
    assertEquals("", result.err());
    assertEquals("__main__ %s ['one', 'two words', '-c'] %s 42%n".formatted(file, folder.toRealPath()), result.out());
    assertEquals(0, result.status());
  }

  @Test
  void readsStandardInput() {
    Result result =
        new Harness("Ada\nmore\n")
            .command("run", "-c", "import sys; name = input('who? '); print('hi', name, repr(sys.stdin.read()))");
    assertEquals("who? hi Ada 'more\\n'\n", result.out());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void readsFilesThatAreMadeUpWhenTheyAreRead() {
    Result result =
        Harness.evaluate(
            """
            f = open("/proc/self/status")
            print(f.readline()[:5], len(f.read()) > 100, repr(f.read()))
            print(open("/proc/self/status", "rb").read()[:5])
            try:
                open("/proc/none/such")
            except FileNotFoundError as e:
                print(e)
            """);
    assertEquals(
        "Name: True ''\nb'Name:'\n[Errno 2] No such file or directory: '/proc/none/such'\n",
        result.out(),
        result.err());
  }

  @Test
  void asksForThePeakOfACompiledFunctionBeforeItRuns() throws IOException {
    Path file =
        script(
            """
            import jax, jax.numpy as jnp
            f = jax.jit(lambda x: jnp.sort(x) @ jnp.ones((100, 100)))
            m = f.lower(jnp.ones((100, 100))).compile().memory_analysis()
            print(m.argument_size_in_bytes, m.output_size_in_bytes, m.temp_size_in_bytes >= 80000)
            print(m.peak_memory_in_bytes == 80000 + m.temp_size_in_bytes, m.host_temp_size_in_bytes)
            """);
    Result result = Harness.run(file);
    assertEquals("40000 40000 True\nTrue 0\n", result.out(), result.err());
  }

  /// CPython closes a file that nothing refers to any more.
  @Test
  void filesThatAreNotClosedAreWrittenAllTheSame() throws IOException {
    Path first = folder.resolve("first.txt");
    Path second = folder.resolve("second.json");
    Path third = folder.resolve("third.bin");
    Path file =
        script(
            """
            import io, json, sys
            open(sys.argv[1], "w").write("some text")
            print(open(sys.argv[1]).read())
            json.dump({"a": [1, 2]}, open(sys.argv[2], "w"))
            io.open(sys.argv[3], "ab").write(b"bytes")
            kept = open(sys.argv[1], "a")
            kept.write(", and more")
            sys.exit(3)
            """);
    Result result = Harness.run(file, first.toString(), second.toString(), third.toString());
    assertEquals("some text\n", result.out(), result.err());
    assertEquals(3, result.status());
    assertEquals("some text, and more", Files.readString(first));
    assertEquals("{\"a\": [1, 2]}", Files.readString(second));
    assertEquals("bytes", Files.readString(third));
  }

  @Test
  void comesFromStandardInput() {
    Result result = new Harness("import sys\nprint(sys.argv)\n1 / 0\n").command("run", "-", "x");
    assertEquals("['-', 'x']\n", result.out());
    assertTrue(result.err().contains("File \"<stdin>\", line 3, in <module>\n"), result.err());
    assertEquals(1, result.status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pass                                      | 0
          import sys; sys.exit(3)                   | 3
          import sys; sys.exit()                    | 0
          raise SystemExit(256 + 7)                 | 7
          exit(5)                                   | 5
          raise SystemExit('a message')             | 1
          1 / 0                                     | 1
          raise KeyboardInterrupt                   | 130
          import sys; sys.excepthook = print; 1 / 0 | 1
          import _thread; _thread.exit()            | 0
          raise MemoryError('a lot')                | 1
          """)
  void endsWithPythonsStatus(String text, int status) {
    assertEquals(status, Harness.evaluate(text).status());
  }

  @Test
  void writesAnExitMessageToStandardError() {
    Result result = Harness.evaluate("import sys; print('out'); sys.exit('the reason')");
    assertEquals("out\n", result.out());
    assertEquals("the reason\n", result.err());
  }

  @Test
  void runsExitHandlersAndFlushes() {
    assertEquals(
        "body\nbye\n", Harness.evaluate("import atexit; atexit.register(lambda: print('bye')); print('body')").out());
  }

  @Test
  void reportsAnErrorWithTheUsersLines() throws IOException {
    Path file =
        script(
            """
            def inner(x):
                return 1 / x

            try:
                inner(0)
            except ZeroDivisionError as error:
                raise ValueError('no good') from error
            """);
    Result result = Harness.run(file);
    assertEquals(
        """
        Traceback (most recent call last):
          File "FILE", line 5, in <module>
            inner(0)
          File "FILE", line 2, in inner
            return 1 / x
        ZeroDivisionError: division by zero

        The above exception was the direct cause of the following exception:

        Traceback (most recent call last):
          File "FILE", line 7, in <module>
            raise ValueError('no good') from error
        ValueError: no good
        """,
        result.err().replace(file.toString(), "FILE"));
    assertEquals(1, result.status());
  }

  @Test
  void hidesTheEnginesFrames() throws IOException {
    Path file = script("import jax\n\ndef f(leaf):\n    return 1 / 0\n\njax.tree.map(f, [1])\n");
    Result result = Harness.run(file);
    assertEquals(
        """
        Traceback (most recent call last):
          File "FILE", line 6, in <module>
            jax.tree.map(f, [1])
          File "FILE", line 4, in f
            return 1 / 0
        ZeroDivisionError: division by zero
        """,
        result.err().replace(file.toString(), "FILE"));
  }

  @Test
  void endlessRecursionIsAnErrorNotACrash() {
    Result result = Harness.evaluate("def f(n): return f(n + 1)\nf(0)");
    assertEquals("RecursionError: maximum recursion depth exceeded", result.err().lines().toList().getLast());
    assertEquals(1, result.status());
  }

  @Test
  void endlessRecursionThroughATransformationIsAnError() {
    Result result = Harness.evaluate("import jax\n@jax.jit\ndef f(x): return f(x + 1)\nf(1.0)");
    assertEquals("RecursionError: maximum recursion depth exceeded", result.err().lines().toList().getLast());
    assertEquals(1, result.status());
  }

  @Test
  void anArrayTooLargeIsNamed() {
    Result result = Harness.evaluate("import jax.numpy as jnp\nx = jnp.zeros((500000, 500000))");
    String last = result.err().lines().toList().getLast();
    assertTrue(last.startsWith("MemoryError: "), last);
    assertTrue(last.contains("1000000000000 bytes") && last.contains("float32[500000,500000]"), last);
    assertTrue(result.err().contains("line 2, in <module>"), result.err());
    assertEquals(1, result.status());
  }

  @Test
  void aThreadThatFailsLeavesTheScriptRunning() {
    Result result =
        Harness.evaluate(
            "import threading\nt = threading.Thread(target=lambda: 1 / 0)\nt.start()\nt.join()\nprint('on')");
    assertEquals("on\n", result.out());
    assertTrue(result.err().contains("ZeroDivisionError"), result.err());
    assertEquals(0, result.status());
  }

  @Test
  void aMissingFileIsNamed() {
    Result result = Harness.run(folder.resolve("nowhere.py"));
    assertEquals(
        "gradwright: can't open file '%s': [Errno 2] No such file or directory%n"
            .formatted(folder.resolve("nowhere.py")),
        result.err());
    assertEquals(2, result.status());
  }

  @Test
  void aFolderIsNoScript() {
    Result result = Harness.run(folder);
    assertEquals("gradwright: can't open file '%s': Is a directory%n".formatted(folder), result.err());
    assertEquals(2, result.status());
  }

  @Test
  void aSyntaxErrorShowsTheLine() throws IOException {
    Path file = script("x = 1\ny = = 2\n");
    Result result = Harness.run(file);
    assertTrue(result.err().startsWith("  File \"" + file + "\", line 2\n    y = = 2\n"), result.err());
    assertTrue(result.err().endsWith("SyntaxError: invalid syntax\n"), result.err());
    assertEquals(1, result.status());
  }

  @Test
  void bytesThatAreNoTextAreNamed() throws IOException {
    Path file =
        Files.write(folder.resolve("bytes.py"), "x = 1\nprint('\u00ff')\n".getBytes(StandardCharsets.ISO_8859_1));
    Result result = Harness.run(file);
    assertEquals(
        """
          File "FILE", line 2
        SyntaxError: (unicode error) 'utf-8' codec can't decode byte 0xff in position 13: invalid start byte
        """
            .replace("FILE", file.toString()),
        result.err());
    assertEquals(1, result.status());
  }

  @Test
  void aDeclaredEncodingIsHeeded() throws IOException {
    byte[] bytes = "# -*- coding: latin-1 -*-\nprint('\u00e9')\n".getBytes(StandardCharsets.ISO_8859_1);
    Result result = Harness.run(Files.write(folder.resolve("latin.py"), bytes));
    assertEquals("\u00e9\n", result.out());
  }

  @Test
  void anUnknownCommandIsExplained() {
    Result result = new Harness("").command("fly");
    assertEquals("gradwright: there is no command 'fly' (see 'gradwright help')\n", result.err());
    assertEquals(2, result.status());
  }
}
