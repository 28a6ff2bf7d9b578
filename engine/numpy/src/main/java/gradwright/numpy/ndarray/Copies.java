package gradwright.numpy.ndarray;

import gradwright.core.device.Device;
import gradwright.core.errors.JaxError;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.value.Array;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;

/// Copies of arrays, in the same type or another, and single elements.
public final class Copies {
  static final int BLOCK = 2048;

  private Copies() {}

  /// Writes the elements of `from`, stretched to the shape of `to`, into `to`.
  public static void copy(NdArray from, NdArray to) {
    if (from.overlaps(to) && !from.sameLayout(to)) {
      from = as(from, from.type);
    }
    int[] axes = Layouts.order(to.rank(), to.strides);
    int[] shape = Layouts.permuted(to.shape, axes);
    Cursor source = new Cursor(from, shape, Layouts.permuted(Layouts.stretched(from, to.shape), axes));
    Cursor target = new Cursor(to, shape, Layouts.permuted(to.strides, axes));
    move(source, from.type, target, to.type, Layouts.size(shape));
  }

  static void move(Cursor source, ElementType from, Cursor target, ElementType to, long n) {
    int block = (int) Math.min(BLOCK, n);
    if (from.isReference() || to.isReference()) {
      if (!from.isReference() || !to.isReference()) {
        throw JaxError.type("Cannot cast array data from dtype('" + from + "') to dtype('" + to + "')");
      }
      Object[] o = new Object[block];
      for (long i = 0; i < n; i += block) {
        int m = (int) Math.min(block, n - i);
        source.load(o, m);
        truncate(o, m, to);
        target.store(o, m);
      }
    } else if (from.isComplex()) {
      double[] d = new double[2 * block];
      for (long i = 0; i < n; i += block) {
        int m = (int) Math.min(block, n - i);
        source.loadPairs(d, m);
        target.storePairs(d, m);
      }
    } else if (from.isFloat()) {
      double[] d = new double[block];
      for (long i = 0; i < n; i += block) {
        int m = (int) Math.min(block, n - i);
        source.load(d, m);
        target.store(d, m);
      }
    } else {
      long[] l = new long[block];
      for (long i = 0; i < n; i += block) {
        int m = (int) Math.min(block, n - i);
        source.load(l, m);
        target.store(l, m, from == ElementType.UINT64);
      }
    }
  }

  private static void truncate(Object[] o, int n, ElementType to) {
    if (to.kind() == ElementType.Kind.TEXT) {
      int width = to.size() / 4;
      for (int i = 0; i < n; i++) {
        String s = String.valueOf(o[i]);
        o[i] = s.codePointCount(0, s.length()) > width ? s.substring(0, s.offsetByCodePoints(0, width)) : s;
      }
    }
  }

  /// A new array of the elements in a type, its axes as they lie in memory.
  public static NdArray as(NdArray a, ElementType type) {
    NdArray out = like(a, type);
    copy(a, out);
    return out;
  }

  /// A new array, last axis fastest.
  public static NdArray rowMajor(NdArray a, ElementType type) {
    NdArray out = NdArray.allocate(type, a.shape.clone());
    if (a.memory != null && a.type.equals(type) && a.isContiguous()) {
      MemorySegment.copy(a.memory, a.offset, out.memory, 0, a.size() * type.size());
    } else {
      copy(a, out);
    }
    return out;
  }

  /// A new array, first axis fastest.
  public static NdArray columnMajor(NdArray a, ElementType type) {
    NdArray out = NdArray.allocate(type, a.shape.clone(), Layouts.columnMajor(a.shape, type.size()));
    copy(a, out);
    return out;
  }

  /// A new array of the same shape, its axes in the same order in memory.
  public static NdArray like(NdArray a, ElementType type) {
    return ordered(type, a.shape, a.strides);
  }

