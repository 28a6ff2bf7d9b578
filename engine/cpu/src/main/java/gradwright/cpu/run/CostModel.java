package gradwright.cpu.run;

import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.Expr;
import gradwright.compiler.kernel.Kernel;
import gradwright.compiler.plan.Program;
import gradwright.compiler.plan.Step;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Elementwise;
import java.util.List;

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
    List<Expr> reductions = all.stream().filter(e -> e.code() instanceof Expr.Code.Reduce).toList();
    double points = k.points();
    double flops = 0;
    for (Expr e : all) {
      double times = points;
      // an expression within a reduction is computed for each of its points
      for (Expr r : reductions) {
        List<Symbol.Variable> variables = ((Expr.Code.Reduce) r.code()).variables();
        if ((e.variables() & bits(variables)) != 0) {
          for (Symbol.Variable v : variables) {
            times *= v.extent();
          }
          break;
        }
      }
      flops += times * weight(e);
    }
    return 20 + Math.max(flops / 12, bytes / 20);
  }

  private static long bits(List<Symbol.Variable> variables) {
    long b = 0;
    for (Symbol.Variable v : variables) {
      b |= 1L << v.number();
    }
    return b;
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
