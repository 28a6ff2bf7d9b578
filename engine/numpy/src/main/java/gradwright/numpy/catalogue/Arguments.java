package gradwright.numpy.catalogue;

import gradwright.core.errors.JaxError;
import gradwright.core.trace.Session;
import gradwright.core.trace.StagingTrace.StagedTracer;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import gradwright.numpy.Sequences;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Arguments of a call bound to parameter names, with typed access. Neutral forms: null (None), Boolean, Long, BigInteger, Double,
/// Complex, String, `Value`, `DType`, `Tuple`, `List`, `IndexItems`, `Foreign`.
public final class Arguments {
  private final Function function;
  private final Map<String, Object> values;

  private Arguments(Function function, Map<String, Object> values) {
    this.function = function;
    this.values = values;
  }

  /// Binds as Python does, with its TypeErrors for missing, unexpected and repeated arguments.
  static Arguments bind(Function f, List<Object> positional, Map<String, Object> keywords) {
    Map<String, Object> values = new HashMap<>();
    List<Parameter> ps = f.signature().parameters();
    int k = 0;
    int limit = 0;
    boolean variadic = false;
    for (Parameter p : ps) {
      switch (p.kind()) {
        case POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD -> {
          limit++;
          if (k < positional.size()) {
            values.put(p.name(), positional.get(k++));
          }
        }
        case VAR_POSITIONAL -> {
          variadic = true;
          values.put(p.name(), new ArrayList<>(positional.subList(k, positional.size())));
          k = positional.size();
        }
        default -> {}
      }
    }
    if (!variadic && k < positional.size()) {
      throw JaxError.type(
          f.name() + "() takes " + limit + " positional arguments but " + positional.size() + " were given");
    }
    Map<String, Object> extra = new HashMap<>();
    for (Map.Entry<String, Object> e : keywords.entrySet()) {
      Parameter p = ps.stream().filter(q -> q.name().equals(e.getKey())).findFirst().orElse(null);
      boolean takes =
          p != null && (p.kind() == Parameter.Kind.POSITIONAL_OR_KEYWORD || p.kind() == Parameter.Kind.KEYWORD_ONLY);
      if (!takes) {
        extra.put(e.getKey(), e.getValue());
      } else if (values.containsKey(e.getKey())) {
        throw JaxError.type(f.name() + "() got multiple values for argument '" + e.getKey() + "'");
      } else {
        values.put(e.getKey(), e.getValue());
      }
    }
    for (Parameter p : ps) {
      if (p.kind() == Parameter.Kind.VAR_KEYWORD) {
        values.put(p.name(), extra);
        extra = Map.of();
      } else if (!values.containsKey(p.name())) {
        if (!p.hasDefault()) {
          throw JaxError.type(f.name() + "() missing 1 required positional argument: '" + p.name() + "'");
        }
        values.put(p.name(), p.defaultValue());
      }
    }
    if (!extra.isEmpty()) {
      throw JaxError.type(
          f.name() + "() got an unexpected keyword argument '" + extra.keySet().iterator().next() + "'");
    }
    return new Arguments(f, values);
  }

  public String functionName() {
    return function.name();
  }

  /// The neutral value.
  public Object get(String name) {
    if (!values.containsKey(name)) {
      throw new IllegalArgumentException(function.name() + " has no parameter " + name);
    }
    return values.get(name);
  }

  public boolean isNone(String name) {
    return get(name) == null;
  }

  /// An array argument; Python numbers become weakly typed scalars. Lists and other objects are refused in JAX's words.
  public Value value(String name) {
    Object v = get(name);
    Value r = toValue(v);
    if (r == null) {
      int position = 0;
      for (Parameter p : function.signature().parameters()) {
        if (p.name().equals(name)) {
          break;
        }
        position++;
      }
      throw JaxError.type(
          function.name()
              + " requires ndarray or scalar arguments, got "
              + typeName(v)
              + " at position "
              + position
              + ".");
    }
    return r;
  }

  /// The same for functions whose dtype JAX looks at first: None is a ValueError.
  public Value typedValue(String name) {
    if (isNone(name)) {
      throw JaxError.value("Invalid argument to dtype: None.");
    }
    return value(name);
  }

  /// The same, or null for None.
  public Value valueOrNull(String name) {
    return isNone(name) ? null : value(name);
  }

