package gradwright.cpu.library;

import gradwright.core.types.Ints;
import gradwright.core.types.Shape;

/// A convolution's input with its axes in a chosen order, of which the first and the last are not spatial, padded and dilated by
/// zeros where that is asked for.
final class PaddedInput {
  private final int bytes;
  private final long source;
  private final long target;
  private final long elements;
  private final long image;
  private final long[] steps;
  private final StridedCopy copy;

  /// @param order the axes of `x`
  /// @param extent how much of each spatial axis windows see
  /// @param low zeros before the first element; negative trims
  /// @param gap places from one element to the next
  PaddedInput(Shape x, Ints order, int[] extent, int[] low, int[] gap, int bytes) {
    this.bytes = bytes;
    int spatial = extent.length;
    long[] own = x.strides();
    boolean exact = ConvCalls.inOrder(x, order);
    for (int i = 0; i < spatial; i++) {
      exact &= low[i] == 0 && gap[i] == 1 && extent[i] <= x.size(order.get(i + 1));
    }
    int[] pitch = new int[spatial + 2];
    for (int i = 0; i < pitch.length; i++) {
      pitch[i] = exact || i == 0 || i == spatial + 1 ? x.size(order.get(i)) : extent[i - 1];
    }
    long[] to = Shape.of(pitch).strides();
    image = to[0];
    elements = Shape.of(pitch).elements();
    steps = java.util.Arrays.copyOfRange(to, 1, spatial + 1);
    int[] sizes = pitch.clone();
    long[] from = new long[pitch.length];
    long skipped = 0;
    long before = 0;
    for (int i = 0; i < pitch.length; i++) {
      from[i] = own[order.get(i)];
      if (i > 0 && i <= spatial) {
        int first = low[i - 1] >= 0 ? 0 : (gap[i - 1] - 1 - low[i - 1]) / gap[i - 1];
        int place = low[i - 1] + first * gap[i - 1];
        int left = extent[i - 1] - 1 - place;
        sizes[i] = left < 0 ? 0 : Math.clamp(x.size(order.get(i)) - first, 0, left / gap[i - 1] + 1);
        skipped += first * from[i];
        before += place * to[i];
        to[i] *= gap[i - 1];
      }
    }
    source = skipped;
    target = before;
    copy = exact ? null : new StridedCopy(sizes, from, to, bytes);
  }

  /// Whether the array is used where it is.
  boolean inPlace() {
    return copy == null;
  }

  /// Elements there are after padding.
  long elements() {
    return elements;
  }

  /// Elements from one place of the first axis to the next.
  long image() {
    return image;
  }

  /// The same for each spatial axis.
  long[] steps() {
    return steps;
  }

  /// The padded input's address.
  long enter(long x, ScratchMemory.Room room, Workers workers) {
    if (copy == null) {
      return x;
    }
    long to = room.address();
    workers.share(elements * bytes, 1 << 19, (lo, hi) -> Raw.zero(to + lo, hi - lo));
    copy.run(x + source * bytes, to + target * bytes, workers);
    return to;
  }
}
