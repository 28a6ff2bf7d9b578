package gradwright.numpy.random;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Reduction;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import java.util.List;

/// Uniform bits, floats and integers, and what permutes by them. Streams are those of jax.random (threefry2x32).
public final class UniformSampling {
  private UniformSampling() {}

  private record Statics(Shape shape, DType dtype) {}

  /// Facts of a float type: bits, mantissa bits, smallest normal, spacing below 1.
  record FloatInfo(int bits, int mantissa, double tiny, double eps, double epsNegative) {
    static FloatInfo of(DType t) {
      return switch (t.code()) {
        case FLOAT16 -> new FloatInfo(16, 10, 0x1p-14, 0x1p-10, 0x1p-11);
        case BFLOAT16 -> new FloatInfo(16, 7, 0x1p-126, 0x1p-7, 0x1p-8);
        case FLOAT32 -> new FloatInfo(32, 23, 0x1p-126, 0x1p-23, 0x1p-24);
        case FLOAT64 -> new FloatInfo(64, 52, 0x1p-1022, 0x1p-52, 0x1p-53);
        default -> throw new IllegalArgumentException("not a float type: " + t);
      };
    }
  }

  /// The float type asked for, or the default; refuses others in JAX's words.
  static DType floatType(String function, DType asked) {
    boolean x64 = Session.current().config().x64();
    DType t = (asked == null ? DType.FLOAT64 : asked).canonical(x64);
    if (!t.isFloat()) {
      throw JaxError.value("dtype argument to `" + function + "` must be a float dtype, got " + t);
    }
    return t;
  }

  /// With leading axes of size 1 up to `rank`.
  static Value toRank(Value x, int rank) {
    return Lax.expandDims(x, Ints.range(0, rank - x.rank()));
  }

  /// Broadcast to a shape, leading axes added.
  static Value broadcastTo(Value x, Shape shape) {
    return Lax.broadcastInDim(x, shape, Ints.range(shape.rank() - x.rank(), shape.rank()));
  }

  /// `shape`, or that of broadcasting the parameters when null; checks that they fit.
  static Shape sampleShape(String function, Shape shape, Value... parameters) {
    Shape all = shape == null ? Shape.SCALAR : shape;
    for (Value p : parameters) {
      all = broadcast(all, p.shape());
    }
    if (shape != null) {
      sameShape(function, all, shape);
    }
    return all;
  }

  /// Checks that shapes of parameters broadcast to no more than `shape`.
  static void checkShape(String function, Shape shape, Shape... parameters) {
    Shape all = shape;
    for (Shape p : parameters) {
      all = broadcast(all, p);
    }
    sameShape(function, all, shape);
  }

  private static void sameShape(String function, Shape all, Shape shape) {
    if (!all.equals(shape)) {
      throw JaxError.value(
          function
              + " parameter shapes must be broadcast-compatible with shape argument, and the result of broadcasting the"
              + " shapes must equal the shape argument, but got result "
              + all.toTuple()
              + " for shape argument "
              + shape.toTuple()
              + ".");
    }
  }