  /// A new array whose axes lie in memory in the order that strides tell.
  static NdArray ordered(ElementType type, int[] shape, long[]... strides) {
    int[] axes = Layouts.order(shape.length, strides);
    long[] s = new long[shape.length];
    long step = type.size();
    for (int i = axes.length - 1; i >= 0; i--) {
      s[axes[i]] = step;
      step *= Math.max(shape[axes[i]], 1);
    }
    return NdArray.allocate(type, shape.clone(), s);
  }

  /// The array itself where it is contiguous, else a copy.
  public static NdArray contiguous(NdArray a) {
    return a.isContiguous() ? a : rowMajor(a, a.type);
  }

  /// A copy as an array of the engine.
  public static Array toEngine(NdArray a, Device device, DType type) {
    if (a.type.engine() == null) {
      throw JaxError.type(
          "JAX only supports number, bool, and string dtypes, got dtype " + a.type.name() + " in asarray");
    }
    Array out = Array.allocate(Aval.of(type, a.shape), device);
    ElementType t = ElementType.of(type);
    NdArray target = NdArray.over(out.buffer().segment(), out, t, a.shape.clone(), true);
    if (t.equals(a.type) && a.isContiguous()) {
      MemorySegment.copy(a.memory, a.offset, target.memory, 0, a.size() * t.size());
    } else {
      copy(a, target);
    }
    return out;
  }

  /// An array without axes that holds a number.
  public static NdArray scalar(ElementType type, Object v) {
    NdArray a = NdArray.allocate(type);
    set(a, 0, v);
    return a;
  }

  /// Writes a number, text or object at a byte position.
  static void set(NdArray a, long at, Object v) {
    ElementType t = a.type;
    if (t.isReference()) {
      Object[] one = {v};
      truncate(one, 1, t);
      a.references[(int) (at / t.size())] = one[0];
      return;
    }
    switch (v) {
      case Promotion.Complex c -> Elements.storePairs(t, a.memory, at, 0, new double[] {c.re(), c.im()}, 0, 1);
      case Double d -> Elements.store(t, a.memory, at, 0, new double[] {d}, 0, 1);
      case Float d -> Elements.store(t, a.memory, at, 0, new double[] {d}, 0, 1);
      case Boolean b -> Elements.store(t, a.memory, at, 0, new long[] {b ? 1 : 0}, 0, 1, false);
      case BigInteger b -> {
        if (t.isInexact()) {
          Elements.store(t, a.memory, at, 0, new double[] {b.doubleValue()}, 0, 1);
        } else {
          Elements.store(
              t,
              a.memory,
              at,
              0,
              new long[] {b.signum() == 0 ? 0 : t == ElementType.BOOL ? 1 : b.longValue()},
              0,
              1,
              true);
        }
      }
      case Number n -> Elements.store(t, a.memory, at, 0, new long[] {n.longValue()}, 0, 1, false);
      default -> throw JaxError.type("not a number: " + v);
    }
  }

  /// The element at a byte position: a Boolean, Long, BigInteger, Double, a pair of doubles, or the reference.
  static Object get(NdArray a, long at) {
    ElementType t = a.type;
    switch (t.kind()) {
      case BOOL, SIGNED, UNSIGNED -> {
        long[] l = new long[1];
        Elements.load(t, a.memory, at, 0, l, 0, 1);
        if (t == ElementType.BOOL) {
          return l[0] != 0;
        }
        return t == ElementType.UINT64 && l[0] < 0 ? new BigInteger(Long.toUnsignedString(l[0])) : (Object) l[0];
      }
      case FLOAT -> {
        double[] d = new double[1];
        Elements.load(t, a.memory, at, 0, d, 0, 1);
        return d[0];
      }
      case COMPLEX -> {
        double[] d = new double[2];
        Elements.loadPairs(t, a.memory, at, 0, d, 0, 1);
        return d;
      }
      default -> {
        return a.references[(int) (at / t.size())];
      }
    }
  }
}
