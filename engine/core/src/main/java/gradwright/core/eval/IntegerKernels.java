package gradwright.core.eval;

import gradwright.core.eval.Blocks.Kernel;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import java.util.function.IntBinaryOperator;
import java.util.function.LongBinaryOperator;

/// Kernels of bool and integers, with XLA's answers where C has none: `x / 0` is -1, `x % 0` is x, a shift by the width or
/// more gives 0 or the sign. Narrow results wrap when they are stored.
final class IntegerKernels {
  private IntegerKernels() {}

  static Kernel unary(UnaryOp op, DType t) {
    if (Blocks.rep(t) == Blocks.Rep.LONG) {
      return longs(op, t);
    }
    int mask = t.bits() == 32 ? -1 : (1 << t.bits()) - 1;
    return switch (op) {
      case COPY, STOP_GRADIENT -> Kernels.eachInt(x -> x);
      case NEG -> Kernels.eachInt(x -> -x);
      case ABS -> Kernels.eachInt(x -> Math.abs(x));
      case SQUARE -> Kernels.eachInt(x -> x * x);
      case SIGN -> t.isSigned() ? Kernels.eachInt(Integer::signum) : Kernels.eachInt(x -> x == 0 ? 0 : 1);
      case NOT -> t.isBool() ? Kernels.eachInt(x -> x ^ 1) : Kernels.eachInt(x -> ~x);
      case POPULATION_COUNT -> Kernels.eachInt(x -> Integer.bitCount(x & mask));
      case CLZ -> Kernels.eachInt(x -> Integer.numberOfLeadingZeros(x & mask) - (32 - t.bits()));
      default -> throw new IllegalArgumentException(op.jaxName() + " of " + t);
    };
  }

  private static Kernel longs(UnaryOp op, DType t) {
    return switch (op) {
      case COPY, STOP_GRADIENT -> Kernels.eachLong(x -> x);
      case NEG -> Kernels.eachLong(x -> -x);
      case ABS -> Kernels.eachLong(x -> Math.abs(x));
      case SQUARE -> Kernels.eachLong(x -> x * x);
      case SIGN -> t.isSigned() ? Kernels.eachLong(Long::signum) : Kernels.eachLong(x -> x == 0 ? 0 : 1);
      case NOT -> Kernels.eachLong(x -> ~x);
      case POPULATION_COUNT -> Kernels.eachLong(Long::bitCount);
      case CLZ -> Kernels.eachLong(Long::numberOfLeadingZeros);
      default -> throw new IllegalArgumentException(op.jaxName() + " of " + t);
    };
  }

  static Kernel binary(BinaryOp op, DType t) {
    if (Blocks.rep(t) == Blocks.Rep.LONG) {
      return op.isComparison() ? compareLongs(op, t) : Kernels.eachLong(longOp(op, t));
    }
    return switch (op) {
      case ADD, ADD_ANY ->
          Kernels.ints2((x, y, o, n) -> {
            for (int i = 0; i < n; i++) {
              o[i] = x[i] + y[i];
            }
          });
      case SUB ->
          Kernels.ints2((x, y, o, n) -> {
            for (int i = 0; i < n; i++) {
              o[i] = x[i] - y[i];
            }
          });
      case MUL ->
          Kernels.ints2((x, y, o, n) -> {
            for (int i = 0; i < n; i++) {
              o[i] = x[i] * y[i];
            }
          });
      case AND ->
          Kernels.ints2((x, y, o, n) -> {
            for (int i = 0; i < n; i++) {
              o[i] = x[i] & y[i];
            }
          });
      case OR ->
          Kernels.ints2((x, y, o, n) -> {
            for (int i = 0; i < n; i++) {
              o[i] = x[i] | y[i];
            }
          });
      case EQ, EQ_TO ->
          Kernels.ints2((x, y, o, n) -> {
            for (int i = 0; i < n; i++) {
              o[i] = x[i] == y[i] ? 1 : 0;
            }
          });
      case LT, LT_TO -> less(t);
      default -> Kernels.eachInt(intOp(op, t));
    };
  }

  private static Kernel less(DType t) {
    int flip = t == DType.UINT32 ? Integer.MIN_VALUE : 0;
    return Kernels.ints2((x, y, o, n) -> {
      for (int i = 0; i < n; i++) {
        o[i] = (x[i] ^ flip) < (y[i] ^ flip) ? 1 : 0;
      }
    });
  }

