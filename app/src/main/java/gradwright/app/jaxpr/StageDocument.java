package gradwright.app.jaxpr;

import gradwright.protocol.Program;
import java.util.List;

/// A stage of a program in lines.
public record StageDocument(Program.Stage stage, List<CodeLine> lines) {
  public static StageDocument of(Program.Stage stage) {
    return switch (stage) {
      case Program.JaxprStage s -> new StageDocument(s, new JaxprLines().of(s.jaxpr()));
      case Program.TextStage s -> new StageDocument(s, TextLines.of(s));
    };
  }

  /// The whole text as JAX or the compiler prints it.
  public String text() {
    return switch (stage) {
      case Program.JaxprStage s -> s.text();
      case Program.TextStage s -> s.text();
    };
  }
}
