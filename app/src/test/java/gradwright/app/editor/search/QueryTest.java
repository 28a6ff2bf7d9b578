package gradwright.app.editor.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.editor.search.Query.Match;
import gradwright.app.editor.text.Change;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryTest {
  private static final String TEXT = "sum Sum sums\nx1 x22";

  private static Query query(String text, boolean regex) {
    return new Query(text, regex, true, false);
  }

  @Test
  void findsPlainWordsAndExpressions() {
    assertEquals(List.of(new Match(0, 3), new Match(8, 11)), query("sum", false).in(TEXT).matches());
    assertEquals(3, new Query("sum", false, false, false).in(TEXT).matches().size());
    assertEquals(2, new Query("sum", false, false, true).in(TEXT).matches().size());
    assertEquals(List.of(new Match(13, 15)), query("^x\\d", true).in(TEXT).matches());
    assertEquals(List.of(), query(".", false).in(TEXT).matches());
    assertEquals(List.of(), query("z*", true).in(TEXT).matches(), "empty matches are none");
  }

  @Test
  void replacesAllAsOneChange() {
    Query query = query("x(\\d+)", true);
    Change change = query.replace(TEXT, query.in(TEXT).matches(), "<$1|\\1|\\$1>").orElseThrow();
    assertEquals(13, change.start());
    assertEquals("<1|1|$1> <22|22|$1>", change.with());
    Query plain = query("sum", false);
    assertEquals("$1 Sum $1", plain.replace(TEXT, plain.in(TEXT).matches(), "$1").orElseThrow().with());
    assertThrows(IllegalArgumentException.class, () -> query.replace(TEXT, query.in(TEXT).matches(), "$2"));
  }

  @Test
  void replacementSeesWhatIsAroundTheMatch() {
    Query query = query("(?<=a)b", true);
    assertEquals("c b ac", query.replace("ab b ab", query.in("ab b ab").matches(), "c").orElseThrow().with());
  }

  @Test
  void saysWhatIsWrongWithAnExpression() {
    assertFalse(query("(", true).in(TEXT).problem().isEmpty());
    assertTrue(query("(", false).in(TEXT).problem().isEmpty());
  }

  @Test
  void givesUpExpressionsThatGoAstray() {
    Query.Found found = query(".*.*.*.*.*.*.*.*y", true).in("x".repeat(2000), 50_000_000);
    assertEquals("this expression takes too long", found.problem());
  }
}
