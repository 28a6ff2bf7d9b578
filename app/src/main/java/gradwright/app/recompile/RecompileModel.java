package gradwright.app.recompile;

import gradwright.profiler.focus.Focus;
import gradwright.profiler.focus.FocusModel;
import gradwright.profiler.quantity.Quantities;
import gradwright.profiler.recompile.Advice;
import gradwright.profiler.recompile.Advisor;
import gradwright.profiler.recompile.FunctionHistory;
import gradwright.profiler.recompile.Miss;
import gradwright.profiler.recompile.QuickFix;
import gradwright.profiler.recompile.Recompilations;
import gradwright.profiler.recompile.SourceTexts;
import gradwright.protocol.EngineEvent;
import gradwright.protocol.EventBatch;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The functions of a run with their cache hits and misses, and advice on the chosen one. Used on the window's thread; sources
/// are read on others.
public final class RecompileModel {
  private final Recompilations recompilations = new Recompilations();
  private final ObservableList<FunctionHistory> functions = FXCollections.observableArrayList();
  private final ObservableList<Advice> advice = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<@Nullable FunctionHistory> chosen = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
  private final Set<QuickFix> applied = new HashSet<>();
  private final FocusModel focus;
  private final SourceTexts sources;
  private final Consumer<QuickFix> editor;
  private final Executor background;
  private final Executor window;
  private int question;
  private long began = Long.MAX_VALUE;

  /// @param editor makes an edit, so that it can be undone
  /// @param background reads sources
  /// @param window runs what changes this model, on the window's thread
  public RecompileModel(
      FocusModel focus, SourceTexts sources, Consumer<QuickFix> editor, Executor background, Executor window) {
    this.focus = focus;
    this.sources = sources;
    this.editor = editor;
    this.background = background;
    this.window = window;
  }

  /// Functions that lost most time first.
  public ObservableList<FunctionHistory> functions() {
    return functions;
  }

  public ReadOnlyObjectProperty<@Nullable FunctionHistory> chosen() {
    return chosen.getReadOnlyProperty();
  }

  /// What to do about the chosen function; none where it was compiled once.
  public ObservableList<Advice> advice() {
    return advice;
  }

  /// What recompilation cost the run, in words.
  public ReadOnlyStringProperty summary() {
    return summary.getReadOnlyProperty();
  }

  /// Forgets the last run.
  public void clear() {
    recompilations.clear();
    began = Long.MAX_VALUE;
    applied.clear();
    functions.clear();
    choose(null);
    summary.set("");
  }

  public void accept(EventBatch batch) {
    for (EngineEvent event : batch.events()) {
      recompilations.add(event);
      began = Math.min(began, event.start());
    }
    for (EventBatch.KernelRuns runs : batch.runs()) {
      began = runs.starts().length == 0 ? began : Math.min(began, runs.starts()[0]);
    }
    List<FunctionHistory> now = recompilations.functions();
    if (now.equals(functions)) {
      return;
    }
    FunctionHistory before = chosen.get();
    functions.setAll(now);
    summarise();
    if (before == null) {
      // What was compiled again first; where nothing was, what took longest, so that the panel is not empty.
      functions.stream()
          .max(Comparator.comparingLong(FunctionHistory::lostNanos).thenComparingLong(FunctionHistory::nanos))
          .ifPresent(this::choose);
    } else {
      functions.stream()
          .filter(f -> f.function().equals(before.function()) && f.definition().equals(before.definition()))
          .findFirst()
          .ifPresent(this::choose);
    }
  }

  private void summarise() {
    int repeats = functions.stream().mapToInt(FunctionHistory::repeats).sum();
    long lost = functions.stream().mapToLong(FunctionHistory::lostNanos).sum();
    summary.set(
        repeats == 0
            ? "Nothing was compiled twice."
            : String.format(
                Locale.ROOT,
                "%s %s cost %s.",
                Quantities.count(repeats),
                repeats == 1 ? "recompilation" : "recompilations",
                millis(lost)));
  }

  static String millis(long nanos) {
    double ms = nanos / 1e6;
    return ms >= 10_000
        ? String.format(Locale.ROOT, "%.1f s", ms / 1e3)
        : ms >= 100 ? Quantities.count(Math.round(ms)) + " ms" : String.format(Locale.ROOT, "%.1f ms", ms);
  }

  public void choose(@Nullable FunctionHistory function) {
    FunctionHistory before = chosen.get();
    chosen.set(function);
    boolean same =
        before != null
            && function != null
            && before.misses().size() == function.misses().size()
            && before.function().equals(function.function())
            && before.definition().equals(function.definition());
    if (same) {
      return;
    }
    int asked = ++question;
    if (function == null) {
      advice.clear();
      return;
    }
    CompletableFuture.supplyAsync(() -> new Advisor(sources).advise(function), background)
        .thenAcceptAsync(
            found -> {
              if (asked == question) {
                advice.setAll(found);
              }
            },
            window);
  }

  /// A person looks at a miss: its call becomes the focus of all panels.
  public void look(Miss miss) {
    if (miss.place().isKnown()) {
      focus.set(new Focus.Line(miss.place().frame().file(), miss.place().frame().line()), this);
    }
  }

  /// Seconds from the first thing that the run did until a miss, as the timeline counts.
  double secondsUntil(Miss miss) {
    return (miss.start() - Math.min(began, miss.start())) / 1e9;
  }

  /// Makes the edit of a piece of advice, once.
  public void apply(QuickFix fix) {
    if (applied.add(fix)) {
      editor.accept(fix);
    }
  }

  public boolean isApplied(QuickFix fix) {
    return applied.contains(fix);
  }

  /// A type as people say it: `f32[] weak`.
  static String shown(String type) {
    return type.replace("{weak_type=True}", " weak").replace("{weak_type=False}", "");
  }

  /// Why a call was compiled, in a few words.
  static String reason(Miss miss) {
    return switch (miss.kind()) {
      case NEVER_SEEN -> "first call";
      case REDEFINED -> "new function object";
      case STRUCTURE, TYPES, CONTEXT -> {
        if (miss.differences().isEmpty()) {
          yield "another key";
        }
        var first = miss.differences().getFirst();
        int more = miss.differences().size() - 1;
        yield first.path()
            + ": "
            + shown(first.before())
            + " → "
            + shown(first.now())
            + (more > 0 ? "  and " + more + " more" : "");
      }
    };
  }
}
