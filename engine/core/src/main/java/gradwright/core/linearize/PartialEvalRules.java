package gradwright.core.linearize;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Dce;
import gradwright.core.ir.Dependence;
import gradwright.core.ir.JaxprEdit;
import gradwright.core.ir.Masks;
import gradwright.core.linearize.LinearizeRules.ForwardedJit;
import gradwright.core.prim.Call;
import gradwright.core.prim.ControlFlow;
import gradwright.core.prim.Primitive;
import gradwright.core.trace.Session;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// How primitives that hold jaxprs are split into a known part, done now, and an unknown part, staged.
final class PartialEvalRules {
  private PartialEvalRules() {}

  /// Whether the primitive may have known outputs although all its inputs are unknown.
  static boolean alwaysSplits(Primitive primitive) {
    return primitive instanceof Call.CustomJvpCall
        || primitive instanceof Call.CustomVjpCall
        || primitive instanceof Call.CustomVmapCall;
  }

  /// Outputs of the split primitive, or null when it is to be staged whole.
  static List<Value> split(SplitTrace trace, Primitive primitive, List<Value> inputs) {
    List<Boolean> unknown = Masks.of(inputs, trace.unknown()::owns);
    return switch (primitive) {
      case Call.Jit p -> jit(trace, p, inputs, unknown);
      case ControlFlow.Scan p -> scan(trace, p, inputs, unknown);
      case ControlFlow.Cond p -> cond(trace, p, inputs, unknown);
      case ControlFlow.While p -> whileLoop(trace, p, inputs, unknown);
      case Call.Remat p -> remat(trace, p, inputs, unknown);
      // Partial evaluation only builds linear functions to transpose: the custom rule has done its work.
      case Call.CustomJvpCall p -> Session.current().with(trace, () -> p.function().call(inputs));
      case Call.CustomVjpCall p -> Session.current().with(trace, () -> p.function().call(inputs));
      case Call.CustomVmapCall p -> Session.current().with(trace, () -> p.function().call(inputs));
      default -> null;
    };
  }

  private static List<Value> jit(SplitTrace trace, Call.Jit p, List<Value> inputs, List<Boolean> unknown) {
    int n = p.jaxpr().outputAvals().size();
    PartialEvalJaxpr s = PartialEvalJaxpr.of(p.jaxpr(), unknown, Masks.all(n, false), Masks.all(inputs.size(), true));
    List<Value> knownInputs = Masks.drop(inputs, unknown);
    int knownOutputs = n - Masks.count(s.unknownOut());
    List<Boolean> knownDonated = p.donated().isEmpty() ? p.donated() : Masks.drop(p.donated(), unknown);
    List<Value> given =
        Session.current()
            .with(
                trace.known(),
                () ->
                    ForwardedJit.bind(
                        new Call.Jit(p.name(), s.known(), p.inline(), p.keepUnused(), knownDonated),
                        knownInputs,
                        knownOutputs));
    List<Value> residuals = Residuals.complete(s.forwards(), knownInputs, given.subList(knownOutputs, given.size()));
    if (s.unknown().jaxpr().outputs().isEmpty() && s.unknown().jaxpr().effects().isEmpty()) {
      return given.subList(0, n);
    }
    List<Value> unknownInputs = Masks.keep(inputs, unknown);
    ClosedJaxpr second =
        JaxprEdit.inputsToBack(
            s.unknown(), Masks.concat(Masks.all(residuals.size(), true), Masks.all(unknownInputs.size(), false)));
    List<Value> staged =
        trace
            .unknown()
            .process(
                new Call.Jit(p.name(), second, p.inline(), p.keepUnused(), List.of()),
                Masks.concat(unknownInputs, residuals));
    return Masks.merge(s.unknownOut(), given.subList(0, knownOutputs), staged);
  }

  private static List<Value> scan(SplitTrace trace, ControlFlow.Scan p, List<Value> inputs, List<Boolean> unknown) {
    int firstX = p.constants() + p.carry();
    int n = p.body().outputAvals().size();
    List<Boolean> carry = unknown.subList(p.constants(), firstX);
    List<Boolean> forwardable =
        Masks.concat(
            Masks.all(p.constants(), true), Masks.all(p.carry(), false), Masks.all(inputs.size() - firstX, true));
    PartialEvalJaxpr s;
    List<Boolean> unknownIn;
    while (true) {
      unknownIn = Masks.concat(unknown.subList(0, p.constants()), carry, unknown.subList(firstX, inputs.size()));
      s = PartialEvalJaxpr.of(p.body(), unknownIn, Masks.concat(carry, Masks.all(n - p.carry(), false)), forwardable);
      List<Boolean> next = s.unknownOut().subList(0, p.carry());
      if (next.equals(carry)) {
        break;
      }
      carry = Masks.or(carry, next);
    }
    PartialEvalJaxpr fixed = s;
    List<Value> knownInputs = Masks.drop(inputs, unknownIn);
    int unknownConstants = Masks.count(unknown.subList(0, p.constants()));
    int unknownCarry = Masks.count(carry);
    ScanSplit split =
        Session.current()
            .with(
                trace.known(),
                () ->
                    ScanSplit.run(
                        p,
                        fixed.known(),
                        fixed.residuals(),
                        fixed.forwards(),
                        fixed.unknown(),
                        knownInputs,
                        p.constants() - unknownConstants,
                        p.carry() - unknownCarry));
    var second =
        new ControlFlow.Scan(
            split.second(),
            split.intensive().size() + unknownConstants,
            unknownCarry,
            p.length(),
            p.reverse(),
            p.unroll());
    List<Value> staged =
        trace
            .unknown()
            .process(second, Masks.concat(split.intensive(), Masks.<Value>keep(inputs, unknownIn), split.extensive()));
    return Masks.merge(fixed.unknownOut(), split.outputs(), staged);
  }

