package gradwright.profiler.recompile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.protocol.EngineEvent;
import gradwright.protocol.EngineEvent.Aspect;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentFixesTest {
  private static final String DTYPES =
      """
      import jax
      import jax.numpy as jnp

      @jax.jit
      def f(x, y=1.0):
          return x * y

      f(jnp.ones(3), jnp.float32(2))
      print(f(jnp.ones(3), (2 + 1)), 3)
      f(y=2, x=jnp.ones(3))
      f(*args)
      print(f(1, 2), f(3, 4))
      """;

  @Test
  void convertsAWeakArgument() {
    String expected = DTYPES.replace("(2 + 1)", "jnp.asarray((2 + 1), dtype=jnp.float32)");
    assertEquals(
        Optional.of(expected),
        Misses.fixed(DTYPES, Misses.differs("f", 9, 4, Aspect.WEAK_TYPE, "y", "f32[] weak", "f32[]")));
    String keyword = DTYPES.replace("y=2", "y=jnp.asarray(2, dtype=jnp.float32)");
    assertEquals(
        Optional.of(keyword),
        Misses.fixed(DTYPES, Misses.differs("f", 10, 4, Aspect.DTYPE, "y", "i32[] weak", "f32[]")));
  }

  @Test
  void readsTypesAsTheEngineWritesThem() {
    String now = "i32[]{weak_type=True}";
    String before = "f32[]{weak_type=False}";
    EngineEvent.CacheMiss miss =
        new EngineEvent.CacheMiss(
            "f",
            Misses.at(9),
            Misses.at(4),
            EngineEvent.MissKind.TYPES,
            List.of(
                new EngineEvent.Difference(Aspect.DTYPE, "y", now, before),
                new EngineEvent.Difference(Aspect.WEAK_TYPE, "y", now, before)),
            0);
    List<Advice> advice = Misses.advice(DTYPES, miss);
    assertEquals(1, advice.size());
    assertEquals("`y` came as i32[] (weak), earlier as f32[]", advice.getFirst().title());
    assertEquals(
        Optional.of(DTYPES.replace("(2 + 1)", "jnp.asarray((2 + 1), dtype=jnp.float32)")), Misses.fixed(DTYPES, miss));
    assertEquals(Optional.empty(), Misses.fixed(DTYPES, Misses.differs("f", 9, 4, Aspect.WEAK_TYPE, "y", before, now)));
  }

  @Test
  void refusesCallsItCannotRead() {
    for (int line : new int[] {11, 12, 2}) {
      assertEquals(
          Optional.empty(), Misses.fixed(DTYPES, Misses.differs("f", line, 4, Aspect.DTYPE, "y", "i32[]", "f32[]")));
    }
  }

  @Test
  void refusesToLoseValues() {
    assertEquals(
        Optional.empty(), Misses.fixed(DTYPES, Misses.differs("f", 9, 4, Aspect.DTYPE, "y", "f32[]", "i32[]")));
    assertEquals(
        Optional.empty(), Misses.fixed(DTYPES, Misses.differs("f", 9, 4, Aspect.DTYPE, "y", "i32[]", "f32[] weak")));
    assertEquals(
        Optional.empty(), Misses.fixed(DTYPES, Misses.differs("f", 9, 4, Aspect.DTYPE, "y['a']", "i32[]", "f32[]")));
  }

  private static String statics(String decorator, String body) {
    return "import jax\nfrom functools import partial\n" + decorator + "\ndef f(x, n, m):\n" + body + "\nf(x, 1, 2)\n";
  }

  @Test
  void tracesAStaticArgumentThatOnlyEntersArithmetic() {
    String body = "    return jnp.sin(x * n) + m";
    String script = statics("@partial(jax.jit, static_argnames=(\"n\", \"m\"))", body);
    String expected = statics("@partial(jax.jit, static_argnames=(\"m\",))", body);
    assertEquals(
        Optional.of(expected), Misses.fixed(script, Misses.differs("f", 6, 3, Aspect.STATIC_VALUE, "n", "2", "1")));
    String only = statics("@partial(jax.jit, static_argnames='n')", body);
    assertEquals(
        Optional.of(statics("@partial(jax.jit)", body)),
        Misses.fixed(only, Misses.differs("f", 6, 4, Aspect.STATIC_VALUE, "n", "2", "1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "    return x ** n", "    return jnp.zeros(2 * n) + x", "    for i in range(n): x = x + 1", "    return x[n]",
        "    if n > 1: return x * n", "    k = n + m\n    return jnp.zeros(k)", "    return x",
            "    return x.shape[0] * n",
        "    return g(x * n)", "    return (x * n if n else x)", "    return 0 if n < 2 else x"
      })
  void keepsAStaticArgumentThatMayBeNeeded(String body) {
    String script = statics("@partial(jax.jit, static_argnames=(\"n\", \"m\"))", body);
    assertEquals(Optional.empty(), Misses.fixed(script, Misses.differs("f", 6, 3, Aspect.STATIC_VALUE, "n", "2", "1")));
  }

  @Test
  void advisesOnShapesInWords() {
    Advice last =
        Misses.advice("", Misses.differs("f", 6, 3, Aspect.SHAPE, "x", "f32[93,64]", "f32[96,64]")).getFirst();
    assertTrue(last.title().contains("93, 96"), last.title());
    assertTrue(last.example().contains("size = 96\nx = jnp.pad(x, [(0, size - n), (0, 0)])"), last.example());
    Advice many =
        Misses.advice(
                "",
                Misses.differs("f", 6, 3, Aspect.SHAPE, "x", "f32[5]", "f32[3]"),
                Misses.differs("f", 6, 3, Aspect.SHAPE, "x", "f32[6]", "f32[5]"),
                Misses.differs("f", 6, 3, Aspect.SHAPE, "x", "f32[7]", "f32[6]"))
            .getFirst();
    assertTrue(many.text().contains("at most 2 programs") && many.text().contains("instead of 4"), many.text());
  }

  @Test
  void advisesOnStructuresAndConfiguration() {
    assertTrue(
        Misses.advice("", Misses.differs("f", 6, 3, Aspect.STRUCTURE, "p", "(*, *)", "(*,)"))
            .getFirst()
            .text()
            .contains("(*, *)"));
    assertTrue(
        Misses.advice("", Misses.differs("f", 6, 3, Aspect.CONFIGURATION, "jax_enable_x64", "True", "False"))
            .getFirst()
            .title()
            .contains("jax_enable_x64"));
  }
}
