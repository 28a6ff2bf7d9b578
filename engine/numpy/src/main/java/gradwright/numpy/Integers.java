package gradwright.numpy;

import gradwright.core.control.Control;
import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Tuple;
import gradwright.numpy.indexing.Indexing;
import java.util.ArrayList;
import java.util.List;

/// Integers and index arithmetic: greatest common divisors, flat indices and coordinates, grids of indices.
public final class Integers {
  private Integers() {}

  private static List<Value> integers(String name, Value x, Value y) {
    List<Value> p = Promote.dtypes(List.of(x, y));
    if (!p.getFirst().dtype().isInteger()) {
      throw JaxError.value("Arguments to jax.numpy." + name + " must be integers.");
    }
    return p;
  }

  /// Greatest common divisor, by Euclid's loop over all elements.
  public static Value gcd(Value x, Value y) {
    return NamedJit.call1(
        "gcd",
        null,
        List.of(x, y),
        in -> {
          List<Value> p = Promote.broadcastArrays(integers("gcd", in.get(0), in.get(1)));
          Value found =
              Control.whileLoop(
                      s -> List.of(Reductions.any(Comparison.notEqual(s.get(1), Promote.integer(0)))),
                      Integers::gcdStep,
                      List.of(Arithmetic.abs(p.get(0)), Arithmetic.abs(p.get(1))))
                  .getFirst();
          return List.of(Promote.convert(found, found.dtype(), p.get(0).aval().weakType()));
        });
  }

  private static List<Value> gcdStep(List<Value> s) {
    Value a = s.get(0);
    Value b = s.get(1);
    Value x = Selection.where(Comparison.notEqual(b, Promote.integer(0)), b, a);
    Value left = Comparison.notEqual(b, Promote.integer(0));
    Value y = Selection.where(left, Lax.binary(BinaryOp.REM, a, b), Promote.like(b, 0L));
    Value high = Selection.where(Comparison.less(x, y), y, x);
    Value low = Selection.where(Comparison.less(x, y), x, y);
    return List.of(high, low);
  }

  /// Least common multiple.
  public static Value lcm(Value x, Value y) {
    return NamedJit.call1(
        "lcm",
        null,
        List.of(x, y),
        in -> {
          List<Value> p = Promote.dtypes(in);
          Value a = Arithmetic.abs(p.get(0));
          Value b = Arithmetic.abs(p.get(1));
          integers("lcm", a, b);
          Value d = gcd(a, b);
          Value none = Comparison.equal(d, Promote.integer(0));
          Value found =
              Selection.where(none, Promote.like(d, 0L), Arithmetic.multiply(a, Arithmetic.floorDivide(b, d)));
          return List.of(Promote.convert(found, found.dtype(), p.get(0).aval().weakType()));
        });
  }

  /// Flat indices made coordinates; those out of bounds clamp.
  public static List<Value> unravelIndex(Value index, Shape shape) {
    Value rest = index;
    Value[] out = new Value[shape.rank()];
    for (int i = shape.rank() - 1; i >= 0; i--) {
      List<Value> r = Arithmetic.divmod(rest, Promote.integer(shape.size(i)));
      rest = r.get(0);
      out[i] = r.get(1);
    }
    Value above = Comparison.greater(rest, Promote.integer(0));
    Value below =
        rest.dtype().isUnsigned() ? HostScalar.of(DType.BOOL, false, 0L) : Comparison.less(rest, Promote.integer(-1));
    List<Value> r = new ArrayList<>();
    for (int i = 0; i < out.length; i++) {
      Value held = Selection.where(below, Promote.integer(0), out[i]);
      r.add(Selection.where(above, Promote.integer(shape.size(i) - 1), held));
    }
    return r;
  }

