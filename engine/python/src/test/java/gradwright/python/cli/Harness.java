package gradwright.python.cli;

import gradwright.python.script.CacheFolders;
import gradwright.python.script.ScriptContext.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Runs commands in this JVM and keeps what they read and write.
final class Harness {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Terminal terminal;
  private final CacheFolders caches = CacheFolders.ofUser();

  Harness(String input) {
    caches.announce();
    terminal =
        new Terminal(new Streams(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, err, false));
  }

  Result command(String... words) {
    int status = new CommandLine(terminal, caches).carryOut(java.util.List.of(words));
    return new Result(status, text(out), text(err));
  }

  static Result run(Path file, String... arguments) {
    String[] words = new String[arguments.length + 2];
    words[0] = "run";
    words[1] = file.toString();
    System.arraycopy(arguments, 0, words, 2, arguments.length);
    return new Harness("").command(words);
  }

  static Result evaluate(String text) {
    return new Harness("").command("run", "-c", text);
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }

  record Result(int status, String out, String err) {}
}
