package gradwright.core.linearize;

import gradwright.core.prim.Primitive;
import gradwright.core.value.Value;
import java.util.List;

/// How primitives that hold jaxprs are split into a known and an unknown part.
final class PartialEvalRules {
  private PartialEvalRules() {}

  /// Whether the primitive may have known outputs although all its inputs are unknown.
  static boolean alwaysSplits(Primitive primitive) {
    return false;
  }

  /// Outputs of the split primitive, or null when it is to be staged whole.
  static List<Value> split(SplitTrace trace, Primitive primitive, List<Value> inputs) {
    return null;
  }
}
