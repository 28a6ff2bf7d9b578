package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Python sequences among arguments and results: axes, shapes, lists of arrays.
public final class Sequences {
  private Sequences() {}

  /// A tuple of Python ints.
  public static Tuple tuple(Ints ints) {
    List<Object> r = new ArrayList<>();
    for (int i = 0; i < ints.size(); i++) {
      r.add((long) ints.get(i));
    }
    return new Tuple(r);
  }

  /// A tuple of arrays.
  public static Tuple tuple(List<? extends Value> values) {
    return new Tuple(List.copyOf(values));
  }

  /// The items of a list or tuple; an array is taken apart along its first axis. Null for anything else.
  public static List<?> itemsOrNull(Object v) {
    return switch (v) {
      case Tuple t -> t.items();
      case List<?> l -> l;
      case Value a when a.rank() > 0 -> {
        List<Value> r = new ArrayList<>();
        for (int i = 0; i < a.shape().size(0); i++) {
          r.add(Subscripts.pick(a, i, 0));
        }
        yield r;
      }
      case null, default -> null;
    };
  }

  /// The whole numbers of a sequence within a structured argument; TypeError for anything else, with `what` as its name.
  public static Ints wholeNumbers(Object v, String what) {
    List<?> items = itemsOrNull(v);
    if (items == null) {
      throw JaxError.type(what + " must be a sequence of integers, got " + pythonText(v) + ".");
    }
    int[] r = new int[items.size()];
    for (int i = 0; i < r.length; i++) {
      r[i] =
          switch (items.get(i)) {
            case Long n -> fitting(n);
            case Boolean b -> b ? 1 : 0;
            case HostScalar s when s.dtype().isInteger() -> Math.toIntExact(s.integer());
            case Array t when t.rank() == 0 && t.dtype().isInteger() -> Math.toIntExact(t.getLong(0));
            case null, default ->
                throw JaxError.type(what + " must be a sequence of integers, got " + pythonText(v) + ".");
          };
    }
    return Ints.of(r);
  }

  /// The two parts of a pair within a structured argument; TypeError for anything else, with `what` as its name.
  public static List<?> pair(Object v, String what) {
    List<?> items = itemsOrNull(v);
    if (items == null) {
      throw JaxError.type(what + " must be a pair, got " + pythonText(v) + ".");
    }
    if (items.size() != 2) {
      throw JaxError.value(what + " must be a pair, got " + items.size() + " items: " + pythonText(v) + ".");
    }
    return items;
  }

  /// The items of a sequence argument; TypeError for anything else.
  public static List<?> items(Arguments a, String name) {
    List<?> r = itemsOrNull(a.get(name));
    if (r == null) {
      throw JaxError.type(
          a.functionName()
              + " requires ndarray or scalar arguments, got "
              + Arguments.typeName(a.get(name))
              + " at position 0.");
    }
    return r;
  }

  /// Axes: null for None, else normalised to 0..rank-1. Tracers are refused as JAX does; repeated axes are a ValueError.
  public static Ints axes(Arguments a, String name, int rank) {
    Object v = a.get(name);
    if (v == null) {
      return null;
    }
    List<?> items = v instanceof Tuple t ? t.items() : v instanceof List<?> l ? l : List.of(v);
    int[] r = new int[items.size()];
    for (int i = 0; i < r.length; i++) {
      r[i] = Arguments.normalizeAxis(staticInt(items.get(i), "The axis argument must be known statically.", a), rank);
      for (int k = 0; k < i; k++) {
        if (r[k] == r[i]) {
          throw JaxError.value("duplicate value in 'axis': " + pythonText(v));
        }
      }
    }
    return Ints.of(r);
  }

  /// IndexError for axes out of range, of functions where JAX's error is of that class.
  static void requireAxes(Arguments a, int rank) {
    Object v = a.get("axis");
    List<?> items = v instanceof Tuple t ? t.items() : v instanceof List<?> l ? l : java.util.Arrays.asList(v);
    for (Object o : items) {
      if (o instanceof Long n && n == n.intValue()) {
        Arguments.normalizeIndex(n.intValue(), rank);
      }
    }
  }

  /// One axis, normalised; null for None.
  public static Integer axisOrNull(Arguments a, String name, int rank) {
    return a.isNone(name)
        ? null
        : Arguments.normalizeAxis(staticInt(a.get(name), "The axis argument must be known statically.", a), rank);
  }

