package gradwright.profiler.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.profiler.Seeds;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LaneRowTest {
  /// Each pixel against a look at every span.
  @Test
  void pixelsShowWhatABruteForceRasteriserShows() {
    Random random = Seeds.random("pixelsShowWhatABruteForceRasteriserShows");
    for (int round = 0; round < 150; round++) {
      Intervals spans = Intervals.apart(random, 1 + random.nextInt(random.nextBoolean() ? 20 : 3000));
      LaneRow row = RowLayout.rows(spans).getFirst();
      double length = spans.end(spans.size() - 1);
      double from = length * (random.nextDouble() * 1.2 - 0.3);
      double step = length / 200 * Math.exp(-random.nextDouble() * 9);
      int width = 1 + random.nextInt(300);
      int[] indices = new int[width];
      float[] shares = new float[width];
      row.pixels(from, step, indices, shares);
      for (int p = 0; p < width; p++) {
        check(spans, from + p * step, from + (p + 1) * step, indices[p], shares[p]);
      }
    }
  }

  private static void check(Intervals spans, double left, double right, int index, float share) {
    double busy = 0;
    double most = 0;
    for (int i = 0; i < spans.size(); i++) {
      double overlap = Math.min(right, spans.end(i)) - Math.max(left, spans.start(i));
      busy += Math.max(0, overlap);
      most = Math.max(most, overlap);
    }
    double tiny = 1e-6 * (right - left) + 1e-9;
    assertEquals(busy / (right - left), share, 1e-5);
    if (index < 0) {
      assertTrue(most <= tiny, "a span of " + most + " is not shown");
    } else {
      double shown = Math.min(right, spans.end(index)) - Math.max(left, spans.start(index));
      assertTrue(shown >= most - tiny, "shows " + shown + " where another takes " + most);
    }
  }

  @Test
  void findsTheLongestOfAnyStretch() {
    Random random = Seeds.random("findsTheLongestOfAnyStretch");
    for (int round = 0; round < 60; round++) {
      long[] durations = random.longs(1 + random.nextInt(5000), 0, 100).toArray();
      LongestIndex index = new LongestIndex(durations.length, i -> durations[i]);
      for (int k = 0; k < 50; k++) {
        int from = random.nextInt(durations.length);
        int to = from + 1 + random.nextInt(durations.length - from);
        int best = from;
        for (int i = from; i < to; i++) {
          best = durations[i] > durations[best] ? i : best;
        }
        assertEquals(best, index.longest(from, to));
      }
    }
  }

  @Test
  void sumsBusyTimeAndFindsSpans() {
    Random random = Seeds.random("sumsBusyTimeAndFindsSpans");
    Intervals spans = Intervals.apart(random, 500);
    LaneRow row = RowLayout.rows(spans).getFirst();
    double length = spans.end(499);
    for (int round = 0; round < 500; round++) {
      double a = random.nextDouble() * length * 1.2 - length * 0.1;
      double b = a + random.nextDouble() * length / 3;
      double busy = 0;
      int at = -1;
      for (int i = 0; i < spans.size(); i++) {
        busy += Math.max(0, Math.min(b, spans.end(i)) - Math.max(a, spans.start(i)));
        at = spans.start(i) <= a && a < spans.end(i) ? i : at;
      }
      assertEquals(busy, row.busy(a, b), 1e-6);
      assertEquals(at, row.at(a));
    }
  }

  @Test
  void laysOverlappingSpansBelowEachOther() {
    Random random = Seeds.random("laysOverlappingSpansBelowEachOther");
    for (int round = 0; round < 40; round++) {
      Intervals spans = Intervals.nested(random, 1 + random.nextInt(400));
      List<LaneRow> rows = RowLayout.rows(spans);
      boolean[] seen = new boolean[spans.size()];
      int[] rowOf = new int[spans.size()];
      for (int r = 0; r < rows.size(); r++) {
        LaneRow row = rows.get(r);
        for (int i = 0; i < row.size(); i++) {
          assertTrue(i == 0 || row.start(i) >= row.end(i - 1), "spans of a row do not overlap");
          assertEquals(spans.start(row.item(i)), row.start(i));
          assertEquals(spans.end(row.item(i)), row.end(i));
          seen[row.item(i)] = true;
          rowOf[row.item(i)] = r;
        }
      }
      for (int i = 0; i < spans.size(); i++) {
        assertTrue(seen[i]);
        for (int k = 0; k < spans.size(); k++) {
          if (spans.start(k) <= spans.start(i) && spans.end(k) > spans.end(i)) {
            assertTrue(rowOf[k] < rowOf[i], "what contains is above");
          }
        }
      }
    }
  }
}
