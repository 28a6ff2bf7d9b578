package gradwright.profiler.trace;

import gradwright.profiler.timeline.Lane;
import gradwright.profiler.timeline.LaneRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Gives the spans of a lane to threads, so that on a thread each lies within or beside every other, as trace viewers
/// want it.
final class ThreadAssignment {
  /// For each row and span the thread.
  private final int[][] threads;

  /// For each thread the ends of its open spans, innermost last.
  private final List<long[]> open = new ArrayList<>();

  private final List<Integer> depths = new ArrayList<>();

  ThreadAssignment(Lane lane) {
    List<LaneRow> rows = lane.rows();
    threads = new int[rows.size()][];
    int[] next = new int[rows.size()];
    for (int r = 0; r < threads.length; r++) {
      threads[r] = new int[rows.get(r).size()];
    }
    for (int n = lane.size(); n > 0; n--) {
      int row = earliest(rows, next);
      LaneRow spans = rows.get(row);
      threads[row][next[row]] = take(spans.start(next[row]), spans.end(next[row]));
      next[row]++;
    }
  }

  int count() {
    return open.size();
  }

  int of(int row, int index) {
    return threads[row][index];
  }

  /// The row whose next span starts first, the upper one where several start together: it contains the lower.
  private static int earliest(List<LaneRow> rows, int[] next) {
    int best = -1;
    for (int r = 0; r < next.length; r++) {
      if (next[r] < rows.get(r).size() && (best < 0 || rows.get(r).start(next[r]) < rows.get(best).start(next[best]))) {
        best = r;
      }
    }
    return best;
  }

  private int take(long start, long end) {
    for (int t = 0; t < open.size(); t++) {
      long[] ends = open.get(t);
      int depth = depths.get(t);
      while (depth > 0 && ends[depth - 1] <= start) {
        depth--;
      }
      depths.set(t, depth);
      if (depth == 0 || ends[depth - 1] >= end) {
        push(t, end);
        return t;
      }
    }
    open.add(new long[8]);
    depths.add(0);
    push(open.size() - 1, end);
    return open.size() - 1;
  }

  private void push(int thread, long end) {
    int depth = depths.get(thread);
    long[] ends = open.get(thread);
    if (depth == ends.length) {
      ends = Arrays.copyOf(ends, depth * 2);
      open.set(thread, ends);
    }
    ends[depth] = end;
    depths.set(thread, depth + 1);
  }
}
