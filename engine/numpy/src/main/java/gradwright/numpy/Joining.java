package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Shaping;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.types.Sharding;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Tuple;
import gradwright.numpy.indexing.Indexing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Arrays put together and taken apart: concatenate, stack, split, tile, repeat, roll.
public final class Joining {
  private Joining() {}

  /// `lax.concatenate` of arrays of one dtype; also of a single one, as JAX stages it.
  public static Value laxConcatenate(List<? extends Value> xs, int axis) {
    return xs.size() == 1 ? xs.getFirst() : Session.bind(new Shaping.Concatenate(axis), List.copyOf(xs)).getFirst();
  }

  /// Arrays joined along an axis; flattened first for a null axis. `dtype` may be null to promote.
  public static Value concatenate(List<? extends Value> arrays, Integer axis, DType dtype) {
    if (arrays.isEmpty()) {
      throw JaxError.value("Need at least one array to concatenate.");
    }
    if (axis == null) {
      return concatenate(arrays.stream().map(Layout::ravel).toList(), 0, dtype);
    }
    if (arrays.getFirst().rank() == 0) {
      throw JaxError.value("Zero-dimensional arrays cannot be concatenated.");
    }
    int k = Arguments.normalizeAxis(axis, arrays.getFirst().rank());
    List<Value> xs =
        dtype == null ? Promote.dtypes(arrays) : arrays.stream().map(v -> Promote.convert(v, dtype)).toList();
    return laxConcatenate(xs, k);
  }

  public static Value concatenate(List<? extends Value> arrays, int axis) {
    return concatenate(arrays, axis, null);
  }

  /// Arrays of one shape joined along a new axis.
  public static Value stack(List<? extends Value> arrays, int axis) {
    return stack(arrays, axis, null);
  }

  private static Value stack(List<? extends Value> arrays, int axis, DType dtype) {
    if (arrays.isEmpty()) {
      throw JaxError.value("Need at least one array to stack.");
    }
    List<Value> xs =
        dtype == null ? Promote.dtypes(arrays) : arrays.stream().map(v -> Promote.convert(v, dtype)).toList();
    Shape s = xs.getFirst().shape();
    if (xs.stream().anyMatch(v -> !v.shape().equals(s))) {
      throw JaxError.value(
          "All input arrays must have the same shape. Got "
              + xs.stream().map(v -> v.shape().toTuple()).collect(Collectors.joining(", "))
              + ".");
    }
    int k = Arguments.normalizeAxis(axis, s.rank() + 1);
    return Session.bind(new Shaping.Stack(k), xs).getFirst();
  }

  /// At least one axis.
  public static Value atleast1d(Value x) {
    return atleast("atleast_1d", x, 1);
  }

  /// At least two axes, new ones in front.
  public static Value atleast2d(Value x) {
    return atleast("atleast_2d", x, 2);
  }

  private static Value atleast(String name, Value x, int rank) {
    return NamedJit.call1(
        name,
        null,
        List.of(x),
        in -> {
          Value v = in.getFirst();
          return List.of(v.rank() >= rank ? v : Lax.expandDims(v, Ints.range(0, rank - v.rank())));
        });
  }

  /// At least three axes: vectors become the middle one, matrices the first two.
  public static Value atleast3d(Value x) {
    return NamedJit.call1(
        "atleast_3d",
        null,
        List.of(x),
        in -> {
          Value v = in.getFirst();
          Ints axes =
              switch (v.rank()) {
                case 0 -> Ints.of(0, 1, 2);
                case 1 -> Ints.of(0, 2);
                case 2 -> Ints.of(2);
                default -> Ints.EMPTY;
              };
          return List.of(Lax.expandDims(v, axes));
        });
  }

  /// One array for each index of an axis.
  public static List<Value> unstack(Value x, int axis) {
    if (x.rank() == 0) {
      throw JaxError.value("Unstack requires arrays with rank > 0, however a scalar array was passed.");
    }
    return Session.bind(new Shaping.Unstack(Arguments.normalizeAxis(axis, x.rank())), List.of(x));
  }

  /// Parts of the given sizes along an axis.
  public static List<Value> splitSizes(Value x, int[] sizes, int axis) {
    return Session.bind(new Shaping.Split(axis, Ints.of(sizes)), List.of(x));
  }

