package gradwright.app.jaxpr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// A longest common subsequence of two lists, by Myers' greedy algorithm (An O(ND) difference algorithm and its variations,
/// Algorithmica 1986). Lists that differ in very many places are compared only at their ends.
final class CommonSequence {
  private static final int MOST_EDITS = 1_500;

  private final BitSet first = new BitSet();
  private final BitSet second = new BitSet();

  private CommonSequence() {}

  static <T> CommonSequence of(List<T> a, List<T> b) {
    CommonSequence common = new CommonSequence();
    int from = 0;
    while (from < a.size() && from < b.size() && a.get(from).equals(b.get(from))) {
      common.first.set(from);
      common.second.set(from++);
    }
    int ends = 0;
    while (a.size() - ends > from
        && b.size() - ends > from
        && a.get(a.size() - 1 - ends).equals(b.get(b.size() - 1 - ends))) {
      common.first.set(a.size() - 1 - ends);
      common.second.set(b.size() - 1 - ends);
      ends++;
    }
    common.middle(a.subList(from, a.size() - ends), b.subList(from, b.size() - ends), from);
    return common;
  }

  boolean inFirst(int i) {
    return first.get(i);
  }

  boolean inSecond(int i) {
    return second.get(i);
  }

  private <T> void middle(List<T> a, List<T> b, int offset) {
    int n = a.size();
    int m = b.size();
    int most = Math.min(n + m, MOST_EDITS);
    int[] reach = new int[2 * most + 3];
    int zero = most + 1;
    List<int[]> history = new ArrayList<>();
    for (int d = 0; d <= most; d++) {
      history.add(Arrays.copyOfRange(reach, zero - d - 1, zero + d + 2));
      for (int k = -d; k <= d; k += 2) {
        boolean down = k == -d || (k != d && reach[zero + k - 1] < reach[zero + k + 1]);
        int x = down ? reach[zero + k + 1] : reach[zero + k - 1] + 1;
        while (x < n && x - k < m && x - k >= 0 && a.get(x).equals(b.get(x - k))) {
          x++;
        }
        reach[zero + k] = x;
        if (x >= n && x - k >= m) {
          backtrack(history, n, m, offset);
          return;
        }
      }
    }
  }

  private void backtrack(List<int[]> history, int n, int m, int offset) {
    int x = n;
    int y = m;
    for (int d = history.size() - 1; d >= 0; d--) {
      int[] reach = history.get(d);
      int zero = d + 1;
      int k = x - y;
      boolean down = k == -d || (k != d && reach[zero + k - 1] < reach[zero + k + 1]);
      int before = down ? k + 1 : k - 1;
      int startX = d == 0 ? 0 : reach[zero + before];
      int startY = d == 0 ? 0 : startX - before;
      int entry = d == 0 ? 0 : down ? startX : startX + 1;
      while (x > entry) {
        x--;
        y--;
        first.set(offset + x);
        second.set(offset + y);
      }
      x = startX;
      y = startY;
    }
  }
}
