package gradwright.profiler.table;

import gradwright.profiler.focus.Focus;
import gradwright.protocol.EngineEvent.KernelKind;
import gradwright.protocol.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A function, a line or a kernel in a tree of calls, with all below it.
///
/// @param kind of the kernel, null where it is none
/// @param nanos own time and that of all below
/// @param count kernels run, or calls and compilations where it is none of those
/// @param children longest first
public record FlameNode(
    String name,
    Type type,
    @Nullable KernelKind kind,
    double nanos,
    long count,
    Place place,
    Focus focus,
    List<FlameNode> children) {

  /// What a node stands for.
  public enum Type {
    ROOT,
    /// A frame of the user's program.
    FRAME,
    /// A compiled program that was called.
    PROGRAM,
    KERNEL,
    /// The host's own time in a call.
    DISPATCH,
    TRACING,
    LOWERING,
    COMPILING
  }

  /// Levels from here down.
  public int depth() {
    return 1 + children.stream().mapToInt(FlameNode::depth).max().orElse(0);
  }
}
