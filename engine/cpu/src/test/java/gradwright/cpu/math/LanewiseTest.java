package gradwright.cpu.math;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.KernelRun;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/// Checks conversions and integer operations on all kinds of lanes against Java. Elements travel as raw bits.
class LanewiseTest {
  private static final double[] REALS = {
    0.0,
    -0.0,
    0.5,
    -0.5,
    1.5,
    2.5,
    -2.5,
    3.7,
    -3.7,
    127.9,
    128,
    -129,
    255.5,
    256,
    32768,
    65519.9,
    65520,
    -65536,
    1e9,
    2147483647,
    2147483648.0,
    -2147483649.0,
    4294967295.0,
    4294967296.0,
    1e19,
    -1e19,
    1.8446744073709552E19,
    1e40,
    -1e300,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    1e-8,
    6e-8,
    2.98e-8,
    1.00048828125,
    1.0004882812500002,
    1.00390625,
    1.0039062500000002,
    3.4028235677973366e38,
    1e-45,
    1e-310
  };
  private static final long[] INTEGERS = {
    0,
    1,
    -1,
    2,
    -2,
    7,
    -7,
    31,
    32,
    33,
    63,
    64,
    100,
    -100,
    127,
    128,
    -128,
    255,
    256,
    32767,
    -32768,
    65535,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    4294967295L,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    0x123456789abcdefL
  };

