package gradwright.cpu.blas;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

/// Solves with small real triangular matrices, for which calling a library takes longer than substituting.
final class SmallTriangles {
  private static final int MOST = 16;

  private final int n;
  private final boolean below;
  private final boolean turned;
  private final boolean unit;

  /// Whether substituting here is faster.
  static boolean suits(BlasType type, int n, int columns) {
    return !type.isComplex() && n <= MOST && columns <= MOST;
  }

  /// Solves `form(a) x = b`, or `x form(a) = b` if not `left`, in place of `b`, which is rows by columns.
  static void solve(
      BlasType type,
      boolean left,
      boolean lower,
      boolean transposed,
      boolean unit,
      MemorySegment a,
      MemorySegment b,
      int rows,
      int columns) {
    // x form(a) = b is form(a)' x' = b'
    boolean turned = transposed == left;
    var triangle = new SmallTriangles(left ? rows : columns, lower != turned, turned, unit);
    int step = left ? columns : 1;
    int count = left ? columns : rows;
    for (int j = 0; j < count; j++) {
      int start = left ? j : j * columns;
      if (type == BlasType.FLOAT32) {
        triangle.singles(a, b, start, step);
      } else {
        triangle.doubles(a, b, start, step);
      }
    }
  }

  private SmallTriangles(int n, boolean below, boolean turned, boolean unit) {
    this.n = n;
    this.below = below;
    this.turned = turned;
    this.unit = unit;
  }

  private int place(int i, int k) {
    return turned ? k * n + i : i * n + k;
  }

  /// Substitutes for one right-hand side, whose elements lie `step` apart from `start` on.
  private void singles(MemorySegment a, MemorySegment b, int start, int step) {
    for (int s = 0; s < n; s++) {
      int i = below ? s : n - 1 - s;
      float x = b.getAtIndex(JAVA_FLOAT, start + (long) i * step);
      if (!unit) {
        x /= a.getAtIndex(JAVA_FLOAT, place(i, i));
        b.setAtIndex(JAVA_FLOAT, start + (long) i * step, x);
      }
      for (int k = below ? i + 1 : i - 1; below ? k < n : k >= 0; k += below ? 1 : -1) {
        long at = start + (long) k * step;
        b.setAtIndex(JAVA_FLOAT, at, b.getAtIndex(JAVA_FLOAT, at) - a.getAtIndex(JAVA_FLOAT, place(k, i)) * x);
      }
    }
  }

  private void doubles(MemorySegment a, MemorySegment b, int start, int step) {
    for (int s = 0; s < n; s++) {
      int i = below ? s : n - 1 - s;
      double x = b.getAtIndex(JAVA_DOUBLE, start + (long) i * step);
      if (!unit) {
        x /= a.getAtIndex(JAVA_DOUBLE, place(i, i));
        b.setAtIndex(JAVA_DOUBLE, start + (long) i * step, x);
      }
      for (int k = below ? i + 1 : i - 1; below ? k < n : k >= 0; k += below ? 1 : -1) {
        long at = start + (long) k * step;
        b.setAtIndex(JAVA_DOUBLE, at, b.getAtIndex(JAVA_DOUBLE, at) - a.getAtIndex(JAVA_DOUBLE, place(k, i)) * x);
      }
    }
  }
}
