package gradwright.app.problems;

/// Something that is wrong, and where.
///
/// @param file its path, the title of a text without a file, or empty when the place is unknown
/// @param line 1-based; 0 when unknown
/// @param times how often it was found
public record Finding(Origin origin, boolean isError, String message, String file, int line, int column, int times) {

  public enum Origin {
    /// Python's compiler, while a person types.
    SYNTAX("Syntax"),
    /// What ended the last run.
    RUN("Last run"),
    /// What the engine said about the last run.
    ENGINE("Engine");

    private final String text;

    Origin(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  public boolean hasPlace() {
    return !file.isEmpty() && line > 0;
  }

  /// `train.py:12`, or empty.
  public String place() {
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    return hasPlace() ? name + ":" + line : name;
  }

  boolean isSame(Finding other) {
    return equals(other.found(times));
  }

  Finding found(int often) {
    return new Finding(origin, isError, message, file, line, column, often);
  }
}
