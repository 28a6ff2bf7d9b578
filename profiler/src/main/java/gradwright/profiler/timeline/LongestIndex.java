package gradwright.profiler.timeline;

/// Finds the longest of any stretch of durations without looking at each: a binary tree of the longest below each node, laid
/// out in one array, whose leaves are the durations themselves.
final class LongestIndex {
  private final Durations durations;
  private final int size;

  /// Node `k` stands above nodes `2k` and `2k + 1`; nodes from `size` on are the durations.
  private final int[] nodes;

  /// Durations by number.
  @FunctionalInterface
  interface Durations {
    long of(int index);
  }

  LongestIndex(int size, Durations durations) {
    this.size = size;
    this.durations = durations;
    nodes = new int[size];
    for (int k = size - 1; k > 0; k--) {
      nodes[k] = longer(node(2 * k), node(2 * k + 1));
    }
  }

  private int node(int k) {
    return k >= size ? k - size : nodes[k];
  }

  /// The longer of two, the first where they are equal.
  private int longer(int a, int b) {
    long more = durations.of(a) - durations.of(b);
    return more > 0 || (more == 0 && a < b) ? a : b;
  }

  /// The longest from `from` (inclusive) to `to` (exclusive), which must not be empty.
  int longest(int from, int to) {
    int best = from;
    int left = from + size;
    int right = to + size;
    while (left < right) {
      if ((left & 1) == 1) {
        best = longer(best, node(left++));
      }
      if ((right & 1) == 1) {
        best = longer(best, node(--right));
      }
      left >>= 1;
      right >>= 1;
    }
    return best;
  }
}
