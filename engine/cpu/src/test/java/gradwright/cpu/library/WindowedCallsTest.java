package gradwright.cpu.library;

import gradwright.core.errors.JaxError;
import gradwright.core.infer.TypeRules;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.Reduction;
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

class WindowedCallsTest {
  private static Random seeded() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    return new Random(seed);
  }

  private static double tolerance(DType t) {
    return switch (t.code()) {
      case FLOAT64, COMPLEX128 -> 1e-12;
      case FLOAT32, COMPLEX64 -> 2e-6;
      case FLOAT16 -> 2e-3;
      default -> 2e-2;
    };
  }

  private static boolean valid(Primitive p, List<Aval> in) {
    try {
      TypeRules.outputs(p, in);
      return true;
    } catch (JaxError e) {
      return false;
    }
  }

  /// Axes (batch, feature, spatial...) in some order, and the shape with sizes given in that order.
  private static Shape arrange(Ints spec, int... sizes) {
    int[] s = new int[sizes.length];
    for (int i = 0; i < s.length; i++) {
      s[spec.get(i)] = sizes[i];
    }
    return Shape.of(s);
  }

  private static Ints shuffled(Random random, int rank) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    return Ints.of(order.stream().mapToInt(Integer::intValue).toArray());
  }

  private static int[] sizes(int first, int second, int[] rest) {
    int[] r = new int[rest.length + 2];
    r[0] = first;
    r[1] = second;
    System.arraycopy(rest, 0, r, 2, rest.length);
    return r;
  }

  @Test
  void convolutions() {
    Random random = seeded();
    DType[] types = {
      DType.FLOAT32, DType.FLOAT32, DType.FLOAT64, DType.COMPLEX64, DType.BFLOAT16, DType.FLOAT16, DType.COMPLEX128
    };
    int done = 0;
    while (done < 250) {
      int spatial = random.nextInt(4);
      int feature = random.nextInt(3) == 0 ? random.nextInt(1, 5) : 1;
      int grouped = feature == 1 && random.nextInt(4) == 0 ? random.nextInt(1, 4) : 1;
      int perIn = random.nextInt(1, 4);
      int outs = feature * grouped * random.nextInt(1, 4);
      int rank = spatial + 2;
      var d = new Contraction.ConvDimensions(shuffled(random, rank), shuffled(random, rank), shuffled(random, rank));
      DType t = LibraryCheck.pick(random, types);
      int[] inputs =
          sizes(
              grouped * random.nextInt(1, 6),
              feature * perIn,
              random.ints(spatial, 1, random.nextInt(3) == 0 ? 16 : 8).toArray());
      Aval x = Aval.of(t, arrange(d.lhs(), inputs));
      Aval w =
          Aval.of(
              t,
              arrange(d.rhs(), sizes(outs, perIn, random.ints(spatial, 1, random.nextInt(3) == 0 ? 9 : 4).toArray())));
      boolean simple = random.nextBoolean();
      var p =
          new Contraction.Conv(
              Ints.of(random.ints(spatial, 1, 3).toArray()),
              Ints.of(random.ints(spatial, -1, 3).toArray()),
              Ints.of(random.ints(spatial, -1, 3).toArray()),
              Ints.of(random.ints(spatial, 1, simple ? 2 : 3).toArray()),
              Ints.of(random.ints(spatial, 1, simple ? 2 : 3).toArray()),
              d,
              feature,
              grouped,
              null,
              null);
      if (!valid(p, List.of(x, w))) {
        continue;
      }
      done++;
      LibraryCheck.check(p, List.of(LibraryCheck.random(x, random), LibraryCheck.random(w, random)), tolerance(t));
    }
  }

  @Test
  void pooling() {
    Random random = seeded();
    DType[] types = {DType.FLOAT32, DType.FLOAT64, DType.BFLOAT16, DType.INT32, DType.UINT8, DType.UINT64, DType.INT16};
    Reduction.Op[] ops = {Reduction.Op.SUM, Reduction.Op.MAX, Reduction.Op.MIN, Reduction.Op.PROD};
    int done = 0;
    while (done < 250) {
      int rank = random.nextInt(1, 5);
      DType t = LibraryCheck.pick(random, types);
      Aval x = Aval.of(t, Shape.of(random.ints(rank, 1, 9).toArray()));
      int[] window = new int[rank];
      int[] stride = new int[rank];
      int[] low = new int[rank];
      int[] high = new int[rank];
      for (int i = 0; i < rank; i++) {
        boolean plain = random.nextInt(3) == 0;
        window[i] = plain ? 1 : random.nextInt(1, 4);
        stride[i] = plain ? 1 : random.nextInt(1, 3);
        low[i] = plain ? 0 : random.nextInt(3);
        high[i] = plain ? 0 : random.nextInt(3);
      }
      Ints ones = Ints.of(window).map(_ -> 1);
      Ints gaps = random.nextInt(3) == 0 ? Ints.of(random.ints(rank, 1, 3).toArray()) : ones;
      Ints holes = random.nextInt(3) == 0 ? Ints.of(random.ints(rank, 1, 3).toArray()) : ones;
      var p =
          new Reduction.ReduceWindow(
              ops[random.nextInt(4)], Ints.of(window), Ints.of(stride), Ints.of(low), Ints.of(high), gaps, holes);
      if (!valid(p, List.of(x))) {
        continue;
      }
      done++;
      Array a = LibraryCheck.fill(x, random, t.isFloat() && random.nextInt(4) == 0 ? 0.1 : 0);
      LibraryCheck.check(p, List.of(a), t.isFloat() ? tolerance(t) : 0);
      if (!t.isFloat()) {
        continue;
      }
      var gather =
          new Reduction.SelectAndGatherAdd(
              random.nextBoolean(), Ints.of(window), Ints.of(stride), Ints.of(low), Ints.of(high), gaps, holes);
      if (valid(gather, List.of(x, x))) {
        LibraryCheck.check(gather, List.of(LibraryCheck.random(x, random), a), 0);
      }
      var plain =
          new Reduction.ReduceWindow(
              Reduction.Op.MAX, Ints.of(window), Ints.of(stride), Ints.of(low), Ints.of(high), ones, ones);
      if (!valid(plain, List.of(x))) {
        continue;
      }
      Aval source = TypeRules.outputs(plain, List.of(x)).getFirst();
      LibraryCheck.check(
          new Reduction.SelectAndScatterAdd(
              random.nextBoolean(), Ints.of(window), Ints.of(stride), Ints.of(low), Ints.of(high)),
          List.of(LibraryCheck.random(source, random), a),
          tolerance(t));
    }
  }
}
