package gradwright.numpy.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.numpy.Libraries;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every function of `jax.numpy` says what it does, what it takes, what it gives and what it raises.
class DocumentationTest {
  private final Catalogue.Module module = Libraries.catalogue().module("jax.numpy");
  private final Documentation documentation = Documentation.of("jax.numpy");

  @Test
  void everyFunctionAndParameterIsDescribed() {
    List<String> missing = new ArrayList<>();
    for (String name : module.names()) {
      Function f = module.get(name);
      if (f.summary() == null || f.summary().isBlank()) {
        missing.add(name + ": summary");
      }
      if (!documentation.has(f.name())) {
        missing.add(name + ": a block of its own");
      }
      for (Parameter p : f.signature().parameters()) {
        if (documentation.entry(f, p.name()) == null) {
          missing.add(name + ": parameter " + p.name());
        }
      }
      for (String key : List.of("returns", "raises", "source")) {
        if (documentation.entry(f, key) == null) {
          missing.add(name + ": " + key);
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void textShowsSummaryParametersResultErrorsAndSource() {
    String text = documentation.text(module.get("linspace"));
    assertTrue(text.startsWith("Evenly spaced numbers"), text);
    assertTrue(text.contains("\n  num: int; how many"), text);
    assertTrue(text.contains("\n  endpoint: bool; whether stop is the last element"), text);
    assertTrue(text.contains("\nReturns: array with the new axis"), text);
    assertTrue(text.contains("\nRaises: ValueError"), text);
    assertTrue(text.contains("\nSource: NumPy's function"), text);
  }

  @Test
  void blocksNameFunctionsThatExist() {
    Documentation parsed = Documentation.parse("f g\n  x: a number\n\n# remark\n*\n  y: another\n");
    assertTrue(parsed.has("f") && parsed.has("g") && !parsed.has("x"));
    Function f = new Function("m", Signature.parse("f(x, y)"), "Adds.", a -> null);
    assertEquals("Adds.\n\nParameters:\n  x: a number\n  y: another", parsed.text(f));
  }
}
