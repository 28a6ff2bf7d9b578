package gradwright.app.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradwright.app.workbench.LayoutNode.Documents;
import gradwright.app.workbench.LayoutNode.Split;
import gradwright.app.workbench.LayoutNode.Tabs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {
  private static final Set<String> KNOWN = Set.of("a", "b", "c");
  private static final LayoutNode LAYOUT =
      new Split(
          true,
          List.of(
              new Tabs(List.of("a"), "a"),
              new Split(false, List.of(new Documents(), new Tabs(List.of("b", "c"), "c")), List.of(0.7, 0.3))),
          List.of(0.2, 0.8));

  @TempDir Path folder;

  private LayoutFile file() {
    return new LayoutFile(folder.resolve("layout.json"), KNOWN);
  }

  @Test
  void aLayoutComesBackAsItWas() throws Exception {
    LayoutFile.Arrangement arrangement = new LayoutFile.Arrangement(LAYOUT, 10, 20, 1280, 800, true);
    file().save(arrangement);
    assertEquals(Optional.of(arrangement), file().load());
  }

  @Test
  void withoutAFileThereIsNoLayout() {
    assertEquals(Optional.empty(), file().load());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"version\": 99, \"layout\": {\"kind\": \"documents\"}}",
        "{\"version\": 1, \"layout\": {\"kind\": \"tabs\", \"panels\": [\"a\"], \"selected\": \"a\"}}",
        "{\"version\": 1, \"layout\": {\"kind\": \"columns\", \"children\": [{\"kind\": \"documents\"}]}}",
        "{\"version\": 1, \"layout\": {\"kind\": \"columns\", \"children\": [null], \"sizes\": [1]}}",
        "{\"version\": 1, \"layout\": {\"kind\": \"columns\", \"children\": [{\"kind\": \"documents\"}], \"sizes\":"
            + " [7]}}",
        "{\"version\": 1, \"layout\": {\"kind\": \"spiral\"}}",
        "{\"version\": 1, \"layout\": 4}",
      })
  void brokenFilesAreNoLayout(String text) throws Exception {
    Files.writeString(folder.resolve("layout.json"), text);
    assertEquals(Optional.empty(), file().load());
  }

  @Test
  void panelsThatDoNotExistAreLeftOut() {
    assertEquals(
        new Split(false, List.of(new Documents(), new Tabs(List.of("b"), "b")), List.of(0.7, 0.3)),
        LayoutNode.checked(LAYOUT, Set.of("b")));
    assertEquals(new Documents(), LayoutNode.checked(LAYOUT, Set.of()));
  }

  @Test
  void aPanelIsThereOnce() {
    LayoutNode twice = new Split(true, List.of(new Tabs(List.of("a", "a"), "a"), new Documents()), List.of(0.5, 0.5));
    assertThrows(IllegalArgumentException.class, () -> LayoutNode.checked(twice, KNOWN));
  }

  @Test
  void aPanelOfItsOwnWindowGoesBehindItsCompanions() {
    LayoutNode without = LayoutNode.checked(LAYOUT, Set.of("a", "b"));
    LayoutNode with = LayoutNode.with(without, "c", List.of("x", "b", "c"));
    assertEquals(
        new Split(
            true,
            List.of(
                new Tabs(List.of("a"), "a"),
                new Split(false, List.of(new Documents(), new Tabs(List.of("b", "c"), "b")), List.of(0.7, 0.3))),
            List.of(0.2, 0.8)),
        with);
  }

  @Test
  void withoutCompanionsItHasAColumn() {
    LayoutNode with = LayoutNode.with(LAYOUT, "d", List.of("x"));
    assertEquals(new Split(true, List.of(LAYOUT, new Tabs(List.of("d"), "d")), List.of(0.7, 0.3)), with);
  }
}
