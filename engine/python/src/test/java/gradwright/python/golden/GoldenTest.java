package gradwright.python.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.python.golden.GoldenScripts.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The engine's answers to the golden snippets against those of JAX 0.10.2.
class GoldenTest {
  @Test
  void seedSnippetsAgree() {
    Outcome o = GoldenScripts.outcome("seed");
    assertEquals(List.of(), o.failures());
  }

  @Test
  void treesAgree() {
    Outcome o = GoldenScripts.outcome("trees");
    assertEquals(List.of(), o.failures());
  }

  @Test
  void jaxprsAgreeButForTheListedOnes() throws IOException {
    checkAgainstList(GoldenScripts.outcome("jaxprs"), "jaxprs_differing.txt");
  }

  @Test
  void jaxprsOfDerivativesAndBatchesAgreeButForTheListedOnes() throws IOException {
    checkAgainstList(GoldenScripts.outcome("derivatives"), "derivatives_differing.txt");
  }

  @Test
  void promotionAgrees() throws IOException {
    checkAgainstList(GoldenScripts.outcome("promotion"), "promotion_differing.txt");
  }

  @Test
  void randomNumbersAgree() throws IOException {
    checkAgainstList(GoldenScripts.outcome("random"), "random_differing.txt");
  }

  @Test
  void functionsWrittenInPythonAgree() {
    assertEquals(List.of(), GoldenScripts.outcome("library").failures());
  }

  @Test
  void textsAndEdgeCasesAgreeButForTheListedOnes() throws IOException {
    checkAgainstList(GoldenScripts.outcome("misc"), "misc_differing.txt");
  }

  /// Every difference is listed.
  private static void checkAgainstList(Outcome o, String list) throws IOException {
    Set<String> known = new TreeSet<>(GoldenScripts.listed(list));
    Set<String> found = new TreeSet<>(o.names().stream().map(n -> n.replaceFirst(": .*", "")).toList());
    Set<String> unexpected = new TreeSet<>(found);
    unexpected.removeAll(known);
    assertTrue(
        unexpected.isEmpty(),
        () ->
            o.passed()
                + " of "
                + o.total()
                + " agree; newly different: "
                + unexpected
                + "\n"
                + String.join(
                    "\n", o.failures().stream().filter(f -> unexpected.stream().anyMatch(f::startsWith)).toList()));
  }

  @Test
  void errorsHaveJaxsClassesAndFirstLines() throws IOException {
    record Errors(int total, List<String> classes, List<String> lines) {}
    Errors e =
        GoldenScripts.run(
            "errors",
            r ->
                new Errors(
                    r.getArrayElement(0).asInt(),
                    GoldenScripts.texts(r.getArrayElement(1)),
                    GoldenScripts.texts(r.getArrayElement(2))));
    Set<String> missing = new TreeSet<>(GoldenScripts.listed("errors_missing.txt"));
    List<String> classes =
        e.classes.stream().filter(c -> !missing.contains(c.replaceFirst(": .*", "").strip())).toList();
    List<String> lines = e.lines.stream().filter(l -> !missing.contains(l.lines().findFirst().orElse(""))).toList();
    assertEquals(List.of(), classes);
    int compared = e.total - missing.size();
    assertTrue(
        lines.size() <= 0.05 * compared,
        () -> lines.size() + " of " + compared + " first lines differ:\n" + String.join("\n", lines));
  }
}
