package gradwright.core.ir;

import gradwright.core.types.Aval;
import gradwright.core.value.Value;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// A jaxpr with the values of its constants. Identity is that of the object, which caches key on.
public final class ClosedJaxpr {
  private final Jaxpr jaxpr;
  private final List<Value> constants;
  private final ConcurrentHashMap<Object, Object> derived = new ConcurrentHashMap<>();

  public ClosedJaxpr(Jaxpr jaxpr, List<? extends Value> constants) {
    if (jaxpr.constants().size() != constants.size()) {
      throw new IllegalArgumentException(
          jaxpr.constants().size() + " constant variables for " + constants.size() + " constants");
    }
    assert JaxprChecker.check(jaxpr);
    this.jaxpr = jaxpr;
    this.constants = List.copyOf(constants);
  }

  public Jaxpr jaxpr() {
    return jaxpr;
  }

  public List<Value> constants() {
    return constants;
  }

  public List<Aval> inputAvals() {
    return jaxpr.inputAvals();
  }

  public List<Aval> outputAvals() {
    return jaxpr.outputAvals();
  }

  /// What a transformation made of this program before, or makes now: memoised for the life of this object, so that nested
  /// transformations stay polynomial. `key` is a record with structural equality, of a type private to the transformation.
  @SuppressWarnings("unchecked")
  public <T> T derive(Object key, Supplier<T> make) {
    Object found = derived.get(key);
    if (found == null) {
      found = make.get(); // outside the map: making it may derive from this program again
      Object other = derived.putIfAbsent(key, found);
      found = other != null ? other : found;
    }
    return (T) found;
  }

  /// The programs that transformations made of this one so far.
  public List<Transformed.Result> transformed() {
    return derived.values().stream()
        .filter(Transformed.class::isInstance)
        .flatMap(t -> ((Transformed) t).results().stream())
        .toList();
  }

  @Override
  public String toString() {
    return JaxprPrinter.print(jaxpr);
  }
}
