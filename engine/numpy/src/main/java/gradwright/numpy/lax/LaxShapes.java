package gradwright.numpy.lax;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Shaping;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Creation;
import gradwright.numpy.Joining;
import gradwright.numpy.Layout;
import gradwright.numpy.Promote;
import gradwright.numpy.Sequences;
import gradwright.numpy.UserDTypes;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Shapes and constants of `jax.lax`.
final class LaxShapes {
  private LaxShapes() {}

  private static Ints axes(Arguments a, String name, int rank) {
    return a.ints(name).map(i -> Arguments.normalizeAxis(i, rank));
  }

  static List<Value> operands(Arguments a, String name) {
    List<Value> r = new ArrayList<>();
    for (Object o : Sequences.items(a, name)) {
      Value v = Arguments.toValue(o);
      if (v == null) {
        throw JaxError.type(
            a.functionName()
                + " requires ndarray or scalar arguments, got "
                + Arguments.typeName(o)
                + " at position "
                + r.size()
                + ".");
      }
      r.add(v);
    }
    return r;
  }

  private static Value pad(Value x, Value fill, List<?> config) {
    int n = config.size();
    int[] low = new int[n];
    int[] high = new int[n];
    int[] interior = new int[n];
    for (int i = 0; i < n; i++) {
      List<?> c = Sequences.itemsOrNull(config.get(i));
      low[i] = Math.toIntExact((Long) c.get(0));
      high[i] = Math.toIntExact((Long) c.get(1));
      interior[i] = Math.toIntExact((Long) c.get(2));
    }
    return Lax.pad(x, fill, Ints.of(low), Ints.of(high), Ints.of(interior));
  }

  private static Value collapse(Value x, int start, int stop) {
    List<Integer> sizes = new ArrayList<>();
    int merged = 1;
    for (int i = 0; i < x.rank(); i++) {
      if (i < start || i >= stop) {
        sizes.add(x.shape().size(i));
      } else {
        merged *= x.shape().size(i);
        if (i == stop - 1) {
          sizes.add(merged);
        }
      }
    }
    return Lax.reshape(x, Shape.of(sizes));
  }

