package gradwright.app.editor;

import gradwright.app.editor.document.DocumentFiles;
import gradwright.app.editor.document.DocumentFiles.Outcome;
import gradwright.app.editor.document.DocumentModel;
import gradwright.app.editor.document.DraftKeeper;
import gradwright.app.editor.file.RecoveryFolder;
import gradwright.app.editor.insight.Knowledge;
import gradwright.app.editor.marks.FileProblems;
import gradwright.app.editor.view.EditorView;
import gradwright.app.editor.view.Prepared;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;

/// The editors of a window, in tabs. Unsaved text survives the end of the application, however it ends: call [#restore] at
/// the start and [#shutdown] at the end.
public final class EditorArea {
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final EditorContext context;
  private final DocumentFiles files;
  private final DocumentSaves saves;
  private final DraftKeeper drafts;
  private final EditorTabs tabs;
  private final EditorCommands commands;
  private final EditorFocus focus;
  private final RunResults results;
  private final Knowledge knowledge;
  private final FileProblems problems = new FileProblems();
  private Predicate<KeyEvent> keys;
  private int untitled;
  private boolean closed;

  public EditorArea(EditorContext context) {
    this.context = context;
    tabs = new EditorTabs(e -> keys.test(e));
    files = new DocumentFiles(context.disk(), context.threads());
    saves = new DocumentSaves(files, context.dialogs());
    drafts = new DraftKeeper(new RecoveryFolder(context.disk(), context.recoveryFolder()), context.threads());
    commands = new EditorCommands(this, context);
    keys = commands::dispatch;
    focus = new EditorFocus(this, context.focus(), context.threads());
    results = new RunResults(this, context);
    knowledge = new Knowledge(context.session(), context.threads());
    tabs.currentProperty().addListener((o, was, is) -> is.ifPresent(view -> context.threads().window(view::focus)));
    look();
  }

  /// Looks now and again whether others changed the open files.
  private void look() {
    if (!closed) {
      lookAtFiles();
      context.threads().after(LOOK, this::look);
    }
  }

  /// Looks at once whether others changed the open files, as when the window becomes active.
  public void lookAtFiles() {
    tabs.views().forEach(v -> files.check(v.document()));
  }

  /// What is docked.
  public Region node() {
    return tabs.node();
  }

  /// Everything the editor can do.
  public List<EditorCommand> commands() {
    return commands.all();
  }

  /// Who answers key presses before the text does; by default the commands' own keys. Returns whether it answered.
  public void setKeys(Predicate<KeyEvent> next) {
    keys = next;
  }

  /// The editor that people see; nothing when no file is open.
  public Optional<EditorView> current() {
    return tabs.currentProperty().get();
  }

  public ReadOnlyObjectProperty<Optional<EditorView>> currentProperty() {
    return tabs.currentProperty();
  }

  /// All editors, in the order of their tabs.
  public List<EditorView> views() {
    return tabs.views();
  }

  /// The problems of all open files.
  public FileProblems problems() {
    return problems;
  }

  /// What the last run left beside the lines.
  public RunResults results() {
    return results;
  }

  public Optional<EditorView> viewOf(Path file) {
    return tabs.viewOf(file);
  }

  /// Opens a file, or shows it when it is open; the future holds nothing when there is nothing to show, which people are
  /// told.
  public CompletableFuture<Optional<EditorView>> open(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Optional<EditorView> there = viewOf(absolute);
    if (there.isPresent()) {
      show(there.get());
      return CompletableFuture.completedFuture(there);
    }
    return files.open(absolute).thenCompose(outcome -> opened(absolute, outcome));
  }

