package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.infer.TypeRules;
import gradwright.core.prim.Shaping;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Reference evaluation of primitives that move elements: each is a strided copy, or a view when nothing moves.
final class ShapingEvaluator {
  private ShapingEvaluator() {}

  static List<Array> evaluate(Shaping p, List<Array> in, Device device) {
    List<Aval> avals = TypeRules.outputs(p, in.stream().map(Array::aval).toList());
    return switch (p) {
      case Shaping.Reshape r when r.dimensions() != null ->
          List.of(Strided.transpose(in.getFirst(), r.dimensions()).view(avals.getFirst()));
      case Shaping.Reshape _, Shaping.Squeeze _ -> List.of(in.getFirst().view(avals.getFirst()));
      case Shaping.Transpose t -> List.of(Strided.transpose(in.getFirst(), t.permutation()));
      case Shaping.BroadcastInDim b -> List.of(Strided.broadcast(in.getFirst(), b.shape(), b.broadcastDimensions()));
      case Shaping.Slice s -> List.of(slice(in.getFirst(), s, avals.getFirst()));
      case Shaping.Pad q -> List.of(pad(in.get(0), in.get(1), q, avals.getFirst(), device));
      case Shaping.Concatenate c -> List.of(concatenate(in, c.dimension(), avals.getFirst(), device));
      case Shaping.Stack s -> {
        List<Array> parts = new ArrayList<>();
        for (Array a : in) {
          parts.add(a.view(a.aval().withShape(a.shape().insert(s.axis(), 1))));
        }
        yield List.of(concatenate(parts, s.axis(), avals.getFirst(), device));
      }
      case Shaping.Unstack u -> {
        int n = avals.size();
        int[] sizes = new int[n];
        java.util.Arrays.fill(sizes, 1);
        yield split(in.getFirst(), u.axis(), sizes, avals);
      }
      case Shaping.Split s -> split(in.getFirst(), s.axis(), s.sizes().toArray(), avals);
      case Shaping.Reshard _ -> List.of(in.getFirst());
      case Shaping.Rev r -> List.of(rev(in.getFirst(), r.dimensions()));
      case Shaping.Tile t -> List.of(tile(in.getFirst(), t.reps(), avals.getFirst()));
      case Shaping.Iota i -> List.of(iota(i, avals.getFirst(), device));
      case Shaping.Empty _ -> {
        Array a = Array.allocate(avals.getFirst(), device);
        a.buffer().segment().asSlice(0, avals.getFirst().bytes()).fill((byte) 0);
        yield List.of(a);
      }
    };
  }

  private static Array slice(Array a, Shaping.Slice s, Aval aval) {
    long[] strides = a.shape().strides();
    long at = 0;
    for (int i = 0; i < strides.length; i++) {
      at += s.start().get(i) * strides[i];
      strides[i] *= s.stride(i);
    }
    return Strided.gather(a, aval, at, strides);
  }

  private static Array pad(Array a, Array value, Shaping.Pad p, Aval aval, Device device) {
    Array out = Strided.full(value, aval, device);
    int rank = aval.rank();
    long[] from = a.shape().strides();
    long[] to = aval.shape().strides();
    int[] sizes = new int[rank];
    long fromAt = 0;
    long toAt = 0;
    for (int i = 0; i < rank; i++) {
      int step = p.interior().get(i) + 1;
      int low = p.low().get(i);
      // Negative padding trims: the first element kept is the first whose place is inside.
      int first = low >= 0 ? 0 : (-low + step - 1) / step;
      int place = low + first * step;
      int last = aval.shape().size(i) - 1 - place;
      sizes[i] = last < 0 ? 0 : Math.clamp(Math.min(a.shape().size(i) - first, last / step + 1), 0, Integer.MAX_VALUE);
      fromAt += first * from[i];
      toAt += place * to[i];
      to[i] *= step;
    }
    Strided.copy(a.memory(), fromAt, from, out.buffer().segment(), toAt, to, sizes, aval.dtype().byteSize());
    return out;
  }

  static Array concatenate(List<Array> in, int dimension, Aval aval, Device device) {
    Array out = Array.allocate(aval, device);
    MemorySegment target = out.buffer().segment();
    long[] to = aval.shape().strides();
    long at = 0;
    for (Array a : in) {
      Strided.copy(a.memory(), 0, a.shape().strides(), target, at, to, a.shape().toArray(), aval.dtype().byteSize());
      at += a.shape().size(dimension) * to[dimension];
    }
    return out;
  }

  /// Parts along an axis; the outputs may lack the axis (unstack), which does not change their elements.
  private static List<Array> split(Array a, int axis, int[] sizes, List<Aval> avals) {
    long[] strides = a.shape().strides();
    List<Array> out = new ArrayList<>();
    long at = 0;
    for (int i = 0; i < sizes.length; i++) {
      Aval part = a.aval().withShape(a.shape().with(axis, sizes[i]));
      out.add(Strided.gather(a, part, at, strides).view(avals.get(i)));
      at += sizes[i] * strides[axis];
    }
    return out;
  }

  static Array rev(Array a, Ints dimensions) {
    long[] strides = a.shape().strides();
    long at = 0;
    for (int axis : dimensions.toArray()) {
      at += Math.max(0, a.shape().size(axis) - 1) * strides[axis];
      strides[axis] = -strides[axis];
    }
    return Strided.gather(a, a.aval(), at, strides);
  }

  private static Array tile(Array a, Ints reps, Aval aval) {
    int rank = a.rank();
    int[] sizes = new int[2 * rank];
    long[] strides = new long[2 * rank];
    long[] own = a.shape().strides();
    for (int i = 0; i < rank; i++) {
      sizes[2 * i] = reps.get(i);
      sizes[2 * i + 1] = a.shape().size(i);
      strides[2 * i + 1] = own[i];
    }
    return Strided.gather(a, a.aval().withShape(Shape.of(sizes)), 0, strides).view(aval);
  }

  private static Array iota(Shaping.Iota p, Aval aval, Device device) {
    DType t = aval.dtype();
    int n = aval.shape().size(p.dimension());
    Object row = Blocks.buffer(Blocks.rep(t), n);
    for (int i = 0; i < n; i++) {
      switch (row) {
        case float[] r -> r[i] = i;
        case double[] r when t.isComplex() -> r[2 * i] = i;
        case double[] r -> r[i] = i;
        case int[] r -> r[i] = i;
        case long[] r -> r[i] = i;
        default -> throw new IllegalStateException();
      }
    }
    Array counts = Blocks.store(Aval.of(t, n), device, row);
    return aval.rank() == 1 ? counts : Strided.broadcast(counts, aval.shape(), Ints.of(p.dimension()));
  }
}
