package gradwright.core.prim;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Effect;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Structured control flow over closed jaxprs.
public sealed interface ControlFlow extends Primitive {
  /// Inputs: int32 index (clamped), operands of the branches.
  record Cond(List<ClosedJaxpr> branches) implements ControlFlow {
    @Override
    public String primitiveName() {
      return "cond";
    }

    @Override
    public Set<Effect> effects() {
      Set<Effect> all = new LinkedHashSet<>();
      branches.forEach(b -> all.addAll(b.jaxpr().effects()));
      return all;
    }
  }

  /// Inputs: condition constants, body constants, initial carry. Outputs: final carry. The condition gives one bool; in
  /// a loop batched over several predicates it gives an array of them, whose axes lead those of every carry: the loop goes
  /// on while any is true, and lanes whose predicate is false keep their carry.
  record While(ClosedJaxpr condition, int conditionConstants, ClosedJaxpr body, int bodyConstants)
      implements ControlFlow {
    @Override
    public String primitiveName() {
      return "while";
    }

    @Override
    public Set<Effect> effects() {
      Set<Effect> all = new LinkedHashSet<>(condition.jaxpr().effects());
      all.addAll(body.jaxpr().effects());
      return all;
    }
  }

  /// Inputs: constants, initial carry, xs (leading axis `length`). Outputs: final carry, stacked ys. The body takes
  /// constants, carry, x slices to carry, y slices.
  record Scan(ClosedJaxpr body, int constants, int carry, int length, boolean reverse, int unroll)
      implements ControlFlow {
    @Override
    public String primitiveName() {
      return "scan";
    }

    @Override
    public Set<Effect> effects() {
      return body.jaxpr().effects();
    }
  }
}
