package gradwright.protocol.rpc;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Values of the protocol's types, the awkward ones included.
final class RandomValues {
  private static final double[] DOUBLES = {
    0, -0.0, 1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE, 0.1
  };
  private static final String[] TEXTS = {"", "x", "a\"b\\c\n\t", "é√𝛁 \u2028\u0000", "<&>", "null", "[\"Freed\"]"};
  private static final int DEEP = 5;

  private final RandomGenerator random;

  RandomValues(RandomGenerator random) {
    this.random = random;
  }

  /// A value of a type as reflection describes it.
  Object of(Type type, int depth) throws ReflectiveOperationException {
    return switch (type) {
      case ParameterizedType p when p.getRawType() == List.class -> list(p.getActualTypeArguments()[0], depth);
      case ParameterizedType p when p.getRawType() == Map.class -> map();
      case Class<?> c -> of(c, depth);
      default -> throw new IllegalArgumentException("the protocol has no " + type);
    };
  }

  private Object of(Class<?> c, int depth) throws ReflectiveOperationException {
    if (c == int.class || c == Integer.class) {
      return random.nextBoolean() ? random.nextInt() : random.nextInt(10);
    } else if (c == long.class) {
      return random.nextBoolean() ? random.nextLong() : Long.MIN_VALUE;
    } else if (c == double.class) {
      return random.nextBoolean() ? random.nextGaussian() : DOUBLES[random.nextInt(DOUBLES.length)];
    } else if (c == boolean.class) {
      return random.nextBoolean();
    } else if (c == String.class) {
      return TEXTS[random.nextInt(TEXTS.length)];
    } else if (c.isArray()) {
      Object array = Array.newInstance(c.getComponentType(), random.nextInt(6));
      for (int i = 0; i < Array.getLength(array); i++) {
        Array.set(array, i, of(c.getComponentType(), depth));
      }
      return array;
    } else if (c.isEnum()) {
      return c.getEnumConstants()[random.nextInt(c.getEnumConstants().length)];
    } else if (c.isSealed()) {
      Class<?>[] permitted = c.getPermittedSubclasses();
      return of(permitted[random.nextInt(permitted.length)], depth);
    } else if (c.isRecord()) {
      return record(c, depth);
    }
    throw new IllegalArgumentException("the protocol has no " + c);
  }

  private Object record(Class<?> c, int depth) throws ReflectiveOperationException {
    RecordComponent[] components = c.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      boolean nullable = components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
      values[i] = nullable && random.nextBoolean() ? null : of(components[i].getGenericType(), depth + 1);
    }
    Constructor<?> constructor = c.getDeclaredConstructor(types);
    return constructor.newInstance(values);
  }

  private List<?> list(Type element, int depth) throws ReflectiveOperationException {
    List<Object> list = new ArrayList<>();
    for (int i = depth > DEEP ? 0 : random.nextInt(3); i > 0; i--) {
      list.add(of(element, depth + 1));
    }
    return list;
  }

  private Map<String, String> map() {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      map.put("K" + i, TEXTS[random.nextInt(TEXTS.length)]);
    }
    return map;
  }

  /// Whether two values are the same, bit for bit, within records and arrays too.
  static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a instanceof List<?> x && b instanceof List<?> y) {
      return x.size() == y.size()
          && java.util.stream.IntStream.range(0, x.size()).allMatch(i -> same(x.get(i), y.get(i)));
    }
    if (a instanceof Record && b != null && a.getClass() == b.getClass()) {
      for (RecordComponent component : a.getClass().getRecordComponents()) {
        try {
          if (!same(component.getAccessor().invoke(a), component.getAccessor().invoke(b))) {
            return false;
          }
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(e);
        }
      }
      return true;
    }
    return Objects.deepEquals(a, b);
  }
}
