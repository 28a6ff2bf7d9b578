package gradwright.cpu.library;

import gradwright.core.prim.RandomBits;
import gradwright.core.prim.Reduction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderCallsTest {
  private static final DType[] TYPES = {
    DType.BOOL,
    DType.INT8,
    DType.UINT8,
    DType.INT16,
    DType.UINT16,
    DType.INT32,
    DType.UINT32,
    DType.INT64,
    DType.UINT64,
    DType.FLOAT16,
    DType.BFLOAT16,
    DType.FLOAT32,
    DType.FLOAT64
  };

  private static Random seeded() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    return new Random(seed);
  }

  private static Shape shape(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> Shape.of(random.nextInt(1, 5000));
      case 1 -> Shape.of(random.nextInt(1, 60), random.nextInt(1, 60));
      case 2 -> Shape.of(random.nextInt(1, 6), random.nextInt(1, 200), random.nextInt(1, 6));
      case 3 -> Shape.of(3, random.nextInt(1, 3000));
      default -> Shape.of(random.nextInt(1, 10));
    };
  }

  @Test
  void sorts() {
    Random random = seeded();
    for (int i = 0; i < 150; i++) {
      Shape s = shape(random);
      int operands = random.nextInt(1, 4);
      List<Array> in = new ArrayList<>();
      for (int k = 0; k < operands; k++) {
        DType t = random.nextInt(12) == 0 ? DType.COMPLEX64 : LibraryCheck.pick(random, TYPES);
        in.add(LibraryCheck.fill(Aval.of(t, s), random, random.nextInt(3) * 0.3));
      }
      LibraryCheck.check(new Reduction.Sort(random.nextInt(s.rank()), true, random.nextInt(1, operands + 1)), in, 0);
    }
  }

  @Test
  void sortsOfLongRows() {
    Random random = seeded();
    for (DType t : List.of(DType.FLOAT32, DType.INT32, DType.UINT32, DType.FLOAT64, DType.INT64)) {
      Aval a = Aval.of(t, 140_000);
      Array x = LibraryCheck.fill(a, random, 0);
      Array special = LibraryCheck.fill(a, random, 0.01);
      LibraryCheck.check(new Reduction.Sort(0, true, 1), List.of(x), 0);
      LibraryCheck.check(new Reduction.Sort(0, true, 1), List.of(special), 0);
      LibraryCheck.check(
          new Reduction.Sort(0, true, 1), List.of(x, LibraryCheck.fill(Aval.of(DType.INT32, 140_000), random, 0)), 0);
    }
  }

  @Test
  void largest() {
    Random random = seeded();
    for (int i = 0; i < 150; i++) {
      Shape s = shape(random);
      DType t = LibraryCheck.pick(random, TYPES);
      if (new SortKeys(t, true).wide()) {
        continue;
      }
      int axis = s.rank() - 1;
      int k = random.nextInt(1 + Math.min(s.size(axis), 20));
      LibraryCheck.check(
          new Reduction.TopK(k, axis), List.of(LibraryCheck.fill(Aval.of(t, s), random, random.nextInt(3) * 0.2)), 0);
    }
    Array rising = LibraryCheck.fill(Aval.of(DType.INT32, 500_000), random, 0);
    LibraryCheck.check(new Reduction.TopK(100, 0), List.of(rising), 0);
    for (int i = 0; i < 500_000; i++) {
      rising.setLong(i, i / 3);
    }
    LibraryCheck.check(new Reduction.TopK(100, 0), List.of(rising), 0);
  }

  @Test
  void places() {
    Random random = seeded();
    for (int i = 0; i < 200; i++) {
      Shape s = shape(random);
      DType t = LibraryCheck.pick(random, TYPES);
      LibraryCheck.check(
          new Reduction.ArgReduce(random.nextBoolean(), random.nextInt(s.rank()), DType.INT32),
          List.of(LibraryCheck.fill(Aval.of(t, s), random, random.nextInt(3) * 0.1)),
          0);
    }
  }

  @Test
  void runningTotals() {
    Random random = seeded();
    Reduction.Op[] ops = {
      Reduction.Op.SUM, Reduction.Op.PROD, Reduction.Op.MAX, Reduction.Op.MIN, Reduction.Op.LOGSUMEXP
    };
    for (int i = 0; i < 200; i++) {
      Shape s = i % 20 == 0 ? Shape.of(200_000) : shape(random);
      DType t = LibraryCheck.pick(random, TYPES);
      Reduction.Op op = ops[random.nextInt(t.isFloat() ? 5 : 4)];
      if (t.isBool()) {
        continue;
      }
      double tolerance =
          switch (t.code()) {
            case FLOAT64 -> 1e-12;
            case FLOAT32 -> 1e-6;
            case FLOAT16 -> 1e-3;
            default -> 1e-2;
          };
      LibraryCheck.check(
          new Reduction.Cumulative(op, random.nextInt(s.rank()), random.nextBoolean()),
          List.of(LibraryCheck.fill(Aval.of(t, s), random, random.nextInt(3) * 0.02)),
          tolerance);
    }
  }

  @Test
  void totals() {
    Random random = seeded();
    for (int i = 0; i < 300; i++) {
      Shape s = i % 20 == 0 ? Shape.of(2, 300_000) : shape(random);
      DType t = LibraryCheck.pick(random, TYPES);
      Reduction.Op op =
          t.isFloat()
              ? Reduction.Op.values()[random.nextInt(4)]
              : Reduction.Op.values()[t.isBool() ? random.nextInt(2, 7) : random.nextInt(7)];
      int first = random.nextInt(s.rank());
      Ints axes = Ints.range(first, random.nextInt(first + 1, s.rank() + 1));
      double tolerance = t == DType.FLOAT64 ? 1e-12 : t == DType.FLOAT32 ? 1e-6 : 2e-2;
      LibraryCheck.check(
          new Reduction.Reduce(op, axes),
          List.of(LibraryCheck.fill(Aval.of(t, s), random, random.nextInt(5) == 0 ? 0.02 : 0)),
          t.isFloat() ? tolerance : 0);
    }
  }

  @Test
  void randomBits() {
    Random random = seeded();
    for (int width : new int[] {8, 16, 32, 64}) {
      for (int[] keys : new int[][] {{}, {3}, {0}, {2, 700}}) {
        Array key = LibraryCheck.fill(Aval.of(DType.KEY_FRY, keys), random, 0);
        Shape s = Shape.of(random.nextInt(1, 4), random.nextInt(1, 3000));
        LibraryCheck.check(new RandomBits.Bits(width, s), List.of(key), 0);
        LibraryCheck.check(new RandomBits.Split(s), List.of(key), 0);
      }
    }
    List<Array> words = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      words.add(LibraryCheck.fill(Aval.of(DType.UINT32, 5, 777), random, 0));
    }
    LibraryCheck.check(new RandomBits.Threefry2x32(), words, 0);
  }
}
