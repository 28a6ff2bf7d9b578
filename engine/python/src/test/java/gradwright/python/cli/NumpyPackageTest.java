package gradwright.python.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.python.cli.Harness.Result;
import org.junit.jupiter.api.Test;

/// Parts of `jax.numpy` that Python or results of unknown size are needed for; the expected texts are real JAX's.
class NumpyPackageTest {
  private static void prints(String expected, String script) {
    Result result = Harness.evaluate("import jax.numpy as jnp\n" + script);
    assertEquals("", result.err());
    assertEquals(expected, result.out());
  }

  @Test
  void tellsWhichConversionsLoseNothing() {
    prints(
        """
        int8 i1i2i4i8f2f4f8c8c16
        uint32 i8u4u8f8c16
        int64 i8f8c16
        float32 f4f8c8c16
        complex64 c8c16
        """,
        """
        to = "i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 c8 c16".split()
        names = "int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 complex64 complex128".split()
        for a in "int8 uint32 int64 float32 complex64".split():
            print(a, "".join(t for t, b in zip(to, names) if jnp.can_cast(a, b)))
        """);
  }

  @Test
  void knowsNumPysCastingRules() {
    prints(
        "True False True True False\n",
        """
        print(jnp.can_cast("float64", "float32", "same_kind"), jnp.can_cast("float32", "int32", "same_kind"),
              jnp.can_cast("float32", "int32", "unsafe"), jnp.can_cast("int32", "int32", "no"),
              jnp.can_cast("int32", "int64", "equiv"))
        """);
  }

  @Test
  void findsCommonElementsAndTheirPlaces() {
    prints(
        "(Array([2, 3, 4], dtype=int32), Array([1, 2, 3], dtype=int32), Array([4, 0, 1], dtype=int32))\n"
            + "[1 2 4] [1 2 4 9]\n",
        """
        print(jnp.intersect1d(jnp.array([1, 2, 3, 4, 2]), jnp.array([3, 4, 5, 6, 2]), return_indices=True))
        print(jnp.setdiff1d(jnp.array([1, 2, 3, 4]), jnp.array([3])), jnp.setxor1d(jnp.array([1, 2, 3, 4]), jnp.array([3, 9])))
        """);
  }

  @Test
  void copiesWhatIsGivenAndShowsWhatIsTaken() {
    prints(
        "[0. 0.] assignment destination is read-only True\n",
        """
        import numpy as np
        a = np.zeros(2)
        b = jnp.asarray(a)
        a[0] = 5
        seen = np.asarray(b)
        try:
            seen[0] = 1
        except ValueError as e:
            print(b, e, np.array(b).flags.writeable)
        """);
  }

  @Test
  void leavesOperatorsToJaxArrays() {
    prints(
        "ArrayImpl ArrayImpl ArrayImpl ndarray\n",
        """
        import numpy as np
        x = jnp.ones(2)
        print(*[type(v).__name__ for v in (np.ones(2) + x, x * np.ones(2), np.float32(2) - x, np.add(x, 1))])
        """);
  }

  @Test
  void narrowsTo32Bits() {
    prints(
        "int32 float32 float32 int64\n",
        """
        import numpy as np
        print(jnp.asarray(np.arange(2)).dtype, jnp.asarray(np.ones(2)).dtype, jnp.sin(np.float64(1)).dtype, np.arange(2).dtype)
        """);
  }
}
