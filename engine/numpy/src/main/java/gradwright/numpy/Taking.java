package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Indexing.GatherDimensions;
import gradwright.core.prim.Indexing.Mode;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Elements taken by index arrays along an axis.
public final class Taking {
  private Taking() {}

  /// Slices at indices along an axis (null: of the flattened array). Negative indices count from the end; those out of bounds
  /// give NaN (or the type's filler).
  public static Value take(Value x, Value indices, Integer axis) {
    return take(x, indices, axis, null, false, false, null);
  }

  /// The same with a mode (`fill`, `clip`, `wrap`), and what is known about the indices.
  public static Value take(
      Value x, Value indices, Integer axis, String mode, boolean unique, boolean sorted, HostScalar fill) {
    return NamedJit.call1(
        "_take",
        Arrays.asList(axis, mode, unique, sorted, fill),
        List.of(x, indices),
        in -> List.of(takeBody(in.get(0), in.get(1), axis, mode, unique, sorted, fill)));
  }

  private static Value takeBody(
      Value x, Value indices, Integer axis, String mode, boolean unique, boolean sorted, HostScalar fill) {
    Value a = axis == null ? Layout.ravel(x) : x;
    int k = axis == null ? 0 : Arguments.normalizeAxis(axis, a.rank());
    int size = a.shape().size(k);
    Mode m;
    Value i = indices;
    switch (mode) {
      case null -> {
        m = Mode.FILL_OR_DROP;
        i = wrapped(i, size);
      }
      case "fill" -> {
        m = Mode.FILL_OR_DROP;
        i = wrapped(i, size);
      }
      case "raise" -> throw JaxError.notImplemented("The 'raise' mode to jnp.take is not supported.");
      case "wrap" -> {
        i = Arithmetic.remainder(i, Promote.like(i, (long) size));
        m = Mode.PROMISE_IN_BOUNDS;
      }
      case "clip" -> m = Mode.CLIP;
      default -> throw JaxError.value("Invalid mode '" + mode + "' for np.take");
    }
    if (size == 0) {
      if (indices.shape().elements() != 0) {
        throw JaxError.index("Cannot do a non-empty jnp.take() from an empty axis.");
      }
      return a;
    }
    int n = i.rank();
    List<Integer> out = new ArrayList<>();
    for (int d = 0; d < a.rank(); d++) {
      if (d < k) {
        out.add(d);
      } else if (d > k) {
        out.add(d + n - 1);
      }
    }
    if (indices.shape().elements() == 0) {
      List<Integer> s = new ArrayList<>();
      for (int d = 0; d < a.rank(); d++) {
        if (d == k) {
          for (int e = 0; e < n; e++) {
            s.add(i.shape().size(e));
          }
        } else {
          s.add(a.shape().size(d));
        }
      }
      return Creation.fullLike(a, Promote.integer(0), null, Shape.of(s));
    }
    GatherDimensions dims =
        new GatherDimensions(
            Ints.of(out.stream().mapToInt(Integer::intValue).toArray()),
            Ints.of(k),
            Ints.of(k),
            Ints.EMPTY,
            Ints.EMPTY);
    return Gathering.gather(
        a,
        Lax.expandDims(i, Ints.of(n)),
        dims,
        Ints.of(a.shape().with(k, 1).toArray()),
        sorted,
        unique,
        m,
        Gathering.filler(a, m, fill));
  }

  private static Value wrapped(Value i, int size) {
    Value negative = Comparison.less(i, Promote.integer(0));
    return Selection.where(negative, Arithmetic.add(i, Promote.integer(size)), i);
  }

  /// Elements at indices along an axis, the other axes running along (null: of the flattened array).
  public static Value takeAlongAxis(Value x, Value indices, Integer axis, String mode, HostScalar fill) {
    return takeAlongAxis(x, indices, axis, mode, fill, true);
  }

  /// The same; without `wrap`, negative indices are out of bounds.
  public static Value takeAlongAxis(Value x, Value indices, Integer axis, String mode, HostScalar fill, boolean wrap) {
    return NamedJit.call1(
        "take_along_axis",
        Arrays.asList(axis, mode, fill, wrap),
        List.of(x, indices),
        in -> List.of(takeAlongBody(in.get(0), in.get(1), axis, mode, fill, wrap)));
  }

