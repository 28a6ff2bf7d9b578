package gradwright.cpu.run;

import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.Expr;
import gradwright.compiler.kernel.Kernel;
import gradwright.compiler.plan.Program;
import gradwright.compiler.plan.Slot;
import gradwright.compiler.plan.Step;
import gradwright.core.prim.Elementwise;
import java.util.List;

/// Rough figures for programs: enough to tell work worth sharing among threads from work that is not.
final class CostModel {
  private CostModel() {}

  /// Floating-point operations, bytes moved, and a guess of the time on one thread.
  record Estimate(double flops, double bytes, double time) {
    Estimate plus(Estimate o) {
      return new Estimate(flops + o.flops, bytes + o.bytes, time + o.time);
    }

    Estimate times(double n) {
      return new Estimate(flops * n, bytes * n, time * n);
    }

    long nanos() {
      return (long) Math.min(time, 1e15);
    }
  }

  static Estimate program(Program p) {
    Estimate sum = new Estimate(0, 0, 200);
    for (Step s : p.steps()) {
      sum = sum.plus(step(s));
    }
    return sum;
  }

  static double stepNanos(Step step) {
    return step(step).time();
  }

  private static Estimate step(Step step) {
    double bytes = 0;
    for (Slot s : step.reads()) {
      bytes += s.aval().bytes();
    }
    for (Slot s : step.writes()) {
      bytes += s.aval().bytes();
    }
    return switch (step) {
      case Step.Compute c -> kernel(c.kernel(), bytes);
      case Step.Evaluate e -> new Estimate(bytes / 4, bytes, 500 + bytes * 5);
      case Step.Copy _ -> new Estimate(0, bytes, bytes / 20);
      case Step.MatrixProduct m -> {
        double flops = 2.0 * m.shape().batch() * m.shape().m() * m.shape().n() * m.shape().k();
        yield new Estimate(flops, bytes, 1000 + flops / 50);
      }
      case Step.While w -> program(w.body()).plus(program(w.condition())).times(100);
      case Step.Scan s -> program(s.body()).times(s.length());
      case Step.Cond c -> program(c.branches().getLast());
    };
  }

  static Estimate kernel(Kernel k, double bytes) {
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
    return new Estimate(flops, bytes, 20 + Math.max(flops / 12, bytes / 20));
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
            case EXP, LOG, TANH, LOGISTIC, SIN, COS, EXP2 -> 15;
            case LOG1P, EXPM1, ERF, ERFC, ERF_INV, TAN, ATAN, ASIN, ACOS, SINH, COSH, ASINH, ACOSH, ATANH, CBRT -> 30;
            case LGAMMA, DIGAMMA, BESSEL_I0E, BESSEL_I1E -> 60;
            default -> 1;
          };
      default -> 1;
    };
  }
}
