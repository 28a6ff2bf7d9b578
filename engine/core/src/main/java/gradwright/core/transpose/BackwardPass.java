package gradwright.core.transpose;

import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Equation;
import gradwright.core.ir.Jaxpr;
import gradwright.core.lax.Lax;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Transposes a linear program by walking its equations backwards with an accumulator for each linear variable. Equations that do
/// not depend on linear inputs are evaluated forwards first.
public final class BackwardPass {
  private BackwardPass() {}

  /// Cotangents of all inputs of a program that is linear in all of them.
  public static List<Tangent> run(ClosedJaxpr program, List<? extends Tangent> cotangents) {
    List<Boolean> linear = program.jaxpr().inputs().stream().map(v -> true).toList();
    return run(program, linear, Arrays.asList(new Value[linear.size()]), cotangents);
  }

  /// Cotangents of the inputs marked `linear` (null for the others), given values of the others in `known` (null at linear ones).
  public static List<Tangent> run(
      ClosedJaxpr program, List<Boolean> linear, List<? extends Value> known, List<? extends Tangent> cotangents) {
    return run(program, linear, known, cotangents, null);
  }

  /// The same, adding to `initial` cotangents of the inputs (null: none; null at inputs without one).
  public static List<Tangent> run(
      ClosedJaxpr program,
      List<Boolean> linear,
      List<? extends Value> known,
      List<? extends Tangent> cotangents,
      List<? extends Tangent> initial) {
    Session session = Session.current();
    Jaxpr jaxpr = program.jaxpr();
    Map<Atom.Var, Value> values = new IdentityHashMap<>();
    Map<Atom.Var, Boolean> isLinear = new IdentityHashMap<>();
    for (int i = 0; i < jaxpr.constants().size(); i++) {
      values.put(jaxpr.constants().get(i), program.constants().get(i));
    }
    for (int i = 0; i < jaxpr.inputs().size(); i++) {
      if (linear.get(i)) {
        isLinear.put(jaxpr.inputs().get(i), true);
      } else {
        values.put(jaxpr.inputs().get(i), known.get(i));
      }
    }
    List<Equation> linearEquations = new ArrayList<>();
    for (Equation e : jaxpr.equations()) {
      boolean lin = e.inputs().stream().anyMatch(a -> a instanceof Atom.Var v && isLinear.containsKey(v));
      if (lin) {
        linearEquations.add(e);
        e.outputs().forEach(v -> isLinear.put(v, true));
      } else {
        List<Value> in = e.inputs().stream().map(a -> value(values, a)).toList();
        List<Value> out = session.withSource(e.source(), () -> session.trace().process(e.primitive(), in));
        for (int i = 0; i < out.size(); i++) {
          values.put(e.outputs().get(i), out.get(i));
        }
      }
    }
    Map<Atom.Var, Tangent> cts = new IdentityHashMap<>();
    for (int i = 0; initial != null && i < initial.size(); i++) {
      if (initial.get(i) != null) {
        accumulate(cts, jaxpr.inputs().get(i), initial.get(i));
      }
    }
    for (int i = 0; i < jaxpr.outputs().size(); i++) {
      if (jaxpr.outputs().get(i) instanceof Atom.Var v && isLinear.containsKey(v)) {
        accumulate(cts, v, cotangents.get(i));
      }
    }
    for (Equation e : linearEquations.reversed()) {
      List<Tangent> out = new ArrayList<>(e.outputs().size());
      boolean any = !e.effects().isEmpty();
      for (Atom.Var v : e.outputs()) {
        Tangent t = cts.remove(v);
        out.add(t == null ? new Tangent.Zero(v.aval()) : t);
        any |= t != null && !t.isZero();
      }
      if (!any) {
        continue;
      }
      List<Operand> operands = new ArrayList<>(e.inputs().size());
      for (Atom a : e.inputs()) {
        operands.add(
            a instanceof Atom.Var v && isLinear.containsKey(v)
                ? new Operand.Linear(v.aval())
                : new Operand.Known(value(values, a)));
      }
      List<Tangent> in = session.withSource(e.source(), () -> TransposeRules.transpose(e.primitive(), out, operands));
      for (int i = 0; i < operands.size(); i++) {
        if (operands.get(i) instanceof Operand.Linear && in.get(i) != null) {
          accumulate(cts, (Atom.Var) e.inputs().get(i), in.get(i));
        }
      }
    }
    List<Tangent> result = new ArrayList<>(jaxpr.inputs().size());
    for (int i = 0; i < jaxpr.inputs().size(); i++) {
      if (linear.get(i)) {
        Atom.Var v = jaxpr.inputs().get(i);
        Tangent t = cts.get(v);
        result.add(t == null ? new Tangent.Zero(v.aval()) : t);
      } else {
        result.add(null);
      }
    }
    return result;
  }

  private static void accumulate(Map<Atom.Var, Tangent> cts, Atom.Var v, Tangent t) {
    Tangent old = cts.get(v);
    cts.put(v, old == null ? t : Lax.addTangents(old, t));
  }

  private static Value value(Map<Atom.Var, Value> values, Atom a) {
    return a instanceof Atom.Literal l ? l.value() : values.get((Atom.Var) a);
  }

  /// An operand of a linear equation: known, or linear and thus only its type.
  public sealed interface Operand {
    Aval aval();

    record Known(Value value) implements Operand {
      @Override
      public Aval aval() {
        return value.aval();
      }
    }

    record Linear(Aval aval) implements Operand {}
  }
}
