package gradwright.profiler.timeline;

import gradwright.profiler.store.Spans;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lays spans that may overlap into rows that do not: each goes into the first row that is free, so that what happens
/// within something is below it.
final class RowLayout {
  /// Spans that overlap more others than this are left out; a chain of calls is never that deep.
  private static final int MOST_ROWS = 64;

  private static final class Row {
    long[] starts = new long[64];
    long[] durations = new long[64];
    int[] items = new int[64];
    int size;
    long end = Long.MIN_VALUE;

    void add(long start, long nanos, int item) {
      if (size == items.length) {
        starts = Arrays.copyOf(starts, size * 2);
        durations = Arrays.copyOf(durations, size * 2);
        items = Arrays.copyOf(items, size * 2);
      }
      starts[size] = start;
      durations[size] = nanos;
      items[size++] = item;
      end = start + nanos;
    }

    LaneRow done() {
      return new LaneRow(Arrays.copyOf(starts, size), Arrays.copyOf(durations, size), Arrays.copyOf(items, size));
    }
  }

  private RowLayout() {}

  /// Whether a span belongs into the rows.
  @FunctionalInterface
  interface Choice {
    boolean takes(int item);
  }

  static List<LaneRow> rows(Spans spans) {
    List<Row> rows = new ArrayList<>();
    int[] order = StartOrder.of(spans);
    for (int i = 0; i < spans.size(); i++) {
      int item = order == null ? i : order[i];
      long start = spans.start(item);
      Row row = freeRow(rows, start);
      if (row != null) {
        // A span of no time at all would never be seen.
        row.add(start, Math.max(1, spans.nanos(item)), item);
      }
    }
    return rows.stream().map(Row::done).toList();
  }

  /// The same row with only the spans of some items.
  static LaneRow chosen(LaneRow row, Choice choice) {
    Row some = new Row();
    for (int i = 0; i < row.size(); i++) {
      if (choice.takes(row.item(i))) {
        some.add(row.start(i), row.nanos(i), row.item(i));
      }
    }
    return some.done();
  }

  private static @Nullable Row freeRow(List<Row> rows, long start) {
    for (Row row : rows) {
      if (row.end <= start) {
        return row;
      }
    }
    if (rows.size() == MOST_ROWS) {
      return null;
    }
    rows.add(new Row());
    return rows.getLast();
  }
}
