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
      if (c == null || c.size() != 3) {
        throw JaxError.value(
            "pad padding_config must have three integers (low, high, interior) for each dimension, got "
                + Sequences.pythonText(config.get(i))
                + " for dimension "
                + i
                + ".");
      }
      Ints three = Sequences.wholeNumbers(config.get(i), "pad: padding_config[" + i + "]");
      low[i] = three.get(0);
      high[i] = three.get(1);
      interior[i] = three.get(2);
    }
    return Lax.pad(x, fill, Ints.of(low), Ints.of(high), Ints.of(interior));
  }

  /// The bounds are a Python slice's: negative ones count from the end, those beyond it stop there.
  private static Value collapse(Value x, int start, int stop) {
    int from = Math.clamp(start < 0 ? start + x.rank() : start, 0, x.rank());
    int to = Math.clamp(stop < 0 ? stop + x.rank() : stop, 0, x.rank());
    if (to < from) {
      throw JaxError.value(
          "Invalid dimension range passed to collapse: " + x.shape().toTuple() + "[" + start + ":" + stop + "]");
    }
    List<Integer> sizes = new ArrayList<>();
    int merged = 1;
    for (int i = 0; i < x.rank(); i++) {
      if (i == from) {
        sizes.add(1);
      }
      if (i >= from && i < to) {
        merged *= x.shape().size(i);
        sizes.set(from, merged);
      } else {
        sizes.add(x.shape().size(i));
      }
    }
    if (from == x.rank()) {
      sizes.add(1);
    }
    return Lax.reshape(x, Shape.of(sizes));
  }

  private static Value rev(Value x, Ints dimensions) {
    for (int i = 0; i < dimensions.size(); i++) {
      if (dimensions.get(i) < 0) {
        throw JaxError.type("rev dimensions must have every element be nonnegative, got " + dimensions + ".");
      }
      if (dimensions.get(i) >= x.rank()) {
        throw JaxError.type(
            "rev dimensions must all be less than operand ndim, got dimensions "
                + dimensions
                + " for operand ndim "
                + x.rank()
                + ".");
      }
    }
    return Lax.rev(x, dimensions);
  }

  /// An axis of an array, counted from the end where negative; JAX's IndexError where there is none.
  static int axis(Arguments a, Value x) {
    int axis = a.integer("axis");
    if (axis < -x.rank() || axis >= x.rank()) {
      throw JaxError.index(
          a.functionName() + ": axis " + axis + " is out of bounds for array of dimension " + x.rank());
    }
    return axis < 0 ? axis + x.rank() : axis;
  }

  /// A scalar to fill an array with.
  private static Value filler(Arguments a) {
    Value f = a.value("fill_value");
    if (f.rank() != 0) {
      throw JaxError.type(
          "full must be called with scalar fill_value, got fill_value.shape " + f.shape().toTuple() + ".");
    }
    return f;
  }

  static void register(Catalogue.Module m) {
    m.function(
        "reshape(operand, new_sizes, dimensions=None, *, out_sharding=None)",
        "The elements in a new shape.",
        a -> {
          Value x = a.value("operand");
          if (!a.isNone("dimensions")) {
            Ints order = a.ints("dimensions");
            if (!order.sorted().equals(Ints.range(0, x.rank()))) {
              throw JaxError.type(
                  "reshape dimensions must be a permutation of operand dimensions, got dimensions "
                      + order
                      + " for shape "
                      + x.shape().toTuple()
                      + ".");
            }
            x = Lax.transpose(x, order);
          }
          return Lax.reshape(x, Sequences.shape(a, "new_sizes"));
        });
    m.function(
        "transpose(operand, permutation)",
        "Axes in a new order.",
        a -> {
          Value x = a.value("operand");
          Ints p = a.ints("permutation");
          if (!p.sorted().equals(Ints.range(0, x.rank()))) {
            throw JaxError.type(
                "transpose permutation isn't a permutation of operand dimensions, got permutation "
                    + p
                    + " for operand shape "
                    + x.shape().toTuple()
                    + ".");
          }
          return Lax.transpose(x, p);
        });
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
          if (shapes.isEmpty()) {
            throw new JaxError("AssertionError", "broadcast_shapes: at least one shape is required");
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
        a -> {
          Ints d = a.ints("dimensions");
          if (Arrays.stream(d.toArray()).distinct().count() != d.size()) {
            throw JaxError.value("repeated axis in lax.expand_dims: " + d);
          }
          return Promote.materialize(Layout.expandDims(a.value("array"), d.toArray()));
        });
    m.function(
        "collapse(operand, start_dimension, stop_dimension=None)",
        "Neighbouring axes made one.",
        a -> {
          Value x = a.value("operand");
          int start = a.integer("start_dimension");
          int stop = a.isNone("stop_dimension") ? x.rank() : a.integer("stop_dimension");
          return collapse(x, start, stop);
        });
    m.function(
        "rev(operand, dimensions)",
        "Elements in reversed order along axes.",
        a -> rev(a.value("operand"), a.ints("dimensions")));
    m.function(
        "concatenate(operands, dimension)",
        "Arrays of one dtype joined along an axis.",
        a -> {
          List<Value> xs = operands(a, "operands");
          if (xs.isEmpty()) {
            throw JaxError.value("concatenate requires a non-empty sequences of arrays");
          }
          int axis = a.integer("dimension");
          if (axis < 0 || axis >= xs.getFirst().rank()) {
            throw JaxError.type(
                "concatenate dimension out of bounds: dimension "
                    + axis
                    + " for shapes "
                    + String.join(", ", xs.stream().map(x -> x.shape().toTuple()).toList())
                    + ".");
          }
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
        a -> {
          Ints reps = a.ints("reps");
          if (Arrays.stream(reps.toArray()).anyMatch(i -> i < 0)) {
            throw JaxError.type("tile reps must have every element be nonnegative, got " + reps + ".");
          }
          return Lax.bind1(new Shaping.Tile(reps), a.value("operand"));
        });
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
          int axis = axis(a, x);
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
          int axis = axis(a, x);
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
          Value f = filler(a);
          return Creation.full(Sequences.shape(a, "shape"), t == null ? f : Promote.convert(f, t));
        });
    m.function(
        "full_like(x, fill_value, dtype=None, shape=None, sharding=None)",
        "Like an array, full of one value.",
        a ->
            Promote.materialize(
                Creation.fullLike(
                    a.value("x"),
                    filler(a),
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
          int axis = a.integer("dimension");
          if (axis < 0 || axis >= s.rank()) {
            throw JaxError.value(
                "iota dimension must be between 0 and len(shape), got dimension=" + axis + " for shape=" + s.toTuple());
          }
          return Lax.iota(UserDTypes.of(a, "dtype", "broadcasted_iota"), s, axis);
        });
    m.function(
        "empty(shape, dtype, *, out_sharding=None)",
        "An array whose values nobody reads.",
        a -> {
          DType t = UserDTypes.of(a, "dtype", "empty");
          if (t == null) {
            throw JaxError.type("empty: dtype must be a dtype, got None");
          }
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
