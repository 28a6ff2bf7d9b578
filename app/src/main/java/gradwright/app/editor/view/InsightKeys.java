package gradwright.app.editor.view;

import gradwright.app.editor.document.EditorSettings;
import gradwright.app.editor.document.EditorThreads;
import gradwright.app.editor.insight.CompletionModel;
import gradwright.app.editor.insight.ExplainModel;
import gradwright.app.editor.text.Edit;
import gradwright.app.editor.text.Selection;
import gradwright.app.editor.text.TextModel;
import java.time.Duration;
import javafx.geometry.BoundingBox;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.fxmisc.richtext.event.MouseOverTextEvent;

/// When completions, parameters and documentation come and go.
final class InsightKeys {
  /// Windows open when the hands rest, so that no key waits for one.
  private static final Duration PAUSE = Duration.ofMillis(40);

  private final TextModel text;
  private final CodeView code;
  private final EditorSettings settings;
  private final CompletionModel completion;
  private final ExplainModel explain;
  private final TipPopup documentation;
  private final TipPopup parameters;
  private final EditorThreads threads;
  private Runnable cancel = () -> {};
  private boolean inCall;
  private boolean afterDot;

  InsightKeys(
      TextModel text,
      CodeView code,
      EditorSettings settings,
      CompletionModel completion,
      ExplainModel explain,
      EditorThreads threads,
      String stylesheet) {
    this.text = text;
    this.code = code;
    this.settings = settings;
    this.completion = completion;
    this.explain = explain;
    this.threads = threads;
    documentation = new TipPopup(code, stylesheet);
    documentation.setAutoHide();
    parameters = new TipPopup(code, stylesheet);
    new CompletionPopup(completion, code, stylesheet, this::accept);
    code.area().addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    code.area().focusedProperty().addListener((o, was, is) -> leave(is));
    code.selectionProperty().addListener((o, was, is) -> moved());
    code.area().setMouseOverTextDelay(Duration.ofMillis(450));
    code.area().addEventHandler(MouseOverTextEvent.MOUSE_OVER_TEXT_BEGIN, this::over);
    code.area().addEventHandler(MouseOverTextEvent.MOUSE_OVER_TEXT_END, e -> documentation.hide());
    text.listen(this::edited);
  }

  private void leave(boolean focused) {
    if (!focused) {
      hide();
    }
  }

  private void hide() {
    completion.close();
    documentation.hide();
    parameters.hide();
    inCall = false;
    afterDot = false;
    cancel.run();
  }

  private void edited(Edit edit) {
    documentation.hide();
    String typed = edit.inserted();
    if (typed.startsWith("(") && typed.length() <= 2 || typed.equals(",")) {
      inCall = true;
    }
    if (typed.equals(".") && edit.removed().isEmpty() && settings.completeWhileTypingProperty().get()) {
      afterDot = true;
    }
  }

  /// Offers completions at the caret.
  void complete() {
    if (code.area().isEditable()) {
      completion.ask(code.selection().caret());
    }
  }

  private void moved() {
    completion.update(code.selection().caret());
    if (inCall || afterDot) {
      cancel.run();
      cancel = threads.after(PAUSE, this::paused);
    }
  }

  private void paused() {
    if (afterDot) {
      afterDot = false;
      if (code.area().isFocused() && code.area().isEditable()) {
        completion.askForMember(code.selection().caret());
      }
    }
    if (inCall) {
      showParameters();
    }
  }

  /// Shows the parameters of the call around the caret, if there is one.
  void showParameters() {
    explain
        .call(code.selection().caret())
        .ifPresentOrElse(
            call -> {
              inCall = true;
              code.bounds(call.open()).ifPresent(at -> parameters.show(call, at));
            },
            () -> {
              inCall = false;
              parameters.hide();
            });
  }

  /// Shows what the name at the caret is.
  void showDocumentation() {
    int caret = code.selection().caret();
    explain.explain(
        caret, explanation -> code.bounds(Math.max(0, caret - 1)).ifPresent(at -> documentation.show(explanation, at)));
  }

  private void over(MouseOverTextEvent e) {
    Point2D at = e.getScreenPosition();
    explain.explain(
        e.getCharacterIndex(),
        explanation -> {
          if (code.area().isHover()) {
            documentation.show(explanation, new BoundingBox(at.getX(), at.getY(), 0, 12));
          }
        });
  }

  private void pressed(KeyEvent e) {
    if (e.isConsumed()) {
      return;
    }
    if (e.getCode() == KeyCode.ESCAPE) {
      if (completion.openProperty().get() || documentation.isShowing() || parameters.isShowing()) {
        hide();
        e.consume();
      }
      return;
    }
    if (!completion.openProperty().get()) {
      return;
    }
    switch (e.getCode()) {
      case UP -> completion.move(-1);
      case DOWN -> completion.move(1);
      case PAGE_UP -> completion.move(-9);
      case PAGE_DOWN -> completion.move(9);
      case ENTER, TAB -> accept();
      default -> {
        return;
      }
    }
    e.consume();
  }

  private void accept() {
    Selection before = code.selection();
    completion
        .accept(before.caret())
        .ifPresent(accepted -> {
          Selection after = Selection.at(accepted.start() + accepted.text().length());
          text.replace(accepted.start(), accepted.end(), accepted.text(), before, after);
          code.select(after);
          completion.close();
        });
  }
}
