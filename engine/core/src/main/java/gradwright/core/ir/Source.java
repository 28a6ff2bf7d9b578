package gradwright.core.ir;

import gradwright.core.trace.Session;
import java.util.List;

/// Where an equation or an array was made: the innermost user frame first, then its callers.
public record Source(List<Frame> frames) {
  public static final Source UNKNOWN = new Source(List.of());

  /// A user frame: file, 1-based line and columns (0 when unknown), function name.
  public record Frame(String file, int line, int column, int endLine, int endColumn, String function) {
    @Override
    public String toString() {
      return file + ":" + line + (column > 0 ? ":" + column : "") + " (" + function + ")";
    }
  }

  /// Gives the source of the operation being performed; the Python package installs one per session.
  @FunctionalInterface
  public interface Provider {
    Source current();

    /// The same whatever is being done, even where nothing is traced. Costs microseconds: for listeners.
    default Source look() {
      return current();
    }
  }

  /// The source of the operation being performed now; unknown when nobody records it.
  public static Source current() {
    return Session.current().source();
  }

  /// The innermost user frame, or null.
  public Frame frame() {
    return frames.isEmpty() ? null : frames.getFirst();
  }

  /// As JAX prints the place of an equation: columns count from 0.
  public String summary() {
    Frame f = frame();
    return f == null
        ? "unknown"
        : f.file + ":" + f.line + (f.column > 0 ? ":" + (f.column - 1) : "") + " (" + f.function + ")";
  }

  @Override
  public String toString() {
    return frames.isEmpty() ? "<unknown>" : frames.getFirst().toString();
  }
}
