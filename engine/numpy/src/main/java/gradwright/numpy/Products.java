package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Contraction.DotGeneral;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Products of vectors, matrices and tensors. Operands keep their dtypes; products add up in the promoted one.
public final class Products {
  private Products() {}

  /// What a product may be told: precisions, and the dtype of the result (null promotes).
  public record Options(Precisions precisions, DType preferred) {
    public static final Options DEFAULT = new Options(Precisions.NONE, null);

    static Options of(Arguments a, String function) {
      return new Options(Precisions.of(a.get("precision")), UserDTypes.of(a, "preferred_element_type", function));
    }
  }

  private record Output(DType dtype, boolean weak) {
    static Output of(Options o, Value... operands) {
      if (o.preferred() != null) {
        return new Output(o.preferred(), false);
      }
      Promote.Type t = Promote.type(operands);
      return new Output(t.dtype(), t.weak());
    }

    Value finish(Value x) {
      return Promote.convert(x, dtype, weak);
    }
  }

  static Value dotGeneral(
      Value a, Value b, Ints aContract, Ints bContract, Ints aBatch, Ints bBatch, Precisions p, DType preferred) {
    return Lax.bind1(new DotGeneral(aContract, bContract, aBatch, bBatch, p.lhs(), p.rhs(), preferred), a, b);
  }

  /// Product over the last axis of `a` and the second to last of `b` (its only one for vectors); scaling for scalars.
  public static Value dot(Value a, Value b) {
    return dot(a, b, Options.DEFAULT);
  }

  public static Value dot(Value a, Value b, Options o) {
    Output out = Output.of(o, a, b);
    boolean scalar = a.rank() == 0 || b.rank() == 0;
    Ints ca = scalar ? Ints.EMPTY : Ints.of(a.rank() - 1);
    Ints cb = scalar ? Ints.EMPTY : Ints.of(b.rank() == 1 ? 0 : b.rank() - 2);
    return out.finish(dotGeneral(a, b, ca, cb, Ints.EMPTY, Ints.EMPTY, o.precisions(), out.dtype));
  }

  /// Matrix product of the last two axes, leading axes broadcast.
  public static Value matmul(Value a, Value b) {
    return matmul(a, b, Options.DEFAULT);
  }

