package gradwright.numpy.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.numpy.Libraries;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every function of the described modules says what it does, what it takes, what it gives and what it raises.
class DocumentationTest {
  private final Catalogue.Module module = Libraries.catalogue().module("jax.numpy");
  private final Documentation documentation = Documentation.of("jax.numpy");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jax.numpy",
        "jax.numpy.fft",
        "jax.numpy.linalg",
        "jax.lax",
        "jax.lax.linalg",
        "jax.nn",
        "jax.random",
        "jax.scipy.cluster.vq",
        "jax.scipy.fft",
        "jax.scipy.linalg",
        "jax.scipy.ndimage",
        "jax.scipy.signal",
        "jax.scipy.special",
        "jax.scipy.stats",
        "jax.scipy.stats.beta",
        "jax.scipy.stats.binom",
        "jax.scipy.stats.dirichlet",
        "jax.scipy.stats.gumbel_r",
        "jax.scipy.stats.logistic",
        "jax.scipy.stats.multivariate_normal",
        "jax.scipy.stats.norm",
        "jax.scipy.stats.poisson",
        "jax.scipy.stats.wrapcauchy"
      })
  void everyFunctionAndParameterIsDescribed(String name) {
    Catalogue.Module module = Libraries.catalogue().module(name);
    Documentation documentation = Documentation.of(name);
    List<String> missing = new ArrayList<>();
    for (String function : module.names()) {
      if (function.startsWith("_")) {
        continue; // what only the Python package calls
      }
      Function f = module.get(function);
      if (f.summary() == null || f.summary().isBlank()) {
        missing.add(function + ": summary");
      }
      if (!documentation.has(f.name())) {
        missing.add(function + ": a block of its own");
      }
      for (Parameter p : f.signature().parameters()) {
        if (documentation.entry(f, p.name()) == null) {
          missing.add(function + ": parameter " + p.name());
        }
      }
      for (String key : List.of("returns", "raises", "source")) {
        if (documentation.entry(f, key) == null) {
          missing.add(function + ": " + key);
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
