package gradwright.python.corpus;

import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.python.EmbeddedPython;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// A million compiled draws of each distribution of `jax.random` against its analytic law, with fixed keys and bounds that a right
/// sampler exceeds with a probability below 1e-6; see `fit/goodness.py`.
class GoodnessOfFitTest {
  private static final String SCRIPT = "fit/goodness.py";

  private static List<String> names() {
    return EmbeddedPython.run(SCRIPT, "names()", EmbeddedPython::texts);
  }

  @TestFactory
  Stream<DynamicTest> drawsFollowTheLaw() {
    return names().stream()
        .map(name ->
            DynamicTest.dynamicTest(
                name,
                () -> {
                  double[] fit =
                      EmbeddedPython.run(
                          SCRIPT,
                          "fit('" + name + "')",
                          v -> new double[] {v.getArrayElement(0).asDouble(), v.getArrayElement(1).asDouble()});
                  assertTrue(fit[0] < fit[1], () -> "the statistic is " + fit[0] + ", the bound " + fit[1]);
                }));
  }
}
