package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Reduction;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Sorting. NaN comes last; equal elements keep their order when stable.
public final class Sorting {
  private Sorting() {}

  /// Sorted along an axis (null: the flattened array).
  public static Value sort(Value x, Integer axis, boolean stable, boolean descending) {
    return NamedJit.call1(
        "sort",
        Arrays.asList(axis, stable, descending),
        List.of(x),
        in -> {
          Value a = axis == null ? Layout.ravel(in.getFirst()) : in.getFirst();
          int k = axis == null ? 0 : Arguments.normalizeAxis(axis, a.rank());
          Value r = Lax.bind1(new Reduction.Sort(k, stable, 1), a);
          return List.of(descending ? Lax.rev(r, Ints.of(k)) : r);
        });
  }

  public static Value sort(Value x) {
    return sort(x, -1, true, false);
  }

  /// The indices that sort along an axis (null: the flattened array).
  public static Value argsort(Value x, Integer axis, boolean stable, boolean descending, DType dtype) {
    return NamedJit.call1(
        "argsort",
        Arrays.asList(axis, stable, descending, dtype),
        List.of(x),
        in -> {
          Value a = axis == null ? Layout.ravel(in.getFirst()) : in.getFirst();
          int k = axis == null ? 0 : Arguments.normalizeAxis(axis, a.rank());
          Value i = Lax.iota(dtype == null ? Promote.defaultInt() : dtype, a.shape(), k);
          if (descending && stable) {
            a = Lax.rev(a, Ints.of(k));
            i = Lax.rev(i, Ints.of(k));
          }
          Value r = Session.bind(new Reduction.Sort(k, stable, 1), List.of(a, i)).get(1);
          return List.of(descending ? Lax.rev(r, Ints.of(k)) : r);
        });
  }

  public static Value argsort(Value x) {
    return argsort(x, -1, true, false, null);
  }

  /// The indices that sort by the last key, ties by the ones before it.
  public static Value lexsort(List<Value> keys, int axis) {
    if (keys.isEmpty()) {
      throw JaxError.type("need sequence of keys with len > 0 in lexsort");
    }
    if (keys.stream().anyMatch(v -> !v.shape().equals(keys.getFirst().shape()))) {
      throw JaxError.value("all keys need to be the same shape");
    }
    if (keys.getFirst().rank() == 0) {
      return Promote.materialize(HostScalar.of(Promote.defaultInt(), false, 0L));
    }
    return NamedJit.call1(
        "lexsort",
        List.of(axis, keys.size()),
        keys,
        in -> {
          int k = Arguments.normalizeAxis(axis, in.getFirst().rank());
          List<Value> operands = new ArrayList<>(in.reversed());
          operands.add(Lax.iota(Promote.defaultInt(), in.getFirst().shape(), k));
          return List.of(Session.bind(new Reduction.Sort(k, true, keys.size()), operands).getLast());
        });
  }

  /// The same with the rows of an array as keys.
  public static Value lexsort(Value keys, int axis) {
    return NamedJit.call1(
        "lexsort",
        List.of(axis, "rows"),
        List.of(keys),
        in -> {
          Value all = in.getFirst();
          List<Value> operands = new ArrayList<>();
          for (int i = all.shape().size(0) - 1; i >= 0; i--) {
            operands.add(Lax.squeeze(Joining.sliceInDim(all, i, i + 1, 1, 0), Ints.of(0)));
          }
          int k = Arguments.normalizeAxis(axis, all.rank() - 1);
          operands.add(Lax.iota(Promote.defaultInt(), operands.getFirst().shape(), k));
          return List.of(Session.bind(new Reduction.Sort(k, true, operands.size() - 1), operands).getLast());
        });
  }

  private static List<Value> topK(Value x, int k) {
    return Session.bind(new Reduction.TopK(k, x.rank() - 1), List.of(x));
  }

  private static Value smallest(Value x, int k, boolean index) {
    if (x.dtype().isUnsigned()) {
      Value flipped = Lax.neg(Arithmetic.add(x, Promote.integer(1)));
      List<Value> r = topK(flipped, k);
      return index ? r.get(1) : Arithmetic.subtract(Lax.neg(r.get(0)), Promote.integer(1));
    }
    List<Value> r = topK(Lax.neg(x), k);
    return index ? r.get(1) : Lax.neg(r.get(0));
  }

