package gradwright.core.trace;

import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Equation;
import gradwright.core.ir.Jaxpr;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Applies a jaxpr to values, equation by equation, through the current trace.
public final class Interpreter {
  private Interpreter() {}

  public static List<Value> run(ClosedJaxpr closed, List<? extends Value> arguments) {
    return run(closed.jaxpr(), closed.constants(), arguments);
  }

  public static List<Value> run(Jaxpr jaxpr, List<? extends Value> constants, List<? extends Value> arguments) {
    if (jaxpr.inputs().size() != arguments.size()) {
      throw new IllegalArgumentException(
          "jaxpr takes " + jaxpr.inputs().size() + " inputs, was given " + arguments.size());
    }
    Session session = Session.current();
    Map<Atom.Var, Value> env = new IdentityHashMap<>();
    Map<Atom.Var, Integer> uses = lastUses(jaxpr);
    for (int i = 0; i < jaxpr.constants().size(); i++) {
      env.put(jaxpr.constants().get(i), constants.get(i));
    }
    for (int i = 0; i < arguments.size(); i++) {
      env.put(jaxpr.inputs().get(i), arguments.get(i));
    }
    for (int k = 0; k < jaxpr.equations().size(); k++) {
      Equation e = jaxpr.equations().get(k);
      session.poll();
      List<Value> in = new ArrayList<>(e.inputs().size());
      for (Atom a : e.inputs()) {
        in.add(read(env, a));
      }
      List<Value> out = session.withSource(e.source(), () -> session.trace().process(e.primitive(), in));
      for (int i = 0; i < out.size(); i++) {
        env.put(e.outputs().get(i), out.get(i));
      }
      for (Atom a : e.inputs()) {
        if (a instanceof Atom.Var v && uses.get(v) == k) {
          env.remove(v); // frees intermediate arrays as soon as nothing needs them
        }
      }
    }
    List<Value> result = new ArrayList<>(jaxpr.outputs().size());
    for (Atom a : jaxpr.outputs()) {
      result.add(read(env, a));
    }
    return result;
  }

  private static Map<Atom.Var, Integer> lastUses(Jaxpr jaxpr) {
    Map<Atom.Var, Integer> last = new IdentityHashMap<>();
    for (int k = 0; k < jaxpr.equations().size(); k++) {
      for (Atom a : jaxpr.equations().get(k).inputs()) {
        if (a instanceof Atom.Var v) {
          last.put(v, k);
        }
      }
    }
    for (Atom a : jaxpr.outputs()) {
      if (a instanceof Atom.Var v) {
        last.put(v, Integer.MAX_VALUE);
      }
    }
    return last;
  }

  private static Value read(Map<Atom.Var, Value> env, Atom a) {
    return switch (a) {
      case Atom.Literal l -> l.value();
      case Atom.Var v -> {
        Value x = env.get(v);
        if (x == null) {
          throw new IllegalStateException("variable " + v + " is not defined");
        }
        yield x;
      }
    };
  }
}