  /// An integer known while tracing; ConcretizationTypeError with `context` for a tracer.
  public static int staticInt(Object v, String context, Arguments a) {
    return switch (v) {
      case Long n -> fitting(n);
      case Boolean b -> b ? 1 : 0;
      case HostScalar s when s.dtype().isInteger() -> Math.toIntExact(s.integer());
      case Array t when t.rank() == 0 && t.dtype().isInteger() -> Math.toIntExact(t.getLong(0));
      case Tracer t -> throw new IllegalStateException(String.valueOf(Concrete.array(t, context)));
      case null, default ->
          throw JaxError.type(
              "'"
                  + Arguments.typeName(v).replaceAll("<class '(.*)'>", "$1")
                  + "' object cannot be interpreted as an integer");
    };
  }

  /// A shape: an int or a sequence of ints. JAX's TypeErrors for tracers, floats and negative sizes.
  public static Shape shape(Object v, String function) {
    List<?> items =
        v instanceof Tuple t
            ? t.items()
            : v instanceof List<?> l
                ? l
                : v instanceof Array a && a.rank() == 1 ? itemsOrNull(a) : java.util.Arrays.asList(v);
    int[] r = new int[items.size()];
    for (int i = 0; i < r.length; i++) {
      Object o = items.get(i);
      r[i] =
          switch (o) {
            case Long n -> fitting(n);
            case Boolean b -> b ? 1 : 0;
            case HostScalar s when s.dtype().isInteger() -> Math.toIntExact(s.integer());
            case Array t when t.rank() == 0 && t.dtype().isInteger() -> Math.toIntExact(t.getLong(0));
            case null, default -> throw notConcrete(v);
          };
      if (r[i] < 0) {
        throw JaxError.type("broadcast_in_dim shape must have every element be nonnegative, got " + Ints.of(r) + ".");
      }
    }
    return Shape.of(r);
  }

  /// The same for a catalogue argument.
  public static Shape shape(Arguments a, String name) {
    return shape(a.get(name), a.functionName());
  }

  /// JAX's TypeError for a shape that is not a sequence of known integers.
  public static JaxError notConcrete(Object given) {
    boolean list = given instanceof List<?>;
    List<?> items =
        given instanceof Tuple t ? t.items() : given instanceof List<?> l ? l : java.util.Arrays.asList(given);
    StringBuilder b = new StringBuilder(list ? "[" : "(");
    for (int i = 0; i < items.size(); i++) {
      b.append(i == 0 ? "" : ", ").append(pythonText(items.get(i)));
    }
    b.append(list ? "]" : items.size() == 1 ? ",)" : ")");
    @Nullable Object tracer = items.stream().filter(Tracer.class::isInstance).findFirst().orElse(null);
    String message = "Shapes must be 1D sequences of concrete values of integer type, got " + b + ".";
    if (tracer == null) {
      return JaxError.type(message);
    }
    return new JaxError(
        "TypeError",
        message + "\nIf using `jit`, try using `static_argnums` or applying `jit` to smaller subfunctions.",
        tracer);
  }

  private static String decimal(double d) {
    return Double.isNaN(d) ? "nan" : Double.isInfinite(d) ? d > 0 ? "inf" : "-inf" : String.valueOf(d);
  }

  /// A neutral value as Python prints it.
  public static String pythonText(Object v) {
    return switch (v) {
      case null -> "None";
      case Boolean b -> b ? "True" : "False";
      case String s -> "'" + s + "'";
      case Tracer t -> "JitTracer(" + (t.aval().weakType() ? "~" : "") + t.aval().longName() + ")";
      case HostScalar s -> s.dtype().isInexact() ? decimal(s.real()) : String.valueOf(s.integer());
      case Array a when a.rank() == 0 && !a.dtype().isComplex() ->
          a.dtype().isInexact() ? decimal(a.getDouble(0)) : String.valueOf(a.getLong(0));
      case Array a when a.rank() == 1 && a.dtype().isInteger() ->
          "Array(" + pythonText(itemsOrNull(a)) + ", dtype=" + a.dtype().jaxName() + ")";
      case Tuple t -> {
        StringBuilder b = new StringBuilder("(");
        for (int i = 0; i < t.size(); i++) {
          b.append(i == 0 ? "" : ", ").append(pythonText(t.get(i)));
        }
        yield b.append(t.size() == 1 ? ",)" : ")").toString();
      }
      case List<?> l -> {
        StringBuilder b = new StringBuilder("[");
        for (int i = 0; i < l.size(); i++) {
          b.append(i == 0 ? "" : ", ").append(pythonText(l.get(i)));
        }
        yield b.append("]").toString();
      }
      default -> v.toString();
    };
  }

  /// An integer as a size or position; those that no array here can have are refused.
  private static int fitting(long n) {
    if (n != (int) n) {
      throw new JaxError(
          "MemoryError",
          "Out of memory: an axis of " + n + " elements is longer than arrays can be, which is 2147483647.");
    }
    return (int) n;
  }
}
