package gradwright.app.jaxpr;

import gradwright.protocol.Program;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// What stages are called in lists.
final class StageNames extends StringConverter<Program.Stage> {
  static String of(String stage) {
    return switch (stage) {
      case "traced" -> "Traced";
      case "simplified" -> "Simplified";
      case "kernels" -> "Kernels";
      case "llvm" -> "LLVM IR";
      case "assembly" -> "Assembly";
      default -> stage;
    };
  }

  @Override
  public String toString(Program.@Nullable Stage stage) {
    return stage == null ? "" : of(stage.name());
  }

  @Override
  public Program.Stage fromString(String text) {
    throw new UnsupportedOperationException("stages are chosen, not typed");
  }
}
