package gradwright.app.jaxpr;

import gradwright.protocol.Place;
import gradwright.protocol.Program;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of a stage.
///
/// @param number its index among all lines of the stage
/// @param equation what it is part of, or null
/// @param kernels the kernels that compute it, or that it is part of
/// @param linkStart whether a text's part that belongs to a kernel begins here
/// @param foldEnd the index after the last line that goes away when this one is collapsed, or 0
/// @param folded what stands behind the tokens while it is collapsed
public record CodeLine(
    int number,
    int indent,
    List<CodeToken> tokens,
    Program.@Nullable Equation equation,
    List<Integer> kernels,
    boolean linkStart,
    int foldEnd,
    List<CodeToken> folded) {

  public boolean isFoldable() {
    return foldEnd > number + 1;
  }

  /// Where its equation was written; unknown for other lines.
  public Place place() {
    return equation == null ? Place.UNKNOWN : equation.place();
  }

  /// The line as text, with its indentation.
  public String text() {
    StringBuilder s = new StringBuilder(" ".repeat(indent));
    tokens.forEach(t -> s.append(t.text()));
    return s.toString();
  }

  /// The line as text while it is collapsed.
  public String foldedText() {
    StringBuilder s = new StringBuilder(text());
    folded.forEach(t -> s.append(t.text()));
    return s.toString();
  }
}
