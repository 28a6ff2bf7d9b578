package gradwright.core.linearize;

import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Equation;
import gradwright.core.ir.Jaxpr;
import gradwright.core.prim.Call;
import gradwright.core.prim.Elementwise;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.Staging;
import gradwright.core.trace.StagingTrace.StagedTracer;
import gradwright.core.types.Aval;
import gradwright.core.value.Array;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// A value that the forward pass of a function keeps for its derivative, and where it comes from, in JAX's words.
public record SavedResidual(Aval aval, String origin) {
  /// What `f` keeps when it is differentiated at arguments of these types. Checkpoints keep only what their policy saves.
  public static List<SavedResidual> of(FlatFunction f, List<Aval> arguments, List<String> names) {
    List<SavedResidual> all = new ArrayList<>();
    ClosedJaxpr program =
        Staging.stage(
            in -> {
              List<Value> kept = new ArrayList<>();
              for (Value v : Linearize.linearize(f, in, null, true).tangentProgram().constants()) {
                if (v instanceof StagedTracer && !kept.contains(v)) {
                  kept.add(v);
                } else if (v instanceof Array) {
                  all.add(new SavedResidual(v.aval(), "from a constant"));
                }
              }
              return kept;
            },
            arguments);
    Jaxpr j = program.jaxpr();
    Set<Atom> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    kept.addAll(j.outputs());
    for (Equation e : j.equations()) {
      // Checkpoints round what they save to its own precision; the value is that of the operation before.
      if (e.primitive() instanceof Elementwise.ReducePrecision && kept.remove(e.outputs().getFirst())) {
        kept.add(e.inputs().getFirst());
      }
    }
    for (Atom.Var v : j.constants()) {
      if (kept.contains(v)) {
        all.add(new SavedResidual(v.aval(), "from a constant"));
      }
    }
    for (int i = 0; i < j.inputs().size(); i++) {
      Atom.Var v = j.inputs().get(i);
      if (kept.contains(v)) {
        all.add(new SavedResidual(v.aval(), "from the argument " + names.get(i)));
      }
    }
    for (Equation e : j.equations()) {
      for (Atom.Var v : e.outputs()) {
        if (kept.contains(v)) {
          all.add(new SavedResidual(v.aval(), describe(e)));
        }
      }
    }
    return all;
  }

  private static String describe(Equation e) {
    String from = " from " + e.source().summary();
    return switch (e.primitive()) {
      case Call.Name n -> "named '" + n.name() + "'" + from;
      case Call.Jit jit -> "output of jitted function '" + jit.name() + "'" + from;
      default -> "output of " + e.primitive().primitiveName() + from;
    };
  }

  /// `f32[3] from the argument x`.
  @Override
  public String toString() {
    return aval + " " + origin;
  }
}
