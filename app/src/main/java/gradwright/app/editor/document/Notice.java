package gradwright.app.editor.document;

import java.util.List;

/// Something a person should know about a document, with what can be done about it.
public record Notice(Kind kind, String message, List<Action> actions) {
  /// How serious.
  public enum Kind {
    INFORMATION,
    WARNING,
    ERROR
  }

  /// One thing to do; the notice goes away when it is done.
  public record Action(String title, Runnable run) {}

  public static Notice of(Kind kind, String message, Action... actions) {
    return new Notice(kind, message, List.of(actions));
  }
}
