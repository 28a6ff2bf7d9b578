package gradwright.core.lax;

import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/// Prefix sums under any associative operation in logarithmic depth (Blelloch): combine neighbours, scan the half-sized
/// rest, and fill in the elements between.
public final class AssociativeScan {
  private AssociativeScan() {}

  /// Scans several arrays together along `axis`; `combine` takes the elements of all on the left and on the right.
  public static List<Value> scan(BinaryOperator<List<Value>> combine, List<Value> elements, int axis, boolean reverse) {
    if (!reverse) {
      return scan(combine, elements, axis);
    }
    List<Value> flipped = new ArrayList<>();
    elements.forEach(e -> flipped.add(Lax.rev(e, Ints.of(axis))));
    List<Value> scanned = new ArrayList<>();
    scan(combine, flipped, axis).forEach(e -> scanned.add(Lax.rev(e, Ints.of(axis))));
    return scanned;
  }

  /// Scans one array.
  public static Value scan(BinaryOperator<Value> combine, Value x, int axis, boolean reverse) {
    return scan((a, b) -> List.of(combine.apply(a.getFirst(), b.getFirst())), List.of(x), axis, reverse).getFirst();
  }

  private static List<Value> scan(BinaryOperator<List<Value>> combine, List<Value> elements, int axis) {
    int n = elements.getFirst().shape().size(axis);
    if (n < 2) {
      return elements;
    }
    List<Value> odd =
        scan(combine, combine.apply(slices(elements, 0, n - 1, 2, axis), slices(elements, 1, n, 2, axis)), axis);
    List<Value> before = n % 2 == 0 ? slices(odd, 0, odd.getFirst().shape().size(axis) - 1, 1, axis) : odd;
    List<Value> even = combine.apply(before, slices(elements, 2, n, 2, axis));
    List<Value> firsts = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      firsts.add(Lax.concatenate(List.of(Lax.sliceInDim(elements.get(i), 0, 1, axis), even.get(i)), axis));
    }
    List<Value> result = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      result.add(interleave(firsts.get(i), odd.get(i), axis));
    }
    return result;
  }

  private static List<Value> slices(List<Value> xs, int start, int limit, int stride, int axis) {
    List<Value> r = new ArrayList<>();
    xs.forEach(x -> r.add(Lax.sliceInDim(x, start, limit, stride, axis)));
    return r;
  }

  private static Value interleave(Value a, Value b, int axis) {
    boolean equal = a.shape().size(axis) == b.shape().size(axis);
    int[] none = new int[a.rank()];
    int[] one = new int[a.rank()];
    one[axis] = 1;
    Value x = Lax.pad(a, Lax.constant(a, 0), Ints.of(none), Ints.of(equal ? one : none), Ints.of(one));
    Value y = Lax.pad(b, Lax.constant(b, 0), Ints.of(one), Ints.of(equal ? none : one), Ints.of(one));
    return a.dtype() == DType.BOOL ? Lax.or(x, y) : Lax.add(x, y);
  }
}
