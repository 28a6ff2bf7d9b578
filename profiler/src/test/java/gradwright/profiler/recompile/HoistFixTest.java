package gradwright.profiler.recompile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoistFixTest {
  @Test
  void movesALambdaInFrontOfItsLoop() {
    String script =
        """
        import jax
        xs = [1., 2.]
        for x in xs:
            # twice
            f = jax.jit(lambda v: v * 2)
            print(f(x))
        """;
    String fixed =
        """
        import jax
        xs = [1., 2.]
        f = jax.jit(lambda v: v * 2)
        for x in xs:
            # twice
            print(f(x))
        """;
    assertEquals(Optional.of(fixed), Misses.fixed(script, Misses.redefined("<lambda>", 6, 5)));
  }

  @Test
  void movesADefinitionWithItsDecorators() {
    String script =
        """
        import jax
        from functools import partial
        def main(w):
            total = 0
            for i in range(3):
                @partial(jax.jit, static_argnames=("n",))
                def power(x, n):
                    y = x ** n

                    return y + w
                total += power(i, 2)
            return total
        """;
    String fixed =
        """
        import jax
        from functools import partial
        def main(w):
            total = 0
            @partial(jax.jit, static_argnames=("n",))
            def power(x, n):
                y = x ** n

                return y + w
            for i in range(3):
                total += power(i, 2)
            return total
        """;
    assertEquals(Optional.of(fixed), Misses.fixed(script, Misses.redefined("power", 11, 6)));
    assertEquals(Optional.of(fixed), Misses.fixed(script, Misses.redefined("power", 11, 7)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // uses the loop's variable
        "for s in [1, 2]:\n    f = jax.jit(lambda v: v * s)\n    f(1.)\n",
        // uses what the loop changes
        "k = 0\nfor s in [1, 2]:\n    f = jax.jit(lambda v: v * k)\n    k += f(1.)\n",
        "k = []\nfor s in [1, 2]:\n    f = jax.jit(lambda v: v * len(k))\n    k.append(f(1.))\n",
        // bound elsewhere
        "f = None\nfor s in [1, 2]:\n    f = jax.jit(lambda v: v)\n    f(1.)\n",
        "for s in [1, 2]:\n    f = jax.jit(lambda v: v)\n    f = f(1.)\n",
        // used before it is defined
        "for s in [1, 2]:\n    if s > 1: f(2.)\n    f = jax.jit(lambda v: v)\n    f(1.)\n",
        // another random number in each turn
        "for s in [1, 2]:\n    f = jax.jit(lambda v: v + np.random.normal())\n    f(1.)\n",
        // under a condition
        "for s in [1, 2]:\n    if s > 1:\n        f = jax.jit(lambda v: v)\n        f(1.)\n",
        // not in a loop
        "def g(x):\n    f = jax.jit(lambda v: v)\n    return f(x)\n",
        // called at once
        "for s in [1, 2]:\n    y = jax.jit(lambda v: v)(s)\n    print(y)\n",
        // two statements in a line
        "for s in [1, 2]:\n    f = jax.jit(lambda v: v); print(f)\n    f(1.)\n",
        // not Python
        "for s in [1, 2:\n    f = jax.jit(lambda v: v)\n    f(1.)\n",
      })
  void refusesWhereItIsUnsure(String script) {
    String[] lines = script.split("\n");
    int line = 1;
    while (!lines[line - 1].contains("lambda")) {
      line++;
    }
    assertEquals(Optional.empty(), Misses.fixed(script, Misses.redefined("<lambda>", line, line)));
  }
}
