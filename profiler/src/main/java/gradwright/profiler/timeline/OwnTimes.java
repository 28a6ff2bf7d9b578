package gradwright.profiler.timeline;

import gradwright.profiler.store.Spans;
import java.util.Arrays;

/// The time that spans take themselves, without what happens within them, so that times add up.
public final class OwnTimes {
  private OwnTimes() {}

  /// Told of each span in a range, once, with the part of its own time that lies within the range.
  @FunctionalInterface
  public interface Visitor {
    void visit(int span, double ownNanos);
  }

  /// Visits the spans that overlap a range.
  public static void visit(Spans spans, Range range, Visitor visitor) {
    int[] order = StartOrder.of(spans);
    Stack open = new Stack();
    for (int i = 0; i < spans.size(); i++) {
      int span = order == null ? i : order[i];
      double from = Math.max(range.from(), spans.start(span));
      double to = Math.min(range.to(), (double) spans.start(span) + spans.nanos(span));
      if (spans.start(span) >= range.to()) {
        break;
      }
      if (to < from || to <= range.from()) {
        continue;
      }
      while (open.size > 0 && open.ends[open.size - 1] <= from) {
        open.close(visitor);
      }
      if (open.size > 0 && open.ends[open.size - 1] >= to) {
        open.own[open.size - 1] -= to - from;
      }
      open.push(span, to, to - from);
    }
    while (open.size > 0) {
      open.close(visitor);
    }
  }

  private static final class Stack {
    private int[] spans = new int[16];
    private double[] ends = new double[16];
    private double[] own = new double[16];
    private int size;

    void push(int span, double end, double time) {
      if (size == spans.length) {
        spans = Arrays.copyOf(spans, size * 2);
        ends = Arrays.copyOf(ends, size * 2);
        own = Arrays.copyOf(own, size * 2);
      }
      spans[size] = span;
      ends[size] = end;
      own[size++] = time;
    }

    void close(Visitor visitor) {
      size--;
      visitor.visit(spans[size], Math.max(0, own[size]));
    }
  }
}
