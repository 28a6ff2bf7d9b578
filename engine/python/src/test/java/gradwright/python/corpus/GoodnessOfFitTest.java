package gradwright.python.corpus;

import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.python.EmbeddedPython;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// A million compiled draws of each distribution of `jax.random` against its analytic law, with fixed keys and bounds that a right
/// sampler exceeds with a probability below 1e-6; see `fit/goodness.py`.
class GoodnessOfFitTest {
  private record Fit(String law, double statistic, double bound) {}

  private static List<Fit> fits(Value all) {
    List<Fit> fits = new ArrayList<>();
    for (long i = 0; i < all.getArraySize(); i++) {
      Value fit = all.getArrayElement(i);
      fits.add(
          new Fit(
              fit.getArrayElement(0).asString(), fit.getArrayElement(1).asDouble(), fit.getArrayElement(2).asDouble()));
    }
    return fits;
  }

  @TestFactory
  Stream<DynamicTest> drawsFollowTheLaw() {
    List<Fit> fits =
        EmbeddedPython.run("fit/goodness.py", "[[name, *fit(name)] for name in names()]", GoodnessOfFitTest::fits);
    return fits.stream()
        .map(f -> DynamicTest.dynamicTest(f.law(), () -> assertTrue(f.statistic() < f.bound(), f::toString)));
  }
}
