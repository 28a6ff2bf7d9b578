package gradwright.app.jaxpr;

import gradwright.profiler.focus.Focus;
import gradwright.profiler.focus.FocusModel;
import gradwright.protocol.EngineSession;
import gradwright.protocol.EventBatch;
import gradwright.protocol.Place;
import gradwright.protocol.Program;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The functions traced in a run, the chosen one, and two of its stages side by side. Used on the window's thread; programs are
/// fetched and laid out on others.
public final class JaxprModel {
  private final FocusModel focus;
  private final TracedFunctions functions = new TracedFunctions();
  private final FetchedPrograms programs;
  private final ReadOnlyObjectWrapper<@Nullable TracedFunction> chosen = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Content> content = new ReadOnlyObjectWrapper<>(new Content.Nothing());
  private final StageModel left;
  private final StageModel right;
  private @Nullable Integer wanted;
  private String changes = "";
  private String lastChosen = "";
  private boolean sideBySide = true;

  /// What is known of the chosen function.
  public sealed interface Content {
    /// No function is chosen.
    record Nothing() implements Content {}

    record Loading(String function) implements Content {}

    record Failed(String message) implements Content {}

    record Shown(ProgramStages stages) implements Content {}
  }

  /// @param window runs what changes this model, on the window's thread
  public JaxprModel(Supplier<@Nullable EngineSession> session, FocusModel focus, Executor window) {
    this.focus = focus;
    programs = new FetchedPrograms(session, window);
    this.left = new StageModel(focus);
    this.right = new StageModel(focus);
    focus.setPlaces(this::placeOf);
    focus.listen(this::focused);
  }

  public ObservableList<TracedFunction> functions() {
    return functions.shown();
  }

  public StringProperty filter() {
    return functions.filter();
  }

  public ReadOnlyObjectProperty<@Nullable TracedFunction> chosen() {
    return chosen.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Content> content() {
    return content.getReadOnlyProperty();
  }

  public StageModel left() {
    return left;
  }

  public StageModel right() {
    return right;
  }

  public FocusModel focus() {
    return focus;
  }

  /// Forgets the last run.
  public void clear() {
    functions.clear();
    programs.clear();
    wanted = null;
    TracedFunction last = chosen.get();
    lastChosen = last == null ? lastChosen : last.function();
    chosen.set(null);
    setContent(new Content.Nothing());
  }

  /// Takes what the engine did.
  public void accept(EventBatch batch) {
    functions.accept(batch);
  }

  /// Shows a function, or nothing.
  public void choose(@Nullable TracedFunction function) {
    TracedFunction before = chosen.get();
    if (function != null && before != null && before.program() == function.program()) {
      return;
    }
    chosen.set(function);
    if (function == null) {
      wanted = null;
      setContent(new Content.Nothing());
    } else {
      load(function.program(), function.function());
    }
  }

  /// Shows the function that a person most likely wants to see, where none is chosen: the one chosen in the last run, or else the
  /// one that was called most.
  public void suggest() {
    if (chosen.get() == null) {
      choose(functions.likeliest(lastChosen));
    }
  }

  /// Shows a program by its number; nothing happens where the run did not trace it.
  public void choose(int program) {
    TracedFunction traced = functions.of(program);
    if (traced != null) {
      choose(traced);
    }
  }

  private void load(int program, String function) {
    wanted = program;
    ProgramStages known = programs.known(program);
    if (known != null) {
      setContent(new Content.Shown(known));
      return;
    }
    setContent(new Content.Loading(function));
    boolean asked =
        programs.fetch(
            program,
            (loaded, error) -> {
              if (wanted != null && wanted == program) {
                setContent(loaded != null ? new Content.Shown(loaded) : new Content.Failed(message(error)));
              }
            });
    if (!asked) {
      setContent(new Content.Failed("The engine is not running. Run the script again to see its programs."));
    }
  }

  /// The text of an equation in short; null while its program is not known, which is asked for.
  public @Nullable String equationText(int program, int equation) {
    ProgramStages known = programs.known(program);
    if (known != null) {
      return known.texts().get(equation);
    }
    if (functions.of(program) != null) {
      programs.describe(program);
    }
    return null;
  }

  /// Told when a program came for [#equationText].
  public void onProgramsArrived(Runnable listener) {
    programs.onArrived(listener);
  }

  private static String message(@Nullable Throwable error) {
    Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    String text = cause == null ? null : cause.getMessage();
    return text == null ? "The engine gave no answer." : text;
  }

  private void setContent(Content next) {
    content.set(next);
    if (next instanceof Content.Shown(ProgramStages stages)) {
      List<StageDocument> documents = stages.documents();
      left.show(stages, index(documents, left.stageName(), 0));
      right.show(stages, index(documents, right.stageName(), lastJaxpr(documents)));
      compare();
      left.focusChanged(focus.focus(), this);
      right.focusChanged(focus.focus(), this);
    } else {
      left.clear();
      right.clear();
    }
  }

  /// Shows another stage on one side.
  public void chooseStage(StageModel side, int stage) {
    if (content.get() instanceof Content.Shown(ProgramStages stages)
        && stage >= 0
        && stage < stages.documents().size()) {
      side.show(stages, stage);
      compare();
      side.focusChanged(focus.focus(), this);
    }
  }

  /// Says whether both sides are seen. What differs is marked only then.
  public void setSideBySide(boolean both) {
    if (both != sideBySide) {
      sideBySide = both;
      compare();
    }
  }

  private void compare() {
    StageDocument a = left.document().get();
    StageDocument b = right.document().get();
    changes = "";
    if (!sideBySide) {
      left.mark(i -> StageDiff.Mark.SAME);
      right.mark(i -> StageDiff.Mark.SAME);
    } else if (a != null && b != null) {
      StageDiff diff = StageDiff.of(a, b);
      changes = diff.differences() == 0 ? "" : diff.differences() + " lines differ";
      left.mark(diff::left);
      right.mark(diff::right);
    }
  }

  /// How far the two sides differ, in words; empty where they are the same or not alike.
  public String changes() {
    return changes;
  }

  private static int lastJaxpr(List<StageDocument> documents) {
    for (int i = documents.size() - 1; i > 0; i--) {
      if (documents.get(i).stage() instanceof Program.JaxprStage) {
        return i;
      }
    }
    return documents.size() > 1 ? 1 : 0;
  }

  private static int index(List<StageDocument> documents, @Nullable String name, int otherwise) {
    for (int i = 0; i < documents.size(); i++) {
      if (documents.get(i).stage().name().equals(name)) {
        return i;
      }
    }
    return documents.isEmpty() ? -1 : otherwise;
  }

  /// Where an equation or kernel was written, as far as the run and its fetched programs tell.
  private Place placeOf(Focus of) {
    return switch (of) {
      case Focus.OfEquation(int program, int equation) when programs.known(program) instanceof ProgramStages stages ->
          stages.places().getOrDefault(equation, Place.UNKNOWN);
      case Focus.OfKernel(int program, int kernel) -> functions.placeOfKernel(program, kernel);
      default -> Place.UNKNOWN;
    };
  }

  private void focused(Focus next, Object origin) {
    switch (next) {
      case Focus.OfEquation e -> choose(e.program());
      case Focus.OfKernel k -> choose(k.program());
      case Focus.Line l -> {}
      case Focus.None n -> {}
    }
    left.focusChanged(next, origin);
    right.focusChanged(next, origin);
  }
}
