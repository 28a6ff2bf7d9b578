package gradwright.app.workbench;

import gradwright.app.command.Command;
import gradwright.app.command.KeyBindingsModel;
import gradwright.app.command.KeyPress;
import gradwright.app.editor.EditorArea;
import gradwright.app.editor.EditorClipboard;
import gradwright.app.editor.EditorContext;
import gradwright.app.editor.EditorDialogs;
import gradwright.app.editor.WindowThreads;
import gradwright.app.editor.document.DocumentModel;
import gradwright.app.editor.document.EditorSettings;
import gradwright.app.editor.file.LocalDisk;
import gradwright.app.editor.marks.FileProblems.FileProblem;
import gradwright.app.editor.text.TextBuffer;
import gradwright.app.editor.view.EditorView;
import gradwright.app.run.RunObserver;
import gradwright.app.run.RunState;
import gradwright.app.settings.Settings;
import gradwright.profiler.recompile.QuickFix;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableObjectValue;
import javafx.beans.value.ObservableStringValue;
import javafx.collections.ObservableList;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// The editor's tabs as the window's documents.
final class EditorDocuments implements Documents {
  private final WorkbenchModel model;
  private final EditorArea area;
  private final OpenFiles openFiles;
  private final EditorSettings settings = new EditorSettings();
  private final ReadOnlyObjectWrapper<@Nullable Path> front = new ReadOnlyObjectWrapper<>();
  private final BooleanBinding empty;
  private final Map<String, String> asRun = new ConcurrentHashMap<>();
  private final ReadOnlyStringWrapper caret = new ReadOnlyStringWrapper("");
  private Subscription title = Subscription.EMPTY;

  EditorDocuments(WorkbenchModel model, EditorDialogs dialogs, EditorClipboard clipboard) {
    this.model = model;
    WindowThreads threads = new WindowThreads();
    area =
        new EditorArea(
            new EditorContext(
                () -> hasEngine() ? Optional.of(model.runs().session()) : Optional.empty(),
                model.focus(),
                settings,
                dialogs,
                clipboard,
                new LocalDisk(),
                model.folders().settings().resolve("unsaved"),
                threads));
    Path kept = model.folders().settings().resolve("open-files.json");
    openFiles = new OpenFiles(model.project(), area, new OpenFilesStore(kept), threads);
    empty = Bindings.createBooleanBinding(() -> area.current().isEmpty(), area.currentProperty());
    model.settings().settingsProperty().subscribe(this::take);
    settings.fontSizeProperty().subscribe(size -> model.settings().change(s -> s.withFont(s.font(), size.intValue())));
    area.currentProperty().subscribe(this::follow);
    model.runs().observe(new Observer());
  }

  private boolean hasEngine() {
    return switch (model.runs().stateProperty().get()) {
      case READY, RUNNING, STOPPING -> true;
      case STARTING, LOST, UNAVAILABLE -> false;
    };
  }

  private void take(Settings now) {
    settings.fontFamilyProperty().set(now.font());
    settings.fontSizeProperty().set(now.fontSize());
    settings.autosaveProperty().set(now.autosave());
  }

  private void follow(Optional<EditorView> current) {
    title.unsubscribe();
    title = Subscription.EMPTY;
    if (current.isEmpty()) {
      front.set(null);
      caret.set("");
      return;
    }
    DocumentModel document = current.get().document();
    Subscription line = current.get().caretLineProperty().subscribe(l -> caret.set("Line " + l));
    Subscription file =
        document
            .fileProperty()
            .subscribe(f -> {
              front.set(name(document));
              f.ifPresent(p -> model.settings().change(s -> s.withRecentFile(p.toString())));
            });
    title = line.and(file);
  }

  /// The file, or the title of a text that has none.
  private static Path name(DocumentModel document) {
    return document.file().orElse(Path.of(document.title()));
  }

  int caretLine() {
    return area.current().map(EditorView::caretLine).orElse(0);
  }

  int topLine() {
    return area.current().map(v -> v.top() + 1).orElse(0);
  }

  /// The text of the file in front; empty without one.
  String frontText() {
    return area.current().map(v -> v.document().text().text()).orElse("");
  }

  /// Looks whether others changed the open files.
  void lookAtFiles() {
    area.lookAtFiles();
  }

