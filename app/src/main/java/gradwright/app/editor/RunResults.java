package gradwright.app.editor;

import gradwright.app.editor.view.EditorView;
import gradwright.app.editor.view.GutterLine;
import gradwright.protocol.Insight.ValueType;
import gradwright.protocol.Place;
import gradwright.protocol.RunOutcome;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the last run left beside the lines: types of traced values, and where it failed. Whoever runs programs calls
/// [#runStarted] and [#runEnded].
public final class RunResults {
  private final EditorArea area;
  private final EditorContext context;
  private List<ValueType> types = List.of();
  private Optional<RunOutcome.Failure> failure = Optional.empty();

  RunResults(EditorArea area, EditorContext context) {
    this.area = area;
    this.context = context;
  }

  /// A run begins; what an earlier one left is removed.
  public void runStarted() {
    types = List.of();
    failure = Optional.empty();
    area.views().forEach(this::follow);
  }

  /// A run has ended; asks the engine what it traced.
  public void runEnded(RunOutcome outcome) {
    failure = Optional.ofNullable(outcome.failure());
    area.views().forEach(this::showMarks);
    if (outcome.ending() != RunOutcome.Ending.ENGINE_LOST) {
      context
          .session()
          .get()
          .ifPresent(session ->
              session
                  .valueTypes()
                  .whenComplete((found, lost) -> {
                    if (lost == null) {
                      context.threads().window(() -> showTypes(found));
                    }
                  }));
    }
  }

  private void showTypes(List<ValueType> found) {
    types = found;
    area.views().forEach(this::follow);
  }

  /// Shows in an editor what concerns its file.
  void follow(EditorView view) {
    view.inlays().show(types.stream().filter(t -> isOf(view, t.file())).toList());
    showMarks(view);
  }

  private void showMarks(EditorView view) {
    Map<Integer, GutterLine.Mark> marks = new HashMap<>();
    types.stream()
        .filter(t -> isOf(view, t.file()))
        .forEach(t -> marks.put(t.line(), new GutterLine.Mark("run-traced", "Traced in the last run")));
    failure.ifPresent(f -> {
      List<Place.Frame> frames = f.frames();
      for (int i = frames.size() - 1; i >= 0; i--) {
        Place.Frame frame = frames.get(i);
        if (isOf(view, frame.file())) {
          String words = i == 0 ? f.type() + ": " + f.message() : "Called from here: " + f.type();
          marks.put(frame.line(), new GutterLine.Mark("run-failed", words));
        }
      }
    });
    view.setRunMarks(marks);
  }

  private static boolean isOf(EditorView view, String file) {
    return view.document().file().map(f -> f.equals(Path.of(file))).orElse(file.equals(view.document().title()));
  }
}
