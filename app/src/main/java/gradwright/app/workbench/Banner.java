package gradwright.app.workbench;

import java.util.List;

/// A message above the panels that stays until it is answered.
///
/// @param topic a new banner takes the place of an older one of the same topic
public record Banner(String topic, Severity severity, String text, List<Answer> answers) {

  /// How grave it is.
  public enum Severity {
    INFORMATION,
    WARNING,
    ERROR
  }

  /// Something that the person can do about it; doing it closes the banner.
  public record Answer(String text, Runnable action) {}
}
