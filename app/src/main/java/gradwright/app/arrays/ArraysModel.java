package gradwright.app.arrays;

import gradwright.protocol.Arrays.Named;
import gradwright.protocol.EngineSession;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The arrays of a finished run: their names, the slice of the chosen one, and a search through it. Used on the window's thread.
public final class ArraysModel {
  private final Supplier<@Nullable EngineSession> session;
  private final Executor background;
  private final Executor window;
  private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
  private final ArrayNames names;
  private final SliceModel slice;
  private int search;

  /// @param background runs searches
  /// @param window runs what changes this model, on the window's thread
  public ArraysModel(Supplier<@Nullable EngineSession> session, Executor background, Executor window) {
    this.session = session;
    this.background = background;
    this.window = window;
    names = new ArrayNames(session, window, message::set);
    slice = new SliceModel(session, window);
    names.chosen().addListener((o, before, now) -> chosen(before, now));
  }

  private void chosen(@Nullable ArrayRow before, @Nullable ArrayRow now) {
    // The same array again has only learnt its statistics.
    if (now == null || !now.isSameAs(before)) {
      message.set("");
      search++;
      slice.of(now == null ? null : now.named());
    }
  }

  /// The list, and what is chosen of it.
  public ArrayNames names() {
    return names;
  }

  /// What is looked at of the chosen array.
  public SliceModel slice() {
    return slice;
  }

  /// What a search found, or what went wrong.
  public ReadOnlyStringProperty message() {
    return message.getReadOnlyProperty();
  }

  /// Forgets the last run.
  public void clear() {
    slice.forget();
    names.clear();
    message.set("");
  }

  /// Asks for the names of the finished run.
  public void refresh() {
    names.refresh();
  }

  /// Shows the first NaN of the chosen array in the table.
  public void goToFirstNan() {
    ArrayRow row = names.chosen().get();
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
      slice.reveal(found.index());
      message.set("First NaN at " + Arrays.toString(found.index()) + ".");
    }
  }
}
