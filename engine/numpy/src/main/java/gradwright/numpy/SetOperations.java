package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Reduction;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.IndexItems;
import gradwright.numpy.catalogue.NamedResult;
import gradwright.numpy.catalogue.Tuple;
import gradwright.numpy.indexing.Indexing;
import gradwright.numpy.indexing.Updates;
import java.util.ArrayList;
import java.util.List;

/// Arrays as sets: unique elements, membership, union, intersection, difference.
public final class SetOperations {
  private SetOperations() {}

  private static final String HINT =
      "To make jnp.unique() compatible with JIT and other transforms, you can specify a concrete value for the size"
          + " argument, which will determine the output size.";

  /// What `unique` gives: the values, what was asked for besides (else null), and where values begin among the sorted elements.
  public record Unique(Value values, Value index, Value inverse, Value counts, Value mask) {
    /// How many unique values there are: a scalar.
    Value found() {
      return Reductions.sum(mask);
    }
  }

  private static List<Value> sortedMask(Value x, int axis, boolean equalNan) {
    return NamedJit.call(
        "_unique_sorted_mask",
        List.of(axis, equalNan),
        List.of(x),
        in -> {
          Value aux = Layout.moveaxis(in.getFirst(), axis, 0);
          int n = aux.shape().size(0);
          int width = 1;
          for (int i = 1; i < aux.rank(); i++) {
            width *= aux.shape().size(i);
          }
          Value columns = Layout.transpose(Lax.reshape(aux, Shape.of(n, width)));
          Value perm = Sorting.lexsort(Lax.rev(columns, Ints.of(0)), -1);
          aux = at(aux, perm);
          if (n == 0) {
            return List.of(aux, Creation.zeros(DType.BOOL, n), perm);
          }
          Value mask = Creation.ones(DType.BOOL, n);
          Value upper = Subscripts.range(aux, 1, n, 0);
          Value lower = Subscripts.range(aux, 0, n - 1, 0);
          Value differs = Lax.ne(upper, lower);
          if (aux.dtype().isInexact() && equalNan) {
            differs = Lax.and(differs, Lax.not(Lax.and(Lax.ne(upper, upper), Lax.ne(lower, lower))));
          }
          Value any = Reductions.any(differs, Reductions.Options.over(Ints.range(1, aux.rank()), false));
          Tuple rest = new Tuple(List.of(new IndexItems.Slice(1L, null, null)));
          return List.of(aux, Updates.set(mask, rest, any), perm);
        });
  }

  private static Value at(Value x, Object index) {
    List<Object> items = new ArrayList<>();
    items.add(index);
    return Indexing.get(x, items, Indexing.Options.DEFAULT);
  }

  /// Unique slices along an axis, sorted. `size` null needs a known array; else that many are given, the rest filled with
  /// `fill` (null: the smallest).
  public static Unique unique(
      Value x, int axis, boolean index, boolean inverse, boolean counts, boolean equalNan, Integer size, Value fill) {
    if (size == null) {
      Concrete.array(x, "The error arose for the first argument of jnp.unique(). " + HINT);
    }
    if (size != null && size < 0) {
      throw JaxError.type("jnp.unique: size must not be negative, got " + size);
    }
    int k = Arguments.normalizeAxis(axis, x.rank());
    List<Value> sorted = sortedMask(x, k, equalNan);
    Value aux = sorted.get(0);
    Value mask = sorted.get(1);
    Value perm = sorted.get(2);
    Object which = size == null ? mask : Searching.nonzero(mask, size, null).getFirst();
    boolean some = aux.shape().elements() > 0;
    Value result = some ? at(aux, which) : aux;
    if (size != null && fill != null) {
      Value f = Promote.convert(fill, result.dtype());
      Value valid = Comparison.less(Ranges.arange(size), Reductions.sum(mask));
      valid = Lax.expandDims(valid, Ints.range(1, result.rank()));
      result = Selection.where(valid, result, f);
    }
    Value indexes = index ? at(perm, which) : null;
    Value back = null;
    if (inverse) {
      Value rank = Arithmetic.subtract(Cumulations.cumsum(mask, null), Promote.integer(1));
      Value zeros = Creation.zeros(Promote.defaultInt(), mask.shape().toArray());
      back = Updates.set(zeros, new Tuple(List.of(perm)), rank);
    }
    Value repeats = counts ? counts(mask, size) : null;
    return new Unique(Layout.moveaxis(result, 0, k), indexes, back, repeats, mask);
  }

