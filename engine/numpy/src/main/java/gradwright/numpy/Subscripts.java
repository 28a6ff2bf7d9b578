package gradwright.numpy;

import gradwright.core.lax.Lax;
import gradwright.core.prim.Indexing.GatherDimensions;
import gradwright.core.prim.Indexing.Mode;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import java.util.List;

/// Index arithmetic that several functions share.
final class Subscripts {
  private Subscripts() {}

  /// Negative indices made to count from the end of an axis of that size: `lt`, `add`, `select_n`; unsigned ones stay.
  static Value normalized(Value index, int size) {
    if (index.dtype().isUnsigned()) {
      return index;
    }
    Value negative = Lax.lt(index, Promote.like(index, 0L));
    Value moved = Lax.add(Promote.convert(index, index.dtype()), Promote.like(index, (long) size));
    return Lax.select(negative, moved, index);
  }

  /// The sub-array at a static index of an axis, as `x[i]` stages it.
  static Value pick(Value x, int i, int axis) {
    if (x.shape().size(axis) == 1) {
      return Lax.squeeze(x, Ints.of(axis));
    }
    int[] start = new int[x.rank()];
    int[] limit = x.shape().toArray();
    start[axis] = i;
    limit[axis] = i + 1;
    return Lax.squeeze(Lax.slice(x, Ints.of(start), Ints.of(limit), null), Ints.of(axis));
  }

  /// The slice [from, to) of an axis, as `x[from:to]` stages it.
  static Value range(Value x, int from, int to, int axis) {
    if (from == 0 && to == x.shape().size(axis)) {
      return x;
    }
    int[] start = new int[x.rank()];
    int[] limit = x.shape().toArray();
    start[axis] = from;
    limit[axis] = Math.max(from, to);
    return Lax.slice(x, Ints.of(start), Ints.of(limit), null);
  }

  /// `x[..., i, j]` for index vectors of one length.
  static Value lastTwo(Value x, Value i, Value j) {
    int r = x.rank();
    Value a = normalized(i, x.shape().size(r - 2));
    Value b = normalized(j, x.shape().size(r - 1));
    int n = i.shape().size(0);
    Shape column = Shape.of(n, 1);
    Value where =
        Lax.concatenate(
            List.of(Lax.broadcastInDim(a, column, Ints.of(0)), Lax.broadcastInDim(b, column, Ints.of(0))), 1);
    int[] sizes = x.shape().toArray();
    sizes[r - 2] = 1;
    sizes[r - 1] = 1;
    Ints last = Ints.of(r - 2, r - 1);
    return Gathering.gather(
        x,
        where,
        new GatherDimensions(Ints.range(0, r - 2), last, last, Ints.EMPTY, Ints.EMPTY),
        Ints.of(sizes),
        false,
        false,
        Mode.PROMISE_IN_BOUNDS,
        null);
  }
}
