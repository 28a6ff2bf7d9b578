package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Identity, triangles, diagonals, grids.
public final class Matrices {
  private Matrices() {}

  /// The identity matrix of the default float type.
  public static Value eye(int n) {
    return eye(n, n, Promote.integer(0), Promote.defaultFloat());
  }

  /// Ones on the k-th diagonal of an n by m matrix.
  public static Value eye(int n, int m, Value k, DType dtype) {
    if (k.rank() != 0 || !k.dtype().isInteger()) {
      throw JaxError.value("k must be a scalar integer; got " + k);
    }
    if (n < 0 || m < 0) {
      throw JaxError.value("negative dimensions are not allowed, got " + n + " and " + m);
    }
    Shape s = Shape.of(n, m);
    Value i = Lax.iota(k.dtype(), s, 0);
    Value j = Lax.iota(k.dtype(), s, 1);
    return Promote.convert(Comparison.equal(Arithmetic.add(i, k), j), dtype);
  }

  /// Ones on and below the k-th diagonal.
  public static Value tri(int n, int m, int k, DType dtype) {
    Shape s = Shape.of(n, m);
    Value i = Lax.add(Lax.iota(DType.INT32, s, 0), HostScalar.of(DType.INT32, false, k));
    Value below = Lax.ge(i, Lax.iota(DType.INT32, s, 1));
    return Promote.convert(below, dtype);
  }

  /// The lower triangle; zeros above the k-th diagonal.
  public static Value tril(Value x, int k) {
    return triangle("tril", x, k, true);
  }

  /// The upper triangle; zeros below the k-th diagonal.
  public static Value triu(Value x, int k) {
    return triangle("triu", x, k, false);
  }

  private static Value triangle(String name, Value x, int k, boolean lower) {
    if (x.rank() < 2) {
      throw JaxError.value("Argument to jax.numpy." + name + " must be at least 2D");
    }
    return NamedJit.call1(
        name,
        k,
        List.of(x),
        in -> {
          Value a = in.getFirst();
          int r = a.rank();
          Value mask = tri(a.shape().size(r - 2), a.shape().size(r - 1), lower ? k : k - 1, DType.BOOL);
          mask = Lax.broadcastInDim(mask, a.shape(), Ints.of(r - 2, r - 1), a.aval().sharding());
          Value zeros = Creation.zerosLike(a);
          return List.of(lower ? Lax.select(mask, a, zeros) : Lax.select(mask, zeros, a));
        });
  }

  /// Sum of a diagonal of the two axes.
  public static Value trace(Value x, Value offset, int axis1, int axis2, DType dtype) {
    int a = Arguments.normalizeAxis(axis1, x.rank());
    int b = Arguments.normalizeAxis(axis2, x.rank());
    if (a == b) {
      throw JaxError.value("axis1 and axis2 can not be same. axis1=" + axis1 + " and axis2=" + axis2);
    }
    boolean constant = offset instanceof HostScalar s && s.integer() == 0;
    return NamedJit.call1(
        "trace",
        Arrays.asList(axis1, axis2, dtype, constant),
        constant ? List.of(x) : List.of(x, offset),
        in -> {
          Value v = Layout.moveaxis(in.getFirst(), Ints.of(a, b), Ints.of(-2, -1));
          Value k = constant ? Promote.integer(0) : in.get(1);
          Value mask = eye(x.shape().size(a), x.shape().size(b), k, DType.BOOL);
          Value d = Selection.where(mask, v, Creation.zerosLike(v));
          Ints axes = Ints.of(v.rank() - 2, v.rank() - 1);
          return List.of(Reductions.sum(d, Reductions.Options.over(axes, false).as(dtype)));
        });
  }

  /// A matrix with a vector on its k-th diagonal, or the k-th diagonal of a matrix.
  public static Value diag(Value x, int k) {
    return NamedJit.call1("_diag", k, List.of(x), in -> List.of(diagBody(in.getFirst(), k)));
  }

  private static Value diagBody(Value v, int k) {
    if (v.rank() == 2) {
      return diagonal(v, k, 0, 1);
    }
    if (v.rank() != 1) {
      throw JaxError.value("diag input must be 1d or 2d");
    }
    HostScalar zero = HostScalar.of(v.dtype(), v.aval().weakType(), 0L);
    int n = v.shape().size(0) + Math.abs(k);
    Value p = Lax.pad(v, zero, Ints.of(Math.max(0, -k)), Ints.of(Math.max(0, k)), Ints.of(0));
    Value mask = eye(n, n, Promote.integer(k), DType.BOOL);
    return Selection.where(mask, Lax.expandDims(p, Ints.of(1)), zero);
  }

  /// The diagonal elements of two axes, along a new last axis.
  public static Value diagonal(Value x, int offset, int axis1, int axis2) {
    if (x.rank() < 2) {
      throw JaxError.value("diagonal requires an array of at least two dimensions.");
    }
    int a = Arguments.normalizeAxis(axis1, x.rank());
    int b = Arguments.normalizeAxis(axis2, x.rank());
    return NamedJit.call1(
        "diagonal",
        List.of(offset, axis1, axis2),
        List.of(x),
        in -> {
          int n =
              Math.max(0, Math.min(x.shape().size(a) + Math.min(offset, 0), x.shape().size(b) - Math.max(offset, 0)));
          Value v = Layout.moveaxis(in.getFirst(), Ints.of(a, b), Ints.of(-2, -1));
          Value i = Ranges.arange(n);
          Value j = offset == 0 ? Ranges.arange(n) : Ranges.arange(Math.abs(offset), Math.abs(offset) + n);
          return List.of(Subscripts.lastTwo(v, offset >= 0 ? i : j, offset >= 0 ? j : i));
        });
  }