  private static Value counts(Value mask, Integer size) {
    int n = mask.shape().size(0);
    Value starts;
    if (size == null) {
      starts = Joining.append(Searching.nonzero(mask, null, null).getFirst(), Promote.integer(n), null);
    } else {
      starts = Searching.nonzero(mask, size + 1, null).getFirst();
      Value rest = Subscripts.range(starts, 1, size + 1, 0);
      Value filled = Selection.where(rest, Subscripts.range(starts, 1, size + 1, 0), Promote.integer(n));
      starts = Updates.set(starts, new Tuple(List.of(new IndexItems.Slice(1L, null, null))), filled);
    }
    return Differences.diff(starts, 1, -1, null, null);
  }

  /// Whether each element occurs among others.
  public static Value isin(Value x, Value others, boolean invert) {
    Value flat =
        NamedJit.call1(
            "_in1d",
            invert,
            List.of(x, others),
            in -> {
              List<Value> p = Promote.dtypes(in);
              Value a = Layout.ravel(p.get(0));
              Value b = Layout.ravel(p.get(1));
              if (a.shape().elements() == 0 || b.shape().elements() == 0) {
                return List.of(Creation.full(a.shape(), HostScalar.of(DType.BOOL, false, invert ? 1L : 0L)));
              }
              Value column = Lax.expandDims(a, Ints.of(1));
              Value row = Lax.expandDims(b, Ints.of(0));
              return List.of(
                  invert
                      ? Reductions.all(Comparison.notEqual(column, row), 1)
                      : Reductions.any(Comparison.equal(column, row), 1));
            });
    return Lax.reshape(flat, x.shape());
  }

  private static Value flatUnique(Value x, Integer size, Value fill) {
    return unique(Layout.ravel(x), 0, false, false, false, true, size, fill).values();
  }

  private static Integer size(Arguments a) {
    return a.isNone("size")
        ? null
        : Integer.valueOf(
            Sequences.staticInt(a.get("size"), "The error arose for the size argument of jnp.unique(). " + HINT, a));
  }

  private static Object unique(Arguments a) {
    Value x = a.value("ar");
    boolean flat = a.isNone("axis");
    Value v = flat ? Layout.ravel(x) : x;
    int axis = flat ? 0 : a.axis("axis", x.rank());
    Unique u =
        unique(
            v,
            axis,
            a.flag("return_index"),
            a.flag("return_inverse"),
            a.flag("return_counts"),
            a.flag("equal_nan"),
            size(a),
            a.valueOrNull("fill_value"));
    List<Object> r = new ArrayList<>(List.of(u.values()));
    if (u.index() != null) {
      r.add(u.index());
    }
    if (u.inverse() != null) {
      r.add(flat ? Lax.reshape(u.inverse(), x.shape()) : u.inverse());
    }
    if (u.counts() != null) {
      r.add(u.counts());
    }
    return r.size() == 1 ? r.getFirst() : new Tuple(r);
  }

  private static Value filtered(Value x, Value keep, Arguments a) {
    Concrete.array(keep, "The error arose in jnp." + a.functionName() + "().");
    return at(x, keep);
  }

  private static Value flat(Arguments a, String name) {
    return Layout.ravel(a.value(name));
  }

