package gradwright.compiler.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gives temporaries their places in one block: those that live at different times may share memory. Larger ones are
/// placed first, each at the lowest place that is free while it lives.
final class MemoryPlan {
  /// Vectors may touch this much past an array's end.
  private static final long PADDING = 64;

  private MemoryPlan() {}

  private static final class Interval {
    final long bytes;
    final int from;
    int to;
    long offset;
    final Slot slot;
    final Program program;

    Interval(long bytes, int at, Slot slot, Program program) {
      this.bytes = bytes;
      this.from = at;
      this.to = at;
      this.slot = slot;
      this.program = program;
    }
  }

  /// Places the temporaries of a program whose nested programs are placed already; gives the block's size.
  static long place(List<Step> steps, List<Slot> temporaries) {
    Map<Slot, Interval> lives = new HashMap<>();
    List<Interval> all = new ArrayList<>();
    for (int k = 0; k < steps.size(); k++) {
      Step s = steps.get(k);
      for (List<Slot> slots : List.of(s.writes(), s.reads(), s.scratch())) {
        for (Slot t : slots) {
          if (t.kind() != Slot.Kind.TEMPORARY) {
            continue;
          }
          Interval i = lives.get(t);
          if (i == null) {
            i = new Interval((t.aval().bytes() + PADDING + 63) & -64, k, t, null);
            lives.put(t, i);
            all.add(i);
          }
          i.to = k;
        }
      }
      for (Program p : s.nested()) {
        all.add(new Interval((p.bytes() + 63) & -64, k, null, p));
      }
    }
    all.sort(Comparator.comparingLong((Interval i) -> -i.bytes));
    List<Interval> placed = new ArrayList<>();
    long size = 0;
    for (Interval i : all) {
      // `placed` is kept in order of offset, so the first gap found is the lowest
      long at = 0;
      for (Interval p : placed) {
        if (p.from <= i.to && i.from <= p.to) {
          if (at + i.bytes <= p.offset) {
            break;
          }
          at = Math.max(at, p.offset + p.bytes);
        }
      }
      i.offset = at;
      size = Math.max(size, at + i.bytes);
      int k = placed.size();
      while (k > 0 && placed.get(k - 1).offset > at) {
        k--;
      }
      placed.add(k, i);
      if (i.slot != null) {
        i.slot.place(at);
      } else {
        i.program.shift(at);
      }
    }
    for (Slot t : temporaries) {
      if (t.offset() < 0) {
        t.place(0);
      }
    }
    return size;
  }
}
