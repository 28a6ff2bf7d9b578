package gradwright.app.editor.view;

import java.util.List;

/// What the gutter shows beside a line.
///
/// @param digits how many the largest number of the text has
/// @param folded whether the lines below it are folded away
/// @param hidden whether the line itself is
/// @param marks worst first
public record GutterLine(int number, int digits, boolean foldable, boolean folded, boolean hidden, List<Mark> marks) {
  /// A coloured dot; `style` is `error`, `warning`, `run-failed` or `run-traced`.
  public record Mark(String style, String message) {}
}
