package gradwright.python.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.python.EmbeddedPython;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The engine's answers to the corpus against those of JAX 0.10.2 and NumPy, one test an area; see the corpus's README.
class CorpusTest {
  private static final String FRAME = "corpus/corpus.py";

  private static List<String> areas() {
    return EmbeddedPython.run(FRAME, "areas()", EmbeddedPython::texts);
  }

  @TestFactory
  Stream<DynamicTest> everyAnswerAgrees() {
    return areas().stream()
        .map(area ->
            DynamicTest.dynamicTest(
                area,
                () -> {
                  List<String> failures = EmbeddedPython.run(FRAME, "check('" + area + "')[1]", EmbeddedPython::texts);
                  assertEquals(List.of(), failures);
                }));
  }

  @Test
  void theCorpusIsLarge() {
    int cases = EmbeddedPython.run(FRAME, "sum(len(load(area)) for area in areas())", v -> v.asInt());
    assertTrue(cases >= 3000, () -> cases + " cases");
  }
}