  /// Coordinates made flat indices; mode `raise`, `wrap`, `clip` or `ignore`.
  public static Value ravelMultiIndex(List<Value> index, Ints dims, String mode, String order, DType dtype) {
    if (index.size() != dims.size()) {
      throw new JaxError(
          "AssertionError", "ravel_multi_index: len(multi_index)=" + index.size() + " != len(dims)=" + dims.size());
    }
    List<Value> all = new ArrayList<>(index);
    all.add(Promote.integer(0));
    DType t = dtype == null ? Promote.type(all).dtype() : dtype;
    if (!t.isInteger()) {
      throw JaxError.value("ravel_multi_index: dtype=" + t.jaxName() + " is not an integer type.");
    }
    if (!order.equals("C") && !order.equals("F")) {
      throw JaxError.value("ravel_multi_index: invalid order='" + order + "'. Expected 'C' or 'F'");
    }
    List<Value> in = new ArrayList<>();
    for (int i = 0; i < index.size(); i++) {
      Value v = index.get(i);
      int n = dims.get(i);
      if (!v.dtype().isInteger()) {
        throw JaxError.type("only int indices permitted");
      }
      switch (mode) {
        case "raise" -> {
          Array a =
              Concrete.array(
                  v,
                  "The error occurred because ravel_multi_index was jit-compiled with mode='raise'. Use mode='wrap' or"
                      + " mode='clip' instead.");
          for (long k = 0; k < a.elements(); k++) {
            if (a.getLong(k) < 0 || a.getLong(k) >= n) {
              throw JaxError.value("invalid entry in coordinates array");
            }
          }
          in.add(v);
        }
        case "clip" -> in.add(Selection.clip(v, Promote.integer(0), Promote.integer(n - 1)));
        case "wrap" -> in.add(Arithmetic.remainder(v, Promote.integer(n)));
        case "ignore" -> in.add(v);
        default -> throw JaxError.value("invalid mode='" + mode + "'. Expected 'raise', 'wrap', 'clip', or 'ignore'.");
      }
    }
    long[] strides = new long[dims.size()];
    long n = 1;
    for (int k = 0; k < strides.length; k++) {
      int i = order.equals("F") ? k : strides.length - 1 - k;
      strides[i] = n;
      n *= dims.get(i);
    }
    Value r = HostScalar.of(t, false, 0L);
    for (int i = 0; i < in.size(); i++) {
      Value v = Promote.convert(in.get(i), t);
      r = Arithmetic.add(r, Arithmetic.multiply(v, Promote.integer(strides[i])));
    }
    return r;
  }

