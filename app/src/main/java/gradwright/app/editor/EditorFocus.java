package gradwright.app.editor;

import gradwright.app.editor.document.EditorThreads;
import gradwright.app.editor.view.EditorView;
import gradwright.profiler.focus.Focus;
import gradwright.profiler.focus.FocusModel;
import gradwright.protocol.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Ties the caret's line to what all panels look at: a line that another panel looks at is brought into sight and marked, the
/// line of an equation or kernel is marked where its file is open, and a line that the caret comes to is what the others look
/// at.
final class EditorFocus {
  private static final Duration SETTLE = Duration.ofMillis(30);

  private final EditorArea area;
  private final FocusModel focus;
  private final EditorThreads threads;
  private Optional<EditorView> marked = Optional.empty();
  private Runnable cancel = () -> {};
  private boolean following;

  EditorFocus(EditorArea area, FocusModel focus, EditorThreads threads) {
    this.area = area;
    this.focus = focus;
    this.threads = threads;
    focus.listen(this::changed);
  }

  private void changed(Focus next, Object origin) {
    marked.ifPresent(EditorView::unmarkLine);
    marked = Optional.empty();
    if (origin == area) {
      return;
    }
    switch (next) {
      case Focus.None _ -> {}
      case Focus.Line(String file, int line) -> look(file, line);
      case Focus.OfEquation _, Focus.OfKernel _ -> mark(focus.place());
    }
  }

  private void look(String file, int line) {
    Optional<EditorView> view = area.viewOf(Path.of(file));
    if (view.isPresent()) {
      show(view.get(), line);
    } else if (file.endsWith(".py") && !file.startsWith("<")) {
      area.open(Path.of(file)).thenAccept(opened -> opened.ifPresent(v -> show(v, line)));
    }
  }

  /// Marks the innermost line whose file is open. The keyboard and the caret stay where they are.
  private void mark(Place place) {
    for (Place.Frame frame : place.frames()) {
      Optional<EditorView> view = area.viewOf(Path.of(frame.file()));
      if (view.isPresent()) {
        area.bringToFront(view.get());
        view.get().showLine(frame.line());
        view.get().markLine(frame.line());
        marked = view;
        return;
      }
    }
  }

  private void show(EditorView view, int line) {
    following = true;
    try {
      area.show(view);
      view.goTo(line, 1);
      view.markLine(line);
      marked = Optional.of(view);
    } finally {
      following = false;
    }
  }

  /// Tells the others when the caret of this view comes to another line.
  void follow(EditorView view) {
    view.caretLineProperty()
        .addListener((o, was, is) -> {
          cancel.run();
          if (!following && area.current().filter(v -> v == view).isPresent()) {
            cancel = threads.after(SETTLE, () -> tell(view));
          }
        });
  }

  private void tell(EditorView view) {
    view.document().file().ifPresent(file -> focus.set(new Focus.Line(file.toString(), view.caretLine()), area));
  }
}
