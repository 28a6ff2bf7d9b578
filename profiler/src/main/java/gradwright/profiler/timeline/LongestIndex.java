package gradwright.profiler.timeline;

/// Finds the longest of any stretch of durations without looking at each: a tree of the longest of 16, of 16 of those, and
/// so on.
final class LongestIndex {
  private static final int BITS = 4;
  private static final int FAN = 1 << BITS;

  private final Durations durations;
  private final int[][] levels;

  /// Durations by number.
  @FunctionalInterface
  interface Durations {
    long of(int index);
  }

  LongestIndex(int size, Durations durations) {
    this.durations = durations;
    int depth = 0;
    for (int n = size >> BITS; n > 0; n >>= BITS) {
      depth++;
    }
    levels = new int[depth][];
    for (int level = 0; level < depth; level++) {
      // Only full groups; what remains is looked at one by one.
      int[] longest = new int[size >> (BITS * (level + 1))];
      for (int group = 0; group < longest.length; group++) {
        int best = child(level, group << BITS);
        for (int k = 1; k < FAN; k++) {
          best = longer(best, child(level, (group << BITS) + k));
        }
        longest[group] = best;
      }
      levels[level] = longest;
    }
  }

  private int child(int level, int index) {
    return level == 0 ? index : levels[level - 1][index];
  }

  /// The longer of two, the first where they are equal.
  private int longer(int a, int b) {
    return durations.of(b) > durations.of(a) ? b : a;
  }

  /// The longest from `from` (inclusive) to `to` (exclusive), which must not be empty.
  int longest(int from, int to) {
    int best = from;
    int i = from;
    while (i < to) {
      int level = 0;
      while (level < levels.length && fits(i, to, level + 1)) {
        level++;
      }
      best = longer(best, level == 0 ? i : levels[level - 1][i >> (BITS * level)]);
      i += 1 << (BITS * level);
    }
    return best;
  }

  private static boolean fits(int i, int to, int level) {
    int width = 1 << (BITS * level);
    return (i & (width - 1)) == 0 && to - i >= width;
  }
}
