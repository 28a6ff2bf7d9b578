package gradwright.app.editor;

/// The system's clipboard, as far as it holds text.
public interface EditorClipboard {
  /// Empty when there is no text.
  String text();

  void put(String text);
}
