package gradwright.app.arrays;

import gradwright.protocol.Arrays.Named;
import gradwright.protocol.Arrays.Statistics;
import org.jspecify.annotations.Nullable;

/// An array of the list; statistics come later, or not where they fail.
public record ArrayRow(Named named, @Nullable Statistics statistics) {
  public String path() {
    return named.path();
  }

  public String type() {
    return ElementText.type(named.dtype(), named.shape());
  }

  public long elements() {
    long n = 1;
    for (long s : named.shape()) {
      n *= s;
    }
    return n;
  }

  /// Whether this is the same array as another row, which may be null or know other statistics.
  boolean isSameAs(@Nullable ArrayRow other) {
    return other != null && other.path().equals(path());
  }
}
