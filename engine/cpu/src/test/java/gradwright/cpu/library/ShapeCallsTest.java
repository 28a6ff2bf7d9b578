package gradwright.cpu.library;

import gradwright.core.prim.Primitive;
import gradwright.core.prim.Shaping;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShapeCallsTest {
  private static final DType[] TYPES = {
    DType.BOOL, DType.FLOAT16, DType.FLOAT32, DType.INT64, DType.COMPLEX64, DType.COMPLEX128
  };

  @Test
  void randomShapes() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 400; i++) {
      one(random, i % 8, random.nextInt(8) == 0 ? 70 : 6);
    }
  }

  private static void one(Random random, int kind, int most) {
    int rank = random.nextInt(1, 5);
    int[] sizes = random.ints(rank, random.nextInt(20) == 0 ? 0 : 1, rank > 2 ? 7 : most + 1).toArray();
    Shape s = Shape.of(sizes);
    DType t = LibraryCheck.pick(random, TYPES);
    List<Array> in = new ArrayList<>(List.of(LibraryCheck.random(Aval.of(t, s), random)));
    int axis = random.nextInt(rank);
    Primitive p =
        switch (kind) {
          case 0 -> {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < rank; i++) {
              order.add(i);
            }
            Collections.shuffle(order, random);
            Shaping.Transpose transpose =
                new Shaping.Transpose(Ints.of(order.stream().mapToInt(Integer::intValue).toArray()));
            List<Aval> types = List.of(in.getFirst().aval());
            yield ShapeCalls.find(transpose, types, types) == null ? new Shaping.Rev(Ints.of(axis)) : transpose;
          }
          case 1 -> {
            Shape wider = Shape.of(3).insert(random.nextInt(2), 2);
            int[] target = new int[rank + 2];
            target[0] = wider.size(0);
            target[1] = wider.size(1);
            System.arraycopy(sizes, 0, target, 2, rank);
            yield new Shaping.BroadcastInDim(Shape.of(target), Ints.range(2, rank + 2));
          }
          case 2 -> {
            int[] start = new int[rank];
            int[] limit = new int[rank];
            int[] stride = new int[rank];
            for (int i = 0; i < rank; i++) {
              start[i] = random.nextInt(sizes[i] + 1);
              limit[i] = random.nextInt(start[i], sizes[i] + 1);
              stride[i] = random.nextInt(1, 4);
            }
            yield new Shaping.Slice(Ints.of(start), Ints.of(limit), Ints.of(stride));
          }
          case 3 -> new Shaping.Rev(rank > 1 ? Ints.of(0, rank - 1) : Ints.of(0));
          case 4 -> {
            in.add(LibraryCheck.random(Aval.of(t, s.with(axis, random.nextInt(5))), random));
            in.add(in.getFirst());
            yield new Shaping.Concatenate(axis);
          }
          case 5 -> {
            int first = random.nextInt(sizes[axis] + 1);
            yield new Shaping.Split(axis, Ints.of(first, sizes[axis] - first));
          }
          case 6 -> {
            in.add(LibraryCheck.random(Aval.of(t), random));
            yield pad(random, rank, sizes);
          }
          default -> new Shaping.Tile(Ints.of(random.ints(rank, 1, 4).toArray()));
        };
    LibraryCheck.check(p, in, 0);
  }

  private static Shaping.Pad pad(Random random, int rank, int[] sizes) {
    int[] low = new int[rank];
    int[] high = new int[rank];
    int[] interior = random.ints(rank, 0, 3).toArray();
    for (int i = 0; i < rank; i++) {
      do {
        low[i] = random.nextInt(-4, 5);
        high[i] = random.nextInt(-4, 5);
      } while (low[i] + high[i] + sizes[i] + Math.max(0, sizes[i] - 1) * interior[i] < 0);
    }
    return new Shaping.Pad(Ints.of(low), Ints.of(high), Ints.of(interior));
  }

  @Test
  void largeTransposes() {
    Random random = new Random(5);
    Array x = LibraryCheck.random(Aval.of(DType.FLOAT32, 257, 301, 5), random);
    for (Ints order : List.of(Ints.of(1, 0, 2), Ints.of(2, 1, 0), Ints.of(0, 2, 1), Ints.of(1, 2, 0))) {
      LibraryCheck.check(new Shaping.Transpose(order), List.of(x), 0);
    }
  }
}
