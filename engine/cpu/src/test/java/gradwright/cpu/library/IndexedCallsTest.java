package gradwright.cpu.library;

import gradwright.core.prim.Indexing;
import gradwright.core.prim.Indexing.Combine;
import gradwright.core.prim.Indexing.Mode;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IndexedCallsTest {
  private static final DType[] TYPES = {
    DType.FLOAT32,
    DType.FLOAT32,
    DType.FLOAT64,
    DType.BFLOAT16,
    DType.COMPLEX64,
    DType.COMPLEX128,
    DType.INT32,
    DType.UINT8,
    DType.UINT64,
    DType.BOOL
  };

  private record Problem(Aval operand, Aval indices, Shape other, Indexing.GatherDimensions dimensions, Ints sizes) {}

  /// Random dimension numbers: axes are batching, indexed (collapsed or not) or whole.
  private static Problem problem(Random random, DType t, DType indexType) {
    int rank = random.nextInt(1, 5);
    int[] sizes = random.ints(rank, 1, 7).toArray();
    if (random.nextInt(4) == 0) {
      sizes[rank - 1] = 30;
    }
    List<Integer> batchSizes = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      batchSizes.add(random.nextInt(1, random.nextInt(5) == 0 ? 300 : 6));
    }
    Ints map = Ints.EMPTY;
    Ints collapsed = Ints.EMPTY;
    Ints batching = Ints.EMPTY;
    Ints indexBatching = Ints.EMPTY;
    int[] slice = sizes.clone();
    List<Integer> window = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      switch (random.nextInt(5)) {
        case 0 -> {
          batching = batching.plus(axis);
          indexBatching = indexBatching.plus(batchSizes.size());
          batchSizes.add(sizes[axis]);
          slice[axis] = 1;
        }
        case 1, 2 -> {
          map = map.plus(axis);
          collapsed = collapsed.plus(axis);
          slice[axis] = 1;
        }
        case 3 -> {
          map = random.nextBoolean() ? map.plus(axis) : map.insert(0, axis);
          slice[axis] = random.nextInt(1, sizes[axis] + 1);
          window.add(slice[axis]);
        }
        default -> window.add(slice[axis]);
      }
    }
    int otherRank = batchSizes.size() + window.size();
    Ints offsets = Ints.EMPTY;
    int[] other = new int[otherRank];
    int left = window.size();
    int b = 0;
    int w = 0;
    for (int i = 0; i < otherRank; i++) {
      boolean takes = left > 0 && (otherRank - i == left || random.nextInt(3) == 0);
      if (takes) {
        offsets = offsets.plus(i);
        other[i] = window.get(w++);
        left--;
      } else {
        other[i] = batchSizes.get(b++);
      }
    }
    int[] indexShape = new int[batchSizes.size() + 1];
    for (int i = 0; i < batchSizes.size(); i++) {
      indexShape[i] = batchSizes.get(i);
    }
    indexShape[batchSizes.size()] = map.size();
    return new Problem(
        Aval.of(t, Shape.of(sizes)),
        Aval.of(indexType, Shape.of(indexShape)),
        Shape.of(other),
        new Indexing.GatherDimensions(offsets, collapsed, map, batching, indexBatching),
        Ints.of(slice));
  }

  private static Random seeded() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    return new Random(seed);
  }

  private static DType indexType(Random random) {
    return LibraryCheck.pick(random, DType.INT32, DType.INT32, DType.INT64, DType.UINT32, DType.UINT8);
  }

  @Test
  void gathers() {
    Random random = seeded();
    for (int i = 0; i < 500; i++) {
      DType t = LibraryCheck.pick(random, TYPES);
      Problem p = problem(random, t, indexType(random));
      HostScalar fill = random.nextBoolean() ? null : HostScalar.of(t, false, 7.0);
      Mode mode = Mode.values()[random.nextInt(3)];
      int low = p.indices.dtype().isUnsigned() ? 0 : -2;
      Array indices = LibraryCheck.integers(p.indices, random, mode == Mode.PROMISE_IN_BOUNDS ? 0 : low, 8);
      if (mode == Mode.PROMISE_IN_BOUNDS) {
        indices = LibraryCheck.integers(p.indices, random, 0, 1);
      }
      LibraryCheck.check(
          new Indexing.Gather(p.dimensions, p.sizes, false, false, mode, fill),
          List.of(LibraryCheck.random(p.operand, random), indices),
          0);
    }
  }

  /// Whole rows at int32 indices, some of them out of bounds, in more pieces than there are workers.
  @Test
  void rows() {
    Random random = seeded();
    for (DType t : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.BFLOAT16, DType.UINT8, DType.COMPLEX64)) {
      for (int length : new int[] {2, 16, 17, 64, 131}) {
        for (Mode mode : List.of(Mode.CLIP, Mode.FILL_OR_DROP)) {
          int count = 3000 / length + 700;
          Array operand = LibraryCheck.random(Aval.of(t, Shape.of(50, length)), random);
          Aval places = Aval.of(DType.INT32, Shape.of(2, count / 2, 1));
          Array indices = LibraryCheck.integers(places, random, -5, 55);
          var dims = new Indexing.GatherDimensions(Ints.of(2), Ints.of(0), Ints.of(0), Ints.EMPTY, Ints.EMPTY);
          LibraryCheck.check(
              new Indexing.Gather(dims, Ints.of(1, length), false, false, mode, null), List.of(operand, indices), 0);
          Array updates = LibraryCheck.random(Aval.of(t, Shape.of(2, count / 2, length)), random);
          for (Combine op : List.of(Combine.SET, Combine.ADD, Combine.SUB)) {
            if (t != DType.BFLOAT16 || op == Combine.SET) {
              LibraryCheck.check(
                  new Indexing.Scatter(op, dims.inverse(), false, false, mode),
                  List.of(operand, indices, updates),
                  1e-4);
            }
          }
        }
      }
    }
  }

  @Test
  void scatters() {
    Random random = seeded();
    for (int i = 0; i < 500; i++) {
      DType t = LibraryCheck.pick(random, TYPES);
      Problem p = problem(random, t, indexType(random));
      Combine op = Combine.values()[random.nextInt(t.isComplex() ? 4 : 6)];
      boolean many = p.other.elements() > (t == DType.BFLOAT16 ? 20 : 100);
      if (many && (t == DType.BFLOAT16 || t.isInexact() && op == Combine.MUL)) {
        continue; // the evaluator rounds sums once, the library at each addition; long products overflow
      }
      double tolerance = t == DType.FLOAT64 || t == DType.COMPLEX128 ? 1e-13 : t == DType.BFLOAT16 ? 3e-2 : 1e-5;
      Mode mode = random.nextBoolean() ? Mode.CLIP : Mode.FILL_OR_DROP;
      int low = p.indices.dtype().isUnsigned() ? 0 : -2;
      LibraryCheck.check(
          new Indexing.Scatter(op, p.dimensions.inverse(), false, false, mode),
          List.of(
              LibraryCheck.random(p.operand, random),
              LibraryCheck.integers(p.indices, random, low, 8),
              LibraryCheck.random(Aval.of(t, p.other), random)),
          t.isInexact() ? tolerance : 0);
    }
  }

  @Test
  void rowsInParallel() {
    Random random = seeded();
    Aval table = Aval.of(DType.FLOAT32, 500, 64);
    Array indices = LibraryCheck.integers(Aval.of(DType.INT32, 3000, 1), random, -5, 505);
    var d = new Indexing.GatherDimensions(Ints.of(1), Ints.of(0), Ints.of(0), Ints.EMPTY, Ints.EMPTY);
    Array x = LibraryCheck.random(table, random);
    Array updates = LibraryCheck.random(Aval.of(DType.FLOAT32, 3000, 64), random);
    LibraryCheck.check(
        new Indexing.Gather(d, Ints.of(1, 64), false, false, Mode.FILL_OR_DROP, null), List.of(x, indices), 0);
    for (Combine op : Combine.values()) {
      LibraryCheck.check(
          new Indexing.Scatter(op, d.inverse(), false, false, Mode.FILL_OR_DROP), List.of(x, indices, updates), 1e-6);
    }
  }

  @Test
  void dynamicSlices() {
    Random random = seeded();
    for (int i = 0; i < 100; i++) {
      int rank = random.nextInt(4);
      int[] sizes = random.ints(rank, 1, 9).toArray();
      int[] part = new int[rank];
      List<Array> starts = new ArrayList<>();
      DType t = indexType(random);
      for (int k = 0; k < rank; k++) {
        part[k] = random.nextInt(sizes[k] + 1);
        starts.add(LibraryCheck.integers(Aval.of(t), random, t.isUnsigned() ? 0 : -5, 10));
      }
      DType e = LibraryCheck.pick(random, TYPES);
      Array x = LibraryCheck.random(Aval.of(e, Shape.of(sizes)), random);
      List<Array> in = new ArrayList<>(List.of(x));
      in.addAll(starts);
      LibraryCheck.check(new Indexing.DynamicSlice(Ints.of(part)), in, 0);
      in.add(1, LibraryCheck.random(Aval.of(e, Shape.of(part)), random));
      LibraryCheck.check(new Indexing.DynamicUpdateSlice(), in, 0);
    }
  }
}
