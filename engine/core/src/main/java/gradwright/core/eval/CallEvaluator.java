package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.errors.JaxError;
import gradwright.core.prim.Call;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.JaxprFunction;
import gradwright.core.value.Array;
import java.util.ArrayList;
import java.util.List;

/// Reference evaluation of calls: what is called is interpreted.
final class CallEvaluator {
  private CallEvaluator() {}

  static List<Array> evaluate(Call primitive, List<Array> inputs, Device device) {
    return switch (primitive) {
      case Call.Jit p -> ControlFlowEvaluator.run(p.jaxpr(), inputs, device);
      case Call.CustomJvpCall p -> run(p.function(), inputs, device);
      case Call.CustomVjpCall p -> run(p.function(), inputs, device);
      case Call.CustomVmapCall p -> run(p.function(), inputs, device);
      case Call.CustomLin p -> throw JaxError.type("can't apply forward-mode autodiff (jvp) to a custom_vjp function.");
      case Call.Remat p -> ControlFlowEvaluator.run(p.jaxpr(), inputs, device);
      case Call.CustomLinearSolve p -> {
        int solve = p.matvecConstants() + p.vecmatConstants();
        int rhs = solve + p.solveConstants() + p.transposeSolveConstants();
        List<Array> in = new ArrayList<>(inputs.subList(solve, solve + p.solveConstants()));
        in.addAll(inputs.subList(rhs, inputs.size()));
        yield ControlFlowEvaluator.run(p.solve(), in, device);
      }
      case Call.Name p -> inputs;
      case Call.OptimizationBarrier p -> inputs;
    };
  }

  private static List<Array> run(FlatFunction f, List<Array> inputs, Device device) {
    if (f instanceof JaxprFunction j) {
      return ControlFlowEvaluator.run(j.jaxpr(), inputs, device);
    }
    throw new IllegalStateException("the function of a custom call was not staged");
  }
}
