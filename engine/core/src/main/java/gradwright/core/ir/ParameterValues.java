package gradwright.core.ir;

import gradwright.core.errors.JaxError;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import java.util.List;
import java.util.Map;

/// The parameters that a primitive is given by name, read one by one. Numbers are Long or Double, tuples are lists, members of
/// enumerations are their names.
final class ParameterValues {
  private final String primitive;
  private final Map<String, Object> values;

  ParameterValues(String primitive, Map<String, Object> values) {
    this.primitive = primitive;
    this.values = values;
  }

  /// The value as it is; null where the parameter is absent or None.
  Object get(String name) {
    return values.get(name);
  }

  boolean flag(String name) {
    return switch (values.get(name)) {
      case null -> false;
      case Boolean b -> b;
      case Long n -> n != 0;
      case Object other -> throw wrong(name, "a bool", other);
    };
  }

  boolean flag(String name, boolean otherwise) {
    return values.get(name) == null ? otherwise : flag(name);
  }

  int integer(String name) {
    return integer(name, required(name));
  }

  int integer(String name, int otherwise) {
    Object v = values.get(name);
    return v == null ? otherwise : integer(name, v);
  }

  private int integer(String name, Object v) {
    return switch (v) {
      case Long n -> Math.toIntExact(n);
      case Integer n -> n;
      case Boolean b -> b ? 1 : 0;
      default -> throw wrong(name, "an integer", v);
    };
  }

  String text(String name) {
    return required(name) instanceof String s ? s : fail(name, "a string");
  }

  DType dtype(String name) {
    return required(name) instanceof DType t ? t : fail(name, "a dtype");
  }

  DType dtypeOrNull(String name) {
    return values.get(name) == null ? null : dtype(name);
  }

  ClosedJaxpr jaxpr(String name) {
    return jaxpr(name, required(name));
  }

  private ClosedJaxpr jaxpr(String name, Object v) {
    return v instanceof ClosedJaxpr c ? c : fail(name, "a jaxpr");
  }

  List<ClosedJaxpr> jaxprs(String name) {
    return list(name).stream().map(v -> jaxpr(name, v)).toList();
  }

  List<?> list(String name) {
    return required(name) instanceof List<?> l ? l : fail(name, "a tuple");
  }

  Ints ints(String name) {
    return ints(name, required(name));
  }

  Ints intsOrNull(String name) {
    Object v = values.get(name);
    return v == null ? null : ints(name, v);
  }

  Shape shape(String name) {
    return Shape.of(ints(name).toArray());
  }

  Ints ints(String name, Object v) {
    if (v instanceof List<?> l) {
      return Ints.of(l.stream().mapToInt(x -> integer(name, x)).toArray());
    }
    return fail(name, "a tuple of integers");
  }

  /// One place of a tuple of tuples of integers, for each of these.
  Ints column(String name, int place) {
    return Ints.of(list(name).stream().mapToInt(row -> ints(name, row).get(place)).toArray());
  }

  private Object required(String name) {
    Object v = values.get(name);
    if (v == null) {
      throw JaxError.type(primitive + " needs the parameter " + name);
    }
    return v;
  }

  private <T> T fail(String name, String wanted) {
    throw wrong(name, wanted, values.get(name));
  }

  private JaxError wrong(String name, String wanted, Object got) {
    return JaxError.type("the parameter " + name + " of " + primitive + " must be " + wanted + ", got " + got);
  }
}
