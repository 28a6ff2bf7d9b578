package gradwright.numpy.random;

import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.random.UniformSampling.FloatInfo;

/// Gumbel draws whose tails reach further than one uniform float resolves.
final class FineGumbel {
  private static final DType U32 = DType.UINT32;

  private FineGumbel() {}

  /// With a second float for the digits of a uniform number below a half.
  static Value ofTwo(Value key, Shape shape, DType t) {
    FloatInfo f = FloatInfo.of(t);
    Value both =
        UniformSampling.uniformByKeyword(
            key, shape.insert(0, 2), t, UniformSampling.weak(0.0), UniformSampling.weak(1.0));
    Value high = Lax.indexInDim(both, 0, 0);
    Value low = Lax.indexInDim(both, 1, 0);
    Value digits = Lax.mul(Lax.like(low, Math.scalb(1.0, -f.mantissa())), low);
    Value finer = Lax.add(Lax.add(high, digits), Lax.like(high, f.tiny()));
    return upper(Lax.select(Lax.ge(high, Lax.like(high, 0.5)), high, finer));
  }

  /// By the leading bits of a 64-bit uniform number, or of its distance from one.
  static Value draw(Value key, Shape shape) {
    Value bits = Keys.bits(key, 32, shape.insert(0, 2));
    Value high = Lax.indexInDim(bits, 0, 0);
    Value low = Lax.indexInDim(bits, 1, 0);
    Value one = Lax.full(shape, Lax.scalar(U32, 1));
    Value lowest = Lax.unary(UnaryOp.NOT, low);
    Value carry = Lax.convert(Lax.eq(lowest, Lax.full(shape, Lax.scalar(U32, -1))), U32);
    Value below = Lax.lt(high, Lax.full(shape, Lax.scalar(U32, 1L << 31)));
    Value x =
        float32(
            Lax.select(below, high, Lax.add(Lax.unary(UnaryOp.NOT, high), carry)),
            Lax.select(below, low, Lax.add(lowest, one)));
    return Lax.select(below, upper(x), Lax.neg(log(Lax.neg(log(x)))));
  }

  /// The Gumbel number of a uniform one, counted from the small end.
  private static Value upper(Value x) {
    return Lax.neg(log(Lax.neg(Lax.unary(UnaryOp.LOG1P, Lax.neg(x)))));
  }

  private static Value log(Value x) {
    return Lax.unary(UnaryOp.LOG, x);
  }

  /// The float in (0, 1) of a fixed-point number of 64 bits: its 23 bits below the leading one.
  private static Value float32(Value high, Value low) {
    Shape s = high.shape();
    Value zeros = Lax.unary(UnaryOp.CLZ, high);
    Value more = Lax.unary(UnaryOp.CLZ, low);
    Value empty = Lax.eq(zeros, word(s, 32));
    Value rest = Lax.select(empty, shiftLeft(low, more), shiftRight(low, Lax.sub(word(s, 32), zeros)));
    Value mantissa = Lax.and(shiftRight(Lax.or(shiftLeft(high, zeros), rest), word(s, 8)), word(s, (1 << 23) - 1));
    Value leading = Lax.select(empty, Lax.add(word(s, 32), more), zeros);
    Value exponent = shiftLeft(Lax.sub(word(s, 126), leading), word(s, 23));
    return Lax.bitcast(Lax.or(Lax.and(exponent, word(s, (1 << 30) - (1 << 22))), mantissa), DType.FLOAT32);
  }

  private static Value word(Shape shape, long v) {
    return Lax.full(shape, Lax.scalar(U32, v));
  }

  private static Value shiftLeft(Value x, Value by) {
    return Lax.binary(BinaryOp.SHIFT_LEFT, x, by);
  }

  private static Value shiftRight(Value x, Value by) {
    return Lax.binary(BinaryOp.SHIFT_RIGHT_LOGICAL, x, by);
  }
}