  /// Errors of syntax in the open files.
  ObservableList<FileProblem> problems() {
    return area.problems().problems();
  }

  /// Where the caret is, in words; empty without a file.
  ObservableStringValue caretProperty() {
    return caret.getReadOnlyProperty();
  }

  boolean isOpen(Path file) {
    return area.viewOf(file).isPresent();
  }

  /// Presses that mean a command of the editor, with the keys of now.
  void setKeys(KeyBindingsModel keys) {
    area.setKeys((KeyEvent e) ->
        KeyPress.chord(e)
            .flatMap(keys::command)
            .filter(c -> c.id().startsWith("editor."))
            .map(Command::run)
            .orElse(false));
  }

  @Override
  public Region view() {
    return area.node();
  }

  @Override
  public List<Command> commands() {
    return new DocumentCommands(area).all();
  }

  @Override
  public void open(Path file, int line) {
    Optional<EditorView> unsaved =
        area.views().stream().filter(v -> !file.isAbsolute() && name(v.document()).equals(file)).findFirst();
    if (unsaved.isPresent()) {
      unsaved.get().goTo(Math.max(line, 1), 1);
      unsaved.get().focus();
    } else if (line > 0) {
      area.goTo(file, line, 1);
    } else {
      area.open(file);
    }
  }

  @Override
  public void edit(QuickFix fix) {
    area.goTo(Path.of(fix.file()), fix.firstLine(), 1).thenAccept(view -> view.ifPresent(v -> edit(v, fix)));
  }

  private void edit(EditorView view, QuickFix fix) {
    TextBuffer text = view.document().text().buffer();
    String ran = asRun.get(fix.file());
    boolean changed = ran != null && !ran.contentEquals(text);
    if (!view.document().isEditable() || changed || fix.lastLine() > text.lineCount()) {
      model.banners().warn("fix", "The file has changed since the run, so that this edit no longer fits.");
      return;
    }
    int start = text.lineStart(fix.firstLine() - 1);
    int end = text.lineEnd(fix.lastLine() - 1);
    view.document().text().replace(start, end, fix.replacement(), view.code().selection(), view.code().selection());
    view.goTo(fix.firstLine(), 1);
  }

  /// Asked for on any thread.
  @Override
  public Optional<String> text(String file) {
    String open = asRun.get(file);
    if (open != null) {
      return Optional.of(open);
    }
    try {
      return Optional.of(Files.readString(Path.of(file)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public ObservableBooleanValue emptyProperty() {
    return empty;
  }

  @Override
  public void focus() {
    area.current().ifPresent(EditorView::focus);
  }

  @Override
  public void restore() {
    openFiles.start();
  }

  @Override
  public void shutDown() {
    openFiles.end();
    area.shutdown();
  }

  @Override
  public ObservableObjectValue<@Nullable Path> frontProperty() {
    return front.getReadOnlyProperty();
  }

  @Override
  public Optional<Script> front(boolean save) {
    return area.current()
        .map(view -> {
          DocumentModel document = view.document();
          boolean dirty = document.text().isDirty();
          boolean own = document.file().isEmpty();
          if (save && dirty && !own) {
            area.save(view);
          }
          // The text goes along even where it is being saved: the run need not wait for the disk.
          return new Script(name(document), dirty || own ? document.text().text() : null, own, selection(view));
        });
  }

  private static Selection selection(EditorView view) {
    TextBuffer text = view.document().text().buffer();
    var selected = view.code().selection();
    int first = text.lineAt(selected.start());
    int last = text.lineAt(selected.end());
    // A selection of whole lines ends at the start of the next.
    if (last > first && text.column(selected.end()) == 0) {
      last--;
    }
    return new Selection(text.substring(text.lineStart(first), text.lineEnd(last)), first + 1);
  }

  private final class Observer implements RunObserver {
    @Override
    public void runStarted(RunRequest request) {
      asRun.clear();
      area.views().forEach(v -> asRun.put(name(v.document()).toString(), v.document().text().text()));
      if (!request.keepNames()) {
        area.results().runStarted();
      }
    }

    @Override
    public void runEnded(RunOutcome outcome) {
      if (!model.runs().lastWasPrompt() && model.runs().stateProperty().get() != RunState.STARTING) {
        Platform.runLater(() -> area.results().runEnded(outcome));
      }
    }
  }
}
