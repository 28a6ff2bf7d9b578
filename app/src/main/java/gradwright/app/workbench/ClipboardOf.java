package gradwright.app.workbench;

import gradwright.app.editor.EditorClipboard;

/// The desktop's clipboard for the editor.
record ClipboardOf(Desktop desktop) implements EditorClipboard {
  @Override
  public String text() {
    return desktop.pasted();
  }

  @Override
  public void put(String text) {
    desktop.copy(text);
  }
}
