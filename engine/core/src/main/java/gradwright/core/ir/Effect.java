package gradwright.core.ir;

/// What an equation does besides computing: ordered effects keep their order, unordered ones are only never removed.
public enum Effect {
  DEBUG,
  ORDERED_DEBUG,
  IO,
  ORDERED_IO,
  CHECK,
  DEBUG_CHECK;

  public boolean isOrdered() {
    return this == ORDERED_DEBUG || this == ORDERED_IO;
  }
}
