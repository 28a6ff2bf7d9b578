package gradwright.python.bridge;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.core.trace.Engine;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Texts of arrays against those of NumPy and JAX: `dtype[shape]:bits|weak|str|repr`.
class ArrayTextTest {
  private static Array array(String text, boolean weak) {
    int open = text.indexOf('[');
    int colon = text.indexOf(':');
    DType t = DType.byName(text.substring(0, open));
    String sizes = text.substring(open + 1, colon - 1);
    int[] shape = sizes.isEmpty() ? new int[0] : Arrays.stream(sizes.split(",")).mapToInt(Integer::parseInt).toArray();
    String rest = text.substring(colon + 1);
    String[] words = rest.isEmpty() ? new String[0] : rest.split(" ");
    DType bits = DType.unsigned(t.realType().bits());
    Array a = Array.allocate(Aval.of(bits, words.length), Engine.shared().defaultDevice());
    for (int i = 0; i < words.length; i++) {
      a.setLong(i, Long.parseUnsignedLong(words[i], 16));
    }
    return a.view(new Aval(t, Shape.of(shape), weak));
  }

  @Test
  void printsAsNumPyDoes() throws Exception {
    List<Executable> checks = new ArrayList<>();
    String all =
        new String(ArrayTextTest.class.getResourceAsStream("arrays.txt").readAllBytes(), StandardCharsets.UTF_8);
    for (String line : all.split("\n")) {
      String[] f = line.split("\\|", -1);
      Array a = array(f[0], Boolean.parseBoolean(f[1]));
      checks.add(() -> assertEquals(f[2].replace("\\n", "\n"), ArrayText.str(a)));
      checks.add(() -> assertEquals(f[3].replace("\\n", "\n"), ArrayText.repr(a)));
    }
    assertAll(checks);
  }
}
