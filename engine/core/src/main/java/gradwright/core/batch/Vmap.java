package gradwright.core.batch;

import gradwright.core.lax.Lax;
import gradwright.core.trace.FlatFunction;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Moving and making batch axes; an axis is null where a value is not batched.
public final class Vmap {
  private Vmap() {}

  /// The value repeated along a new axis.
  public static Value broadcast(Value x, int size, int axis) {
    Shape shape = x.shape().insert(axis, size);
    int[] dims = new int[x.rank()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = i < axis ? i : i + 1;
    }
    return Lax.broadcastInDim(x, shape, Ints.of(dims));
  }

  /// The value with its batch axis in front; repeated `size` times when it has none.
  public static Value moveToFront(Value x, Integer axis, int size) {
    return axis == null ? broadcast(x, size, 0) : Lax.moveAxis(x, axis, 0);
  }

  /// The value with its batch axis moved to `to`, or repeated there. A batched value can not become unbatched.
  public static Value matchAxis(Value x, Integer from, Integer to, int size) {
    if (from == null) {
      return to == null ? x : broadcast(x, size, to);
    }
    if (to == null) {
      throw new IllegalArgumentException("a batched value has no unbatched form");
    }
    return Lax.moveAxis(x, from, to);
  }

  /// The same, summing over the batch axis where `to` is null.
  public static Value matchAxisSumming(Value x, Integer from, Integer to, int size) {
    return from != null && to == null ? Lax.sum(x, Ints.of(from)) : matchAxis(x, from, to, size);
  }

  /// `f` mapped over the leading axis of all arguments, `levels` times; results are batched in front.
  public static List<Value> map(FlatFunction f, int levels, List<Value> in) {
    if (levels == 0) {
      return f.call(in);
    }
    int size = in.getFirst().shape().size(0);
    BatchTrace.Batched out =
        BatchTrace.run(inner -> map(f, levels - 1, inner), size, null, in, Collections.nCopies(in.size(), 0));
    List<Value> r = new ArrayList<>();
    for (int i = 0; i < out.values().size(); i++) {
      r.add(moveToFront(out.values().get(i), out.axes().get(i), size));
    }
    return r;
  }

  /// The size of the batch axis of the first batched value.
  static int size(List<Value> values, List<Integer> axes) {
    for (int i = 0; i < values.size(); i++) {
      if (axes.get(i) != null) {
        return values.get(i).shape().size(axes.get(i));
      }
    }
    throw new IllegalArgumentException("nothing is batched");
  }

  /// `axis` in the one example becomes this axis in the batch.
  static int shifted(int axis, int batchAxis) {
    return axis < batchAxis ? axis : axis + 1;
  }

  /// The same for several axes.
  static Ints shifted(Ints axes, int batchAxis) {
    return axes.map(a -> shifted(a, batchAxis));
  }
}
