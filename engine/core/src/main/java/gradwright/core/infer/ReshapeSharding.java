package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Shaping;
import gradwright.core.types.Aval;
import gradwright.core.types.Shape;
import gradwright.core.types.Sharding;
import java.util.ArrayList;
import java.util.List;

/// How a reshaped array is divided: it is clear where axes of size 1 come or go, or where one axis is split or several are
/// merged into one.
final class ReshapeSharding {
  private final Shaping.Reshape primitive;
  private final Aval operand;
  private final Sharding sharding;

  private ReshapeSharding(Shaping.Reshape primitive, Aval operand, Sharding sharding) {
    this.primitive = primitive;
    this.operand = operand;
    this.sharding = sharding;
  }

  static List<List<String>> parts(Shaping.Reshape p, Aval x, Sharding s, Aval out) {
    return s.isUndivided() ? ShardingRules.undivided(out) : new ReshapeSharding(p, x, s).parts();
  }

  private List<List<String>> parts() {
    Shape from = operand.shape();
    Shape to = primitive.newSizes();
    if (withoutOnes(from).equals(withoutOnes(to))) {
      return singles(to);
    }
    if (to.rank() > from.rank()) {
      return split(from, to);
    }
    if (to.rank() < from.rank()) {
      return merge(from, to);
    }
    throw unsupported();
  }

  private static List<Integer> withoutOnes(Shape s) {
    List<Integer> r = new ArrayList<>();
    for (int i = 0; i < s.rank(); i++) {
      if (s.size(i) != 1) {
        r.add(s.size(i));
      }
    }
    return r;
  }

  private List<List<String>> singles(Shape to) {
    List<List<String>> kept = new ArrayList<>();
    for (int i = 0; i < operand.rank(); i++) {
      if (operand.shape().size(i) != 1) {
        kept.add(sharding.part(i));
      }
    }
    List<List<String>> r = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < to.rank(); i++) {
      r.add(to.size(i) == 1 ? List.of() : kept.get(next++));
    }
    return r;
  }

  /// The axis of `few` that several of `many` make, found by leaving out the equal ones on both sides; what lies before it.
  private int oneAxis(Shape few, Shape many) {
    int before = 0;
    while (before < few.rank() && few.size(before) == many.size(before)) {
      before++;
    }
    int after = 0;
    while (few.rank() - 1 - after > before && few.size(few.rank() - 1 - after) == many.size(many.rank() - 1 - after)) {
      after++;
    }
    long product = 1;
    for (int i = before; i < many.rank() - after; i++) {
      product *= many.size(i);
    }
    if (before + after + 1 != few.rank() || few.size(before) != product) {
      throw unsupported();
    }
    return before;
  }

  private List<List<String>> split(Shape from, Shape to) {
    int axis = oneAxis(from, to);
    int count = to.rank() - from.rank() + 1;
    List<List<String>> r = new ArrayList<>(sharding.parts().subList(0, axis));
    r.addAll(dealt(sharding.part(axis), to, axis, count));
    r.addAll(sharding.parts().subList(axis + 1, from.rank()));
    return r;
  }

  private List<List<String>> merge(Shape from, Shape to) {
    int axis = oneAxis(to, from);
    int count = from.rank() - to.rank() + 1;
    List<String> together = new ArrayList<>();
    boolean ended = false;
    for (List<String> part : sharding.parts().subList(axis, axis + count)) {
      if (ended && !part.isEmpty()) {
        throw unsupported();
      }
      ended |= part.isEmpty();
      together.addAll(part);
    }
    List<List<String>> r = new ArrayList<>(sharding.parts().subList(0, axis));
    r.addAll(dealt(together, to, axis, 1));
    r.addAll(sharding.parts().subList(axis + count, from.rank()));
    return r;
  }

  /// Deals mesh axes out to `count` axes of the result: the first takes as many as its size holds.
  private List<List<String>> dealt(List<String> axes, Shape to, int first, int count) {
    if (!axes.isEmpty() && primitive.dimensions() != null) {
      throw unsupported();
    }
    List<List<String>> r = new ArrayList<>();
    int next = 0;
    for (int i = first; i < first + count; i++) {
      int size = to.size(i);
      List<String> own = new ArrayList<>();
      while (size > 1 && next < axes.size()) {
        int n = sharding.mesh().size(axes.get(next));
        if (size % n != 0) {
          throw unsupported();
        }
        size /= n;
        own.add(axes.get(next++));
      }
      r.add(own);
    }
    if (next < axes.size()) {
      throw unsupported();
    }
    return r;
  }

  private JaxError unsupported() {
    return ShardingRules.error(
        "This reshape is not supported. Please specify the sharding of the output via the `out_sharding` argument of"
            + " jax.lax.reshape. Got operand type: "
            + operand.longName()
            + ", new sizes: "
            + primitive.newSizes().toTuple());
  }
}
