package gradwright.cpu.blas;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

/// Small square matrices of real numbers, brought from rows to columns in place: LAPACK's interface for rows takes memory for a
/// copy each time, which costs more than the decomposition of a small matrix.
final class SmallSquare {
  private static final int MOST = 48;

  private SmallSquare() {}

  static boolean suits(BlasType type, int n) {
    return n > 0 && n <= MOST && !type.isComplex();
  }

  static void transpose(BlasType type, int n, MemorySegment a) {
    if (type == BlasType.FLOAT32) {
      singles(n, a);
    } else {
      doubles(n, a);
    }
  }

  private static void singles(int n, MemorySegment a) {
    for (int i = 1; i < n; i++) {
      for (int k = 0; k < i; k++) {
        float x = a.getAtIndex(JAVA_FLOAT, (long) i * n + k);
        a.setAtIndex(JAVA_FLOAT, (long) i * n + k, a.getAtIndex(JAVA_FLOAT, (long) k * n + i));
        a.setAtIndex(JAVA_FLOAT, (long) k * n + i, x);
      }
    }
  }

  private static void doubles(int n, MemorySegment a) {
    for (int i = 1; i < n; i++) {
      for (int k = 0; k < i; k++) {
        double x = a.getAtIndex(JAVA_DOUBLE, (long) i * n + k);
        a.setAtIndex(JAVA_DOUBLE, (long) i * n + k, a.getAtIndex(JAVA_DOUBLE, (long) k * n + i));
        a.setAtIndex(JAVA_DOUBLE, (long) k * n + i, x);
      }
    }
  }
}