  /// Equal parts along an axis; ValueError when they are not (unless `uneven`).
  public static List<Value> split(Value x, int sections, int axis, boolean uneven) {
    int k = Arguments.normalizeIndex(axis, x.rank());
    int n = x.shape().size(k);
    if (sections == 0) {
      throw new JaxError("ZeroDivisionError", "jnp.split: an axis of " + n + " elements cannot be split in 0 parts");
    }
    int rest = n % sections;
    if (rest != 0 && !uneven) {
      throw JaxError.value("array split does not result in an equal division: rest is " + rest);
    }
    int[] sizes = new int[sections];
    for (int i = 0; i < sections; i++) {
      sizes[i] = n / sections + (i < rest ? 1 : 0);
    }
    return splitSizes(x, sizes, k);
  }

  /// Parts between indices along an axis.
  public static List<Value> split(Value x, Ints at, int axis) {
    int k = Arguments.normalizeIndex(axis, x.rank());
    int n = x.shape().size(k);
    int[] sizes = new int[at.size() + 1];
    int from = 0;
    for (int i = 0; i <= at.size(); i++) {
      int to = i == at.size() ? n : at.get(i);
      sizes[i] = to - from;
      if (sizes[i] < 0) {
        throw JaxError.value("Sizes passed to split must be nonnegative, got " + Arrays.toString(sizes));
      }
      from = to;
    }
    return splitSizes(x, sizes, k);
  }

  /// The array repeated along each axis; missing leading repetitions are 1.
  public static Value tile(Value x, int... reps) {
    Value a = x;
    int[] r = reps;
    if (r.length < a.rank()) {
      r = new int[a.rank()];
      Arrays.fill(r, 1);
      System.arraycopy(reps, 0, r, a.rank() - reps.length, reps.length);
    } else if (r.length > a.rank()) {
      a = Lax.expandDims(a, Ints.range(0, r.length - a.rank()));
    }
    return Lax.bind1(new Shaping.Tile(Ints.of(r)), a);
  }

  /// Each element repeated along an axis; of the flattened array for null.
  public static Value repeat(Value x, int repeats, Integer axis) {
    Value a = axis == null ? Layout.ravel(x) : x;
    int k = axis == null ? 0 : Arguments.normalizeAxis(axis, a.rank());
    Sharding s = x.aval().sharding();
    if (s != null && (axis == null || !s.part(Math.floorMod(axis, x.rank())).isEmpty())) {
      throw JaxError.value("Please pass sharding to `jnp.repeat` via `out_sharding` parameter.");
    }
    if (repeats < 0) {
      throw JaxError.type("jnp.repeat: repeats must not be negative, got " + repeats + ".");
    }
    Shape wide = a.shape().insert(k + 1, repeats);
    Ints dims = Ints.of(java.util.stream.IntStream.range(0, wide.rank()).filter(i -> i != k + 1).toArray());
    Value b = Lax.broadcastInDim(a, wide, dims);
    return Lax.reshape(b, a.shape().with(k, a.shape().size(k) * repeats));
  }

  /// The slice [from, to) along an axis, with strides written out as `lax.slice_in_dim` stages it.
  public static Value sliceInDim(Value x, int from, int to, int stride, int axis) {
    int[] start = new int[x.rank()];
    int[] limit = x.shape().toArray();
    int[] strides = new int[x.rank()];
    Arrays.fill(strides, 1);
    start[axis] = from;
    limit[axis] = to;
    strides[axis] = stride;
    return Lax.slice(x, Ints.of(start), Ints.of(limit), Ints.of(strides));
  }

  /// Elements moved along axes by static shifts, round the end.
  public static Value roll(Value x, Ints shifts, Ints axes) {
    if (axes == null) {
      return Lax.reshape(roll(Layout.ravel(x), shifts, Ints.of(0)), x.shape());
    }
    return NamedJit.call1(
        "_roll_static",
        List.of(shifts, axes),
        List.of(x),
        in -> {
          Value v = in.getFirst();
          int n = Math.max(shifts.size(), axes.size());
          for (int i = 0; i < n; i++) {
            int axis = axes.get(axes.size() == 1 ? 0 : i);
            int size = v.shape().size(axis);
            if (size == 0) {
              continue;
            }
            int at = Math.floorMod(-shifts.get(shifts.size() == 1 ? 0 : i), size);
            v = laxConcatenate(List.of(sliceInDim(v, at, size, 1, axis), sliceInDim(v, 0, at, 1, axis)), axis);
          }
          return List.of(v);
        });
  }

