package gradwright.cpu.run;

import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.Expr;
import gradwright.compiler.kernel.Kernel;
import gradwright.compiler.plan.Program;
import gradwright.compiler.plan.Slot;
import gradwright.compiler.plan.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What one run of a step does, for people. All of it is 0 where nobody can know, as for loops that find out themselves when to
/// end.
///
/// @param flops additions, multiplications and the like, one each, of whole numbers too
/// @param transcendentals values of functions such as `exp`
/// @param effort floating-point operations where a function counts as about what it takes
/// @param bytes of the arrays that are touched
record Work(double flops, double transcendentals, double effort, double bytes) {
  private static final Work NONE = new Work(0, 0, 0, 0);

  static Work of(Step step) {
    return switch (step) {
      case Step.Compute c -> of(c.kernel());
      case Step.Copy c -> moving(2.0 * c.to().aval().bytes());
      case Step.Evaluate e -> moving(arrays(e));
      case Step.MatrixProduct m -> {
        double flops = m.shape().flops();
        yield new Work(flops, 0, flops, arrays(m));
      }
      case Step.Scan s -> of(s.body()).times(s.length());
      case Step.While _, Step.Cond _ -> NONE;
    };
  }

  /// One run of all steps.
  static Work of(Program p) {
    return p.steps().stream().map(Work::of).reduce(NONE, Work::plus);
  }

  private static Work moving(double bytes) {
    return new Work(0, 0, 0, bytes);
  }

  private Work plus(Work o) {
    return new Work(flops + o.flops, transcendentals + o.transcendentals, effort + o.effort, bytes + o.bytes);
  }

  private Work times(double n) {
    return new Work(flops * n, transcendentals * n, effort * n, bytes * n);
  }

  /// Bytes of the arrays that a step reads and writes.
  static double arrays(Step step) {
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
    Map<Integer, Long> extents = extents(k, all);
    double flops = 0;
    double transcendentals = 0;
    double effort = 0;
    double[] touched = new double[k.parameters().size()];
    for (Expr e : all) {
      // What does not change in a loop is computed outside it.
      double times = product(variables(e), extents);
      if (e.code() instanceof Expr.Code.Load l) {
        touched[l.parameter()] += times * e.type().byteSize();
      } else if (e.type().isFloat()) {
        double operations = CostModel.operations(e);
        effort += times * operations;
        boolean function = operations > 1;
        transcendentals += function ? times : 0;
        flops += function ? 0 : times * operations;
      } else if (e.code() instanceof Expr.Code.Apply) {
        flops += times;
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
    return new Work(flops, transcendentals, effort, bytes);
  }

  /// The variables of which an expression is computed for each value, one bit each.
  static long variables(Expr e) {
    long variables = e.variables();
    if (e.code() instanceof Expr.Code.Reduce r) {
      for (Symbol.Variable v : r.variables()) {
        variables |= 1L << v.number();
      }
    }
    return variables;
  }

  /// How many values some variables have together.
  static double product(long variables, Map<Integer, Long> extents) {
    double times = 1;
    for (long left = variables; left != 0; left &= left - 1) {
      times *= extents.getOrDefault(Long.numberOfTrailingZeros(left), 1L);
    }
    return times;
  }

  /// The extents of a kernel's variables and of its reductions', by number.
  static Map<Integer, Long> extents(Kernel k, List<Expr> all) {
    Map<Integer, Long> extents = new HashMap<>();
    k.domain().forEach(v -> extents.put(v.number(), (long) v.extent()));
    for (Expr e : all) {
      if (e.code() instanceof Expr.Code.Reduce r) {
        r.variables().forEach(v -> extents.put(v.number(), (long) v.extent()));
      }
    }
    return extents;
  }
}
