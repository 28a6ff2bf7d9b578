package gradwright.core.batch;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Primitive;
import gradwright.core.trace.Session;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The forms that many batching rules share.
final class Patterns {
  private Patterns() {}

  static Batched one(Value value, Integer axis) {
    return new Batched(List.of(value), Collections.singletonList(axis));
  }

  static Batched all(List<Value> values, Integer axis) {
    return new Batched(values, Collections.nCopies(values.size(), axis));
  }

  /// A primitive of one operand that does not care about the number of axes.
  static Batched vectorized(Primitive p, List<Value> values, List<Integer> axes) {
    return all(Session.bind(p, values), axes.getFirst());
  }

  /// A primitive whose operands broadcast (rank 0, or size 1 at equal ranks).
  static Batched broadcasting(Primitive p, List<Value> values, List<Integer> axes) {
    Shape shape = null;
    Integer axis = null;
    for (int i = 0; i < values.size() && axis == null; i++) {
      axis = axes.get(i);
      shape = values.get(i).shape();
    }
    boolean agree = true;
    for (int i = 0; i < values.size(); i++) {
      Shape s = values.get(i).shape();
      agree &= s.isScalar() || s.equals(shape) && axis.equals(axes.get(i));
    }
    if (agree) {
      return all(Session.bind(p, values), axis);
    }
    // Unbatched operands get a batch axis of size 1, which the primitive stretches itself.
    List<Value> args = new ArrayList<>();
    int rank = 0;
    for (int i = 0; i < values.size(); i++) {
      Value v = values.get(i);
      args.add(v.shape().isScalar() ? v : Vmap.moveToFront(v, axes.get(i), 1));
      rank = Math.max(rank, args.get(i).rank());
    }
    for (int i = 0; i < args.size(); i++) {
      Value v = args.get(i);
      if (axes.get(i) != null && v.rank() != rank) {
        args.set(i, Lax.expandDims(v, Ints.range(v.rank(), rank)));
      }
    }
    return all(Session.bind(p, args), 0);
  }

  /// Operands with the batch axis in front; unbatched ones repeated.
  static List<Value> inFront(List<Value> values, List<Integer> axes) {
    int size = Vmap.size(values, axes);
    List<Value> r = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      r.add(Vmap.moveToFront(values.get(i), axes.get(i), size));
    }
    return r;
  }

  /// A primitive that supports leading batch axes in all operands.
  static Batched expandDims(Primitive p, List<Value> values, List<Integer> axes) {
    return all(Session.bind(p, inFront(values, axes)), 0);
  }
}
