package gradwright.python.bridge;

import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Foreign;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// From Python's values to the catalogue's neutral ones, and to the engine's.
final class Neutral {
  private Neutral() {}

  /// A Python object without a neutral form, known by how Python prints its type.
  record Opaque(String typeName) implements Foreign {}

  /// The neutral form of what came through a method's `Object` parameter.
  static Object of(Object o) {
    return switch (o) {
      case Integer i -> Long.valueOf(i);
      case Short s -> Long.valueOf(s);
      case Byte b -> Long.valueOf(b);
      case Float f -> Double.valueOf(f);
      case org.graalvm.polyglot.Value v -> of(v);
      case List<?> l -> {
        List<Object> out = new ArrayList<>(l.size());
        l.forEach(x -> out.add(of(x)));
        yield out;
      }
      case null, default -> o;
    };
  }

  /// The neutral form of a Python value: lists become lists; host objects are what they are.
  static Object of(org.graalvm.polyglot.Value v) {
    if (v.isHostObject()) {
      return of((Object) v.asHostObject());
    }
    if (v.isNull()) {
      return null;
    }
    if (v.isBoolean()) {
      return v.asBoolean();
    }
    if (v.isNumber()) {
      // A float with a whole value fits in a long too: only the object itself tells the two apart.
      return of(v.as(Object.class), v);
    }
    if (v.isString()) {
      return v.asString();
    }
    if (v.hasArrayElements()) {
      return list(v);
    }
    return new Opaque(v.getMetaObject() == null ? "<class 'object'>" : v.getMetaObject().toString());
  }

  private static Object of(Object number, org.graalvm.polyglot.Value v) {
    return switch (number) {
      case Double d -> d;
      case Float f -> f.doubleValue();
      case Number n when v.fitsInLong() -> v.asLong();
      default -> v.fitsInBigInteger() ? v.asBigInteger() : (Object) BigInteger.ONE.shiftLeft(200);
    };
  }

  /// The neutral forms of a Python list's elements; may hold nulls.
  static List<Object> list(org.graalvm.polyglot.Value v) {
    int n = (int) v.getArraySize();
    List<Object> out = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      out.add(of(v.getArrayElement(i)));
    }
    return out;
  }

  /// The engine's value for a value or a Python number.
  static Value value(Object o) {
    if (o instanceof Value v) {
      return v;
    }
    Value v = Arguments.toValue(of(o));
    if (v == null) {
      throw new IllegalArgumentException("not a value: " + o);
    }
    return v;
  }

  /// The engine's values for a Python list of values and numbers.
  static List<Value> values(org.graalvm.polyglot.Value list) {
    int n = (int) list.getArraySize();
    List<Value> out = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      out.add(value(of(list.getArrayElement(i))));
    }
    return out;
  }

  /// The integers of a Python list; null for None.
  static List<Integer> integers(org.graalvm.polyglot.Value list) {
    List<Integer> out = new ArrayList<>();
    for (Object o : list(list)) {
      out.add(o == null ? null : Math.toIntExact((Long) o));
    }
    return out;
  }

  static List<Boolean> booleans(org.graalvm.polyglot.Value list) {
    List<Boolean> out = new ArrayList<>();
    for (Object o : list(list)) {
      out.add((Boolean) o);
    }
    return out;
  }

  static int[] ints(org.graalvm.polyglot.Value list) {
    return integers(list).stream().mapToInt(Integer::intValue).toArray();
  }

  static Object[] handles(List<? extends Value> values) {
    return Arrays.copyOf(values.toArray(), values.size(), Object[].class);
  }
}
