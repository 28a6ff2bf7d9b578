package gradwright.numpy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.linearize.Linearize;
import gradwright.core.trace.EvalTrace;
import gradwright.core.trace.Session;
import gradwright.core.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The library as Java programs call it.
class JnpTest {
  private static double[] numbers(Value v) {
    var a = EvalTrace.toArray(v, Session.current().engine().defaultDevice());
    double[] r = new double[(int) a.elements()];
    for (int i = 0; i < r.length; i++) {
      r[i] = a.getDouble(i);
    }
    return r;
  }

  @Test
  void numbersTakeTheDtypeOfTheArray() {
    assertEquals("i32[3]", Jnp.add(Jnp.array(1, 2, 3), 1).aval().toString());
    assertEquals("f32[3]", Jnp.multiply(Jnp.array(1, 2, 3), 0.5).aval().toString());
    assertEquals("f32[2]", Jnp.subtract(1, Jnp.array(0.5f, 2f)).aval().toString());
  }

  @Test
  void rowsAndColumnsBroadcast() {
    Value column = Jnp.expandDims(Jnp.arange(3), 1);
    assertArrayEquals(new double[] {0, 1, 1, 2, 2, 3}, numbers(Jnp.add(column, Jnp.arange(2))));
  }

  @Test
  void shapesThatDoNotFitAreToldApart() {
    JaxError e = assertThrows(JaxError.class, () -> Jnp.matmul(Jnp.ones(2, 3), Jnp.ones(2, 3)));
    assertEquals("TypeError", e.kind());
  }

  @Test
  void leastSquaresGradientIsExact() {
    Value x = Jnp.array(new float[][] {{1, 2}, {3, 4}, {5, 6}});
    Value y = Jnp.array(1f, 2f, 3f);
    Value w = Jnp.array(0.5f, -0.5f);
    var l =
        Linearize.linearize(
            in -> List.of(Jnp.mean(Jnp.square(Jnp.subtract(Jnp.matmul(x, in.getFirst()), y)))), List.of(w), null);
    Value g = (Value) l.pullBack(List.of(Lax.like(l.outputs().getFirst(), 1))).getFirst();
    // Residuals are -1.5, -2.5, -3.5: the gradient is 2/3 of their products with the columns.
    double[] expected = {2 / 3.0 * (-1.5 - 7.5 - 17.5), 2 / 3.0 * (-3 - 10 - 21)};
    assertArrayEquals(expected, numbers(g), 1e-4);
  }

  @Test
  void indicesReadAndWrite() {
    Value x = Jnp.reshape(Jnp.arange(6), 2, 3);
    assertArrayEquals(new double[] {5}, numbers(Jnp.get(x, -1, 2)));
    assertArrayEquals(new double[] {1, 4}, numbers(Jnp.ravel(Jnp.slice(x, 1, 1, 2))));
    Value y = Jnp.addAt(Jnp.zeros(3), Jnp.array(0, 0, 2), Jnp.array(1f, 2f, 4f));
    assertArrayEquals(new double[] {3, 0, 4}, numbers(y));
  }

  @Test
  void einsumContracts() {
    Value a = Jnp.reshape(Jnp.arange(6), 2, 3);
    assertArrayEquals(new double[] {5, 14, 14, 50}, numbers(Jnp.einsum("ij,kj->ik", a, a)));
  }
}
