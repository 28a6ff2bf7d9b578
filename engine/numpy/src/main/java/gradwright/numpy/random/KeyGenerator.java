package gradwright.numpy.random;

import gradwright.core.errors.JaxError;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import java.util.Arrays;
import java.util.Set;

/// The generators of random bits, by the names that JAX gives them.
public enum KeyGenerator {
  THREEFRY("threefry2x32", DType.KEY_FRY),
  RBG("rbg", DType.KEY_RBG),
  UNSAFE_RBG("unsafe_rbg", DType.KEY_URBG);

  /// What JAX has besides.
  private static final Set<String> OTHERS = Set.of("philox2x32", "philox4x32", "threefry4x32");

  private final String implementation;
  private final DType keys;

  KeyGenerator(String implementation, DType keys) {
    this.implementation = implementation;
    this.keys = keys;
  }

  /// JAX's name: `threefry2x32`.
  public String implementation() {
    return implementation;
  }

  /// The type of its keys.
  public DType keys() {
    return keys;
  }

  /// The one that the configuration names, which raw keys belong to.
  public static KeyGenerator standard() {
    return of(Session.current().config().keys());
  }

  private static KeyGenerator of(DType keys) {
    return Arrays.stream(values()).filter(g -> g.keys == keys).findFirst().orElseThrow();
  }

  /// What JAX calls the generator of keys of a type.
  public static String nameOf(DType keys) {
    return keys.generator() != null ? keys.generator().name() : of(keys).implementation;
  }

  /// The one that JAX calls so.
  public static KeyGenerator named(String name) {
    return Arrays.stream(values())
        .filter(g -> g.implementation.equals(name))
        .findFirst()
        .orElseThrow(() ->
            OTHERS.contains(name)
                ? JaxError.notImplemented("the PRNG implementation \"" + name + "\" is not available")
                : JaxError.value(
                    "unrecognized PRNG implementation \""
                        + name
                        + "\". Did you mean one of: \"philox2x32\", \"philox4x32\", \"threefry2x32\", \"rbg\","
                        + " \"unsafe_rbg\", \"threefry4x32\"?"));
  }
}
