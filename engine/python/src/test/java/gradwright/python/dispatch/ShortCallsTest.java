package gradwright.python.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.python.EmbeddedPython;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What calls of jitted functions, operators and library functions mean does not depend on the way that they take.
class ShortCallsTest {
  @Test
  void theShortWayMeansWhatTheLongOneDoes() {
    assertEquals(List.of(), EmbeddedPython.run("dispatch/calls.py", "failures()", EmbeddedPython::texts));
  }
}
