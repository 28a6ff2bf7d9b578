package gradwright.profiler.timeline;

import gradwright.profiler.store.Spans;
import org.jspecify.annotations.Nullable;

/// Sorts spans by start, those that start together by longer first. Made for spans that are nearly sorted: it takes one
/// pass where they are, and merges sorted stretches where not.
final class StartOrder {
  private final Spans spans;

  private StartOrder(Spans spans) {
    this.spans = spans;
  }

  /// The numbers of the spans in order, or null where they are in order already.
  static int @Nullable [] of(Spans spans) {
    return new StartOrder(spans).sort();
  }

  private int @Nullable [] sort() {
    int size = spans.size();
    int[] order = null;
    int[] spare = null;
    // Sorted stretches that wait to be merged: each at least twice as long as the next, so that there are few.
    int[] stops = new int[64];
    int waiting = 0;
    int from = 0;
    while (from < size) {
      int stop = from + 1;
      while (stop < size && compare(stop - 1, stop) <= 0) {
        stop++;
      }
      if (stop == size && from == 0) {
        return null;
      }
      if (order == null || spare == null) {
        order = new int[size];
        spare = new int[size];
        for (int i = 0; i < size; i++) {
          order[i] = i;
        }
      }
      stops[waiting++] = stop;
      while (waiting > 1 && (stop == size || isShort(stops, waiting))) {
        int low = waiting > 2 ? stops[waiting - 3] : 0;
        merge(order, spare, low, stops[waiting - 2], stops[waiting - 1]);
        stops[waiting - 2] = stops[waiting - 1];
        waiting--;
      }
      from = stop;
    }
    return order;
  }

  private static boolean isShort(int[] stops, int waiting) {
    int low = waiting > 2 ? stops[waiting - 3] : 0;
    return stops[waiting - 2] - low < 2 * (stops[waiting - 1] - stops[waiting - 2]);
  }

  private void merge(int[] order, int[] spare, int low, int middle, int high) {
    System.arraycopy(order, low, spare, low, middle - low);
    int a = low;
    int b = middle;
    int out = low;
    while (a < middle && b < high) {
      order[out++] = compare(spare[a], order[b]) <= 0 ? spare[a++] : order[b++];
    }
    System.arraycopy(spare, a, order, out, middle - a);
  }

  private int compare(int a, int b) {
    int byStart = Long.compare(spans.start(a), spans.start(b));
    return byStart != 0 ? byStart : Long.compare(spans.nanos(b), spans.nanos(a));
  }
}
