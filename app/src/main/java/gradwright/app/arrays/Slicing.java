package gradwright.app.arrays;

import gradwright.protocol.Arrays.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is looked at of an array: an index or a range for each axis, written as in Python without negative steps.
public record Slicing(long[] shape, List<Part> parts) {
  private static final Pattern RANGE = Pattern.compile("\\s*(-?\\d*)\\s*(?::\\s*(-?\\d*)\\s*(?::\\s*(\\d*)\\s*)?)?");

  /// One axis: a range, which is an axis of the view, or one index, which is none.
  public record Part(Range range, boolean isIndex) {
    public long length() {
      return Math.max(0, (range.stop() - range.start() + range.step() - 1) / range.step());
    }

    static Part index(long i) {
      return new Part(new Range(i, i + 1, 1), true);
    }

    static Part whole(long length) {
      return new Part(new Range(0, length, 1), false);
    }

    /// As in Python: `3`, `:`, `10:20`, `::4`.
    public String text(long length) {
      if (isIndex) {
        return Long.toString(range.start());
      }
      String start = range.start() == 0 ? "" : Long.toString(range.start());
      String stop = range.stop() == length ? "" : Long.toString(range.stop());
      return start + ":" + stop + (range.step() == 1 ? "" : ":" + range.step());
    }
  }

  /// The last axes in full, as many as `axes`, and index 0 of the others.
  public static Slicing of(long[] shape, int axes) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < shape.length; i++) {
      parts.add(i >= shape.length - axes ? Part.whole(shape[i]) : Part.index(0));
    }
    return new Slicing(shape, parts);
  }

  /// Reads one axis; empty where the text is not an index or range of it.
  public static Optional<Part> parse(String text, long length) {
    Matcher m = RANGE.matcher(text);
    if (!m.matches() || text.isBlank()) {
      return Optional.empty();
    }
    try {
      boolean colon = text.indexOf(':') >= 0;
      long start = m.group(1).isEmpty() ? 0 : Long.parseLong(m.group(1));
      start = start < 0 ? start + length : start;
      if (!colon) {
        return start >= 0 && start < length && !m.group(1).isEmpty()
            ? Optional.of(Part.index(start))
            : Optional.empty();
      }
      String end = m.group(2);
      long stop = end == null || end.isEmpty() ? length : Long.parseLong(end);
      stop = stop < 0 ? stop + length : stop;
      String by = m.group(3);
      long step = by == null || by.isEmpty() ? 1 : Long.parseLong(by);
      start = Math.clamp(start, 0, length);
      stop = Math.clamp(stop, start, length);
      return step < 1 ? Optional.empty() : Optional.of(new Part(new Range(start, stop, step), false));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  public Slicing with(int axis, Part part) {
    List<Part> next = new ArrayList<>(parts);
    next.set(axis, part);
    return new Slicing(shape, next);
  }

  /// The axes that are ranges.
  public List<Integer> axes() {
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      if (!parts.get(i).isIndex()) {
        axes.add(i);
      }
    }
    return axes;
  }

  /// The same with at most so many ranges: the first ones become their first index; and at least so many, as far as there
  /// are axes: the last ones become whole.
  public Slicing withAxes(int least, int most) {
    Slicing s = this;
    for (int axis : axes()) {
      if (s.axes().size() > most) {
        s = s.with(axis, Part.index(Math.min(parts.get(axis).range().start(), Math.max(0, shape[axis] - 1))));
      }
    }
    for (int axis = shape.length - 1; axis >= 0 && s.axes().size() < least; axis--) {
      if (s.parts.get(axis).isIndex()) {
        s = s.with(axis, Part.whole(shape[axis]));
      }
    }
    return s;
  }

  /// How many elements are looked at.
  public long size() {
    long n = 1;
    for (Part p : parts) {
      n *= p.length();
    }
    return n;
  }

  public List<Range> ranges() {
    return parts.stream().map(Part::range).toList();
  }

  /// The ranges for a part of the view: elements `from` to `to` (exclusive) of an axis that is a range.
  static Range within(Range r, long from, long to) {
    return new Range(r.start() + from * r.step(), Math.min(r.stop(), r.start() + (to - 1) * r.step() + 1), r.step());
  }

  /// As in Python: `[0, :, 10:20]`.
  public String text() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      texts.add(parts.get(i).text(shape[i]));
    }
    return "[" + String.join(", ", texts) + "]";
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Slicing s && java.util.Arrays.equals(shape, s.shape) && parts.equals(s.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }
}
