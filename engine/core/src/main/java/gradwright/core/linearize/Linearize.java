package gradwright.core.linearize;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Dce;
import gradwright.core.ir.Masks;
import gradwright.core.lax.Lax;
import gradwright.core.linearize.LinearizeTrace.LinearizeTracer;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.Session;
import gradwright.core.trace.StagingTrace;
import gradwright.core.transpose.BackwardPass;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// linearize and vjp, as in "You Only Linearize Once" (Radul et al., POPL 2023).
public final class Linearize {
  private Linearize() {}

  /// Outputs at the primals, and the linear program from tangents of the inputs marked in `nonzeroIn` to tangents of the outputs
  /// marked in `nonzeroOut`; its constants are the residuals.
  public record Linearized(
      List<Value> outputs,
      ClosedJaxpr tangentProgram,
      List<Boolean> nonzeroIn,
      List<Boolean> nonzeroOut,
      List<Value> primals) {
    /// Applies the tangent program with the current trace; zeros stay symbolic.
    public List<Tangent> apply(List<? extends Tangent> tangents) {
      List<Value> in = new ArrayList<>();
      for (int i = 0; i < tangents.size(); i++) {
        if (nonzeroIn.get(i)) {
          in.add(Lax.instantiate(tangents.get(i)));
        }
      }
      List<Value> out = gradwright.core.trace.Interpreter.run(tangentProgram, in);
      List<Tangent> result = new ArrayList<>();
      int k = 0;
      for (int i = 0; i < outputs.size(); i++) {
        result.add(nonzeroOut.get(i) ? out.get(k++) : Tangent.Zero.like(outputs.get(i)));
      }
      return result;
    }

    /// What the linear program keeps of the primal computation.
    public List<Value> residuals() {
      return tangentProgram.constants();
    }

    /// The same linear program over other residuals of the same types.
    public Linearized withResiduals(List<Value> residuals) {
      ClosedJaxpr program = new ClosedJaxpr(tangentProgram.jaxpr(), residuals);
      return new Linearized(outputs, program, nonzeroIn, nonzeroOut, primals);
    }

    /// Pulls cotangents of the outputs back to cotangents of the inputs.
    public List<Tangent> pullBack(List<? extends Tangent> cotangents) {
      List<Tangent> cts = new ArrayList<>();
      for (int i = 0; i < outputs.size(); i++) {
        if (nonzeroOut.get(i)) {
          cts.add(cotangents.get(i));
        }
      }
      List<Tangent> in = BackwardPass.run(tangentProgram, cts);
      List<Tangent> result = new ArrayList<>();
      int k = 0;
      for (int i = 0; i < primals.size(); i++) {
        result.add(nonzeroIn.get(i) ? in.get(k++) : Tangent.Zero.like(primals.get(i)));
      }
      return result;
    }
  }

  /// Linearizes `f` at primals; only inputs marked in `differentiate` (null: all of inexact dtype) get tangents.
  public static Linearized linearize(FlatFunction f, List<? extends Value> primals, List<Boolean> differentiate) {
    return linearize(f, primals, differentiate, false);
  }

  /// The same; `reverse` tells that only cotangents will be pulled back.
  public static Linearized linearize(
      FlatFunction f, List<? extends Value> primals, List<Boolean> differentiate, boolean reverse) {
    Session session = Session.current();
    StagingTrace tangents = new StagingTrace();
    LinearizeTrace trace = new LinearizeTrace(session.trace(), tangents, reverse);
    List<Value> args = new ArrayList<>();
    List<Boolean> nonzeroIn = new ArrayList<>();
    for (int i = 0; i < primals.size(); i++) {
      Value p = primals.get(i);
      boolean nz = p.dtype().isDifferentiable() && (differentiate == null || differentiate.get(i));
      nonzeroIn.add(nz);
      args.add(nz ? trace.wrap(p, tangents.newInput(p.aval().tangent())) : p);
    }
    try {
      List<Value> out = session.with(trace, () -> f.call(args));
      List<Value> outputs = new ArrayList<>();
      List<Boolean> nonzeroOut = new ArrayList<>();
      List<Value> outTangents = new ArrayList<>();
      for (Value v : out) {
        if (v instanceof LinearizeTracer t && t.trace() == trace) {
          outputs.add(t.primal());
          boolean nz = t.tangent() instanceof Value;
          nonzeroOut.add(nz);
          if (nz) {
            outTangents.add((Value) t.tangent());
          }
        } else {
          outputs.add(v);
          nonzeroOut.add(false);
        }
      }
      ClosedJaxpr staged = tangents.finish(outTangents);
      List<Boolean> all = Masks.all(staged.jaxpr().inputs().size(), true);
      ClosedJaxpr program = Dce.of(staged, Masks.all(outTangents.size(), true), all).jaxpr();
      return new Linearized(outputs, program, List.copyOf(nonzeroIn), List.copyOf(nonzeroOut), List.copyOf(primals));
    } finally {
      trace.invalidate();
      tangents.invalidate();
    }
  }
}
