package gradwright.app.arrays;

import gradwright.protocol.Arrays.Range;
import gradwright.protocol.Arrays.Slice;
import gradwright.protocol.Arrays.Window;
import gradwright.protocol.EngineSession;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The elements of a two-dimensional view, fetched in tiles when they are first looked at; only the last tiles are kept. Used
/// on the window's thread.
public final class CellTiles {
  static final int ROWS = 128;
  static final int COLUMNS = 32;
  private static final int KEPT = 64;

  private final EngineSession session;
  private final String path;
  private final String dtype;
  private final Slicing slicing;
  private final Executor window;
  private final Runnable arrived;
  private final int rowAxis;
  private final int columnAxis;
  private final Set<Long> asked = new HashSet<>();
  private final Map<Long, Slice> tiles =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Slice> eldest) {
          return size() > KEPT;
        }
      };
  private @Nullable String failure;

  /// @param slicing has at most two ranges: rows and columns, or rows only
  /// @param arrived is told when elements came
  public CellTiles(
      EngineSession session, String path, String dtype, Slicing slicing, Executor window, Runnable arrived) {
    this.session = session;
    this.path = path;
    this.dtype = dtype;
    this.slicing = slicing;
    this.window = window;
    this.arrived = arrived;
    List<Integer> axes = slicing.axes();
    rowAxis = axes.isEmpty() ? -1 : axes.getFirst();
    columnAxis = axes.size() < 2 ? -1 : axes.get(1);
  }

  public long rows() {
    return rowAxis < 0 ? Math.min(1, slicing.size()) : slicing.parts().get(rowAxis).length();
  }

  public long columns() {
    return columnAxis < 0 ? 1 : slicing.parts().get(columnAxis).length();
  }

  /// The index of a row or column in the array.
  public long index(boolean row, long i) {
    int axis = row ? rowAxis : columnAxis;
    if (axis < 0) {
      return i;
    }
    Range r = slicing.parts().get(axis).range();
    return r.start() + i * r.step();
  }

  public String dtype() {
    return dtype;
  }

  /// Why elements are missing, or null.
  public @Nullable String failure() {
    return failure;
  }

  /// An element as text; null while it is on its way.
  public @Nullable String cell(long row, long column) {
    long tileRow = row / ROWS;
    long tileColumn = column / COLUMNS;
    Slice slice = tile(tileRow, tileColumn);
    if (slice == null) {
      return null;
    }
    long width = Math.min(COLUMNS, columns() - tileColumn * COLUMNS);
    int i = (int) ((row - tileRow * ROWS) * width + (column - tileColumn * COLUMNS));
    return i < slice.values().length ? ElementText.of(slice, i, dtype) : "";
  }

  private @Nullable Slice tile(long row, long column) {
    long key = row * ((columns() + COLUMNS - 1) / COLUMNS) + column;
    Slice known = tiles.get(key);
    if (known == null && failure == null && asked.add(key)) {
      List<Range> ranges = new ArrayList<>(slicing.ranges());
      narrow(ranges, rowAxis, row * ROWS, Math.min(rows(), (row + 1) * ROWS));
      narrow(ranges, columnAxis, column * COLUMNS, Math.min(columns(), (column + 1) * COLUMNS));
      session
          .slice(path, new Window(ranges, ROWS * COLUMNS, false))
          .whenCompleteAsync((slice, error) -> answer(key, slice, error), window);
    }
    return known;
  }

  private static void narrow(List<Range> ranges, int axis, long from, long to) {
    if (axis >= 0) {
      ranges.set(axis, Slicing.within(ranges.get(axis), from, to));
    }
  }

  private void answer(long key, @Nullable Slice slice, @Nullable Throwable error) {
    asked.remove(key);
    if (slice != null) {
      tiles.put(key, slice);
    } else {
      failure = Failures.text(error);
    }
    arrived.run();
  }
}
