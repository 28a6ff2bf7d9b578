package gradwright.cpu.blas;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.EnumMap;
import java.util.Map;

/// LAPACK's decompositions of one row-major matrix in native memory. Each gives LAPACK's `info` code: 0 for success,
/// positive where the decomposition does not exist or did not converge.
///
/// LAPACK itself works by columns; the interface used here transposes where that matters.
final class Lapack {
  private static final int ROW_MAJOR = 101;
  private static final int COLUMN_MAJOR = 102;

  private static final class Holder {
    static final Map<BlasType, Lapack> ALL = new EnumMap<>(BlasType.class);

    static {
      for (BlasType type : BlasType.values()) {
        ALL.put(type, new Lapack(type));
      }
    }
  }

  private final BlasType type;
  private final MethodHandle potrf;
  private final MethodHandle getrf;
  private final MethodHandle geqrf;
  private final MethodHandle orgqr;
  private final MethodHandle syevd;
  private final MethodHandle gesdd;
  private final MethodHandle geev;

  private Lapack(BlasType type) {
    this.type = type;
    String prefix = "LAPACKE_" + type.prefix();
    boolean complex = type.isComplex();
    potrf = type.bind(prefix + "potrf", true, "icipi");
    getrf = type.bind(prefix + "getrf", true, "iiipip");
    geqrf = type.bind(prefix + "geqrf", true, "iiipip");
    orgqr = type.bind(prefix + (complex ? "ungqr" : "orgqr"), true, "iiiipip");
    syevd = type.bind(prefix + (complex ? "heevd" : "syevd"), true, "iccipip");
    gesdd = type.bind(prefix + "gesdd", true, "iciipippipi");
    geev = type.bind(prefix + "geev", true, complex ? "iccipippipi" : "iccipipppipi");
  }

  static Lapack of(BlasType type) {
    return Holder.ALL.get(type);
  }

  /// The Cholesky factor in place, from and to the lower triangle.
  int potrf(int n, MemorySegment a) {
    try {
      // by columns the lower triangle is the upper one of the conjugate, whose factor is the transpose of ours
      return code((int) potrf.invokeExact(COLUMN_MAJOR, (byte) 'U', n, a, Math.max(1, n)));
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /// LU with partial pivoting in place; `pivots` are 32-bit row numbers from 1.
  int getrf(int m, int n, MemorySegment a, MemorySegment pivots) {
    try {
      return code((int) getrf.invokeExact(ROW_MAJOR, m, n, a, Math.max(1, n), pivots));
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /// QR as packed reflectors in place and their scales.
  int geqrf(int m, int n, MemorySegment a, MemorySegment taus) {
    try {
      return code((int) geqrf.invokeExact(ROW_MAJOR, m, n, a, Math.max(1, n), taus));
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /// The first n columns of the product of k reflectors, in place of them.
  int orgqr(int m, int n, int k, MemorySegment a, MemorySegment taus) {
    try {
      return code((int) orgqr.invokeExact(ROW_MAJOR, m, n, k, a, Math.max(1, n), taus));
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /// Eigenvectors (columns, in place) and ascending eigenvalues of a Hermitian matrix.
  int syevd(boolean lower, int n, MemorySegment a, MemorySegment values) {
    try {
      return code(
          (int) syevd.invokeExact(ROW_MAJOR, (byte) 'V', (byte) (lower ? 'L' : 'U'), n, a, Math.max(1, n), values));
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /// Singular values, and for job `A` (all) or `S` (the first min(m, n)) the vectors; `N` gives none. Destroys `a`.
  int gesdd(char job, int m, int n, MemorySegment a, MemorySegment s, MemorySegment u, MemorySegment vh) {
    int columnsOfU = job == 'A' ? m : Math.min(m, n);
    try {
      return code(
          (int)
              gesdd.invokeExact(
                  ROW_MAJOR, (byte) job, m, n, a, Math.max(1, n), s, u, Math.max(1, columnsOfU), vh, Math.max(1, n)));
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /// Eigenvalues and vectors of a complex matrix, destroyed. Vectors not wanted may be the null address.
  int geevComplex(
      boolean left, boolean right, int n, MemorySegment a, MemorySegment w, MemorySegment vl, MemorySegment vr) {
    int stride = Math.max(1, n);
    try {
      return code((int) geev.invokeExact(ROW_MAJOR, job(left), job(right), n, a, stride, w, vl, stride, vr, stride));
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /// The same for a real matrix: conjugate pairs of vectors come as real and imaginary columns.
  int geevReal(
      boolean left,
      boolean right,
      int n,
      MemorySegment a,
      MemorySegment wr,
      MemorySegment wi,
      MemorySegment vl,
      MemorySegment vr) {
    int stride = Math.max(1, n);
    try {
      return code(
          (int) geev.invokeExact(ROW_MAJOR, job(left), job(right), n, a, stride, wr, wi, vl, stride, vr, stride));
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  private static byte job(boolean wanted) {
    return (byte) (wanted ? 'V' : 'N');
  }

  private int code(int info) {
    if (info <= -1000) {
      throw new OutOfMemoryError("LAPACK has no memory for " + type);
    }
    return info;
  }

  private static RuntimeException failure(Throwable e) {
    return switch (e) {
      case RuntimeException runtime -> runtime;
      case Error error -> throw error;
      default -> new IllegalStateException(e);
    };
  }
}
