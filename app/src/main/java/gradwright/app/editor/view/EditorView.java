package gradwright.app.editor.view;

import gradwright.app.editor.document.DocumentModel;
import gradwright.app.editor.document.EditorSettings;
import gradwright.app.editor.document.EditorThreads;
import gradwright.app.editor.insight.CompletionModel;
import gradwright.app.editor.insight.ExplainModel;
import gradwright.app.editor.insight.Knowledge;
import gradwright.app.editor.marks.InlaysModel;
import gradwright.app.editor.marks.ProblemsModel;
import gradwright.app.editor.python.Brackets;
import gradwright.app.editor.python.SyntaxModel;
import gradwright.app.editor.search.FindModel;
import gradwright.app.editor.text.Edit;
import gradwright.app.editor.text.Selection;
import gradwright.app.editor.text.TextModel;
import gradwright.protocol.EngineSession;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.scene.Parent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;
import javafx.util.Subscription;

/// The editor of one document.
public final class EditorView {
  private static final String STYLES = "/gradwright/app/editor/editor.css";

  private final DocumentModel document;
  private final EditorSettings settings;
  private final TextModel text;
  private final SyntaxModel syntax;
  private final CodeView code;
  private final Painter painter;
  private final Gutter gutter;
  private final ProblemsModel problems;
  private final InlaysModel inlays;
  private final CompletionModel completion;
  private final InsightKeys insight;
  private final FindModel find;
  private final FindBar findBar;
  private final InlayLayer inlayLayer;
  private final BracketMarks brackets;
  private final LineLooks looks;
  private final LineBars bars;
  private final TextEdits edits;
  private final Jumps jumps;
  private final Folding folding;
  private final BorderPane pane = new BorderPane();
  private final ReadOnlyIntegerWrapper caretLine = new ReadOnlyIntegerWrapper(this, "caretLine", 1);
  private Subscription subscription = Subscription.EMPTY;

  public EditorView(
      Prepared prepared,
      Supplier<Optional<EngineSession>> session,
      Knowledge knowledge,
      EditorSettings settings,
      EditorThreads threads) {
    document = prepared.document();
    this.settings = settings;
    text = document.text();
    syntax = prepared.syntax();
    text.listen(this::edited);
    problems = new ProblemsModel(document, syntax.isPython() ? session : Optional::empty, settings, threads);
    inlays = new InlaysModel(text);
    find = new FindModel(text, threads);
    brackets = new BracketMarks(new Brackets(syntax), threads, this::repaint);
    looks = new LineLooks(text, find, problems, brackets);
    code = new CodeView(prepared);
    code.setEditable(document.isEditable());
    edits = new TextEdits(document, code, settings.tabWidthProperty()::get);
    code.area().setAccessibleText("Text of " + document.title());
    completion = new CompletionModel(syntax, knowledge);
    insight =
        new InsightKeys(
            text,
            code,
            settings,
            completion,
            new ExplainModel(syntax, knowledge, problems, inlays),
            threads,
            EditorView.class.getResource(STYLES).toExternalForm());
    new EditorKeys(text, syntax, code, settings);
    painter = new Painter(code, syntax, looks::decorations, () -> caretLine.get() - 1);
    text.listen(painter::follow);
    gutter = new Gutter(code, syntax, looks::marks);
    findBar = new FindBar(find, text, code);
    bars = new LineBars(code);
    inlayLayer = new InlayLayer(code, bars, text.buffer(), inlays);
    StackPane body = new StackPane(bars, code.node(), inlayLayer);
    jumps = new Jumps(syntax, code, body);
    folding = new Folding(syntax, code, gutter);
    pane.setTop(new VBox(new NoticeBar(document), findBar));
    pane.setCenter(body);
    pane.getStyleClass().add("editor");
    pane.getStylesheets().add(EditorView.class.getResource(STYLES).toExternalForm());
    listen();
    restyleFont();
    code.select(Selection.at(document.caret()));
    knowledge.catalogue();
  }

  private void listen() {
    code.sight().onViewport(this::refresh);
    code.selectionProperty().addListener((o, was, is) -> moved(is));
    problems.problems().addListener((javafx.beans.Observable o) -> refresh());
    inlays.changesProperty().addListener((o, was, is) -> inlayLayer.requestLayout());
    find.resultsProperty().addListener((o, was, is) -> repaint());
    subscription =
        Subscription.combine(
            settings.fontSizeProperty().subscribe(this::restyleFont),
            settings.fontFamilyProperty().subscribe(this::restyleFont),
            settings.inlaysProperty().subscribe((Boolean is) -> inlayLayer.setShown(is)));
    code.area().wrapTextProperty().bind(settings.wrapLinesProperty());
    code.area()
        .addEventFilter(
            ScrollEvent.SCROLL,
            e -> {
              if (e.isShortcutDown() && e.getDeltaY() != 0) {
                zoom(e.getDeltaY() > 0 ? 1 : -1);
                e.consume();
              }
            });
  }