  /// The same with shifts that are traced.
  public static Value rollDynamic(Value x, Value shift, Ints axes) {
    if (axes == null) {
      return Lax.reshape(rollDynamic(Layout.ravel(x), shift, Ints.of(0)), x.shape());
    }
    return NamedJit.call1(
        "_roll_dynamic",
        axes,
        List.of(x, shift),
        in -> {
          Value v = in.get(0);
          int n = Math.max(axes.size(), in.get(1).rank() == 0 ? 1 : in.get(1).shape().size(0));
          Value shifts = Promote.broadcastTo(in.get(1), Shape.of(n));
          for (int i = 0; i < n; i++) {
            int axis = axes.get(axes.size() == 1 ? 0 : i);
            int size = v.shape().size(axis);
            Value by = Lax.convert(Lax.indexInDim(shifts, i, 0), DType.INT32);
            HostScalar extent = HostScalar.of(DType.INT32, false, size);
            by = Arithmetic.remainder(by, Lax.max(extent, HostScalar.of(DType.INT32, false, 1L)));
            Value twice = laxConcatenate(List.of(v, v), axis);
            Value start = Indexing.wrapped(Lax.sub(extent, by), 2 * size);
            List<Value> starts = new ArrayList<>();
            for (int k = 0; k < v.rank(); k++) {
              starts.add(k == axis ? start : HostScalar.of(DType.INT32, false, 0L));
            }
            v = Lax.dynamicSlice(twice, starts, Ints.of(v.shape().toArray()));
          }
          return List.of(v);
        });
  }

  /// Two arrays joined; flattened first for a null axis.
  public static Value append(Value x, Value values, Integer axis) {
    return NamedJit.call1(
        "append", Arrays.asList(axis), List.of(x, values), in -> List.of(concatenate(in, axis, null)));
  }

  // ---- catalogue ----

  private static Object splitArgument(Arguments a, Integer fixedAxis, boolean uneven) {
    Value x = a.value("ary");
    int axis = fixedAxis != null ? fixedAxis : a.integer("axis");
    Object at = a.get("indices_or_sections");
    if (at instanceof Long sections && sections < 0) {
      throw JaxError.value(a.functionName() + ": the number of sections must be positive, got " + sections);
    }
    List<Value> r =
        Sequences.itemsOrNull(at) != null && !(at instanceof Value v && v.rank() == 0)
            ? split(x, a.ints("indices_or_sections"), axis)
            : split(x, Sequences.staticInt(at, "in jax.numpy." + a.functionName() + " argument 1", a), axis, uneven);
    return new ArrayList<Object>(r);
  }

  private static List<Value> arrays(Arguments a) {
    if (a.get("arrays") instanceof Value v && v.rank() == 0 && a.functionName().equals("concatenate")) {
      throw JaxError.value("jnp." + a.functionName() + ": need at least one array to join, got a scalar");
    }
    return Selection.values(a, "arrays");
  }

  private static DType dtype(Arguments a) {
    return UserDTypes.of(a, "dtype", a.functionName());
  }