  /// All of a `*args` parameter as arrays.
  public List<Value> values(String name) {
    List<Value> out = new ArrayList<>();
    for (Object o : (List<?>) get(name)) {
      Value v = toValue(o);
      if (v == null) {
        throw JaxError.type(
            function.name()
                + " requires ndarray or scalar arguments, got "
                + typeName(o)
                + " at position "
                + out.size()
                + ".");
      }
      out.add(v);
    }
    return out;
  }

  /// An array or number as a value; null for anything else.
  public static Value toValue(Object v) {
    boolean x64 = Session.current().config().x64();
    return switch (v) {
      case Value a -> a;
      case Boolean b -> HostScalar.of(DType.BOOL, false, b ? 1L : 0L);
      case Long n -> {
        if (!x64 && (n < Integer.MIN_VALUE || n > Integer.MAX_VALUE)) {
          throw overflow(n.toString());
        }
        yield HostScalar.of(x64 ? DType.INT64 : DType.INT32, true, n);
      }
      case BigInteger n -> throw overflow(n.toString());
      case Double d -> HostScalar.of(x64 ? DType.FLOAT64 : DType.FLOAT32, true, d);
      case Complex c -> HostScalar.complex(x64 ? DType.COMPLEX128 : DType.COMPLEX64, true, c.real(), c.imaginary());
      case null, default -> null;
    };
  }

  private static JaxError overflow(String n) {
    return new JaxError(
        "OverflowError",
        "Python int " + n + " too large to convert to " + (Session.current().config().x64() ? "int64" : "int32"));
  }

  public boolean flag(String name) {
    Object v = get(name);
    return switch (v) {
      case null -> false;
      case Boolean b -> b;
      case Long n -> n != 0;
      default -> throw JaxError.type(function.name() + ": " + name + " must be a bool, got " + typeName(v));
    };
  }

  public int integer(String name) {
    return toInt(get(name), name);
  }

  public double number(String name) {
    return switch (get(name)) {
      case Double d -> d;
      case Long n -> n;
      case HostScalar s -> s.real();
      case Object o -> throw JaxError.type(function.name() + ": " + name + " must be a number, got " + typeName(o));
    };
  }

  public String string(String name) {
    return (String) get(name);
  }

  /// A dtype argument, or null for None; 64-bit types stay as asked (see `Config.x64`).
  public DType dtype(String name) {
    Object v = get(name);
    return switch (v) {
      case null -> null;
      case DType t -> t;
      case String s when DType.byName(s) != null -> DType.byName(s);
      default -> throw JaxError.type("Cannot interpret '" + v + "' as a data type");
    };
  }

  /// An int or a sequence of ints, or null for None where that is the default.
  public Ints ints(String name) {
    Object given = get(name);
    if (given == null && isRequired(name)) {
      throw JaxError.type(function.name() + ": " + name + " must be an integer or a sequence of integers, got None");
    }
    return toInts(given, name);
  }

  /// The same for an argument that must be given, and may be None.
  public Ints intsOrNull(String name) {
    return toInts(get(name), name);
  }

  private boolean isRequired(String name) {
    return function.signature().parameters().stream().anyMatch(p -> p.name().equals(name) && !p.hasDefault());
  }

  /// Axes normalised to 0..rank-1 in the order given; None gives all. Errors as JAX for out of range or repeated ones.
  public Ints axes(String name, int rank) {
    Ints given = ints(name);
    if (given == null) {
      return Ints.range(0, rank);
    }
    int[] r = new int[given.size()];
    for (int i = 0; i < r.length; i++) {
      r[i] = normalizeAxis(given.get(i), rank);
      for (int k = 0; k < i; k++) {
        if (r[k] == r[i]) {
          throw JaxError.value("duplicate value in 'axis': " + given);
        }
      }
    }
    return Ints.of(r);
  }

  /// One axis normalised to 0..rank-1.
  public int axis(String name, int rank) {
    return normalizeAxis(integer(name), rank);
  }

