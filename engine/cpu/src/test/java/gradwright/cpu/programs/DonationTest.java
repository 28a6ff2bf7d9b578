package gradwright.cpu.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Indexing;
import gradwright.core.trace.Backend;
import gradwright.core.trace.FlatFunction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.Array;
import gradwright.core.value.Value;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Results in the memory of arguments that are given away. That such programs compute the same as others is a part of every
/// check of the [Oracle].
class DonationTest {
  // enough for several threads, and no whole number of vectors
  private static final Aval LONG = Aval.of(DType.FLOAT32, 1_000_003);
  private static final Aval SQUARE = Aval.of(DType.FLOAT32, 300, 300);

  private final Random random = new Random(5);

  private record Run(ClosedJaxpr program, List<Array> arguments, List<Array> results) {
    boolean inPlace(int result, int argument) {
      return results.get(result).buffer() == arguments.get(argument).buffer();
    }
  }

  /// Runs a program on arguments that are all given away, and compares with the reference.
  private Run run(FlatFunction f, Aval... avals) {
    ClosedJaxpr program = Oracle.stage(f, List.of(avals));
    List<Array> arguments = Stream.of(avals).map(a -> Oracle.random(a, random)).toList();
    List<Array> expected = Oracle.evaluated(program, arguments);
    Backend.Executable e = Oracle.compiled(program);
    List<Array> out = Oracle.plain(() -> e.run(arguments, Collections.nCopies(avals.length, true), Oracle.device()));
    out.forEach(Array::await);
    Oracle.compare(expected, out, 1e-5);
    return new Run(program, arguments, out);
  }

  private static Value times(double factor, Value x) {
    return Lax.mul(x, Lax.fullLike(x, factor));
  }

  private static void inPlace(boolean yes, Run r) {
    assertEquals(yes, r.inPlace(0, 0), () -> r.program().toString());
  }

  @Test
  void stepOfAnOptimiserUpdatesAllItsStateInPlace() {
    Run r =
        run(
            a -> {
              Value mean = Lax.add(times(0.9, a.get(1)), times(0.1, a.get(3)));
              Value square = Lax.add(times(0.99, a.get(2)), times(0.01, Lax.mul(a.get(3), a.get(3))));
              Value step = Lax.div(mean, Lax.add(Lax.mul(square, square), Lax.fullLike(square, 1.0)));
              return List.of(Lax.sub(a.get(0), step), mean, square);
            },
            LONG,
            LONG,
            LONG,
            LONG);
    for (int k = 0; k < 3; k++) {
      assertTrue(r.inPlace(k, k), r.program().toString());
    }
  }

  @Test
  void updatesOfAPartNeedNoCopy() {
    Value zero = Lax.scalar(DType.INT32, 7L);
    Aval part = Aval.of(DType.FLOAT32, 100);
    inPlace(
        true, run(a -> List.of(Lax.bind1(new Indexing.DynamicUpdateSlice(), a.get(0), a.get(1), zero)), LONG, part));
  }

  @Test
  void whatIsReadLaterOrAtOtherPlacesIsKept() {
    inPlace(false, run(a -> List.of(Lax.rev(a.getFirst(), Ints.of(0))), LONG));
    inPlace(false, run(a -> List.of(Lax.transpose(a.getFirst(), Ints.of(1, 0))), SQUARE));
    inPlace(false, run(a -> List.of(Lax.add(a.getFirst(), Lax.rev(a.getFirst(), Ints.of(0)))), LONG));
    inPlace(false, run(a -> List.of(Lax.sub(a.getFirst(), total(a.getFirst()))), Aval.of(DType.FLOAT32, 8)));
    // the product reads the matrix after its negative is there, or with it
    Run r = run(a -> List.of(Lax.neg(a.getFirst()), product(a.getFirst())), SQUARE);
    assertFalse(r.inPlace(1, 0), r.program().toString());
  }

  private static Value total(Value x) {
    return Lax.broadcastInDim(Lax.sum(x, Ints.of(0)), x.aval().shape(), Ints.of());
  }

  private static Value product(Value x) {
    return Lax.dotGeneral(x, x, Ints.of(1), Ints.of(0), Ints.of(), Ints.of(), null);
  }

  @Test
  void complexNumbersAreOverwrittenInPairs() {
    inPlace(true, run(a -> List.of(Lax.mul(a.getFirst(), a.getFirst())), Aval.of(DType.COMPLEX64, 10_007)));
  }

  @Test
  void memoryOfSeveralArraysIsNotTaken() {
    ClosedJaxpr program = Oracle.stage(a -> List.of(Lax.neg(a.getFirst())), List.of(LONG));
    Array x = Oracle.random(LONG, random);
    Array other = x.view(LONG);
    double before = other.getDouble(3);
    Backend.Executable e = Oracle.compiled(program);
    Array y = Oracle.plain(() -> e.run(List.of(x), List.of(true), Oracle.device())).getFirst().await();
    assertNotSame(x.buffer(), y.buffer());
    assertEquals(before, other.getDouble(3));
    assertEquals(-before, y.getDouble(3));
  }

  @Test
  void memoryThatNoResultTakesIsFreeAtOnce() {
    ClosedJaxpr program = Oracle.stage(a -> List.of(Lax.rev(a.getFirst(), Ints.of(0))), List.of(LONG));
    Backend.Executable e = Oracle.compiled(program);
    Array x = Oracle.random(LONG, random);
    long number = x.buffer().number();
    Oracle.plain(() -> e.run(List.of(x), List.of(true), Oracle.device())).getFirst().await();
    Oracle.device().synchronize();
    assertFalse(Oracle.device().memory().live().stream().anyMatch(b -> b.number() == number));
    assertEquals(0, e.aliasedBytes(List.of(true)));
  }
}
