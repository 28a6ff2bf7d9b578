package gradwright.numpy.lax;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.trace.FlatFunction;
import gradwright.core.types.Ints;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.Joining;
import java.util.ArrayList;
import java.util.List;

/// Scans by an associative function in logarithmic depth, as `jax.lax.associative_scan`.
public final class AssociativeScan {
  private AssociativeScan() {}

  /// All prefixes combined along an axis. `f` takes the leaves of two elements and gives those of one; all leaves have the same
  /// size along the axis.
  public static List<Value> scan(FlatFunction f, List<Value> elements, boolean reverse, int axis) {
    if (elements.isEmpty()) {
      return List.of();
    }
    int n = elements.getFirst().shape().size(axis);
    for (Value e : elements) {
      if (e.shape().size(axis) != n) {
        throw JaxError.value(
            "Array inputs to associative_scan must have the same first dimension. (saw: "
                + elements.stream().map(v -> v.shape().toTuple()).toList()
                + ")");
      }
    }
    List<Value> in = reverse ? elements.stream().map(v -> Lax.rev(v, Ints.of(axis))).toList() : elements;
    List<Value> out = prefix(f, in, axis);
    return reverse ? out.stream().map(v -> Lax.rev(v, Ints.of(axis))).toList() : out;
  }

  private static List<Value> prefix(FlatFunction f, List<Value> xs, int axis) {
    int n = xs.getFirst().shape().size(axis);
    if (n < 2) {
      return xs;
    }
    List<Value> reduced = combine(f, part(xs, 0, n - 1, 2, axis), part(xs, 1, n, 2, axis));
    List<Value> odd = prefix(f, reduced, axis);
    int odds = odd.getFirst().shape().size(axis);
    List<Value> left = n % 2 == 0 ? part(odd, 0, odds - 1, 1, axis) : odd;
    List<Value> even = combine(f, left, part(xs, 2, n, 2, axis));
    List<Value> result = new ArrayList<>();
    for (int i = 0; i < xs.size(); i++) {
      Value first = Joining.sliceInDim(xs.get(i), 0, 1, 1, axis);
      Value e = n == 2 ? first : Joining.laxConcatenate(List.of(first, even.get(i)), axis);
      result.add(interleave(e, odd.get(i), axis));
    }
    return result;
  }

  private static List<Value> combine(FlatFunction f, List<Value> a, List<Value> b) {
    List<Value> in = new ArrayList<>(a);
    in.addAll(b);
    return f.call(in);
  }

  private static List<Value> part(List<Value> xs, int from, int to, int stride, int axis) {
    return xs.stream().map(v -> Joining.sliceInDim(v, from, to, stride, axis)).toList();
  }

  private static Value interleave(Value even, Value odd, int axis) {
    int ne = even.shape().size(axis);
    int no = odd.shape().size(axis);
    Value zero = HostScalar.of(even.dtype(), false, 0L);
    Value a = spread(even, zero, axis, 0, no == ne ? 1 : 0);
    Value b = spread(odd, zero, axis, 1, no == ne ? 0 : 1);
    return even.dtype().isBool() ? Lax.or(a, b) : Lax.add(a, b);
  }

  private static Value spread(Value x, Value zero, int axis, int low, int high) {
    int[] l = new int[x.rank()];
    int[] h = new int[x.rank()];
    int[] i = new int[x.rank()];
    l[axis] = low;
    h[axis] = high;
    i[axis] = 1;
    return Lax.pad(x, zero, Ints.of(l), Ints.of(h), Ints.of(i));
  }
}
