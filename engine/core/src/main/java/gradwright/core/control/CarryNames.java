package gradwright.core.control;

import java.util.List;
import java.util.stream.IntStream;

/// How error messages name a loop's body and the components of its carry. The Python package gives pytree paths.
public record CarryNames(String body, List<String> components) {
  /// `the input carry component [i]`, for flat carries.
  static CarryNames positions(String body, int n) {
    return new CarryNames(
        body,
        IntStream.range(0, n)
            .mapToObj(i -> n == 1 ? "the input carry" : "the input carry at path [" + i + "]")
            .toList());
  }
}
