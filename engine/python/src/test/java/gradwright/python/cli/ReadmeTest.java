package gradwright.python.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.python.cli.Harness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the README shows is what happens.
class ReadmeTest {
  private static final Pattern TOUR = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);

  @Test
  void theTourRuns() throws IOException {
    Matcher tour = TOUR.matcher(Files.readString(root().resolve("README.md")));
    assertTrue(tour.find());
    Result result = Harness.evaluate(tour.group(1));
    assertEquals("", result.err());
    String weights = result.out().lines().toList().getLast();
    double[] found =
        Arrays.stream(weights.replaceAll("[\\[\\]]", "").strip().split("\\s+"))
            .mapToDouble(Double::parseDouble)
            .toArray();
    assertEquals(1.0, found[0], 0.1);
    assertEquals(-2.0, found[1], 0.1);
    assertEquals(0.5, found[2], 0.1);
  }

  /// Tests run in the module's folder or in the root's.
  private static Path root() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("README.md"))) {
        return folder;
      }
    }
    throw new AssertionError("no README.md above " + Path.of("").toAbsolutePath());
  }
}