  /// Applies a primitive to raw bits.
  private static long[] apply(Elementwise primitive, int lanes, Scalar result, Scalar[] types, long[]... bits) {
    int n = bits[0].length;
    long[] out = new long[n];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment[] buffers = new MemorySegment[types.length + 1];
      for (int k = 0; k < types.length; k++) {
        buffers[k] = arena.allocate(8L * n + 64, 64);
        for (int i = 0; i < n; i++) {
          buffers[k].asSlice((long) i * types[k].bytes()).set(JAVA_LONG_UNALIGNED, 0, bits[k][i]);
        }
      }
      buffers[types.length] = arena.allocate(8L * n + 64, 64);
      KernelRun.run(
          f -> {
            List<Value> pointers = new ArrayList<>();
            for (int k = 0; k < buffers.length; k++) {
              pointers.add(f.argument(k));
            }
            f.vectorLoop(
                f.lo(),
                f.hi(),
                lanes,
                (i, width, mask) -> {
                  List<Value> inputs = new ArrayList<>();
                  for (int k = 0; k < types.length; k++) {
                    inputs.add(f.load(f.element(pointers.get(k), types[k], i), IrType.of(types[k], width), mask));
                  }
                  f.store(f.element(pointers.getLast(), result, i), Lanewise.apply(f, primitive, inputs), mask);
                });
          },
          0,
          n,
          buffers);
      for (int i = 0; i < n; i++) {
        long raw = buffers[types.length].asSlice((long) i * result.bytes()).get(JAVA_LONG_UNALIGNED, 0);
        out[i] = wrap(result, raw);
      }
    }
    return out;
  }

  private static long wrap(Scalar type, long x) {
    return switch (type) {
      case BOOL -> x & 1;
      case S8 -> (byte) x;
      case S16 -> (short) x;
      case S32 -> (int) x;
      case U8 -> x & 0xff;
      case U16, F16, BF16 -> x & 0xffff;
      case U32, F32 -> x & 0xffffffffL;
      default -> x;
    };
  }

  private static double toReal(Scalar type, long bits) {
    return switch (type) {
      case F64 -> Double.longBitsToDouble(bits);
      case F32 -> Float.intBitsToFloat((int) bits);
      case F16 -> Float.float16ToFloat((short) bits);
      case BF16 -> Float.intBitsToFloat((int) bits << 16);
      case U64 -> bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0;
      default -> bits;
    };
  }

  private static long fromReal(Scalar type, double x) {
    return wrap(
        type,
        switch (type) {
          case F64 -> Double.doubleToLongBits(x);
          case F32 -> Float.floatToIntBits((float) x);
          case F16 -> Double.isNaN(x) ? 0x7e00 : roundTo(x, 10, -14, 65520);
          case BF16 -> Double.isNaN(x) ? 0x7fc0 : roundTo(x, 7, -126, 0x1.ffp127);
          default -> throw new IllegalArgumentException();
        });
  }

  /// Rounds a double once to a 16-bit format.
  private static long roundTo(double x, int mantissa, int minimumExponent, double overflow) {
    double a = Math.abs(x);
    long sign = Double.doubleToRawLongBits(x) < 0 ? 0x8000 : 0;
    if (a >= overflow) {
      return sign | (mantissa == 10 ? 0x7c00 : 0x7f80);
    }
    int exponent = Math.max(a == 0 ? minimumExponent : Math.getExponent(a), minimumExponent);
    double unit = Math.scalb(1.0, exponent - mantissa);
    double rounded = Math.rint(a / unit) * unit;
    long bits =
        mantissa == 10 ? Float.floatToFloat16((float) rounded) : Float.floatToRawIntBits((float) rounded) >>> 16;
    return sign | bits & 0x7fff;
  }

  private static long saturate(Scalar type, double x) {
    if (Double.isNaN(x)) {
      return 0;
    }
    if (type == Scalar.U64) {
      return x >= 0x1p64 ? -1 : x <= 0 ? 0 : x >= 0x1p63 ? (long) (x - 0x1p63) ^ Long.MIN_VALUE : (long) x;
    }
    long low = type.isUnsigned() ? 0 : type == Scalar.S64 ? Long.MIN_VALUE : -(1L << (type.bits() - 1));
    long high =
        type == Scalar.S64
            ? Long.MAX_VALUE
            : type.isUnsigned() ? (1L << type.bits()) - 1 : (1L << (type.bits() - 1)) - 1;
    return Math.clamp((long) Math.max(Math.min(x, 1e19), -1e19), low, high);
  }

  private static boolean isNan(Scalar type, long bits) {
    return type.isFloat() && Double.isNaN(toReal(type, bits));
  }

  @Test
  void conversionsBetweenAllTypes() {
    DType[] types = {
      DType.BOOL,
      DType.INT8,
      DType.INT16,
      DType.INT32,
      DType.INT64,
      DType.UINT8,
      DType.UINT16,
      DType.UINT32,
      DType.UINT64,
      DType.FLOAT16,
      DType.BFLOAT16,
      DType.FLOAT32,
      DType.FLOAT64
    };
    for (DType from : types) {
      Scalar source = Lanewise.scalar(from);
      long[] bits = new long[source.isFloat() ? REALS.length : INTEGERS.length];
      for (int i = 0; i < bits.length; i++) {
        bits[i] = source.isFloat() ? fromReal(source, REALS[i]) : wrap(source, INTEGERS[i]);
      }
      for (DType to : types) {
        Scalar target = Lanewise.scalar(to);
        for (int lanes : new int[] {8, 1}) {
          long[] got = apply(new Elementwise.Convert(to, false), lanes, target, new Scalar[] {source}, bits);
          for (int i = 0; i < bits.length; i++) {
            double x = toReal(source, bits[i]);
            long expected;
            if (target == Scalar.BOOL) {
              expected = x != 0 ? 1 : 0;
            } else if (target.isFloat()) {
              expected =
                  source == Scalar.S64 && target == Scalar.F32
                      ? Float.floatToIntBits((float) bits[i]) & 0xffffffffL
                      : source == Scalar.U64 && target == Scalar.F32
                          ? Float.floatToIntBits(unsignedToFloat(bits[i]))
                          : fromReal(target, x);
            } else {
              expected = source.isFloat() ? saturate(target, x) : wrap(target, bits[i]);
            }
            String what = from + " to " + to + " x" + lanes + " of " + x;
            if (isNan(target, expected)) {
              assertEquals(true, isNan(target, got[i]), what);
            } else {
              assertEquals(wrap(target, expected), got[i], what);
            }
          }
        }
      }
    }
  }

  private static float unsignedToFloat(long x) {
    return x >= 0 ? (float) x : (float) ((x >>> 1) | (x & 1)) * 2;
  }

  private static void checkBinary(BinaryOp op, Scalar type, LongBinaryOperator reference) {
    int n = INTEGERS.length * INTEGERS.length;
    long[] x = new long[n];
    long[] y = new long[n];
    for (int i = 0; i < n; i++) {
      x[i] = wrap(type, INTEGERS[i / INTEGERS.length]);
      y[i] = wrap(type, INTEGERS[i % INTEGERS.length]);
    }
    for (int lanes : new int[] {16, 1}) {
      long[] got = apply(new Elementwise.Binary(op), lanes, type, new Scalar[] {type, type}, x, y);
      for (int i = 0; i < n; i++) {
        assertEquals(wrap(type, reference.applyAsLong(x[i], y[i])), got[i], op + " " + type + " " + x[i] + ", " + y[i]);
      }
    }
  }

  @Test
  void integerDivisionAndShiftsAreTotal() {
    for (Scalar type : new Scalar[] {Scalar.S8, Scalar.S32, Scalar.S64, Scalar.U16, Scalar.U32, Scalar.U64}) {
      int bits = type.bits();
      boolean signed = type.isSigned();
      checkBinary(BinaryOp.DIV, type, (a, b) -> b == 0 ? -1 : signed ? a / b : Long.divideUnsigned(a, b));
      checkBinary(
          BinaryOp.REM, type, (a, b) -> b == 0 ? a : signed ? (b == -1 ? 0 : a % b) : Long.remainderUnsigned(a, b));
      checkBinary(BinaryOp.SHIFT_LEFT, type, (a, b) -> b < 0 || b >= bits ? 0 : a << b);
      checkBinary(
          BinaryOp.SHIFT_RIGHT_LOGICAL, type, (a, b) -> b < 0 || b >= bits ? 0 : (a & (-1L >>> (64 - bits))) >>> b);
      checkBinary(
          BinaryOp.SHIFT_RIGHT_ARITHMETIC,
          type,
          (a, b) -> {
            long extended = a << (64 - bits) >> (64 - bits);
            return b < 0 || b >= bits ? extended >> 63 : extended >> b;
          });
      checkBinary(
          BinaryOp.MAX,
          type,
          (a, b) -> signed || (a >= 0 && b >= 0) ? Math.max(a, b) : Long.compareUnsigned(a, b) > 0 ? a : b);
    }
  }

  private static void checkUnary(UnaryOp op, Scalar type, LongUnaryOperator reference) {
    long[] x = new long[INTEGERS.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = wrap(type, INTEGERS[i]);
    }
    long[] got = apply(new Elementwise.Unary(op), 8, type, new Scalar[] {type}, x);
    for (int i = 0; i < x.length; i++) {
      assertEquals(wrap(type, reference.applyAsLong(x[i])), got[i], op + " " + type + " " + x[i]);
    }
  }

  @Test
  void integerFunctions() {
    for (Scalar type : new Scalar[] {Scalar.S8, Scalar.S32, Scalar.S64, Scalar.U8, Scalar.U32}) {
      long mask = -1L >>> (64 - type.bits());
      checkUnary(UnaryOp.POPULATION_COUNT, type, x -> Long.bitCount(x & mask));
      checkUnary(UnaryOp.CLZ, type, x -> Long.numberOfLeadingZeros(x & mask) - (64 - type.bits()));
      checkUnary(UnaryOp.SIGN, type, x -> type.isSigned() ? Long.signum(x) : x != 0 ? 1 : 0);
      checkUnary(UnaryOp.ABS, type, x -> type.isSigned() ? Math.abs(x) : x);
      checkUnary(UnaryOp.NOT, type, x -> ~x);
    }
  }

  @Test
  void roundingSignsAndNeighbours() {
    for (Scalar type : new Scalar[] {Scalar.F32, Scalar.F64, Scalar.F16, Scalar.BF16}) {
      long[] bits = new long[REALS.length];
      long[] next = new long[REALS.length];
      for (int i = 0; i < bits.length; i++) {
        bits[i] = fromReal(type, REALS[i]);
        next[i] = fromReal(type, REALS[(i + 5) % REALS.length]);
      }
      Scalar[] one = {type};
      long[] even = apply(new Elementwise.Round(true), 8, type, one, bits);
      long[] away = apply(new Elementwise.Round(false), 8, type, one, bits);
      long[] sign = apply(new Elementwise.Unary(UnaryOp.SIGN), 8, type, one, bits);
      long[] neg = apply(new Elementwise.Unary(UnaryOp.NEG), 8, type, one, bits);
      long[] after = apply(new Elementwise.Binary(BinaryOp.NEXTAFTER), 8, type, new Scalar[] {type, type}, bits, next);
      long[] max = apply(new Elementwise.Binary(BinaryOp.MAX), 8, type, new Scalar[] {type, type}, bits, next);
      for (int i = 0; i < bits.length; i++) {
        double x = toReal(type, bits[i]);
        double y = toReal(type, next[i]);
        same(type, Math.rint(x), even[i]);
        same(type, Math.copySign(Math.abs(x) < 0x1p52 ? Math.floor(Math.abs(x) + 0.5) : Math.abs(x), x), away[i]);
        same(type, Math.signum(x), sign[i]);
        same(type, -x, neg[i]);
        same(type, Math.max(x, y), max[i]);
        if (type == Scalar.F64) {
          same(type, Math.nextAfter(x, y), after[i]);
        } else if (type == Scalar.F32) {
          same(type, Math.nextAfter((float) x, y), after[i]);
        }
      }
    }
  }

  private static void same(Scalar type, double expected, long bits) {
    assertEquals(expected, toReal(type, bits), type.toString());
  }

  @Test
  void reducedPrecisionMatchesTheShortTypes() {
    long[] bits = new long[REALS.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = fromReal(Scalar.F32, REALS[i]);
    }
    long[] half = apply(new Elementwise.ReducePrecision(5, 10), 8, Scalar.F32, new Scalar[] {Scalar.F32}, bits);
    long[] brain = apply(new Elementwise.ReducePrecision(8, 7), 8, Scalar.F32, new Scalar[] {Scalar.F32}, bits);
    for (int i = 0; i < bits.length; i++) {
      double x = toReal(Scalar.F32, bits[i]);
      double expected = Math.abs(x) < 0x1p-14 ? Math.copySign(0, x) : toReal(Scalar.F16, fromReal(Scalar.F16, x));
      assertEquals(expected, toReal(Scalar.F32, half[i]), "half of " + x);
      if (Math.abs(x) >= Float.MIN_NORMAL || x == 0) {
        assertEquals(toReal(Scalar.BF16, fromReal(Scalar.BF16, x)), toReal(Scalar.F32, brain[i]), "brain of " + x);
      }
    }
  }
}
