package gradwright.cpu.run;

import gradwright.core.eval.Evaluator;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.Engine;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.value.Array;
import gradwright.cpu.codegen.CpuTarget;
import gradwright.cpu.library.LibraryOperations;
import gradwright.cpu.pool.WorkerPool;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class EagerKernelsTest {
  private static final int[] LENGTHS = {1 << 20, 600_007, 70_001, 16_384, 16_447};
  private final Engine engine = new Engine(1, null);
  private final WorkerPool pool = new WorkerPool(3);
  private final EagerKernels kernels = new ExecutableBuilder(new LibraryOperations(pool), pool).eager(new CpuTarget());

  private Array random(DType t, long seed, int... shape) {
    Random random = new Random(seed);
    Array x = Array.allocate(Aval.of(t, shape), engine.defaultDevice());
    for (long i = 0; i < x.elements(); i++) {
      if (t.isComplex()) {
        x.setComplex(i, random.nextGaussian(), random.nextGaussian());
      } else if (t.isFloat()) {
        x.setDouble(i, random.nextInt(50) == 0 ? Double.NaN : random.nextGaussian());
      } else {
        x.setLong(i, random.nextInt(0, t.isBool() ? 2 : 100));
      }
    }
    return x;
  }

  private void check(Elementwise p, List<Array> in, boolean needed) {
    new Session(engine)
        .run(() -> {
          List<Array> got = kernels.eager(p, in, engine.defaultDevice());
          if (got == null && !needed) {
            return null;
          }
          Assertions.assertNotNull(got, p::toString);
          Array e = Evaluator.evaluate(p, in, engine.defaultDevice()).getFirst();
          Array g = got.getFirst();
          Assertions.assertEquals(e.aval(), g.aval());
          // of long arrays a sample, and all of the end, which is computed apart
          long end = e.elements() - 200;
          for (long i = 0; i < e.elements(); i += i < end && end > 100_000 ? 13 : 1) {
            double x = e.getDouble(i);
            double y = g.getDouble(i);
            double near = 1e-6 * Math.max(1, Math.abs(x)) + Math.abs(e.getImaginary(i) - g.getImaginary(i));
            if (Double.compare(x, y) != 0 && !(Math.abs(x - y) <= near)) {
              Assertions.fail(p + " of " + in + " at " + i + ": expected " + x + ", got " + y);
            }
          }
          return null;
        });
  }

  @Test
  void anyLengthByOneKernel() {
    for (int n : LENGTHS) {
      Array x = random(DType.FLOAT32, 1, n);
      Array y = random(DType.FLOAT32, 2, n);
      check(new Elementwise.Binary(BinaryOp.MUL), List.of(x, y), true);
      check(new Elementwise.Binary(BinaryOp.ADD), List.of(x, random(DType.FLOAT32, 3)), true);
      check(new Elementwise.Binary(BinaryOp.LT), List.of(x, y), true);
      check(new Elementwise.Unary(UnaryOp.TANH), List.of(x), true);
      check(new Elementwise.SelectN(), List.of(random(DType.BOOL, 4, n), x, y), true);
      check(new Elementwise.Convert(DType.INT32, false), List.of(random(DType.BOOL, 4, n)), true);
      check(new Elementwise.Binary(BinaryOp.MUL), List.of(random(DType.INT32, 5, n), random(DType.INT32, 6, n)), true);
      check(new Elementwise.Clamp(), List.of(random(DType.FLOAT32, 7), x, random(DType.FLOAT32, 8)), true);
      Array z = random(DType.COMPLEX64, 5, n);
      check(new Elementwise.Binary(BinaryOp.MUL), List.of(z, random(DType.COMPLEX64, 6, n)), true);
      check(new Elementwise.Unary(UnaryOp.REAL), List.of(random(DType.COMPLEX64, 5, n)), true);
      check(new Elementwise.Convert(DType.BFLOAT16, false), List.of(x), true);
      check(new Elementwise.IntegerPow(3), List.of(random(DType.FLOAT64, 9, n)), true);
      check(new Elementwise.Unary(UnaryOp.NOT), List.of(random(DType.UINT8, 9, n)), true);
    }
  }

  @Test
  void shapesMayDiffer() {
    Array x = random(DType.FLOAT32, 1, 1024, 1024);
    check(new Elementwise.Binary(BinaryOp.SUB), List.of(x, random(DType.FLOAT32, 2, 1024, 1024)), true);
    Array y = random(DType.FLOAT32, 2, 64, 3, 100);
    check(new Elementwise.Binary(BinaryOp.SUB), List.of(y, random(DType.FLOAT32, 3, 64, 3, 100)), true);
    check(new Elementwise.Binary(BinaryOp.SUB), List.of(x, random(DType.FLOAT32, 2, 1, 1024)), false);
  }
}
