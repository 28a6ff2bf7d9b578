package gradwright.app.arrays;

import gradwright.protocol.Arrays.Named;
import gradwright.protocol.Arrays.Window;
import gradwright.protocol.EngineSession;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// The slice of the chosen array that is looked at, in one of several views; only what a view shows is fetched. Used on the
/// window's thread.
public final class SliceModel {
  private static final int PICTURE = 256 * 1024;
  private static final int LINE = 8192;

  private final Supplier<@Nullable EngineSession> session;
  private final Executor window;
  private final ReadOnlyObjectWrapper<@Nullable Slicing> slicing = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<ViewKind> kind = new ReadOnlyObjectWrapper<>(ViewKind.TABLE);
  private final ReadOnlyObjectWrapper<Picture> picture = new ReadOnlyObjectWrapper<>(new Picture.None());
  private final ReadOnlyObjectWrapper<@Nullable CellTiles> cells = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<long @Nullable []> revealed = new ReadOnlyObjectWrapper<>();
  private final Map<String, Slicing> last = new HashMap<>();
  private Runnable cellsArrived = () -> {};
  private @Nullable Named array;

  /// The slice that was asked for: another view may show more of it than this one.
  private @Nullable Slicing asked;

  private int question;

  /// @param window runs what changes this model, on the window's thread
  SliceModel(Supplier<@Nullable EngineSession> session, Executor window) {
    this.session = session;
    this.window = window;
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

  /// Told when elements of the table came.
  public void onCellsArrived(Runnable listener) {
    cellsArrived = listener;
  }

  /// Forgets which slices were looked at.
  void forget() {
    question++;
    last.clear();
  }

  /// Looks at an array, at the slice that was looked at last where it still fits.
  void of(@Nullable Named next) {
    array = next;
    question++;
    asked = null;
    if (next == null) {
      slicing.set(null);
      cells.set(null);
      picture.set(new Picture.None());
      return;
    }
    Slicing before = last.get(next.path());
    boolean fits = before != null && Arrays.equals(before.shape(), next.shape());
    show(fits && before != null ? before : Slicing.of(next.shape(), 2));
  }

  public void show(ViewKind next) {
    kind.set(next);
    if (asked != null) {
      show(asked);
    }
  }

  /// Looks at another slice; where the view cannot show so many axes, the first become indices.
  public void show(Slicing wanted) {
    Named named = array;
    EngineSession engine = session.get();
    if (named == null) {
      return;
    }
    Slicing next = fitting(wanted);
    asked = wanted;
    slicing.set(next);
    last.put(named.path(), wanted);
    question++;
    cells.set(null);
    if (engine == null || named.deleted()) {
      picture.set(
          new Picture.Failed(engine == null ? "The engine is not running." : "This array was deleted or donated."));
    } else if (kind.get() == ViewKind.TABLE) {
      picture.set(new Picture.None());
      cells.set(new CellTiles(engine, named.path(), named.dtype(), next, window, () -> cellsArrived.run()));
    } else if (kind.get() == ViewKind.HISTOGRAM) {
      picture.set(new Picture.None());
    } else if (next.size() == 0) {
      picture.set(new Picture.Failed("The slice is empty."));
    } else {
      fetch(engine, named, next);
    }
  }

  private void fetch(EngineSession engine, Named named, Slicing next) {
    int number = question;
    picture.set(new Picture.Loading());
    boolean average = kind.get() == ViewKind.HEAT || kind.get() == ViewKind.IMAGE;
    int limit = kind.get() == ViewKind.LINE ? LINE : PICTURE;
    engine
        .slice(named.path(), new Window(next.ranges(), limit, average))
        .whenCompleteAsync(
            (slice, error) -> {
              if (number == question) {
                picture.set(
                    slice == null
                        ? new Picture.Failed(Failures.text(error))
                        : new Picture.Ready(slice, next, named.dtype()));
              }
            },
            window);
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

  /// Shows an element in the table.
  public void reveal(long[] index) {
    Named named = array;
    if (named == null) {
      return;
    }
    long[] shape = named.shape();
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
