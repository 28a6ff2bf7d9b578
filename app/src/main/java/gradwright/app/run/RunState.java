package gradwright.app.run;

/// What the engine is doing.
public enum RunState {
  STARTING("Engine is starting"),
  READY("Ready"),
  RUNNING("Running"),
  STOPPING("Stopping"),
  LOST("Engine stopped"),
  /// It could not be started.
  UNAVAILABLE("No engine");

  private final String text;

  RunState(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  /// Whether something goes on that ends by itself or by a person's command.
  public boolean isBusy() {
    return this == STARTING || this == RUNNING || this == STOPPING;
  }
}
