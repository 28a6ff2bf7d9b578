package gradwright.python.bridge;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.prim.RandomBits;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.CustomGenerator;
import gradwright.core.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A generator of random numbers that Python code defines: its operations are functions, traced once for each set of types.
final class PythonGenerator implements CustomGenerator {
  private final org.graalvm.polyglot.Value adapter;
  private final String tag;
  private final String name;
  private final Shape keyShape;
  private final Map<Object, ClosedJaxpr> programs = new ConcurrentHashMap<>();

  private record Key(RandomBits operation, List<Aval> inputs) {}

  PythonGenerator(org.graalvm.polyglot.Value adapter) {
    this.adapter = adapter;
    this.tag = adapter.getMember("tag").asString();
    this.name = adapter.getMember("name").asString();
    this.keyShape = Shape.of(Neutral.ints(adapter.getMember("key_shape")));
  }

  /// The Python object of the type of its keys.
  org.graalvm.polyglot.Value dtype() {
    return adapter.getMember("dtype");
  }

  /// The Python object that stands for the generator.
  org.graalvm.polyglot.Value specification() {
    return adapter.getMember("specification");
  }

  @Override
  public String tag() {
    return tag;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Shape keyShape() {
    return keyShape;
  }

  @Override
  public ClosedJaxpr program(RandomBits operation, List<Aval> inputs) {
    Key key = new Key(operation, inputs);
    ClosedJaxpr found = programs.get(key);
    if (found == null) {
      // Outside of the map: tracing may come here again.
      found = traced(operation, inputs);
      programs.put(key, found);
    }
    return found;
  }

  private ClosedJaxpr traced(RandomBits operation, List<Aval> inputs) {
    Object[] avals = inputs.toArray();
    return Session.current()
        .withLiveSource(() ->
            switch (operation) {
              case RandomBits.Seed _ -> adapter.invokeMember("seeded", (Object) avals);
              case RandomBits.Split s -> adapter.invokeMember("split_keys", avals, s.shape().toArray());
              case RandomBits.FoldIn _ -> adapter.invokeMember("folded", (Object) avals);
              case RandomBits.Bits b -> adapter.invokeMember("bits", avals, b.bitWidth(), b.shape().toArray());
              default -> throw new IllegalArgumentException(operation.primitiveName());
            })
        .asHostObject();
  }
}
