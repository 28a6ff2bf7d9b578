package gradwright.app.arrays;

import gradwright.protocol.Arrays;
import gradwright.protocol.Arrays.Named;
import gradwright.protocol.Arrays.Slice;
import gradwright.protocol.Arrays.Window;
import gradwright.protocol.EngineSession;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;

/// The arrays of a finished run, the chosen one, its statistics, and a slice of it in one of several views. Used on the
/// window's thread.
public final class ArraysModel {
  static final int BINS = 64;

  /// Larger arrays are counted only when they are chosen.
  private static final long COUNTED = 4_000_000;

  private static final int PICTURE = 256 * 1024;

  private final Supplier<@Nullable EngineSession> session;
  private final Executor background;
  private final Executor window;
  private final ObservableList<Row> rows = FXCollections.observableArrayList();
  private final FilteredList<Row> shown = new FilteredList<>(rows);
  private final StringProperty filter = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<@Nullable Row> chosen = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable Slicing> slicing = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<ViewKind> kind = new ReadOnlyObjectWrapper<>(ViewKind.TABLE);
  private final ReadOnlyObjectWrapper<Picture> picture = new ReadOnlyObjectWrapper<>(new Picture.None());
  private final ReadOnlyObjectWrapper<@Nullable CellTiles> cells = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<long @Nullable []> revealed = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
  private final Map<String, Slicing> lastSlicing = new HashMap<>();
  private final Queue<String> uncounted = new ArrayDeque<>();
  private Runnable cellsArrived = () -> {};
  private int question;
  private int search;

  /// An array of the list; statistics come later, or not where they fail.
  public record Row(Named named, Arrays.@Nullable Statistics statistics) {
    public String type() {
      return ElementText.type(named.dtype(), named.shape());
    }

    public long elements() {
      long n = 1;
      for (long s : named.shape()) {
        n *= s;
      }
      return n;
    }
  }

  /// How a slice is shown.
  public enum ViewKind {
    TABLE,
    LINE,
    HEAT,
    IMAGE,
    HISTOGRAM
  }

  /// What a view draws.
  public sealed interface Picture {
    record None() implements Picture {}

    record Loading() implements Picture {}

    record Failed(String text) implements Picture {}

    record Ready(Slice slice, Slicing slicing, String dtype) implements Picture {}
  }

  /// @param background runs searches
  /// @param window runs what changes this model, on the window's thread
  public ArraysModel(Supplier<@Nullable EngineSession> session, Executor background, Executor window) {
    this.session = session;
    this.background = background;
    this.window = window;
    filter.addListener((o, before, now) -> applyFilter(now.strip().toLowerCase(Locale.ROOT)));
  }

  private void applyFilter(String wanted) {
    shown.setPredicate(
        wanted.isEmpty() ? null : r -> (r.named().path() + " " + r.type()).toLowerCase(Locale.ROOT).contains(wanted));
  }

  public ObservableList<Row> rows() {
    return shown;
  }

  public StringProperty filter() {
    return filter;
  }

