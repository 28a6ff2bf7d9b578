package gradwright.app.console;

import java.util.List;

/// A line of the console; `runs` cover the text in order.
public record ConsoleLine(String text, List<Run> runs) {

  /// Characters up to `end` that look alike, from where the run before ends.
  public record Run(int end, TextStyle style) {}
}
