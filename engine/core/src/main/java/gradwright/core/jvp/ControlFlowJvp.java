package gradwright.core.jvp;

import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Jaxpr;
import gradwright.core.ir.JaxprEdit;
import gradwright.core.ir.Masks;
import gradwright.core.lax.Lax;
import gradwright.core.prim.ControlFlow;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Forward-mode rules of control flow: the same control flow over differentiated bodies. Which components of a carry
/// have a tangent is the least fixpoint over the body.
final class ControlFlowJvp {
  private ControlFlowJvp() {}

  static Duals jvp(ControlFlow primitive, List<Value> primals, List<Tangent> tangents) {
    List<Boolean> nonzero = Masks.of(tangents, t -> !t.isZero());
    return switch (primitive) {
      case ControlFlow.Cond p -> cond(p, primals, tangents, nonzero);
      case ControlFlow.While p -> whileLoop(p, primals, tangents, nonzero);
      case ControlFlow.Scan p -> scan(p, primals, tangents, nonzero);
    };
  }

  private static Duals cond(ControlFlow.Cond p, List<Value> primals, List<Tangent> tangents, List<Boolean> nonzero) {
    List<Boolean> operands = nonzero.subList(1, nonzero.size());
    List<Boolean> nonzeroOut = Masks.all(p.branches().getFirst().outputAvals().size(), false);
    for (ClosedJaxpr branch : p.branches()) {
      nonzeroOut = Masks.or(nonzeroOut, JvpJaxpr.of(branch, operands, false).nonzeroOut());
    }
    List<ClosedJaxpr> branches = new ArrayList<>();
    for (ClosedJaxpr branch : p.branches()) {
      branches.add(JvpJaxpr.of(branch, operands, nonzeroOut).jaxpr());
    }
    List<Value> out = Session.bind(new ControlFlow.Cond(branches), Masks.concat(primals, values(tangents)));
    return split(out, nonzeroOut);
  }

  private static Duals scan(ControlFlow.Scan p, List<Value> primals, List<Tangent> tangents, List<Boolean> nonzero) {
    int firstX = p.constants() + p.carry();
    int ys = p.body().outputAvals().size() - p.carry();
    List<Boolean> constants = nonzero.subList(0, p.constants());
    List<Boolean> carry = nonzero.subList(p.constants(), firstX);
    List<Boolean> xs = nonzero.subList(firstX, nonzero.size());
    JvpJaxpr body;
    while (true) {
      body = JvpJaxpr.of(p.body(), Masks.concat(constants, carry, xs), Masks.concat(carry, Masks.all(ys, false)));
      List<Boolean> next = body.nonzeroOut().subList(0, p.carry());
      if (next.equals(carry)) {
        break;
      }
      carry = Masks.or(carry, next);
    }
    List<Value> constantsDot = instantiate(tangents.subList(0, p.constants()), constants);
    List<Value> carryDot = instantiate(tangents.subList(p.constants(), firstX), carry);
    List<Value> xsDot = instantiate(tangents.subList(firstX, tangents.size()), xs);
    int ysDot = Masks.count(body.nonzeroOut()) - carryDot.size();
    ClosedJaxpr rearranged =
        interleave(
            body.jaxpr(),
            List.of(p.constants(), p.carry(), xs.size()),
            List.of(constantsDot.size(), carryDot.size(), xsDot.size()),
            List.of(p.carry(), ys),
            List.of(carryDot.size(), ysDot));
    List<Value> out =
        Session.bind(
            new ControlFlow.Scan(
                rearranged,
                p.constants() + constantsDot.size(),
                p.carry() + carryDot.size(),
                p.length(),
                p.reverse(),
                p.unroll()),
            Masks.concat(
                primals.subList(0, p.constants()),
                constantsDot,
                primals.subList(p.constants(), firstX),
                carryDot,
                primals.subList(firstX, primals.size()),
                xsDot));
    int c = p.carry();
    int cd = c + carryDot.size();
    List<Value> primalsOut = Masks.concat(out.subList(0, c), out.subList(cd, cd + ys));
    List<Value> tangentsOut = Masks.concat(out.subList(c, cd), out.subList(cd + ys, out.size()));
    return duals(primalsOut, tangentsOut, body.nonzeroOut());
  }

