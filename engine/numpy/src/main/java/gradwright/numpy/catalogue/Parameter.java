package gradwright.numpy.catalogue;

/// A parameter of a public function, with Python's kinds. `defaultValue` is meaningful when `hasDefault`; it is a neutral value
/// (null for None, Boolean, Long, Double, String, `Tuple`).
public record Parameter(String name, Kind kind, boolean hasDefault, Object defaultValue) {
  /// Python's parameter kinds.
  public enum Kind {
    POSITIONAL_ONLY,
    POSITIONAL_OR_KEYWORD,
    VAR_POSITIONAL,
    KEYWORD_ONLY,
    VAR_KEYWORD
  }
}
