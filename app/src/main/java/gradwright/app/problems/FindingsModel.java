package gradwright.app.problems;

import gradwright.app.editor.marks.FileProblems.FileProblem;
import gradwright.app.problems.Finding.Origin;
import gradwright.protocol.EngineEvent;
import gradwright.protocol.EventBatch;
import gradwright.protocol.Place;
import gradwright.protocol.RunOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Everything that is wrong now: errors of syntax in the open files, what ended the last run, and the engine's warnings about
/// it. Used on the window's thread.
public final class FindingsModel {
  /// More different warnings than anyone reads.
  private static final int MOST = 1000;

  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing((Finding f) -> !f.isError())
          .thenComparing(Finding::origin)
          .thenComparing(Finding::file)
          .thenComparingInt(Finding::line)
          .thenComparingInt(Finding::column);

  private final ObservableList<FileProblem> syntax;
  private final List<Finding> ofRun = new ArrayList<>();
  private final ObservableList<Finding> findings = FXCollections.observableArrayList();
  private final ObservableList<Finding> view = FXCollections.unmodifiableObservableList(findings);
  private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
  private int at = -1;

  /// @param syntax of all open files; followed
  public FindingsModel(ObservableList<FileProblem> syntax) {
    this.syntax = syntax;
    syntax.addListener((Observable o) -> collect());
    collect();
  }

  /// A run begins: what an earlier one left is forgotten.
  public void runStarted() {
    ofRun.clear();
    collect();
  }

  public void accept(EventBatch batch) {
    boolean changed = false;
    for (EngineEvent event : batch.events()) {
      if (event instanceof EngineEvent.Diagnosed d) {
        changed |= warn(finding(Origin.ENGINE, false, d.message(), d.place().frames()));
      }
    }
    if (changed) {
      collect();
    }
  }

  private boolean warn(Finding warning) {
    for (int i = 0; i < ofRun.size(); i++) {
      if (ofRun.get(i).isSame(warning)) {
        ofRun.set(i, warning.found(ofRun.get(i).times() + 1));
        return true;
      }
    }
    return ofRun.size() < MOST && ofRun.add(warning);
  }

  public void runEnded(RunOutcome outcome) {
    RunOutcome.Failure failure = outcome.failure();
    boolean failed = outcome.ending() == RunOutcome.Ending.FAILED || outcome.ending() == RunOutcome.Ending.ENGINE_LOST;
    if (failed && failure != null) {
      String message = failure.message().isEmpty() ? failure.type() : failure.type() + ": " + failure.message();
      ofRun.add(finding(Origin.RUN, true, message, failure.frames()));
      collect();
    }
  }

  private static Finding finding(Origin origin, boolean error, String message, List<Place.Frame> frames) {
    return frames.isEmpty()
        ? new Finding(origin, error, message, "", 0, 0, 1)
        : new Finding(
            origin, error, message, frames.getFirst().file(), frames.getFirst().line(), frames.getFirst().column(), 1);
  }

  private void collect() {
    List<Finding> all = new ArrayList<>(ofRun);
    for (FileProblem p : syntax) {
      boolean error = !p.problem().severity().equals("warning");
      all.add(
          new Finding(
              Origin.SYNTAX, error, p.problem().message(), p.file(), p.problem().line(), p.problem().column(), 1));
    }
    all.sort(WORST_FIRST);
    if (!all.equals(findings)) {
      findings.setAll(all);
      at = -1;
    }
    long errors = all.stream().filter(Finding::isError).count();
    summary.set(words(errors, all.size() - errors));
  }

  private static String words(long errors, long warnings) {
    String first = errors == 0 ? "" : errors == 1 ? "1 error" : errors + " errors";
    String second = warnings == 0 ? "" : warnings == 1 ? "1 warning" : warnings + " warnings";
    return first.isEmpty() || second.isEmpty() ? first + second : first + ", " + second;
  }

  /// Errors before warnings, then in the order of files and lines.
  public ObservableList<Finding> findings() {
    return view;
  }

  /// `2 errors, 1 warning`; empty when nothing is wrong.
  public ReadOnlyStringProperty summaryProperty() {
    return summary.getReadOnlyProperty();
  }

  /// The next finding that has a place, around the end.
  public Optional<Finding> next(boolean forward) {
    for (int step = 1; step <= findings.size(); step++) {
      int from = at < 0 && !forward ? 0 : at;
      int index = Math.floorMod(from + (forward ? step : -step), findings.size());
      if (findings.get(index).hasPlace()) {
        at = index;
        return Optional.of(findings.get(index));
      }
    }
    return Optional.empty();
  }
}
