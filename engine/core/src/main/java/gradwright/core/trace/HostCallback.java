package gradwright.core.trace;

import gradwright.core.value.Array;
import java.util.List;

/// Host code called by a program while it runs.
public interface HostCallback {
  /// As jaxprs print it.
  String name();

  List<Array> call(List<Array> arguments);
}
