package gradwright.app.editor.marks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.app.editor.text.TextBuffer;
import org.junit.jupiter.api.Test;

class TrackedLinesTest {
  private final TextBuffer text = new TextBuffer("a\nb\nc\nd");
  private final TrackedLines<String> lines = new TrackedLines<>();

  TrackedLinesTest() {
    for (int i = 0; i < 4; i++) {
      lines.add(i, text.line(i));
    }
  }

  private String after(int start, int end, String with) {
    lines.follow(text.replace(start, end, with), text);
    StringBuilder all = new StringBuilder();
    for (int line : lines.lines()) {
      lines.at(line).forEach(t -> all.append(line).append(t.value()).append(t.edited() ? "! " : " "));
    }
    return all.toString().strip();
  }

  @Test
  void editedLinesAreMarked() {
    assertEquals("0a 1b! 2c 3d", after(2, 2, "x"));
  }

  @Test
  void linesBelowMove() {
    assertEquals("0a 1b 3c 4d", after(3, 3, "\n"));
  }

  @Test
  void aNewLineBeforeALineMovesIt() {
    assertEquals("0a 2b 3c 4d", after(2, 2, "\n"));
  }

  @Test
  void splitLinesAreMarked() {
    text.replace(2, 3, "bb");
    assertEquals("0a 1b! 3c 4d", after(3, 3, "\n"));
  }

  @Test
  void removedLinesGo() {
    assertEquals("0a 1d", after(2, 6, ""));
  }
}
