package gradwright.app.editor.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextModelTest {
  private static void type(TextModel model, String text) {
    for (char c : text.toCharArray()) {
      int end = model.buffer().length();
      model.type(end, end, String.valueOf(c), Selection.at(end));
    }
  }

  @Test
  void typingIsUndoneByWords() {
    TextModel model = new TextModel("");
    type(model, "let it be");
    assertEquals(Optional.of(Selection.at(7)), model.undo());
    assertEquals("let it ", model.text());
    model.undo();
    assertEquals("let ", model.text());
    model.redo();
    assertEquals("let it ", model.text());
  }

  @Test
  void dirtyFollowsWhatWasSaved() {
    TextModel model = new TextModel("a");
    assertFalse(model.isDirty());
    type(model, "b");
    assertTrue(model.isDirty());
    model.undo();
    assertFalse(model.isDirty(), "undone to what the file holds");
    type(model, "c");
    int state = model.state();
    type(model, "d");
    model.markSaved(state);
    assertTrue(model.isDirty(), "d was typed while c was saved");
    model.undo();
    assertFalse(model.isDirty());
    model.undo();
    type(model, "x");
    assertTrue(model.isDirty(), "the saved text is no longer in the history");
    model.undo();
    assertTrue(model.isDirty());
  }

  @Test
  void everyEditCanBeUndoneAndDoneAgain() {
    long seed = new Random().nextLong();
    System.out.println("TextModelTest seed " + seed);
    Random random = new Random(seed);
    TextModel model = new TextModel("one\ntwo\nthree");
    TextBuffer mirror = new TextBuffer(model.text());
    model.listen(e -> mirror.replace(e.position(), e.removedEnd(), e.inserted()));
    List<String> states = new ArrayList<>(List.of(model.text()));
    for (int i = 0; i < 2000; i++) {
      int start = random.nextInt(model.buffer().length() + 1);
      int end = Math.min(model.buffer().length(), start + random.nextInt(5));
      String with = "\nab\n".substring(0, random.nextInt(5));
      model.replace(start, end, with, Selection.at(start), Selection.at(start));
      if (!model.text().equals(states.getLast()) || start != end || !with.isEmpty()) {
        states.add(model.text());
      }
      checkLines(mirror, seed);
    }
    String last = model.text();
    for (int i = states.size() - 2; i >= 0; i--) {
      assertTrue(model.undo().isPresent());
      assertEquals(states.get(i), model.text(), "seed " + seed);
    }
    assertFalse(model.isDirty());
    assertTrue(model.undo().isEmpty());
    while (model.redo().isPresent()) {
      checkLines(mirror, seed);
    }
    assertEquals(last, model.text());
    assertEquals(last, mirror.toString());
  }

  private static void checkLines(TextBuffer buffer, long seed) {
    String[] lines = buffer.toString().split("\n", -1);
    assertEquals(lines.length, buffer.lineCount(), "seed " + seed);
    for (int i = 0; i < lines.length; i++) {
      assertEquals(lines[i], buffer.line(i), "seed " + seed);
    }
  }

  @Test
  void becomingAnotherTextReplacesOnlyWhatDiffers() {
    TextModel model = new TextModel("aaa bbb ccc");
    List<Edit> edits = new ArrayList<>();
    model.listen(edits::add);
    model.become("aaa BBB ccc", Selection.at(11));
    model.become("aaa BBB ccc", Selection.at(11));
    assertEquals(List.of(new Edit(4, "bbb", "BBB")), edits);
    model.undo();
    assertEquals("aaa bbb ccc", model.text());
  }
}
