package gradwright.numpy.lax;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Shaping;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Tuple;
import java.util.ArrayList;
import java.util.List;

/// `jax.lax` functions that move elements or make arrays.
final class LaxShapes {
  private LaxShapes() {}

  static List<Object> sequence(Object o) {
    return switch (o) {
      case Tuple t -> t.items();
      case List<?> l -> new ArrayList<>(l);
      default -> throw JaxError.type("expected a sequence, got " + Arguments.typeName(o));
    };
  }

  /// Arrays of a sequence argument.
  static List<Value> arrays(Arguments a, String name) {
    List<Value> out = new ArrayList<>();
    for (Object o : sequence(a.get(name))) {
      Value v = Arguments.toValue(o);
      if (v == null) {
        throw JaxError.type(
            a.functionName() + " requires ndarray or scalar arguments, got " + Arguments.typeName(o) + " at position "
                + out.size() + ".");
      }
      out.add(v);
    }
    return out;
  }

  /// One int out of a sequence of a nested argument.
  static int intOf(Object o) {
    return switch (o) {
      case Long n -> Math.toIntExact(n);
      case HostScalar s -> Math.toIntExact(s.integer());
      default -> throw JaxError.type("expected an integer, got " + Arguments.typeName(o));
    };
  }

  static Ints intsOf(Object o) {
    return Ints.of(sequence(o).stream().mapToInt(LaxShapes::intOf).toArray());
  }

  static void register(Catalogue.Module m) {
    m.function(
            "reshape(operand, new_sizes, dimensions=None, *, out_sharding=None)",
            "The same elements in another shape.",
            a -> {
              if (!a.isNone("dimensions")) {
                throw JaxError.notImplemented("lax.reshape with dimensions");
              }
              return Lax.bind1(new Shaping.Reshape(a.shape("new_sizes")), a.value("operand"));
            })
        .function(
            "transpose(operand, permutation)",
            "Permutes the axes.",
            a -> Lax.transpose(a.value("operand"), a.ints("permutation")))
        .function(
            "broadcast(operand, sizes, *, out_sharding=None)",
            "Adds leading axes of the given sizes.",
            a -> {
              Value x = a.value("operand");
              Ints sizes = a.ints("sizes");
              Shape s = sizes.concat(Ints.of(x.shape().toArray())).toShape();
              return Lax.broadcastInDim(x, s, Ints.range(sizes.size(), s.rank()));
            })
        .function(
            "broadcast_in_dim(operand, shape, broadcast_dimensions, *, out_sharding=None)",
            "Places the operand's axes among those of a larger shape.",
            a -> Lax.broadcastInDim(a.value("operand"), a.shape("shape"), a.ints("broadcast_dimensions")))
        .function(
            "broadcast_to_rank(x, rank)",
            "Adds leading axes of size 1.",
            a -> {
              Value x = a.value("x");
              return Lax.expandDims(x, Ints.range(0, a.integer("rank") - x.rank()));
            })
        .function(
            "expand_dims(array, dimensions)",
            "Inserts axes of size 1.",
            a -> {
              Value x = a.value("array");
              Ints d = a.ints("dimensions");
              int rank = x.rank() + d.size();
              return Lax.expandDims(x, d.map(i -> Arguments.normalizeAxis(i, rank)));
            })
        .function(
            "squeeze(array, dimensions)",
            "Removes axes of size 1.",
            a -> {
              Value x = a.value("array");
              return Lax.squeeze(x, a.ints("dimensions").map(i -> Arguments.normalizeAxis(i, x.rank())));
            })
        .function(
            "collapse(operand, start_dimension, stop_dimension=None)",
            "Joins a range of axes into one.",
            LaxShapes::collapse)
        .function(
            "concatenate(operands, dimension)",
            "Joins arrays along an axis.",
            a -> {
              List<Value> xs = arrays(a, "operands");
              if (xs.isEmpty()) {
                throw JaxError.value("concatenate requires a non-empty sequences of arrays");
              }
              return Lax.concatenate(xs, a.integer("dimension"));
            })
        .function(
            "stack(operands, axis=0)",
            "Joins arrays along a new axis.",
            a ->
                gradwright.core.trace.Session.bind(
                        new Shaping.Stack(a.integer("axis")), arrays(a, "operands"))
                    .getFirst())
        .function(
            "unstack(x, axis=0)",
            "The sub-arrays along an axis.",
            a -> new Tuple(List.copyOf(Lax.bind(new Shaping.Unstack(a.integer("axis")), a.value("x")))))
        .function(
            "split(operand, sizes, axis=0)",
            "Cuts an axis into parts of the given sizes.",
            a -> {
              Value x = a.value("operand");
              return List.copyOf(Lax.bind(new Shaping.Split(a.axis("axis", x.rank()), a.ints("sizes")), x));
            })
        .function("rev(operand, dimensions)", "Reverses axes.", a -> Lax.rev(a.value("operand"), a.ints("dimensions")))
        .function(
            "tile(operand, reps)",
            "Repeats the operand along each axis.",
            a -> Lax.bind1(new Shaping.Tile(a.ints("reps")), a.value("operand")))
        .function(
            "pad(operand, padding_value, padding_config)",
            "Pads with a value; negative padding trims.",
            LaxShapes::pad)
        .function(
            "iota(dtype, size)",
            "The integers 0..size-1 as a dtype.",
            a -> Lax.iota(canonical(a, "dtype"), Shape.of(a.integer("size")), 0))
        .function(
            "broadcasted_iota(dtype, shape, dimension, *, out_sharding=None)",
            "Counts along one axis of a shape.",
            a -> Lax.iota(canonical(a, "dtype"), a.shape("shape"), a.integer("dimension")))
        .function(
            "full(shape, fill_value, dtype=None, *, sharding=None)",
            "An array full of one value.",
            a -> full(a.shape("shape"), a.value("fill_value"), a.isNone("dtype") ? null : canonical(a, "dtype")))
        .function(
            "full_like(x, fill_value, dtype=None, shape=None, sharding=None)",
            "An array full of one value, of the shape and dtype of another.",
            a -> {
              Value x = a.value("x");
              DType t = a.isNone("dtype") ? x.dtype() : canonical(a, "dtype");
              return full(a.isNone("shape") ? x.shape() : a.shape("shape"), a.value("fill_value"), t);
            })
        .function(
            "slice(operand, start_indices, limit_indices, strides=None)",
            "A rectangular part.",
            a -> Lax.slice(a.value("operand"), a.ints("start_indices"), a.ints("limit_indices"), a.ints("strides")))
        .function(
            "slice_in_dim(operand, start_index, limit_index, stride=1, axis=0)",
            "A range of one axis.",
            LaxShapes::sliceInDim)
        .function(
            "index_in_dim(operand, index, axis=0, keepdims=True)",
            "One index of one axis.",
            a -> {
              Value x = a.value("operand");
              int axis = a.axis("axis", x.rank());
              int n = x.shape().size(axis);
              int i = a.integer("index");
              if (i < -n || i >= n) {
                throw JaxError.index("index " + i + " is out of bounds for axis " + axis + " with size " + n);
              }
              int at = i < 0 ? i + n : i;
              Value s = Lax.sliceInDim(x, at, at + 1, axis);
              return a.flag("keepdims") ? s : Lax.squeeze(s, Ints.of(axis));
            });
  }