  private static Value takeAlongBody(Value x, Value indices, Integer axis, String mode, HostScalar fill, boolean wrap) {
    if (!indices.dtype().isInteger()) {
      throw JaxError.type("take_along_axis indices must be of integer type, got " + indices.dtype().jaxName());
    }
    Value a = x;
    int k;
    if (axis == null) {
      if (indices.rank() != 1) {
        throw JaxError.value("take_along_axis indices must be 1D if axis=None, got shape " + indices.shape().toTuple());
      }
      a = Layout.ravel(x);
      k = 0;
    } else {
      k = Arguments.normalizeAxis(axis, a.rank());
    }
    if (a.rank() != indices.rank()) {
      throw JaxError.value(
          "indices and arr must have the same number of dimensions; " + indices.rank() + " vs. " + a.rank());
    }
    int size = a.shape().size(k);
    Shape arr = a.shape().with(k, 1);
    Shape out = Promote.broadcastShapes(List.of(indices.shape(), arr));
    if (size == 0) {
      return Creation.full(out, HostScalar.of(a.dtype(), false, 0L));
    }
    Value i = indices;
    if (wrap && !"promise_in_bounds".equals(mode) && !i.dtype().isUnsigned()) {
      Value negative = Comparison.less(i, Promote.integer(0));
      i = Lax.select(negative, Lax.add(i, Promote.like(i, (long) size)), i);
    }
    return takeAlong(a, i, k, arr, out, mode, fill);
  }

  private static Value takeAlong(Value a, Value i, int k, Shape arr, Shape out, String mode, HostScalar fill) {
    List<Integer> indexSizes = new ArrayList<>();
    List<Integer> slice = new ArrayList<>();
    List<Integer> offset = new ArrayList<>();
    List<Integer> start = new ArrayList<>();
    List<Integer> operandBatch = new ArrayList<>();
    List<Integer> indexBatch = new ArrayList<>();
    List<Integer> dropped = new ArrayList<>();
    int at = 0;
    int j = 0;
    for (int d = 0; d < a.rank(); d++) {
      if (d == k || i.shape().size(d) != 1) {
        indexSizes.add(out.size(d));
      }
      if (d == k) {
        slice.add(1);
        start.add(at++);
        j++;
      } else if (i.shape().size(d) == 1) {
        offset.add(d);
        slice.add(arr.size(d));
        at++;
      } else if (arr.size(d) == 1) {
        dropped.add(d);
        j++;
      } else {
        slice.add(arr.size(d) == 0 ? 0 : 1);
        operandBatch.add(at++);
        indexBatch.add(j++);
      }
    }
    indexSizes.add(1);
    Value where = Lax.reshape(i, Shape.of(indexSizes));
    Value operand = Lax.squeeze(a, ints(dropped));
    GatherDimensions dims =
        new GatherDimensions(ints(offset), ints(start), ints(start), ints(operandBatch), ints(indexBatch));
    Mode m = mode == null ? Mode.FILL_OR_DROP : Gathering.mode(mode, true);
    return Gathering.gather(operand, where, dims, ints(slice), false, false, m, Gathering.filler(a, m, fill));
  }

  private static Ints ints(List<Integer> l) {
    return Ints.of(l.stream().mapToInt(Integer::intValue).toArray());
  }

  private static HostScalar fill(Arguments a) {
    Value f = a.valueOrNull("fill_value");
    return f == null ? null : HostScalars.of(f, "fill_value");
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function(
        "take(a, indices, axis=None, out=None, mode=None, unique_indices=False, indices_are_sorted=False,"
            + " fill_value=None)",
        "Slices at indices along an axis.",
        a -> {
          Unsupported.out(a, "take");
          return take(
              a.value("a"),
              a.value("indices"),
              a.isNone("axis") ? null : Integer.valueOf(a.integer("axis")),
              a.string("mode"),
              a.flag("unique_indices"),
              a.flag("indices_are_sorted"),
              fill(a));
        });
    m.function(
        "take_along_axis(arr, indices, axis=-1, mode=None, fill_value=None, *, wrap_negative_indices=None)",
        "Elements at indices along an axis, other axes running along.",
        a ->
            takeAlongAxis(
                a.value("arr"),
                a.value("indices"),
                a.isNone("axis") ? null : Integer.valueOf(a.integer("axis")),
                a.string("mode"),
                fill(a),
                a.isNone("wrap_negative_indices") || a.flag("wrap_negative_indices")));
  }
}
