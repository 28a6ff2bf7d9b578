package gradwright.core.ir;

import gradwright.core.prim.Call;
import gradwright.core.prim.ControlFlow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Which outputs depend on which inputs, looking into calls and control flow.
public final class Dependence {
  private Dependence() {}

  private record Key(List<Boolean> unknown) {}

  /// Marks the outputs of a program that depend on the inputs marked.
  public static List<Boolean> outputs(ClosedJaxpr program, List<Boolean> unknown) {
    return program.derive(new Key(List.copyOf(unknown)), () -> walk(program.jaxpr(), unknown));
  }

  private static List<Boolean> walk(Jaxpr j, List<Boolean> unknown) {
    Set<Atom> marked = Collections.newSetFromMap(new IdentityHashMap<>());
    marked.addAll(Masks.keep(j.inputs(), unknown));
    for (Equation e : j.equations()) {
      marked.addAll(Masks.keep(e.outputs(), outputs(e, Masks.of(e.inputs(), marked::contains))));
    }
    return List.copyOf(Masks.of(j.outputs(), marked::contains));
  }

  /// Marks the outputs of an equation that depend on the inputs marked.
  public static List<Boolean> outputs(Equation e, List<Boolean> unknown) {
    if (!unknown.contains(true)) {
      return Masks.all(e.outputs().size(), false);
    }
    return switch (e.primitive()) {
      case Call.Jit p -> outputs(p.jaxpr(), unknown);
      case Call.Remat p -> outputs(p.jaxpr(), unknown);
      case ControlFlow.Cond p -> {
        if (unknown.getFirst()) {
          yield Masks.all(e.outputs().size(), true);
        }
        List<Boolean> out = Masks.all(e.outputs().size(), false);
        for (ClosedJaxpr b : p.branches()) {
          out = Masks.or(out, outputs(b, unknown.subList(1, unknown.size())));
        }
        yield out;
      }
      case ControlFlow.Scan p -> scan(p, unknown);
      case ControlFlow.While p -> whileLoop(p, unknown);
      default -> Masks.all(e.outputs().size(), true);
    };
  }

  private static List<Boolean> scan(ControlFlow.Scan p, List<Boolean> unknown) {
    List<Boolean> in = new ArrayList<>(unknown);
    while (true) {
      List<Boolean> out = outputs(p.body(), in);
      boolean grew = false;
      for (int i = 0; i < p.carry(); i++) {
        int k = p.constants() + i;
        if (out.get(i) && !in.get(k)) {
          in.set(k, true);
          grew = true;
        }
      }
      if (!grew) {
        // a carry unknown on entry is unknown on exit: the loop may run no times
        return Masks.concat(in.subList(p.constants(), p.constants() + p.carry()), out.subList(p.carry(), out.size()));
      }
    }
  }

  /// The carry components of a while loop that depend on the inputs marked; all of them when the condition does.
  public static List<Boolean> whileLoop(ControlFlow.While p, List<Boolean> unknown) {
    int firstCarry = p.conditionConstants() + p.bodyConstants();
    List<Boolean> bodyConstants = unknown.subList(p.conditionConstants(), firstCarry);
    List<Boolean> carry = unknown.subList(firstCarry, unknown.size());
    while (true) {
      List<Boolean> next = Masks.or(carry, outputs(p.body(), Masks.concat(bodyConstants, carry)));
      if (next.equals(carry)) {
        break;
      }
      carry = next;
    }
    List<Boolean> condition = Masks.concat(unknown.subList(0, p.conditionConstants()), carry);
    return outputs(p.condition(), condition).getFirst() ? Masks.all(carry.size(), true) : carry;
  }
}
