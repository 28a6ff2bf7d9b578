package gradwright.core.ir;

import gradwright.core.prim.Call;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// A program with the bodies of its jitted calls in their place.
public final class InlineJits {
  private final List<Atom.Var> constants = new ArrayList<>();
  private final List<Value> values = new ArrayList<>();
  private final List<Equation> equations = new ArrayList<>();

  private InlineJits() {}

  private record Key() {}

  /// The same program (memoised) without jit equations on any level of calls; control flow is not looked into.
  public static ClosedJaxpr of(ClosedJaxpr program) {
    if (program.jaxpr().equations().stream().noneMatch(e -> e.primitive() instanceof Call.Jit)) {
      return program;
    }
    return program.derive(new Key(), () -> make(program));
  }

  private static ClosedJaxpr make(ClosedJaxpr program) {
    InlineJits out = new InlineJits();
    Map<Atom.Var, Atom> env = new IdentityHashMap<>();
    program.jaxpr().inputs().forEach(v -> env.put(v, v));
    out.walk(program, env);
    List<Atom> outputs = program.jaxpr().outputs().stream().map(a -> read(env, a)).toList();
    return new ClosedJaxpr(new Jaxpr(out.constants, program.jaxpr().inputs(), out.equations, outputs), out.values);
  }

  private void walk(ClosedJaxpr program, Map<Atom.Var, Atom> env) {
    Jaxpr j = program.jaxpr();
    for (int i = 0; i < j.constants().size(); i++) {
      Atom.Var v = new Atom.Var(j.constants().get(i).aval());
      constants.add(v);
      values.add(program.constants().get(i));
      env.put(j.constants().get(i), v);
    }
    for (Equation e : j.equations()) {
      List<Atom> in = e.inputs().stream().map(a -> read(env, a)).toList();
      if (e.primitive() instanceof Call.Jit jit) {
        Map<Atom.Var, Atom> inner = new IdentityHashMap<>();
        for (int i = 0; i < in.size(); i++) {
          inner.put(jit.jaxpr().jaxpr().inputs().get(i), in.get(i));
        }
        walk(jit.jaxpr(), inner);
        for (int i = 0; i < e.outputs().size(); i++) {
          env.put(e.outputs().get(i), read(inner, jit.jaxpr().jaxpr().outputs().get(i)));
        }
      } else {
        List<Atom.Var> fresh = new ArrayList<>();
        for (Atom.Var v : e.outputs()) {
          Atom.Var n = new Atom.Var(v.aval());
          fresh.add(n);
          env.put(v, n);
        }
        equations.add(new Equation(e.primitive(), in, fresh, e.effects(), e.source()));
      }
    }
  }

  private static Atom read(Map<Atom.Var, Atom> env, Atom a) {
    return a instanceof Atom.Var v ? env.get(v) : a;
  }
}
