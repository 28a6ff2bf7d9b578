package gradwright.core.trace;

import gradwright.core.prim.ExtensionPrimitive;
import gradwright.core.prim.Primitive;
import gradwright.core.types.Aval;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// Rules that users gave for the engine's own primitives, by kind and name of the primitive. They stand in place of the engine's.
public final class ReplacedRules {
  /// Which of a primitive's rules.
  public enum Kind {
    JVP,
    TRANSPOSE,
    BATCH
  }

  private final Map<Kind, Map<String, BiFunction<Primitive, List<Aval>, ExtensionPrimitive>>> makers =
      new ConcurrentHashMap<>();

  /// Has `maker` give the rules of a primitive from now on: from the engine's primitive and the types of its inputs.
  public void replace(Kind kind, String primitive, BiFunction<Primitive, List<Aval>, ExtensionPrimitive> maker) {
    makers.computeIfAbsent(kind, k -> new ConcurrentHashMap<>()).put(primitive, maker);
  }

  /// The engine's own rule holds again.
  public void restore(Kind kind, String primitive) {
    makers.getOrDefault(kind, Map.of()).remove(primitive);
  }

  /// The rules that stand in place of the engine's for a primitive on inputs of some types; null where the engine's hold.
  public static ExtensionPrimitive of(Kind kind, Primitive primitive, Supplier<List<Aval>> inputs) {
    Session session = Session.current();
    var makers = session.engine().rules().makers;
    if (makers.isEmpty() || session.originalRules() || primitive instanceof ExtensionPrimitive) {
      return null;
    }
    var maker = makers.getOrDefault(kind, Map.of()).get(primitive.primitiveName());
    return maker == null ? null : maker.apply(primitive, inputs.get());
  }
}
