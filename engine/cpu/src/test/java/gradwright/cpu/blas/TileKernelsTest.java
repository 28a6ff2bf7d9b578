package gradwright.cpu.blas;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.cpu.llvm.CompileFailure;
import gradwright.cpu.llvm.KernelCompiler;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TileKernelsTest {
  private static final double UNTOUCHED = -77;

  private final Arena arena = Arena.ofAuto();
  private final Random random = new Random(5);

  private record Case(int m, int n, int k, int segments, int jump, int padding, boolean accumulate) {}

  /// Every height of tiles, all lengths of the last panel, one and several parts of the depth.
  @ParameterizedTest
  @EnumSource(
      value = BlasType.class,
      names = {"FLOAT32", "FLOAT64"})
  void sizes(BlasType type) throws CompileFailure {
    TileKernels kernels = new TileKernels(type, new KernelCompiler());
    for (int m = 1; m <= 31; m++) {
      check(kernels, type, new Case(m, 1 + (m * 7) % 70, 1 + (m * 5) % 40, 1, 0, m % 3, m % 2 == 0));
    }
    for (int n = 1; n <= 65; n++) {
      check(kernels, type, new Case(15, n, 3, 1, 0, 1, n % 2 == 0));
    }
    for (int k : new int[] {1, 15, 16, 17, 256, 257, 511, 700}) {
      check(kernels, type, new Case(35, 40, k, 1, 0, 0, k % 2 == 0));
      check(kernels, type, new Case(5, 40, k, 1, 0, 3, k % 2 == 1));
    }
  }

  /// Left operands that are copied because their lines would fall on each other in the cache.
  @ParameterizedTest
  @EnumSource(
      value = BlasType.class,
      names = {"FLOAT32", "FLOAT64"})
  void collidingLines(BlasType type) throws CompileFailure {
    TileKernels kernels = new TileKernels(type, new KernelCompiler());
    check(kernels, type, new Case(33, 300, 256, 1, 0, 0, false));
    check(kernels, type, new Case(256, 140, 300, 1, 0, 0, true));
    check(kernels, type, new Case(600, 131, 512, 1, 0, 0, false));
    check(kernels, type, new Case(512, 131, 300, 1, 0, 0, false));
  }

  /// Depths in segments, between which the left operand jumps, also over itself.
  @ParameterizedTest
  @EnumSource(
      value = BlasType.class,
      names = {"FLOAT32", "FLOAT64"})
  void segments(BlasType type) throws CompileFailure {
    TileKernels kernels = new TileKernels(type, new KernelCompiler());
    check(kernels, type, new Case(20, 40, 12, 5, 2, 0, false));
    check(kernels, type, new Case(20, 40, 100, 7, 130, 2, true));
    check(kernels, type, new Case(20, 10, 300, 3, 11, 2, false));
  }

  /// Machines with other vectors and fewer registers.
  @ParameterizedTest
  @EnumSource(
      value = BlasType.class,
      names = {"FLOAT32", "FLOAT64"})
  void otherVectors(BlasType type) throws CompileFailure {
    for (int bits : new int[] {128, 256}) {
      TileKernels kernels = new TileKernels(type, new KernelCompiler(), bits, 6);
      for (int m = 1; m <= 19; m++) {
        check(kernels, type, new Case(m, 1 + (m * 7) % 40, 1 + (m * 5) % 30, 1, 0, m % 3, m % 2 == 0));
      }
      check(kernels, type, new Case(256, 140, 300, 1, 0, 0, true));
      check(kernels, type, new Case(20, 10, 300, 3, 11, 2, false));
    }
  }

  /// A packed right operand, and the product at several places.
  @ParameterizedTest
  @EnumSource(
      value = BlasType.class,
      names = {"FLOAT32", "FLOAT64"})
  void repeatsWithPanels(BlasType type) throws CompileFailure {
    TileKernels kernels = new TileKernels(type, new KernelCompiler());
    for (TileKernels.Order order : new TileKernels.Order[] {TileKernels.Order.ROWS, TileKernels.Order.COLUMNS}) {
      for (int n : new int[] {1, 9, 32, 45, 70}) {
        int m = 5;
        int k = 21;
        int times = 3;
        int step = 4;
        MemorySegment a = memory(type, numbers(m * k + times * step));
        MemorySegment b = memory(type, numbers(n * k));
        MemorySegment c = memory(type, new double[times * m * n]);
        MemorySegment room = arena.allocate(kernels.panelElements(k, n) * type.bytes(), 64);
        var right = new TileKernels.Right(b.address(), order, order == TileKernels.Order.ROWS ? n : k);
        var panels = kernels.pack(right, k, n, room.address());
        kernels.multiply(
            new TileKernels.Left(a.address(), true, k, k, 1, 0),
            panels,
            c.address(),
            n,
            m,
            n,
            false,
            new TileKernels.Repeats(times, step, (long) m * n));
        for (int i = 0; i < times * m; i++) {
          for (int j = 0; j < n; j++) {
            double sum = 0;
            for (int d = 0; d < k; d++) {
              double y = get(type, b, order == TileKernels.Order.ROWS ? d * n + j : j * k + d);
              sum += get(type, a, i / m * step + i % m * k + d) * y;
            }
            assertEquals(sum, get(type, c, i * n + j), 1e-5, order + " " + n + " at " + i + ", " + j);
          }
        }
      }
    }
  }

  private void check(TileKernels kernels, BlasType type, Case c) throws CompileFailure {
    for (int form = 0; form < 4; form++) {
      boolean rowsA = (form & 1) == 0;
      boolean rowsB = (form & 2) == 0;
      int depth = c.k * c.segments;
      int strideA = (rowsA ? c.k : c.m) + c.padding;
      int strideB = (rowsB ? c.n : depth) + c.padding;
      int strideC = c.n + c.padding;
      int lengthA = (rowsA ? c.m : c.k) * strideA + c.segments * c.jump;
      double[] a = numbers(lengthA);
      double[] b = numbers((rowsB ? depth : c.n) * strideB);
      double[] start = numbers(c.m * strideC);
      for (int i = 0; i < start.length; i++) {
        start[i] = i % strideC >= c.n ? UNTOUCHED : start[i];
      }
      MemorySegment result = memory(type, start);
      MemorySegment left = memory(type, a);
      MemorySegment right = memory(type, b);
      kernels.multiply(
          new TileKernels.Left(left.address(), rowsA, strideA, c.k, c.segments, c.jump),
          new TileKernels.Right(right.address(), rowsB ? TileKernels.Order.ROWS : TileKernels.Order.COLUMNS, strideB),
          result.address(),
          strideC,
          c.m,
          c.n,
          c.accumulate);
      double tolerance = type == BlasType.FLOAT32 ? 1e-6 * depth + 1e-5 : 1e-14 * depth + 1e-13;
      for (int i = 0; i < c.m; i++) {
        for (int j = 0; j < strideC; j++) {
          double sum = c.accumulate || j >= c.n ? start[i * strideC + j] : 0;
          for (int s = 0; s < c.segments && j < c.n; s++) {
            for (int k = 0; k < c.k; k++) {
              double x = a[s * c.jump + (rowsA ? i * strideA + k : k * strideA + i)];
              int at = s * c.k + k;
              sum += x * b[rowsB ? at * strideB + j : j * strideB + at];
            }
          }
          assertEquals(sum, get(type, result, i * strideC + j), tolerance, c + " form " + form + " at " + i + ", " + j);
        }
      }
    }
  }

  private double[] numbers(int n) {
    return random.doubles(n).map(x -> (float) (x - 0.5)).toArray();
  }

  private MemorySegment memory(BlasType type, double[] x) {
    MemorySegment m = arena.allocate(Math.max(1, x.length) * (long) type.bytes(), 64);
    for (int i = 0; i < x.length; i++) {
      if (type == BlasType.FLOAT32) {
        m.setAtIndex(JAVA_FLOAT, i, (float) x[i]);
      } else {
        m.setAtIndex(JAVA_DOUBLE, i, x[i]);
      }
    }
    return m;
  }

  private static double get(BlasType type, MemorySegment m, int i) {
    return type == BlasType.FLOAT32 ? m.getAtIndex(JAVA_FLOAT, i) : m.getAtIndex(JAVA_DOUBLE, i);
  }
}
