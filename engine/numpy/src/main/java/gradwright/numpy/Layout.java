package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Tuple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Other shapes of the same elements: reshape, transpose, squeeze, flip.
public final class Layout {
  private Layout() {}

  /// The elements in a new shape, one size of which may be -1. TypeError when the count differs.
  public static Value reshape(Value x, int... sizes) {
    int unknown = -1;
    long known = 1;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == -1) {
        if (unknown >= 0) {
          throw JaxError.type("can only specify one unknown axis size with a `-1` value, got " + Ints.of(sizes));
        }
        unknown = i;
      } else if (sizes[i] < 0) {
        throw JaxError.type("shape must have every element be nonnegative, got " + Ints.of(sizes));
      } else {
        known *= sizes[i];
      }
    }
    int[] r = sizes.clone();
    long n = x.shape().elements();
    if (unknown >= 0) {
      if (known == 0 || n % known != 0) {
        throw JaxError.type(
            "cannot reshape array of shape "
                + x.shape().toTuple()
                + " (size "
                + n
                + ") into shape "
                + Ints.of(sizes)
                + " because the product of specified axis sizes ("
                + known
                + ") does not evenly divide "
                + n);
      }
      r[unknown] = Math.toIntExact(n / known);
    } else if (known != n) {
      throw JaxError.type(
          "cannot reshape array of shape "
              + x.shape().toTuple()
              + " (size "
              + n
              + ") into shape "
              + Ints.of(sizes)
              + " (size "
              + known
              + ")");
    }
    return Lax.reshape(x, Shape.of(r));
  }

  /// The same, reading and writing the first axis fastest for order 'F'.
  public static Value reshape(Value x, int[] sizes, String order) {
    return switch (order) {
      case "C" -> reshape(x, sizes);
      case "F" -> {
        int[] back = IntStream.range(0, sizes.length).map(i -> sizes[sizes.length - 1 - i]).toArray();
        yield transpose(reshape(transpose(x), back));
      }
      case "A" -> throw JaxError.notImplemented("np.reshape order=A is not implemented.");
      default -> throw JaxError.value("Unexpected value for 'order' argument: " + order + ".");
    };
  }

  /// All elements along one axis.
  public static Value ravel(Value x) {
    return Lax.reshape(x, Shape.of(Math.toIntExact(x.shape().elements())));
  }

  /// The axes reversed.
  public static Value transpose(Value x) {
    return Lax.transpose(x, Ints.range(0, x.rank()).map(i -> x.rank() - 1 - i));
  }

  /// The axes in a new order. TypeError when it is no permutation.
  public static Value transpose(Value x, int... axes) {
    Ints p = Ints.of(axes).map(i -> Arguments.normalizeAxis(i, x.rank()));
    if (!p.sorted().equals(Ints.range(0, x.rank()))) {
      throw JaxError.type(
          "transpose permutation isn't a permutation of operand dimensions, got permutation "
              + p
              + " for operand shape "
              + x.shape().toTuple()
              + ".");
    }
    return Lax.transpose(x, p);
  }

  /// The last two axes exchanged.
  public static Value matrixTranspose(Value x) {
    if (x.rank() < 2) {
      throw JaxError.value("x must be at least two-dimensional for matrix_transpose; got ndim=" + x.rank());
    }
    return Lax.moveAxis(x, x.rank() - 1, x.rank() - 2);
  }

  public static Value swapaxes(Value x, int axis1, int axis2) {
    int[] p = IntStream.range(0, x.rank()).toArray();
    int a = numpyIndex(axis1, x.rank());
    int b = numpyIndex(axis2, x.rank());
    p[a] = b;
    p[b] = a;
    return Lax.transpose(x, Ints.of(p));
  }

  private static int numpyIndex(int i, int n) {
    if (i < -n || i >= n) {
      throw JaxError.index("index " + i + " is out of bounds for axis 0 with size " + n);
    }
    return i < 0 ? i + n : i;
  }

  public static Value moveaxis(Value x, int source, int destination) {
    return moveaxis(x, Ints.of(source), Ints.of(destination));
  }

  /// Moves axes to new positions; the others keep their order.
  public static Value moveaxis(Value x, Ints source, Ints destination) {
    Ints from = source.map(i -> Arguments.normalizeAxis(i, x.rank()));
    Ints to = destination.map(i -> Arguments.normalizeAxis(i, x.rank()));
    if (from.size() != to.size()) {
      throw JaxError.value("Inconsistent number of elements: " + from.size() + " vs " + to.size());
    }
    List<Integer> p = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      if (!from.contains(i)) {
        p.add(i);
      }
    }
    List<int[]> moves = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      moves.add(new int[] {to.get(i), from.get(i)});
    }
    moves.sort(Comparator.comparingInt(m -> m[0]));
    for (int[] m : moves) {
      p.add(m[0], m[1]);
    }
    return Lax.transpose(x, Ints.of(p.stream().mapToInt(Integer::intValue).toArray()));
  }

  /// New axes of size 1 at the given positions of the result.
  public static Value expandDims(Value x, int... axes) {
    int rank = x.rank() + axes.length;
    Ints a = Ints.of(axes).map(i -> Arguments.normalizeAxis(i, rank));
    if (IntStream.of(a.toArray()).distinct().count() != a.size()) {
      throw JaxError.value("repeated axis in lax.expand_dims: " + Ints.of(axes));
    }
    return Lax.expandDims(x, a.sorted());
  }

  /// Without the given axes, which must be of size 1; null drops all of size 1.
  public static Value squeeze(Value x, Ints axes) {
    Ints a =
        axes == null
            ? Ints.of(IntStream.range(0, x.rank()).filter(i -> x.shape().size(i) == 1).toArray())
            : axes.map(i -> Arguments.normalizeAxis(i, x.rank())).sorted();
    for (int i = 0; i < a.size(); i++) {
      if (x.shape().size(a.get(i)) != 1) {
        throw JaxError.value(
            "cannot select an axis to squeeze out which has size not equal to one, got shape="
                + x.shape().toTuple()
                + " and dimensions="
                + a);
      }
    }
    return Lax.squeeze(x, a);
  }

  /// Elements in reversed order along axes; null reverses all.
  public static Value flip(Value x, Ints axes) {
    return NamedJit.call1(
        "_flip",
        java.util.Arrays.asList(axes),
        List.of(x),
        in -> List.of(Lax.rev(in.getFirst(), axes == null ? Ints.range(0, x.rank()) : axes)));
  }

  /// Turned by k quarter turns in the plane of two axes.
  public static Value rot90(Value x, int k, int axis1, int axis2) {
    if (x.rank() < 2) {
      throw JaxError.value(
          "rot90 requires its first argument to have ndim at least two, but got first argument of shape "
              + x.shape().toTuple()
              + ", which has ndim "
              + x.rank());
    }
    int a = Arguments.normalizeAxis(axis1, x.rank());
    int b = Arguments.normalizeAxis(axis2, x.rank());
    if (a == b) {
      throw JaxError.value("Axes must be different");
    }
    int turns = Math.floorMod(k, 4);
    return NamedJit.call1(
        "rot90",
        List.of(k, a, b),
        List.of(x),
        in -> {
          Value v = in.getFirst();
          return List.of(
              switch (turns) {
                case 0 -> v;
                case 1 -> swapaxes(flip(v, Ints.of(b)), a, b);
                case 2 -> flip(flip(v, Ints.of(a)), Ints.of(b));
                default -> flip(swapaxes(v, a, b), Ints.of(b));
              });
        });
  }

  private static int[] sizes(Object v) {
    if (v instanceof Value empty && empty.rank() == 1 && empty.shape().size(0) == 0) {
      return new int[0];
    }
    if (v instanceof gradwright.core.value.Array a && a.rank() == 1 && a.dtype().isInteger()) {
      int[] r = new int[a.shape().size(0)];
      for (int i = 0; i < r.length; i++) {
        r[i] = Math.toIntExact(a.getLong(i));
      }
      return r;
    }
    List<?> items = v instanceof Tuple t ? t.items() : v instanceof List<?> l ? l : java.util.Arrays.asList(v);
    int[] r = new int[items.size()];
    for (int i = 0; i < r.length; i++) {
      Object o = items.get(i);
      if (o instanceof gradwright.core.value.Tracer || o instanceof Value one && one.rank() > 0) {
        throw Sequences.notConcrete(v instanceof Tuple ? v : items);
      }
      if (o instanceof Long n) {
        r[i] = Math.toIntExact(n);
      } else {
        r[i] = Sequences.shape(o, "reshape").size(0);
      }
    }
    return r;
  }

  private static Ints required(Arguments a, String name, int rank) {
    Ints r = Sequences.axes(a, name, rank);
    if (r == null) {
      throw JaxError.type(a.functionName() + ": " + name + " must be an integer or a sequence of integers");
    }
    return r;
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function(
        "reshape(a, shape, order='C', *, copy=None, out_sharding=None)",
        "The elements in a new shape.",
        a -> reshape(a.value("a"), sizes(a.get("shape")), a.string("order")));
    m.function(
        "ravel(a, order='C', *, out_sharding=None)",
        "All elements along one axis.",
        a -> {
          if (a.string("order").equals("K")) {
            throw JaxError.notImplemented("Ravel not implemented for order='K'.");
          }
          Value x = a.value("a");
          return reshape(x, new int[] {Math.toIntExact(x.shape().elements())}, a.string("order"));
        });
    m.function(
        "transpose(a, axes=None)",
        "Axes reversed, or in a given order.",
        a -> {
          Value x = a.value("a");
          return a.isNone("axes") ? transpose(x) : transpose(x, a.ints("axes").toArray());
        });
    m.function(
        "permute_dims(a, /, axes)",
        "Axes in another order.",
        a -> transpose(a.value("a"), required(a, "axes", a.value("a").rank()).toArray()));
    m.function("matrix_transpose(x, /)", "The last two axes exchanged.", a -> matrixTranspose(a.value("x")));
    m.function(
        "swapaxes(a, axis1, axis2)",
        "Two axes exchanged.",
        a -> swapaxes(a.value("a"), a.integer("axis1"), a.integer("axis2")));
    m.function(
        "moveaxis(a, source, destination)",
        "Axes moved to other positions.",
        a -> moveaxis(a.value("a"), a.ints("source"), a.ints("destination")));
    m.function(
        "rollaxis(a, axis, start=0)",
        "An axis moved back to before another.",
        a -> {
          Value x = a.value("a");
          int axis = a.axis("axis", x.rank());
          int start = a.integer("start");
          if (start < -x.rank() || start > x.rank()) {
            throw JaxError.value("start=" + start + " must satisfy " + -x.rank() + "<=start<=" + x.rank());
          }
          int s = start < 0 ? start + x.rank() : start;
          int to = s > axis ? s - 1 : s;
          return NamedJit.call1(
              "rollaxis", List.of(axis, start), List.of(x), in -> List.of(moveaxis(in.getFirst(), axis, to)));
        });
    m.function(
        "expand_dims(a, axis)",
        "New axes of size 1.",
        a -> expandDims(Promote.materialize(a.value("a")), a.ints("axis").toArray()));
    m.function("squeeze(a, axis=None)", "Axes of size 1 removed.", a -> squeeze(a.value("a"), a.ints("axis")));
    m.function(
        "flip(m, axis=None)",
        "Elements in reversed order along axes.",
        a -> flip(a.value("m"), Sequences.axes(a, "axis", a.value("m").rank())));
    m.function(
        "fliplr(m)",
        "Columns reversed.",
        a -> flip(a.value("m"), Ints.of(Arguments.normalizeAxis(1, a.value("m").rank()))));
    m.function(
        "flipud(m)",
        "Rows reversed.",
        a -> flip(a.value("m"), Ints.of(Arguments.normalizeAxis(0, a.value("m").rank()))));
    m.function(
        "rot90(m, k=1, axes=(0, 1))",
        "Turned by quarter turns.",
        a -> rot90(a.value("m"), a.integer("k"), a.ints("axes").get(0), a.ints("axes").get(1)));
    m.function("shape(a)", "The shape of an array.", a -> Sequences.tuple(Ints.of(a.value("a").shape().toArray())));
    m.function("ndim(a)", "The number of axes of an array.", a -> (long) a.value("a").rank());
    m.function(
        "size(a, axis=None)",
        "The number of elements, in all or along axes.",
        a -> {
          Value x = a.value("a");
          if (a.isNone("axis")) {
            return x.shape().elements();
          }
          Ints axes = required(a, "axis", x.rank());
          long n = 1;
          for (int i = 0; i < axes.size(); i++) {
            n *= x.shape().size(axes.get(i));
          }
          return n;
        });
  }
}
