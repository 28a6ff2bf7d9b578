package gradwright.protocol;

/// What the engine knows about source text and names.
public final class Insight {
  private Insight() {}

  /// A public function or class of the catalogue, or a name of the last run.
  ///
  /// @param qualified `jax.numpy.sum`
  /// @param kind `function`, `class`, `module`, `array`, `value`, `keyword`
  /// @param signature `(a, axis=None, dtype=None)`, empty where there is none
  /// @param summary one line
  /// @param documentation the whole text, which may be empty
  public record Entry(
      String name, String qualified, String kind, String signature, String summary, String documentation) {}

  /// A problem in source text: 1-based line and columns, `endColumn` exclusive.
  public record Problem(int line, int column, int endLine, int endColumn, String severity, String message) {}

  /// The type that a traced value had in the last run, beside the line that made it: `h: f32[64,32]`.
  public record ValueType(String file, int line, int column, String name, String type) {}
}
