package gradwright.app.graphview;

import gradwright.app.jaxpr.JaxprModel;
import gradwright.app.jaxpr.ProgramStages;
import gradwright.app.jaxpr.StageDocument;
import gradwright.profiler.focus.Focus;
import gradwright.profiler.focus.FocusModel;
import gradwright.protocol.Place;
import gradwright.protocol.Program;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// The graph of the stage that the left side of the jaxpr panel shows (of the first stage, where that is a text). Used on the
/// window's thread; layouts are made on others, and a newer one cancels the last.
public final class GraphModel {
  private final JaxprModel programs;
  private final FocusModel focus;
  private final Executor background;
  private final Executor window;
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Nothing());
  private final ReadOnlyIntegerWrapper selected = new ReadOnlyIntegerWrapper(-1);
  private final ReadOnlyIntegerWrapper looks = new ReadOnlyIntegerWrapper();
  private final Set<Integer> expanded = new HashSet<>();
  private @Nullable ProgramStages shown;
  private Program.@Nullable Jaxpr jaxpr;
  private AtomicBoolean running = new AtomicBoolean();
  private Focus focused = new Focus.None();
  private boolean wanted;

  /// What there is to draw. Package-private types: the view's business.
  sealed interface State {
    record Nothing() implements State {}

    /// `last` is drawn meanwhile where it is the same program.
    record Busy(int equations) implements State {}

    record Ready(PlacedGraph graph, String title, boolean fit) implements State {}

    record Failed(String message) implements State {}
  }

  /// @param background makes layouts
  /// @param window runs what changes this model, on the window's thread
  public GraphModel(JaxprModel programs, FocusModel focus, Executor background, Executor window) {
    this.programs = programs;
    this.focus = focus;
    this.background = background;
    this.window = window;
    programs.left().document().addListener((o, before, now) -> chosen());
    focus.listen(this::focusChanged);
  }

  ReadOnlyObjectProperty<State> state() {
    return state.getReadOnlyProperty();
  }

  /// The selected box, or -1.
  ReadOnlyIntegerProperty selected() {
    return selected.getReadOnlyProperty();
  }

  /// Changes whenever highlights do.
  ReadOnlyIntegerProperty looks() {
    return looks.getReadOnlyProperty();
  }

  /// Layouts are made only while somebody looks.
  void show(boolean visible) {
    wanted = visible;
    chosen();
  }

  private void chosen() {
    if (!wanted) {
      return;
    }
    ProgramStages stages = programs.left().document().get() == null ? null : programs.left().stages();
    if (stages == null) {
      cancel();
      shown = null;
      jaxpr = null;
      state.set(new State.Nothing());
      return;
    }
    Program.Jaxpr next = jaxprOf(stages, programs.left().stage().get());
    if (next == null) {
      state.set(new State.Failed("This program has no jaxpr."));
    } else if (next != jaxpr) {
      if (shown == null || shown.program().id() != stages.program().id()) {
        expanded.clear();
      }
      shown = stages;
      jaxpr = next;
      selected.set(-1);
      layOut(true);
    }
  }

  private static Program.@Nullable Jaxpr jaxprOf(ProgramStages stages, int stage) {
    List<StageDocument> all = stages.documents();
    if (stage >= 0 && all.get(stage).stage() instanceof Program.JaxprStage s) {
      return s.jaxpr();
    }
    return all.stream()
        .map(StageDocument::stage)
        .filter(Program.JaxprStage.class::isInstance)
        .map(s -> ((Program.JaxprStage) s).jaxpr())
        .findFirst()
        .orElse(null);
  }

  private void cancel() {
    running.set(true);
  }

  private void layOut(boolean fit) {
    Program.Jaxpr j = jaxpr;
    ProgramStages stages = shown;
    if (j == null || stages == null) {
      return;
    }
    cancel();
    AtomicBoolean cancelled = new AtomicBoolean();
    running = cancelled;
    Set<Integer> open = Set.copyOf(expanded);
    String title = stages.program().function();
    if (fit) {
      state.set(new State.Busy(j.equations().size()));
    }
    CompletableFuture.supplyAsync(() -> GraphLayout.of(j, open, cancelled::get), background)
        .whenCompleteAsync(
            (placed, error) -> {
              if (cancelled.get()) {
                return;
              }
              if (placed != null) {
                int equation = selectedEquation();
                state.set(new State.Ready(placed, title, fit));
                selected.set(equation < 0 ? -1 : boxOf(placed, equation));
                focusChanged(focus.focus(), this);
              } else if (!(error.getCause() instanceof CancellationException)) {
                state.set(new State.Failed("The graph could not be laid out: " + error.getMessage()));
              }
            },
            window);
  }

  @Nullable PlacedGraph graph() {
    return state.get() instanceof State.Ready r ? r.graph() : null;
  }

  private int selectedEquation() {
    PlacedGraph g = graph();
    int i = selected.get();
    Program.Equation e = g == null || i < 0 ? null : g.boxes().get(i).node().equation();
    return e == null ? -1 : e.id();
  }

  private static int boxOf(PlacedGraph graph, int equation) {
    for (PlacedGraph.Box b : graph.boxes()) {
      if (b.node().equation() != null && b.node().equation().id() == equation) {
        return b.index();
      }
    }
    return -1;
  }

  /// Selects a box, or nothing: its equation becomes the focus of all panels.
  void select(int box) {
    PlacedGraph g = graph();
    selected.set(box);
    if (g != null && box >= 0 && shown != null && g.boxes().get(box).node().equation() instanceof Program.Equation e) {
      focus.set(new Focus.OfEquation(shown.program().id(), e.id()), this);
    }
  }

  /// Shows or hides the inner jaxprs of a box.
  void toggle(int box) {
    PlacedGraph g = graph();
    if (g != null && box >= 0 && !g.boxes().get(box).node().inner().isEmpty()) {
      Program.Equation e = g.boxes().get(box).node().equation();
      if (e != null && !expanded.remove(e.id())) {
        expanded.add(e.id());
      }
      layOut(false);
    }
  }

  /// Shows all inner jaxprs, or none.
  void expandAll(boolean all) {
    expanded.clear();
    if (all && jaxpr != null) {
      collect(jaxpr, expanded);
    }
    layOut(true);
  }

  private static void collect(Program.Jaxpr jaxpr, Set<Integer> into) {
    for (Program.Equation e : jaxpr.equations()) {
      for (Program.Parameter p : e.parameters()) {
        if (!p.jaxprs().isEmpty() && into.size() < 200) {
          into.add(e.id());
          p.jaxprs().forEach(j -> collect(j, into));
        }
      }
    }
  }

  boolean isHighlighted(PlacedGraph.Box box) {
    Program.Equation e = box.node().equation();
    if (e == null || shown == null) {
      return false;
    }
    return switch (focused) {
      case Focus.OfEquation f -> f.program() == shown.program().id() && f.equation() == e.id();
      case Focus.OfKernel k -> k.program() == shown.program().id() && shown.kernelsOf(e.id()).contains(k.kernel());
      case Focus.Line line ->
          e.place().isKnown()
              && e.place().frame().line() == line.line()
              && e.place().frame().file().equals(line.file());
      case Focus.None n -> false;
    };
  }

  private void focusChanged(Focus next, Object origin) {
    focused = next;
    PlacedGraph g = graph();
    if (g != null
        && origin != this
        && shown != null
        && next instanceof Focus.OfEquation e
        && e.program() == shown.program().id()) {
      selected.set(boxOf(g, e.equation()));
    }
    looks.set(looks.get() + 1);
  }

  /// The next box after the selected one whose title or detail contains a text, or -1.
  int find(String text, boolean forward) {
    PlacedGraph g = graph();
    return g == null ? -1 : new GraphWalk(g).find(text, selected.get(), forward);
  }

  /// The box that a key leads to from another; -1 where there is none at all.
  int neighbour(int box, GraphWalk.Direction direction) {
    PlacedGraph g = graph();
    return g == null ? -1 : new GraphWalk(g).neighbour(box, direction);
  }

  /// Where the equation of a box was written.
  Place place(int box) {
    PlacedGraph g = graph();
    Program.Equation e = g == null || box < 0 ? null : g.boxes().get(box).node().equation();
    return e == null ? Place.UNKNOWN : e.place();
  }
}
