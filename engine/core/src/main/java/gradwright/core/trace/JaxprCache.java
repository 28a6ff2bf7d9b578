package gradwright.core.trace;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.types.Aval;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Jaxprs of functions that are identified by a name and static values instead of an object: the library's own jitted
/// functions. Equal keys give the identical jaxpr, which printing relies on to hoist shared bodies.
public final class JaxprCache {
  private static final int LIMIT = 8192;
  private final Map<Key, ClosedJaxpr> jaxprs = new ConcurrentHashMap<>();

  /// `statics` must have structural equality.
  public record Key(String name, Object statics, List<Aval> avals, Config config, List<Session.Axis> axes) {}

  public ClosedJaxpr get(Key key, Supplier<ClosedJaxpr> make) {
    ClosedJaxpr found = jaxprs.get(key);
    if (found == null) {
      found = make.get();
      if (jaxprs.size() >= LIMIT) {
        jaxprs.clear();
      }
      jaxprs.put(key, found);
    }
    return found;
  }

  public void clear() {
    jaxprs.clear();
  }
}
