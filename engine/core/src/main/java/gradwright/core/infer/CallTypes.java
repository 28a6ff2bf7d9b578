package gradwright.core.infer;

import gradwright.core.ir.Masks;
import gradwright.core.prim.Call;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.JaxprFunction;
import gradwright.core.types.Aval;
import java.util.List;

/// Types of calls: the outputs of what is called.
final class CallTypes {
  private CallTypes() {}

  static List<Aval> outputs(Call primitive, List<Aval> inputs) {
    return switch (primitive) {
      case Call.Jit p -> p.jaxpr().outputAvals();
      case Call.CustomJvpCall p -> outputs(p.function());
      case Call.CustomVjpCall p -> outputs(p.function());
      case Call.CustomVmapCall p -> outputs(p.function());
      case Call.CustomLin p -> p.outputs();
      case Call.Remat p -> p.jaxpr().outputAvals();
      case Call.CustomLinearSolve p -> {
        int rhs = p.matvecConstants() + p.vecmatConstants() + p.solveConstants() + p.transposeSolveConstants();
        List<Aval> solution = inputs.subList(rhs, inputs.size());
        List<Aval> all = p.solve().outputAvals();
        yield Masks.concat(solution, all.subList(solution.size(), all.size()));
      }
      case Call.Name p -> inputs;
      case Call.OptimizationBarrier p -> inputs;
    };
  }

  private static List<Aval> outputs(FlatFunction f) {
    if (f instanceof JaxprFunction j) {
      return j.jaxpr().outputAvals();
    }
    throw new IllegalStateException("the function of a custom call was not staged");
  }
}
