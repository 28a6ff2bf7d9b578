package gradwright.profiler.timeline;

import gradwright.profiler.store.Spans;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Spans for tests.
final class Intervals implements Spans {
  final List<long[]> list = new ArrayList<>();

  /// Spans with gaps, none within another.
  static Intervals apart(Random random, int count) {
    Intervals spans = new Intervals();
    long clock = random.nextInt(100);
    for (int i = 0; i < count; i++) {
      long nanos = (long) Math.exp(random.nextDouble() * 9);
      spans.list.add(new long[] {clock, nanos});
      clock += nanos + (random.nextBoolean() ? 0 : random.nextInt(300));
    }
    return spans;
  }

  /// Spans that lie within each other, told when they end.
  static Intervals nested(Random random, int count) {
    Intervals spans = new Intervals();
    long clock = 0;
    while (spans.size() < count) {
      clock = spans.nest(random, clock + random.nextInt(50), 0);
    }
    return spans;
  }

  private long nest(Random random, long start, int depth) {
    long end = start + 1 + random.nextInt(40);
    for (int child = random.nextInt(depth > 3 ? 1 : 4); child > 0; child--) {
      end = nest(random, end, depth + 1) + random.nextInt(20);
    }
    list.add(new long[] {start, end - start});
    return end;
  }

  @Override
  public int size() {
    return list.size();
  }

  @Override
  public long start(int index) {
    return list.get(index)[0];
  }

  @Override
  public long nanos(int index) {
    return list.get(index)[1];
  }

  long end(int index) {
    return start(index) + nanos(index);
  }
}
