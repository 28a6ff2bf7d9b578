package gradwright.app.editor.marks;

import gradwright.app.editor.document.DocumentModel;
import gradwright.app.editor.document.EditorSettings;
import gradwright.app.editor.document.EditorThreads;
import gradwright.app.editor.text.TextBuffer;
import gradwright.protocol.EngineSession;
import gradwright.protocol.Insight.Problem;
import gradwright.protocol.SessionListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Subscription;

/// Errors that Python's compiler finds in a document, asked for when typing stops. Lines follow edits until the next
/// answer comes.
public final class ProblemsModel {
  private static final Duration QUIET = Duration.ofMillis(350);
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final DocumentModel document;
  private final Supplier<Optional<EngineSession>> session;
  private final EditorSettings settings;
  private final EditorThreads threads;
  private final TrackedLines<Problem> lines = new TrackedLines<>();
  private final ObservableList<Problem> problems = FXCollections.observableArrayList();
  private Runnable cancel = () -> {};
  private final Subscription subscription;
  private boolean closed;

  public ProblemsModel(
      DocumentModel document,
      Supplier<Optional<EngineSession>> session,
      EditorSettings settings,
      EditorThreads threads) {
    this.document = document;
    this.session = session;
    this.settings = settings;
    this.threads = threads;
    document
        .text()
        .listen(edit -> {
          lines.follow(edit, document.text().buffer());
          checkLater(QUIET);
        });
    subscription = settings.checkWhileTypingProperty().subscribe(() -> checkLater(QUIET));
    checkLater(QUIET);
  }

  private void checkLater(Duration when) {
    cancel.run();
    if (!closed) {
      cancel = threads.after(when, this::check);
    }
  }

  private void check() {
    if (!settings.checkWhileTypingProperty().get()) {
      take(List.of());
      return;
    }
    Optional<EngineSession> engine =
        session
            .get()
            .filter(s -> s.state() == SessionListener.State.READY || s.state() == SessionListener.State.RUNNING);
    if (engine.isEmpty()) {
      checkLater(AGAIN);
      return;
    }
    long version = document.text().version();
    String name = document.file().map(Object::toString).orElse(document.title());
    engine
        .get()
        .check(name, document.text().text())
        .whenComplete((found, failure) ->
            threads.window(() -> {
              if (failure == null && version == document.text().version() && !closed) {
                take(found);
              }
            }));
  }

  private void take(List<Problem> found) {
    lines.clear();
    TextBuffer text = document.text().buffer();
    for (Problem problem : found) {
      lines.add(Math.clamp(problem.line() - 1, 0, text.lineCount() - 1), problem);
    }
    List<Problem> next = new ArrayList<>(found);
    if (!next.equals(problems)) {
      problems.setAll(next);
    }
  }

  /// The problems, as they were last found.
  public ObservableList<Problem> problems() {
    return problems;
  }

  /// The problems of a line.
  public List<Problem> at(int line) {
    return lines.isEmpty() ? List.of() : lines.at(line).stream().map(TrackedLines.Tracked::value).toList();
  }

  public void close() {
    closed = true;
    subscription.unsubscribe();
    cancel.run();
  }
}
