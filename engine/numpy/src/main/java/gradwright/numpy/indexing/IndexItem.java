package gradwright.numpy.indexing;

import gradwright.core.value.Value;

/// One part of an index after parsing. `axis` is the first axis of the array that it consumes, `axes` how many.
sealed interface IndexItem {
  int axis();

  default int axes() {
    return 1;
  }

  /// `None`: a new axis of size 1.
  record NewAxis(int axis) implements IndexItem {
    @Override
    public int axes() {
      return 0;
    }
  }

  /// `...`
  record Rest(int axis, int axes) implements IndexItem {}

  /// A slice with Python's meaning on the axis' size already worked out.
  record Range(int axis, int start, int stop, int step, boolean full) implements IndexItem {
    int size() {
      int span = step > 0 ? stop - start : start - stop;
      int by = Math.abs(step);
      return span <= 0 ? 0 : (span + by - 1) / by;
    }
  }

  /// A Python int.
  record Number(int axis, long value) implements IndexItem {}

  /// An integer array. `host` marks those that the library computed from a mask: their signs are known.
  record Positions(int axis, Value value, boolean host) implements IndexItem {}

  /// A boolean mask over `axes` axes; scalars consume none.
  record Mask(int axis, int axes, Value value) implements IndexItem {}
}
