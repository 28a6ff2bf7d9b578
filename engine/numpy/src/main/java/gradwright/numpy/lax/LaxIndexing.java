package gradwright.numpy.lax;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Tuple;
import java.util.ArrayList;
import java.util.List;

/// `jax.lax` functions that read and write at computed places.
final class LaxIndexing {
  private LaxIndexing() {}

  static void register(Catalogue.Module m) {
    m.function(
            "dynamic_slice(operand, start_indices, slice_sizes, *, allow_negative_indices=True)",
            "A part of fixed size at computed starts, which clamp to fit.",
            a -> {
              Value x = a.value("operand");
              return Lax.dynamicSlice(x, starts(a.get("start_indices"), x), a.ints("slice_sizes"));
            })
        .function(
            "dynamic_update_slice(operand, update, start_indices, *, allow_negative_indices=True)",
            "Writes a part at computed starts, which clamp to fit.",
            a -> {
              Value x = a.value("operand");
              return Lax.dynamicUpdateSlice(x, a.value("update"), starts(a.get("start_indices"), x));
            })
        .function(
            "dynamic_slice_in_dim(operand, start_index, slice_size, axis=0, *, allow_negative_indices=True)",
            "A range of one axis at a computed start.",
            a -> {
              Value x = a.value("operand");
              int axis = a.axis("axis", x.rank());
              int[] sizes = x.shape().toArray();
              sizes[axis] = a.integer("slice_size");
              return Lax.dynamicSlice(x, along(x, axis, a.value("start_index")), Ints.of(sizes));
            })
        .function(
            "dynamic_index_in_dim(operand, index, axis=0, keepdims=True, *, allow_negative_indices=True)",
            "One computed index of one axis.",
            a -> {
              Value x = a.value("operand");
              int axis = a.axis("axis", x.rank());
              int[] sizes = x.shape().toArray();
              sizes[axis] = 1;
              Value s = Lax.dynamicSlice(x, along(x, axis, a.value("index")), Ints.of(sizes));
              return a.flag("keepdims") ? s : Lax.squeeze(s, Ints.of(axis));
            })
        .function(
            "dynamic_update_slice_in_dim(operand, update, start_index, axis, *, allow_negative_indices=True)",
            "Writes a range of one axis at a computed start.",
            a -> {
              Value x = a.value("operand");
              int axis = a.axis("axis", x.rank());
              return Lax.dynamicUpdateSlice(x, a.value("update"), along(x, axis, a.value("start_index")));
            })
        .function(
            "dynamic_update_index_in_dim(operand, update, index, axis, *, allow_negative_indices=True)",
            "Writes one computed index of one axis.",
            a -> {
              Value x = a.value("operand");
              int axis = a.axis("axis", x.rank());
              Value u = a.value("update");
              Value full = u.rank() == x.rank() ? u : Lax.expandDims(u, Ints.of(axis));
              return Lax.dynamicUpdateSlice(x, full, along(x, axis, a.value("index")));
            });
  }

  /// Start indices given as a sequence or a vector; negative ones count from the end.
  private static List<Value> starts(Object given, Value x) {
    List<Value> raw = new ArrayList<>();
    if (given instanceof Value v) {
      if (v.rank() != 1) {
        throw JaxError.type("start_indices must be a 1D array or a sequence of scalars");
      }
      for (int i = 0; i < v.shape().size(0); i++) {
        raw.add(Lax.indexInDim(v, i, 0));
      }
    } else {
      List<Object> items = given instanceof Tuple t ? t.items() : LaxShapes.sequence(given);
      for (Object o : items) {
        Value v = Arguments.toValue(o);
        if (v == null) {
          throw JaxError.type("dynamic_slice indices must be integers, got " + Arguments.typeName(o));
        }
        raw.add(v);
      }
    }
    List<Value> out = new ArrayList<>();
    for (int i = 0; i < raw.size(); i++) {
      out.add(i < x.rank() ? normalized(raw.get(i), x.shape().size(i)) : raw.get(i));
    }
    return out;
  }

  private static List<Value> along(Value x, int axis, Value start) {
    List<Value> out = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      out.add(i == axis ? normalized(start, x.shape().size(axis)) : Lax.scalar(DType.INT32, 0L));
    }
    return out;
  }

  private static Value normalized(Value i, int size) {
    if (!i.dtype().isInteger()) {
      return i;
    }
    if (i instanceof HostScalar s) {
      long v = s.integer();
      return HostScalar.of(s.dtype(), false, v < 0 ? v + size : v);
    }
    if (i.dtype().isUnsigned()) {
      return i;
    }
    Session session = Session.current();
    if (i instanceof Array a && a.rank() == 0 && session.trace() == session.evalTrace()) {
      long v = a.getLong(0);
      return v >= 0 ? a : HostScalar.of(a.dtype(), false, v + size);
    }
    Value negative = Lax.lt(i, Lax.like(i, 0));
    Value strong = Lax.convert(i, i.dtype());
    return Lax.select(negative, Lax.add(strong, Lax.like(i, size)), strong);
  }
}
