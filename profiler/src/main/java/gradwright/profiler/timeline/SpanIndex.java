package gradwright.profiler.timeline;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntUnaryOperator;

/// Which spans of a row belong to each kernel or place, so that those of a few are found without looking at all.
public final class SpanIndex {
  private final int least;

  /// Where the spans of each key begin in `spans`, from the least key on, with the whole at the end.
  private final int[] from;

  /// Spans grouped by key, in order of time within a group.
  private final int[] spans;

  private final int size;

  /// @param keyOf the key of an item; those below 0 belong to none
  SpanIndex(LaneRow row, IntUnaryOperator keyOf) {
    size = row.size();
    int[] keys = new int[size];
    int lowest = Integer.MAX_VALUE;
    int highest = -1;
    for (int i = 0; i < size; i++) {
      keys[i] = keyOf.applyAsInt(row.item(i));
      if (keys[i] >= 0) {
        lowest = Math.min(lowest, keys[i]);
        highest = Math.max(highest, keys[i]);
      }
    }
    least = highest < 0 ? 0 : lowest;
    from = new int[highest < 0 ? 1 : highest - lowest + 2];
    for (int key : keys) {
      if (key >= 0) {
        from[key - least + 1]++;
      }
    }
    for (int k = 1; k < from.length; k++) {
      from[k] += from[k - 1];
    }
    spans = new int[from[from.length - 1]];
    int[] next = from.clone();
    for (int i = 0; i < size; i++) {
      if (keys[i] >= 0) {
        spans[next[keys[i] - least]++] = i;
      }
    }
  }

  /// The spans of some keys, in order of time.
  int[] of(BitSet keys) {
    int count = 0;
    int groups = 0;
    int only = 0;
    for (int key = first(keys); key >= 0; key = next(keys, key)) {
      int group = from[key - least + 1] - from[key - least];
      if (group > 0) {
        count += group;
        groups++;
        only = key - least;
      }
    }
    if (groups <= 1) {
      return groups == 0 ? new int[0] : Arrays.copyOfRange(spans, from[only], from[only + 1]);
    }
    BitSet marked = new BitSet(size);
    for (int key = first(keys); key >= 0; key = next(keys, key)) {
      for (int i = from[key - least]; i < from[key - least + 1]; i++) {
        marked.set(spans[i]);
      }
    }
    int[] all = new int[count];
    int k = 0;
    for (int i = marked.nextSetBit(0); i >= 0; i = marked.nextSetBit(i + 1)) {
      all[k++] = i;
    }
    return all;
  }

  private int first(BitSet keys) {
    return within(keys.nextSetBit(least));
  }

  private int next(BitSet keys, int key) {
    return within(keys.nextSetBit(key + 1));
  }

  private int within(int key) {
    return key - least < from.length - 1 ? key : -1;
  }
}
