package gradwright.core.ir;

import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Indexing.Combine;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The scalar programs that scatters combine with, which JAX prints as their `update_jaxpr`. One object a combination
/// and dtype, so that a program that scatters twice prints its program once.
final class UpdateJaxprs {
  private static final Map<Combine, Map<DType, ClosedJaxpr>> ALL = make();

  private UpdateJaxprs() {}

  /// The program; null for plain scatters.
  static ClosedJaxpr of(Combine combine, DType dtype) {
    return combine == Combine.SET ? null : ALL.get(combine).get(dtype);
  }

  private static Map<Combine, Map<DType, ClosedJaxpr>> make() {
    Map<Combine, Map<DType, ClosedJaxpr>> all = new EnumMap<>(Combine.class);
    for (Combine c : Combine.values()) {
      if (c == Combine.SET) {
        continue;
      }
      Map<DType, ClosedJaxpr> one = new IdentityHashMap<>();
      for (DType t : DType.values()) {
        if (t.isInteger() || t.isInexact() || t.isBool() && (c == Combine.MIN || c == Combine.MAX)) {
          one.put(t, program(operation(c), Aval.of(t)));
        }
      }
      all.put(c, one);
    }
    return all;
  }

  private static BinaryOp operation(Combine c) {
    return switch (c) {
      case ADD -> BinaryOp.ADD;
      case SUB -> BinaryOp.SUB;
      case MUL -> BinaryOp.MUL;
      case MIN -> BinaryOp.MIN;
      case MAX -> BinaryOp.MAX;
      case SET -> throw new IllegalArgumentException("plain scatters have no program");
    };
  }

  private static ClosedJaxpr program(BinaryOp op, Aval scalar) {
    Atom.Var a = new Atom.Var(scalar);
    Atom.Var b = new Atom.Var(scalar);
    Atom.Var c = new Atom.Var(scalar);
    Equation e = new Equation(new Elementwise.Binary(op), List.of(a, b), List.of(c), Set.of(), Source.UNKNOWN);
    return new ClosedJaxpr(new Jaxpr(List.of(), List.of(a, b), List.of(e), List.of(c)), List.of());
  }
}
