package gradwright.core.trace;

import gradwright.core.device.Device;
import gradwright.core.errors.JaxError;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.types.Ints;
import gradwright.core.types.Sharding;
import gradwright.core.value.Array;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/// Where a computation runs: on the devices that an operand was put on, which must be the same for all operands that were put
/// anywhere.
public final class Commitment {
  /// The functions that people call, with their parameters, where they have other names than the primitives.
  private static final Map<String, List<String>> FUNCTIONS =
      Map.ofEntries(
          Map.entry("add", List.of("add", "x", "y")),
          Map.entry("sub", List.of("subtract", "x", "y")),
          Map.entry("mul", List.of("multiply", "x", "y")),
          Map.entry("div", List.of("true_divide", "x", "y")),
          Map.entry("pow", List.of("power", "x1", "x2")),
          Map.entry("max", List.of("maximum", "x", "y")),
          Map.entry("min", List.of("minimum", "x", "y")),
          Map.entry("eq", List.of("equal", "x", "y")),
          Map.entry("ne", List.of("not_equal", "x", "y")),
          Map.entry("lt", List.of("less", "x", "y")),
          Map.entry("le", List.of("less_equal", "x", "y")),
          Map.entry("gt", List.of("greater", "x", "y")),
          Map.entry("ge", List.of("greater_equal", "x", "y")),
          Map.entry("_where", List.of("_where", "condition", "x", "y")));

  private Commitment() {}

  /// The device of the first array that is bound to one, else of the first array, else the default one.
  public static Device device(List<? extends Value> operands, Device otherwise) {
    Device first = null;
    for (Value v : operands) {
      if (v instanceof Array a) {
        if (a.isCommitted()) {
          return a.device();
        }
        first = first == null ? a.device() : first;
      }
    }
    return first == null ? otherwise : first;
  }

  /// Whether any operand is bound to devices; an error where two are bound to different ones.
  static boolean check(String function, List<Array> operands) {
    List<String> names = FUNCTIONS.getOrDefault(function, List.of(function));
    return check(names.getFirst(), i -> i + 1 < names.size() ? names.get(i + 1) : "args[" + i + "]", operands);
  }

  /// The same, with the names of the operands for the error.
  public static boolean check(String function, IntFunction<String> names, List<Array> operands) {
    int first = -1;
    Ints devices = Ints.EMPTY;
    for (int i = 0; i < operands.size(); i++) {
      Ints own = devices(operands.get(i));
      if (own.isEmpty()) {
        continue;
      }
      if (first < 0) {
        first = i;
        devices = own;
      } else if (!own.equals(devices)) {
        throw JaxError.value(
            "Received incompatible devices for jitted computation. Got "
                + described(function, names.apply(first), operands.get(first))
                + " and "
                + described(function, names.apply(i), operands.get(i)));
      }
    }
    return first >= 0;
  }

  /// An operand in the words of the error.
  public static String described(String function, String name, Array a) {
    List<String> ids = new ArrayList<>();
    Ints devices = devices(a);
    for (int i = 0; i < devices.size(); i++) {
      ids.add(Integer.toString(devices.get(i)));
    }
    return "argument "
        + name
        + " of "
        + function
        + " with shape "
        + a.aval().longName()
        + " and with device ids ["
        + String.join(", ", ids)
        + "] on platform "
        + a.device().platform().toUpperCase(Locale.ROOT);
  }

  /// The devices that an array is bound to; none where it may be used anywhere.
  public static Ints devices(Array a) {
    Sharding s = a.placement() != null ? a.placement() : a.aval().sharding();
    return s != null ? s.mesh().deviceIds() : a.isCommitted() ? Ints.of(a.device().id()) : Ints.EMPTY;
  }

  /// The results of a computation with an operand that is bound to devices.
  static List<Array> bound(List<Array> results) {
    return results.stream().map(Array::committed).toList();
  }

  /// The results of a program with an operand that is bound to devices. What the program made is bound as it is, so that its
  /// memory stays that one array's.
  public static List<Array> bound(List<Array> results, ClosedJaxpr program, List<Array> operands) {
    Set<Object> others = Collections.newSetFromMap(new IdentityHashMap<>());
    others.addAll(operands);
    others.addAll(program.constants());
    List<Array> bound = new ArrayList<>(results.size());
    for (Array a : results) {
      if (others.contains(a)) {
        bound.add(a.committed());
      } else {
        a.commit();
        bound.add(a);
      }
    }
    return bound;
  }
}
