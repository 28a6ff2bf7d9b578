package gradwright.protocol;

import java.util.List;

/// Where something was made: the innermost user frame first, then its callers. Empty when unknown.
public record Place(List<Frame> frames) {
  public static final Place UNKNOWN = new Place(List.of());

  /// A user frame: absolute file, 1-based line and columns (0 when unknown; `endColumn` is exclusive), function name.
  public record Frame(String file, int line, int column, int endLine, int endColumn, String function) {}

  public boolean isKnown() {
    return !frames.isEmpty();
  }

  /// The innermost user frame; only when it is known.
  public Frame frame() {
    return frames.getFirst();
  }
}