  private static Shape broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    int[] r = new int[rank];
    for (int i = 0; i < rank; i++) {
      int x = i < rank - a.rank() ? 1 : a.size(i - rank + a.rank());
      int y = i < rank - b.rank() ? 1 : b.size(i - rank + b.rank());
      if (x != y && x != 1 && y != 1) {
        throw JaxError.value("Incompatible shapes for broadcasting: shapes=[" + a.toTuple() + ", " + b.toTuple() + "]");
      }
      r[i] = x == 1 ? y : x;
    }
    return Shape.of(r);
  }

  /// `jax.random.bits`: unsigned integers.
  public static Value bits(Value key, Shape shape, DType dtype) {
    boolean x64 = Session.current().config().x64();
    DType t = dtype == null ? (x64 ? DType.UINT64 : DType.UINT32) : dtype.canonical(x64);
    if (!t.isUnsigned()) {
      throw JaxError.value("dtype argument to `bits` must be an unsigned int dtype, got " + t);
    }
    return Keys.bits(Keys.check("bits", key).key(), t.bits(), shape);
  }

  /// `jax.random.uniform`: floats in [minval, maxval).
  public static Value uniform(Value key, Shape shape, DType dtype, Value minval, Value maxval) {
    return uniformTyped(Keys.check("uniform", key).key(), shape, floatType("uniform", dtype), minval, maxval);
  }

  static Value uniformTyped(Value key, Shape shape, DType t, Value minval, Value maxval) {
    return NamedJit.call1(
        "_uniform",
        new Statics(shape, t),
        List.of(key, minval, maxval),
        in -> List.of(body(in.get(0), in.get(1), in.get(2), shape, t)));
  }

  /// Uniform in [0, 1).
  static Value uniformTyped(Value key, Shape shape, DType t) {
    return uniformTyped(key, shape, t, weak(0.0), weak(1.0));
  }

  /// The call with keyword arguments, whose operands come in alphabetical order: maxval, minval.
  static Value uniformByKeyword(Value key, Shape shape, DType t, Value minval, Value maxval) {
    return NamedJit.call1(
        "_uniform",
        List.of("keywords", new Statics(shape, t)),
        List.of(key, maxval, minval),
        in -> List.of(body(in.get(0), in.get(2), in.get(1), shape, t)));
  }

  static HostScalar weak(double v) {
    boolean x64 = Session.current().config().x64();
    return HostScalar.of(x64 ? DType.FLOAT64 : DType.FLOAT32, true, v);
  }

  private static Value body(Value key, Value minval, Value maxval, Shape shape, DType t) {
    FloatInfo f = FloatInfo.of(t);
    Value low = Lax.convert(minval, t);
    Value high = Lax.convert(maxval, t);
    low = toRank(low, shape.rank());
    high = toRank(high, shape.rank());
    // Random mantissa bits under the exponent of 1 give floats in [1, 2). A mantissa narrower than 8 bits takes 8.
    int width = f.mantissa < 8 ? 8 : f.bits;
    DType u = DType.unsigned(f.bits);
    Value bits = Keys.bits(key, width, shape);
    if (width != f.bits) {
      bits = Lax.convert(bits, u);
    }
    bits = Lax.binary(BinaryOp.SHIFT_RIGHT_LOGICAL, bits, Lax.scalar(u, width - f.mantissa));
    bits = Lax.or(bits, Lax.scalar(u, oneBits(t)));
    Value floats = Lax.sub(Lax.bitcast(bits, t), Lax.scalar(t, 1.0));
    Value scaled = Lax.add(Lax.mul(floats, Lax.sub(high, low)), low);
    return Lax.max(low, Lax.reshape(scaled, shape));
  }

  private static long oneBits(DType t) {
    return switch (t.code()) {
      case FLOAT16 -> 0x3c00;
      case BFLOAT16 -> 0x3f80;
      case FLOAT32 -> 0x3f800000;
      default -> 0x3ff0000000000000L;
    };
  }

  /// `jax.random.randint`: integers in [minval, maxval). Narrow types are sampled in 32 bits.
  public static Value randint(Value key, Shape shape, Value minval, Value maxval, DType dtype) {
    Value k = Keys.check("randint", key).key();
    boolean x64 = Session.current().config().x64();
    DType t = (dtype == null ? DType.INT64 : dtype).canonical(x64);
    if (!t.isInteger()) {
      throw JaxError.type("randint only accepts integer dtypes, got " + t);
    }
    sameShape("randint", Promote.broadcastShapes(List.of(shape, minval.shape(), maxval.shape())), shape);
    Value low = minval;
    Value high = maxval;
    DType sampled = t;
    if (t.bits() < 32) {
      sampled = DType.INT32;
      low = clip(Lax.convert(low, DType.INT32), least(t), greatest(t));
      high = clip(Lax.convert(high, DType.INT32), least(t), greatest(t) + 1);
    }
    DType s = sampled;
    Value r =
        NamedJit.call1(
            "_randint",
            new Statics(shape, s),
            List.of(k, low, high),
            in -> List.of(integers(in.get(0), in.get(1), in.get(2), shape, s)));
    return Lax.convert(r, t);
  }

  private static Value clip(Value x, long low, long high) {
    DType t = x.dtype();
    return Lax.min(Lax.max(Lax.scalar(t, low), x), Lax.scalar(t, high));
  }

  private static long least(DType t) {
    return t.isUnsigned() ? 0 : t.bits() == 64 ? Long.MIN_VALUE : -(1L << (t.bits() - 1));
  }

  private static long greatest(DType t) {
    if (t.bits() == 64) {
      return t.isUnsigned() ? -1L : Long.MAX_VALUE;
    }
    return (1L << (t.isUnsigned() ? t.bits() : t.bits() - 1)) - 1;
  }

  /// Converts between integer types, clipping to what both can hold.
  private static Value convertAndClip(Value v, DType t) {
    DType from = v.dtype();
    long low = Math.max(least(t), least(from));
    long high = unsignedMin(greatest(t), t, greatest(from), from);
    Value clipped = Lax.min(Lax.max(Lax.scalar(from, low), v), Lax.scalar(from, high));
    return Lax.convert(clipped, t);
  }

  private static long unsignedMin(long a, DType at, long b, DType bt) {
    return Long.compareUnsigned(a, b) <= 0 ? a : b;
  }

  private static Value integers(Value key, Value minval, Value maxval, Shape shape, DType t) {
    boolean x64 = Session.current().config().x64();
    DType defaultInt = x64 ? DType.INT64 : DType.INT32;
    Value low = minval.dtype().isInteger() ? minval : Lax.convert(minval, defaultInt);
    Value high = maxval.dtype().isInteger() ? maxval : Lax.convert(maxval, defaultInt);
    Value beyond = toRank(Lax.gt(high, convertAndClip(Lax.scalar(t, greatest(t)), high.dtype())), shape.rank());
    low = toRank(convertAndClip(low, t), shape.rank());
    high = toRank(convertAndClip(high, t), shape.rank());
    List<Value> keys = Keys.splitTyped(key, 2);
    Value higher = Keys.bits(keys.get(0), t.bits(), shape);
    Value lower = Keys.bits(keys.get(1), t.bits(), shape);
    DType u = DType.unsigned(t.bits());
    Value span = Lax.convert(Lax.sub(high, low), u);
    // A span of 1 where there is no range, so that such draws give minval; the whole range needs one more.
    span = Lax.select(Lax.le(high, low), Lax.full(span.shape(), Lax.scalar(u, 1)), span);
    Value whole = Lax.and(beyond, Lax.gt(high, low));
    span = Lax.select(whole, Lax.add(span, Lax.scalar(u, 1)), span);
    // Two draws make an offset of twice the bits, taken modulo the span: the bias is 2^-bits of a draw.
    Value multiplier = rem(Lax.scalar(u, 1L << (t.bits() / 2)), span);
    multiplier = rem(Lax.mul(multiplier, multiplier), span);
    Value offset = Lax.add(Lax.mul(rem(higher, span), multiplier), rem(lower, span));
    offset = rem(offset, span);
    return Lax.add(low, Lax.convert(offset, t));
  }

  private static Value rem(Value a, Value b) {
    return Lax.binary(BinaryOp.REM, a, b);
  }

  /// `jax.random.bernoulli`: true with probability p.
  public static Value bernoulli(Value key, Value p, Shape shape) {
    return bernoulli(key, p, shape, false);
  }

  /// The same; `high` compares the digits of two uniform numbers with p.
  static Value bernoulli(Value key, Value p, Shape shape, boolean high) {
    Value k = Keys.check("bernoulli", key).key();
    boolean x64 = Session.current().config().x64();
    Value q = p.dtype().isFloat() ? p : Lax.convert(p, x64 ? DType.FLOAT64 : DType.FLOAT32, p.aval().weakType());
    Shape s = sampleShape("bernoulli", shape, q);
    return NamedJit.call1(
        "_bernoulli",
        List.of(s, high),
        List.of(k, q),
        in -> {
          DType t = q.dtype();
          Value bound = toRank(in.get(1), s.rank());
          if (!high) {
            return List.of(Lax.lt(uniformTyped(in.get(0), s, t), bound));
          }
          Value both = uniformTyped(in.get(0), s.insert(0, 2), t);
          Value fine = Lax.mul(Lax.indexInDim(both, 1, 0), Lax.scalar(t, Math.scalb(1.0, -FloatInfo.of(t).mantissa)));
          return List.of(Lax.lt(fine, Lax.sub(bound, Lax.indexInDim(both, 0, 0))));
        });
  }

  /// `jax.random.permutation` of an array: along an axis, the same for all others unless `independent`.
  public static Value permutation(Value key, Value x, int axis, boolean independent) {
    Value k = Keys.check("permutation", key).key();
    if (independent || x.rank() == 1) {
      return shuffle(k, x, axis);
    }
    Value index = shuffle(k, Lax.iota(defaultInt(), Shape.of(x.shape().size(axis)), 0), 0);
    return Take.rows(x, index, axis);
  }

  /// `jax.random.permutation` of 0..n-1.
  public static Value permutation(Value key, int n) {
    return shuffle(Keys.check("permutation", key).key(), Lax.iota(defaultInt(), Shape.of(n), 0), 0);
  }

  static DType defaultInt() {
    return Session.current().config().x64() ? DType.INT64 : DType.INT32;
  }

  private static Value shuffle(Value key, Value x, int axis) {
    long n = x.shape().elements();
    int rounds = (int) Math.ceil(3 * Math.log(Math.max(1, n)) / Math.log(4294967295.0));
    return NamedJit.call1(
        "_shuffle",
        axis,
        List.of(key, x),
        in -> {
          Value k = in.get(0);
          Value y = in.get(1);
          for (int i = 0; i < rounds; i++) {
            List<Value> keys = Keys.splitTyped(k, 2);
            k = keys.get(0);
            Value order = Keys.bits(keys.get(1), 32, y.shape());
            y = Lax.bind(new Reduction.Sort(axis, true, 1), order, y).get(1);
          }
          return List.of(y);
        });
  }
}