  public static Value matmul(Value a, Value b, Options o) {
    for (int i = 0; i < 2; i++) {
      Value x = i == 0 ? a : b;
      if (x.rank() < 1) {
        throw JaxError.value("matmul input operand " + i + " must have ndim at least 1, but it has ndim " + x.rank());
      }
    }
    Output out = Output.of(o, a, b);
    boolean aMatrix = a.rank() > 1;
    boolean bMatrix = b.rank() > 1;
    int na = Math.max(0, a.rank() - 2);
    int nb = Math.max(0, b.rank() - 2);
    int n = Math.max(na, nb);
    List<Integer> aSqueeze = new ArrayList<>();
    List<Integer> bSqueeze = new ArrayList<>();
    List<Integer> bothSqueeze = new ArrayList<>();
    List<Integer> aBatch = new ArrayList<>();
    List<Integer> bBatch = new ArrayList<>();
    List<Integer> batch = new ArrayList<>();
    List<Integer> aOther = new ArrayList<>();
    List<Integer> bOther = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int sa = i < n - na ? -1 : a.shape().size(i - (n - na));
      int sb = i < n - nb ? -1 : b.shape().size(i - (n - nb));
      if (sa < 0) {
        bOther.add(i);
      } else if (sb < 0) {
        aOther.add(i);
      } else if (sa == 1 && sb == 1) {
        aSqueeze.add(batch.size() + aOther.size() + aSqueeze.size());
        bSqueeze.add(batch.size() + bOther.size() + bSqueeze.size());
        bothSqueeze.add(i);
      } else if (sa == 1) {
        bOther.add(i);
        aSqueeze.add(batch.size() + aOther.size() + aSqueeze.size());
      } else if (sb == 1) {
        aOther.add(i);
        bSqueeze.add(batch.size() + bOther.size() + bSqueeze.size());
      } else if (sa == sb) {
        aBatch.add(batch.size() + aOther.size());
        bBatch.add(batch.size() + bOther.size());
        batch.add(i);
      } else {
        throw JaxError.value(
            "Incompatible types for matmul arguments: " + a.aval().longName() + " and " + b.aval().longName());
      }
    }
    if (aMatrix) {
      aOther.add(n);
    }
    if (bMatrix) {
      bOther.add(n + (aMatrix ? 1 : 0));
    }
    List<Integer> order = new ArrayList<>(batch);
    order.addAll(aOther);
    order.addAll(bOther);
    Value x = Lax.squeeze(a, ints(aSqueeze));
    Value y = Lax.squeeze(b, ints(bSqueeze));
    Value r =
        dotGeneral(
            x,
            y,
            Ints.of(x.rank() - 1),
            Ints.of(y.rank() - 1 - (bMatrix ? 1 : 0)),
            ints(aBatch),
            ints(bBatch),
            o.precisions(),
            out.dtype);
    r = Lax.transpose(r, argsort(order));
    r = Lax.expandDims(r, ints(bothSqueeze));
    return out.finish(r);
  }

  private static Ints argsort(List<Integer> order) {
    Integer[] idx = new Integer[order.size()];
    Arrays.setAll(idx, i -> i);
    Arrays.sort(idx, (p, q) -> Integer.compare(order.get(p), order.get(q)));
    return ints(Arrays.asList(idx));
  }

  private static Ints ints(List<Integer> l) {
    return Ints.of(l.stream().mapToInt(Integer::intValue).toArray());
  }

  /// Sum of products of all elements; the first operand conjugated.
  public static Value vdot(Value a, Value b) {
    return vdot(a, b, Options.DEFAULT);
  }

  public static Value vdot(Value a, Value b, Options o) {
    return dot(Layout.ravel(Arithmetic.conjugate(a)), Layout.ravel(b), o);
  }

  /// Sum of products along an axis, leading axes broadcast; the first operand conjugated.
  public static Value vecdot(Value a, Value b, int axis, Options o) {
    int ka = Arguments.normalizeAxis(axis, a.rank());
    int kb = Arguments.normalizeAxis(axis, b.rank());
    if (a.shape().size(ka) != b.shape().size(kb)) {
      throw JaxError.value(
          "axes must match; got shapes " + a.shape().toTuple() + " and " + b.shape().toTuple() + " with axis=" + axis);
    }
    Value x = Lax.moveAxis(a, ka, a.rank() - 1);
    Value y = Lax.moveAxis(b, kb, b.rank() - 1);
    if (x.rank() == 1 && y.rank() == 1) {
      return vdot(x, y, o);
    }
    if (x.shape().equals(y.shape())) {
      Output out = Output.of(o, a, b);
      Ints batch = Ints.range(0, x.rank() - 1);
      Ints contract = Ints.of(x.rank() - 1);
      return out.finish(
          dotGeneral(Arithmetic.conjugate(x), y, contract, contract, batch, batch, o.precisions(), out.dtype));
    }
    Value row = Lax.expandDims(Arithmetic.conjugate(x), Ints.of(x.rank() - 1));
    Value column = Lax.expandDims(y, Ints.of(y.rank()));
    Value r = matmul(row, column, o);
    return Lax.squeeze(r, Ints.of(r.rank() - 2, r.rank() - 1));
  }

  /// Sum of products over pairs of axes.
  public static Value tensordot(Value a, Value b, Ints aAxes, Ints bAxes, Options o) {
    Output out = Output.of(o, a, b);
    return out.finish(dotGeneral(a, b, aAxes, bAxes, Ints.EMPTY, Ints.EMPTY, o.precisions(), out.dtype));
  }

  /// Sum of products over the last axes.
  public static Value inner(Value a, Value b, Options o) {
    if (a.rank() == 0 || b.rank() == 0) {
      return o.preferred() == null
          ? Arithmetic.multiply(a, b)
          : Arithmetic.multiply(Promote.convert(a, o.preferred()), Promote.convert(b, o.preferred()));
    }
    return tensordot(a, b, Ints.of(a.rank() - 1), Ints.of(b.rank() - 1), o);
  }

  /// Products of all pairs of elements: a matrix.
  public static Value outer(Value a, Value b) {
    List<Value> p = Promote.dtypes(List.of(a, b));
    Value column = Lax.expandDims(Layout.ravel(p.get(0)), Ints.of(1));
    Value row = Lax.expandDims(Layout.ravel(p.get(1)), Ints.of(0));
    return Arithmetic.multiply(column, row);
  }

  /// Kronecker product.
  public static Value kron(Value a, Value b) {
    return NamedJit.call1(
        "kron",
        null,
        List.of(a, b),
        in -> {
          List<Value> p = Promote.dtypes(in);
          int r = Math.max(a.rank(), b.rank());
          Value x = Lax.expandDims(p.get(0), Ints.range(0, r - a.rank()));
          Value y = Lax.expandDims(p.get(1), Ints.range(0, r - b.rank()));
          int[] sizes = new int[r];
          Arrays.setAll(sizes, i -> x.shape().size(i) * y.shape().size(i));
          Value wideX = Lax.expandDims(x, Ints.range(0, r).map(i -> 2 * i + 1));
          Value wideY = Lax.expandDims(y, Ints.range(0, r).map(i -> 2 * i));
          return List.of(Lax.reshape(Lax.mul(wideX, wideY), Shape.of(sizes)));
        });
  }

  /// Cross product of vectors of 2 or 3 elements along given axes.
  public static Value cross(Value a, Value b, int axisa, int axisb, int axisc) {
    return NamedJit.call1(
        "cross",
        List.of(axisa, axisb, axisc),
        List.of(a, b),
        in -> {
          Value x = Layout.moveaxis(in.get(0), axisa, -1);
          Value y = Layout.moveaxis(in.get(1), axisb, -1);
          int nx = x.shape().size(x.rank() - 1);
          int ny = y.shape().size(y.rank() - 1);
          if (nx < 2 || nx > 3 || ny < 2 || ny > 3) {
            throw JaxError.value("Dimension must be either 2 or 3 for cross product");
          }
          if (nx == 2 && ny == 2) {
            return List.of(
                Arithmetic.subtract(
                    Arithmetic.multiply(last(x, 0), last(y, 1)), Arithmetic.multiply(last(x, 1), last(y, 0))));
          }
          Value a0 = last(x, 0);
          Value a1 = last(x, 1);
          Value a2 = nx == 3 ? last(x, 2) : Creation.zerosLike(a0);
          Value b0 = last(y, 0);
          Value b1 = last(y, 1);
          Value b2 = ny == 3 ? last(y, 2) : Creation.zerosLike(b0);
          Value c = Creation.asarray(List.of(minor(a1, b2, a2, b1), minor(a2, b0, a0, b2), minor(a0, b1, a1, b0)));
          return List.of(Layout.moveaxis(c, 0, axisc));
        });
  }

  private static Value minor(Value a, Value b, Value c, Value d) {
    return Arithmetic.subtract(Arithmetic.multiply(a, b), Arithmetic.multiply(c, d));
  }

  private static Value last(Value x, int i) {
    return Subscripts.pick(x, i, x.rank() - 1);
  }

  // ---- catalogue ----

  private static Object tensordot(Arguments args) {
    Value a = args.value("a");
    Value b = args.value("b");
    Options o = Options.of(args, "tensordot");
    Object axes = args.get("axes");
    if (axes instanceof Long n) {
      int k = Math.toIntExact(n);
      if (k > Math.min(a.rank(), b.rank())) {
        throw JaxError.type(
            "Number of tensordot axes (axes "
                + a.shape().toTuple()
                + ") exceeds input ranks ("
                + b.shape().toTuple()
                + " and {})");
      }
      return tensordot(a, b, Ints.range(a.rank() - k, a.rank()), Ints.range(0, k), o);
    }
    List<?> pair = axes instanceof Tuple t ? t.items() : axes instanceof List<?> l ? l : List.of();
    if (pair.size() != 2) {
      throw JaxError.type("tensordot axes argument must be an int, a pair of ints, or a pair of lists/tuples of ints.");
    }
    Ints x = axisList(pair.get(0), args).map(i -> Arguments.normalizeAxis(i, a.rank()));
    Ints y = axisList(pair.get(1), args).map(i -> Arguments.normalizeAxis(i, b.rank()));
    if (x.size() != y.size()) {
      throw JaxError.type(
          "tensordot requires axes lists to have equal length, got "
              + Sequences.pythonText(pair.get(0))
              + " and "
              + Sequences.pythonText(pair.get(1))
              + ".");
    }
    return tensordot(a, b, x, y, o);
  }

  private static Ints axisList(Object v, Arguments a) {
    List<?> items = v instanceof Tuple t ? t.items() : v instanceof List<?> l ? l : Arrays.asList(v);
    return Ints.of(items.stream().mapToInt(i -> Sequences.staticInt(i, "axes", a)).toArray());
  }

  /// ValueError unless a matrix and a vector, or stacks of them, fit along an axis of the matrix.
  private static void core(String name, Value matrix, Value vector, int axis) {
    if (matrix.rank() < 2 || vector.rank() < 1) {
      throw JaxError.value(
          name
              + " needs a matrix and a vector, got shapes "
              + matrix.shape().toTuple()
              + " and "
              + vector.shape().toTuple());
    }
    int rows = matrix.shape().size(matrix.rank() + axis);
    int size = vector.shape().size(vector.rank() - 1);
    if (rows != size) {
      throw JaxError.value(
          name + ": the matrix has size " + rows + " along its axis " + axis + ", the vector size " + size);
    }
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    String options = ", *, precision=None, preferred_element_type=None, out_sharding=None)";
    m.function(
        "dot(a, b" + options,
        "Product of vectors or matrices.",
        a -> dot(a.value("a"), a.value("b"), Options.of(a, "dot")));
    m.function(
        "matmul(a, b" + options,
        "Matrix product, leading axes broadcast.",
        a -> matmul(a.value("a"), a.value("b"), Options.of(a, "matmul")));
    m.function(
        "vdot(a, b, *, precision=None, preferred_element_type=None)",
        "Sum of products of all elements.",
        a -> vdot(a.value("a"), a.value("b"), Options.of(a, "vdot")));
    m.function(
        "vecdot(x1, x2, /, *, axis=-1, precision=None, preferred_element_type=None)",
        "Sum of products along an axis.",
        a -> {
          Arguments.normalizeIndex(a.integer("axis"), a.value("x1").rank());
          Arguments.normalizeIndex(a.integer("axis"), a.value("x2").rank());
          return vecdot(a.value("x1"), a.value("x2"), a.integer("axis"), Options.of(a, "vecdot"));
        });
    m.function(
        "matvec(x1, x2, /)",
        "Products of matrices and vectors.",
        a -> {
          core("matvec", a.value("x1"), a.value("x2"), -1);
          return NamedJit.call1(
              "matvec",
              null,
              List.of(a.value("x1"), a.value("x2")),
              in -> {
                Value v = in.get(1);
                if (v.rank() == 1) {
                  return List.of(matmul(in.get(0), v));
                }
                Value r = matmul(in.get(0), Lax.expandDims(v, Ints.of(v.rank())));
                return List.of(Lax.squeeze(r, Ints.of(r.rank() - 1)));
              });
        });
    m.function(
        "vecmat(x1, x2, /)",
        "Products of vectors and matrices.",
        a -> {
          core("vecmat", a.value("x2"), a.value("x1"), -2);
          Value v = Arithmetic.conjugate(a.value("x1"));
          Value r = matmul(Lax.expandDims(v, Ints.of(v.rank() - 1)), a.value("x2"));
          return Lax.squeeze(r, Ints.of(r.rank() - 2));
        });
    m.function("tensordot(a, b, axes=2" + options, "Sum of products over pairs of axes.", Products::tensordot);
    m.function(
        "inner(a, b, *, precision=None, preferred_element_type=None)",
        "Sum of products over the last axes.",
        a -> inner(a.value("a"), a.value("b"), Options.of(a, "inner")));
    m.function(
        "outer(a, b, out=None)",
        "Products of all pairs of elements.",
        a -> {
          Unsupported.out(a, "outer");
          return outer(a.value("a"), a.value("b"));
        });
    m.function("kron(a, b)", "Kronecker product.", a -> kron(a.value("a"), a.value("b")));
    m.function(
        "cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None)",
        "Cross product of vectors.",
        a -> {
          boolean one = !a.isNone("axis");
          return cross(
              a.value("a"),
              a.value("b"),
              a.integer(one ? "axis" : "axisa"),
              a.integer(one ? "axis" : "axisb"),
              a.integer(one ? "axis" : "axisc"));
        });
    m.function(
        "einsum(subscripts, /, *operands, out=None, optimize='auto', precision=None, preferred_element_type=None,"
            + " out_sharding=None)",
        "Sums of products by Einstein's convention.",
        Einsum::call);
    m.function(
        "einsum_path(subscripts, /, *operands, optimize='auto')",
        "The order in which einsum contracts its operands: a list of tuples of positions, and an account of it.",
        Einsum::path);
  }
}
