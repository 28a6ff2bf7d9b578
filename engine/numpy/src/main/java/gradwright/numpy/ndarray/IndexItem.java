package gradwright.numpy.ndarray;

/// One part of an index.
public sealed interface IndexItem {
  /// A whole number.
  record At(long index) implements IndexItem {}

  /// `start:stop:step`; null where left out.
  record Range(Long start, Long stop, long step) implements IndexItem {}

  /// A new axis of size one.
  record NewAxis() implements IndexItem {}

  /// As many whole axes as are left.
  record Ellipsis() implements IndexItem {}

  /// Whole numbers or a mask.
  record Many(NdArray array) implements IndexItem {}
}
