package gradwright.cpu.math;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.KernelRun;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Division by one number without dividing gives the bits of division, whatever processor this runs on.
class QuotientsTest {
  private static final int LANES = 16;
  private static final int ROWS = 20_000;

  private static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    3f,
    7f,
    10f,
    255f,
    Float.MIN_NORMAL,
    Float.MIN_VALUE,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN,
    Math.nextDown(2f),
    Math.nextUp(1f),
    1e-30f,
    1e30f
  };

  @Test
  void roundsAsDivisionDoes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment numerators = arena.allocate(4L * LANES * ROWS, 64);
      MemorySegment divisors = arena.allocate(4L * ROWS, 64);
      MemorySegment quotients = arena.allocate(4L * LANES * ROWS, 64);
      for (int i = 0; i < ROWS; i++) {
        divisors.setAtIndex(JAVA_FLOAT, i, number(random));
        for (int j = 0; j < LANES; j++) {
          numerators.setAtIndex(JAVA_FLOAT, (long) LANES * i + j, number(random));
        }
      }
      KernelRun.run(
          f -> {
            IrType vector = IrType.of(Scalar.F32, LANES);
            f.loop(
                f.lo(),
                f.hi(),
                1,
                java.util.List.of(),
                (i, _) -> {
                  Value at = f.mul(i, f.index(LANES));
                  Value x = f.load(f.element(f.argument(0), Scalar.F32, at), vector);
                  Value y = f.load(f.element(f.argument(1), Scalar.F32, i), IrType.of(Scalar.F32));
                  f.store(f.element(f.argument(2), Scalar.F32, at), Quotients.byOne(f, x, y));
                  return java.util.List.of();
                });
          },
          0,
          ROWS,
          numerators,
          divisors,
          quotients);
      for (int i = 0; i < ROWS; i++) {
        float y = divisors.getAtIndex(JAVA_FLOAT, i);
        for (int j = 0; j < LANES; j++) {
          float x = numerators.getAtIndex(JAVA_FLOAT, (long) LANES * i + j);
          float expected = x / y;
          if (expected != 0 && Math.abs(expected) < Float.MIN_NORMAL) {
            continue; // kernels flush these
          }
          assertEquals(
              Float.floatToIntBits(expected),
              Float.floatToIntBits(quotients.getAtIndex(JAVA_FLOAT, (long) LANES * i + j)),
              x + " / " + y + ", seed " + seed);
        }
      }
    }
  }

  private static float number(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
      case 1 -> Float.intBitsToFloat(random.nextInt()); // any exponent
      case 2 -> random.nextInt(1 << 24);
      default -> 1 + random.nextFloat();
    };
  }
}
