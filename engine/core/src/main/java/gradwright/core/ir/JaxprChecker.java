package gradwright.core.ir;

import gradwright.core.errors.JaxError;
import gradwright.core.infer.TypeRules;
import gradwright.core.prim.Call;
import gradwright.core.prim.Collective;
import gradwright.core.prim.ControlFlow;
import gradwright.core.trace.Config;
import gradwright.core.trace.JaxprFunction;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Verifies jaxprs: every variable is bound once and before its use, every equation has the types its primitive gives,
/// and the programs an equation holds fit its operands. Weak types are not compared. With assertions on, every closed
/// jaxpr is checked when it is made, so a wrong transformation fails where it happens.
public final class JaxprChecker {
  private JaxprChecker() {}

  /// Always true; throws IllegalStateException, with the printed jaxpr, at the first mistake.
  public static boolean check(Jaxpr jaxpr) {
    // Equations may have been recorded under other meshes than the one that is in context by now.
    Session session = Session.current();
    Config config = session.config();
    session.setConfig(config.withMesh(null));
    try {
      checkAll(jaxpr);
    } finally {
      session.setConfig(config);
    }
    return true;
  }

  private static void checkAll(Jaxpr jaxpr) {
    Set<Atom.Var> bound = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Atom.Var v : Masks.concat(jaxpr.constants(), jaxpr.inputs())) {
      require(bound.add(v), jaxpr, null, "an input is bound twice");
    }
    for (Equation e : jaxpr.equations()) {
      for (Atom a : e.inputs()) {
        require(!(a instanceof Atom.Var v) || bound.contains(v), jaxpr, e, "an operand is not in scope");
      }
      checkTypes(jaxpr, e);
      checkPrograms(jaxpr, e);
      for (Atom.Var v : e.outputs()) {
        require(bound.add(v), jaxpr, e, "an output is bound already");
      }
    }
    for (Atom a : jaxpr.outputs()) {
      require(!(a instanceof Atom.Var v) || bound.contains(v), jaxpr, null, "a result is not in scope");
    }
  }

  private static void checkTypes(Jaxpr jaxpr, Equation e) {
    if (e.primitive() instanceof Collective) {
      return; // their types need the axis, which is in scope only while tracing
    }
    List<Aval> given = e.inputs().stream().map(Atom::aval).toList();
    List<Aval> expected;
    try {
      expected = TypeRules.outputs(e.primitive(), given);
    } catch (JaxError problem) {
      throw new IllegalStateException(describe(jaxpr, e, problem.getMessage()), problem);
    }
    require(expected.size() == e.outputs().size(), jaxpr, e, "expected " + expected.size() + " outputs");
    for (int i = 0; i < expected.size(); i++) {
      Aval actual = e.outputs().get(i).aval();
      require(matches(expected.get(i), actual), jaxpr, e, "output " + i + " is " + actual + ", not " + expected.get(i));
    }
  }

  private static void checkPrograms(Jaxpr jaxpr, Equation e) {
    List<Aval> in = e.inputs().stream().map(Atom::aval).toList();
    switch (e.primitive()) {
      case Call.Jit p -> takes(jaxpr, e, p.jaxpr(), in);
      case Call.Remat p -> takes(jaxpr, e, p.jaxpr(), in);
      case Call.CustomJvpCall p when p.function() instanceof JaxprFunction f -> takes(jaxpr, e, f.jaxpr(), in);
      case Call.CustomVjpCall p when p.function() instanceof JaxprFunction f -> takes(jaxpr, e, f.jaxpr(), in);
      case ControlFlow.Cond p -> {
        for (ClosedJaxpr b : p.branches()) {
          takes(jaxpr, e, b, in.subList(1, in.size()));
          agree(jaxpr, e, "branches", b.outputAvals(), p.branches().getFirst().outputAvals());
        }
      }
      case ControlFlow.While p -> {
        int carry = p.conditionConstants() + p.bodyConstants();
        List<Aval> state = in.subList(carry, in.size());
        takes(jaxpr, e, p.condition(), Masks.concat(in.subList(0, p.conditionConstants()), state));
        takes(jaxpr, e, p.body(), Masks.concat(in.subList(p.conditionConstants(), carry), state));
        agree(jaxpr, e, "carry", p.body().outputAvals(), state);
      }
      case ControlFlow.Scan p -> {
        int firstX = p.constants() + p.carry();
        List<Aval> slices = new ArrayList<>(in.subList(0, firstX));
        for (Aval x : in.subList(firstX, in.size())) {
          require(
              x.rank() > 0 && x.shape().size(0) == p.length(),
              jaxpr,
              e,
              x + " has no leading axis of length " + p.length());
          slices.add(x.removeAxis(0));
        }
        takes(jaxpr, e, p.body(), slices);
        agree(jaxpr, e, "carry", p.body().outputAvals().subList(0, p.carry()), in.subList(p.constants(), firstX));
      }
      default -> {}
    }
  }

  private static void takes(Jaxpr jaxpr, Equation e, ClosedJaxpr program, List<Aval> operands) {
    agree(jaxpr, e, "operands", operands, program.inputAvals());
  }

  private static void agree(Jaxpr jaxpr, Equation e, String what, List<Aval> a, List<Aval> b) {
    boolean same = a.size() == b.size();
    for (int i = 0; same && i < a.size(); i++) {
      same = matches(a.get(i), b.get(i));
    }
    require(same, jaxpr, e, what + " have types " + a + ", the program's are " + b);
  }

  private static boolean matches(Aval a, Aval b) {
    return a.dtype() == b.dtype() && a.shape().equals(b.shape());
  }

  private static void require(boolean condition, Jaxpr jaxpr, Equation e, String problem) {
    if (!condition) {
      throw new IllegalStateException(describe(jaxpr, e, problem));
    }
  }

  private static String describe(Jaxpr jaxpr, Equation e, String problem) {
    return problem
        + (e == null ? "" : "\n in the equation of " + e.primitive().primitiveName() + " at " + e.source())
        + "\n of the jaxpr\n"
        + JaxprPrinter.print(jaxpr);
  }
}
