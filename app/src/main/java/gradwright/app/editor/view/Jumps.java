package gradwright.app.editor.view;

import gradwright.app.editor.python.Brackets;
import gradwright.app.editor.python.Outline;
import gradwright.app.editor.python.SyntaxModel;
import gradwright.app.editor.text.Selection;
import javafx.scene.layout.StackPane;

/// Moves the caret to where the text itself leads.
public final class Jumps {
  private final SyntaxModel syntax;
  private final CodeView code;
  private final StackPane over;

  /// @param over where a list to choose from is shown
  Jumps(SyntaxModel syntax, CodeView code, StackPane over) {
    this.syntax = syntax;
    this.code = code;
    this.over = over;
  }

  /// To the partner of the bracket beside the caret.
  public void toPartner() {
    new Brackets(syntax)
        .at(code.selection().caret())
        .filter(p -> p.partner() >= 0)
        .ifPresent(p -> code.reveal(Selection.at(p.partner())));
  }

  /// To a function or class that people choose.
  public void toSymbol() {
    new SymbolPicker(
            over,
            Outline.of(syntax),
            s -> {
              code.reveal(Selection.at(syntax.text().position(s.line(), s.column())));
              code.area().requestFocus();
            },
            code.area()::requestFocus)
        .show();
  }
}
