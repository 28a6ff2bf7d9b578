package gradwright.python.bridge;

import gradwright.core.errors.JaxError;
import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Jaxpr;
import gradwright.core.lax.Lax;
import gradwright.core.prim.ControlFlow;
import gradwright.core.trace.Interpreter;
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

/// Structured control flow for Python: staged bodies put together and bound.
public final class ControlPort {
  private final Errors errors;

  ControlPort(Errors errors) {
    this.errors = errors;
  }

  private static Object[] out(List<Value> values) {
    return Neutral.handles(values);
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
      if (which.dtype() != DType.INT32 || which.aval().weakType()) {
        which = Lax.convert(which, DType.INT32);
      }
      if (!Neutral.value(index).dtype().isBool()) {
        which = Lax.clamp(HostScalar.of(DType.INT32, false, 0L), which, HostScalar.of(DType.INT32, false, bodies.size() - 1L));
      }
      Shared shared = shared(bodies);
      List<Value> in = new ArrayList<>();
      in.add(which);
      in.addAll(shared.constants);
      in.addAll(Neutral.values(operands));
      return out(Session.bind(new ControlFlow.Cond(shared.bodies), in));
    });
  }

  private record Shared(List<ClosedJaxpr> bodies, List<Value> constants) {}

  /// Gives all bodies the union of what they close over as leading inputs.
  private static Shared shared(List<ClosedJaxpr> bodies) {
    Map<Value, Integer> positions = new IdentityHashMap<>();
    List<Value> constants = new ArrayList<>();
    for (ClosedJaxpr b : bodies) {
      for (Value v : b.constants()) {
        if (positions.putIfAbsent(v, constants.size()) == null) {
          constants.add(v);
        }
      }
    }
    List<ClosedJaxpr> out = new ArrayList<>();
    for (ClosedJaxpr b : bodies) {
      Jaxpr j = b.jaxpr();
      Atom.Var[] leading = new Atom.Var[constants.size()];
      for (int i = 0; i < b.constants().size(); i++) {
        leading[positions.get(b.constants().get(i))] = j.constants().get(i);
      }
      List<Atom.Var> inputs = new ArrayList<>();
      for (int i = 0; i < leading.length; i++) {
        inputs.add(leading[i] != null ? leading[i] : new Atom.Var(constants.get(i).aval()));
      }
      inputs.addAll(j.inputs());
      out.add(new ClosedJaxpr(new Jaxpr(List.of(), inputs, j.equations(), j.outputs()), List.of()));
    }
    return new Shared(out, constants);
  }

  /// Binds a while loop.
  public Object[] whileLoop(ClosedJaxpr condition, ClosedJaxpr body, org.graalvm.polyglot.Value carry) {
    return errors.guard(() -> {
      Staging.Hoisted c = Staging.hoistAll(condition);
      Staging.Hoisted b = Staging.hoistAll(body);
      List<Value> in = new ArrayList<>(c.hoisted());
      in.addAll(b.hoisted());
      in.addAll(Neutral.values(carry));
      return out(Session.bind(
          new ControlFlow.While(c.jaxpr(), c.hoisted().size(), b.jaxpr(), b.hoisted().size()), in));
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
      Staging.Hoisted b = Staging.hoistAll(body);
      List<Value> carries = Neutral.values(carry);
      List<Value> in = new ArrayList<>(b.hoisted());
      in.addAll(carries);
      in.addAll(Neutral.values(xs));
      return out(Session.bind(
          new ControlFlow.Scan(b.jaxpr(), b.hoisted().size(), carries.size(), length, reverse, unroll), in));
    });
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
      return a.withShape(a.shape().remove(0));
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
