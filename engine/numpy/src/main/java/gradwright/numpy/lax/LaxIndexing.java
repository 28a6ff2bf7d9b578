package gradwright.numpy.lax;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Indexing.Combine;
import gradwright.core.prim.Indexing.GatherDimensions;
import gradwright.core.prim.Indexing.Mode;
import gradwright.core.prim.Indexing.Scatter;
import gradwright.core.prim.Indexing.ScatterDimensions;
import gradwright.core.types.Ints;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Creation;
import gradwright.numpy.Gathering;
import gradwright.numpy.Joining;
import gradwright.numpy.Promote;
import gradwright.numpy.Sequences;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.NamedResult;
import gradwright.numpy.catalogue.Tuple;
import gradwright.numpy.indexing.Indexing;
import java.util.ArrayList;
import java.util.List;

/// Slices at computed places, gather and scatter of `jax.lax`.
final class LaxIndexing {
  private LaxIndexing() {}

  /// Start indices as scalars: Python ints with negatives resolved, arrays with negatives counting from the end.
  private static List<Value> starts(Value x, Object given, boolean wrap) {
    List<Object> items = new ArrayList<>();
    if (given instanceof Value v && v.rank() == 1) {
      for (int i = 0; i < v.shape().size(0); i++) {
        items.add(Lax.squeeze(Joining.sliceInDim(v, i, i + 1, 1, 0), Ints.of(0)));
      }
    } else if (given instanceof Value v) {
      throw JaxError.value("Slice indices must be a 1D sequence, got " + v.shape().toTuple());
    } else {
      List<?> known = Sequences.itemsOrNull(given);
      if (known == null) {
        throw JaxError.type(
            "start_indices of dynamic_slice must be a sequence of integers, got " + Arguments.typeName(given) + ".");
      }
      items.addAll(known);
    }
    if (items.size() != x.rank()) {
      throw JaxError.value(
          "Length of slice indices must match number of operand dimensions ("
              + items.size()
              + " vs "
              + x.shape().toTuple()
              + ")");
    }
    List<Value> r = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      r.add(start(items.get(i), x.shape().size(i), wrap));
    }
    if (r.stream().anyMatch(v -> v.rank() != 0)) {
      throw JaxError.type(
          "start_indices arguments to dynamic_slice must be scalars, got indices of shapes "
              + r.stream().map(v -> v.shape().toTuple()).toList());
    }
    return r;
  }

  private static Value start(Object o, int size, boolean wrap) {
    if (o instanceof Long n) {
      if (n < 0 && !wrap) {
        throw JaxError.value(
            "Index " + n + " is out of bounds for dimension " + size + " if allow_negative_indices=False");
      }
      return HostScalar.of(Promote.defaultInt(), false, n < 0 ? n + size : n);
    }
    Value v = Arguments.toValue(o);
    if (v != null && v.rank() != 0) {
      throw JaxError.type(
          "start_indices arguments to dynamic_slice must be scalars, got an index of shape " + v.shape().toTuple());
    }
    if (v == null || !v.dtype().isInteger()) {
      throw JaxError.type(
          "index arguments to dynamic_slice must be integers of the same type, got " + Arguments.typeName(o));
    }
    return wrap ? Indexing.wrapped(v, size) : v;
  }

  private static boolean wraps(Arguments a) {
    return !(a.get("allow_negative_indices") instanceof Boolean b) || b;
  }

  private static List<Value> oneStart(Value x, Object index, int axis, boolean wrap) {
    List<Value> r = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      r.add(start(i == axis ? index : 0L, x.shape().size(i), wrap));
    }
    // All starts have the type of the one that is given.
    r.replaceAll(v -> v instanceof HostScalar s ? s.to(r.get(axis).dtype(), s.aval().weakType()) : v);
    return r;
  }

  private static Value dynamicIndex(Value x, Value index, int axis, boolean keep, boolean wrap) {
    Value r = Lax.dynamicSlice(x, oneStart(x, index, axis, wrap), Ints.of(x.shape().with(axis, 1).toArray()));
    return keep ? r : Lax.squeeze(r, Ints.of(axis));
  }

  private static Ints ints(Object dims, int at, String name) {
    if (!(dims instanceof NamedResult || dims instanceof Tuple || dims instanceof List<?>)) {
      throw JaxError.type(
          "dimension_numbers must be a GatherDimensionNumbers or ScatterDimensionNumbers, got "
              + Arguments.typeName(dims)
              + ".");
    }
    Object v =
        switch (dims) {
          case NamedResult n -> n.fields().contains(name) ? n.values().get(n.fields().indexOf(name)) : null;
          default -> {
            List<?> items = Sequences.itemsOrNull(dims);
            yield items != null && at < items.size() ? items.get(at) : null;
          }
        };
    return v == null ? Ints.EMPTY : Sequences.wholeNumbers(v, "dimension_numbers: " + name);
  }

  private static Value gather(Arguments a) {
    Value x = a.value("operand");
    Object d = a.get("dimension_numbers");
    GatherDimensions dims =
        new GatherDimensions(
            ints(d, 0, "offset_dims"),
            ints(d, 1, "collapsed_slice_dims"),
            ints(d, 2, "start_index_map"),
            ints(d, 3, "operand_batching_dims"),
            ints(d, 4, "start_indices_batching_dims"));
    Mode mode = Gathering.mode(modeName(a), true);
    Value fill = a.valueOrNull("fill_value");
    return Gathering.gather(
        x,
        a.value("start_indices"),
        dims,
        a.ints("slice_sizes"),
        a.flag("indices_are_sorted"),
        a.flag("unique_indices"),
        mode,
        Gathering.filler(x, mode, fill instanceof HostScalar s ? s : null));
  }

  /// Slices of size 1 along the axes at the places of the index arrays, which become the leading axis; the others stay whole.
  private static Value indexTake(Value x, List<Value> given, Ints axes) {
    if (given.stream().anyMatch(v -> !v.dtype().isInteger())) {
      throw JaxError.value("indices must have an integer type");
    }
    List<Value> columns = new ArrayList<>();
    for (int i = 0; i < (given.size() == 1 ? axes.size() : given.size()); i++) {
      Value v =
          Arithmetic.remainder(given.get(given.size() == 1 ? 0 : i), Promote.integer(x.shape().size(axes.get(i))));
      columns.add(Lax.expandDims(v, Ints.of(v.rank())));
    }
    Value places = Joining.laxConcatenate(columns, columns.getFirst().rank() - 1);
    int[] sizes = x.shape().toArray();
    List<Integer> offset = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      if (axes.contains(i)) {
        sizes[i] = 1;
      } else {
        offset.add(offset.size() + places.rank() - 1);
      }
    }
    GatherDimensions d =
        new GatherDimensions(
            Ints.of(offset.stream().mapToInt(Integer::intValue).toArray()),
            axes.sorted(),
            axes,
            Ints.EMPTY,
            Ints.EMPTY);
    return Gathering.gather(x, places, d, Ints.of(sizes), false, false, Mode.CLIP, null);
  }

  /// A mode by name; the members of `GatherScatterMode` come by theirs.
  private static String modeName(Arguments a) {
    Object v = a.get("mode");
    if (v == null) {
      return null;
    }
    String s = v.toString();
    s = s.substring(s.lastIndexOf('.') + 1);
    String lower = s.toLowerCase(java.util.Locale.ROOT);
    return lower.equals("fill_or_drop") ? "fill" : lower;
  }

  /// The operand; sums and products of booleans are refused as `lax.add` and `lax.mul` do.
  private static Value numeric(Arguments a, Combine combine) {
    Value x = a.value("operand");
    if (x.dtype().isBool() && (combine == Combine.ADD || combine == Combine.MUL)) {
      throw JaxError.type(
          combine.name().toLowerCase(java.util.Locale.ROOT)
              + " does not accept dtype bool at position 0. Accepted dtypes at position 0 are subtypes of integer,"
              + " floating, complexfloating.");
    }
    return x;
  }

  private static void scatter(Catalogue.Module m, String name, String summary, Combine combine) {
    m.function(
        name
            + "(operand, scatter_indices, updates, dimension_numbers, *, indices_are_sorted=False,"
            + " unique_indices=False, mode=None)",
        summary,
        a -> {
          Object d = a.get("dimension_numbers");
          ScatterDimensions dims =
              new ScatterDimensions(
                  ints(d, 0, "update_window_dims"),
                  ints(d, 1, "inserted_window_dims"),
                  ints(d, 2, "scatter_dims_to_operand_dims"),
                  ints(d, 3, "operand_batching_dims"),
                  ints(d, 4, "scatter_indices_batching_dims"));
          return Lax.bind1(
              new Scatter(
                  combine,
                  dims,
                  a.flag("indices_are_sorted"),
                  a.flag("unique_indices"),
                  Gathering.mode(modeName(a), false)),
              numeric(a, combine),
              a.value("scatter_indices"),
              a.value("updates"));
        });
  }

  static void register(Catalogue.Module m) {
    m.function(
        "dynamic_slice(operand, start_indices, slice_sizes, *, allow_negative_indices=True)",
        "A slice of static sizes at computed places.",
        a -> {
          Value x = a.value("operand");
          return Lax.dynamicSlice(
              x, starts(x, a.get("start_indices"), wraps(a)), Ints.of(Sequences.shape(a, "slice_sizes").toArray()));
        });
    m.function(
        "dynamic_slice_in_dim(operand, start_index, slice_size, axis=0, *, allow_negative_indices=True)",
        "A slice along one axis at a computed place.",
        a -> {
          Value x = a.value("operand");
          int axis = LaxShapes.axis(a, x);
          return Lax.dynamicSlice(
              x,
              oneStart(x, a.get("start_index"), axis, wraps(a)),
              Ints.of(x.shape().with(axis, a.integer("slice_size")).toArray()));
        });
    m.function(
        "dynamic_index_in_dim(operand, index, axis=0, keepdims=True, *, allow_negative_indices=True)",
        "The sub-array at a computed index of an axis.",
        a -> {
          Value x = a.value("operand");
          int axis = LaxShapes.axis(a, x);
          boolean keep = a.flag("keepdims");
          boolean wrap = wraps(a);
          return NamedJit.call1(
              "dynamic_index_in_dim",
              List.of(axis, keep, wrap),
              List.of(x, a.value("index")),
              in -> List.of(dynamicIndex(in.get(0), in.get(1), axis, keep, wrap)));
        });
    m.function(
        "dynamic_update_slice(operand, update, start_indices, *, allow_negative_indices=True)",
        "The operand with a slice replaced at computed places.",
        a -> {
          Value x = a.value("operand");
          return Lax.dynamicUpdateSlice(x, a.value("update"), starts(x, a.get("start_indices"), wraps(a)));
        });
    m.function(
        "dynamic_update_slice_in_dim(operand, update, start_index, axis, *, allow_negative_indices=True)",
        "The operand with a slice along one axis replaced.",
        a -> {
          Value x = a.value("operand");
          int axis = LaxShapes.axis(a, x);
          return Lax.dynamicUpdateSlice(x, a.value("update"), oneStart(x, a.get("start_index"), axis, wraps(a)));
        });
    m.function(
        "dynamic_update_index_in_dim(operand, update, index, axis, *, allow_negative_indices=True)",
        "The operand with the sub-array at an index of an axis replaced.",
        a -> {
          Value x = a.value("operand");
          int axis = Arguments.normalizeAxis(a.integer("axis"), x.rank());
          boolean wrap = wraps(a);
          return NamedJit.call1(
              "dynamic_update_index_in_dim",
              List.of(axis, wrap),
              List.of(x, a.value("update"), a.value("index")),
              in -> {
                Value u = in.get(1);
                Value update = u.rank() == x.rank() ? u : Lax.expandDims(u, Ints.of(axis));
                return List.of(Lax.dynamicUpdateSlice(in.get(0), update, oneStart(in.get(0), in.get(2), axis, wrap)));
              });
        });
    m.function(
        "index_take(src, idxs, axes)",
        "Elements at index arrays along axes.",
        a -> indexTake(a.value("src"), LaxShapes.operands(a, "idxs"), a.ints("axes")));
    m.function(
        "gather(operand, start_indices, dimension_numbers, slice_sizes, *, unique_indices=False,"
            + " indices_are_sorted=False, mode=None, fill_value=None)",
        "Slices at places that an array gives.",
        LaxIndexing::gather);
    scatter(m, "scatter", "The operand with slices replaced.", Combine.SET);
    scatter(m, "scatter_add", "The operand with slices added.", Combine.ADD);
    scatter(m, "scatter_sub", "The operand with slices subtracted.", Combine.SUB);
    scatter(m, "scatter_mul", "The operand with slices multiplied.", Combine.MUL);
    scatter(m, "scatter_min", "The operand with the smaller of its and the updates' elements.", Combine.MIN);
    scatter(m, "scatter_max", "The operand with the larger of its and the updates' elements.", Combine.MAX);
  }

  static Value zeros(Value like) {
    return Creation.zerosLike(like);
  }
}
