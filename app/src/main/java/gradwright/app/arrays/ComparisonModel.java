package gradwright.app.arrays;

import gradwright.protocol.Arrays.Comparison;
import gradwright.protocol.Arrays.Slice;
import gradwright.protocol.Arrays.Window;
import gradwright.protocol.EngineSession;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The chosen array beside another one of its shape: how much they differ, where, and the difference itself as a picture of the
/// slice that is looked at. The engine compares; only slices come here. Used on the window's thread.
public final class ComparisonModel {
  private static final int PICTURE = 256 * 1024;

  private final ArraysModel arrays;
  private final Supplier<@Nullable EngineSession> session;
  private final Executor window;
  private final ObservableList<ArrayRow> candidates = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<@Nullable ArrayRow> other = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.None());
  private final ReadOnlyObjectWrapper<Picture> picture = new ReadOnlyObjectWrapper<>(new Picture.None());
  private final ReadOnlyBooleanWrapper shown = new ReadOnlyBooleanWrapper();
  private int question;
  private int view;

  /// What is known of the difference.
  public sealed interface State {
    record None() implements State {}

    record Loading() implements State {}

    record Failed(String text) implements State {}

    record Ready(Comparison comparison) implements State {}
  }

  /// @param window runs what changes this model, on the window's thread
  public ComparisonModel(ArraysModel arrays, Supplier<@Nullable EngineSession> session, Executor window) {
    this.arrays = arrays;
    this.session = session;
    this.window = window;
    arrays.names().rows().addListener((Observable o) -> findCandidates());
    arrays.names().chosen().addListener((o, before, now) -> chosen(before, now));
    arrays.slice().slicing().addListener((o, before, now) -> look());
  }

  private void chosen(@Nullable ArrayRow before, @Nullable ArrayRow now) {
    findCandidates();
    boolean same = before != null && now != null && before.path().equals(now.path());
    if (!same) {
      compareWith(null);
    }
  }

  private void findCandidates() {
    ArrayRow chosen = arrays.names().chosen().get();
    List<ArrayRow> fitting =
        chosen == null
            ? List.of()
            : arrays.names().rows().stream()
                .filter(r -> !r.path().equals(chosen.path()))
                .filter(r -> !r.named().deleted())
                .filter(r -> java.util.Arrays.equals(r.named().shape(), chosen.named().shape()))
                .toList();
    if (!fitting.stream().map(r -> r.path()).toList().equals(paths(candidates))) {
      candidates.setAll(fitting);
    }
  }

  private static List<String> paths(List<ArrayRow> rows) {
    return rows.stream().map(r -> r.path()).toList();
  }

  /// The arrays that the chosen one can be compared with: those of its shape.
  public ObservableList<ArrayRow> candidates() {
    return candidates;
  }

  /// What the chosen array is compared with, or null.
  public ReadOnlyObjectProperty<@Nullable ArrayRow> other() {
    return other.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<State> state() {
    return state.getReadOnlyProperty();
  }

  /// The chosen array's slice minus the other's.
  public ReadOnlyObjectProperty<Picture> picture() {
    return picture.getReadOnlyProperty();
  }

  /// Whether the difference is shown in the place of the array.
  public ReadOnlyBooleanProperty shown() {
    return shown.getReadOnlyProperty();
  }

  public void compareWith(@Nullable ArrayRow row) {
    ArrayRow chosen = arrays.names().chosen().get();
    EngineSession engine = session.get();
    int asked = ++question;
    other.set(row);
    shown.set(row != null);
    if (row == null || chosen == null) {
      state.set(new State.None());
      picture.set(new Picture.None());
      return;
    }
    if (engine == null) {
      state.set(new State.Failed("The engine is not running."));
      return;
    }
    state.set(new State.Loading());
    engine
        .compare(chosen.path(), row.path())
        .whenCompleteAsync(
            (found, error) -> {
              if (asked == question) {
                state.set(found == null ? new State.Failed(Failures.text(error)) : new State.Ready(found));
              }
            },
            window);
    look();
  }

  public void show(boolean difference) {
    shown.set(difference && other.get() != null);
    look();
  }

  /// Fetches the difference of the slice that is looked at.
  private void look() {
    ArrayRow chosen = arrays.names().chosen().get();
    ArrayRow against = other.get();
    Slicing slicing = arrays.slice().slicing().get();
    EngineSession engine = session.get();
    int asked = ++view;
    if (!shown.get() || chosen == null || against == null || slicing == null || engine == null) {
      return;
    }
    Slicing two = slicing.withAxes(0, 2);
    if (two.size() == 0) {
      picture.set(new Picture.Failed("The slice is empty."));
      return;
    }
    picture.set(new Picture.Loading());
    Window part = new Window(two.ranges(), PICTURE, false);
    engine
        .slice(chosen.path(), part)
        .thenCombine(engine.slice(against.path(), part), ComparisonModel::difference)
        .whenCompleteAsync(
            (slice, error) -> {
              if (asked == view) {
                picture.set(
                    slice == null
                        ? new Picture.Failed(Failures.text(error))
                        : new Picture.Ready(slice, two, "float64"));
              }
            },
            window);
  }

  /// Equal infinities differ by 0; complex elements by the magnitude of their difference.
  private static Slice difference(Slice a, Slice b) {
    double[] values = new double[a.values().length];
    for (int i = 0; i < values.length; i++) {
      double re = minus(a.values()[i], b.values()[i]);
      boolean complex = i < a.imaginary().length || i < b.imaginary().length;
      values[i] = complex ? Math.hypot(re, minus(imaginary(a, i), imaginary(b, i))) : re;
    }
    return new Slice(a.ranges(), a.shape(), values, new double[0], List.of());
  }

  private static double minus(double x, double y) {
    return x == y || (Double.isNaN(x) && Double.isNaN(y)) ? 0 : x - y;
  }

  private static double imaginary(Slice s, int i) {
    return i < s.imaginary().length ? s.imaginary()[i] : 0;
  }
}
