package gradwright.app.jaxpr;

import gradwright.profiler.focus.Focus;
import gradwright.profiler.focus.FocusModel;
import gradwright.protocol.Place;
import gradwright.protocol.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// One stage as lines: which are folded, marked as changed, and highlighted by the focus.
public final class StageModel {
  private final FocusModel focus;
  private final ReadOnlyObjectWrapper<@Nullable StageDocument> document = new ReadOnlyObjectWrapper<>();
  private final ObservableList<CodeLine> visible = FXCollections.observableArrayList();
  private final Set<Integer> collapsed = new HashSet<>();
  private final ReadOnlyIntegerWrapper stage = new ReadOnlyIntegerWrapper(-1);
  private final ReadOnlyIntegerWrapper looks = new ReadOnlyIntegerWrapper();
  private final ReadOnlyIntegerWrapper revealed = new ReadOnlyIntegerWrapper(-1);
  private Predicate<CodeLine> highlight = l -> false;
  private IntFunction<StageDiff.Mark> marks = i -> StageDiff.Mark.SAME;
  private @Nullable ProgramStages program;
  private @Nullable String name;

  StageModel(FocusModel focus) {
    this.focus = focus;
  }

  public ReadOnlyObjectProperty<@Nullable StageDocument> document() {
    return document.getReadOnlyProperty();
  }

  /// The lines that are not hidden by folds.
  public ObservableList<CodeLine> visible() {
    return visible;
  }

  /// The index of the stage, or -1.
  public ReadOnlyIntegerProperty stage() {
    return stage.getReadOnlyProperty();
  }

  /// Changes whenever marks, highlights or folds do.
  public ReadOnlyIntegerProperty looks() {
    return looks.getReadOnlyProperty();
  }

  /// The line that was last brought into view by a focus from elsewhere, or -1.
  public ReadOnlyIntegerProperty revealed() {
    return revealed.getReadOnlyProperty();
  }

  /// The program whose stage this is, or null.
  public @Nullable ProgramStages stages() {
    return program;
  }

  public boolean isHighlighted(CodeLine line) {
    return highlight.test(line);
  }

  public boolean isCollapsed(CodeLine line) {
    return collapsed.contains(line.number());
  }

  public StageDiff.Mark mark(CodeLine line) {
    StageDocument d = document.get();
    // Cells kept in reserve may hold lines of an earlier stage.
    return d == null || line.number() >= d.lines().size() ? StageDiff.Mark.SAME : marks.apply(line.number());
  }

  /// Whether the stage is a text, whose lines belong to kernels.
  boolean isText() {
    return document.get() != null && document.get().stage() instanceof Program.TextStage;
  }

  @Nullable String stageName() {
    return name;
  }

  void show(ProgramStages next, int index) {
    show(next, index, index < 0 ? null : next.documents().get(index));
  }

  private void show(ProgramStages of, int index, @Nullable StageDocument next) {
    collapsed.clear();
    program = of;
    name = next == null ? null : next.stage().name();
    marks = i -> StageDiff.Mark.SAME;
    stage.set(index);
    document.set(next);
    refold();
  }

  /// Shows nothing, but remembers which stage was wanted.
  void clear() {
    collapsed.clear();
    stage.set(-1);
    document.set(null);
    visible.clear();
    revealed.set(-1);
  }

  void mark(IntFunction<StageDiff.Mark> next) {
    marks = next;
    looks.set(looks.get() + 1);
  }

  /// Collapses or expands a line that can.
  public void toggle(CodeLine line) {
    if (line.isFoldable() && !collapsed.remove(line.number())) {
      collapsed.add(line.number());
    }
    refold();
  }

  /// Collapses all inner jaxprs, or expands everything.
  public void collapseAll(boolean all) {
    collapsed.clear();
    StageDocument d = document.get();
    if (all && d != null) {
      d.lines().stream().filter(l -> l.isFoldable() && l.number() > 0).forEach(l -> collapsed.add(l.number()));
    }
    refold();
  }