  /// A grid of indices for each axis: arrays of the full shape, or open ones that broadcast.
  public static List<Value> indices(Shape shape, DType dtype, boolean sparse) {
    DType t = dtype == null ? Promote.defaultInt() : dtype;
    List<Value> r = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      Value line = Lax.iota(t, Shape.of(shape.size(i)), 0);
      int[] open = new int[shape.rank()];
      java.util.Arrays.fill(open, 1);
      open[i] = shape.size(i);
      r.add(Lax.broadcastInDim(line, sparse ? Shape.of(open) : shape, Ints.of(i)));
    }
    return r;
  }

  private static List<Value> triangle(int n, int m, int k, boolean lower) {
    Value ones = Creation.ones(n, m);
    int size = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        size += lower ? (j - i <= k ? 1 : 0) : (j - i >= k ? 1 : 0);
      }
    }
    return Searching.nonzero(lower ? Matrices.tril(ones, k) : Matrices.triu(ones, k), size, null);
  }

  private static Value vander(Value x, Integer columns, boolean increasing) {
    if (x.rank() != 1) {
      throw JaxError.value("x must be a one-dimensional array");
    }
    int n = columns == null ? x.shape().size(0) : columns;
    if (n < 0) {
      throw JaxError.value("jnp.vander: N must be nonnegative, got " + n);
    }
    return NamedJit.call1(
        "vander",
        List.of(n, increasing),
        List.of(x),
        in -> {
          Value v = in.getFirst();
          Value powers = Lax.iota(v.dtype(), Shape.of(n), 0);
          if (!increasing) {
            powers = Lax.sub(Promote.like(powers, (long) (n - 1)), powers);
          }
          return List.of(Arithmetic.power(Lax.expandDims(v, Ints.of(1)), Lax.expandDims(powers, Ints.of(0))));
        });
  }

  private static Value diagflat(Value x, int k) {
    Value v = Layout.ravel(x);
    int n = v.shape().size(0);
    int wide = n + Math.abs(k);
    Value zeros = Creation.full(Shape.of(wide * wide), HostScalar.of(v.dtype(), false, 0L));
    Value i = Ranges.arange(n);
    Value at =
        k >= 0
            ? Arithmetic.add(Arithmetic.add(i, Promote.integer(k)), Arithmetic.multiply(i, Promote.integer(wide)))
            : Arithmetic.add(i, Arithmetic.multiply(Arithmetic.subtract(i, Promote.integer(k)), Promote.integer(wide)));
    Value r = gradwright.numpy.indexing.Updates.set(zeros, new Tuple(List.of(at)), v);
    return Lax.reshape(r, Shape.of(wide, wide));
  }

  private static List<Value> triangle(Shape s, int k, boolean lower) {
    return triangle(s.size(0), s.size(1), k, lower);
  }

  /// The shape of the argument `arr`, which must be a matrix.
  private static Shape matrix(Arguments a) {
    Shape s = a.value("arr").shape();
    if (s.rank() != 2) {
      throw JaxError.value("jnp." + a.functionName() + ": arr must be a matrix, got an array of shape " + s.toTuple());
    }
    return s;
  }

  /// ValueError unless all sizes of a shape are equal.
  static void cube(Shape s) {
    for (int i = 1; i < s.rank(); i++) {
      if (s.size(i) != s.size(0)) {
        throw JaxError.value("All dimensions of input must be of equal length, got shape " + s.toTuple());
      }
    }
  }

  private static int notNegative(Arguments a, String name) {
    if (a.integer(name) < 0) {
      throw JaxError.value(name + " argument to " + a.functionName() + " must be nonnegative, got " + a.integer(name));
    }
    return a.integer(name);
  }

  private static int size(Arguments a, String name) {
    return Sequences.shape(a, name).size(0);
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function("gcd(x1, x2)", "Greatest common divisor.", a -> gcd(a.value("x1"), a.value("x2")));
    m.function("lcm(x1, x2)", "Least common multiple.", a -> lcm(a.value("x1"), a.value("x2")));
    m.function(
        "unravel_index(indices, shape)",
        "Flat indices made coordinates.",
        a -> Sequences.tuple(unravelIndex(a.value("indices"), Sequences.shape(a, "shape"))));
    m.function(
        "ravel_multi_index(multi_index, dims, mode='raise', order='C', *, dtype=None)",
        "Coordinates made flat indices.",
        a ->
            ravelMultiIndex(
                Selection.values(a, "multi_index"),
                a.ints("dims"),
                a.string("mode"),
                a.string("order"),
                UserDTypes.of(a, "dtype", "ravel_multi_index")));
    m.function(
        "indices(dimensions, dtype=None, sparse=False)",
        "A grid of indices for each axis.",
        a -> {
          if (Sequences.itemsOrNull(a.get("dimensions")) == null) {
            throw JaxError.type(
                "jnp.indices: dimensions must be a sequence of integers, got "
                    + Arguments.typeName(a.get("dimensions")));
          }
          Shape s = Sequences.shape(a, "dimensions");
          boolean sparse = a.flag("sparse");
          List<Value> r = indices(s, UserDTypes.of(a, "dtype", "indices"), sparse);
          if (sparse) {
            return Sequences.tuple(r);
          }
          return r.isEmpty()
              ? Creation.zeros(a.isNone("dtype") ? Promote.defaultInt() : UserDTypes.of(a, "dtype", "indices"), 0)
              : Joining.stack(r, 0);
        });
    m.function(
        "tril_indices(n, k=0, m=None)",
        "Indices of the lower triangle.",
        a ->
            Sequences.tuple(triangle(size(a, "n"), a.isNone("m") ? size(a, "n") : size(a, "m"), a.integer("k"), true)));
    m.function(
        "triu_indices(n, k=0, m=None)",
        "Indices of the upper triangle.",
        a ->
            Sequences.tuple(
                triangle(size(a, "n"), a.isNone("m") ? size(a, "n") : size(a, "m"), a.integer("k"), false)));
    m.function(
        "tril_indices_from(arr, k=0)",
        "Indices of the lower triangle of an array.",
        a -> {
          return Sequences.tuple(triangle(matrix(a), a.integer("k"), true));
        });
    m.function(
        "triu_indices_from(arr, k=0)",
        "Indices of the upper triangle of an array.",
        a -> {
          return Sequences.tuple(triangle(matrix(a), a.integer("k"), false));
        });
    m.function(
        "diag_indices(n, ndim=2)",
        "Indices of a diagonal.",
        a -> {
          Value i = Lax.iota(Promote.defaultInt(), Shape.of(notNegative(a, "n")), 0);
          return Sequences.tuple(java.util.Collections.nCopies(notNegative(a, "ndim"), i));
        });
    m.function(
        "diag_indices_from(arr)",
        "Indices of the diagonal of an array.",
        a -> {
          Shape s = a.value("arr").shape();
          if (s.rank() < 2) {
            throw JaxError.value("input array must be at least 2-d");
          }
          cube(s);
          Value i = Lax.iota(Promote.defaultInt(), Shape.of(s.size(0)), 0);
          return Sequences.tuple(java.util.Collections.nCopies(s.rank(), i));
        });
    m.function(
        "vander(x, N=None, increasing=False)",
        "Powers of a vector as columns.",
        a -> vander(a.value("x"), a.isNone("N") ? null : Integer.valueOf(a.integer("N")), a.flag("increasing")));
    m.function(
        "diagflat(v, k=0)", "A matrix with the elements on a diagonal.", a -> diagflat(a.value("v"), a.integer("k")));
    m.function(
        "ix_(*args)",
        "Index arrays that select a grid.",
        a -> {
          List<Value> xs = a.values("args");
          List<Value> r = new ArrayList<>();
          for (int i = 0; i < xs.size(); i++) {
            Value v = xs.get(i);
            if (v.rank() != 1) {
              throw JaxError.value(
                  "Arguments to jax.numpy.ix_ must be 1-dimensional, got shape " + v.shape().toTuple());
            }
            if (v.dtype().isBool()) {
              throw JaxError.notImplemented("Boolean arguments to jax.numpy.ix_ are not implemented");
            }
            int[] s = new int[xs.size()];
            java.util.Arrays.fill(s, 1);
            s[i] = v.shape().size(0);
            r.add(Lax.reshape(v, Shape.of(s)));
          }
          return Sequences.tuple(r);
        });
    m.function(
        "choose(a, choices, out=None, mode='raise')",
        "For each index the element of that choice.",
        a -> {
          Unsupported.out(a, "choose");
          List<Value> choices = Selection.values(a, "choices");
          Value i = a.value("a");
          if (!i.dtype().isInteger()) {
            throw JaxError.value("jnp.choose: a must hold integers, got " + i.dtype().jaxName());
          }
          Value held =
              switch (a.string("mode")) {
                case "wrap" -> Arithmetic.remainder(i, Promote.integer(choices.size()));
                case "clip" -> Selection.clip(i, Promote.integer(0), Promote.integer(choices.size() - 1));
                case "raise" -> {
                  Array known =
                      Concrete.array(
                          i,
                          "The error occurred because jnp.choose was jit-compiled with mode='raise'. Use mode='wrap' or"
                              + " mode='clip' instead.");
                  for (long k = 0; k < known.elements(); k++) {
                    if (known.getLong(k) < 0 || known.getLong(k) >= choices.size()) {
                      throw JaxError.value("invalid entry in choice array");
                    }
                  }
                  yield i;
                }
                default ->
                    throw JaxError.value(
                        "jnp.choose: mode='"
                            + a.string("mode")
                            + "' not understood. Must be 'raise', 'wrap', or 'clip'");
              };
          List<Value> all = new ArrayList<>(List.of(held));
          all.addAll(choices);
          all = Promote.broadcastArrays(all);
          Value stacked = Joining.stack(all.subList(1, all.size()), 0);
          stacked = Promote.convert(stacked, stacked.dtype(), false);
          List<Object> index = new ArrayList<>(List.of(all.getFirst()));
          index.addAll(indices(all.getFirst().shape(), null, true));
          return Indexing.get(stacked, index, Indexing.Options.DEFAULT);
        });
  }
}
