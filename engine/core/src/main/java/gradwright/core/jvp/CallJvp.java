package gradwright.core.jvp;

import gradwright.core.errors.JaxError;
import gradwright.core.ir.Masks;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Call;
import gradwright.core.trace.CustomRules;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.trace.Interpreter;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Forward-mode rules of calls.
final class CallJvp {
  private CallJvp() {}

  static Duals jvp(Call primitive, List<Value> primals, List<Tangent> tangents) {
    List<Boolean> nonzero = Masks.of(tangents, t -> !t.isZero());
    return switch (primitive) {
      case Call.Jit p -> {
        JvpJaxpr body = JvpJaxpr.of(p.jaxpr(), nonzero, false);
        List<Boolean> donated =
            p.donated().isEmpty() ? p.donated() : Masks.concat(p.donated(), Masks.keep(p.donated(), nonzero));
        Call.Jit jit = new Call.Jit(p.name(), body.jaxpr(), p.inline(), p.keepUnused(), donated);
        yield ControlFlowJvp.split(
            Session.bind(jit, Masks.concat(primals, ControlFlowJvp.values(tangents))), body.nonzeroOut());
      }
      case Call.Remat p -> {
        JvpJaxpr body = JvpJaxpr.of(p.jaxpr(), nonzero, false);
        Call.Remat remat = new Call.Remat(body.jaxpr(), p.preventCse(), p.differentiated(), p.policy());
        yield ControlFlowJvp.split(
            Session.bind(remat, Masks.concat(primals, ControlFlowJvp.values(tangents))), body.nonzeroOut());
      }
      case Call.CustomJvpCall p -> customJvp(p, primals, tangents);
      case Call.CustomVjpCall p -> customVjp(p, primals, tangents, nonzero);
      case Call.CustomVmapCall p -> JvpTrace.jvp(p.function(), primals, tangents);
      case Call.CustomLin p -> throw JaxError.type("can't apply forward-mode autodiff (jvp) to a custom_vjp function.");
      case Call.CustomLinearSolve p -> linearSolve(p, primals, tangents);
      case Call.Name p -> new Duals(Session.bind(p, primals), tangents);
      case Call.OptimizationBarrier p -> {
        List<Value> out = Session.bind(p, primals);
        List<Value> dots = ControlFlowJvp.values(tangents);
        yield new Duals(
            out, Masks.merge(nonzero, Masks.drop(tangents, nonzero), dots.isEmpty() ? dots : Session.bind(p, dots)));
      }
    };
  }

  /// The user's rule sees zeros as arrays unless it asked for symbolic ones.
  private static Duals customJvp(Call.CustomJvpCall p, List<Value> primals, List<Tangent> tangents) {
    List<Tangent> given = new ArrayList<>();
    for (Tangent t : tangents) {
      given.add(p.symbolicZeros() ? t : Lax.instantiate(t));
    }
    Duals out = Session.current().withLiveSource(() -> p.rule().apply(primals, given));
    List<Tangent> checked = new ArrayList<>();
    for (int i = 0; i < out.primals().size(); i++) {
      Tangent t = out.tangents().get(i);
      Aval primal = out.primals().get(i).aval();
      Aval wanted = primal.tangent();
      if (!t.isZero() && (!t.aval().shape().equals(wanted.shape()) || t.aval().dtype() != wanted.dtype())) {
        throw JaxError.type(
            "Custom JVP rule must produce primal and tangent outputs with corresponding shapes and dtypes. Expected "
                + wanted.longName()
                + " (tangent type of "
                + primal.longName()
                + ") but got "
                + t.aval().longName()
                + ".");
      }
      checked.add(wanted.dtype().isInexact() ? t : new Tangent.Zero(wanted));
    }
    return new Duals(out.primals(), checked);
  }

  /// Runs the user's forward rule; the tangent map is left as `custom_lin`, which can only be transposed.
  private static Duals customVjp(
      Call.CustomVjpCall p, List<Value> primals, List<Tangent> tangents, List<Boolean> nonzero) {
    CustomRules.Forward forward = Session.current().withLiveSource(() -> p.rule().forward(primals, nonzero));
    List<Aval> tangentOutputs = forward.outputs().stream().map(v -> v.aval().tangent()).toList();
    Call.CustomLin linear =
        new Call.CustomLin(
            p.rule(),
            forward.residuals().size(),
            tangentOutputs,
            primals.stream().map(Value::aval).toList(),
            nonzero,
            p.symbolicZeros());
    List<Value> dots = Session.bind(linear, Masks.concat(forward.residuals(), ControlFlowJvp.values(tangents)));
    List<Tangent> out = new ArrayList<>();
    for (int i = 0; i < dots.size(); i++) {
      Aval a = tangentOutputs.get(i);
      out.add(a.dtype().isInexact() ? dots.get(i) : new Tangent.Zero(a));
    }
    return new Duals(forward.outputs(), out);
  }

  /// From A x = b: A dx = db - dA x.
  private static Duals linearSolve(Call.CustomLinearSolve p, List<Value> primals, List<Tangent> tangents) {
    List<Value> x = Session.bind(p, primals);
    int constants = p.matvecConstants() + p.vecmatConstants() + p.solveConstants() + p.transposeSolveConstants();
    List<Tangent> rhs = new ArrayList<>(tangents.subList(constants, tangents.size()));
    int n = rhs.size();
    List<Tangent> matvecDot = tangents.subList(0, p.matvecConstants());
    if (matvecDot.stream().anyMatch(t -> !t.isZero())) {
      List<Value> operands = Masks.concat(primals.subList(0, p.matvecConstants()), x.subList(0, n));
      List<Tangent> dots = Masks.concat(matvecDot, zeros(x.subList(0, n)));
      List<Tangent> product = JvpTrace.jvp(in -> Interpreter.run(p.matvec(), in), operands, dots).tangents();
      for (int i = 0; i < n; i++) {
        Tangent t = product.get(i);
        rhs.set(i, Lax.addTangents(rhs.get(i), t instanceof Value v ? Lax.neg(v) : t));
      }
    }
    if (rhs.stream().allMatch(Tangent::isZero)) {
      return new Duals(x, zeros(x));
    }
    List<Value> in = new ArrayList<>(primals.subList(0, constants));
    rhs.forEach(t -> in.add(Lax.instantiate(t)));
    List<Value> dots = Session.bind(p, in);
    return new Duals(x, Masks.concat(dots.subList(0, n), zeros(x.subList(n, x.size()))));
  }

  private static List<Tangent> zeros(List<Value> values) {
    List<Tangent> r = new ArrayList<>();
    values.forEach(v -> r.add(Tangent.Zero.like(v)));
    return r;
  }
}
