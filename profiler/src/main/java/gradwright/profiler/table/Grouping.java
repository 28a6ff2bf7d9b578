package gradwright.profiler.table;

/// What times are added up by.
public enum Grouping {
  KERNEL("Kernels"),
  FUNCTION("Functions"),
  LINE("Lines");

  private final String text;

  Grouping(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
