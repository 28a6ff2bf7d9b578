package gradwright.app.editor.view;

import gradwright.app.editor.document.DocumentModel;
import gradwright.app.editor.text.Change;
import gradwright.app.editor.text.LineEdits;
import gradwright.app.editor.text.Selection;
import gradwright.app.editor.text.TextBuffer;
import gradwright.app.editor.text.TextModel;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;

/// Edits of a text where its selection is.
public final class TextEdits {
  private final DocumentModel document;
  private final TextModel text;
  private final CodeView code;
  private final IntSupplier tabWidth;

  TextEdits(DocumentModel document, CodeView code, IntSupplier tabWidth) {
    this.document = document;
    this.text = document.text();
    this.code = code;
    this.tabWidth = tabWidth;
  }

  /// Edits whole lines of the selection.
  public void edit(Function<LineEdits, Optional<Change>> edit) {
    if (document.isEditable()) {
      Selection before = code.selection();
      edit.apply(new LineEdits(text.buffer(), before))
          .ifPresent(change -> {
            change.applyTo(text, before);
            code.select(change.after());
          });
    }
  }

  /// The width of a step of indentation.
  public int tabWidth() {
    return tabWidth.getAsInt();
  }

  public void undo() {
    text.undo().ifPresent(code::select);
  }

  public void redo() {
    text.redo().ifPresent(code::select);
  }

  public void selectAll() {
    code.select(new Selection(0, text.buffer().length()));
  }

  /// The selected text, or the caret's whole line with its end when nothing is selected.
  public String selectedOrLine() {
    Selection selection = code.selection();
    TextBuffer buffer = text.buffer();
    return selection.isEmpty()
        ? buffer.line(buffer.lineAt(selection.caret())) + "\n"
        : buffer.substring(selection.start(), selection.end());
  }

  /// Replaces the selection, as one step of undo.
  public void insert(String what) {
    if (document.isEditable()) {
      Selection before = code.selection();
      String plain = what.replace("\r\n", "\n").replace('\r', '\n');
      int after = before.start() + plain.length();
      text.replace(before.start(), before.end(), plain, before, Selection.at(after));
      code.select(Selection.at(after));
    }
  }

  /// Removes the selection, or the caret's line when nothing is selected.
  public void delete() {
    if (code.selection().isEmpty()) {
      edit(LineEdits::delete);
    } else {
      insert("");
    }
  }
}