  private static IntBinaryOperator intOp(BinaryOp op, DType t) {
    boolean u32 = t == DType.UINT32;
    int bits = t.bits();
    int mask = bits == 32 ? -1 : (1 << bits) - 1;
    int flip = u32 ? Integer.MIN_VALUE : 0;
    return switch (op) {
      case XOR -> (x, y) -> x ^ y;
      case MAX -> (x, y) -> (x ^ flip) >= (y ^ flip) ? x : y;
      case MIN -> (x, y) -> (x ^ flip) <= (y ^ flip) ? x : y;
      case NE -> (x, y) -> x != y ? 1 : 0;
      case LE, LE_TO -> (x, y) -> (x ^ flip) <= (y ^ flip) ? 1 : 0;
      case GT -> (x, y) -> (x ^ flip) > (y ^ flip) ? 1 : 0;
      case GE -> (x, y) -> (x ^ flip) >= (y ^ flip) ? 1 : 0;
      case DIV -> u32 ? (x, y) -> y == 0 ? -1 : Integer.divideUnsigned(x, y) : (x, y) -> y == 0 ? -1 : x / y;
      case REM -> u32 ? (x, y) -> y == 0 ? x : Integer.remainderUnsigned(x, y) : (x, y) -> y == 0 ? x : x % y;
      case SHIFT_LEFT -> (x, y) -> tooFar(y & mask, bits) ? 0 : x << y;
      case SHIFT_RIGHT_LOGICAL -> (x, y) -> tooFar(y & mask, bits) ? 0 : (x & mask) >>> y;
      case SHIFT_RIGHT_ARITHMETIC -> {
        // Unsigned operands are shifted as if they were signed of the same width.
        int spare = 32 - bits;
        yield (x, y) -> (x << spare >> spare) >> (tooFar(y & mask, bits) ? 31 : y);
      }
      default -> throw new IllegalArgumentException(op.jaxName() + " of " + t);
    };
  }

  private static boolean tooFar(int y, int bits) {
    return Integer.compareUnsigned(y, bits) >= 0;
  }

  private static LongBinaryOperator longOp(BinaryOp op, DType t) {
    boolean u64 = t == DType.UINT64;
    long flip = u64 ? Long.MIN_VALUE : 0;
    return switch (op) {
      case ADD, ADD_ANY -> (x, y) -> x + y;
      case SUB -> (x, y) -> x - y;
      case MUL -> (x, y) -> x * y;
      case AND -> (x, y) -> x & y;
      case OR -> (x, y) -> x | y;
      case XOR -> (x, y) -> x ^ y;
      case MAX -> (x, y) -> (x ^ flip) >= (y ^ flip) ? x : y;
      case MIN -> (x, y) -> (x ^ flip) <= (y ^ flip) ? x : y;
      case DIV -> u64 ? (x, y) -> y == 0 ? -1 : Long.divideUnsigned(x, y) : (x, y) -> y == 0 ? -1 : x / y;
      case REM -> u64 ? (x, y) -> y == 0 ? x : Long.remainderUnsigned(x, y) : (x, y) -> y == 0 ? x : x % y;
      case SHIFT_LEFT -> (x, y) -> Long.compareUnsigned(y, 64) >= 0 ? 0 : x << y;
      case SHIFT_RIGHT_LOGICAL -> (x, y) -> Long.compareUnsigned(y, 64) >= 0 ? 0 : x >>> y;
      case SHIFT_RIGHT_ARITHMETIC -> (x, y) -> x >> (Long.compareUnsigned(y, 64) >= 0 ? 63 : y);
      default -> throw new IllegalArgumentException(op.jaxName() + " of " + t);
    };
  }

  private static Kernel compareLongs(BinaryOp op, DType t) {
    long flip = t == DType.UINT64 ? Long.MIN_VALUE : 0;
    return Kernels.compareLongs((x, y, o, n) -> {
      for (int i = 0; i < n; i++) {
        long a = x[i] ^ flip;
        long b = y[i] ^ flip;
        o[i] =
            switch (op) {
                  case EQ, EQ_TO -> a == b;
                  case NE -> a != b;
                  case LT, LT_TO -> a < b;
                  case LE, LE_TO -> a <= b;
                  case GT -> a > b;
                  case GE -> a >= b;
                  default -> throw new IllegalArgumentException(op.jaxName());
                }
                ? 1
                : 0;
      }
    });
  }
}