  static void register(Catalogue.Module m) {
    m.function(
        "reshape(operand, new_sizes, dimensions=None, *, out_sharding=None)",
        "The elements in a new shape.",
        a -> {
          Value x = a.value("operand");
          if (!a.isNone("dimensions")) {
            x = Lax.transpose(x, a.ints("dimensions"));
          }
          return Lax.reshape(x, Sequences.shape(a, "new_sizes"));
        });
    m.function(
        "transpose(operand, permutation)",
        "Axes in a new order.",
        a -> Layout.transpose(a.value("operand"), a.ints("permutation").toArray()));
    m.function(
        "broadcast(operand, sizes, *, out_sharding=None)",
        "New leading axes.",
        a -> {
          Value x = a.value("operand");
          Shape lead = Sequences.shape(a, "sizes");
          Shape s = Shape.of(Ints.of(lead.toArray()).concat(Ints.of(x.shape().toArray())).toArray());
          return Promote.materialize(Lax.broadcastInDim(x, s, Ints.range(lead.rank(), s.rank())));
        });
    m.function(
        "broadcast_in_dim(operand, shape, broadcast_dimensions, *, out_sharding=None)",
        "Axes placed among those of a larger shape.",
        a ->
            Promote.materialize(
                Lax.broadcastInDim(a.value("operand"), Sequences.shape(a, "shape"), a.ints("broadcast_dimensions"))));
    m.function(
        "broadcast_to_rank(x, rank)",
        "Leading axes of size 1 up to a rank.",
        a -> Lax.expandDims(a.value("x"), Ints.range(0, a.integer("rank") - a.value("x").rank())));
    m.function(
        "broadcast_shapes(*shapes)",
        "The shape that shapes broadcast to.",
        a -> {
          List<Shape> shapes = new ArrayList<>();
          for (Object s : (List<?>) a.get("shapes")) {
            shapes.add(Sequences.shape(s, "broadcast_shapes"));
          }
          return Sequences.tuple(Ints.of(Promote.broadcastShapes(shapes).toArray()));
        });
    m.function(
        "squeeze(array, dimensions)",
        "Axes of size 1 removed.",
        a -> Layout.squeeze(a.value("array"), a.ints("dimensions")));
    m.function(
        "expand_dims(array, dimensions)",
        "New axes of size 1.",
        a -> Promote.materialize(Layout.expandDims(a.value("array"), a.ints("dimensions").toArray())));
    m.function(
        "collapse(operand, start_dimension, stop_dimension=None)",
        "Neighbouring axes made one.",
        a -> {
          Value x = a.value("operand");
          int start = a.integer("start_dimension");
          int stop = a.isNone("stop_dimension") ? x.rank() : a.integer("stop_dimension");
          return collapse(x, start < 0 ? start + x.rank() : start, stop < 0 ? stop + x.rank() : stop);
        });
    m.function(
        "rev(operand, dimensions)",
        "Elements in reversed order along axes.",
        a -> Lax.rev(a.value("operand"), axes(a, "dimensions", a.value("operand").rank())));
    m.function(
        "concatenate(operands, dimension)",
        "Arrays of one dtype joined along an axis.",
        a -> {
          List<Value> xs = operands(a, "operands");
          if (xs.isEmpty()) {
            throw JaxError.value("concatenate requires a non-empty sequences of arrays");
          }
          int axis = Arguments.normalizeAxis(a.integer("dimension"), xs.getFirst().rank());
          return Joining.laxConcatenate(xs, axis);
        });
    m.function(
        "stack(operands, axis=0)",
        "Arrays of one shape joined along a new axis.",
        a -> Joining.stack(operands(a, "operands"), a.integer("axis")));
    m.function(
        "unstack(x, axis=0)",
        "One array for each index of an axis.",
        a -> Sequences.tuple(Joining.unstack(a.value("x"), a.integer("axis"))));
    m.function(
        "split(operand, sizes, axis=0)",
        "Parts of given sizes.",
        a -> {
          Value x = a.value("operand");
          return new ArrayList<Object>(
              Joining.splitSizes(x, a.ints("sizes").toArray(), Arguments.normalizeAxis(a.integer("axis"), x.rank())));
        });
    m.function(
        "tile(operand, reps)",
        "The array repeated along axes.",
        a -> Lax.bind1(new Shaping.Tile(a.ints("reps")), a.value("operand")));
    m.function(
        "pad(operand, padding_value, padding_config)",
        "Padded before, after and between elements.",
        a -> pad(a.value("operand"), a.value("padding_value"), Sequences.items(a, "padding_config")));
    m.function(
        "slice(operand, start_indices, limit_indices, strides=None)",
        "A static slice.",
        a -> Lax.slice(a.value("operand"), a.ints("start_indices"), a.ints("limit_indices"), a.ints("strides")));
    m.function(
        "slice_in_dim(operand, start_index, limit_index, stride=1, axis=0)",
        "A static slice along one axis.",
        a -> {
          Value x = a.value("operand");
          int axis = Arguments.normalizeAxis(a.integer("axis"), x.rank());
          int n = x.shape().size(axis);
          int from = a.isNone("start_index") ? 0 : a.integer("start_index");
          int to = a.isNone("limit_index") ? n : a.integer("limit_index");
          return Joining.sliceInDim(x, from < 0 ? from + n : from, to < 0 ? to + n : to, a.integer("stride"), axis);
        });
    m.function(
        "index_in_dim(operand, index, axis=0, keepdims=True)",
        "The sub-array at a static index of an axis.",
        a -> {
          Value x = a.value("operand");
          int axis = Arguments.normalizeAxis(a.integer("axis"), x.rank());
          int n = x.shape().size(axis);
          int i = a.integer("index");
          if (i < -n || i >= n) {
            throw JaxError.index("index " + i + " is out of bounds for axis " + axis + " with size " + n);
          }
          int at = i < 0 ? i + n : i;
          Value r = Joining.sliceInDim(x, at, at + 1, 1, axis);
          return a.flag("keepdims") ? r : Lax.squeeze(r, Ints.of(axis));
        });
    m.function(
        "full(shape, fill_value, dtype=None, *, sharding=None)",
        "An array full of one value.",
        a -> {
          DType t = UserDTypes.of(a, "dtype", "full");
          Value f = a.value("fill_value");
          return Creation.full(Sequences.shape(a, "shape"), t == null ? f : Promote.convert(f, t));
        });
    m.function(
        "full_like(x, fill_value, dtype=None, shape=None, sharding=None)",
        "Like an array, full of one value.",
        a ->
            Promote.materialize(
                Creation.fullLike(
                    a.value("x"),
                    a.value("fill_value"),
                    UserDTypes.of(a, "dtype", "full_like"),
                    a.isNone("shape") ? null : Sequences.shape(a, "shape"))));
    m.function(
        "iota(dtype, size)",
        "0, 1, 2, ...",
        a -> Lax.iota(UserDTypes.of(a, "dtype", "iota"), Sequences.shape(a, "size"), 0));
    m.function(
        "broadcasted_iota(dtype, shape, dimension, *, out_sharding=None)",
        "Counting along one axis.",
        a -> {
          Shape s = Sequences.shape(a, "shape");
          return Lax.iota(
              UserDTypes.of(a, "dtype", "broadcasted_iota"),
              s,
              Arguments.normalizeAxis(a.integer("dimension"), s.rank()));
        });
    m.function(
        "empty(shape, dtype, *, out_sharding=None)",
        "An array whose values nobody reads.",
        a -> {
          DType t = UserDTypes.of(a, "dtype", "empty");
          Value v = Session.bind(new Shaping.Empty(t), List.of()).getFirst();
          return Lax.broadcastInDim(v, Sequences.shape(a, "shape"), Ints.EMPTY);
        });
  }

  static Ints ones(int n) {
    int[] r = new int[n];
    Arrays.fill(r, 1);
    return Ints.of(r);
  }
}
