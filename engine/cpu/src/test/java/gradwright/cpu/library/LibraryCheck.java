package gradwright.cpu.library;

import gradwright.core.eval.Evaluator;
import gradwright.core.infer.TypeRules;
import gradwright.core.prim.Primitive;
import gradwright.core.trace.Engine;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.value.Array;
import gradwright.cpu.pool.WorkerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;

/// Runs operations of the library and of the reference evaluator and compares.
final class LibraryCheck {
  static final Engine PLAIN = new Engine(1, null);
  static final LibraryOperations LIBRARY = new LibraryOperations(new WorkerPool(3));

  private LibraryCheck() {}

  /// Fails where the library has nothing or differs by more than `tolerance` (relative to the largest element).
  static void check(Primitive p, List<Array> in, double tolerance) {
    List<Array> got = run(p, in);
    List<Array> expected = new Session(PLAIN).run(() -> Evaluator.evaluate(p, in, PLAIN.defaultDevice()));
    compare(p, in, expected, got, tolerance);
  }

  static List<Array> run(Primitive p, List<Array> in) {
    List<Aval> types = in.stream().map(Array::aval).toList();
    return new Session(PLAIN)
        .run(() -> {
          List<Aval> out = TypeRules.outputs(p, types);
          LibraryCall call = LIBRARY.find(p, types, out);
          Assertions.assertNotNull(call, () -> "nothing for " + p + " of " + types);
          List<Array> results = new ArrayList<>();
          for (Aval a : out) {
            Array r = Array.allocate(a, PLAIN.defaultDevice());
            r.buffer().segment().fill((byte) 0x7b); // what is not written shows
            results.add(r);
          }
          LIBRARY.run(call, addresses(in), addresses(results), WorkerPool.NEVER);
          java.lang.ref.Reference.reachabilityFence(in);
          return results;
        });
  }

  private static long[] addresses(List<Array> arrays) {
    return arrays.stream().mapToLong(a -> a.memory().address()).toArray();
  }

  static void compare(Primitive p, List<Array> in, List<Array> expected, List<Array> got, double tolerance) {
    for (int k = 0; k < expected.size(); k++) {
      Array e = expected.get(k);
      Array g = got.get(k);
      Assertions.assertEquals(e.aval().strong(), g.aval().strong());
      double scale = 1;
      for (long i = 0; i < e.elements() && e.aval().dtype().isInexact(); i++) {
        double x = Math.abs(e.getDouble(i));
        scale = Double.isFinite(x) ? Math.max(scale, x) : scale;
      }
      for (long i = 0; i < e.elements(); i++) {
        boolean same =
            e.aval().dtype().isInexact()
                ? close(e.getDouble(i), g.getDouble(i), tolerance * scale)
                    && close(e.getImaginary(i), g.getImaginary(i), tolerance * scale)
                : e.getLong(i) == g.getLong(i);
        if (!same) {
          Assertions.fail(
              p
                  + " of "
                  + in.stream().map(Array::aval).toList()
                  + ": result "
                  + k
                  + " of type "
                  + e.aval()
                  + " differs at "
                  + i
                  + ": expected "
                  + text(e, i)
                  + ", got "
                  + text(g, i));
        }
      }
    }
  }

  private static String text(Array a, long i) {
    return a.aval().dtype().isInexact() ? a.getDouble(i) + "+" + a.getImaginary(i) + "i" : Long.toString(a.getLong(i));
  }

  private static boolean close(double x, double y, double tolerance) {
    return Double.compare(x, y) == 0 || tolerance > 0 && x == y || Math.abs(x - y) <= tolerance;
  }

  static Array random(Aval a, Random random) {
    return fill(a, random, 0);
  }

  /// Random elements; of floats, that part of them special values.
  static Array fill(Aval a, Random random, double special) {
    double[] specials = {0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1, 1, -1};
    Array x = new Session(PLAIN).run(() -> Array.allocate(a, PLAIN.defaultDevice()));
    for (long i = 0; i < x.elements(); i++) {
      DType t = a.dtype();
      if (t.isComplex()) {
        x.setComplex(i, random.nextGaussian(), random.nextGaussian());
      } else if (t.isFloat()) {
        boolean s = random.nextDouble() < special;
        x.setDouble(i, s ? specials[random.nextInt(specials.length)] : random.nextGaussian());
      } else if (t.isBool()) {
        x.setLong(i, random.nextInt(2));
      } else {
        x.setLong(i, random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(-20, 20));
      }
    }
    return x;
  }

  static Array integers(Aval a, Random random, int from, int to) {
    Array x = new Session(PLAIN).run(() -> Array.allocate(a, PLAIN.defaultDevice()));
    for (long i = 0; i < x.elements(); i++) {
      x.setLong(i, random.nextInt(from, to));
    }
    return x;
  }

  static DType pick(Random random, DType... types) {
    return types[random.nextInt(types.length)];
  }
}
