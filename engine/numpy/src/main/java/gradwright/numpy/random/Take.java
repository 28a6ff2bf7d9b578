package gradwright.numpy.random;

import gradwright.core.lax.Lax;
import gradwright.core.prim.Indexing;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;

/// Selects along an axis by indices known to be in bounds.
final class Take {
  private Take() {}

  /// `x` indexed along `axis` by integers of any shape; the index's axes take the place of `axis`.
  static Value rows(Value x, Value index, int axis) {
    int r = index.rank();
    int[] offset = new int[x.rank() - 1];
    int[] sizes = x.shape().toArray();
    sizes[axis] = 1;
    for (int i = 0; i < offset.length; i++) {
      offset[i] = i < axis ? i : i + r;
    }
    var dims = new Indexing.GatherDimensions(Ints.of(offset), Ints.of(axis), Ints.of(axis), Ints.EMPTY, Ints.EMPTY);
    Shape withVector = index.shape().insert(r, 1);
    Value starts = Lax.broadcastInDim(index, withVector, Ints.range(0, r));
    return Lax.bind1(
        new Indexing.Gather(dims, Ints.of(sizes), false, false, Indexing.Mode.PROMISE_IN_BOUNDS, null), x, starts);
  }
}
