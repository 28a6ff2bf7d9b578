package gradwright.cpu.ir;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

class IrFunctionTest {
  @Test
  void vectorLoopCoversWholeVectorsAndTheRest() {
    for (int lanes : new int[] {1, 4, 16}) {
      for (int n : new int[] {0, 1, 15, 16, 17, 100}) {
        try (Arena arena = Arena.ofConfined()) {
          MemorySegment in = arena.allocate(JAVA_FLOAT, n + 1);
          MemorySegment out = arena.allocate(JAVA_FLOAT, n + 1);
          for (int i = 0; i < n; i++) {
            in.setAtIndex(JAVA_FLOAT, i, i);
          }
          out.setAtIndex(JAVA_FLOAT, n, -7);
          KernelRun.run(
              f -> {
                Value source = f.argument(0);
                Value target = f.argument(1);
                f.vectorLoop(
                    f.lo(),
                    f.hi(),
                    lanes,
                    (i, width, mask) -> {
                      Value x = f.load(f.element(source, Scalar.F32, i), IrType.of(Scalar.F32, width), mask);
                      f.store(f.element(target, Scalar.F32, i), f.fma(x, x, f.constant(x.type(), 0.5)), mask);
                    });
              },
              0,
              n,
              in,
              out);
          for (int i = 0; i < n; i++) {
            assertEquals(i * i + 0.5f, out.getAtIndex(JAVA_FLOAT, i));
          }
          assertEquals(-7, out.getAtIndex(JAVA_FLOAT, n), "wrote past the end");
        }
      }
    }
  }

  @Test
  void carriedValuesNestedLoopsAndBranches() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(JAVA_LONG, 2);
      KernelRun.run(
          f -> {
            Value total =
                f.loop(
                        f.lo(),
                        f.hi(),
                        1,
                        List.of(f.index(0)),
                        (i, outer) ->
                            f.loop(
                                f.index(0),
                                i,
                                1,
                                outer,
                                (j, inner) ->
                                    f.ifElse(
                                        f.compare(Comparison.LT, j, f.index(2)),
                                        () -> List.of(f.add(inner.getFirst(), j)),
                                        () -> List.of(f.add(inner.getFirst(), f.index(100))))))
                    .getFirst();
            f.store(f.argument(0), total);
            Value power =
                f.whileLoop(
                        List.of(f.index(1)),
                        c -> f.compare(Comparison.LT, c.getFirst(), f.index(1000)),
                        c -> List.of(f.mul(c.getFirst(), f.index(3))))
                    .getFirst();
            f.store(f.element(f.argument(0), Scalar.S64, f.index(1)), power);
          },
          0,
          5,
          out);
      // i=1: 0; i=2: 0+1; i=3: 0+1+100; i=4: 0+1+200
      assertEquals(303, out.getAtIndex(JAVA_LONG, 0));
      assertEquals(2187, out.getAtIndex(JAVA_LONG, 1));
    }
  }

  @Test
  void gatherScatterMasksAndTruthValues() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment in = arena.allocateFrom(JAVA_INT, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21);
      MemorySegment out = arena.allocate(JAVA_INT, 12);
      MemorySegment flags = arena.allocateFrom(JAVA_BYTE, new byte[] {1, 0, 1, 1});
      KernelRun.run(
          f -> {
            Value indices = f.steps(f.index(1), f.index(3), 4);
            Value mask = f.load(f.argument(2), IrType.of(Scalar.BOOL, 4));
            Value x = f.gather(f.argument(0), Scalar.S32, indices, mask);
            f.scatter(f.argument(1), f.steps(f.index(3), f.index(-1), 4), x, null);
            f.store(f.argument(2), f.not(mask));
          },
          0,
          1,
          in,
          out,
          flags);
      assertArrayEquals(new int[] {20, 17, 0, 11}, out.asSlice(0, 16).toArray(JAVA_INT));
      assertArrayEquals(new byte[] {0, 1, 0, 0}, flags.toArray(JAVA_BYTE));
    }
  }

  @Test
  void sharedFunctionsAndTables() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(JAVA_DOUBLE, 8);
      KernelRun.run(
          f -> {
            IrType type = IrType.of(Scalar.F64, 8);
            for (boolean inline : new boolean[] {true, false}) {
              f.module()
                  .define(
                      "twice" + inline,
                      type,
                      List.of(type),
                      inline,
                      g -> g.end(g.add(g.parameters().getFirst(), g.parameters().getFirst())));
            }
            Value table = f.module().constantTable("primes", "[4 x i64] [i64 2, i64 3, i64 5, i64 7]");
            Value x =
                f.broadcast(
                    f.convert("sitofp", f.load(f.element(table, Scalar.S64, f.index(2)), IrType.INDEX), Scalar.F64), 8);
            f.store(f.argument(0), f.call("twicefalse", type, false, f.call("twicetrue", type, true, x)));
          },
          0,
          1,
          out);
      assertEquals(20, out.getAtIndex(JAVA_DOUBLE, 7));
    }
  }

  @Test
  void mismatchedTypesAreCaughtEarly() {
    IrFunction f = new IrModule().kernel("k");
    Value x = f.constant(IrType.of(Scalar.F32, 4), 1.0);
    Value y = f.constant(IrType.of(Scalar.F32, 8), 1.0);
    assertThrows(IllegalArgumentException.class, () -> f.add(x, y));
    assertThrows(IllegalStateException.class, () -> f.module().text());
  }
}
