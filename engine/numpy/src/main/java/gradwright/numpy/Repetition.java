package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;

/// `repeat` with one count for all elements, or a count for each.
final class Repetition {
  private Repetition() {}

  static Value repeat(Arguments a) {
    Value x = a.value("a");
    Value counts = a.value("repeats");
    Integer axis = Sequences.axisOrNull(a, "axis", Math.max(1, x.rank()));
    if (a.isNone("total_repeat_length")) {
      Array known =
          Concrete.array(
              counts,
              "When jit-compiling jnp.repeat, the total number of repeats must be static. To fix this, either specify a"
                  + " static value for `repeats`, or pass a static value to `total_repeat_length`.");
      if (counts.rank() == 0 && (x.rank() > 0 || axis == null)) {
        return Joining.repeat(x, Math.toIntExact(known.getLong(0)), axis);
      }
      return perElement(x, known, axis);
    }
    throw JaxError.notImplemented("jnp.repeat with total_repeat_length is not available yet.");
  }

  private static Value perElement(Value x, Array counts, Integer axis) {
    Value v = axis == null ? Layout.ravel(x) : x;
    int k = axis == null ? 0 : axis;
    int n = v.shape().size(k);
    long given = counts.elements();
    if (given != n && given != 1) {
      throw JaxError.value(
          "Incompatible shapes for broadcasting: " + Shape.of((int) given).toTuple() + " and requested shape (" + n + ",)");
    }
    int total = 0;
    for (int i = 0; i < n; i++) {
      total += Math.toIntExact(counts.getLong(given == 1 ? 0 : i));
    }
    int[] index = new int[total];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (long c = counts.getLong(given == 1 ? 0 : i); c > 0; c--) {
        index[at++] = i;
      }
    }
    return Taking.take(v, Creation.array(index), k);
  }
}
