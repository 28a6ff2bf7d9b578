package gradwright.core.control;

import gradwright.core.errors.JaxError;
import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Equation;
import gradwright.core.ir.Jaxpr;
import gradwright.core.ir.JaxprEdit;
import gradwright.core.ir.Masks;
import gradwright.core.lax.Lax;
import gradwright.core.prim.ControlFlow;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Conditionals: branches are staged over the operands, and what they close over becomes operands of all of them.
final class Branches {
  private Branches() {}

  static List<Value> cond(
      Value predicate, FlatFunction onTrue, FlatFunction onFalse, List<Value> operands, BranchNames names) {
    if (!predicate.shape().isScalar()) {
      throw JaxError.type("Pred must be a scalar, got " + predicate + " of shape " + predicate.shape().toTuple() + ".");
    }
    Value p = predicate;
    if (!p.dtype().isBool()) {
      if (!p.dtype().isInteger() && !p.dtype().isFloat()) {
        throw JaxError.type("Pred type must be either boolean or number, got " + p.dtype().jaxName() + ".");
      }
      p = Lax.ne(p, HostScalar.of(p.dtype(), p.aval().weakType(), 0L));
    }
    Long concrete = concrete(p);
    if (Session.current().config().disableJit() && concrete != null) {
      return (concrete != 0 ? onTrue : onFalse).call(operands);
    }
    List<Aval> avals = operands.stream().map(Value::aval).toList();
    ClosedJaxpr yes = Staging.stage(onTrue, avals); // JAX traces the true branch first
    ClosedJaxpr no = Staging.stage(onFalse, avals);
    Agreement.checkBranches(names, 1, yes.outputAvals(), no.outputAvals());
    return bindCond(p, yes, no, operands);
  }

  /// Binds a conditional on a bool over staged branches.
  static List<Value> bindCond(Value predicate, ClosedJaxpr onTrue, ClosedJaxpr onFalse, List<Value> operands) {
    return bind(Lax.convert(predicate, DType.INT32), List.of(onFalse, onTrue), List.of(onTrue, onFalse), operands);
  }

  /// Binds a conditional on an integer, which is clamped, over staged branches.
  static List<Value> bindSwitch(Value index, List<ClosedJaxpr> branches, List<Value> operands) {
    return bind(clamped(index, branches.size()), branches, branches, operands);
  }

  private static Value clamped(Value index, int branches) {
    return Lax.clamp(
        Lax.scalar(DType.INT32, 0L), Lax.convert(index, DType.INT32), Lax.scalar(DType.INT32, branches - 1L));
  }

  static List<Value> switchCase(Value index, List<FlatFunction> branches, List<Value> operands, BranchNames names) {
    if (!index.shape().isScalar()) {
      throw JaxError.type("Branch index must be scalar, got " + index + " of shape " + index.shape().toTuple() + ".");
    }
    if (!index.dtype().isInteger()) {
      throw JaxError.type("Index type must be an integer, got " + index + " as " + index.dtype().jaxName());
    }
    if (branches.isEmpty()) {
      throw JaxError.value("Empty branch sequence");
    }
    if (branches.size() == 1) {
      return branches.getFirst().call(operands);
    }
    if (Session.current().config().disableJit() && concrete(index) != null) {
      return branches.get((int) Math.clamp(concrete(index), 0, branches.size() - 1)).call(operands);
    }
    List<Aval> avals = operands.stream().map(Value::aval).toList();
    List<ClosedJaxpr> staged = new ArrayList<>();
    Value i = clamped(index, branches.size());
    for (FlatFunction f : branches) {
      staged.add(Staging.stage(f, avals));
    }
    for (int k = 1; k < staged.size(); k++) {
      Agreement.checkBranches(names, k, staged.getFirst().outputAvals(), staged.get(k).outputAvals());
    }
    return bind(i, staged, staged, operands);
  }

  /// The value of a concrete scalar; null for tracers.
  static Long concrete(Value v) {
    return switch (v) {
      case HostScalar s -> s.dtype().isInexact() ? (long) s.real() : s.integer();
      case Array a -> a.getLong(0);
      default -> null;
    };
  }

  /// What any branch closes over, in the order of `constantOrder`, becomes leading inputs of all; an output that is the
  /// same input in all branches is not computed by them.
  private static List<Value> bind(
      Value index, List<ClosedJaxpr> staged, List<ClosedJaxpr> constantOrder, List<Value> operands) {
    Map<Value, Boolean> seen = new IdentityHashMap<>();
    List<Value> inputs = new ArrayList<>();
    for (ClosedJaxpr s : constantOrder) {
      for (Value c : s.constants()) {
        if (seen.put(c, true) == null) {
          inputs.add(c);
        }
      }
    }
    List<ClosedJaxpr> merged = new ArrayList<>();
    for (ClosedJaxpr s : staged) {
      merged.add(withConstants(s, List.copyOf(inputs)));
    }
    List<Integer> forwarded = new ArrayList<>(JaxprEdit.forwarding(merged.getFirst().jaxpr()));
    for (ClosedJaxpr m : merged) {
      List<Integer> mine = JaxprEdit.forwarding(m.jaxpr());
      for (int i = 0; i < mine.size(); i++) {
        if (forwarded.get(i) != null && !forwarded.get(i).equals(mine.get(i))) {
          forwarded.set(i, null);
        }
      }
    }
    List<Boolean> computed = Masks.of(forwarded, Objects::isNull);
    List<ClosedJaxpr> branches = merged.stream().map(m -> JaxprEdit.keepOutputs(m, computed)).toList();
    inputs.addAll(operands);
    List<Value> out = Session.bind(new ControlFlow.Cond(branches), Masks.concat(List.of(index), inputs));
    List<Value> result = new ArrayList<>();
    int k = 0;
    for (Integer f : forwarded) {
      result.add(f == null ? out.get(k++) : inputs.get(f));
    }
    return result;
  }

  /// The program with all the constants as leading inputs; those that it does not use get inputs nobody reads.
  private static ClosedJaxpr withConstants(ClosedJaxpr s, List<Value> constants) {
    Jaxpr j = s.jaxpr();
    Map<Value, Atom.Var> mine = new IdentityHashMap<>();
    for (int i = 0; i < s.constants().size(); i++) {
      mine.put(s.constants().get(i), j.constants().get(i));
    }
    List<Atom.Var> in = new ArrayList<>();
    for (Value c : constants) {
      in.add(mine.containsKey(c) ? mine.get(c) : new Atom.Var(c.aval()));
    }
    in.addAll(j.inputs());
    List<Equation> equations = j.equations();
    return new ClosedJaxpr(new Jaxpr(List.of(), in, equations, j.outputs()), List.of());
  }
}
