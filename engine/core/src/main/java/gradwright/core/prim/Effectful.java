package gradwright.core.prim;

import gradwright.core.ir.Effect;
import gradwright.core.trace.HostCallback;
import gradwright.core.trace.HostCheck;
import gradwright.core.types.Aval;
import java.util.List;
import java.util.Set;

/// Calls out of the program into host code.
public sealed interface Effectful extends Primitive {
  /// `description` is null for plain debug_callback; for debug_print its format, or all its parameters as jaxprs print
  /// them, one `name=value` a line.
  record DebugCallback(HostCallback callback, boolean ordered, String description) implements Effectful {
    @Override
    public String primitiveName() {
      return description == null ? "debug_callback" : "debug_print";
    }

    @Override
    public Set<Effect> effects() {
      return Set.of(ordered ? Effect.ORDERED_DEBUG : Effect.DEBUG);
    }
  }

  /// `vmapMethod` null, `sequential`, `expand_dims`, `broadcast_all` or `legacy_vectorized`.
  record PureCallback(HostCallback callback, List<Aval> results, String vmapMethod) implements Effectful {
    @Override
    public String primitiveName() {
      return "pure_callback";
    }
  }

  /// A check. Inputs: the leaves of an error value. It raises when it is evaluated; a program that holds one cannot be
  /// staged. `debug`: it does nothing.
  record Check(HostCheck check, boolean debug) implements Effectful {
    @Override
    public String primitiveName() {
      return "check";
    }

    @Override
    public Set<Effect> effects() {
      return Set.of(debug ? Effect.DEBUG_CHECK : Effect.CHECK);
    }
  }

  record IoCallback(HostCallback callback, List<Aval> results, boolean ordered) implements Effectful {
    @Override
    public String primitiveName() {
      return "io_callback";
    }

    @Override
    public Set<Effect> effects() {
      return Set.of(ordered ? Effect.ORDERED_IO : Effect.IO);
    }
  }
}
