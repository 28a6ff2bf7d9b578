package gradwright.python.serve;

import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.protocol.Arrays.Range;
import gradwright.protocol.Arrays.Slice;
import gradwright.protocol.Arrays.Window;
import gradwright.protocol.SessionException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// A window on an array, thinned until it fits: which elements it holds, and their values.
final class ElementWindow {
  private static final int MOST = 1 << 22;
  private static final int BETWEEN_POLLS = 1 << 13;
  private static final long EXACT = 1L << 53;

  private final Elements elements;
  private final BooleanSupplier cancelled;
  private final boolean average;
  private final int rank;
  private final long[] start;
  private final long[] step;
  private final long[] stop;

  /// Steps of the asked window between two elements of the thinned one.
  private final long[] factor;

  private final long[] stride;
  private int reads;

  private ElementWindow(Elements elements, Shape shape, Window window, BooleanSupplier cancelled) {
    this.elements = elements;
    this.cancelled = cancelled;
    this.average = window.average() && !elements.dtype().isKey();
    rank = shape.rank();
    start = new long[rank];
    step = new long[rank];
    stop = new long[rank];
    factor = new long[rank];
    stride = new long[rank];
    if (window.ranges().size() > rank) {
      throw new SessionException("The array has " + rank + " axes, not " + window.ranges().size() + ".");
    }
    for (int a = rank - 1; a >= 0; a--) {
      long size = shape.size(a);
      stride[a] = a == rank - 1 ? 1 : stride[a + 1] * shape.size(a + 1);
      Range range = a < window.ranges().size() ? window.ranges().get(a) : new Range(0, size, 1);
      if (range.step() < 1 || range.start() < 0 || range.stop() < range.start()) {
        throw new SessionException("Axis " + a + " has no range " + range + ".");
      }
      start[a] = Math.min(range.start(), size);
      stop[a] = Math.min(range.stop(), size);
      step[a] = range.step();
      factor[a] = 1;
    }
    thin(Math.clamp(window.limit(), 1, MOST));
  }

  /// @throws CancellationException when `cancelled` tells so
  static Slice of(Elements elements, Shape shape, Window window, BooleanSupplier cancelled) {
    return new ElementWindow(elements, shape, window, cancelled).read();
  }

  private long asked(int axis) {
    return (stop[axis] - start[axis] + step[axis] - 1) / step[axis];
  }

  private long count(int axis) {
    return (asked(axis) + factor[axis] - 1) / factor[axis];
  }

  /// Takes ever larger steps along the longest axis.
  private void thin(int limit) {
    while (true) {
      double total = 1;
      int longest = -1;
      for (int a = 0; a < rank; a++) {
        total *= count(a);
        if (longest < 0 || count(a) > count(longest)) {
          longest = a;
        }
      }
      if (total <= limit || longest < 0 || count(longest) <= 1) {
        return;
      }
      // As far as this axis alone can bring it, but never below the next longest one.
      factor[longest] = Math.max(factor[longest] + 1, (long) Math.ceil(factor[longest] * Math.min(2, total / limit)));
    }
  }

  private Slice read() {
    int[] shape = new int[rank];
    List<Range> ranges = new ArrayList<>();
    int total = 1;
    for (int a = 0; a < rank; a++) {
      shape[a] = Math.toIntExact(count(a));
      total *= shape[a];
      ranges.add(new Range(start[a], stop[a], step[a] * factor[a]));
    }
    double[] values = new double[total];
    double[] imaginary = new double[elements.dtype().isComplex() ? total : 0];
    long[] whole = new long[isWhole() && !isAveraged() ? total : 0];
    String[] keys = new String[elements.dtype().isKey() ? total : 0];
    long[] at = new long[rank];
    for (int i = 0; i < total; i++) {
      long position = 0;
      for (int a = 0; a < rank; a++) {
        position += (start[a] + at[a] * factor[a] * step[a]) * stride[a];
      }
      if (isAveraged()) {
        averaged(at, position, values, imaginary, i);
      } else {
        poll();
        values[i] = keys.length > 0 ? Double.NaN : elements.real(position);
        if (keys.length > 0) {
          keys[i] = elements.key(position);
        }
        if (imaginary.length > 0) {
          imaginary[i] = elements.imaginary(position);
        }
        if (whole.length > 0) {
          whole[i] = elements.integer(position);
        }
      }
      for (int a = rank - 1; a >= 0 && ++at[a] == shape[a]; a--) {
        at[a] = 0;
      }
    }
    return new Slice(ranges, shape, values, imaginary, keys.length > 0 ? List.of(keys) : exact(whole));
  }

  private boolean isWhole() {
    return switch (elements.dtype().code()) {
      case INT64, UINT64 -> true;
      default -> false;
    };
  }

  private boolean isAveraged() {
    return average && java.util.Arrays.stream(factor).anyMatch(f -> f > 1);
  }

  /// The mean of the block of elements that one element of the thinned window stands for.
  private void averaged(long[] at, long origin, double[] values, double[] imaginary, int i) {
    long[] size = new long[rank];
    long block = 1;
    for (int a = 0; a < rank; a++) {
      size[a] = Math.min(factor[a], asked(a) - at[a] * factor[a]);
      block *= size[a];
    }
    long[] in = new long[rank];
    double re = 0;
    double im = 0;
    for (long b = 0; b < block; b++) {
      long position = origin;
      for (int a = 0; a < rank; a++) {
        position += in[a] * step[a] * stride[a];
      }
      poll();
      re += elements.real(position);
      im += elements.imaginary(position);
      for (int a = rank - 1; a >= 0 && ++in[a] == size[a]; a--) {
        in[a] = 0;
      }
    }
    values[i] = re / block;
    if (imaginary.length > 0) {
      imaginary[i] = im / block;
    }
  }

  private void poll() {
    if (++reads % BETWEEN_POLLS == 0 && cancelled.getAsBoolean()) {
      throw new CancellationException();
    }
  }

  /// Whole numbers as text, where a double does not hold one of them.
  private List<String> exact(long[] whole) {
    boolean unsigned = elements.dtype() == DType.UINT64;
    boolean all = true;
    for (long v : whole) {
      all &= v >= (unsigned ? 0 : -EXACT) && v <= EXACT;
    }
    return all
        ? List.of()
        : java.util.Arrays.stream(whole).mapToObj(v -> unsigned ? Long.toUnsignedString(v) : Long.toString(v)).toList();
  }
}
