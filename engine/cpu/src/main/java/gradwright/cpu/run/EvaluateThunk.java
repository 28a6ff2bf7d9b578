package gradwright.cpu.run;

import gradwright.compiler.plan.Slot;
import gradwright.compiler.plan.Step;
import gradwright.core.eval.Evaluator;
import gradwright.core.prim.Effectful;
import gradwright.core.prim.ExtensionPrimitive;
import gradwright.core.value.Array;
import java.util.ArrayList;
import java.util.List;

/// Applies one primitive with the reference evaluator.
record EvaluateThunk(Step.Evaluate step) implements Thunk {
  @Override
  public void run(Frame frame) {
    // host code may keep what it is given, so it gets copies of its own
    boolean escapes = step.primitive() instanceof Effectful || step.primitive() instanceof ExtensionPrimitive;
    List<Array> in = new ArrayList<>(step.reads().size());
    for (Slot s : step.reads()) {
      Array borrowed = NativeMemory.borrow(s.aval(), frame.address[s.number()], frame.device);
      if (escapes) {
        Array own = Array.allocate(s.aval(), frame.device);
        NativeMemory.copy(borrowed.buffer().address(), own.buffer().address(), s.aval().bytes());
        borrowed = own;
      }
      in.add(borrowed);
    }
    List<Array> out = Evaluator.evaluate(step.primitive(), in, frame.device);
    for (int i = 0; i < step.writes().size(); i++) {
      Slot s = step.writes().get(i);
      Array value = out.get(i);
      if (value.aval().bytes() != s.aval().bytes()) {
        throw new IllegalStateException(
            step.primitive().primitiveName() + " gave " + value.aval() + " where " + s.aval() + " is expected");
      }
      NativeMemory.copy(value.memory().address(), frame.address[s.number()], s.aval().bytes());
    }
  }
}
