package gradwright.cpu.run;

import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.Expr;
import gradwright.compiler.kernel.Kernel;
import gradwright.compiler.plan.Program;
import gradwright.compiler.plan.Step;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Elementwise;
import java.util.List;
import java.util.Map;

/// Rough figures for programs: enough to tell work worth sharing among threads from work that is not.
final class CostModel {
  private CostModel() {}

  /// Nanoseconds that a program may take on one thread.
  static double program(Program p) {
    return 200 + p.steps().stream().mapToDouble(CostModel::step).sum();
  }

  /// Nanoseconds that a step may take on one thread.
  static double step(Step step) {
    double bytes = Work.arrays(step);
    return switch (step) {
      case Step.Compute c -> kernel(c.kernel(), bytes);
      case Step.Evaluate e -> 500 + bytes * 5;
      case Step.Copy _ -> bytes / 20;
      case Step.MatrixProduct m -> 1000 + m.shape().flops() / 50;
      case Step.While w -> 100 * (program(w.body()) + program(w.condition()));
      case Step.Scan s -> s.length() * program(s.body());
      case Step.Cond c -> program(c.branches().getLast());
    };
  }

  /// Nanoseconds that a kernel may take on one thread.
  static double kernel(Kernel k, double bytes) {
    List<Expr> all = k.expressions();
    Map<Integer, Long> extents = Work.extents(k, all);
    double flops = 0;
    for (Expr e : all) {
      flops += turns(k, e, extents) * weight(e);
    }
    return 20 + Math.max(flops / 12, bytes / 20);
  }

  /// How often an expression is computed: outside all loops in which nothing of it changes, but in those around the innermost one in
  /// which something does.
  private static double turns(Kernel k, Expr e, Map<Integer, Long> extents) {
    long variables = Work.variables(e);
    List<Symbol.Variable> domain = k.domain();
    boolean inside = false;
    for (Symbol.Variable v : domain.reversed()) {
      inside |= (variables >>> v.number() & 1) != 0;
      variables = inside ? variables | 1L << v.number() : variables;
    }
    return Work.product(variables, extents);
  }

  /// Floating-point operations of one evaluation of an expression, functions counted by about what they take.
  static double operations(Expr e) {
    return switch (e.code()) {
      case Expr.Code.Apply _ -> weight(e);
      case Expr.Code.Reduce _ -> 1;
      default -> 0;
    };
  }

  private static double weight(Expr e) {
    return switch (e.code()) {
      case Expr.Code.Literal _ -> 0;
      case Expr.Code.Apply(Elementwise.Unary(var op)) ->
          switch (op) {
            case SQRT, RSQRT -> 4;
            case EXP, LOG, TANH, LOGISTIC, SIN, COS, EXP2 -> 15;
            case LOG1P, EXPM1, ERF, ERFC, ERF_INV, TAN, ATAN, ASIN, ACOS, SINH, COSH, ASINH, ACOSH, ATANH, CBRT -> 30;
            case LGAMMA, DIGAMMA, BESSEL_I0E, BESSEL_I1E -> 60;
            default -> 1;
          };
      case Expr.Code.Apply(Elementwise.Binary(var op)) -> op == BinaryOp.POW || op == BinaryOp.ATAN2 ? 40 : 1;
      default -> 1;
    };
  }
}
