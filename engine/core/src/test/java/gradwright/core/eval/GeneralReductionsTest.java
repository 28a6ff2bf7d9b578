package gradwright.core.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Reduction;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.Array;
import gradwright.core.value.Value;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Reductions by computations that are given as jaxprs.
class GeneralReductionsTest {
  private static final Aval SCALAR = Aval.of(DType.FLOAT32);

  private static ClosedJaxpr computation(int scalars, FlatFunction f) {
    return Staging.stage(f, Collections.nCopies(scalars, SCALAR));
  }

  private static List<Array> reduce(ClosedJaxpr computation, Ints dimensions, Array... inputs) {
    return Evaluator.evaluate(new Reduction.ReduceGeneral(computation, dimensions), List.of(inputs), Arrays.DEVICE);
  }

  private static Array floats(int[] sizes, double... values) {
    return Arrays.doubles(DType.FLOAT32, sizes, values);
  }

  @Test
  void sumsOverAnyAxes() {
    ClosedJaxpr add = computation(2, v -> List.of(Lax.add(v.get(0), v.get(1))));
    Array x = floats(new int[] {2, 3, 2}, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    Array start = floats(new int[0], 100);
    Array middle = reduce(add, Ints.of(1), x, start).getFirst();
    assertEquals("f32[2,2]", middle.aval().toString());
    assertArrayEquals(new double[] {106, 109, 124, 127}, Arrays.toDoubles(middle));
    assertArrayEquals(new double[] {115, 151}, Arrays.toDoubles(reduce(add, Ints.of(1, 2), x, start).getFirst()));
    assertArrayEquals(new double[] {166}, Arrays.toDoubles(reduce(add, Ints.of(0, 1, 2), x, start).getFirst()));
    Array empty = reduce(add, Ints.of(0), floats(new int[] {0, 2}), start).getFirst();
    assertArrayEquals(new double[] {100, 100}, Arrays.toDoubles(empty));
  }

  @Test
  void keepsTheOrderOfOperands() {
    // The first of two is associative but not commutative.
    ClosedJaxpr first =
        computation(2, v -> List.of(Lax.add(v.get(0), Lax.mul(v.get(1), Lax.scalar(DType.FLOAT32, 0.0)))));
    Array r = reduce(first, Ints.of(0), floats(new int[] {5}, 5, 4, 3, 2, 1), floats(new int[0], 7)).getFirst();
    assertArrayEquals(new double[] {7}, Arrays.toDoubles(r));
  }

  @Test
  void reducesSeveralOperandsTogether() {
    ClosedJaxpr largest =
        computation(
            4,
            v -> {
              Value left = Lax.ge(v.get(0), v.get(2));
              return List.of(Lax.select(left, v.get(0), v.get(2)), Lax.select(left, v.get(1), v.get(3)));
            });
    List<Array> r =
        reduce(
            largest,
            Ints.of(0),
            floats(new int[] {5}, 3, 9, 2, 9, 1),
            floats(new int[] {5}, 0, 1, 2, 3, 4),
            floats(new int[0], Double.NEGATIVE_INFINITY),
            floats(new int[0], -1));
    assertArrayEquals(new double[] {9}, Arrays.toDoubles(r.get(0)));
    assertArrayEquals(new double[] {1}, Arrays.toDoubles(r.get(1)));
  }
}
