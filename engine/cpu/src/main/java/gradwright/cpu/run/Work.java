package gradwright.cpu.run;

import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.Expr;
import gradwright.compiler.kernel.Kernel;
import gradwright.compiler.plan.Program;
import gradwright.compiler.plan.Slot;
import gradwright.compiler.plan.Step;
import java.util.List;

/// What one run of a step does, for people: floating-point operations, and bytes of the arrays that it touches. Both are 0
/// where nobody can know, as for loops that find out themselves when to end.
record Work(double flops, double bytes) {
  private static final Work UNKNOWN = new Work(0, 0);

  static Work of(Step step) {
    return switch (step) {
      case Step.Compute c -> of(c.kernel());
      case Step.Copy c -> new Work(0, 2.0 * c.to().aval().bytes());
      case Step.Evaluate e -> new Work(0, arrays(e));
      case Step.MatrixProduct m ->
          new Work(2.0 * m.shape().batch() * m.shape().m() * m.shape().n() * m.shape().k(), arrays(m));
      case Step.Scan s -> {
        Work turn = of(s.body());
        yield new Work(turn.flops * s.length(), turn.bytes * s.length());
      }
      case Step.While _, Step.Cond _ -> UNKNOWN;
    };
  }

  private static Work of(Program p) {
    double flops = 0;
    double bytes = 0;
    for (Step s : p.steps()) {
      Work w = of(s);
      flops += w.flops;
      bytes += w.bytes;
    }
    return new Work(flops, bytes);
  }

  private static double arrays(Step step) {
    double bytes = 0;
    for (Slot s : step.reads()) {
      bytes += s.aval().bytes();
    }
    for (Slot s : step.writes()) {
      bytes += s.aval().bytes();
    }
    return bytes;
  }

  private static Work of(Kernel k) {
    List<Expr> all = k.expressions();
    List<Expr> reductions = all.stream().filter(e -> e.code() instanceof Expr.Code.Reduce).toList();
    double flops = 0;
    double[] touched = new double[k.parameters().size()];
    for (Expr e : all) {
      double times = k.points() * turns(e, reductions);
      if (e.code() instanceof Expr.Code.Load l) {
        touched[l.parameter()] += times * e.type().byteSize();
      } else if (e.type().isFloat()) {
        flops += times * CostModel.operations(e);
      }
    }
    for (Kernel.Store s : k.stores()) {
      touched[s.parameter()] += k.points() * s.value().type().byteSize() * (s.combine() == null ? 1 : 2);
    }
    double bytes = 0;
    for (int i = 0; i < touched.length; i++) {
      Kernel.Parameter p = k.parameters().get(i);
      bytes += Math.min(touched[i], (double) p.elements() * p.type().byteSize());
    }
    return new Work(flops, bytes);
  }

  /// How often a point of the domain computes an expression: once for each turn of the reductions it stands in.
  private static double turns(Expr e, List<Expr> reductions) {
    double times = 1;
    for (Expr r : reductions) {
      List<Symbol.Variable> variables = ((Expr.Code.Reduce) r.code()).variables();
      boolean within = variables.stream().anyMatch(v -> (e.variables() >> v.number() & 1) != 0);
      if (within || e == r) {
        for (Symbol.Variable v : variables) {
          times *= v.extent();
        }
        if (within) {
          break;
        }
      }
    }
    return times;
  }
}
