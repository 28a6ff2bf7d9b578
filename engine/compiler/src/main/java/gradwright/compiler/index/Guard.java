package gradwright.compiler.index;

import java.util.ArrayList;
import java.util.List;

/// A condition on indices: all of its ranges hold. No ranges: always true.
public record Guard(List<Range> ranges) {
  public static final Guard ALWAYS = new Guard(List.of());
  private static final Guard NEVER = new Guard(List.of(new Range(Index.ZERO, 1, 2)));

  /// `low <= index < high`.
  public record Range(Index index, long low, long high) {
    @Override
    public String toString() {
      return low + "<=" + index + "<" + high;
    }
  }

  public Guard {
    ranges = List.copyOf(ranges);
  }

  /// The condition `low <= index < high`; decided now where the bounds of the index decide it.
  public static Guard range(Index index, long low, long high) {
    long least = index.low();
    long most = index.high();
    if (least >= low && most < high) {
      return ALWAYS;
    }
    if (most < low || least >= high || low >= high) {
      return NEVER;
    }
    return new Guard(List.of(new Range(index, low, high)));
  }

  public boolean isAlways() {
    return ranges.isEmpty();
  }

  public boolean isNever() {
    return equals(NEVER);
  }

  public Guard and(Guard o) {
    if (isAlways() || o.isNever() || o.equals(this)) {
      return o;
    }
    if (o.isAlways() || isNever()) {
      return this;
    }
    List<Range> all = new ArrayList<>(ranges);
    for (Range r : o.ranges) {
      if (!all.contains(r)) {
        all.add(r);
      }
    }
    return new Guard(all);
  }

  /// The loop variables it depends on, as bits.
  public long variables() {
    long v = 0;
    for (Range r : ranges) {
      v |= r.index().variables();
    }
    return v;
  }

  /// With its indices replaced, and decided anew.
  public Guard map(java.util.function.UnaryOperator<Index> f) {
    Guard g = ALWAYS;
    for (Range r : ranges) {
      g = g.and(range(f.apply(r.index()), r.low(), r.high()));
    }
    return g;
  }

  @Override
  public String toString() {
    return ranges.toString();
  }
}
