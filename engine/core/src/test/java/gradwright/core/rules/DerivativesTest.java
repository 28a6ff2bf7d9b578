package gradwright.core.rules;

import static gradwright.core.rules.Derivatives.assertClose;
import static gradwright.core.rules.Derivatives.differences;
import static gradwright.core.rules.Derivatives.forward;
import static gradwright.core.rules.Derivatives.inner;
import static gradwright.core.rules.Derivatives.linearized;
import static gradwright.core.rules.Derivatives.numbers;
import static gradwright.core.rules.Derivatives.randomLike;
import static gradwright.core.rules.Derivatives.reverse;

import gradwright.core.trace.FlatFunction;
import gradwright.core.value.Array;
import gradwright.core.value.Value;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// First and second derivatives of every differentiable primitive against finite differences, and against each other.
class DerivativesTest {
  private static final long SEED = Long.getLong("gradwright.test.seed", System.nanoTime() & 0xffffff);

  static Stream<Case> cases() {
    return CaseTable.differentiable();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agree(Case c) {
    String what = c.name() + " (seed " + SEED + ")";
    Random random = new Random(SEED);
    List<Array> in = c.inputs(random);
    FlatFunction f = c.function();
    List<Value> v = randomLike(in, random);
    List<Value> u = randomLike(in, random);
    List<Value> w = randomLike(f.call(List.copyOf(in)), random);

    List<double[]> jv = numbers(forward(f, v).call(List.copyOf(in)));
    assertClose(what + " jvp", differences(f, in, v, 1e-5), jv, 1e-6);
    assertClose(what + " linearize", jv, numbers(linearized(f, in, v)), 1e-12);

    List<Value> wj = reverse(f, w).call(List.copyOf(in));
    assertClose(
        what + " transpose",
        List.of(new double[] {inner(jv, numbers(w))}),
        List.of(new double[] {inner(numbers(wj), numbers(v))}),
        1e-9);

    second(what + " jvp of jvp", forward(f, v), in, u, random);
    second(what + " jvp of vjp", reverse(f, w), in, u, random);
  }

  /// Both modes for a function that is a derivative itself.
  private static void second(String what, FlatFunction g, List<Array> in, List<Value> u, Random random) {
    List<double[]> gu = numbers(forward(g, u).call(List.copyOf(in)));
    assertClose(what, differences(g, in, u, 1e-5), gu, 1e-5);
    List<Value> w = randomLike(g.call(List.copyOf(in)), random);
    List<Value> wg = reverse(g, w).call(List.copyOf(in));
    assertClose(
        what + ", then reverse",
        List.of(new double[] {inner(gu, numbers(w))}),
        List.of(new double[] {inner(numbers(wg), numbers(u))}),
        1e-9);
  }
}
