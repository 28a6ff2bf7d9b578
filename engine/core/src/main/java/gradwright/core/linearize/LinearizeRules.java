package gradwright.core.linearize;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.JaxprEdit;
import gradwright.core.ir.Masks;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Call;
import gradwright.core.prim.ControlFlow;
import gradwright.core.prim.ExtensionPrimitive;
import gradwright.core.prim.Primitive;
import gradwright.core.trace.Session;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// How primitives that hold jaxprs are linearized: the jaxprs are, once, instead of being differentiated and split.
final class LinearizeRules {
  private LinearizeRules() {}

  /// Outputs, which of them have tangents, and how these are staged from the tangents of the inputs.
  record Linear(
      List<Value> outputs, List<Boolean> nonzeroOut, Function<List<? extends Tangent>, List<Value>> tangents) {}

  /// Runs the primal part with the current trace; null when the primitive is linearized by its jvp rule.
  static Linear linearize(Primitive primitive, List<Value> primals, List<Boolean> nonzero, boolean reverse) {
    return switch (primitive) {
      case Call.Jit p -> jit(p, primals, nonzero, reverse);
      case ControlFlow.Scan p -> scan(p, primals, nonzero, reverse);
      case ControlFlow.Cond p -> cond(p, primals, nonzero, reverse);
      case ExtensionPrimitive p -> extension(p, primals, nonzero, reverse);
      default -> null;
    };
  }

  private static Linear extension(ExtensionPrimitive p, List<Value> primals, List<Boolean> nonzero, boolean reverse) {
    ExtensionPrimitive.Linear l = p.linearize(reverse, primals, nonzero);
    if (l == null) {
      return null;
    }
    return new Linear(
        l.outputs(), l.nonzero(), tangents -> nonzero(l.tangents().apply(List.copyOf(tangents)), l.nonzero()));
  }

  private static Linear jit(Call.Jit p, List<Value> primals, List<Boolean> nonzero, boolean reverse) {
    int n = p.jaxpr().outputAvals().size();
    LinearizeJaxpr l =
        LinearizeJaxpr.of(reverse, p.jaxpr(), nonzero, Masks.all(n, false), Masks.all(nonzero.size(), true));
    List<Value> out =
        ForwardedJit.bind(new Call.Jit(p.name(), l.primal(), p.inline(), p.keepUnused(), p.donated()), primals, n);
    List<Value> residuals = Residuals.complete(l.forwards(), primals, out.subList(n, out.size()));
    return new Linear(
        out.subList(0, n),
        l.nonzeroOut(),
        tangents ->
            Session.bind(
                new Call.Jit(p.name(), l.tangent(), p.inline(), p.keepUnused(), List.of()),
                Masks.concat(residuals, nonzero(tangents, nonzero))));
  }

  private static List<Value> nonzero(List<? extends Tangent> tangents, List<Boolean> which) {
    List<Value> r = new ArrayList<>();
    for (Tangent t : Masks.<Tangent>keep(tangents, which)) {
      r.add(Lax.instantiate(t));
    }
    return r;
  }

  private static Linear scan(ControlFlow.Scan p, List<Value> primals, List<Boolean> nonzero, boolean reverse) {
    int firstX = p.constants() + p.carry();
    int n = p.body().outputAvals().size();
    List<Boolean> carry = nonzero.subList(p.constants(), firstX);
    List<Boolean> forwardable =
        Masks.concat(
            Masks.all(p.constants(), true), Masks.all(p.carry(), false), Masks.all(nonzero.size() - firstX, true));
    LinearizeJaxpr l;
    List<Boolean> nonzeroIn;
    while (true) {
      nonzeroIn = Masks.concat(nonzero.subList(0, p.constants()), carry, nonzero.subList(firstX, nonzero.size()));
      l =
          LinearizeJaxpr.of(
              reverse, p.body(), nonzeroIn, Masks.concat(carry, Masks.all(n - p.carry(), false)), forwardable);
      List<Boolean> next = l.nonzeroOut().subList(0, p.carry());
      if (next.equals(carry)) {
        break;
      }
      carry = Masks.or(carry, next);
    }
    ScanSplit split =
        ScanSplit.run(p, l.primal(), l.residuals(), l.forwards(), l.tangent(), primals, p.constants(), p.carry());
    List<Boolean> nonzeroFixed = nonzeroIn;
    int tangentConstants = split.intensive().size() + Masks.count(nonzeroFixed.subList(0, p.constants()));
    int tangentCarry = Masks.count(carry);
    return new Linear(
        split.outputs(),
        l.nonzeroOut(),
        tangents ->
            Session.bind(
                new ControlFlow.Scan(
                    split.second(), tangentConstants, tangentCarry, p.length(), p.reverse(), p.unroll()),
                Masks.concat(split.intensive(), nonzero(tangents, nonzeroFixed), split.extensive())));
  }

