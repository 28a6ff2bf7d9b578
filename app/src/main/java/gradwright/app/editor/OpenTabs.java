package gradwright.app.editor;

import gradwright.app.editor.view.EditorView;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Which texts are open, in the order of their tabs.
///
/// @param selected index of the one in front, -1 for none
public record OpenTabs(List<Entry> entries, int selected) {
  public static final OpenTabs NONE = new OpenTabs(List.of(), -1);

  /// One text and where people were in it.
  ///
  /// @param file absolute path, empty for a text that has no file yet
  /// @param draft names the text among the drafts
  /// @param caret position in the text
  /// @param top line at the upper edge, -1 where it was never in sight
  public record Entry(String file, String draft, int caret, int top) {
    public Entry {
      Objects.requireNonNull(file);
      Objects.requireNonNull(draft);
    }
  }

  /// What is open in some editors.
  static OpenTabs of(List<EditorView> views, Optional<EditorView> inFront) {
    return new OpenTabs(views.stream().map(OpenTabs::entry).toList(), inFront.map(views::indexOf).orElse(-1));
  }

  private static Entry entry(EditorView view) {
    String file = view.document().file().map(f -> f.toAbsolutePath().toString()).orElse("");
    return new Entry(file, view.document().id(), view.code().selection().caret(), view.top());
  }

  public OpenTabs {
    entries = List.copyOf(entries);
  }
}
