package gradwright.core.trace;

import gradwright.core.value.Array;
import gradwright.core.value.Value;
import java.util.List;

/// A check of a program's values that a transformation turns into an error value; see `jax.experimental.checkify`.
public interface HostCheck {
  /// Raises the error that the arguments hold, where they hold one.
  void raise(List<Array> arguments);

  /// Checks arguments batched along their leading axis, with the current trace.
  void batch(List<Value> arguments);

  /// What the transformation needs to know of the check, as the host language has it.
  Object description();
}
