package gradwright.core.linearize;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Dce;
import gradwright.core.ir.JaxprEdit;
import gradwright.core.ir.Masks;
import gradwright.core.prim.ControlFlow;
import gradwright.core.trace.Interpreter;
import gradwright.core.trace.Session;
import gradwright.core.trace.StagingTrace;
import gradwright.core.trace.Trace;
import gradwright.core.types.Aval;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// The first of two scans that a scan is split into, done. `outputs` are its own; the second scan's body `second` takes
/// `intensive` residuals (the same in all iterations), its own inputs, and `extensive` residuals (stacked).
record ScanSplit(List<Value> outputs, List<Value> intensive, List<Value> extensive, ClosedJaxpr second) {
  /// Runs the first scan with the current trace. `first` gives its outputs, then `residuals`; those that depend on the
  /// loop's constants alone are computed once, outside.
  static ScanSplit run(
      ControlFlow.Scan p,
      ClosedJaxpr first,
      int residuals,
      List<Integer> forwards,
      ClosedJaxpr second,
      List<Value> inputs,
      int constants,
      int carry) {
    int n = first.outputAvals().size() - residuals;
    Hoisted h = hoist(first, inputs.subList(0, constants), residuals);
    List<Value> out =
        h.body.jaxpr().outputs().isEmpty() && h.body.jaxpr().effects().isEmpty()
            ? List.of()
            : Session.bind(
                new ControlFlow.Scan(h.body, h.constants.size(), carry, p.length(), p.reverse(), p.unroll()),
                Masks.concat(h.constants, inputs.subList(constants, inputs.size())));
    List<Value> given = Masks.merge(h.which, out.subList(n, out.size()), h.hoisted);
    List<Value> all = Residuals.complete(forwards, inputs, given);
    List<Boolean> stacked = new ArrayList<>();
    int k = 0;
    for (Integer f : forwards) {
      stacked.add(f == null ? !h.which.get(k++) : f >= constants + carry);
    }
    int ownInputs = second.inputAvals().size() - all.size();
    return new ScanSplit(
        out.subList(0, n),
        Masks.drop(all, stacked),
        Masks.keep(all, stacked),
        JaxprEdit.inputsToBack(second, Masks.concat(stacked, Masks.all(ownInputs, false))));
  }

  /// A body without its loop-invariant part. `which` marks the residuals that were computed outside, as `hoisted`.
  private record Hoisted(ClosedJaxpr body, List<Value> constants, List<Boolean> which, List<Value> hoisted) {}

  private static Hoisted hoist(ClosedJaxpr body, List<Value> constants, int residuals) {
    if (!body.jaxpr().effects().isEmpty()) {
      return new Hoisted(body, constants, Masks.all(residuals, false), List.of());
    }
    Session session = Session.current();
    Trace outside = session.trace();
    StagingTrace inside = new StagingTrace();
    SplitTrace trace = new SplitTrace(outside, inside);
    List<Value> arguments = new ArrayList<>(constants);
    for (Aval a : body.inputAvals().subList(constants.size(), body.inputAvals().size())) {
      arguments.add(inside.newInput(a));
    }
    try {
      List<Value> out = session.with(trace, () -> Interpreter.run(body, arguments));
      int n = out.size() - residuals;
      List<Boolean> which = Masks.of(out.subList(n, out.size()), v -> !inside.owns(v));
      List<Value> staged = Masks.concat(out.subList(0, n), Masks.<Value>drop(out.subList(n, out.size()), which));
      ClosedJaxpr closed = inside.finish(staged);
      ClosedJaxpr used =
          Dce.of(closed, Masks.all(staged.size(), true), Masks.all(closed.inputAvals().size(), true)).jaxpr();
      return new Hoisted(
          JaxprEdit.constantsAsInputs(used), used.constants(), which, Masks.keep(out.subList(n, out.size()), which));
    } finally {
      trace.invalidate();
      inside.invalidate();
    }
  }
}
