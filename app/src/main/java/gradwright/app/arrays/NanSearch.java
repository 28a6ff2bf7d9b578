package gradwright.app.arrays;

import gradwright.protocol.Arrays.Range;
import gradwright.protocol.Arrays.Slice;
import gradwright.protocol.Arrays.Window;
import gradwright.protocol.EngineSession;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Finds the first NaN of an array in row-major order without fetching all of it: averages of halves say where it is, and where
/// they do not, blocks are read one after another. Blocks; for a thread of its own.
final class NanSearch {
  private static final int EXACT = 1 << 16;
  private static final int COARSE = 4096;

  private final EngineSession session;
  private final String path;
  private final long[] shape;
  private final BooleanSupplier cancelled;

  NanSearch(EngineSession session, String path, long[] shape, BooleanSupplier cancelled) {
    this.session = session;
    this.path = path;
    this.shape = shape;
    this.cancelled = cancelled;
  }

  /// The index of the first NaN, or null where there is none.
  long @Nullable [] find() {
    List<Range> all = new ArrayList<>();
    for (long n : shape) {
      all.add(new Range(0, n, 1));
    }
    long @Nullable [] guess = bisect(new ArrayList<>(all));
    return guess != null ? guess : scan(all, 0);
  }

  private long @Nullable [] bisect(List<Range> box) {
    int axis = 0;
    while (size(box) > EXACT) {
      while (axis < shape.length && length(box.get(axis)) == 1) {
        axis++;
      }
      Range r = box.get(axis);
      long middle = r.start() + length(r) / 2;
      box.set(axis, new Range(r.start(), middle, 1));
      if (first(fetch(box, COARSE, true)) < 0) {
        box.set(axis, new Range(middle, r.stop(), 1));
      }
    }
    return exact(box);
  }

  /// Reads a box in order; the halves come out in row-major order because the first axes are cut first.
  private long @Nullable [] scan(List<Range> box, int from) {
    if (size(box) <= EXACT) {
      return exact(box);
    }
    int axis = from;
    while (length(box.get(axis)) == 1) {
      axis++;
    }
    Range r = box.get(axis);
    long middle = r.start() + length(r) / 2;
    List<Range> half = new ArrayList<>(box);
    half.set(axis, new Range(r.start(), middle, 1));
    long @Nullable [] found = scan(half, axis);
    if (found == null) {
      half.set(axis, new Range(middle, r.stop(), 1));
      found = scan(half, axis);
    }
    return found;
  }

  private long @Nullable [] exact(List<Range> box) {
    Slice slice = fetch(box, EXACT, false);
    int at = first(slice);
    if (at < 0) {
      return null;
    }
    long[] index = new long[shape.length];
    long rest = at;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      long n = length(box.get(axis));
      index[axis] = box.get(axis).start() + rest % n;
      rest /= n;
    }
    return index;
  }

  private Slice fetch(List<Range> box, int limit, boolean average) {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException();
    }
    return session.slice(path, new Window(List.copyOf(box), limit, average)).join();
  }

  private static int first(Slice slice) {
    for (int i = 0; i < slice.values().length; i++) {
      if (Double.isNaN(slice.values()[i]) || (i < slice.imaginary().length && Double.isNaN(slice.imaginary()[i]))) {
        return i;
      }
    }
    return -1;
  }

  private static long length(Range r) {
    return r.stop() - r.start();
  }

  private static long size(List<Range> box) {
    return box.stream().mapToLong(NanSearch::length).reduce(1, (a, b) -> a * b);
  }
}
