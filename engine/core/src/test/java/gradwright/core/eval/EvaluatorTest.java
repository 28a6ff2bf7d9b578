package gradwright.core.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.core.trace.Config;
import gradwright.core.trace.Session;
import gradwright.core.value.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The evaluator and the type rules against what JAX computed.
class EvaluatorTest {
  @ParameterizedTest
  @ValueSource(strings = {"elementwise.txt", "structural.txt", "random.txt", "linalg.txt", "edge.txt"})
  void agreesWithJax(String table) throws Exception {
    Map<String, Integer> failures = new TreeMap<>();
    List<String> first = new ArrayList<>();
    for (RecordedCase c : RecordedCase.read(table)) {
      String problem = problem(c);
      if (problem != null && failures.merge(c.name(), 1, Integer::sum) <= 3) {
        String line = c.line();
        first.add(line.substring(0, Math.min(160, line.length())) + "\n    " + problem);
      }
    }
    assertTrue(failures.isEmpty(), () -> failures + "\n" + String.join("\n", first));
  }

  private static String problem(RecordedCase c) {
    List<Array> got;
    try {
      Session session = new Session(Arrays.ENGINE);
      session.setConfig(Config.DEFAULT.withThreefryPartitionable(c.partitionable()));
      got = session.run(() -> Evaluator.evaluate(c.primitive(), c.inputs(), Arrays.DEVICE));
    } catch (RuntimeException e) {
      return e + " at " + (e.getStackTrace().length > 0 ? e.getStackTrace()[0] : "");
    }
    assertEquals(c.outputs().size(), got.size(), c.line());
    for (int k = 0; k < got.size(); k++) {
      Array want = c.outputs().get(k);
      Array have = got.get(k);
      if (!want.aval().equals(have.aval().strong())) {
        return "type " + have.aval() + " instead of " + want.aval();
      }
      double epsilon = Arrays.epsilon(want.dtype());
      // Sums are only as good as their largest terms.
      double scale = c.sums() ? Arrays.largest(want) : 0.01;
      for (long i = 0; i < want.elements(); i++) {
        boolean fits =
            switch (c.tolerance()) {
              case "exact" -> Arrays.same(have, want, i);
              case "loose" -> Arrays.near(have, want, i, 400 * epsilon, 1);
              default -> Arrays.near(have, want, i, 24 * epsilon, scale);
            };
        if (!fits) {
          return "element %d is %s + %si instead of %s + %si"
              .formatted(i, have.getDouble(i), have.getImaginary(i), want.getDouble(i), want.getImaginary(i));
        }
      }
    }
    return null;
  }
}
