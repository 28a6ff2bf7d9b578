package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Contraction;
import gradwright.core.types.Aval;
import java.util.List;

/// Types of Contraction primitives.
final class ContractionTypes {
  private ContractionTypes() {}

  static Aval output(Contraction p, List<Aval> inputs) {
    throw JaxError.notImplemented("type of " + p.primitiveName());
  }
}
