package gradwright.app.arrays;

import gradwright.protocol.Arrays.Named;
import gradwright.protocol.Arrays.Statistics;
import gradwright.protocol.EngineSession;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;

/// The names of a finished run that hold arrays, their statistics, and which of them is chosen. Used on the window's thread.
public final class ArrayNames {
  static final int BINS = 64;

  /// Larger arrays are counted only when they are chosen.
  private static final long COUNTED = 4_000_000;

  private final Supplier<@Nullable EngineSession> session;
  private final Executor window;
  private final Consumer<String> failed;
  private final ObservableList<ArrayRow> rows = FXCollections.observableArrayList();
  private final FilteredList<ArrayRow> shown = new FilteredList<>(rows);
  private final StringProperty filter = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<@Nullable ArrayRow> chosen = new ReadOnlyObjectWrapper<>();
  private final Queue<String> uncounted = new ArrayDeque<>();

  /// @param window runs what changes this model, on the window's thread
  /// @param failed is told what went wrong
  ArrayNames(Supplier<@Nullable EngineSession> session, Executor window, Consumer<String> failed) {
    this.session = session;
    this.window = window;
    this.failed = failed;
    filter.addListener((o, before, now) -> applyFilter(now.strip().toLowerCase(Locale.ROOT)));
  }

  private void applyFilter(String wanted) {
    shown.setPredicate(
        wanted.isEmpty() ? null : r -> (r.path() + " " + r.type()).toLowerCase(Locale.ROOT).contains(wanted));
  }

  public ObservableList<ArrayRow> rows() {
    return shown;
  }

  public StringProperty filter() {
    return filter;
  }

  public ReadOnlyObjectProperty<@Nullable ArrayRow> chosen() {
    return chosen.getReadOnlyProperty();
  }

  /// Forgets the last run.
  void clear() {
    uncounted.clear();
    rows.clear();
    choose(null);
  }

  /// Asks for the names of the finished run.
  void refresh() {
    EngineSession engine = session.get();
    if (engine == null) {
      clear();
      return;
    }
    engine.arrays().whenCompleteAsync(this::listed, window);
  }

  private void listed(@Nullable List<Named> names, @Nullable Throwable error) {
    if (names == null) {
      failed.accept(Failures.text(error));
      return;
    }
    ArrayRow before = chosen.get();
    rows.setAll(names.stream().map(n -> new ArrayRow(n, null)).toList());
    uncounted.clear();
    rows.stream().filter(r -> !r.named().deleted() && r.elements() <= COUNTED).forEach(r -> uncounted.add(r.path()));
    // Its elements are new even where the name is the same.
    choose(null);
    if (before != null) {
      rows.stream().filter(before::isSameAs).findFirst().ifPresent(this::choose);
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

  private void counted(String path, @Nullable Statistics statistics) {
    for (int i = 0; i < rows.size(); i++) {
      ArrayRow row = rows.get(i);
      if (statistics != null && row.path().equals(path)) {
        ArrayRow next = new ArrayRow(row.named(), statistics);
        rows.set(i, next);
        if (next.isSameAs(chosen.get())) {
          chosen.set(next);
        }
      }
    }
  }

  public void choose(@Nullable ArrayRow row) {
    if (row != null && row.isSameAs(chosen.get())) {
      return;
    }
    chosen.set(row);
    EngineSession engine = session.get();
    if (row != null && row.statistics() == null && engine != null && !row.named().deleted()) {
      engine.statistics(row.path(), BINS).whenCompleteAsync((s, error) -> counted(row.path(), s), window);
    }
  }
}