  private static DType canonical(Arguments a, String name) {
    return a.dtype(name).canonical(Promote.x64());
  }

  private static Value full(Shape shape, Value fill, DType dtype) {
    Value v = dtype == null ? Lax.convert(fill, fill.dtype(), fill.aval().weakType()) : Promote.convert(fill, dtype);
    return shape.isScalar() ? Promote.materialize(v) : Lax.broadcastInDim(v, shape, Ints.EMPTY);
  }

  private static Value collapse(Arguments a) {
    Value x = a.value("operand");
    int start = a.axis("start_dimension", x.rank());
    int stop = a.isNone("stop_dimension") ? x.rank() : a.integer("stop_dimension");
    stop = stop < 0 ? stop + x.rank() : stop;
    List<Integer> sizes = new ArrayList<>();
    int joined = 1;
    for (int i = 0; i < x.rank(); i++) {
      if (i < start || i >= stop) {
        sizes.add(x.shape().size(i));
      } else {
        joined *= x.shape().size(i);
        if (i == stop - 1) {
          sizes.add(joined);
        }
      }
    }
    return Lax.reshape(x, Shape.of(sizes));
  }

  private static Value pad(Arguments a) {
    List<Object> config = sequence(a.get("padding_config"));
    int n = config.size();
    int[] low = new int[n];
    int[] high = new int[n];
    int[] interior = new int[n];
    for (int i = 0; i < n; i++) {
      Ints c = intsOf(config.get(i));
      low[i] = c.get(0);
      high[i] = c.get(1);
      interior[i] = c.get(2);
    }
    List<Value> both = LaxLibrary.scalars(a.value("operand"), a.value("padding_value"));
    return Lax.pad(both.get(0), both.get(1), Ints.of(low), Ints.of(high), Ints.of(interior));
  }

  private static Value sliceInDim(Arguments a) {
    Value x = a.value("operand");
    int axis = a.axis("axis", x.rank());
    int n = x.shape().size(axis);
    int start = a.isNone("start_index") ? 0 : a.integer("start_index");
    int limit = a.isNone("limit_index") ? n : a.integer("limit_index");
    int[] s = new int[x.rank()];
    int[] l = x.shape().toArray();
    int[] strides = new int[x.rank()];
    java.util.Arrays.fill(strides, 1);
    s[axis] = start < 0 ? start + n : start;
    l[axis] = limit < 0 ? limit + n : limit;
    strides[axis] = a.integer("stride");
    return Lax.slice(x, Ints.of(s), Ints.of(l), Ints.of(strides));
  }
}