  private static Linear cond(ControlFlow.Cond p, List<Value> primals, List<Boolean> nonzero, boolean reverse) {
    List<Boolean> operands = nonzero.subList(1, nonzero.size());
    int n = p.branches().getFirst().outputAvals().size();
    List<Boolean> none = Masks.all(operands.size(), false);
    List<Boolean> nonzeroOut = Masks.all(n, false);
    for (ClosedJaxpr b : p.branches()) {
      nonzeroOut =
          Masks.or(nonzeroOut, LinearizeJaxpr.of(reverse, b, operands, Masks.all(n, false), none).nonzeroOut());
    }
    List<ClosedJaxpr> first = new ArrayList<>();
    List<ClosedJaxpr> second = new ArrayList<>();
    for (ClosedJaxpr b : p.branches()) {
      LinearizeJaxpr l = LinearizeJaxpr.of(reverse, b, operands, nonzeroOut, none);
      first.add(l.primal());
      second.add(l.tangent());
    }
    BranchResiduals joined = BranchResiduals.join(first, second, n);
    List<Value> out = Session.bind(new ControlFlow.Cond(joined.first()), primals);
    return new Linear(
        out.subList(0, n),
        nonzeroOut,
        tangents ->
            Session.bind(
                new ControlFlow.Cond(joined.second()),
                Masks.concat(List.of(primals.getFirst()), out.subList(n, out.size()), nonzero(tangents, nonzero))));
  }

  /// A jit whose outputs that are its inputs, and residuals that are its outputs already, are not computed by it.
  static final class ForwardedJit {
    private ForwardedJit() {}

    /// The outputs of `jit`, of which the first `primalOutputs` are its own and the others residuals.
    static List<Value> bind(Call.Jit jit, List<? extends Value> inputs, int primalOutputs) {
      var outputs = jit.jaxpr().jaxpr().outputs();
      List<Integer> fromInput = JaxprEdit.forwarding(jit.jaxpr().jaxpr());
      List<Integer> fromOutput = new ArrayList<>();
      for (int i = 0; i < outputs.size(); i++) {
        Integer same = null;
        for (int k = 0; i >= primalOutputs && k < primalOutputs && same == null; k++) {
          if (outputs.get(k) == outputs.get(i) && fromInput.get(k) == null) {
            same = k;
          }
        }
        fromOutput.add(same);
      }
      List<Boolean> computed = new ArrayList<>();
      for (int i = 0; i < outputs.size(); i++) {
        computed.add(fromInput.get(i) == null && fromOutput.get(i) == null);
      }
      ClosedJaxpr pruned = JaxprEdit.keepOutputs(jit.jaxpr(), computed);
      List<Value> out =
          pruned.jaxpr().outputs().isEmpty() && pruned.jaxpr().effects().isEmpty()
              ? List.of()
              : Session.bind(
                  new Call.Jit(jit.name(), pruned, jit.inline(), jit.keepUnused(), jit.donated()), List.copyOf(inputs));
      List<Value> all = new ArrayList<>();
      int next = 0;
      for (int i = 0; i < outputs.size(); i++) {
        if (computed.get(i)) {
          all.add(out.get(next++));
        } else {
          all.add(
              fromInput.get(i) != null
                  ? inputs.get(fromInput.get(i))
                  : all.get(Objects.requireNonNull(fromOutput.get(i))));
        }
      }
      return all;
    }
  }
}
