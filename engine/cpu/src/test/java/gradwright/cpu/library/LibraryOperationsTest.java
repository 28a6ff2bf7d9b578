package gradwright.cpu.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradwright.core.errors.JaxError;
import gradwright.core.eval.Evaluator;
import gradwright.core.infer.TypeRules;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.RandomBits;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Shaping;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LibraryOperationsTest {
  private static final Random RANDOM = new Random(1);

  private static Array floats(int... shape) {
    return LibraryCheck.random(Aval.of(DType.FLOAT32, shape), RANDOM);
  }

  private static List<Array> eager(Primitive p, Array... in) {
    return new Session(LibraryCheck.PLAIN)
        .run(() -> LibraryCheck.LIBRARY.eager(p, List.of(in), LibraryCheck.PLAIN.defaultDevice()));
  }

  private static void same(Primitive p, Array... in) {
    List<Array> expected =
        new Session(LibraryCheck.PLAIN)
            .run(() -> Evaluator.evaluate(p, List.of(in), LibraryCheck.PLAIN.defaultDevice()));
    LibraryCheck.compare(p, List.of(in), expected, eager(p, in), 1e-6);
  }

  @Test
  void eagerOperationsOnLargeArrays() {
    same(new Shaping.Transpose(Ints.of(1, 0)), floats(40, 50));
    same(new Shaping.Concatenate(0), floats(2000), floats(3));
    same(new Reduction.Reduce(Reduction.Op.SUM, Ints.of(0)), floats(5000));
    same(new Reduction.Sort(0, true, 1), floats(5000));
    same(new RandomBits.Bits(32, Shape.of(5000)), LibraryCheck.random(Aval.of(DType.KEY_FRY), RANDOM));
    same(
        new Contraction.DotGeneral(Ints.of(1), Ints.of(0), Ints.EMPTY, Ints.EMPTY, null, null, null),
        floats(40, 50),
        floats(50, 3));
  }

  @Test
  void smallOnesAndViewsAreLeftToTheEvaluator() {
    assertNull(eager(new Reduction.Reduce(Reduction.Op.SUM, Ints.of(0)), floats(10)));
    assertNull(eager(new Shaping.Transpose(Ints.of(1, 0)), floats(1, 5000)));
    assertNull(eager(new Shaping.Reshape(Shape.of(50, 100)), floats(5000)));
  }

  @Test
  void decompositionsOfSmallMatrices() {
    List<Array> r = eager(new LinearAlgebra.Svd(false, false), floats(3, 2));
    assertEquals(1, r.size());
    assertEquals(Shape.of(2), r.getFirst().shape());
  }

  @Test
  void typesThatItLacksAreLeftToTheEvaluator() {
    Aval x = Aval.of(DType.INT32, 8, 8);
    Primitive dot = new Contraction.DotGeneral(Ints.of(1), Ints.of(0), Ints.EMPTY, Ints.EMPTY, null, null, null);
    assertNull(LibraryCheck.LIBRARY.find(dot, List.of(x, x), List.of(x)));
  }

  @Test
  void longOperationsCanBeStopped() {
    var rows = new Indexing.GatherDimensions(Ints.of(1), Ints.of(0), Ints.of(0), Ints.EMPTY, Ints.EMPTY);
    Array index = LibraryCheck.integers(Aval.of(DType.INT32, 100, 1), RANDOM, 0, 100);
    Ints one = Ints.of(1);
    Ints zero = Ints.of(0);
    stops(new Shaping.Rev(zero), floats(100, 100));
    stops(new Reduction.Sort(0, true, 1), floats(5000));
    stops(new Reduction.TopK(3, 0), floats(5000));
    stops(new Reduction.ArgReduce(true, 0, DType.INT32), floats(5000));
    stops(new Reduction.Cumulative(Reduction.Op.SUM, 0, false), floats(5000));
    stops(new Reduction.Reduce(Reduction.Op.SUM, zero), floats(5000));
    stops(new Reduction.ReduceWindow(Reduction.Op.MAX, one.map(_ -> 3), one, zero, zero, one, one), floats(5000));
    stops(new Reduction.SelectAndScatterAdd(true, one.map(_ -> 2), one, zero, zero), floats(99), floats(100));
    stops(new Contraction.Fft(Contraction.FftType.RFFT, Ints.of(5000)), floats(5000));
    stops(
        new Contraction.DotGeneral(one, zero, Ints.EMPTY, Ints.EMPTY, null, null, null),
        floats(50, 50),
        floats(50, 50));
    stops(
        new Contraction.Conv(
            one,
            zero,
            zero,
            one,
            one,
            new Contraction.ConvDimensions(Ints.of(0, 1, 2), Ints.of(0, 1, 2), Ints.of(0, 1, 2)),
            1,
            1,
            null,
            null),
        floats(2, 3, 50),
        floats(4, 3, 5));
    stops(new Indexing.Gather(rows, Ints.of(1, 40), false, false, Indexing.Mode.CLIP, null), floats(100, 40), index);
    stops(
        new Indexing.Scatter(Indexing.Combine.ADD, rows.inverse(), false, false, Indexing.Mode.CLIP),
        floats(100, 40),
        index,
        floats(100, 40));
    stops(new RandomBits.Bits(32, Shape.of(5000)), LibraryCheck.random(Aval.of(DType.KEY_FRY), RANDOM));
    stops(new LinearAlgebra.Cholesky(), floats(20, 20));
  }

  private static void stops(Primitive p, Array... in) {
    List<Aval> types = List.of(in).stream().map(Array::aval).toList();
    new Session(LibraryCheck.PLAIN)
        .run(() -> {
          List<Aval> out = TypeRules.outputs(p, types);
          LibraryCall call = LibraryCheck.LIBRARY.find(p, types, out);
          long[] from = List.of(in).stream().mapToLong(a -> a.memory().address()).toArray();
          List<Array> results = new ArrayList<>();
          out.forEach(a -> results.add(Array.allocate(a, LibraryCheck.PLAIN.defaultDevice())));
          long[] to = results.stream().mapToLong(a -> a.buffer().address()).toArray();
          JaxError e =
              assertThrows(JaxError.class, () -> LibraryCheck.LIBRARY.run(call, from, to, () -> true), p::toString);
          assertEquals("KeyboardInterrupt", e.kind());
          return null;
        });
  }
}
