package gradwright.core.export;

import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Call;
import gradwright.core.prim.Collective;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.ControlFlow;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.prim.RandomBits;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Shaping;
import gradwright.core.prim.UnaryOp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The records and enumerations that an encoded program may hold, by name: `Shaping.Reshape`. A file names no other class.
final class Vocabulary {
  private static final List<Class<?>> FAMILIES =
      List.of(
          Elementwise.class,
          Shaping.class,
          Reduction.class,
          Indexing.class,
          Contraction.class,
          LinearAlgebra.class,
          ControlFlow.class,
          RandomBits.class,
          Collective.class,
          Call.class);

  private static final Map<String, Class<?>> CLASSES = classes();

  private Vocabulary() {}

  private static Map<String, Class<?>> classes() {
    Map<String, Class<?>> all = new HashMap<>();
    for (Class<?> family : FAMILIES) {
      for (Class<?> c : family.getDeclaredClasses()) {
        if (c.isRecord() || c.isEnum()) {
          all.put(name(c), c);
        }
      }
    }
    all.put(name(UnaryOp.class), UnaryOp.class);
    all.put(name(BinaryOp.class), BinaryOp.class);
    return Map.copyOf(all);
  }

  static boolean has(Class<?> c) {
    return CLASSES.get(name(c)) == c;
  }

  static String name(Class<?> c) {
    Class<?> owner = c.getDeclaringClass();
    return owner == null ? c.getSimpleName() : owner.getSimpleName() + "." + c.getSimpleName();
  }

  static Class<?> named(String name) {
    Class<?> found = CLASSES.get(name);
    if (found == null) {
      throw new CorruptProgram("unknown operation " + name);
    }
    return found;
  }
}
