package gradwright.core.rules;

import static gradwright.core.rules.Derivatives.assertClose;
import static gradwright.core.rules.Derivatives.numbers;

import gradwright.core.trace.FlatFunction;
import gradwright.core.value.Array;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Control flow and calls compute what the same function written out computes, eagerly and jitted.
class ControlValuesTest {
  private static final long SEED = Long.getLong("gradwright.test.seed", System.nanoTime() & 0xffffff);

  static Stream<ControlCases.Pair> pairs() {
    return ControlCases.pairs().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void matchesPlain(ControlCases.Pair p) {
    Random random = new Random(SEED);
    for (int repeat = 0; repeat < 4; repeat++) {
      List<Array> in = p.c().inputs(random);
      List<double[]> expected = numbers(p.plain().call(List.copyOf(in)));
      String what = p.c().name() + " (seed " + SEED + ")";
      assertClose(what, expected, numbers(p.c().function().call(List.copyOf(in))), 1e-12);
      FlatFunction jitted = ControlCases.jit("jitted", p.c().function());
      assertClose(what + " jitted", expected, numbers(jitted.call(List.copyOf(in))), 1e-12);
    }
  }
}