  private static Value difference(Arguments a) {
    Value x = flat(a, "ar1");
    Value y = flat(a, "ar2");
    Integer size = a.isNone("size") ? null : Integer.valueOf(a.integer("size"));
    int n = x.shape().size(0);
    boolean distinct = a.flag("assume_unique");
    if (size == null) {
      Value u = distinct ? x : flatUnique(x, null, null);
      return filtered(u, isin(u, y, true), a);
    }
    Value fill =
        a.isNone("fill_value")
            ? HostScalar.of(x.dtype(), false, 0L)
            : Promote.convert(a.value("fill_value"), x.dtype());
    if (n == 0) {
      return Promote.broadcastTo(fill, Shape.of(size));
    }
    Value u = distinct ? x : flatUnique(x, n, null);
    Value keep = isin(u, y, true);
    if (!distinct) {
      // The places that only pad the unique elements repeat the first one.
      Value repeats = Reductions.sum(Comparison.equal(u, Subscripts.pick(u, 0, 0)));
      Value known = Arithmetic.subtract(Promote.integer(n + 1), repeats);
      keep = Selection.where(Comparison.less(Ranges.arange(n), known), keep, HostScalar.of(DType.BOOL, false, 0L));
    }
    Value found = Comparison.less(Ranges.arange(size), Reductions.sum(keep));
    return Selection.where(found, at(u, Searching.nonzero(keep, size, null).getFirst()), fill);
  }

