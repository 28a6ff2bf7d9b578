package gradwright.numpy.catalogue;

/// The parts of a Python index that are not arrays or numbers. None is null.
public final class IndexItems {
  private IndexItems() {}

  /// `start:stop:step`; each part null, a Long, or a Value.
  public record Slice(Object start, Object stop, Object step) {}

  /// `...`
  public enum Ellipsis {
    INSTANCE
  }
}
