package gradwright.cpu.blas;

import java.lang.foreign.Arena;
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
  private final MethodHandle geqp3;
  private final MethodHandle ormqr;
  private final MethodHandle gees;
  private final MethodHandle gehrd;
  private final MethodHandle sytrd;
  private final MethodHandle gtsv;

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
    geqp3 = type.bind(prefix + "geqp3", true, "iiipipp");
    ormqr = type.bind(prefix + (complex ? "unmqr" : "ormqr"), true, "icciiipippi");
    gees = type.bind(prefix + "gees", true, complex ? "iccpipipppi" : "iccpipippppi");
    gehrd = type.bind(prefix + "gehrd", true, "iiiipip");
    sytrd = type.bind(prefix + (complex ? "hetrd" : "sytrd"), true, "icipippp");
    gtsv = type.bind(prefix + "gtsv", true, "iiippppi");
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
      if (m == n && SmallSquare.suits(type, n)) {
        SmallSquare.transpose(type, n, a);
        int info = code((int) getrf.invokeExact(COLUMN_MAJOR, n, n, a, n, pivots));
        SmallSquare.transpose(type, n, a);
        return info;
      }
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

  /// QR with the column of the largest rest first; `order` has the columns from 1, and before, those that must be first.
  int geqp3(int m, int n, MemorySegment a, MemorySegment order, MemorySegment taus) {
    try {
      return code((int) geqp3.invokeExact(ROW_MAJOR, m, n, a, Math.max(1, n), order, taus));
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /// c := Q c or c Q, or with Q^H, for the k reflectors in the columns of `a`, which is r by `stride`.
  int ormqr(
      boolean left,
      boolean transpose,
      int[] size,
      int k,
      MemorySegment a,
      int stride,
      MemorySegment taus,
      MemorySegment c) {
    byte side = (byte) (left ? 'L' : 'R');
    byte form = (byte) (!transpose ? 'N' : type.isComplex() ? 'C' : 'T');
    try {
      return code(
          (int)
              ormqr.invokeExact(
                  ROW_MAJOR, side, form, size[0], size[1], k, a, Math.max(1, stride), taus, c, Math.max(1, size[1])));
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /// The Schur form in place and the vectors, whose address may be null; `w` has room for two rows of n.
  int gees(int n, MemorySegment a, MemorySegment w, MemorySegment vectors) {
    byte job = job(vectors.address() != 0);
    int stride = Math.max(1, n);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment chosen = arena.allocate(4);
      MemorySegment none = MemorySegment.NULL;
      if (type.isComplex()) {
        return code((int) gees.invokeExact(ROW_MAJOR, job, (byte) 'N', none, n, a, stride, chosen, w, vectors, stride));
      }
      MemorySegment imaginary = w.asSlice((long) n * type.bytes());
      return code(
          (int)
              gees.invokeExact(ROW_MAJOR, job, (byte) 'N', none, n, a, stride, chosen, w, imaginary, vectors, stride));
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /// The Hessenberg form in place with the reflectors below, and taus.
  int gehrd(int n, MemorySegment a, MemorySegment taus) {
    try {
      return code((int) gehrd.invokeExact(ROW_MAJOR, n, 1, n, a, Math.max(1, n), taus));
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /// The tridiagonal form of a Hermitian matrix: packed reflectors in place, diagonal, off-diagonal, taus.
  int sytrd(boolean lower, int n, MemorySegment a, MemorySegment d, MemorySegment e, MemorySegment taus) {
    try {
      return code((int) sytrd.invokeExact(ROW_MAJOR, (byte) (lower ? 'L' : 'U'), n, a, Math.max(1, n), d, e, taus));
    } catch (Throwable failure) {
      throw failure(failure);
    }
  }

  /// A tridiagonal system in place, which destroys the diagonals; the outer ones have n - 1 elements.
  int gtsv(int n, int columns, MemorySegment dl, MemorySegment d, MemorySegment du, MemorySegment b) {
    try {
      return code((int) gtsv.invokeExact(ROW_MAJOR, n, columns, dl, d, du, b, Math.max(1, columns)));
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