  private void refold() {
    List<CodeLine> lines = new ArrayList<>();
    StageDocument d = document.get();
    if (d != null) {
      for (int i = 0; i < d.lines().size(); ) {
        CodeLine line = d.lines().get(i);
        lines.add(line);
        i = collapsed.contains(i) ? line.foldEnd() : i + 1;
      }
    }
    visible.setAll(lines);
    looks.set(looks.get() + 1);
  }

  /// A person selected a line: its equation or kernel becomes the focus of all panels.
  public void select(@Nullable CodeLine line) {
    if (line == null || program == null) {
      return;
    }
    int id = program.program().id();
    if (line.equation() != null) {
      focus.set(new Focus.OfEquation(id, line.equation().id()), this);
    } else if (!line.kernels().isEmpty()) {
      focus.set(new Focus.OfKernel(id, line.kernels().getFirst()), this);
    }
  }

  void focusChanged(Focus next, Object origin) {
    highlight = highlightOf(next);
    looks.set(looks.get() + 1);
    StageDocument d = document.get();
    if (d != null && origin != this) {
      d.lines().stream().filter(highlight).findFirst().ifPresent(this::reveal);
    }
  }

  private Predicate<CodeLine> highlightOf(Focus next) {
    ProgramStages of = program;
    int id = of == null ? -1 : of.program().id();
    return switch (next) {
      case Focus.OfEquation e when of != null && e.program() == id -> {
        Set<Integer> kernels = new HashSet<>(of.kernelsOf(e.equation()));
        yield l ->
            l.equation() != null ? l.equation().id() == e.equation() : l.kernels().stream().anyMatch(kernels::contains);
      }
      case Focus.OfKernel k when of != null && k.program() == id ->
          l -> (l.equation() == null ? l.kernels() : of.kernelsOf(l.equation().id())).contains(k.kernel());
      case Focus.Line line -> {
        Set<Integer> kernels = of == null || !isText() ? Set.of() : kernelsAt(of, line);
        yield l -> isAt(l.place(), line) || (l.equation() == null && l.kernels().stream().anyMatch(kernels::contains));
      }
      default -> l -> false;
    };
  }

  /// The kernels that compute what a line of the source says.
  private static Set<Integer> kernelsAt(ProgramStages of, Focus.Line line) {
    Set<Integer> kernels = new HashSet<>();
    for (StageDocument d : of.documents()) {
      for (CodeLine l : d.lines()) {
        if (l.equation() != null && isAt(l.place(), line)) {
          kernels.addAll(of.kernelsOf(l.equation().id()));
        }
      }
    }
    return kernels;
  }

  private static boolean isAt(Place place, Focus.Line line) {
    for (Place.Frame f : place.frames()) {
      if (f.line() <= line.line() && line.line() <= Math.max(f.line(), f.endLine()) && f.file().equals(line.file())) {
        return true;
      }
    }
    return false;
  }

  private void reveal(CodeLine line) {
    boolean hidden = false;
    StageDocument d = document.get();
    if (d == null) {
      return;
    }
    for (int i : List.copyOf(collapsed)) {
      if (i < line.number() && line.number() < d.lines().get(i).foldEnd()) {
        collapsed.remove(i);
        hidden = true;
      }
    }
    if (hidden) {
      refold();
    }
    revealed.set(-1);
    revealed.set(line.number());
  }

  /// The position among the visible lines, or -1.
  public int row(int line) {
    int low = 0;
    int high = visible.size() - 1;
    while (low <= high) {
      int mid = (low + high) >>> 1;
      int n = visible.get(mid).number();
      if (n == line) {
        return mid;
      }
      if (n < line) {
        low = mid + 1;
      } else {
        high = mid - 1;
      }
    }
    return -1;
  }

  /// Brings the next line after `from` (exclusive, going around) that contains a text into view; its number, or -1.
  public int find(String text, int from, boolean forward) {
    StageDocument d = document.get();
    String wanted = text.toLowerCase(Locale.ROOT);
    if (d == null || wanted.isEmpty()) {
      return -1;
    }
    int n = d.lines().size();
    for (int k = 1; k <= n; k++) {
      CodeLine line = d.lines().get(Math.floorMod(from + (forward ? k : -k), n));
      if (line.text().toLowerCase(Locale.ROOT).contains(wanted)) {
        reveal(line);
        return line.number();
      }
    }
    return -1;
  }
}
