package gradwright.python.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.python.EmbeddedPython;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every documented name of JAX exists with its signature and is tested, or stands in a list with its reason. Writes the
/// report to `target/coverage.tsv`: name, whether it exists, what differs in its signature, whether it is tested.
class CoverageTest {
  private record Report(String table, List<String> problems) {}

  @Test
  void everyDocumentedNameIsThere() throws Exception {
    Report report =
        EmbeddedPython.run(
            "api/coverage.py",
            "outcome()",
            v -> new Report(v.getArrayElement(0).asString(), EmbeddedPython.texts(v.getArrayElement(1))));
    Files.writeString(Path.of("target", "coverage.tsv"), report.table());
    assertEquals(List.of(), report.problems());
  }
}
