package gradwright.core.control;

import gradwright.core.errors.JaxError;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Masks;
import gradwright.core.jvp.JvpTrace;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Call;
import gradwright.core.prim.Effectful;
import gradwright.core.trace.CustomRules;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.HostCallback;
import gradwright.core.trace.Interpreter;
import gradwright.core.trace.JaxprFunction;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.transpose.BackwardPass;
import gradwright.core.types.Aval;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// Functions with rules of their own, checkpoints and host callbacks, over flat lists of values.
public final class Calls {
  private Calls() {}

  /// `jax.checkpoint`: for derivatives the function is computed again instead of keeping its intermediate values, but for
  /// those that the policy saves (null: none).
  public static List<Value> checkpoint(
      FlatFunction f, List<? extends Value> arguments, boolean preventCse, CustomRules.Policy policy) {
    Staging.Hoisted h = Staging.hoistAll(Staging.stage(f, avals(arguments)));
    return Session.bind(new Call.Remat(h.jaxpr(), preventCse, false, policy), Masks.concat(h.hoisted(), arguments));
  }

  /// A function with its own forward derivative.
  public static List<Value> customJvp(
      String name, FlatFunction f, CustomRules.Jvp rule, boolean symbolicZeros, List<? extends Value> arguments) {
    return Session.bind(new Call.CustomJvpCall(name, f, rule, symbolicZeros), List.copyOf(arguments));
  }

  /// A function with its own reverse derivative.
  public static List<Value> customVjp(
      String name, FlatFunction f, CustomRules.Vjp rule, boolean symbolicZeros, List<? extends Value> arguments) {
    return Session.bind(new Call.CustomVjpCall(name, f, rule, symbolicZeros), List.copyOf(arguments));
  }

  /// A function with its own batching rule.
  public static List<Value> customVmap(
      String name, FlatFunction f, CustomRules.Vmap rule, List<? extends Value> arguments) {
    return Session.bind(new Call.CustomVmapCall(name, f, rule), List.copyOf(arguments));
  }

  /// Gives a value a name that checkpoint policies know.
  public static Value checkpointName(Value x, String name) {
    return Lax.bind1(new Call.Name(name), x);
  }

  /// Keeps the compiler from moving computation across.
  public static List<Value> optimizationBarrier(List<? extends Value> values) {
    return values.isEmpty() ? List.of() : Session.bind(new Call.OptimizationBarrier(), List.copyOf(values));
  }

  /// `lax.custom_linear_solve`: `solve` takes the linear function `matvec` and b to x with `matvec(x) = b`; derivatives
  /// follow from that equation. `transposeSolve` (null: no reverse derivative) does the same for the transposed function;
  /// with `symmetric` it is `solve`. Solvers may give auxiliary values after x.
  public static List<Value> customLinearSolve(
      FlatFunction matvec,
      List<? extends Value> b,
      BiFunction<FlatFunction, List<Value>, List<Value>> solve,
      BiFunction<FlatFunction, List<Value>, List<Value>> transposeSolve,
      boolean symmetric) {
    List<Aval> avals = avals(b);
    Staging.Hoisted mat = Staging.hoistAll(Staging.stage(checked("matvec", matvec, avals), avals));
    Staging.Hoisted sol =
        Staging.hoistAll(Staging.stage(checked("solve", in -> solve.apply(matvec, in), avals), avals));
    BiFunction<FlatFunction, List<Value>, List<Value>> transposed =
        transposeSolve == null && symmetric ? solve : transposeSolve;
    Staging.Hoisted vec = null;
    Staging.Hoisted tr = null;
    if (transposed != null) {
      FlatFunction vecmat = symmetric ? matvec : transposed(matvec, avals);
      vec = symmetric ? mat : Staging.hoistAll(Staging.stage(vecmat, avals));
      tr =
          Staging.hoistAll(Staging.stage(checked("transpose_solve", in -> transposed.apply(vecmat, in), avals), avals));
    }
    Call.CustomLinearSolve p =
        new Call.CustomLinearSolve(
            mat.jaxpr(),
            vec == null ? null : vec.jaxpr(),
            sol.jaxpr(),
            tr == null ? null : tr.jaxpr(),
            mat.hoisted().size(),
            vec == null ? 0 : vec.hoisted().size(),
            sol.hoisted().size(),
            tr == null ? 0 : tr.hoisted().size());
    return Session.bind(
        p,
        Masks.concat(
            mat.hoisted(),
            vec == null ? List.<Value>of() : vec.hoisted(),
            sol.hoisted(),
            tr == null ? List.<Value>of() : tr.hoisted(),
            b));
  }

  /// The same over staged programs of equal types; `vecmat` and `transposeSolve` may be null.
  public static List<Value> customLinearSolve(
      ClosedJaxpr matvec, ClosedJaxpr vecmat, ClosedJaxpr solve, ClosedJaxpr transposeSolve, List<? extends Value> b) {
    List<ClosedJaxpr> programs = java.util.Arrays.asList(matvec, vecmat, solve, transposeSolve);
    List<ClosedJaxpr> closed = new ArrayList<>();
    List<Value> in = new ArrayList<>();
    for (ClosedJaxpr p : programs) {
      Staging.Hoisted h = p == null ? new Staging.Hoisted(null, List.of()) : Staging.hoistAll(p);
      closed.add(h.jaxpr());
      in.addAll(h.hoisted());
    }
    in.addAll(b);
    List<Integer> n = programs.stream().map(p -> p == null ? 0 : p.constants().size()).toList();
    return Session.bind(
        new Call.CustomLinearSolve(
            closed.get(0), closed.get(1), closed.get(2), closed.get(3), n.get(0), n.get(1), n.get(2), n.get(3)),
        in);
  }

