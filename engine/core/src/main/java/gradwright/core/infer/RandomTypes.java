package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.RandomBits;
import gradwright.core.types.Aval;
import java.util.List;

/// Types of RandomBits primitives.
final class RandomTypes {
  private RandomTypes() {}

  static List<Aval> outputs(RandomBits p, List<Aval> inputs) {
    throw JaxError.notImplemented("type of " + p.primitiveName());
  }
}
