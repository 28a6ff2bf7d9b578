package gradwright.compiler.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.compiler.index.Symbol.Variable;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IndexTest {
  private static long evaluate(Index i, Map<Variable, Long> at) {
    long sum = i.constant();
    for (var t : i.terms().entrySet()) {
      sum +=
          t.getValue()
              * switch (t.getKey()) {
                case Variable v -> at.getOrDefault(v, 0L);
                case Symbol.Quotient(Index dividend, long divisor) -> Math.floorDiv(evaluate(dividend, at), divisor);
                case Symbol.Dynamic d -> throw new IllegalArgumentException(d.toString());
              };
    }
    return sum;
  }

  @Test
  void splittingAndJoiningCancelOut() {
    Variable v = new Variable(0, 60);
    Index position = Index.of(v);
    for (int[] sizes : new int[][] {{60}, {6, 10}, {3, 4, 5}, {1, 60, 1}, {2, 1, 30}}) {
      assertEquals(position, Index.linear(Index.split(position, sizes), sizes));
    }
    List<Index> parts =
        Index.split(Index.of(new Variable(1, 6)).times(10).plus(Index.of(new Variable(2, 10))), new int[] {6, 10});
    assertEquals("[i1, i2]", parts.toString());
  }

  @Test
  void quotientsAndBoundsAreRight() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int trial = 0; trial < 2000; trial++) {
      Variable a = new Variable(0, 1 + random.nextInt(6));
      Variable b = new Variable(1, 1 + random.nextInt(6));
      Index i = random(a, b, random, 3);
      long low = Long.MAX_VALUE;
      long high = Long.MIN_VALUE;
      int n = 1 + random.nextInt(7);
      Index quotient = i.dividedBy(n);
      Index rest = i.modulo(n);
      for (long x = 0; x < a.extent(); x++) {
        for (long y = 0; y < b.extent(); y++) {
          Map<Variable, Long> at = Map.of(a, x, b, y);
          long value = evaluate(i, at);
          low = Math.min(low, value);
          high = Math.max(high, value);
          String what = "seed " + seed + ": " + i + " by " + n + " at " + at;
          assertEquals(Math.floorDiv(value, n), evaluate(quotient, at), what);
          assertEquals(Math.floorMod(value, n), evaluate(rest, at), what);
        }
      }
      assertTrue(i.low() <= low && i.high() >= high, "seed " + seed + ": bounds of " + i);
    }
  }

  private static Index random(Variable a, Variable b, Random random, int depth) {
    Index i =
        Index.of(random.nextInt(-5, 6))
            .plus(Index.of(a).times(random.nextInt(-3, 8)))
            .plus(Index.of(b).times(random.nextInt(-3, 8)));
    if (depth > 0 && random.nextBoolean()) {
      Index inner = random(a, b, random, depth - 1);
      i =
          i.plus(
              (random.nextBoolean() ? inner.dividedBy(1 + random.nextInt(5)) : inner.modulo(1 + random.nextInt(5)))
                  .times(random.nextInt(1, 4)));
    }
    return i;
  }

  @Test
  void guardsDecideWhatBoundsDecide() {
    Index i = Index.of(new Variable(0, 10));
    assertTrue(Guard.range(i, 0, 10).isAlways());
    assertTrue(Guard.range(i.plus(-20), 0, 10).isNever());
    assertEquals(1, Guard.range(i, 3, 20).ranges().size());
  }
}
