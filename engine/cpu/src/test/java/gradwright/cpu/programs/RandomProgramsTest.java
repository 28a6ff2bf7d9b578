package gradwright.cpu.programs;

import gradwright.core.errors.JaxError;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.value.Array;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Random programs, compiled and evaluated. `-Dgradwright.random.seed` and `-Dgradwright.random.programs` choose others.
class RandomProgramsTest {
  private static final long SEED = Long.getLong("gradwright.random.seed", System.nanoTime());
  private static final int PROGRAMS = Integer.getInteger("gradwright.random.programs", 400);

  @Test
  void compiledProgramsDoWhatTheEvaluatorDoes() {
    for (int i = 0; i < PROGRAMS; i++) {
      long seed = SEED + i;
      RandomProgram p = new RandomProgram(seed, false);
      ClosedJaxpr jaxpr;
      try {
        jaxpr = Oracle.stage(p, p.inputs());
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + " cannot be staged", e);
      }
      List<Array> arguments = Oracle.arguments(p.inputs(), new Random(seed));
      try {
        Oracle.check(jaxpr, arguments, 1e-4);
      } catch (AssertionError | RuntimeException e) {
        if (e instanceof JaxError j && j.kind().equals("NotImplementedError")) {
          continue; // the evaluator cannot tell what is right
        }
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }
}
