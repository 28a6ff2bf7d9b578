package gradwright.app.editor.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// `[` and `]` are the ends of the selection, `|` the caret where nothing is selected.
class LineEditsTest {
  private static String apply(String marked, Function<LineEdits, Optional<Change>> edit) {
    int caret = marked.indexOf('|');
    int start = caret >= 0 ? caret : marked.indexOf('[');
    int end = caret >= 0 ? caret : marked.indexOf(']') - 1;
    String text = marked.replaceAll("[\\[\\]|]", "");
    Optional<Change> change = edit.apply(new LineEdits(new TextBuffer(text), new Selection(start, end)));
    if (change.isEmpty()) {
      return "nothing";
    }
    Change c = change.get();
    String after = text.substring(0, c.start()) + c.with() + text.substring(c.end());
    Selection s = c.after();
    return s.isEmpty()
        ? after.substring(0, s.caret()) + "|" + after.substring(s.caret())
        : after.substring(0, s.start()) + "[" + after.substring(s.start(), s.end()) + "]" + after.substring(s.end());
  }

  private static Optional<Change> comment(LineEdits edits) {
    return edits.toggleComment("#");
  }

  @Test
  void commentsAndBack() {
    assertEquals("  # a|b", apply("  a|b", LineEditsTest::comment));
    assertEquals("  a|b", apply("  # a|b", LineEditsTest::comment));
    assertEquals("[# if x:\n#   y]\nz", apply("[if x:\n  y]\nz", LineEditsTest::comment));
    assertEquals("# a\n[# b\n]c", apply("# a\n[b\n]c", LineEditsTest::comment));
    assertEquals("# |", apply("|", LineEditsTest::comment));
  }

  @Test
  void indentsAndBack() {
    assertEquals("[    a\n\n    b]", apply("[a\n\nb]", e -> e.indent(4)));
    assertEquals("[a\n  b]", apply("[    a\n      b]", e -> e.dedent(4)));
    assertEquals("    a|", apply("      a|", e -> e.dedent(4)));
    assertEquals("nothing", apply("a|", e -> e.dedent(4)));
  }

  @Test
  void movesLines() {
    assertEquals("b|\na\nc", apply("a\nb|\nc", LineEdits::moveUp));
    assertEquals("c\n[a\nb]", apply("[a\nb]\nc", LineEdits::moveDown));
    assertEquals("c\n[a\nb\n]d", apply("[a\nb\n]c\nd", LineEdits::moveDown));
    assertEquals("nothing", apply("a|\nb", LineEdits::moveUp));
    assertEquals("nothing", apply("a\nb|", LineEdits::moveDown));
  }

  @Test
  void duplicatesDeletesJoins() {
    assertEquals("ab\na|b\nc", apply("a|b\nc", LineEdits::duplicate));
    assertEquals("abc[bc]", apply("a[bc]", LineEdits::duplicate));
    assertEquals("c|d", apply("a|b\ncd", LineEdits::delete));
    assertEquals("a|", apply("a\nb|", LineEdits::delete));
    assertEquals("a| b", apply("a|\n   b", LineEdits::join));
  }
}
