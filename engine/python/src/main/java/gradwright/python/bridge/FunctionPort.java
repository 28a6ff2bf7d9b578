package gradwright.python.bridge;

import gradwright.core.types.DType;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.AbstractArray;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Complex;
import gradwright.numpy.catalogue.Documentation;
import gradwright.numpy.catalogue.Function;
import gradwright.numpy.catalogue.IndexItems;
import gradwright.numpy.catalogue.NamedResult;
import gradwright.numpy.catalogue.Parameter;
import gradwright.numpy.catalogue.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The catalogue's functions for Python: finding them, describing them, calling them.
public final class FunctionPort {
  private final Catalogue catalogue;
  private final Errors errors;
  private final ArrayPort arrays;

  FunctionPort(Catalogue catalogue, Errors errors, ArrayPort arrays) {
    this.catalogue = catalogue;
    this.errors = errors;
    this.arrays = arrays;
  }

  /// The function of a qualified name (`jax.numpy.add`), or null.
  public Function lookup(String qualified) {
    return errors.guard(() -> {
      int dot = qualified.lastIndexOf('.');
      Catalogue.Module module = catalogue.module(qualified.substring(0, dot));
      return module == null ? null : module.get(qualified.substring(dot + 1));
    });
  }

  /// The names of a module's functions; empty for a module that the catalogue does not have.
  public Object[] names(String module) {
    return errors.guard(() -> {
      Catalogue.Module m = catalogue.module(module);
      return m == null ? new Object[0] : m.names().toArray();
    });
  }

  /// The dtype that values and dtypes promote to.
  public Object resultTypeOf(org.graalvm.polyglot.Value items) {
    return errors.guard(() -> {
      List<gradwright.core.types.Aval> avals = new ArrayList<>();
      for (Object o : Neutral.list(items)) {
        avals.add(o instanceof DType t ? gradwright.core.types.Aval.of(t) : Neutral.value(o).aval());
      }
      DType found = gradwright.numpy.Promote.typeOf(avals).dtype();
      return found.generator() == null ? found.jaxName() : result(found);
    });
  }

  /// The parameters of a function as Python source: `a, axis=None, *, keepdims=False`.
  public String parameters(Function f) {
    StringBuilder b = new StringBuilder();
    List<Parameter> all = f.signature().parameters();
    boolean star = false;
    for (int i = 0; i < all.size(); i++) {
      Parameter p = all.get(i);
      boolean positionalOnly = p.kind() == Parameter.Kind.POSITIONAL_ONLY;
      if (p.kind() == Parameter.Kind.KEYWORD_ONLY && !star) {
        comma(b).append('*');
        star = true;
      }
      comma(b);
      if (p.kind() == Parameter.Kind.VAR_POSITIONAL) {
        b.append('*').append(p.name());
        star = true;
      } else if (p.kind() == Parameter.Kind.VAR_KEYWORD) {
        b.append("**").append(p.name());
      } else {
        b.append(p.name()).append(p.hasDefault() ? "=" + literal(p.defaultValue()) : "");
      }
      boolean last = i + 1 == all.size() || all.get(i + 1).kind() != Parameter.Kind.POSITIONAL_ONLY;
      if (positionalOnly && last) {
        b.append(", /");
      }
    }
    return b.toString();
  }

  /// The names of a function's parameters in order, each with its kind's number (see `Parameter.Kind`).
  public Object[] parameterNames(Function f) {
    List<Object> out = new ArrayList<>();
    for (Parameter p : f.signature().parameters()) {
      out.add(p.name());
      out.add(p.kind().ordinal());
    }
    return out.toArray();
  }

  public String summary(Function f) {
    return f.summary();
  }

  /// What `help` shows: the summary, the parameters, the result, errors and the source of the method.
  public String documentation(Function f) {
    return errors.guard(() -> Documentation.of(f.module()).text(f));
  }

  public String name(Function f) {
    return f.name();
  }