  private void edited(Edit edit) {
    syntax.update(edit);
    looks.follow(edit);
    bars.follow(edit, text.buffer());
  }

  private void repaint() {
    painter.paintSoon();
  }

  private void refresh() {
    repaint();
    gutter.refreshSoon();
    inlayLayer.requestLayout();
  }

  private void moved(Selection selection) {
    document.setCaret(selection.caret());
    brackets.moved(selection);
    int line = text.buffer().lineAt(selection.caret());
    code.unfold(line);
    caretLine.set(line + 1);
    inlayLayer.requestLayout();
  }

  private void restyleFont() {
    Font font = Fonts.code(settings.fontFamilyProperty().get(), settings.fontSizeProperty().get());
    code.area().setStyle("-fx-font-family: \"" + font.getFamily() + "\"; -fx-font-size: " + font.getSize() + "px;");
    gutter.setFont(font);
    inlayLayer.setFont(font);
  }

  /// Makes all editors' text larger or smaller by `steps`.
  public void zoom(int steps) {
    settings.fontSizeProperty().set(Math.clamp(settings.fontSizeProperty().get() + steps, 7, 48));
  }

  /// Replaces the marks that the last run left; lines are 1-based.
  public void setRunMarks(Map<Integer, GutterLine.Mark> marks) {
    looks.setRunMarks(marks);
    gutter.refreshSoon();
  }

  public Parent node() {
    return pane;
  }

  public DocumentModel document() {
    return document;
  }

  public CodeView code() {
    return code;
  }

  /// Goes to where the text itself leads.
  public Jumps jumps() {
    return jumps;
  }

  /// Folds lines away and shows them again.
  public Folding folding() {
    return folding;
  }

  public TextEdits edits() {
    return edits;
  }

  public SyntaxModel syntax() {
    return syntax;
  }

  public ProblemsModel problems() {
    return problems;
  }

  public InlaysModel inlays() {
    return inlays;
  }

  public CompletionModel completion() {
    return completion;
  }

  /// Offers completions at the caret.
  public void complete() {
    insight.complete();
  }

  /// Shows the parameters of the call around the caret.
  public void showParameters() {
    insight.showParameters();
  }

  /// Shows what the name at the caret is.
  public void showDocumentation() {
    insight.showDocumentation();
  }

  public void focus() {
    code.area().requestFocus();
  }

  public void dispose() {
    subscription.unsubscribe();
    brackets.dispose();
    problems.close();
    code.dispose();
  }

  /// Brings a place into sight and the caret there; line and column are 1-based.
  public void goTo(int line, int column) {
    code.reveal(Selection.at(text.buffer().position(line - 1, column - 1)));
  }

  /// Brings a 1-based line into sight; the caret stays where it is.
  public void showLine(int line) {
    code.show(line - 1);
  }

  /// Brings a line, counted from 0, to the upper edge once the text is in sight.
  public void showTop(int line) {
    code.sight().showTop(line);
  }

  /// The line at the upper edge, counted from 0; -1 where the text was never in sight.
  public int top() {
    return code.sight().top();
  }

  /// Marks a 1-based line as what all panels look at.
  public void markLine(int line) {
    bars.setFocus(line - 1);
    inlayLayer.requestLayout();
  }

  /// Takes the mark of [#markLine] away.
  public void unmarkLine() {
    bars.clearFocus();
    inlayLayer.requestLayout();
  }

  /// The 1-based line that is marked; 0 for none. It moves with what is typed above it.
  public int markedLine() {
    return bars.focusLine() + 1;
  }

  /// The 1-based line of the caret.
  public ReadOnlyIntegerProperty caretLineProperty() {
    return caretLine.getReadOnlyProperty();
  }

  /// The 1-based line of the caret.
  public int caretLine() {
    return text.buffer().lineAt(code.selection().caret()) + 1;
  }

  /// The 1-based column of the caret.
  public int caretColumn() {
    return text.buffer().column(code.selection().caret()) + 1;
  }

  /// Finds and replaces in the text.
  public FindBar finder() {
    return findBar;
  }
}
