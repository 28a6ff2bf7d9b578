package gradwright.core.jvp;

import gradwright.core.lax.Lax;
import gradwright.core.prim.Primitive;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.trace.Session;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// The forms that many forward rules share.
final class Linear {
  private Linear() {}

  /// The rule of a linear primitive: itself, applied to the tangents with zeros instantiated.
  static Duals linear(Primitive p, List<Value> primals, List<Tangent> tangents) {
    List<Value> out = Session.bind(p, primals);
    if (tangents.stream().allMatch(Tangent::isZero)) {
      return new Duals(out, zeros(out));
    }
    List<Value> ts = new ArrayList<>();
    tangents.forEach(t -> ts.add(Lax.instantiate(t)));
    return new Duals(out, List.copyOf(Session.bind(p, ts)));
  }

  /// The rule of a primitive that is linear in its first operand; the others only steer.
  static Duals inFirst(Primitive p, List<Value> primals, List<Tangent> tangents) {
    List<Value> out = Session.bind(p, primals);
    return tangents.getFirst() instanceof Value t
        ? new Duals(out, List.copyOf(Session.bind(p, withFirst(primals, t))))
        : new Duals(out, zeros(out));
  }

  /// The rule of a primitive that is piecewise constant.
  static Duals constant(Primitive p, List<Value> primals) {
    List<Value> out = Session.bind(p, primals);
    return new Duals(out, zeros(out));
  }

  /// One output, whose tangent is `rule` of the tangent of the only operand that may have one.
  static Duals of(Value out, Tangent t, UnaryOperator<Value> rule) {
    return new Duals(List.of(out), List.of(t instanceof Value v ? rule.apply(v) : Tangent.Zero.like(out)));
  }

  static List<Tangent> zeros(List<Value> outputs) {
    List<Tangent> r = new ArrayList<>();
    outputs.forEach(v -> r.add(Tangent.Zero.like(v)));
    return r;
  }

  static List<Value> withFirst(List<Value> values, Value first) {
    List<Value> r = new ArrayList<>(values);
    r.set(0, first);
    return r;
  }
}
