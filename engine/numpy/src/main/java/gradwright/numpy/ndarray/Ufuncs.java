package gradwright.numpy.ndarray;

import java.util.HashMap;
import java.util.Map;

/// All elementwise functions by name.
public final class Ufuncs {
  private static final Map<String, Ufunc> ALL = new HashMap<>();

  static {
    ArithmeticUfuncs.register(f -> ALL.put(f.name, f));
    ElementaryUfuncs.register(f -> ALL.put(f.name, f));
    ComparingUfuncs.register(f -> ALL.put(f.name, f));
    ALL.put(
        "invert",
        new Ufunc("invert", 1, Ufunc.Rule.BITS).whole(Loops.wholeUnary(x -> ~x)).truths(Loops.wholeUnary(x -> x ^ 1)));
  }

  private Ufuncs() {}

  /// The function of this name, or null.
  public static Ufunc named(String name) {
    return ALL.get(name);
  }
}
