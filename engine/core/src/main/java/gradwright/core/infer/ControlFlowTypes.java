package gradwright.core.infer;

import gradwright.core.prim.ControlFlow;
import gradwright.core.types.Aval;
import java.util.ArrayList;
import java.util.List;

/// Types of control flow: those of the bodies, with the leading axis of what a scan stacks.
final class ControlFlowTypes {
  private ControlFlowTypes() {}

  static List<Aval> outputs(ControlFlow primitive, List<Aval> inputs) {
    return switch (primitive) {
      case ControlFlow.Cond p -> {
        expect(p.primitiveName(), p.branches().getFirst().inputAvals().size() + 1, inputs.size());
        yield p.branches().getFirst().outputAvals();
      }
      case ControlFlow.While p -> {
        int carry = inputs.size() - p.conditionConstants() - p.bodyConstants();
        expect("while body", p.body().inputAvals().size(), p.bodyConstants() + carry);
        expect("while condition", p.condition().inputAvals().size(), p.conditionConstants() + carry);
        yield p.body().outputAvals();
      }
      case ControlFlow.Scan p -> {
        expect(p.primitiveName(), p.body().inputAvals().size(), inputs.size());
        List<Aval> body = p.body().outputAvals();
        List<Aval> out = new ArrayList<>(body.subList(0, p.carry()));
        for (Aval y : body.subList(p.carry(), body.size())) {
          out.add(y.insertAxis(0, p.length()));
        }
        yield out;
      }
    };
  }

  private static void expect(String what, int wanted, int got) {
    if (wanted != got) {
      throw new IllegalArgumentException(what + " takes " + wanted + " inputs, was given " + got);
    }
  }
}
