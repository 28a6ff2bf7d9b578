package gradwright.profiler.timeline;

/// What a lane shows.
public enum LaneKind {
  TRACING("tracing"),
  LOWERING("lowering"),
  COMPILING("compiling"),
  DISPATCH("dispatch"),
  TRANSFER("transfer"),
  KERNELS("kernels");

  private final String text;

  LaneKind(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
