package gradwright.python.golden;

import gradwright.python.EmbeddedPython;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Function;
import org.graalvm.polyglot.Value;

/// Runs functions of the golden harness.
final class GoldenScripts {
  private static final String HARNESS = "golden/harness.py";

  private GoldenScripts() {}

  /// What a comparison found: how many snippets agree, and the texts of those that do not.
  record Outcome(int passed, List<String> failures) {
    int total() {
      return passed + failures.size();
    }

    /// The first lines of the failures: the snippets' names.
    List<String> names() {
      return failures.stream().map(f -> f.lines().findFirst().orElse("")).toList();
    }
  }

  /// Calls a harness function that gives (passed, failures).
  static Outcome outcome(String function) {
    return run(function, r -> new Outcome(r.getArrayElement(0).asInt(), texts(r.getArrayElement(1))));
  }

  static List<String> texts(Value list) {
    return EmbeddedPython.texts(list);
  }

  /// Names listed in a resource file; lines that begin with `#` are comments.
  static List<String> listed(String resource) throws IOException {
    return Files.readAllLines(EmbeddedPython.resource(HARNESS).resolveSibling(resource)).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  /// Evaluates `function()` of the harness and reads its result before the context closes.
  static <T> T run(String function, Function<Value, T> read) {
    return EmbeddedPython.run(HARNESS, function + "()", read);
  }
}
