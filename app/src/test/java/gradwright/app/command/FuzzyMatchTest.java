package gradwright.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FuzzyMatchTest {
  private static int score(String query, String name) {
    return FuzzyMatch.of(query, name).orElseThrow().score();
  }

  @Test
  void lettersOccurInOrder() {
    assertEquals(List.of(0, 4), FuzzyMatch.of("rf", "Run File").orElseThrow().positions());
    assertEquals(Optional.empty(), FuzzyMatch.of("fr", "Run File"));
    assertEquals(Optional.empty(), FuzzyMatch.of("run file now", "Run File"));
  }

  @Test
  void startsOfWordsAndRunsCountMore() {
    assertTrue(score("rs", "Run Selection") > score("rs", "Cursor"));
    assertTrue(score("sel", "Run Selection") > score("sel", "Set editor level"));
  }

  @Test
  void theBestPlacesAreMarked() {
    // Not the e of Console.
    assertEquals(
        List.of(13, 14, 15),
        FuzzyMatch.of("ear", "Console: Clear").orElseThrow().positions().stream().map(i -> i + 2).toList());
  }

  @Test
  void spacesAreNoLetters() {
    assertTrue(FuzzyMatch.of("run sel", "Run: Run Selection").isPresent());
  }
}
