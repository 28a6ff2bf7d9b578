package gradwright.core.trace;

import gradwright.core.ir.Effect;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import java.util.List;
import java.util.Set;

/// A function of flat lists of values: what transformations take and give. Pytrees are flattened outside.
@FunctionalInterface
public interface FlatFunction {
  List<Value> call(List<Value> arguments);

  /// Effects known without calling; empty for functions not staged yet.
  default Set<Effect> effects() {
    return Set.of();
  }

  /// Whether it is a person's function, which may keep tracers beyond their trace.
  default boolean mayLeak() {
    return false;
  }

  /// Where a tracer comes from, to be read after its text; empty when that is not known.
  default String origin(Tracer tracer) {
    return "";
  }
}
