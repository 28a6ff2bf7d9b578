package gradwright.profiler.recompile;

import org.jspecify.annotations.Nullable;

/// One edit of a source text: lines `firstLine` to `lastLine` (1-based, inclusive) become `replacement`, which has no final
/// line break.
public record QuickFix(String title, String file, int firstLine, int lastLine, String replacement) {

  /// The text after the edit, or null where it has fewer lines.
  public @Nullable String applyTo(String text) {
    String[] lines = text.split("\n", -1);
    if (firstLine < 1 || lastLine > lines.length || lastLine < firstLine) {
      return null;
    }
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < firstLine - 1; i++) {
      result.append(lines[i]).append('\n');
    }
    result.append(replacement);
    for (int i = lastLine; i < lines.length; i++) {
      result.append('\n').append(lines[i]);
    }
    return result.toString();
  }
}
