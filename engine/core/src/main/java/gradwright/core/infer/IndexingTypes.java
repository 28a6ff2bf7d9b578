package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Indexing;
import gradwright.core.types.Aval;
import java.util.List;

/// Types of Indexing primitives.
final class IndexingTypes {
  private IndexingTypes() {}

  static Aval output(Indexing p, List<Aval> inputs) {
    throw JaxError.notImplemented("type of " + p.primitiveName());
  }
}