  /// A coordinate array for each vector; `xy` exchanges the first two axes.
  public static List<Value> meshgrid(List<Value> vectors, boolean sparse, String indexing) {
    if (!indexing.equals("xy") && !indexing.equals("ij")) {
      throw JaxError.value("Valid values for indexing are 'xy' and 'ij', got " + indexing);
    }
    if (vectors.stream().anyMatch(v -> v.rank() != 1)) {
      throw JaxError.value(
          "Arguments to jax.numpy.meshgrid must be 1D, got shapes "
              + vectors.stream().map(v -> v.shape().toTuple()).toList());
    }
    List<Value> in = new ArrayList<>(vectors);
    boolean exchange = indexing.equals("xy") && in.size() >= 2;
    if (exchange) {
      java.util.Collections.swap(in, 0, 1);
    }
    int[] sizes = in.stream().mapToInt(v -> sparse ? 1 : v.shape().size(0)).toArray();
    List<Value> out = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      Shape s = Shape.of(sizes);
      out.add(Lax.broadcastInDim(in.get(i), sparse ? s.with(i, in.get(i).shape().size(0)) : s, Ints.of(i)));
    }
    if (exchange) {
      java.util.Collections.swap(out, 0, 1);
    }
    return out;
  }

  private static int size(Arguments a, String name) {
    if (a.get(name) instanceof Long n && n < 0 && !a.functionName().equals("tri")) {
      throw JaxError.value("jnp." + a.functionName() + ": negative dimensions are not allowed, got " + name + "=" + n);
    }
    if (a.get(name) instanceof Value v && v.aval().rank() > 0) {
      throw named(
          JaxError.type(
              "Shapes must be 1D sequences of concrete values of integer type, got (an array of shape "
                  + v.aval().shape().toTuple()
                  + ",)."),
          name.equals("M"));
    }
    try {
      return Sequences.shape(a, name).size(0);
    } catch (JaxError notShape) {
      throw a.functionName().equals("tri") ? notShape : named(notShape, name.equals("M"));
    }
  }

  /// The error about a size, with the parameter that it was given for, as JAX names it.
  private static JaxError named(JaxError mistake, boolean columns) {
    String[] lines = String.valueOf(mistake.getMessage()).split("\n", 2);
    String where = columns ? " argument 'M' of jnp.eye()." : " argument of 'N' jnp.eye().";
    return new JaxError(
        mistake.kind(), lines[0] + where + (lines.length > 1 ? "\n" + lines[1] : ""), mistake.subject());
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function(
        "eye(N, M=None, k=0, dtype=None, *, device=None)",
        "Ones on a diagonal.",
        a ->
            eye(
                size(a, "N"),
                a.isNone("M") ? size(a, "N") : size(a, "M"),
                a.value("k"),
                a.isNone("dtype") ? Promote.defaultFloat() : UserDTypes.of(a, "dtype", "eye")));
    m.function(
        "identity(n, dtype=None)",
        "The identity matrix.",
        a ->
            eye(
                size(a, "n"),
                size(a, "n"),
                Promote.integer(0),
                a.isNone("dtype") ? Promote.defaultFloat() : UserDTypes.of(a, "dtype", "identity")));
    m.function(
        "tri(N, M=None, k=0, dtype=None)",
        "Ones on and below a diagonal.",
        a ->
            tri(
                size(a, "N"),
                a.isNone("M") ? size(a, "N") : size(a, "M"),
                a.integer("k"),
                a.isNone("dtype") ? DType.FLOAT32 : UserDTypes.of(a, "dtype", "tri")));
    m.function("tril(m, k=0)", "The lower triangle.", a -> tril(a.value("m"), a.integer("k")));
    m.function("triu(m, k=0)", "The upper triangle.", a -> triu(a.value("m"), a.integer("k")));
    m.function(
        "trace(a, offset=0, axis1=0, axis2=1, dtype=None, out=None)",
        "Sum of a diagonal.",
        a -> {
          Unsupported.out(a, "trace");
          return trace(
              a.value("a"),
              a.value("offset"),
              a.integer("axis1"),
              a.integer("axis2"),
              UserDTypes.of(a, "dtype", "trace"));
        });
    m.function(
        "diag(v, k=0)",
        "A matrix with a diagonal, or the diagonal of a matrix.",
        a -> diag(a.value("v"), a.integer("k")));
    m.function(
        "diagonal(a, offset=0, axis1=0, axis2=1)",
        "The diagonal elements of two axes.",
        a -> diagonal(a.value("a"), a.integer("offset"), a.integer("axis1"), a.integer("axis2")));
    m.function(
        "meshgrid(*xi, copy=True, sparse=False, indexing='xy')",
        "Coordinate arrays from coordinate vectors.",
        a -> {
          if (!a.flag("copy")) {
            throw JaxError.value("jax.numpy.meshgrid only supports copy=True");
          }
          return new ArrayList<Object>(meshgrid(a.values("xi"), a.flag("sparse"), a.string("indexing")));
        });
  }
}
