package gradwright.app.editor.view;

import gradwright.app.editor.document.EditorSettings;
import gradwright.app.editor.python.SyntaxModel;
import gradwright.app.editor.python.Typing;
import gradwright.app.editor.text.Change;
import gradwright.app.editor.text.LineEdits;
import gradwright.app.editor.text.Selection;
import gradwright.app.editor.text.TextModel;
import java.util.Optional;
import javafx.scene.input.KeyEvent;

/// Keys that do more in source than enter themselves: Enter, Tab, Backspace, brackets and quotes.
final class EditorKeys {
  private final TextModel text;
  private final SyntaxModel syntax;
  private final CodeView code;
  private final EditorSettings settings;

  EditorKeys(TextModel text, SyntaxModel syntax, CodeView code, EditorSettings settings) {
    this.text = text;
    this.syntax = syntax;
    this.code = code;
    this.settings = settings;
    code.area().addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    code.area().addEventFilter(KeyEvent.KEY_TYPED, this::typed);
  }

  private Typing typing() {
    return new Typing(syntax, settings.tabWidthProperty().get());
  }

  private void pressed(KeyEvent e) {
    if (e.isConsumed() || !code.area().isEditable() || e.isAltDown() || e.isShortcutDown()) {
      return;
    }
    Selection selection = code.selection();
    Optional<Change> change =
        switch (e.getCode()) {
          case ENTER -> Optional.of(typing().newLine(selection));
          case TAB -> tab(selection, e.isShiftDown());
          case BACK_SPACE -> typing().backspace(selection);
          default -> Optional.empty();
        };
    change.ifPresent(c -> apply(c, selection));
    if (change.isPresent() || e.getCode() == javafx.scene.input.KeyCode.TAB) {
      e.consume();
    }
  }

  private Optional<Change> tab(Selection selection, boolean back) {
    int width = settings.tabWidthProperty().get();
    LineEdits lines = new LineEdits(text.buffer(), selection);
    if (back) {
      return lines.dedent(width);
    }
    if (lines.isMultiple()) {
      return lines.indent(width);
    }
    String spaces = " ".repeat(width - text.buffer().column(selection.start()) % width);
    return Optional.of(
        new Change(selection.start(), selection.end(), spaces, Selection.at(selection.start() + spaces.length())));
  }

  private void typed(KeyEvent e) {
    String character = e.getCharacter();
    if (e.isConsumed()
        || character.length() != 1
        || !code.area().isEditable()
        || e.isShortcutDown()
        || !syntax.isPython()
        || !settings.closeBracketsProperty().get()) {
      return;
    }
    Selection selection = code.selection();
    typing()
        .typed(character.charAt(0), selection)
        .ifPresent(change -> {
          apply(change, selection);
          e.consume();
        });
  }

  private void apply(Change change, Selection before) {
    change.applyTo(text, before);
    code.select(change.after());
  }
}
