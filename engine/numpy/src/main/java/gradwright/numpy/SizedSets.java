package gradwright.numpy;

import gradwright.core.lax.Lax;
import gradwright.core.prim.Reduction;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Tuple;
import gradwright.numpy.indexing.Indexing;
import java.util.ArrayList;
import java.util.List;

/// Set operations whose results have a given size, so that they work on traced arrays: the unique elements of both arrays are
/// laid side by side and sorted, and neighbours compared.
final class SizedSets {
  private SizedSets() {}

  /// The common elements, and where the first of each is in either array; sizes as asked for.
  record Intersection(Value values, Value left, Value right) {}

  /// Both arrays' unique elements sorted together: what belongs to the sets comes first and is marked; `order` gives each
  /// element's place before sorting.
  private record Sorted(Value values, Value order, Value known, Value left, Value right, Value leftCount) {}

  private static Sorted sorted(Value x, Value y, boolean distinct) {
    int n = x.shape().size(0);
    int m = y.shape().size(0);
    Value all = Joining.concatenate(List.of(x, y), 0);
    Value places = Ranges.arange(n + m);
    if (distinct) {
      List<Value> r = Session.bind(new Reduction.Sort(0, true, 1), List.of(all, places));
      Value known = Creation.ones(DType.BOOL, n + m);
      return new Sorted(r.get(0), r.get(1), known, Ranges.arange(n), Ranges.arange(m), Promote.integer(n));
    }
    SetOperations.Unique a = SetOperations.unique(x, 0, true, false, false, true, n, Promote.integer(0));
    SetOperations.Unique b = SetOperations.unique(y, 0, true, false, false, true, m, Promote.integer(0));
    all = Creation.zeros(all.dtype(), n + m);
    all = Lax.dynamicUpdateSlice(all, a.values(), List.of(HostScalar.of(DType.INT32, false, 0L)));
    all = Lax.dynamicUpdateSlice(all, b.values(), List.of(Lax.convert(a.found(), DType.INT32)));
    Value known = Comparison.less(places, Arithmetic.add(a.found(), b.found()));
    List<Value> r = Session.bind(new Reduction.Sort(0, true, 2), List.of(Lax.not(known), all, places));
    return new Sorted(r.get(1), r.get(2), known, a.index(), b.index(), a.found());
  }

  private static Value get(Value x, Value at, long fill) {
    List<Object> index = new ArrayList<>(List.of(at));
    return Indexing.get(
        x, new Tuple(index), new Indexing.Options("fill", false, false, HostScalar.of(x.dtype(), false, fill), true));
  }

  /// The marked elements in front, `size` of them; what is missing is `fill`, or the smallest of them for null.
  private static Value filled(Value values, Value count, int size, Value fill) {
    Value there = Comparison.less(Ranges.arange(size), count);
    if (fill != null) {
      return Selection.where(there, values, fill);
    }
    if (size == 0) {
      return values;
    }
    Value held = Selection.where(there, values, Reductions.max(values));
    return Selection.where(there, held, Reductions.min(held));
  }

  /// The elements of both arrays, which are vectors of one dtype.
  static Intersection intersect(Value x, Value y, boolean distinct, int size, Value fill) {
    int n = x.shape().size(0);
    int m = y.shape().size(0);
    int all = n + m;
    Sorted s = sorted(x, y, distinct);
    if (all == 0) {
      Value none = Creation.full(gradwright.core.types.Shape.of(size), HostScalar.of(DType.INT32, false, 0L));
      return new Intersection(filled(Creation.zeros(x.dtype(), size), Promote.integer(0), size, fill), none, none);
    }
    Value upper = Subscripts.range(s.values, 1, all, 0);
    Value lower = Subscripts.range(s.values, 0, all - 1, 0);
    Value both = Lax.and(Comparison.equal(upper, lower), Subscripts.range(s.known, 1, all, 0));
    Value count = Reductions.sum(both);
    Value at = Searching.nonzero(both, size, List.of(Promote.integer(all))).getFirst();
    Value values = filled(get(s.values, at, 0), count, size, fill);
    Value there = Comparison.less(Ranges.arange(size), count);
    Value left = Selection.where(there, get(s.order, at, n), Promote.integer(n));
    Value next = Arithmetic.add(at, Promote.integer(1));
    Value right = Arithmetic.subtract(get(s.order, next, m), s.leftCount);
    right = Selection.where(there, right, Promote.integer(m));
    return distinct
        ? new Intersection(values, left, right)
        : new Intersection(values, get(s.left, left, n), get(s.right, right, m));
  }

  /// The elements of exactly one of the arrays, which are vectors of one dtype.
  static Value exclusive(Value x, Value y, boolean distinct, int size, Value fill) {
    int all = x.shape().size(0) + y.shape().size(0);
    if (all == 0) {
      return filled(Creation.zeros(x.dtype(), size), Promote.integer(0), size, fill);
    }
    Sorted s = sorted(x, y, distinct);
    Value yes = Creation.ones(DType.BOOL, 1);
    Value upper = Subscripts.range(s.values, 1, all, 0);
    Value lower = Subscripts.range(s.values, 0, all - 1, 0);
    // An element stands alone where it differs from both neighbours; what does not belong to the sets is another
    // neighbour.
    Value differs = Lax.or(Comparison.notEqual(upper, lower), Lax.not(Subscripts.range(s.known, 1, all, 0)));
    Value before = Joining.concatenate(List.of(yes, differs), 0);
    Value after = Joining.concatenate(List.of(differs, yes), 0);
    Value alone = Lax.and(s.known, Lax.and(before, after));
    Value at = Searching.nonzero(alone, size, List.of(Promote.integer(all))).getFirst();
    return filled(get(s.values, at, 0), Reductions.sum(alone), size, fill);
  }
}
