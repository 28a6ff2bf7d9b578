package gradwright.cpu.library;

import gradwright.core.prim.Shaping;
import gradwright.core.types.Aval;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import java.util.Arrays;
import java.util.List;

/// Operations that move elements, as strided copies.
final class ShapeCalls {
  private ShapeCalls() {}

  /// One copy from an input to an output, from and to the given elements.
  private record Move(int input, long from, int output, long to, StridedCopy copy) {}

  static LibraryCall find(Shaping p, List<Aval> in, List<Aval> out) {
    if (in.isEmpty()) {
      return null;
    }
    Aval x = in.getFirst();
    Aval y = out.getFirst();
    long[] own = x.shape().strides();
    int bytes = x.dtype().byteSize();
    if (bytes == 0) {
      return null;
    }
    return switch (p) {
      case Shaping.Transpose t -> {
        if (!moves(x.shape(), t.permutation())) {
          yield null; // a view
        }
        long[] from = new long[own.length];
        for (int i = 0; i < from.length; i++) {
          from[i] = own[t.permutation().get(i)];
        }
        yield read(y, 0, from);
      }
      case Shaping.BroadcastInDim b -> {
        long[] from = new long[y.rank()];
        for (int i = 0; i < own.length; i++) {
          from[b.broadcastDimensions().get(i)] = x.shape().size(i) == 1 ? 0 : own[i];
        }
        yield read(y, 0, from);
      }
      case Shaping.Slice s -> {
        long at = 0;
        long[] from = own.clone();
        for (int i = 0; i < own.length; i++) {
          at += s.start().get(i) * own[i];
          from[i] *= s.stride(i);
        }
        yield read(y, at, from);
      }
      case Shaping.Reshard _ -> null; // a view
      case Shaping.Rev r -> {
        long at = 0;
        long[] from = own.clone();
        for (int axis : r.dimensions().toArray()) {
          at += Math.max(0, x.shape().size(axis) - 1) * own[axis];
          from[axis] = -own[axis];
        }
        yield read(y, at, from);
      }
      case Shaping.Tile t -> {
        int rank = x.rank();
        int[] sizes = new int[2 * rank];
        long[] from = new long[2 * rank];
        for (int i = 0; i < rank; i++) {
          sizes[2 * i] = t.reps().get(i);
          sizes[2 * i + 1] = x.shape().size(i);
          from[2 * i + 1] = own[i];
        }
        yield moves(bytes, new Move(0, 0, 0, 0, new StridedCopy(sizes, from, Shape.of(sizes).strides(), bytes)));
      }
      case Shaping.Concatenate c -> joined(in, y, c.dimension());
      case Shaping.Stack s ->
          joined(in.stream().map(a -> a.withShape(a.shape().insert(s.axis(), 1))).toList(), y, s.axis());
      case Shaping.Split s -> parts(x, s.axis(), s.sizes().toArray());
      case Shaping.Unstack u -> {
        int[] ones = new int[out.size()];
        Arrays.fill(ones, 1);
        yield parts(x, u.axis(), ones);
      }
      case Shaping.Pad q -> pad(q, x.shape(), y.shape(), bytes);
      case Shaping.Reshape _, Shaping.Squeeze _, Shaping.Iota _, Shaping.Empty _ -> null;
    };
  }

  private static LibraryCall moves(int bytes, Move... moves) {
    return (in, out, workers) -> {
      for (Move m : moves) {
        m.copy.run(in[m.input] + m.from * bytes, out[m.output] + m.to * bytes, workers);
      }
    };
  }

  /// The output in its own order, read with the given strides.
  private static LibraryCall read(Aval out, long at, long[] from) {
    int bytes = out.dtype().byteSize();
    StridedCopy copy = new StridedCopy(out.shape().toArray(), from, out.shape().strides(), bytes);
    return moves(bytes, new Move(0, at, 0, 0, copy));
  }

  private static boolean moves(Shape s, Ints permutation) {
    int before = -1;
    for (int i = 0; i < permutation.size(); i++) {
      int axis = permutation.get(i);
      if (s.size(axis) != 1) {
        if (axis < before) {
          return true;
        }
        before = axis;
      }
    }
    return false;
  }

  private static LibraryCall joined(List<Aval> in, Aval out, int axis) {
    int bytes = out.dtype().byteSize();
    long[] to = out.shape().strides();
    Move[] moves = new Move[in.size()];
    long at = 0;
    for (int i = 0; i < moves.length; i++) {
      Shape s = in.get(i).shape();
      moves[i] = new Move(i, 0, 0, at, new StridedCopy(s.toArray(), s.strides(), to, bytes));
      at += s.size(axis) * to[axis];
    }
    return moves(bytes, moves);
  }

  private static LibraryCall parts(Aval x, int axis, int[] sizes) {
    int bytes = x.dtype().byteSize();
    long[] from = x.shape().strides();
    Move[] moves = new Move[sizes.length];
    long at = 0;
    for (int i = 0; i < moves.length; i++) {
      Shape s = x.shape().with(axis, sizes[i]);
      moves[i] = new Move(0, at, i, 0, new StridedCopy(s.toArray(), from, s.strides(), bytes));
      at += sizes[i] * from[axis];
    }
    return moves(bytes, moves);
  }

  private static LibraryCall pad(Shaping.Pad p, Shape in, Shape out, int bytes) {
    int rank = out.rank();
    long[] from = in.strides();
    long[] to = out.strides();
    int[] sizes = new int[rank];
    long fromAt = 0;
    long toAt = 0;
    for (int i = 0; i < rank; i++) {
      int step = p.interior().get(i) + 1;
      int low = p.low().get(i);
      // negative padding trims: the first element kept is the first whose place is inside
      int first = low >= 0 ? 0 : (-low + step - 1) / step;
      int place = low + first * step;
      int last = out.size(i) - 1 - place;
      sizes[i] = last < 0 ? 0 : Math.max(0, Math.min(in.size(i) - first, last / step + 1));
      fromAt += first * from[i];
      toAt += place * to[i];
      to[i] *= step;
    }
    StridedCopy fill = new StridedCopy(out.toArray(), new long[rank], out.strides(), bytes);
    StridedCopy copy = new StridedCopy(sizes, from, to, bytes);
    return moves(bytes, new Move(1, 0, 0, 0, fill), new Move(0, fromAt, 0, toAt, copy));
  }
}
