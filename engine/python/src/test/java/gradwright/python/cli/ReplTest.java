package gradwright.python.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.python.cli.Harness.Result;
import org.junit.jupiter.api.Test;

/// The interactive session shows values, keeps blocks together and outlives errors.
class ReplTest {
  private static Result converse(String lines) {
    return new Harness(lines).command("repl");
  }

  @Test
  void showsValues() {
    assertEquals("2\n4\n'text'\n", converse("1 + 1\n_ * 2\nx = 5\n'text'\nNone\n").out());
  }

  @Test
  void keepsBlocksTogether() {
    Result result =
        converse(
            """
            def twice(x):
                return x * 2

            twice(21)
            y = (1 +
            2)
            y
            for i in range(2):
                i

            """);
    assertEquals("42\n3\n0\n1\n", result.out());
    assertEquals("", result.err());
  }

  @Test
  void outlivesEveryError() {
    Result result =
        converse(
            """
            1 / 0
            if x
            undefined
            def f(): return f()

            f()
            raise KeyboardInterrupt
            import threading
            threading.Thread(target=lambda: 1 / 0).start()
            'alive'
            """);
    assertEquals("'alive'\n", result.out());
    for (String error : new String[] {"ZeroDivisionError", "SyntaxError", "NameError", "RecursionError"}) {
      assertTrue(result.err().contains(error), error + " in " + result.err());
    }
    assertEquals(0, result.status());
  }

  @Test
  void leavesWithTheStatusAskedFor() {
    Result result = converse("exit(9)\n'not reached'\n");
    assertEquals("", result.out());
    assertEquals(9, result.status());
  }

  @Test
  void runsWhatTheInputEndsIn() {
    assertEquals("0\n1\n", converse("for i in range(2):\n  i").out());
  }
}
