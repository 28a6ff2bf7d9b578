package gradwright.cpu.library;

import gradwright.core.prim.Contraction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.cpu.blas.BlasType;

/// Convolutions. Those that [DirectConv] does not do are matrix products: operands are brought to (batch, spatial, feature) and
/// (spatial, in, out), and the workers unroll some rows of windows at a time and multiply them with the kernel while they are in the
/// cache.
final class ConvCalls {
  private ConvCalls() {}

  static LibraryCall find(Contraction.Conv p, Aval lhs, Aval rhs, Aval out) {
    DType t = lhs.dtype();
    if (t != rhs.dtype() || t != out.dtype()) {
      return null;
    }
    return switch (t.code()) {
      case FLOAT32, FLOAT64, COMPLEX64, COMPLEX128 -> plan(p, lhs.shape(), rhs.shape(), out.shape(), BlasType.of(t));
      case FLOAT16, BFLOAT16 ->
          HalfFloats.widened(
              plan(p, lhs.shape(), rhs.shape(), out.shape(), BlasType.FLOAT32),
              t,
              lhs.shape(),
              rhs.shape(),
              out.shape());
      default -> null;
    };
  }

  private static LibraryCall plan(Contraction.Conv p, Shape lhs, Shape rhs, Shape out, BlasType type) {
    long bytes = type.bytes();
    if (out.elements() == 0) {
      return (_, _, _) -> {};
    }
    Ints x = featureLast(p.dimensions().lhs(), false);
    Ints w = featureLast(p.dimensions().rhs(), true);
    Ints y = featureLast(p.dimensions().out(), false);
    if (lhs.elements() == 0 || rhs.elements() == 0) {
      return (_, to, _) -> Raw.zero(to[0], out.elements() * bytes);
    }
    StridedCopy copyX = toOrder(lhs, x, bytes);
    StridedCopy copyW = toOrder(rhs, w, bytes);
    StridedCopy copyY = fromOrder(out, y, bytes);
    ConvGeometry g = new ConvGeometry(p, x.map(lhs::size), w.map(rhs::size), y.map(out::size), type);
    DirectConv direct = DirectConv.of(p, lhs, rhs, out, type);
    return (in, to, workers) -> {
      if (direct != null && direct.run(in, to, workers)) {
        return;
      }
      try (ScratchMemory.Room roomX = copyX == null ? null : workers.room(lhs.elements() * bytes);
          ScratchMemory.Room roomW = copyW == null ? null : workers.room(rhs.elements() * bytes);
          ScratchMemory.Room roomY = copyY == null ? null : workers.room(out.elements() * bytes)) {
        long fromX = enter(copyX, in[0], roomX, workers);
        long fromW = enter(copyW, in[1], roomW, workers);
        long toY = roomY == null ? to[0] : roomY.address();
        g.run(fromX, fromW, toY, workers);
        if (roomY != null) {
          copyY.run(toY, to[0], workers);
        }
      }
    };
  }

  static long enter(StridedCopy copy, long from, ScratchMemory.Room room, Workers workers) {
    if (room == null) {
      return from;
    }
    copy.run(from, room.address(), workers);
    return room.address();
  }

  /// The axes as (batch, spatial..., feature), or for kernels (spatial..., in, out).
  private static Ints featureLast(Ints spec, boolean kernel) {
    Ints r = kernel ? Ints.EMPTY : Ints.of(spec.get(0));
    for (int i = 2; i < spec.size(); i++) {
      r = r.plus(spec.get(i));
    }
    r = r.plus(spec.get(1));
    return kernel ? r.plus(spec.get(0)) : r;
  }

  /// The copy of an array with its axes in another order; null when they are in it.
  static StridedCopy toOrder(Shape s, Ints order, long bytes) {
    return inOrder(s, order)
        ? null
        : new StridedCopy(
            order.map(s::size).toArray(), strides(s, order), order.map(s::size).toShape().strides(), (int) bytes);
  }

  static StridedCopy fromOrder(Shape s, Ints order, long bytes) {
    return inOrder(s, order)
        ? null
        : new StridedCopy(
            order.map(s::size).toArray(), order.map(s::size).toShape().strides(), strides(s, order), (int) bytes);
  }

  private static long[] strides(Shape s, Ints order) {
    long[] own = s.strides();
    long[] r = new long[own.length];
    for (int i = 0; i < r.length; i++) {
      r[i] = own[order.get(i)];
    }
    return r;
  }

  static boolean inOrder(Shape s, Ints order) {
    int before = -1;
    for (int i = 0; i < order.size(); i++) {
      if (s.size(order.get(i)) != 1) {
        if (order.get(i) < before) {
          return false;
        }
        before = order.get(i);
      }
    }
    return true;
  }
}
