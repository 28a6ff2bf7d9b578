package gradwright.compiler.plan;

import gradwright.compiler.graph.Node;
import gradwright.compiler.graph.Operation;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.Shaping;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What a kernel of generated loops computes, in a few words: `tanh`, `fused mul add`.
final class KernelName {
  private static final int MOST = 4;

  private KernelName() {}

  /// A name from the primitives of the nodes, in their order. Layout changes and conversions are only named where there is
  /// nothing else.
  static String of(Collection<Node> nodes) {
    List<Primitive> all =
        nodes.stream()
            .map(n -> n.operation() instanceof Operation.Apply(Primitive p) ? p : null)
            .filter(java.util.Objects::nonNull)
            .toList();
    Set<String> names = new LinkedHashSet<>();
    all.stream().filter(p -> !isMinor(p)).forEach(p -> names.add(p.primitiveName()));
    if (names.isEmpty()) {
      all.forEach(p -> names.add(p.primitiveName()));
    }
    if (names.size() <= 1) {
      return names.isEmpty() ? "fill" : names.iterator().next();
    }
    String listed = String.join(" ", names.stream().limit(MOST).toList());
    return "fused " + listed + (names.size() > MOST ? " and " + (names.size() - MOST) + " more" : "");
  }

  private static boolean isMinor(Primitive p) {
    return p instanceof Elementwise.Convert
        || p instanceof Shaping && !(p instanceof Shaping.Concatenate || p instanceof Shaping.Pad);
  }
}
