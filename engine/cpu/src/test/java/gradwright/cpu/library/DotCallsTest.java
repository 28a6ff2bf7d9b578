package gradwright.cpu.library;

import gradwright.core.prim.Contraction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DotCallsTest {
  private static final DType[] TYPES = {
    DType.FLOAT32, DType.FLOAT64, DType.COMPLEX64, DType.COMPLEX128, DType.BFLOAT16, DType.FLOAT16
  };

  @Test
  void anyDimensionNumbers() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      one(random, LibraryCheck.pick(random, TYPES));
    }
  }

  /// Axes of both operands in random order: `kind` axes are batch (b), contracted (k) or free.
  private static void one(Random random, DType t) {
    int batch = random.nextInt(3);
    int contracted = random.nextInt(3);
    int[] shared = random.ints(batch + contracted, random.nextInt(15) == 0 ? 0 : 1, 5).toArray();
    int most = random.nextInt(4) == 0 ? 40 : 4;
    Side l = side(random, shared, random.ints(random.nextInt(3), 1, most).toArray());
    Side r = side(random, shared, random.ints(random.nextInt(3), 1, most).toArray());
    var p =
        new Contraction.DotGeneral(
            l.axes(batch, batch + contracted),
            r.axes(batch, batch + contracted),
            l.axes(0, batch),
            r.axes(0, batch),
            null,
            null,
            null);
    double tolerance =
        switch (t.code()) {
          case FLOAT64, COMPLEX128 -> 1e-13;
          case BFLOAT16 -> 2e-2;
          case FLOAT16 -> 2e-3;
          default -> 2e-6;
        };
    LibraryCheck.check(
        p,
        List.of(LibraryCheck.random(Aval.of(t, l.shape), random), LibraryCheck.random(Aval.of(t, r.shape), random)),
        tolerance);
  }

  private record Side(Shape shape, int[] place) {
    Ints axes(int from, int to) {
      Ints r = Ints.EMPTY;
      for (int i = from; i < to; i++) {
        r = r.plus(place[i]);
      }
      return r;
    }
  }

  private static Side side(Random random, int[] shared, int[] free) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < shared.length + free.length; i++) {
      order.add(i);
    }
    if (random.nextBoolean()) {
      Collections.shuffle(order, random);
    }
    int[] place = new int[order.size()];
    int[] sizes = new int[order.size()];
    for (int axis = 0; axis < order.size(); axis++) {
      int which = order.get(axis);
      place[which] = axis;
      sizes[axis] = which < shared.length ? shared[which] : free[which - shared.length];
    }
    return new Side(Shape.of(sizes), place);
  }
}