  /// `lax.custom_root`: x with `f(x) = 0`, by `solve` from a guess; `linearizeAndSolve` takes x and b to y with `f'(x) y = b`,
  /// from which the derivatives follow by the implicit function theorem. What `solve` gives after x is auxiliary.
  public static List<Value> customRoot(
      ClosedJaxpr f, ClosedJaxpr solve, ClosedJaxpr linearizeAndSolve, List<? extends Value> guess) {
    Staging.Hoisted root = Staging.hoistAll(f);
    Staging.Hoisted solver = Staging.hoistAll(solve);
    Staging.Hoisted linear = Staging.hoistAll(linearizeAndSolve);
    int s = root.hoisted().size();
    int l = s + solver.hoisted().size();
    int g = l + linear.hoisted().size();
    FlatFunction function =
        in -> Interpreter.run(solver.jaxpr(), Masks.concat(in.subList(s, l), in.subList(g, in.size())));
    CustomRules.Jvp[] rule = new CustomRules.Jvp[1];
    rule[0] =
        new CustomRules.Jvp() {
          @Override
          public String name() {
            return "_root_jvp";
          }

          @Override
          public CustomRules.Duals apply(List<Value> primals, List<Tangent> tangents) {
            List<Value> out = customJvp("_custom_root", function, rule[0], false, primals);
            int n = f.outputAvals().size();
            List<Value> x = out.subList(0, n);
            List<Tangent> dots = new ArrayList<>(tangents.subList(0, s));
            x.forEach(v -> dots.add(Tangent.Zero.like(v)));
            CustomRules.Duals d =
                JvpTrace.jvp(in -> Interpreter.run(root.jaxpr(), in), Masks.concat(primals.subList(0, s), x), dots);
            List<Value> rhs = new ArrayList<>();
            d.tangents().forEach(t -> rhs.add(Lax.instantiate(t)));
            List<Value> y = Interpreter.run(linear.jaxpr(), Masks.concat(primals.subList(l, g), x, rhs));
            List<Tangent> result = new ArrayList<>();
            y.forEach(v -> result.add(Lax.neg(v)));
            out.subList(n, out.size()).forEach(v -> result.add(Tangent.Zero.like(v)));
            return new CustomRules.Duals(out, result);
          }
        };
    return customJvp(
        "_custom_root",
        function,
        rule[0],
        false,
        Masks.concat(root.hoisted(), solver.hoisted(), linear.hoisted(), guess));
  }

  private static FlatFunction checked(String name, FlatFunction f, List<Aval> wanted) {
    return in -> {
      List<Value> out = f.call(in);
      for (int i = 0; i < wanted.size(); i++) {
        if (out.size() <= i || !out.get(i).shape().equals(wanted.get(i).shape())) {
          throw JaxError.value(
              name
                  + "() output shapes must match b, got "
                  + out.stream().map(v -> v.shape().toTuple()).toList()
                  + " and "
                  + wanted.stream().map(a -> a.shape().toTuple()).toList());
        }
      }
      return out;
    };
  }

  private static FlatFunction transposed(FlatFunction linear, List<Aval> avals) {
    return cotangents -> {
      ClosedJaxpr program = Staging.stage(linear, avals);
      List<Value> result = new ArrayList<>();
      BackwardPass.run(program, cotangents).forEach(t -> result.add(Lax.instantiate(t)));
      return result;
    };
  }

  /// `jax.pure_callback`: a host function without side effects, of declared result types.
  public static List<Value> pureCallback(
      HostCallback callback, List<Aval> results, String vmapMethod, List<? extends Value> arguments) {
    return Session.bind(new Effectful.PureCallback(callback, results, vmapMethod), List.copyOf(arguments));
  }

  /// `jax.experimental.io_callback`: a host function with side effects, called exactly once each time.
  public static List<Value> ioCallback(
      HostCallback callback, List<Aval> results, boolean ordered, List<? extends Value> arguments) {
    return Session.bind(new Effectful.IoCallback(callback, results, ordered), List.copyOf(arguments));
  }

  /// `jax.debug.callback`, or `jax.debug.print` when `description` has the parameters to print, a `name=value` each line.
  public static void debugCallback(
      HostCallback callback, boolean ordered, String description, List<? extends Value> arguments) {
    Session.bind(new Effectful.DebugCallback(callback, ordered, description), List.copyOf(arguments));
  }

  private static List<Aval> avals(List<? extends Value> values) {
    return values.stream().map(Value::aval).toList();
  }

  /// A staged function as one to call.
  public static FlatFunction function(ClosedJaxpr jaxpr) {
    return new JaxprFunction(jaxpr);
  }
}
