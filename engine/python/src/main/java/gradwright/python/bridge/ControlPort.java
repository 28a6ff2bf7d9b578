package gradwright.python.bridge;

import gradwright.core.control.Calls;
import gradwright.core.control.Control;
import gradwright.core.errors.JaxError;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.lax.Lax;
import gradwright.core.trace.EvalTrace;
import gradwright.core.trace.Interpreter;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Structured control flow for Python: staged bodies put together and bound.
public final class ControlPort {
  private final Errors errors;

  ControlPort(Errors errors) {
    this.errors = errors;
  }

  /// Operands that a branch or a body hands on unchanged may be numbers: results are arrays.
  private static Object[] out(List<Value> values) {
    Session session = Session.current();
    if (session.trace() != session.evalTrace()) {
      return Neutral.handles(values);
    }
    List<Value> arrays = new ArrayList<>();
    for (Value v : values) {
      arrays.add(v instanceof HostScalar s ? EvalTrace.toArray(s, session.engine().defaultDevice()) : v);
    }
    return Neutral.handles(arrays);
  }

  /// Converts outputs of a staged body to the given types (weak types given up), as branches and carries must agree.
  public ClosedJaxpr convertOutputs(ClosedJaxpr body, org.graalvm.polyglot.Value avals) {
    return errors.guard(() -> {
      List<Aval> wanted = TransformPort.avals(avals);
      if (body.outputAvals().equals(wanted)) {
        return body;
      }
      return Staging.stage(
          in -> {
            List<Value> result = Interpreter.run(body, in);
            List<Value> converted = new ArrayList<>();
            for (int i = 0; i < result.size(); i++) {
              Aval a = wanted.get(i);
              converted.add(Lax.convert(result.get(i), a.dtype(), a.weakType()));
            }
            return converted;
          },
          body.inputAvals());
    });
  }

  /// The engine's abstract values of a body's outputs.
  public Object[] outputTypes(ClosedJaxpr body) {
    return body.outputAvals().toArray();
  }

  /// Binds a conditional over branches that take the same operands. `index` is a bool (false, true) or an integer.
  public Object[] cond(Object index, org.graalvm.polyglot.Value branches, org.graalvm.polyglot.Value operands) {
    return errors.guard(() -> {
      List<ClosedJaxpr> bodies = new ArrayList<>();
      for (Object o : Neutral.list(branches)) {
        bodies.add((ClosedJaxpr) o);
      }
      Value which = Neutral.value(index);
      List<Value> in = Neutral.values(operands);
      return out(
          which.dtype().isBool()
              ? Control.cond(which, bodies.get(1), bodies.get(0), in)
              : Control.switchStaged(which, bodies, in));
    });
  }

  /// Binds a while loop.
  public Object[] whileLoop(ClosedJaxpr condition, ClosedJaxpr body, org.graalvm.polyglot.Value carry) {
    return errors.guard(() -> {
      return out(Control.whileLoop(condition, body, Neutral.values(carry)));
    });
  }

  /// Binds a scan. The body takes `carry` carries, then slices of the `xs`.
  public Object[] scan(
      ClosedJaxpr body,
      org.graalvm.polyglot.Value carry,
      org.graalvm.polyglot.Value xs,
      int length,
      boolean reverse,
      int unroll) {
    return errors.guard(() -> {
      return out(Control.scan(body, Neutral.values(carry), Neutral.values(xs), length, reverse, unroll));
    });
  }

  /// Binds a linear solve; `vecmat` and `transposeSolve` may be None.
  public Object[] linearSolve(
      ClosedJaxpr matvec,
      ClosedJaxpr vecmat,
      ClosedJaxpr solve,
      ClosedJaxpr transposeSolve,
      org.graalvm.polyglot.Value b) {
    return errors.guard(() -> out(Calls.customLinearSolve(matvec, vecmat, solve, transposeSolve, Neutral.values(b))));
  }

  /// Binds a root finder.
  public Object[] root(
      ClosedJaxpr f, ClosedJaxpr solve, ClosedJaxpr linearizeAndSolve, org.graalvm.polyglot.Value guess) {
    return errors.guard(() -> out(Calls.customRoot(f, solve, linearizeAndSolve, Neutral.values(guess))));
  }

  /// A value converted to the dtype of an abstract value, where promotion allows a weakly typed start to change.
  public Value convertTo(Object o, Aval a) {
    return errors.guard(() -> Lax.convert(Neutral.value(o), a.dtype(), a.weakType()));
  }

  /// The type that two branch or carry types agree on: the same but for a weak type; null where they do not.
  public Aval join(Aval a, Aval b) {
    if (a.dtype() != b.dtype() || !a.shape().equals(b.shape())) {
      return null;
    }
    return a.weakType() && b.weakType() ? a : a.strong();
  }

  /// Whether a value of weak type `a` may start as type `b`.
  public boolean promotesTo(Aval a, Aval b) {
    if (!a.weakType() || !a.shape().equals(b.shape()) || a.dtype() == b.dtype()) {
      return false;
    }
    return rank(a.dtype()) <= rank(b.dtype());
  }

  private static int rank(DType t) {
    return switch (t.kind()) {
      case BOOL -> 0;
      case SIGNED, UNSIGNED -> 1;
      case FLOAT -> 2;
      case COMPLEX -> 3;
      default -> throw JaxError.type("no promotion for " + t);
    };
  }

  /// The abstract value of one slice along the leading axis.
  public Aval sliceType(Object o) {
    return errors.guard(() -> {
      Aval a = Neutral.value(o).aval();
      return a.removeAxis(0);
    });
  }

  public Aval strong(Aval a) {
    return a.strong();
  }

  public boolean isWeak(Aval a) {
    return a.weakType();
  }

  /// The integer in a concrete scalar; null for a traced value.
  public Long staticInteger(Object o) {
    return switch (Neutral.of(o)) {
      case Long n -> n;
      case HostScalar s when s.dtype().isInteger() -> s.integer();
      case Array a when a.rank() == 0 && a.dtype().isInteger() -> a.getLong(0);
      case null, default -> null;
    };
  }
}
