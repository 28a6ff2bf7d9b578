package gradwright.compiler.plan;

import gradwright.core.value.Array;
import java.util.List;

/// A whole program ready to be given code: slots, steps, and where each result comes from.
///
/// @param effectful whether host code is called while it runs
public record Plan(Program program, List<Slot> slots, List<Result> results, boolean effectful) {
  /// Where a result comes from.
  public sealed interface Result {
    /// Computed into a slot of kind RESULT.
    record Computed(Slot slot) implements Result {}

    /// An argument handed back.
    record Argument(int index) implements Result {}

    /// Known when compiling.
    record Known(Array array) implements Result {}

    /// The same as an earlier result.
    record Same(int result) implements Result {}
  }
}