  private static StringBuilder comma(StringBuilder b) {
    return b.isEmpty() ? b : b.append(", ");
  }

  private static String literal(Object v) {
    return switch (v) {
      case null -> "None";
      case Boolean b -> b ? "True" : "False";
      case String s -> "'" + s + "'";
      case Double d when d.isInfinite() -> d > 0 ? "float('inf')" : "-float('inf')";
      case Tuple t -> {
        StringBuilder b = new StringBuilder("(");
        for (Object o : t.items()) {
          b.append(literal(o)).append(", ");
        }
        yield b.append(')').toString();
      }
      default -> v.toString();
    };
  }

  /// Calls a function of one argument.
  public Object invoke1(Function f, Object a) {
    return errors.guard(() -> result(Errors.call(f, Arrays.asList(Neutral.of(a)), Map.of())));
  }

  /// Calls a function of two arguments.
  public Object invoke2(Function f, Object a, Object b) {
    return errors.guard(() -> result(Errors.call(f, Arrays.asList(Neutral.of(a), Neutral.of(b)), Map.of())));
  }

  /// Calls a function with positional arguments, then keywords given as names and values.
  public Object invoke(Function f, org.graalvm.polyglot.Value positional, org.graalvm.polyglot.Value keywords) {
    return errors.guard(() -> {
      Map<String, Object> named = Map.of();
      if (!keywords.isNull()) {
        named = new HashMap<>();
        for (long i = 0; i < keywords.getArraySize(); i += 2) {
          named.put(keywords.getArrayElement(i).asString(), Neutral.of(keywords.getArrayElement(i + 1)));
        }
      }
      return result(Errors.call(f, Neutral.list(positional), named));
    });
  }

  /// A result with its scalars as arrays.
  Object result(Object r) {
    return switch (r) {
      case Value v -> arrays.settled(v);
      case Tuple t -> new Tuple(t.items().stream().map(this::result).toList());
      case List<?> l -> l.stream().map(this::result).toList();
      case NamedResult n -> new NamedResult(n.type(), n.fields(), n.values().stream().map(this::result).toList());
      case PythonGenerator g -> g.specification();
      case DType t when t.generator() instanceof PythonGenerator g -> g.dtype();
      case null, default -> r;
    };
  }

  // ---- neutral values that Python makes explicitly ----

  /// A Python tuple.
  public Tuple tuple(org.graalvm.polyglot.Value items) {
    return new Tuple(Neutral.list(items));
  }

  /// A Python slice of an index.
  public IndexItems.Slice slice(Object start, Object stop, Object step) {
    return new IndexItems.Slice(Neutral.of(start), Neutral.of(stop), Neutral.of(step));
  }

  public IndexItems.Ellipsis ellipsis() {
    return IndexItems.Ellipsis.INSTANCE;
  }

  public DType dtype(String name) {
    return DType.byName(name);
  }

  public Complex complex(double re, double im) {
    return new Complex(re, im);
  }

  /// A Python object that has only the type of an array.
  public Object abstractArray(gradwright.core.types.Aval aval) {
    return new AbstractArray(aval);
  }

  /// A Python object that the engine can only name.
  public Object opaque(String typeName) {
    return new Neutral.Opaque(typeName);
  }

  // ---- results that Python takes apart ----

  public Object[] items(Object tuple) {
    return switch (tuple) {
      case Tuple t -> t.items().toArray();
      case List<?> l -> l.toArray();
      case NamedResult r -> r.values().toArray();
      default -> throw new IllegalArgumentException("no items in " + tuple);
    };
  }

  public String resultType(NamedResult r) {
    return r.type();
  }

  public Object[] resultFields(NamedResult r) {
    return r.fields().toArray();
  }

  public double[] parts(Complex c) {
    return new double[] {c.real(), c.imaginary()};
  }

  public String dtypeName(DType t) {
    return t.jaxName();
  }
}