  private static Object intersect(Arguments a) {
    boolean indices = a.flag("return_indices");
    boolean distinct = a.flag("assume_unique");
    List<Value> p = Promote.dtypes(List.of(a.value("ar1"), a.value("ar2")));
    if (!a.isNone("size")) {
      SizedSets.Intersection r =
          SizedSets.intersect(
              Layout.ravel(p.get(0)), Layout.ravel(p.get(1)), distinct, size(a), a.valueOrNull("fill_value"));
      return indices ? new Tuple(List.of(r.values(), r.left(), r.right())) : r.values();
    }
    List<Value> sets = new ArrayList<>();
    List<Value> places = new ArrayList<>();
    for (Value v : p) {
      Value flat = Layout.ravel(v);
      Unique u = distinct ? null : unique(flat, 0, indices, false, false, true, null, null);
      sets.add(distinct ? flat : u.values());
      places.add(distinct ? null : u.index());
    }
    List<Value> sorted =
        NamedJit.call(
            "_intersect1d_sorted_mask",
            indices,
            sets,
            in -> {
              Value all = Joining.concatenate(in, 0);
              int n = all.shape().size(0);
              List<Value> r = new ArrayList<>();
              if (indices) {
                r.addAll(
                    Session.bind(new Reduction.Sort(0, true, 1), List.of(all, Lax.iota(DType.INT32, all.shape(), 0))));
              } else {
                r.add(Sorting.sort(all));
              }
              Value values = r.getFirst();
              int last = Math.max(n - 1, 0);
              r.add(
                  1,
                  Comparison.equal(
                      Subscripts.range(values, Math.min(1, n), n, 0), Subscripts.range(values, 0, last, 0)));
              return r;
            });
    Value values = sorted.get(0);
    Value both = sorted.get(1);
    Concrete.array(both, "The error arose in jnp.intersect1d().");
    int n = values.shape().size(0);
    int last = Math.max(n - 1, 0);
    Value common = at(Subscripts.range(values, 0, last, 0), both);
    if (!indices) {
      return common;
    }
    Value order = sorted.get(2);
    Value left = at(Subscripts.range(order, 0, last, 0), both);
    Value right =
        Arithmetic.subtract(
            at(Subscripts.range(order, Math.min(1, n), n, 0), both), Promote.integer(sets.getFirst().shape().size(0)));
    if (!distinct) {
      left = at(places.get(0), left);
      right = at(places.get(1), right);
    }
    return new Tuple(List.of(common, left, right));
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function(
        "unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True,"
            + " size=None, fill_value=None, sorted=True)",
        "Unique elements, sorted.",
        SetOperations::unique);
    m.function(
        "unique_values(x, /, *, size=None, fill_value=None)",
        "Unique elements, sorted.",
        a ->
            unique(Layout.ravel(a.value("x")), 0, false, false, false, false, size(a), a.valueOrNull("fill_value"))
                .values());
    m.function(
        "unique_counts(x, /, *, size=None, fill_value=None)",
        "Unique elements and how often each occurs.",
        a -> {
          Unique u =
              unique(Layout.ravel(a.value("x")), 0, false, false, true, false, size(a), a.valueOrNull("fill_value"));
          return new NamedResult("_UniqueCountsResult", List.of("values", "counts"), List.of(u.values(), u.counts()));
        });
    m.function(
        "unique_inverse(x, /, *, size=None, fill_value=None)",
        "Unique elements, and where each element is among them.",
        a -> {
          Value x = a.value("x");
          Unique u = unique(Layout.ravel(x), 0, false, true, false, false, size(a), a.valueOrNull("fill_value"));
          return new NamedResult(
              "_UniqueInverseResult",
              List.of("values", "inverse_indices"),
              List.of(u.values(), Lax.reshape(u.inverse(), x.shape())));
        });
    m.function(
        "unique_all(x, /, *, size=None, fill_value=None)",
        "Unique elements, their first places, where each element is among them, and their counts.",
        a -> {
          Value x = a.value("x");
          Unique u = unique(Layout.ravel(x), 0, true, true, true, false, size(a), a.valueOrNull("fill_value"));
          return new NamedResult(
              "_UniqueAllResult",
              List.of("values", "indices", "inverse_indices", "counts"),
              List.of(u.values(), u.index(), Lax.reshape(u.inverse(), x.shape()), u.counts()));
        });
    m.function(
        "isin(element, test_elements, assume_unique=False, invert=False, *, method='auto')",
        "Whether elements occur among others.",
        a -> {
          if (!List.of("auto", "compare_all", "binary_search", "sort").contains(a.string("method"))) {
            throw JaxError.value(
                "jnp.isin: method='"
                    + a.string("method")
                    + "' is not implemented; options are 'compare_all', 'binary_search', 'sort', and 'auto'");
          }
          return isin(a.value("element"), a.value("test_elements"), a.flag("invert"));
        });
    m.function(
        "union1d(ar1, ar2, *, size=None, fill_value=None)",
        "Elements of either array.",
        a ->
            flatUnique(
                Joining.concatenate(List.of(a.value("ar1"), a.value("ar2")), null, null),
                size(a),
                a.valueOrNull("fill_value")));
    m.function(
        "intersect1d(ar1, ar2, assume_unique=False, return_indices=False, *, size=None, fill_value=None)",
        "Elements of both arrays.",
        SetOperations::intersect);
    m.function(
        "setdiff1d(ar1, ar2, assume_unique=False, *, size=None, fill_value=None)",
        "Elements of the first array that are not in the second.",
        SetOperations::difference);
    m.function(
        "setxor1d(ar1, ar2, assume_unique=False, *, size=None, fill_value=None)",
        "Elements of exactly one array.",
        a -> {
          List<Value> p = Promote.dtypes(List.of(a.value("ar1"), a.value("ar2")));
          boolean distinct = a.flag("assume_unique");
          if (!a.isNone("size")) {
            return SizedSets.exclusive(
                Layout.ravel(p.get(0)), Layout.ravel(p.get(1)), distinct, size(a), a.valueOrNull("fill_value"));
          }
          Value x = distinct ? Layout.ravel(p.get(0)) : flatUnique(p.get(0), null, null);
          Value y = distinct ? Layout.ravel(p.get(1)) : flatUnique(p.get(1), null, null);
          Value left = filtered(x, isin(x, y, true), a);
          Value right = filtered(y, isin(y, x, true), a);
          return Sorting.sort(Joining.concatenate(List.of(left, right), 0));
        });
  }
}