  public ReadOnlyObjectProperty<@Nullable Row> chosen() {
    return chosen.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<@Nullable Slicing> slicing() {
    return slicing.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<ViewKind> kind() {
    return kind.getReadOnlyProperty();
  }

  /// What the views other than the table draw.
  public ReadOnlyObjectProperty<Picture> picture() {
    return picture.getReadOnlyProperty();
  }

  /// What the table shows; null for the other views.
  public ReadOnlyObjectProperty<@Nullable CellTiles> cells() {
    return cells.getReadOnlyProperty();
  }

  /// The row and column of the table that is to be brought into view.
  public ReadOnlyObjectProperty<long @Nullable []> revealed() {
    return revealed.getReadOnlyProperty();
  }

  /// What a search found, or what went wrong.
  public ReadOnlyStringProperty message() {
    return message.getReadOnlyProperty();
  }

  /// Told when elements of the table came.
  public void onCellsArrived(Runnable listener) {
    cellsArrived = listener;
  }

  /// Forgets the last run.
  public void clear() {
    question++;
    search++;
    uncounted.clear();
    rows.clear();
    lastSlicing.clear();
    choose(null);
    message.set("");
  }

  /// Asks for the names of the finished run.
  public void refresh() {
    EngineSession engine = session.get();
    if (engine == null) {
      clear();
      return;
    }
    engine.arrays().whenCompleteAsync(this::listed, window);
  }

  private void listed(@Nullable List<Named> names, @Nullable Throwable error) {
    if (names == null) {
      message.set(Failures.text(error));
      return;
    }
    Row before = chosen.get();
    rows.setAll(names.stream().map(n -> new Row(n, null)).toList());
    uncounted.clear();
    rows.stream()
        .filter(r -> !r.named().deleted() && r.elements() <= COUNTED)
        .forEach(r -> uncounted.add(r.named().path()));
    chosen.set(null);
    if (before != null) {
      rows.stream()
          .filter(r -> r.named().path().equals(before.named().path()))
          .findFirst()
          .ifPresentOrElse(this::choose, () -> choose(null));
    } else {
      // Something to look at at once.
      rows.stream().filter(r -> !r.named().deleted()).findFirst().ifPresent(this::choose);
    }
    countNext();
  }

  /// Statistics are asked for one array after another, so that a person's own questions are answered in between.
  private void countNext() {
    String path = uncounted.poll();
    EngineSession engine = session.get();
    if (path != null && engine != null) {
      engine
          .statistics(path, BINS)
          .whenCompleteAsync(
              (s, error) -> {
                counted(path, s);
                countNext();
              },
              window);
    }
  }

  private void counted(String path, Arrays.@Nullable Statistics statistics) {
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      if (statistics != null && row.named().path().equals(path)) {
        Row next = new Row(row.named(), statistics);
        rows.set(i, next);
        Row now = chosen.get();
        if (now != null && now.named().path().equals(path)) {
          chosen.set(next);
        }
      }
    }
  }

  public void choose(@Nullable Row row) {
    Row before = chosen.get();
    if (row != null && before != null && row.named().path().equals(before.named().path())) {
      return;
    }
    chosen.set(row);
    message.set("");
    search++;
    if (row == null) {
      slicing.set(null);
      cells.set(null);
      picture.set(new Picture.None());
      return;
    }
    EngineSession engine = session.get();
    if (row.statistics() == null && engine != null && !row.named().deleted()) {
      String path = row.named().path();
      engine.statistics(path, BINS).whenCompleteAsync((s, error) -> counted(path, s), window);
    }
    long[] shape = row.named().shape();
    Slicing last = lastSlicing.get(row.named().path());
    boolean fits = last != null && java.util.Arrays.equals(last.shape(), shape);
    show(fits && last != null ? last : Slicing.of(shape, 2));
  }

  public void show(ViewKind next) {
    kind.set(next);
    Slicing now = slicing.get();
    if (now != null) {
      show(now);
    }
  }

  /// Looks at another slice; where the view cannot show so many axes, the first become indices.
  public void show(Slicing wanted) {
    Row row = chosen.get();
    EngineSession engine = session.get();
    if (row == null) {
      return;
    }
    Slicing next = fitting(wanted);
    slicing.set(next);
    lastSlicing.put(row.named().path(), next);
    int asked = ++question;
    cells.set(null);
    Named named = row.named();
    if (engine == null || named.deleted()) {
      picture.set(
          new Picture.Failed(engine == null ? "The engine is not running." : "This array was deleted or donated."));
      return;
    }
    if (kind.get() == ViewKind.TABLE) {
      picture.set(new Picture.None());
      cells.set(new CellTiles(engine, named.path(), named.dtype(), next, window, () -> cellsArrived.run()));
    } else if (kind.get() == ViewKind.HISTOGRAM) {
      picture.set(new Picture.None());
    } else if (next.size() == 0) {
      picture.set(new Picture.Failed("The slice is empty."));
    } else {
      picture.set(new Picture.Loading());
      boolean average = kind.get() == ViewKind.HEAT || kind.get() == ViewKind.IMAGE;
      int limit = kind.get() == ViewKind.LINE ? 8192 : PICTURE;
      engine
          .slice(named.path(), new Window(next.ranges(), limit, average))
          .whenCompleteAsync(
              (slice, error) -> {
                if (asked == question) {
                  picture.set(
                      slice == null
                          ? new Picture.Failed(Failures.text(error))
                          : new Picture.Ready(slice, next, named.dtype()));
                }
              },
              window);
    }
  }

  /// A slicing that fits the view and keeps the range of one axis: others become indices first.
  Slicing keeping(Slicing wanted, int axis) {
    Slicing fitted = fitting(wanted);
    if (!fitted.parts().get(axis).isIndex()) {
      return fitted;
    }
    for (int other : wanted.axes()) {
      if (other != axis) {
        Slicing next =
            wanted.with(
                other,
                Slicing.Part.index(
                    Math.max(0, Math.min(wanted.parts().get(other).range().start(), wanted.shape()[other] - 1))));
        return keeping(next, axis);
      }
    }
    return fitted;
  }

  private Slicing fitting(Slicing s) {
    int rank = s.shape().length;
    boolean colours = rank >= 3 && (s.shape()[rank - 1] == 3 || s.shape()[rank - 1] == 4);
    return switch (kind.get()) {
      case TABLE, HISTOGRAM -> s.withAxes(0, 2);
      case LINE -> s.withAxes(1, 1);
      case HEAT -> s.withAxes(2, 2);
      case IMAGE -> colours ? s.withAxes(3, 3) : s.withAxes(2, 2);
    };
  }

  /// Shows the first NaN of the chosen array in the table.
  public void goToFirstNan() {
    Row row = chosen.get();
    EngineSession engine = session.get();
    if (row == null || engine == null) {
      return;
    }
    int asked = ++search;
    message.set("Looking for the first NaN …");
    Named named = row.named();
    CompletableFuture.supplyAsync(
            () -> new Found(new NanSearch(engine, named.path(), named.shape(), () -> asked != search).find()),
            background)
        .whenCompleteAsync(
            (found, error) -> {
              if (asked == search) {
                found(named, found, error);
              }
            },
            window);
  }

  private record Found(long @Nullable [] index) {}

  private void found(Named named, @Nullable Found found, @Nullable Throwable error) {
    if (found == null) {
      message.set(Failures.text(error));
    } else if (found.index() == null) {
      message.set(named.path() + " has no NaN.");
    } else {
      reveal(found.index());
      message.set("First NaN at " + java.util.Arrays.toString(found.index()) + ".");
    }
  }

  /// Shows an element in the table.
  public void reveal(long[] index) {
    Row row = chosen.get();
    if (row == null) {
      return;
    }
    long[] shape = row.named().shape();
    Slicing s = Slicing.of(shape, 2);
    for (int axis = 0; axis < shape.length - 2; axis++) {
      s = s.with(axis, Slicing.Part.index(index[axis]));
    }
    kind.set(ViewKind.TABLE);
    show(s);
    int n = shape.length;
    revealed.set(null);
    revealed.set(
        n == 0 ? new long[] {0, 0} : n == 1 ? new long[] {index[0], 0} : new long[] {index[n - 2], index[n - 1]});
  }
}
