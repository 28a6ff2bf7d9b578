package gradwright.app.editor.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.editor.text.Edit;
import gradwright.app.editor.text.TextBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyntaxModelTest {
  private static final String[] PIECES = {
    "def f(x):\n",
    "    return x\n",
    "\"\"\"",
    "'''",
    "'",
    "\"",
    "f'{",
    "}",
    "{",
    "(",
    ")",
    "[",
    "]",
    "\\\n",
    "\n",
    "# c",
    " ",
    "x",
    ":",
    "match y:\n",
    "f\"\"\"a {b:>{c}} ",
    "@jit\n",
    "\\",
    "12",
    "=",
    ",",
    "rb'",
    "type T = int\n",
    "é"
  };

  @Test
  void staysWhatItWouldBeFromScratch() {
    long seed = new Random().nextLong();
    System.out.println("SyntaxModelTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      StringBuilder begin = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        begin.append(PIECES[random.nextInt(PIECES.length)]);
      }
      TextBuffer text = new TextBuffer(begin.toString());
      SyntaxModel syntax = new SyntaxModel(text);
      for (int step = 0; step < 60; step++) {
        int start = random.nextInt(text.length() + 1);
        int end = random.nextInt(3) == 0 ? Math.min(text.length(), start + random.nextInt(30)) : start;
        StringBuilder with = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
          with.append(PIECES[random.nextInt(PIECES.length)]);
        }
        Edit edit = text.replace(start, end, with.toString());
        syntax.update(edit);
        SyntaxModel fresh = new SyntaxModel(new TextBuffer(text.toString()));
        // Some lines are asked for between edits and others not, as by an editor that shows a part of a file.
        int asked = random.nextInt(syntax.lineCount());
        assertEquals(fresh.tokens(asked), syntax.tokens(asked), "seed " + seed + ", text:\n" + text);
        if (random.nextInt(4) == 0) {
          assertEquals(lines(fresh), lines(syntax), "seed " + seed + ", text:\n" + text);
          assertEquals(ends(fresh), ends(syntax), "seed " + seed);
        }
      }
    }
  }

  private static List<LexState> ends(SyntaxModel syntax) {
    return IntStream.range(0, syntax.lineCount()).mapToObj(syntax::endState).toList();
  }

  private static List<LineTokens> lines(SyntaxModel syntax) {
    List<LineTokens> lines = new ArrayList<>();
    for (int i = 0; i < syntax.lineCount(); i++) {
      lines.add(syntax.tokens(i));
    }
    return lines;
  }

  @Test
  void wordsNeverOverlapAndStayInTheirLine() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      StringBuilder begin = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        begin.append(PIECES[random.nextInt(PIECES.length)]);
      }
      TextBuffer text = new TextBuffer(begin.toString());
      SyntaxModel syntax = new SyntaxModel(text);
      for (int line = 0; line < syntax.lineCount(); line++) {
        LineTokens words = syntax.tokens(line);
        int at = 0;
        for (int i = 0; i < words.size(); i++) {
          assertTrue(words.start(i) >= at && words.end(i) > words.start(i), begin.toString());
          at = words.end(i);
        }
        assertTrue(at <= text.line(line).length());
      }
    }
  }

  @Test
  void splitsOnlyLinesThatChangedAndThatSomebodyAsksFor() {
    TextBuffer text = new TextBuffer("a\nb\nc\nd\n");
    SyntaxModel syntax = new SyntaxModel(text);
    LineTokens third = syntax.tokens(2);
    LineTokens fourth = syntax.tokens(3);
    syntax.update(text.replace(2, 2, "x"));
    assertSame(third, syntax.tokens(2), "an edit of the line above");
    syntax.update(text.replace(2, 2, "'''"));
    assertNotSame(third, syntax.tokens(2), "within a string");
    syntax.update(text.replace(2, 5, ""));
    assertEquals(third, syntax.tokens(2), "the string is gone");
    assertSame(fourth, syntax.tokens(3), "nobody looked while it was within the string");
  }
}
