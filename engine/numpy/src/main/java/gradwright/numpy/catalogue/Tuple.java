package gradwright.numpy.catalogue;

import java.util.Arrays;
import java.util.List;

/// A Python tuple of neutral values; a Python list is a `java.util.List`. May hold nulls (None).
public record Tuple(List<Object> items) {
  public static Tuple of(Object... items) {
    return new Tuple(Arrays.asList(items));
  }

  public int size() {
    return items.size();
  }

  public Object get(int i) {
    return items.get(i);
  }
}
