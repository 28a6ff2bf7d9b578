package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.types.Sharding;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.AbstractArray;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Complex;
import gradwright.numpy.catalogue.Tuple;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Making arrays: from Python numbers and nested lists, full of one number, counting. Default types are float32 and int32, or
/// their 64-bit forms while x64 is on.
public final class Creation {
  private Creation() {}

  // ---- from values ----

  /// An array of floats, one axis.
  public static Array array(float... elements) {
    Array r = allocate(Aval.of(DType.FLOAT32, elements.length));
    for (int i = 0; i < elements.length; i++) {
      r.setDouble(i, elements[i]);
    }
    return r;
  }

  /// An array of ints, one axis.
  public static Array array(int... elements) {
    Array r = allocate(Aval.of(DType.INT32, elements.length));
    for (int i = 0; i < elements.length; i++) {
      r.setLong(i, elements[i]);
    }
    return r;
  }

  /// A matrix of floats; rows of equal length.
  public static Array array(float[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    Array r = allocate(Aval.of(DType.FLOAT32, rows.length, width));
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != width) {
        throw JaxError.value("rows of different lengths: " + width + " and " + rows[i].length);
      }
      for (int j = 0; j < width; j++) {
        r.setDouble((long) i * width + j, rows[i][j]);
      }
    }
    return r;
  }

  private static Array allocate(Aval a) {
    return Array.allocate(a, Session.current().engine().defaultDevice());
  }

  /// An array from any neutral value: numbers (weakly typed), arrays, nested lists and tuples of these.
  public static Value asarray(Object v) {
    return array(v, null, false, 0);
  }

  /// The same with a dtype (null infers it), a copy of arrays if asked, and at least `ndmin` axes.
  public static Value array(Object v, DType dtype, boolean copy, int ndmin) {
    Value r = convertAny(v, dtype, copy);
    if (ndmin > r.rank()) {
      r = Lax.expandDims(r, Ints.range(0, ndmin - r.rank()));
    }
    return Promote.materialize(r);
  }

  private static Value convertAny(Object v, DType dtype, boolean copy) {
    return switch (v) {
      case null -> throw none();
      case Value x -> {
        // an array too: the copy outlives it when it is donated
        Value c = copy && !(x instanceof HostScalar) ? Lax.unary(UnaryOp.COPY, x) : x;
        yield dtype == null ? c : Promote.convert(c, dtype);
      }
      case Boolean b -> scalar(b, dtype);
      case Long n -> scalar(n, dtype);
      case BigInteger n -> scalar(n, dtype);
      case Double d -> scalar(d, dtype);
      case Complex c -> scalar(c, dtype);
      case Tuple t -> nested(t.items(), dtype);
      case List<?> l -> nested(l, dtype);
      case String s ->
          throw JaxError.type(
              "Value '"
                  + s
                  + "' with dtype <U"
                  + s.length()
                  + " is not a valid JAX array type. Only arrays of numeric types are supported by JAX.");
      default ->
          throw JaxError.type(
              "Value '"
                  + v
                  + "' with dtype object is not a valid JAX array type. Only arrays of numeric types are supported by"
                  + " JAX.");
    };
  }

  private static JaxError none() {
    return JaxError.value("None is not a valid value for jnp.array");
  }

  private static HostScalar scalar(Object v, DType dtype) {
    if (dtype == null) {
      return (HostScalar) Arguments.toValue(v);
    }
    if (v instanceof Complex && !dtype.isComplex()) {
      throw JaxError.type(
          (dtype.isInteger() ? "int" : "float") + "() argument must be a string or a real number, not 'complex'");
    }
    if (dtype.isInteger() && v instanceof Long n) {
      checkRange(n, dtype);
      return HostScalar.of(dtype, false, n);
    }
    if (v instanceof BigInteger n) {
      if (dtype == DType.UINT64 && n.signum() >= 0 && n.bitLength() <= 64) {
        return HostScalar.of(dtype, false, n.longValue());
      }
      if (dtype.isInteger()) {
        throw outOfBounds(n.toString(), dtype);
      }
      return HostScalar.of(dtype, false, n.doubleValue());
    }
    return switch (v) {
      case Boolean b -> HostScalar.of(dtype, false, b ? 1L : 0L);
      case Long n -> HostScalar.of(dtype, false, n);
      case Double d -> HostScalar.of(dtype, false, d);
      case Complex c -> HostScalar.complex(dtype, false, c.real(), c.imaginary());
      default -> throw new IllegalArgumentException(String.valueOf(v));
    };
  }

  private static void checkRange(long n, DType t) {
    boolean fits =
        switch (t.code()) {
          case INT64 -> true;
          case UINT64 -> n >= 0;
          default -> {
            long max = t.isUnsigned() ? (1L << t.bits()) - 1 : (1L << (t.bits() - 1)) - 1;
            long min = t.isUnsigned() ? 0 : -max - 1;
            yield n >= min && n <= max;
          }
        };
    if (!fits) {
      throw outOfBounds(String.valueOf(n), t);
    }
  }

  private static JaxError outOfBounds(String n, DType t) {
    return new JaxError("OverflowError", "Python integer " + n + " out of bounds for " + t.jaxName());
  }

  private static Value nested(List<?> items, DType dtype) {
    List<Object> leaves = new ArrayList<>();
    collect(items, leaves);
    boolean numbers = leaves.stream().noneMatch(Value.class::isInstance);
    DType t = dtype != null ? dtype : leaves.isEmpty() ? Promote.defaultFloat() : leafType(leaves);
    if (!numbers) {
      return joined(items, t);
    }
    int[] sizes = shapeOf(items);
    Array r = allocate(Aval.of(t, sizes));
    for (int i = 0; i < leaves.size(); i++) {
      HostScalar s = scalar(leaves.get(i), t);
      if (t.isComplex()) {
        r.setComplex(i, s.real(), s.imaginary());
      } else if (t.isFloat()) {
        r.setDouble(i, s.real());
      } else {
        r.setLong(i, s.integer());
      }
    }
    return r;
  }

  private static void collect(List<?> items, List<Object> leaves) {
    for (Object o : items) {
      switch (o) {
        case null -> throw none();
        case Tuple t -> collect(t.items(), leaves);
        case List<?> l -> collect(l, leaves);
        case Value v -> leaves.add(v);
        case Boolean b -> leaves.add(b);
        case Long n -> leaves.add(n);
        case BigInteger n -> leaves.add(n);
        case Double d -> leaves.add(d);
        case Complex c -> leaves.add(c);
        default -> convertAny(o, null, false);
      }
    }
  }

  private static DType leafType(List<Object> leaves) {
    List<Aval> types = new ArrayList<>();
    boolean x64 = Promote.x64();
    for (Object o : leaves) {
      Aval a =
          switch (o) {
            case Value v -> v.aval();
            case Boolean b -> Aval.of(DType.BOOL);
            case Long n -> new Aval(x64 ? DType.INT64 : DType.INT32, Shape.SCALAR, true);
            case BigInteger n -> new Aval(x64 ? DType.INT64 : DType.INT32, Shape.SCALAR, true);
            case Double d -> new Aval(Promote.defaultFloat(), Shape.SCALAR, true);
            default -> new Aval(Promote.defaultFloat().complexType(), Shape.SCALAR, true);
          };
      if (types.isEmpty() || !types.getLast().equals(a)) {
        types.add(a);
      }
    }
    return Promote.typeOf(types).dtype();
  }

  private static List<?> sub(Object o) {
    return o instanceof Tuple t ? t.items() : o instanceof List<?> l ? l : null;
  }

  private static int[] shapeOf(List<?> items) {
    List<Integer> sizes = new ArrayList<>();
    boolean regular = measure(items, 0, sizes);
    if (!regular) {
      String detected = Ints.of(sizes.stream().mapToInt(Integer::intValue).toArray()).toString();
      throw JaxError.value(
          "setting an array element with a sequence. The requested array has an inhomogeneous shape after "
              + sizes.size()
              + " dimensions. The detected shape was "
              + detected
              + " + inhomogeneous part.");
    }
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  /// Fills in the sizes from this depth on; false when the items differ below, the sizes then ending where they do.
  private static boolean measure(List<?> items, int depth, List<Integer> sizes) {
    sizes.add(items.size());
    if (items.isEmpty() || items.stream().allMatch(o -> sub(o) == null)) {
      return true;
    }
    List<Integer> first = null;
    boolean regular = true;
    for (Object o : items) {
      List<?> l = sub(o);
      List<Integer> s = new ArrayList<>();
      regular &= l != null && measure(l, depth + 1, s);
      if (first == null) {
        first = s;
      } else if (!first.equals(s)) {
        regular = false;
        int k = 0;
        while (k < first.size() && k < s.size() && first.get(k).equals(s.get(k))) {
          k++;
        }
        first = new ArrayList<>(first.subList(0, k));
      }
    }
    sizes.addAll(first);
    return regular;
  }

  private static Value joined(List<?> items, DType t) {
    if (items.isEmpty()) {
      return allocate(Aval.of(t, 0));
    }
    List<Value> parts = new ArrayList<>();
    for (Object o : items) {
      parts.add(convertAny(o, t, false));
    }
    List<Value> rows = new ArrayList<>();
    for (Value p : parts) {
      rows.add(Lax.expandDims(p, Ints.of(0)));
    }
    while (rows.size() > 16) {
      List<Value> next = new ArrayList<>();
      for (int i = 0; i < rows.size(); i += 16) {
        next.add(Joining.laxConcatenate(rows.subList(i, Math.min(i + 16, rows.size())), 0));
      }
      rows = next;
    }
    return Joining.laxConcatenate(rows, 0);
  }

  // ---- filled ----

  /// Zeros of a dtype.
  public static Value zeros(DType dtype, int... sizes) {
    return full(Shape.of(sizes), HostScalar.of(dtype, false, 0L));
  }

  /// Zeros of the default float type.
  public static Value zeros(int... sizes) {
    return zeros(Promote.defaultFloat(), sizes);
  }

  public static Value ones(DType dtype, int... sizes) {
    return full(Shape.of(sizes), HostScalar.of(dtype, false, 1L));
  }

  /// Ones of the default float type.
  public static Value ones(int... sizes) {
    return ones(Promote.defaultFloat(), sizes);
  }

  /// An array full of one scalar.
  public static Value full(Shape shape, Value fill) {
    return Promote.materialize(shape.isScalar() ? fill : Lax.broadcastInDim(fill, shape, Ints.EMPTY));
  }

  public static Value zerosLike(Value x) {
    return fullLike(x, HostScalar.of(x.dtype(), x.aval().weakType(), 0L), null, null);
  }

  public static Value onesLike(Value x) {
    return fullLike(x, HostScalar.of(x.dtype(), x.aval().weakType(), 1L), null, null);
  }

  /// Like `x` in shape and dtype unless these are given, full of a scalar (or of an array that broadcasts).
  public static Value fullLike(Value x, Value fill, DType dtype, Shape shape) {
    Shape s = shape == null ? x.shape() : shape;
    DType t = dtype == null ? x.dtype() : dtype;
    Value f = Promote.convert(fill, t, dtype == null && x.aval().weakType() && fill.rank() == 0);
    if (fill.rank() == 0) {
      Sharding sharding = s.equals(x.shape()) ? x.aval().sharding() : null;
      Value r = s.isScalar() ? f : Lax.broadcastInDim(f, s, Ints.EMPTY, sharding);
      return r instanceof Array made && x instanceof Array like && s.equals(x.shape()) && like.placement() != null
          ? made.placed(like.placement())
          : r;
    }
    return Promote.broadcastTo(f, s);
  }

  private static void checkShapeTuple(Arguments a, String function) {
    if (a.get("dtype") instanceof Long d && a.get("shape") instanceof Long s) {
      throw JaxError.type(
          "Cannot interpret '"
              + d
              + "' as a data type.\n\nDid you accidentally write `jax.numpy."
              + function
              + "("
              + s
              + ", "
              + d
              + ")` when you meant `jax.numpy."
              + function
              + "(("
              + s
              + ", "
              + d
              + "))`, i.e. with a single tuple argument for the shape?");
    }
  }

  private static Object filled(Arguments a, String function, long v) {
    checkShapeTuple(a, function);
    DType t = a.isNone("dtype") ? Promote.defaultFloat() : UserDTypes.of(a, "dtype", function);
    return full(Sequences.shape(a, "shape"), HostScalar.of(t, false, v));
  }

  private static Object filledLike(Arguments a, String parameter, String function, Value fill) {
    Shape s = a.isNone("shape") ? null : Sequences.shape(a, "shape");
    Value x;
    if (a.get(parameter) instanceof AbstractArray(Aval type)) {
      x = HostScalar.of(type.dtype(), type.weakType(), 0L);
      s = s == null ? type.shape() : s;
    } else {
      x = a.value(parameter);
    }
    return Promote.materialize(fullLike(x, fill, UserDTypes.of(a, "dtype", function), s));
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function(
        "array(object, dtype=None, copy=True, order='K', ndmin=0, *, device=None, out_sharding=None)",
        "An array from numbers, lists or arrays.",
        a -> {
          if (!a.isNone("order") && !a.string("order").equals("K")) {
            throw JaxError.notImplemented("Only implemented for order='K'");
          }
          return array(a.get("object"), UserDTypes.of(a, "dtype", "array"), a.flag("copy"), a.integer("ndmin"));
        });
    m.function(
        "asarray(a, dtype=None, order=None, *, copy=None, device=None, out_sharding=None)",
        "An array from numbers, lists or arrays, without copying arrays.",
        a -> array(a.get("a"), UserDTypes.of(a, "dtype", "asarray"), a.flag("copy"), 0));
    m.function(
        "copy(a, order=None)",
        "A copy of an array.",
        a -> {
          if (!a.isNone("order") && !a.string("order").equals("K")) {
            throw JaxError.notImplemented("jnp.copy: only implemented for order='K'");
          }
          return array(a.value("a"), null, true, 0);
        });
    m.function(
        "zeros(shape, dtype=None, *, device=None, out_sharding=None)",
        "An array of zeros.",
        a -> filled(a, "zeros", 0));
    m.function(
        "ones(shape, dtype=None, *, device=None, out_sharding=None)", "An array of ones.", a -> filled(a, "ones", 1));
    m.function(
        "empty(shape, dtype=None, *, device=None, out_sharding=None)",
        "An array of zeros.",
        a -> filled(a, "empty", 0));
    m.function(
        "full(shape, fill_value, dtype=None, *, device=None, out_sharding=None)",
        "An array full of one value.",
        a -> {
          DType t = UserDTypes.of(a, "dtype", "full");
          Value f = a.value("fill_value");
          Value c = t == null ? f : Promote.convert(f, t);
          Shape s = Sequences.shape(a, "shape");
          return f.rank() == 0 ? full(s, c) : Promote.broadcastTo(c, s);
        });
    m.function(
        "zeros_like(a, dtype=None, shape=None, *, device=None, out_sharding=None)",
        "Zeros of the shape and dtype of an array.",
        a -> filledLike(a, "a", "zeros_like", Promote.integer(0)));
    m.function(
        "ones_like(a, dtype=None, shape=None, *, device=None, out_sharding=None)",
        "Ones of the shape and dtype of an array.",
        a -> filledLike(a, "a", "ones_like", Promote.integer(1)));
    m.function(
        "empty_like(prototype, dtype=None, shape=None, *, device=None)",
        "Zeros of the shape and dtype of an array.",
        a -> filledLike(a, "prototype", "empty_like", Promote.integer(0)));
    m.function(
        "full_like(a, fill_value, dtype=None, shape=None, *, device=None, out_sharding=None)",
        "An array of the shape and dtype of another, full of one value.",
        a -> filledLike(a, "a", "full_like", a.value("fill_value")));
    m.function(
        "astype(x, dtype, /, *, copy=False, device=None)",
        "The array in another dtype.",
        a -> {
          DType t = a.isNone("dtype") ? Promote.defaultFloat() : UserDTypes.of(a, "dtype", "astype");
          return astype(a.value("x"), t);
        });
  }

  /// The array in another dtype; complex numbers lose their imaginary parts, with a warning.
  public static Value astype(Value x, DType t) {
    if (x.dtype().isComplex() && (t.isInteger() || t.isFloat())) {
      Warnings.warn(
          "DeprecationWarning",
          "Casting from complex to real dtypes will soon raise a ValueError. Please first use jnp.real or jnp.imag to"
              + " take the real/imaginary component of your input.");
    }
    return Promote.materialize(Promote.convert(x, t));
  }
}