  private static Object atleast(Arguments a, java.util.function.UnaryOperator<Value> f) {
    List<Value> xs = a.values("arys");
    return xs.size() == 1 ? f.apply(xs.getFirst()) : new ArrayList<Object>(xs.stream().map(f).toList());
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function(
        "concatenate(arrays, axis=0, dtype=None)",
        "Arrays joined along an axis.",
        a -> concatenate(arrays(a), a.isNone("axis") ? null : Integer.valueOf(a.integer("axis")), dtype(a)));
    m.function(
        "concat(arrays, /, *, axis=0)",
        "Arrays joined along an axis.",
        a -> concatenate(arrays(a), a.isNone("axis") ? null : Integer.valueOf(a.integer("axis")), null));
    m.function(
        "stack(arrays, axis=0, out=None, dtype=None)",
        "Arrays joined along a new axis.",
        a -> {
          Unsupported.out(a, "stack");
          return stack(Selection.values(a, "arrays"), a.integer("axis"), dtype(a));
        });
    m.function(
        "vstack(tup, dtype=None)",
        "Arrays joined row by row.",
        a -> concatenate(Selection.values(a, "tup").stream().map(Joining::atleast2d).toList(), 0, dtype(a)));
    m.function(
        "hstack(tup, dtype=None)",
        "Arrays joined column by column.",
        a -> {
          List<Value> xs = Selection.values(a, "tup").stream().map(Joining::atleast1d).toList();
          if (xs.isEmpty()) {
            throw new JaxError("IndexError", "jnp.hstack: need at least one array, got none.");
          }
          return concatenate(xs, xs.getFirst().rank() == 1 ? 0 : 1, dtype(a));
        });
    m.function(
        "dstack(tup, dtype=None)",
        "Arrays joined along the third axis.",
        a -> concatenate(Selection.values(a, "tup").stream().map(Joining::atleast3d).toList(), 2, dtype(a)));
    m.function(
        "column_stack(tup)",
        "Vectors as columns of a matrix.",
        a ->
            concatenate(
                Selection.values(a, "tup").stream()
                    .map(v -> v.rank() < 2 ? Layout.transpose(atleast2d(v)) : v)
                    .toList(),
                1,
                null));
    m.function("atleast_1d(*arys)", "At least one axis.", a -> atleast(a, Joining::atleast1d));
    m.function("atleast_2d(*arys)", "At least two axes.", a -> atleast(a, Joining::atleast2d));
    m.function("atleast_3d(*arys)", "At least three axes.", a -> atleast(a, Joining::atleast3d));
    m.function(
        "unstack(x, /, *, axis=0)",
        "One array for each index of an axis.",
        a -> Sequences.tuple(unstack(a.value("x"), a.integer("axis"))));
    m.function(
        "split(ary, indices_or_sections, axis=0)",
        "Equal parts, or parts between indices.",
        a -> splitArgument(a, null, false));
    m.function(
        "array_split(ary, indices_or_sections, axis=0)",
        "Nearly equal parts, or parts between indices.",
        a -> splitArgument(a, null, true));
    m.function("vsplit(ary, indices_or_sections)", "Parts along the rows.", a -> splitArgument(a, 0, false));
    m.function(
        "hsplit(ary, indices_or_sections)",
        "Parts along the columns.",
        a -> splitArgument(a, a.value("ary").rank() == 1 ? 0 : 1, false));
    m.function("dsplit(ary, indices_or_sections)", "Parts along the third axis.", a -> splitArgument(a, 2, false));
    m.function("tile(A, reps)", "The array repeated along axes.", a -> tile(a.value("A"), a.ints("reps").toArray()));
    m.function(
        "repeat(a, repeats, axis=None, *, total_repeat_length=None, out_sharding=None)",
        "Each element repeated.",
        Repetition::repeat);
    m.function(
        "roll(a, shift, axis=None)",
        "Elements moved round along axes.",
        a -> {
          Value x = a.value("a");
          Ints axes = Sequences.axes(a, "axis", x.rank());
          if (a.get("shift") instanceof Value v
              && !(v instanceof HostScalar)
              && (v instanceof Tracer || v.rank() > 0)) {
            return rollDynamic(x, v, axes);
          }
          return roll(x, a.ints("shift"), axes);
        });
    m.function(
        "append(arr, values, axis=None)",
        "Two arrays joined.",
        a -> append(a.value("arr"), a.value("values"), a.isNone("axis") ? null : Integer.valueOf(a.integer("axis"))));
    m.function(
        "resize(a, new_shape)",
        "The elements repeated as needed to fill a shape.",
        a -> {
          List<?> sizes = Sequences.itemsOrNull(a.get("new_shape"));
          if (sizes != null && sizes.stream().anyMatch(n -> n instanceof Long k && k < 0)) {
            throw JaxError.value(
                "jnp.resize: all elements of new_shape must be non-negative, got "
                    + Sequences.pythonText(a.get("new_shape")));
          }
          Shape s = Sequences.shape(a, "new_shape");
          return NamedJit.call1(
              "resize",
              s,
              List.of(a.value("a")),
              in -> {
                Value v = Layout.ravel(in.getFirst());
                long n = s.elements();
                long have = v.shape().elements();
                if (n == 0 || have == 0) {
                  return List.of(Creation.fullLike(v, Promote.integer(0), null, s));
                }
                Value t = tile(v, (int) ((n + have - 1) / have));
                return List.of(Lax.reshape(Lax.slice(t, Ints.of(0), Ints.of((int) n), null), s));
              });
        });
  }

  static Tuple tupleOf(List<Value> values) {
    return Sequences.tuple(values);
  }
}