  private static List<Value> cond(SplitTrace trace, ControlFlow.Cond p, List<Value> inputs, List<Boolean> unknown) {
    if (unknown.getFirst()) {
      return null;
    }
    List<Boolean> operands = unknown.subList(1, unknown.size());
    int n = p.branches().getFirst().outputAvals().size();
    List<Boolean> none = Masks.all(operands.size(), false);
    List<Boolean> unknownOut = Masks.all(n, false);
    for (ClosedJaxpr b : p.branches()) {
      unknownOut = Masks.or(unknownOut, PartialEvalJaxpr.of(b, operands, Masks.all(n, false), none).unknownOut());
    }
    List<ClosedJaxpr> first = new ArrayList<>();
    List<ClosedJaxpr> second = new ArrayList<>();
    for (ClosedJaxpr b : p.branches()) {
      PartialEvalJaxpr s = PartialEvalJaxpr.of(b, operands, unknownOut, none);
      first.add(s.known());
      second.add(s.unknown());
    }
    int knownOutputs = n - Masks.count(unknownOut);
    BranchResiduals joined = BranchResiduals.join(first, second, knownOutputs);
    List<Value> out =
        Session.current()
            .with(trace.known(), () -> Session.bind(new ControlFlow.Cond(joined.first()), Masks.drop(inputs, unknown)));
    List<Value> staged =
        trace
            .unknown()
            .process(
                new ControlFlow.Cond(joined.second()),
                Masks.concat(
                    List.of(inputs.getFirst()),
                    out.subList(knownOutputs, out.size()),
                    Masks.<Value>keep(inputs, unknown)));
    return Masks.merge(unknownOut, out.subList(0, knownOutputs), staged);
  }

  /// No residuals can be saved from a loop of unknown length: the known part runs now, and the whole loop is staged, as
  /// if it were checkpointed. Linearizing works this way, and transposing gives the proper error.
  private static List<Value> whileLoop(
      SplitTrace trace, ControlFlow.While p, List<Value> inputs, List<Boolean> unknown) {
    List<Boolean> unknownOut = Dependence.whileLoop(p, unknown);
    if (!unknownOut.contains(false)) {
      return null;
    }
    int firstCarry = p.conditionConstants() + p.bodyConstants();
    List<Boolean> knownOut = Masks.not(unknownOut);
    List<Boolean> knownCondition = Masks.not(unknown.subList(0, p.conditionConstants()));
    List<Boolean> knownBody = Masks.not(unknown.subList(p.conditionConstants(), firstCarry));
    ClosedJaxpr condition = Dce.of(p.condition(), List.of(true), Masks.concat(knownCondition, knownOut)).jaxpr();
    ClosedJaxpr body = Dce.of(p.body(), knownOut, Masks.concat(knownBody, knownOut)).jaxpr();
    List<Value> known =
        Session.current()
            .with(
                trace.known(),
                () ->
                    Session.bind(
                        new ControlFlow.While(condition, Masks.count(knownCondition), body, Masks.count(knownBody)),
                        Masks.keep(inputs, Masks.concat(knownCondition, knownBody, knownOut))));
    List<Value> staged = trace.unknown().process(p, inputs);
    return Masks.merge(unknownOut, known, Masks.keep(staged, unknownOut));
  }

  /// The known part runs now, without a call of its own; the unknown part recomputes what it needs but for what the
  /// policy saves.
  private static List<Value> remat(SplitTrace trace, Call.Remat p, List<Value> inputs, List<Boolean> unknown) {
    RematSplit s = RematSplit.of(p.jaxpr(), unknown, p.policy());
    List<Value> knownInputs = Masks.drop(inputs, unknown);
    List<Value> out =
        Session.current()
            .with(
                trace.known(),
                () -> gradwright.core.trace.Interpreter.run(s.known(), Masks.keep(knownInputs, s.knownInputs())));
    int knownOutputs = out.size() - s.residuals();
    if (s.staged().jaxpr().outputs().isEmpty() && s.staged().jaxpr().effects().isEmpty()) {
      return out.subList(0, knownOutputs);
    }
    List<Value> staged =
        trace
            .unknown()
            .process(
                new Call.Remat(s.staged(), p.preventCse(), true, p.policy()),
                Masks.concat(out.subList(knownOutputs, out.size()), Masks.<Value>keep(inputs, s.stagedInputs())));
    return Masks.merge(s.unknownOut(), out.subList(0, knownOutputs), staged);
  }
}
