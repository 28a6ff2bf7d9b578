package gradwright.profiler.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gives equal values one small number. Guarded by its owner's lock.
final class Numbering<T> {
  private final Map<T, Integer> numbers = new HashMap<>();
  private final List<T> values = new ArrayList<>();
  private List<T> copy = List.of();

  int of(T value) {
    Integer known = numbers.get(value);
    if (known != null) {
      return known;
    }
    numbers.put(value, values.size());
    values.add(value);
    return values.size() - 1;
  }

  int size() {
    return values.size();
  }

  /// The values by number; the same list until there are more.
  List<T> values() {
    if (copy.size() != values.size()) {
      copy = List.copyOf(values);
    }
    return copy;
  }

  void clear() {
    numbers.clear();
    values.clear();
    copy = List.of();
  }
}
