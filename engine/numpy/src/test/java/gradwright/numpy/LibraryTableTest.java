package gradwright.numpy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.core.errors.JaxError;
import gradwright.core.trace.EvalTrace;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.types.DType;
import gradwright.core.value.Array;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Catalogue;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Calls of the library against what real JAX staged, computed or raised for them (see `make_tables.py`).
class LibraryTableTest {
  private final Catalogue catalogue = Libraries.catalogue();

  @TestFactory
  Stream<DynamicTest> elementwise() throws IOException {
    return table("elementwise");
  }

  @TestFactory
  Stream<DynamicTest> reductions() throws IOException {
    return table("reduction");
  }

  @TestFactory
  Stream<DynamicTest> layout() throws IOException {
    return table("layout");
  }

  @TestFactory
  Stream<DynamicTest> indexing() throws IOException {
    return table("index");
  }

  @TestFactory
  Stream<DynamicTest> products() throws IOException {
    return table("product");
  }

  @TestFactory
  Stream<DynamicTest> lax() throws IOException {
    return table("lax");
  }

  @TestFactory
  Stream<DynamicTest> more() throws IOException {
    return table("more");
  }

  @TestFactory
  Stream<DynamicTest> scipy() throws IOException {
    return table("scipy");
  }

  private Stream<DynamicTest> table(String name) throws IOException {
    return TableCase.read("/gradwright/numpy/" + name + ".txt").stream()
        .map(c -> DynamicTest.dynamicTest(c.title, () -> check(c)));
  }

  private void check(TableCase c) {
    if (c.error != null) {
      JaxError e =
          assertThrows(
              JaxError.class, () -> Staging.stage(in -> c.call(catalogue, in), c.inputs.stream().map(Value::aval).toList()));
      assertEquals(c.error, e.kind() + ": " + e.getMessage().split("\n")[0]);
      return;
    }
    if (c.jaxpr != null && !DIFFERENT_JAXPRS.containsKey(c.title)) {
      String staged =
          Staging.stage(in -> c.call(catalogue, in), c.inputs.stream().map(Value::aval).toList()).toString();
      assertEquals(plain(c.jaxpr), plain(staged));
    }
    List<Value> out = c.call(catalogue, c.inputs);
    assertEquals(c.outputs.size(), out.size(), "number of results");
    for (int i = 0; i < out.size(); i++) {
      String want = c.outputs.get(i);
      boolean weak = want.startsWith("weak ");
      Array expected = TableCase.array(weak ? want.substring(5) : want);
      assertEquals(expected.aval().toString(), out.get(i).aval().toString());
      assertEquals(weak, out.get(i).aval().weakType(), "weak type");
      close(expected, EvalTrace.toArray(out.get(i), Session.current().engine().defaultDevice()));
    }
  }

  /// Calls whose jaxprs are known to differ, and why; their values are checked all the same.
  private static final Map<String, String> DIFFERENT_JAXPRS =
      Map.of(
          "jax.numpy.reshape | A0 ; (3,2,) ; order='F'", "reshape has no dimensions here, a transpose goes before it",
          "jax.numpy.searchsorted | A0 ; A1 ; method='compare_all'", "JAX maps a total-order comparison over the array",
          "jax.numpy.corrcoef | A0", "JAX's diagonal branches on the platform",
          "jax.numpy.allclose | A0 ; A1", "JAX prints the tolerances as Python's doubles");

  private static String plain(String jaxpr) {
    return jaxpr.replaceAll("np\\.int64\\((-?\\d+)\\)", "$1").replaceAll("\\s+", " ").replace("[ ", "[").replace(" ]", "]").strip();
  }

  private static void close(Array expected, Array actual) {
    DType t = expected.dtype();
    double tolerance = t.bits() <= 16 ? 2e-3 : t == DType.FLOAT64 || t == DType.COMPLEX128 ? 1e-12 : 2e-6;
    for (long i = 0; i < expected.elements(); i++) {
      close(expected.getDouble(i), actual.getDouble(i), tolerance, i);
      close(expected.getImaginary(i), actual.getImaginary(i), tolerance, i);
    }
  }

  private static void close(double e, double a, double tolerance, long i) {
    boolean same = Double.compare(e, a) == 0 || e == a || Math.abs(e - a) <= tolerance * Math.max(1, Math.abs(e));
    assertTrue(same, () -> "element " + i + ": expected " + e + " but got " + a);
  }
}
