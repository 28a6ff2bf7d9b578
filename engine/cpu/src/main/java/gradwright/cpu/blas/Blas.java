package gradwright.cpu.blas;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.EnumMap;
import java.util.Map;

/// Products and triangular solves of row-major matrices in native memory, on one thread. Leading dimensions count
/// elements from one row to the next.
public final class Blas {
  /// How an operand enters: as it is, transposed, or transposed and conjugated.
  public enum Form {
    PLAIN(111),
    TRANSPOSED(112),
    CONJUGATE_TRANSPOSED(113);

    private final int code;

    Form(int code) {
      this.code = code;
    }
  }

  private static final int ROW_MAJOR = 101;
  private static final int UPPER = 121;
  private static final int LOWER = 122;
  private static final int NON_UNIT = 131;
  private static final int UNIT = 132;
  private static final int LEFT = 141;
  private static final int RIGHT = 142;

  private static final class Holder {
    static final Map<BlasType, Blas> ALL = new EnumMap<>(BlasType.class);

    static {
      for (BlasType type : BlasType.values()) {
        ALL.put(type, new Blas(type));
      }
    }
  }

  private final BlasType type;
  private final MethodHandle gemm;
  private final MethodHandle gemv;
  private final MethodHandle trsm;

  private Blas(BlasType type) {
    this.type = type;
    String prefix = "cblas_" + type.prefix();
    gemm = type.bind(prefix + "gemm", false, "iiiiiixpipixpi");
    gemv = type.bind(prefix + "gemv", false, "iiiixpipixpi");
    trsm = type.bind(prefix + "trsm", false, "iiiiiiixpipi");
  }

  /// The routines of one element type.
  public static Blas of(BlasType type) {
    return Holder.ALL.get(type);
  }

  /// `c = a b`, or `c += a b` if `accumulate`: `a` is m by k and `b` k by n in the form they enter.
  public void gemm(
      Form formA,
      Form formB,
      int m,
      int n,
      int k,
      MemorySegment a,
      int strideA,
      MemorySegment b,
      int strideB,
      MemorySegment c,
      int strideC,
      boolean accumulate) {
    if (m == 0 || n == 0) {
      return;
    }
    MemorySegment start = accumulate ? type.oneAddress() : type.zeroAddress();
    try {
      switch (type) {
        case FLOAT32 ->
            gemm.invokeExact(
                ROW_MAJOR,
                formA.code,
                formB.code,
                m,
                n,
                k,
                1f,
                a,
                strideA,
                b,
                strideB,
                accumulate ? 1f : 0f,
                c,
                strideC);
        case FLOAT64 ->
            gemm.invokeExact(
                ROW_MAJOR,
                formA.code,
                formB.code,
                m,
                n,
                k,
                1.0,
                a,
                strideA,
                b,
                strideB,
                accumulate ? 1.0 : 0.0,
                c,
                strideC);
        default ->
            gemm.invokeExact(
                ROW_MAJOR,
                formA.code,
                formB.code,
                m,
                n,
                k,
                type.oneAddress(),
                a,
                strideA,
                b,
                strideB,
                start,
                c,
                strideC);
      }
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /// `y = a x`, or `y += a x`: the stored `a` is `rows` by `columns`; vectors may be strided.
  public void gemv(
      Form form,
      int rows,
      int columns,
      MemorySegment a,
      int strideA,
      MemorySegment x,
      int strideX,
      MemorySegment y,
      int strideY,
      boolean accumulate) {
    if (rows == 0 || columns == 0) {
      int length = form == Form.PLAIN ? rows : columns;
      for (int i = 0; i < length && !accumulate; i++) {
        type.set(y, (long) i * strideY, 0);
      }
      return;
    }
    MemorySegment start = accumulate ? type.oneAddress() : type.zeroAddress();
    try {
      switch (type) {
        case FLOAT32 ->
            gemv.invokeExact(
                ROW_MAJOR, form.code, rows, columns, 1f, a, strideA, x, strideX, accumulate ? 1f : 0f, y, strideY);
        case FLOAT64 ->
            gemv.invokeExact(
                ROW_MAJOR, form.code, rows, columns, 1.0, a, strideA, x, strideX, accumulate ? 1.0 : 0.0, y, strideY);
        default ->
            gemv.invokeExact(
                ROW_MAJOR, form.code, rows, columns, type.oneAddress(), a, strideA, x, strideX, start, y, strideY);
      }
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /// Solves `form(a) x = b` (or `x form(a) = b` if not `left`) in place of `b`, which is m by n; `a` is triangular.
  public void trsm(
      boolean left,
      boolean lower,
      Form form,
      boolean unitDiagonal,
      int m,
      int n,
      MemorySegment a,
      int strideA,
      MemorySegment b,
      int strideB) {
    if (m == 0 || n == 0) {
      return;
    }
    int side = left ? LEFT : RIGHT;
    int triangle = lower ? LOWER : UPPER;
    int diagonal = unitDiagonal ? UNIT : NON_UNIT;
    try {
      switch (type) {
        case FLOAT32 ->
            trsm.invokeExact(ROW_MAJOR, side, triangle, form.code, diagonal, m, n, 1f, a, strideA, b, strideB);
        case FLOAT64 ->
            trsm.invokeExact(ROW_MAJOR, side, triangle, form.code, diagonal, m, n, 1.0, a, strideA, b, strideB);
        default ->
            trsm.invokeExact(
                ROW_MAJOR, side, triangle, form.code, diagonal, m, n, type.oneAddress(), a, strideA, b, strideB);
      }
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  private static RuntimeException failure(Throwable e) {
    return switch (e) {
      case RuntimeException runtime -> runtime;
      case Error error -> throw error;
      default -> new IllegalStateException(e);
    };
  }
}
