package gradwright.core.linearize;

import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Dce;
import gradwright.core.ir.Jaxpr;
import gradwright.core.ir.Masks;
import gradwright.core.trace.StagingTrace;
import gradwright.core.value.Array;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Two programs staged together, the second of which uses values of the first: its residuals. `second` takes the
/// residuals, then its own inputs; arrays stay constants. `forwards` has for each residual the index of the input of the
/// first program that it is, or null for one that the first program has to give out; those are `values`, in order.
record Residuals(ClosedJaxpr second, List<Integer> forwards, List<Value> values) {
  /// Ends the second trace and drops what its outputs do not need. `allowed` marks the inputs that may be forwarded.
  static Residuals of(
      StagingTrace trace, List<? extends Value> outputs, List<? extends Value> firstInputs, List<Boolean> allowed) {
    ClosedJaxpr staged = trace.finish(outputs);
    ClosedJaxpr program =
        Dce.of(staged, Masks.all(outputs.size(), true), Masks.all(staged.jaxpr().inputs().size(), true)).jaxpr();
    Map<Value, Integer> index = new IdentityHashMap<>();
    for (int i = 0; i < firstInputs.size(); i++) {
      if (allowed.get(i)) {
        index.put(firstInputs.get(i), i);
      }
    }
    Jaxpr j = program.jaxpr();
    List<Boolean> isResidual = Masks.of(program.constants(), v -> !(v instanceof Array));
    List<Integer> forwards = new ArrayList<>();
    List<Value> values = new ArrayList<>();
    for (Value v : Masks.<Value>keep(program.constants(), isResidual)) {
      Integer from = index.get(v);
      forwards.add(from);
      if (from == null) {
        values.add(v);
      }
    }
    List<Atom.Var> inputs = Masks.concat(Masks.<Atom.Var>keep(j.constants(), isResidual), j.inputs());
    Jaxpr second = new Jaxpr(Masks.drop(j.constants(), isResidual), inputs, j.equations(), j.outputs());
    return new Residuals(new ClosedJaxpr(second, Masks.<Value>drop(program.constants(), isResidual)), forwards, values);
  }

  /// All residuals: those that the first program gave out in `given`, the others from its inputs.
  static List<Value> complete(List<Integer> forwards, List<? extends Value> inputs, List<? extends Value> given) {
    List<Value> r = new ArrayList<>();
    int k = 0;
    for (Integer f : forwards) {
      r.add(f == null ? given.get(k++) : inputs.get(f));
    }
    return r;
  }
}
