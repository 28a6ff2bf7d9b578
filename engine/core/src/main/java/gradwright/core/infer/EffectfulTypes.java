package gradwright.core.infer;

import gradwright.core.prim.Effectful;
import gradwright.core.types.Aval;
import java.util.List;

/// Types of host callbacks: what they were declared to give.
final class EffectfulTypes {
  private EffectfulTypes() {}

  static List<Aval> outputs(Effectful primitive, List<Aval> inputs) {
    return switch (primitive) {
      case Effectful.DebugCallback p -> List.of();
      case Effectful.Check p -> List.of();
      case Effectful.PureCallback p -> p.results();
      case Effectful.IoCallback p -> p.results();
    };
  }
}
