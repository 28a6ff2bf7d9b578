package gradwright.core.batch;

import static gradwright.core.batch.Patterns.one;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Elementwise;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Batching rules of Elementwise primitives.
final class ElementwiseBatch {
  private ElementwiseBatch() {}

  static Batched batch(BatchTrace trace, Elementwise p, List<Value> values, List<Integer> axes) {
    return switch (p) {
      case Elementwise.Unary _,
          Elementwise.IntegerPow _,
          Elementwise.Round _,
          Elementwise.Convert _,
          Elementwise.ReducePrecision _ ->
          Patterns.vectorized(p, values, axes);
      case Elementwise.BitcastConvert b -> {
        // A change of width adds or removes the last axis, so the batch axis has to be another.
        boolean sameWidth = b.newDType().bits() == values.getFirst().dtype().bits();
        yield sameWidth
            ? Patterns.vectorized(p, values, axes)
            : one(Lax.bind1(p, Lax.moveAxis(values.getFirst(), axes.getFirst(), 0)), 0);
      }
      case Elementwise.Binary b when b.op() == BinaryOp.ADD_ANY -> addAny(p, values, axes);
      case Elementwise.Binary _, Elementwise.RegularizedIncompleteBeta _ -> Patterns.broadcasting(p, values, axes);
      case Elementwise.SelectN _ -> select(values, axes);
      case Elementwise.Clamp _ -> clamp(values, axes);
    };
  }

  /// Tangents have one shape, so no operand is stretched but along the batch axis.
  private static Batched addAny(Elementwise p, List<Value> values, List<Integer> axes) {
    Value x = values.get(0);
    Value y = values.get(1);
    Integer ax = axes.get(0);
    Integer ay = axes.get(1);
    if (Objects.equals(ax, ay)) {
      return one(Lax.bind1(p, x, y), ax);
    }
    if (ax == null) {
      return one(Lax.bind1(p, Vmap.broadcast(x, y.shape().size(ay), ay), y), ay);
    }
    if (ay == null) {
      return one(Lax.bind1(p, x, Vmap.broadcast(y, x.shape().size(ax), ax)), ax);
    }
    return one(Lax.bind1(p, Lax.moveAxis(x, ax, ay), y), ay);
  }

  private static Batched select(List<Value> values, List<Integer> axes) {
    Value which = values.getFirst();
    Integer whichAxis = axes.getFirst();
    List<Value> cases = values.subList(1, values.size());
    List<Integer> caseAxes = axes.subList(1, axes.size());
    int size = Vmap.size(values, axes);
    Integer first = caseAxes.getFirst();
    boolean sameAxes = caseAxes.stream().allMatch(a -> Objects.equals(a, first));

    // Where all agree nothing has to move.
    if (sameAxes && Objects.equals(whichAxis, first)) {
      Shape shape = cases.getFirst().shape();
      Value w = which.shape().equals(shape) ? which : Lax.broadcastInDim(which, shape, Ints.of(whichAxis));
      return one(Lax.selectN(w, cases), whichAxis);
    }
    if (which.shape().isScalar() && caseAxes.stream().allMatch(Objects::nonNull)) {
      if (sameAxes) {
        return one(Lax.selectN(which, cases), first);
      }
      Shape shape = cases.getFirst().shape();
      if (cases.stream().allMatch(c -> c.shape().equals(shape))) {
        List<Value> moved = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
          moved.add(Lax.moveAxis(cases.get(i), caseAxes.get(i), first));
        }
        return one(Lax.selectN(which, moved), first);
      }
    }

    if (!which.shape().isScalar()) {
      which = Vmap.moveToFront(which, whichAxis, size);
    }
    if (!cases.stream().allMatch(c -> c.shape().isScalar())) {
      List<Value> moved = new ArrayList<>();
      for (int i = 0; i < cases.size(); i++) {
        moved.add(Vmap.moveToFront(cases.get(i), caseAxes.get(i), size));
      }
      cases = moved;
    }
    Shape shape = cases.getFirst().shape();
    if (which.rank() > 0 && which.rank() < shape.rank()) {
      which = Lax.broadcastInDim(which, shape, Ints.of(0)); // each example had a scalar
    }
    if (which.rank() > shape.rank()) {
      List<Value> full = new ArrayList<>();
      for (Value c : cases) {
        full.add(Lax.broadcastInDim(c, which.shape(), Ints.EMPTY));
      }
      cases = full;
    }
    return one(Lax.selectN(which, cases), 0);
  }

  private static Batched clamp(List<Value> values, List<Integer> axes) {
    Value min = values.get(0);
    Value x = values.get(1);
    Value max = values.get(2);
    Integer minAxis = axes.get(0);
    Integer axis = axes.get(1);
    Integer maxAxis = axes.get(2);
    int size = Vmap.size(values, axes);

    if (Objects.equals(minAxis, axis) && Objects.equals(axis, maxAxis)) {
      if (min.shape().equals(x.shape()) && max.shape().equals(x.shape())) {
        return one(Lax.clamp(min, x, max), axis);
      }
      if (min.rank() == 1 && max.rank() == 1) {
        Value lo = Lax.broadcastInDim(min, x.shape(), Ints.of(minAxis));
        Value hi = Lax.broadcastInDim(max, x.shape(), Ints.of(maxAxis));
        return one(Lax.clamp(lo, x, hi), axis);
      }
    } else if (min.rank() == 0 && max.rank() == 0 && axis != null) {
      return one(Lax.clamp(min, x, max), axis);
    }

    min = min.rank() == 0 ? min : Vmap.moveToFront(min, minAxis, size);
    max = max.rank() == 0 ? max : Vmap.moveToFront(max, maxAxis, size);
    x = x.rank() == 0 ? x : Vmap.moveToFront(x, axis, size);
    if (x.rank() > 0) {
      min = min.rank() == 0 ? bound(min, x) : min;
      max = max.rank() == 0 ? bound(max, x) : max;
    }
    if (min.rank() > x.rank()) {
      x = Lax.broadcastInDim(x, min.shape(), Ints.EMPTY);
    } else if (max.rank() > x.rank()) {
      x = Lax.broadcastInDim(x, max.shape(), Ints.EMPTY);
    }
    return one(Lax.clamp(bound(min, x), x, bound(max, x)), 0);
  }

  /// A bound that is one number for each example, or one for all, in the shape of the operand.
  private static Value bound(Value b, Value x) {
    if (b.rank() >= x.rank()) {
      return b;
    }
    return Lax.broadcastInDim(b, x.shape(), b.rank() == 0 ? Ints.EMPTY : Ints.of(0));
  }
}
