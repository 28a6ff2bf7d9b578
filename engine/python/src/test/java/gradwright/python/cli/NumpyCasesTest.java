package gradwright.python.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.python.cli.Harness.Result;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The `numpy` package against what real NumPy answered to the same cases, bit for bit where it can be.
class NumpyCasesTest {
  @ParameterizedTest
  @ValueSource(strings = {"arrays", "files", "indexing", "more", "random", "reductions", "shapes", "text", "ufuncs"})
  void answersAsNumPyDoes(String area) throws URISyntaxException {
    Path cases = Path.of(NumpyCasesTest.class.getResource("/numpy/cases.py").toURI());
    Result result = Harness.run(cases, "check", area);
    assertEquals(0, result.status(), result.out() + result.err());
  }
}