  private CompletableFuture<Optional<EditorView>> opened(Path file, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Document(DocumentModel document) ->
          prepare(document, document.caret())
              .thenApply(prepared -> {
                EditorView view = viewOf(file).orElseGet(() -> add(prepared, views().size()));
                show(view);
                return Optional.of(view);
              });
      case Outcome.Refused(String message) -> {
        context.dialogs().tell(message);
        yield CompletableFuture.completedFuture(Optional.empty());
      }
    };
  }

  /// Makes a document ready to be shown with the caret at a position.
  CompletableFuture<Prepared> prepare(DocumentModel document, int caret) {
    document.setCaret(caret);
    CompletableFuture<Prepared> future = new CompletableFuture<>();
    context
        .threads()
        .background(() -> {
          Prepared prepared = Prepared.of(document);
          context.threads().window(() -> future.complete(prepared));
        });
    return future;
  }

  /// Opens an empty text that has no file yet.
  public EditorView openUntitled() {
    return openUntitled("");
  }

  /// Opens a text that has no file yet.
  public EditorView openUntitled(String text) {
    untitled++;
    EditorView view = add(Prepared.of(files.untitled("untitled-" + untitled + ".py", text)), views().size());
    show(view);
    return view;
  }

  /// Adds a tab at a place among the others; it does not come to the front.
  EditorView add(Prepared prepared, int place) {
    EditorTab tab = new EditorTab(prepared, context, knowledge, this::requestClose);
    DocumentModel document = tab.view().document();
    drafts.keep(document);
    problems.add(document, tab.view().problems());
    Autosave.start(document, context, () -> files.save(document));
    focus.follow(tab.view());
    results.follow(tab.view());
    tab.view().code().setContextMenu(commands.menu());
    tabs.add(tab, place);
    return tab.view();
  }

  void show(EditorView view) {
    bringToFront(view);
    view.focus();
  }

  /// Shows a document and leaves the keyboard where it is.
  void bringToFront(EditorView view) {
    tabs.select(view);
  }

  /// Opens a file and puts the caret at a 1-based line and column.
  public CompletableFuture<Optional<EditorView>> goTo(Path file, int line, int column) {
    return open(file)
        .thenApply(view -> {
          view.ifPresent(v -> v.goTo(line, column));
          return view;
        });
  }

  /// Saves a document; asks where when it has no file yet.
  public CompletableFuture<Boolean> save(EditorView view) {
    return saves.save(view.document());
  }

  public CompletableFuture<Boolean> saveAs(EditorView view) {
    return saves.saveAs(view.document());
  }

  /// Saves all documents that need it; the future tells whether all were.
  public CompletableFuture<Boolean> saveAll() {
    return saves.saveAll(views().stream().map(EditorView::document).toList());
  }

  /// Takes the file's text for a document, as one step of undo.
  public void reload(EditorView view) {
    files.reload(view.document());
  }

  /// Closes an editor, after asking about text that is not saved; the future tells whether it was closed.
  public CompletableFuture<Boolean> requestClose(EditorView view) {
    return saves
        .mayClose(view.document())
        .thenApply(may -> {
          if (may) {
            close(view);
          }
          return may;
        });
  }

  void close(EditorView view) {
    close(List.of(view));
  }

  private void close(List<EditorView> closing) {
    tabs.remove(closing);
    for (EditorView view : closing) {
      drafts.release(view.document());
      problems.remove(view.document());
      view.dispose();
    }
  }

  /// Closes what is saved, but for some files.
  public void closeSaved(Predicate<Path> kept) {
    close(
        views().stream()
            .filter(v -> !v.document().text().isDirty())
            .filter(v -> v.document().file().filter(kept).isEmpty())
            .toList());
  }

  /// What is open now, for [#restore] at another time.
  public OpenTabs openTabs() {
    return OpenTabs.of(views(), current());
  }

  /// Opens the texts that were not saved when the application ended, however it did, and what was open then.
  public CompletableFuture<Void> restore(OpenTabs last) {
    return drafts.left(context.dialogs()::tell).thenCompose(found -> new TabRestore(this, files, last, found).run());
  }

  /// Opens again what was open, beside what is.
  public CompletableFuture<Void> openAgain(OpenTabs last) {
    return new TabRestore(this, files, last, List.of()).run();
  }

  /// Adds the tab of an unsaved text of an earlier run.
  EditorView addRestored(DocumentModel document, int place) {
    if (document.file().isEmpty()) {
      untitled++;
    }
    return add(Prepared.of(document), place);
  }

  /// The application ends: unsaved texts are put where [#restore] finds them. Nothing is asked.
  public void shutdown() {
    closed = true;
    drafts.flush();
    views().forEach(EditorView::dispose);
  }
}