  /// The same for functions where JAX reports an axis out of range as an IndexError.
  public static int normalizeIndex(int axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw new JaxError("IndexError", "axis " + axis + " is out of bounds for array of dimension " + rank);
    }
    return axis < 0 ? axis + rank : axis;
  }

  public static int normalizeAxis(int axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw JaxError.value("axis " + axis + " is out of bounds for array of dimension " + rank);
    }
    return axis < 0 ? axis + rank : axis;
  }

  /// A shape: an int or a sequence of non-negative ints.
  public Shape shape(String name) {
    Object given = get(name);
    Ints i;
    try {
      i = toInts(given, name);
    } catch (JaxError notIntegers) {
      if (notIntegers.subject() != null || given instanceof Tracer) {
        throw Sequences.notConcrete(given);
      }
      throw JaxError.type("Shapes must be 1D sequences of concrete values of integer type, got " + repr(given) + ".");
    }
    if (i == null) {
      if (!function.signature().parameters().stream()
          .anyMatch(p -> p.name().equals(name) && p.hasDefault() && p.defaultValue() == null)) {
        throw JaxError.type(
            "Shapes must be 1D sequences of concrete values of integer type, got None for "
                + name
                + " of "
                + function.name()
                + ".");
      }
      return null;
    }
    for (int k = 0; k < i.size(); k++) {
      if (i.get(k) < 0) {
        throw JaxError.type(
            "Only non-negative indices are allowed when broadcasting static shapes, but got shape " + i + ".");
      }
    }
    return Shape.of(i.toArray());
  }

  /// A neutral value as Python's repr prints it, for messages.
  public static String repr(Object v) {
    return switch (v) {
      case null -> "None";
      case Boolean b -> b ? "True" : "False";
      case String s -> "'" + s + "'";
      case Tuple t -> {
        StringBuilder b = new StringBuilder("(");
        for (int k = 0; k < t.size(); k++) {
          b.append(k == 0 ? "" : ", ").append(repr(t.get(k)));
        }
        yield b.append(t.size() == 1 ? ",)" : ")").toString();
      }
      case List<?> l -> {
        StringBuilder b = new StringBuilder("[");
        for (int k = 0; k < l.size(); k++) {
          b.append(k == 0 ? "" : ", ").append(repr(l.get(k)));
        }
        yield b.append(']').toString();
      }
      default -> String.valueOf(v);
    };
  }

  private Ints toInts(Object v, String name) {
    return switch (v) {
      case null -> null;
      case Tuple t -> toInts(t.items(), name);
      case Value empty when empty.aval().rank() == 1 && empty.aval().shape().size(0) == 0 -> Ints.of();
      case gradwright.core.value.Array a when a.rank() == 1 && a.dtype().isInteger() -> {
        int[] r = new int[a.shape().size(0)];
        for (int i = 0; i < r.length; i++) {
          r[i] = Math.toIntExact(a.getLong(i));
        }
        yield Ints.of(r);
      }
      case List<?> l -> {
        int[] r = new int[l.size()];
        for (int i = 0; i < r.length; i++) {
          r[i] = toInt(l.get(i), name);
        }
        yield Ints.of(r);
      }
      default -> Ints.of(toInt(v, name));
    };
  }

  private int toInt(Object v, String name) {
    return switch (v) {
      case Long n when n >= Integer.MIN_VALUE && n <= Integer.MAX_VALUE -> n.intValue();
      case Boolean b -> b ? 1 : 0;
      case HostScalar s when s.dtype().isInteger() -> Math.toIntExact(s.integer());
      case gradwright.core.value.Array a when a.rank() == 0 && a.dtype().isInteger() -> Math.toIntExact(a.getLong(0));
      case Tracer t -> throw TracedIntegers.refused(function.name(), name, t);
      case Value t ->
          throw JaxError.type(
              "Shapes must be 1D sequences of concrete values of integer type, got "
                  + t
                  + " for "
                  + name
                  + " of "
                  + function.name()
                  + ".");
      case null, default ->
          throw JaxError.type(function.name() + ": " + name + " must be an integer, got " + typeName(v));
    };
  }

  /// Python's name of the type of a neutral value, as messages print it.
  public static String typeName(Object v) {
    return switch (v) {
      case null -> "<class 'NoneType'>";
      case Boolean b -> "<class 'bool'>";
      case Long n -> "<class 'int'>";
      case BigInteger n -> "<class 'int'>";
      case Double d -> "<class 'float'>";
      case Complex c -> "<class 'complex'>";
      case String s -> "<class 'str'>";
      case Tuple t -> "<class 'tuple'>";
      case List<?> l -> "<class 'list'>";
      case gradwright.core.types.Aval t -> "<class 'jax.ShapeDtypeStruct'>";
      case Foreign f -> f.typeName();
      case StagedTracer t -> "<class 'jax._src.interpreters.partial_eval.DynamicJaxprTracer'>";
      default -> v.getClass().getSimpleName();
    };
  }
}