  private static Duals whileLoop(
      ControlFlow.While p, List<Value> primals, List<Tangent> tangents, List<Boolean> nonzero) {
    int firstBody = p.conditionConstants();
    int firstCarry = firstBody + p.bodyConstants();
    List<Boolean> constants = nonzero.subList(firstBody, firstCarry);
    List<Boolean> carry = nonzero.subList(firstCarry, nonzero.size());
    JvpJaxpr body;
    while (true) {
      body = JvpJaxpr.of(p.body(), Masks.concat(constants, carry), carry);
      if (body.nonzeroOut().equals(carry)) {
        break;
      }
      carry = Masks.or(carry, body.nonzeroOut());
    }
    List<Value> constantsDot = instantiate(tangents.subList(firstBody, firstCarry), constants);
    List<Value> carryDot = instantiate(tangents.subList(firstCarry, tangents.size()), carry);
    ClosedJaxpr rearranged =
        interleave(
            body.jaxpr(),
            List.of(p.bodyConstants(), carry.size()),
            List.of(constantsDot.size(), carryDot.size()),
            List.of(carry.size()),
            List.of(carryDot.size()));
    List<Value> out =
        Session.bind(
            new ControlFlow.While(
                withExtraInputs(p.condition(), carryDot.stream().map(Value::aval).toList()),
                p.conditionConstants(),
                rearranged,
                p.bodyConstants() + constantsDot.size()),
            Masks.concat(
                primals.subList(0, firstCarry), constantsDot, primals.subList(firstCarry, primals.size()), carryDot));
    return split(out, carry);
  }

  private record ExtraInputs(List<Aval> avals) {}

  /// The condition of a while loop with trailing carry components it does not read.
  private static ClosedJaxpr withExtraInputs(ClosedJaxpr condition, List<Aval> avals) {
    return condition.derive(
        new ExtraInputs(avals),
        () -> {
          Jaxpr j = condition.jaxpr();
          List<Atom.Var> in = Masks.concat(j.inputs(), avals.stream().map(Atom.Var::new).toList());
          return new ClosedJaxpr(new Jaxpr(j.constants(), in, j.equations(), j.outputs()), condition.constants());
        });
  }

  private record Interleave(
      List<Integer> primalsIn, List<Integer> tangentsIn, List<Integer> primalsOut, List<Integer> tangentsOut) {}

  /// Groups of primals and of tangents, each kind in a row, take turns: constants, their tangents, carry, its tangents.
  private static ClosedJaxpr interleave(
      ClosedJaxpr jaxpr,
      List<Integer> primalsIn,
      List<Integer> tangentsIn,
      List<Integer> primalsOut,
      List<Integer> tangentsOut) {
    return jaxpr.derive(
        new Interleave(primalsIn, tangentsIn, primalsOut, tangentsOut),
        () ->
            JaxprEdit.reorderOutputs(
                JaxprEdit.reorderInputs(jaxpr, alternating(primalsIn, tangentsIn)),
                alternating(primalsOut, tangentsOut)));
  }

  private static List<Integer> alternating(List<Integer> primals, List<Integer> tangents) {
    int p = 0;
    int t = primals.stream().mapToInt(Integer::intValue).sum();
    List<Integer> order = new ArrayList<>();
    for (int g = 0; g < primals.size(); g++) {
      order.addAll(IntStream.range(p, p += primals.get(g)).boxed().toList());
      order.addAll(IntStream.range(t, t += tangents.get(g)).boxed().toList());
    }
    return order;
  }

  /// Primal outputs followed by the nonzero tangents.
  static Duals split(List<Value> out, List<Boolean> nonzeroOut) {
    int n = nonzeroOut.size();
    return duals(out.subList(0, n), out.subList(n, out.size()), nonzeroOut);
  }

  private static Duals duals(List<Value> primals, List<Value> tangents, List<Boolean> nonzero) {
    List<Tangent> zeros = new ArrayList<>();
    for (Value v : Masks.drop(primals, nonzero)) {
      zeros.add(Tangent.Zero.like(v));
    }
    return new Duals(primals, Masks.merge(nonzero, zeros, tangents));
  }

  /// The tangents that are not zero.
  static List<Value> values(List<Tangent> tangents) {
    List<Value> r = new ArrayList<>();
    for (Tangent t : tangents) {
      if (t instanceof Value v) {
        r.add(v);
      }
    }
    return r;
  }

  private static List<Value> instantiate(List<Tangent> tangents, List<Boolean> which) {
    return Masks.keep(tangents, which).stream().map(t -> Lax.instantiate((Tangent) t)).toList();
  }
}
