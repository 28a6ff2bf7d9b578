package gradwright.python.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.protocol.Insight.ValueType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lines of traced functions get the types of what they assign.
class ValueTypesTest {
  @TempDir Path folder;

  private List<String> types(String text) throws IOException {
    return Listening.after(
        folder.resolve("script.py"),
        text,
        (host, events) -> new ValueTypes(events).types().stream().map(ValueTypesTest::shown).toList());
  }

  private static String shown(ValueType t) {
    return t.line() + ":" + t.column() + " " + t.name() + ": " + t.type();
  }

  @Test
  void assignmentsAndResults() throws IOException {
    assertEquals(
        List.of(
            "5:5 h: f32[64,8]",
            "7:5 m: f32[64]",
            "8:5 low: f32[32]",
            "8:10 high: f32[32]",
            "9:5 y: f32[32]",
            "11:5 return: f32[]"),
        types(
            """
            import jax, jax.numpy as jnp

            @jax.jit
            def f(x, w):
                h = jnp.tanh(
                    x @ w)
                m: jax.Array = jnp.max(h, axis=1)
                low, high = jnp.split(m, 2)
                y = jnp.where(low > 0, low, high)  # y = 1
                "z = 2"
                return y.sum()

            f(jnp.ones((64, 16)), jnp.ones((16, 8)))
            x = jnp.ones(3)
            """));
  }

  @Test
  void derivativesDoNotChangeWhatALineMeans() throws IOException {
    assertEquals(
        List.of("4:5 h: f32[64]", "5:5 return: f32[]", "9:5 g: f32[64]"),
        types(
            """
            import jax, jax.numpy as jnp

            def loss(w, x):
                h = jnp.max(x * w, axis=1)
                return (h ** 2).sum()

            @jax.jit
            def step(w, x):
                g = jax.grad(loss)(w, x).sum() * jnp.ones(64)
                return g

            step(jnp.ones(16), jnp.ones((64, 16)))
            """
                .replace("    return g\n", "    return g\n")));
  }

  @Test
  void statementsGoOnWithinBracketsAndStrings() {
    SourceLines lines =
        new SourceLines(
            String.join(
                "\n",
                "a = f(",
                "  [1, # (",
                "   2])",
                "b += '(' + \\",
                "  c",
                "s = \"\"\"",
                "x = 1",
                "\"\"\"",
                "d == e",
                "(p, q) = r"));
    assertEquals(
        List.of(1, 1, 1, 4, 4, 6, 6, 6, 9, 10),
        java.util.stream.IntStream.rangeClosed(1, 10).mapToObj(lines::statement).toList());
    assertEquals(0, lines.statement(11));
    assertEquals(List.of(new SourceLines.Target("a", 1, 1)), lines.targets(1));
    assertEquals(List.of(new SourceLines.Target("b", 4, 1)), lines.targets(4));
    assertEquals(List.of(), lines.targets(9));
    assertEquals(List.of("p", "q"), lines.targets(10).stream().map(SourceLines.Target::name).toList());
  }
}
