package gradwright.cpu.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.compiler.graph.GraphBuilder;
import gradwright.compiler.plan.Plan;
import gradwright.compiler.plan.Planner;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import gradwright.cpu.codegen.CpuTarget;
import gradwright.cpu.programs.Oracle;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Estimates by which work is shared: an order of magnitude is enough, more would be too much.
class CostModelTest {
  private static double nanos(int rows, int columns) {
    ClosedJaxpr softmax =
        Oracle.stage(in -> List.of(softmax(in.getFirst())), List.of(Aval.of(DType.FLOAT32, rows, columns)));
    CpuTarget target = new CpuTarget();
    Plan plan = Planner.plan(new GraphBuilder(Oracle.device(), target).build(softmax), target, Oracle.device());
    assertEquals(1, plan.program().steps().size(), "one fused kernel");
    return CostModel.program(plan.program());
  }

  private static Value softmax(Value x) {
    Ints rows = Ints.of(1);
    Value most = Lax.reduce(Reduction.Op.MAX, x, rows);
    Value e = Lax.unary(UnaryOp.EXP, Lax.sub(x, Lax.broadcastInDim(most, x.shape(), Ints.of(0))));
    return Lax.div(e, Lax.broadcastInDim(Lax.sum(e, rows), x.shape(), Ints.of(0)));
  }

  @Test
  void whatIsWithinAReductionIsCountedOnceForItsPoints() {
    double large = nanos(4096, 1024);
    assertTrue(large > 1e6 && large < 50e6, large + " ns for 4 million elements");
    assertEquals(4, large / nanos(1024, 1024), 0.1, "by the number of rows");
    assertEquals(4, large / nanos(4096, 256), 0.2, "by the length of rows");
  }
}