  /// Partly sorted: the element at `kth` is in place, smaller ones before it.
  public static Value partition(Value x, int kth, int axis) {
    if (x.dtype().isComplex()) {
      throw JaxError.notImplemented("jnp.partition for complex dtype is not implemented.");
    }
    return NamedJit.call1(
        "partition",
        List.of(kth, axis),
        List.of(x),
        in -> {
          int k = Arguments.normalizeAxis(axis, x.rank());
          int at = Arguments.normalizeAxis(kth, x.shape().size(k));
          Value a = Layout.swapaxes(in.getFirst(), k, -1);
          int n = a.shape().size(a.rank() - 1);
          Value bottom = smallest(a, at + 1, false);
          Value top = topK(a, n - at - 1).get(0);
          return List.of(Layout.swapaxes(Joining.laxConcatenate(List.of(bottom, top), a.rank() - 1), -1, k));
        });
  }

  /// The indices that partition around the element at `kth`.
  public static Value argpartition(Value x, int kth, int axis) {
    if (x.dtype().isComplex()) {
      throw JaxError.notImplemented("jnp.argpartition for complex dtype is not implemented.");
    }
    return NamedJit.call1(
        "argpartition",
        List.of(kth, axis),
        List.of(x),
        in -> {
          int k = Arguments.normalizeAxis(axis, x.rank());
          int at = Arguments.normalizeAxis(kth, x.shape().size(k));
          Value a = Layout.swapaxes(in.getFirst(), k, -1);
          int last = a.rank() - 1;
          int n = a.shape().size(last);
          Value bottom = smallest(a, at + 1, true);
          // The rest in their order: marks tell elements apart that equal values would not.
          Value marks = Creation.full(a.shape(), HostScalar.of(Promote.defaultFloat(), false, 1));
          marks = Searching.putAlongAxis(marks, bottom, Promote.number(0), last, null);
          Value top = topK(marks, n - at - 1).get(1);
          return List.of(Layout.swapaxes(Joining.laxConcatenate(List.of(bottom, top), last), -1, k));
        });
  }

  private static void refuseKind(Arguments a) {
    if (!a.isNone("kind")) {
      throw JaxError.type(
          "'kind' argument to "
              + a.functionName()
              + " is not supported. Use stable=True or stable=False to specify sort stability.");
    }
    if (!a.isNone("order")) {
      throw JaxError.type("'order' argument to " + a.functionName() + " is not supported.");
    }
  }

  private static Integer axis(Arguments a) {
    return a.isNone("axis") ? null : Integer.valueOf(a.integer("axis"));
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function(
        "sort(a, axis=-1, *, kind=None, order=None, stable=True, descending=False)",
        "Sorted along an axis.",
        a -> {
          refuseKind(a);
          return sort(a.value("a"), axis(a), a.flag("stable"), a.flag("descending"));
        });
    m.function(
        "argsort(a, axis=-1, *, kind=None, order=None, stable=True, descending=False, dtype=None)",
        "The indices that sort along an axis.",
        a -> {
          refuseKind(a);
          return argsort(
              a.value("a"), axis(a), a.flag("stable"), a.flag("descending"), UserDTypes.of(a, "dtype", "argsort"));
        });
    m.function(
        "lexsort(keys, axis=-1)",
        "The indices that sort by several keys.",
        a -> lexsort(Selection.values(a, "keys"), a.integer("axis")));
    m.function(
        "partition(a, kth, axis=-1)",
        "Partly sorted around an element.",
        a -> partition(a.value("a"), a.integer("kth"), a.integer("axis")));
    m.function(
        "argpartition(a, kth, axis=-1)",
        "The indices that partition around an element.",
        a -> argpartition(a.value("a"), a.integer("kth"), a.integer("axis")));
    m.function(
        "sort_complex(a)",
        "Sorted, as complex numbers.",
        a ->
            NamedJit.call1(
                "sort_complex",
                null,
                List.of(a.value("a")),
                in -> {
                  Value x = in.getFirst();
                  Value r = Lax.bind1(new Reduction.Sort(x.rank() - 1, true, 1), x);
                  return List.of(Promote.convert(r, Promote.complex(r.dtype())));
                }));
  }
}
