package gradwright.core.ir;

import gradwright.core.prim.Call;
import gradwright.core.prim.ControlFlow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Dead-code elimination: a jaxpr with only some of its outputs and only the inputs these need. Effects are kept.
/// Looks into calls, scans and conditionals.
public record Dce(ClosedJaxpr jaxpr, List<Boolean> usedInputs) {
  private record Key(List<Boolean> usedOutputs, List<Boolean> keptInputs) {}

  /// An equation reduced to some outputs; null when nothing is left of it.
  private record Reduced(Equation equation, List<Boolean> usedInputs) {}

  /// Keeps the outputs marked in `usedOutputs`, and what they need.
  public static Dce of(ClosedJaxpr program, List<Boolean> usedOutputs) {
    return of(program, usedOutputs, Masks.all(program.jaxpr().inputs().size(), false));
  }

  /// The same; inputs marked in `keptInputs` stay even when nothing needs them.
  public static Dce of(ClosedJaxpr program, List<Boolean> usedOutputs, List<Boolean> keptInputs) {
    return program.derive(
        new Key(List.copyOf(usedOutputs), List.copyOf(keptInputs)), () -> make(program, usedOutputs, keptInputs));
  }

  private static Dce make(ClosedJaxpr program, List<Boolean> usedOutputs, List<Boolean> keptInputs) {
    Jaxpr j = program.jaxpr();
    Set<Atom> live = Collections.newSetFromMap(new IdentityHashMap<>());
    live.addAll(Masks.keep(j.outputs(), usedOutputs));
    List<Equation> kept = new ArrayList<>();
    for (Equation e : j.equations().reversed()) {
      Reduced r = reduce(e, Masks.of(e.outputs(), live::contains));
      if (r.equation != null) {
        kept.add(r.equation);
        live.addAll(Masks.keep(e.inputs(), r.usedInputs));
      }
    }
    List<Boolean> usedInputs = Masks.or(Masks.of(j.inputs(), live::contains), keptInputs);
    List<Boolean> usedConstants = Masks.of(j.constants(), live::contains);
    Jaxpr result =
        new Jaxpr(
            Masks.keep(j.constants(), usedConstants),
            Masks.keep(j.inputs(), usedInputs),
            kept.reversed(),
            Masks.keep(j.outputs(), usedOutputs));
    return new Dce(new ClosedJaxpr(result, Masks.keep(program.constants(), usedConstants)), usedInputs);
  }

  private static Reduced reduce(Equation e, List<Boolean> used) {
    if (!used.contains(true) && e.effects().isEmpty()) {
      return new Reduced(null, null);
    }
    return switch (e.primitive()) {
      case Call.Jit p -> {
        Dce d = of(p.jaxpr(), used);
        List<Boolean> donated = p.donated().isEmpty() ? p.donated() : Masks.keep(p.donated(), d.usedInputs);
        yield rebuilt(e, new Call.Jit(p.name(), d.jaxpr, p.inline(), p.keepUnused(), donated), d.usedInputs, used);
      }
      case Call.Remat p -> {
        Dce d = of(p.jaxpr(), used);
        yield rebuilt(e, new Call.Remat(d.jaxpr, p.preventCse(), p.differentiated(), p.policy()), d.usedInputs, used);
      }
      case ControlFlow.Cond p -> cond(e, p, used);
      case ControlFlow.Scan p -> scan(e, p, used);
      case ControlFlow.While p -> whileLoop(e, p, used);
      default -> new Reduced(e, Masks.all(e.inputs().size(), true));
    };
  }

  private static Reduced rebuilt(
      Equation e, gradwright.core.prim.Primitive p, List<Boolean> usedInputs, List<Boolean> usedOutputs) {
    Equation n =
        new Equation(
            p, Masks.keep(e.inputs(), usedInputs), Masks.keep(e.outputs(), usedOutputs), p.effects(), e.source());
    return new Reduced(n, usedInputs);
  }

  private static Reduced cond(Equation e, ControlFlow.Cond p, List<Boolean> used) {
    List<Boolean> operands = Masks.all(e.inputs().size() - 1, false);
    for (ClosedJaxpr b : p.branches()) {
      operands = Masks.or(operands, of(b, used).usedInputs);
    }
    List<ClosedJaxpr> branches = new ArrayList<>();
    for (ClosedJaxpr b : p.branches()) {
      branches.add(of(b, used, operands).jaxpr);
    }
    return rebuilt(e, new ControlFlow.Cond(branches), Masks.concat(List.of(true), operands), used);
  }

  private static Reduced scan(Equation e, ControlFlow.Scan p, List<Boolean> used) {
    List<Boolean> carry = used.subList(0, p.carry());
    List<Boolean> ys = used.subList(p.carry(), used.size());
    int xs = e.inputs().size() - p.constants() - p.carry();
    while (true) {
      Dce d =
          of(
              p.body(),
              Masks.concat(carry, ys),
              Masks.concat(Masks.all(p.constants(), false), carry, Masks.all(xs, false)));
      List<Boolean> carryIn = d.usedInputs.subList(p.constants(), p.constants() + p.carry());
      if (carryIn.equals(carry)) {
        var reduced =
            new ControlFlow.Scan(
                d.jaxpr,
                Masks.count(d.usedInputs.subList(0, p.constants())),
                Masks.count(carry),
                p.length(),
                p.reverse(),
                p.unroll());
        return rebuilt(e, reduced, d.usedInputs, Masks.concat(carry, ys));
      }
      carry = Masks.or(carry, carryIn);
    }
  }

  private static Reduced whileLoop(Equation e, ControlFlow.While p, List<Boolean> used) {
    int n = used.size();
    Dce condition = of(p.condition(), List.of(true));
    List<Boolean> conditionConstants = condition.usedInputs.subList(0, p.conditionConstants());
    List<Boolean> carry =
        Masks.or(used, condition.usedInputs.subList(p.conditionConstants(), p.conditionConstants() + n));
    while (true) {
      Dce body = of(p.body(), carry, Masks.concat(Masks.all(p.bodyConstants(), false), carry));
      List<Boolean> carryIn = body.usedInputs.subList(p.bodyConstants(), p.bodyConstants() + n);
      if (carryIn.equals(carry)) {
        List<Boolean> bodyConstants = body.usedInputs.subList(0, p.bodyConstants());
        Dce kept = of(p.condition(), List.of(true), Masks.concat(conditionConstants, carry));
        var reduced =
            new ControlFlow.While(kept.jaxpr, Masks.count(conditionConstants), body.jaxpr, Masks.count(bodyConstants));
        return rebuilt(e, reduced, Masks.concat(conditionConstants, bodyConstants, carry), carry);
      }
      carry = Masks.or(carry, carryIn);
    }
  }
}
