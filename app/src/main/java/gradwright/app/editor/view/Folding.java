package gradwright.app.editor.view;

import gradwright.app.editor.python.Folds;
import gradwright.app.editor.python.SyntaxModel;

/// Folds lines away and shows them again.
public final class Folding {
  private final SyntaxModel syntax;
  private final CodeView code;
  private final Gutter gutter;

  Folding(SyntaxModel syntax, CodeView code, Gutter gutter) {
    this.syntax = syntax;
    this.code = code;
    this.gutter = gutter;
  }

  private int caretLine() {
    return syntax.text().lineAt(code.selection().caret());
  }

  /// The lines around the caret that belong together.
  public void fold() {
    new Folds(syntax).around(caretLine()).ifPresent(gutter::fold);
  }

  public void unfold() {
    gutter.unfold(caretLine());
  }

  public void foldDefinitions() {
    new Folds(syntax).definitions().forEach(gutter::fold);
  }

  public void unfoldAll() {
    gutter.unfoldAll();
  }
}
