package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Tuple;
import gradwright.numpy.indexing.Updates;
import java.util.List;

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
      if (!(counts.dtype().isInteger() || counts.dtype().isBool())) {
        throw JaxError.type("repeat: repeats must be of an integer type, got dtype " + counts.dtype().jaxName() + ".");
      }
      if (counts.rank() == 0 && (x.rank() > 0 || axis == null)) {
        return Joining.repeat(x, Math.toIntExact(known.getLong(0)), axis);
      }
      return perElement(x, known, axis);
    }
    int total = Sequences.staticInt(a.get("total_repeat_length"), "total_repeat_length", a);
    return traced(x, counts, axis, total);
  }

  /// With counts that may be traced: the output's length is given, its indices come from running sums.
  private static Value traced(Value x, Value counts, Integer axis, int total) {
    Value v = axis == null ? Layout.ravel(x) : x;
    int k = axis == null ? 0 : axis;
    int n = v.shape().size(k);
    if (total == 0 || n == 0) {
      return Subscripts.range(v, 0, 0, k);
    }
    Value repeats = Promote.broadcastTo(Layout.ravel(counts), Shape.of(n));
    Value shifted = Joining.roll(repeats, Ints.of(1), Ints.of(0));
    shifted = Updates.set(shifted, new Tuple(List.of(0L)), Promote.integer(0));
    Value starts = Cumulations.cumsum(shifted, null);
    Value marks = Creation.zeros(DType.INT32, total);
    marks = Updates.add(marks, new Tuple(List.of(starts)), Promote.integer(1));
    Value index = Arithmetic.subtract(Cumulations.cumsum(marks, null), Promote.integer(1));
    return Taking.take(v, index, k);
  }

  private static Value perElement(Value x, Array counts, Integer axis) {
    Value v = axis == null ? Layout.ravel(x) : x;
    int k = axis == null ? 0 : axis;
    int n = v.shape().size(k);
    long given = counts.elements();
    if (given != n && given != 1) {
      throw JaxError.value(
          "Incompatible shapes for broadcasting: "
              + Shape.of((int) given).toTuple()
              + " and requested shape ("
              + n
              + ",)");
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
