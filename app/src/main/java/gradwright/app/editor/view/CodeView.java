package gradwright.app.editor.view;

import gradwright.app.editor.text.Edit;
import gradwright.app.editor.text.Selection;
import gradwright.app.editor.text.TextModel;
import java.util.Collection;
import java.util.Optional;
import java.util.function.IntFunction;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.layout.Region;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.model.PlainTextChange;
import org.fxmisc.richtext.model.SimpleEditableStyledDocument;
import org.fxmisc.richtext.model.StyleSpans;
import org.fxmisc.richtext.model.TwoDimensional;
import org.fxmisc.richtext.util.UndoUtils;

/// Shows a [TextModel] and lets people edit it: the one place that knows the text area's library. What is typed goes to the
/// model and what happens to the model is shown; the model alone undoes.
public final class CodeView {
  private final TextModel model;
  private final CodeArea area;
  private final VirtualizedScrollPane<CodeArea> scroll;
  private final ReadOnlyObjectWrapper<Selection> selection =
      new ReadOnlyObjectWrapper<>(this, "selection", Selection.at(0));
  private final Runnable deafen;
  private final LinesInSight sight;
  private boolean showing;

  public CodeView(Prepared prepared) {
    model = prepared.document().text();
    area = new CodeArea(new SimpleEditableStyledDocument<>(prepared.styled()));
    scroll = new VirtualizedScrollPane<>(area);
    area.setUndoManager(UndoUtils.noOpUndoManager());
    area.getStyleClass().add("code");
    area.moveTo(0);
    area.plainTextChanges().subscribe(this::typed);
    area.caretPositionProperty().addListener((o, was, is) -> selected());
    area.anchorProperty().addListener((o, was, is) -> selected());
    deafen = model.listen(this::show);
    sight = new LinesInSight(area);
  }

  private void selected() {
    if (!showing) {
      selection.set(new Selection(area.getAnchor(), area.getCaretPosition()));
    }
  }

  private void typed(PlainTextChange change) {
    sight.mayScroll();
    sight.changed(area.getCurrentParagraph());
    if (showing) {
      return;
    }
    showing = true;
    try {
      int start = change.getPosition();
      int end = start + change.getRemoved().length();
      Selection before = selection.get();
      if (change.getInserted().length() + change.getRemoved().length() == 1) {
        model.type(start, end, change.getInserted(), before);
      } else {
        Selection after = Selection.at(start + change.getInserted().length());
        model.replace(start, end, change.getInserted(), before, after);
      }
    } finally {
      showing = false;
    }
  }

  private void show(Edit edit) {
    if (showing) {
      return;
    }
    showing = true;
    try {
      Selection before = new Selection(area.getAnchor(), area.getCaretPosition());
      area.replaceText(edit.position(), edit.removedEnd(), edit.inserted());
      if (edit.inserted().indexOf('\n') >= 0) {
        sight.settle();
      }
      area.selectRange(edit.map(before.anchor()), edit.map(before.caret()));
    } finally {
      showing = false;
    }
    selected();
  }

  /// The text with its scroll bars.
  public Region node() {
    return scroll;
  }

  /// What is on the screen, which is the model's text unless something is wrong.
  public String shownText() {
    return area.getText();
  }

  /// The text area itself, for this package.
  CodeArea area() {
    return area;
  }

  public void dispose() {
    deafen.run();
    sight.dispose();
    area.dispose();
  }

  public Selection selection() {
    return selection.get();
  }

  public ReadOnlyObjectProperty<Selection> selectionProperty() {
    return selection.getReadOnlyProperty();
  }

  public void select(Selection next) {
    int length = area.getLength();
    area.selectRange(Math.clamp(next.anchor(), 0, length), Math.clamp(next.caret(), 0, length));
    area.requestFollowCaret();
  }

  /// Selects and brings the caret's line to the middle unless it is in sight.
  public void reveal(Selection next) {
    select(next);
    show(area.offsetToPosition(area.getCaretPosition(), TwoDimensional.Bias.Forward).getMajor());
  }

  /// Brings a line to the middle unless it is in sight.
  public void show(int line) {
    if (line < 0 || line >= area.getParagraphs().size()) {
      return;
    }
    unfold(line);
    sight.show(line);
  }

  public void setEditable(boolean editable) {
    area.setEditable(editable);
  }

  public void setGutter(IntFunction<? extends Node> lines) {
    area.setParagraphGraphicFactory(lines);
  }

  /// Makes the gutter of a line anew, where it is in sight.
  public void refreshGutter(int line) {
    if (line >= 0 && line < area.getParagraphs().size()) {
      area.recreateParagraphGraphic(line);
    }
  }

  /// The lines in sight; none before the first layout. Lays the text out when it changed since.
  public LineRange visibleLines() {
    return sight.now();
  }

  /// Tells which lines are in sight, and when that changes.
  LinesInSight sight() {
    return sight;
  }

  /// The menu of the right mouse button.
  public void setContextMenu(ContextMenu menu) {
    area.setContextMenu(menu);
  }

  /// Typed characters take the style of what is before them, which is often right already; returns whether it was not.
  boolean setStyles(int line, StyleSpans<Collection<String>> styles) {
    boolean differ =
        styles.length() == area.getParagraphLength(line)
            && styles.length() > 0
            && !LineStyler.isSame(styles, area.getStyleSpans(line));
    if (differ) {
      area.setStyleSpans(line, 0, styles);
      sight.changed(line);
    }
    return differ;
  }

  /// Hides the lines after `first` up to `last`. The caret must not be among them.
  public void fold(int first, int last) {
    Selection kept = selection.get();
    showing = true;
    try {
      area.foldParagraphs(first, last);
      area.selectRange(kept.anchor(), kept.caret());
    } finally {
      showing = false;
    }
  }

  /// Shows a line that is folded away, and what is folded with it.
  public void unfold(int line) {
    if (area.isFolded(line)) {
      int first = line;
      while (first > 0 && area.isFolded(first)) {
        first--;
      }
      Selection kept = selection.get();
      showing = true;
      try {
        area.unfoldParagraphs(first);
        area.selectRange(kept.anchor(), kept.caret());
      } finally {
        showing = false;
      }
    }
  }

  public boolean isFolded(int line) {
    return line >= 0 && line < area.getParagraphs().size() && area.isFolded(line);
  }

  /// Where a character is on the screen, when it is in sight.
  public Optional<Bounds> bounds(int position) {
    int length = area.getLength();
    if (position < 0 || position >= length) {
      return area.getCaretBounds();
    }
    return area.getCharacterBoundsOnScreen(position, position + 1);
  }

  /// Where a line is on the screen, when it is in sight.
  Optional<Bounds> lineBounds(int line) {
    return line < area.getParagraphs().size() ? area.getParagraphBoundsOnScreen(line) : Optional.empty();
  }

  public Optional<Bounds> caretBounds() {
    return area.getCaretBounds();
  }
}
