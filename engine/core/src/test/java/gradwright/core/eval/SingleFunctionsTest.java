package gradwright.core.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The evaluator's single-precision functions against results of real JAX, bit for bit.
class SingleFunctionsTest {
  private static float bits(String hex) {
    return Float.intBitsToFloat(Integer.parseUnsignedInt(hex, 16));
  }

  private static float apply(String function, float x) {
    return switch (function) {
      case "EXP" -> SingleFunctions.exp(x);
      case "LOG" -> SingleFunctions.log(x);
      case "LOG1P" -> SingleFunctions.log1p(x);
      case "TANH" -> SingleFunctions.tanh(x);
      case "LOGISTIC" -> SingleFunctions.logistic(x);
      case "ERF" -> SingleFunctions.erf(x);
      case "ERF_INV" -> SingleFunctions.erfInv(x);
      default -> throw new IllegalArgumentException(function);
    };
  }

  @Test
  void resultsAreThoseOfJax() throws IOException {
    List<String> lines;
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(SingleFunctionsTest.class.getResourceAsStream("single.txt")))) {
      lines = in.lines().filter(l -> !l.startsWith("#")).toList();
    }
    assertEquals(2141, lines.size());
    for (String line : lines) {
      String[] p = line.split(" ");
      assertEquals(bits(p[2]), apply(p[0], bits(p[1])), line);
    }
  }

  @Test
  void limits() {
    assertEquals(Float.POSITIVE_INFINITY, SingleFunctions.exp(89f));
    assertEquals(0f, SingleFunctions.exp(Float.NEGATIVE_INFINITY));
    assertEquals(Float.NaN, SingleFunctions.exp(Float.NaN));
    assertEquals(Float.NEGATIVE_INFINITY, SingleFunctions.log(0f));
    assertEquals(Float.NaN, SingleFunctions.log(-1f));
    assertEquals((float) Math.log(1e-40f), SingleFunctions.log(1e-40f));
    assertEquals(-0f, SingleFunctions.log1p(-0f));
    assertEquals(1f, SingleFunctions.tanh(Float.POSITIVE_INFINITY));
    assertEquals(-0f, SingleFunctions.erf(-0f));
    assertEquals(Float.NaN, SingleFunctions.erf(Float.NaN));
  }
}
