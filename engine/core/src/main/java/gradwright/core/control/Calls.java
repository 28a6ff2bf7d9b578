package gradwright.core.control;

import gradwright.core.errors.JaxError;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Masks;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Call;
import gradwright.core.prim.Effectful;
import gradwright.core.trace.CustomRules;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.HostCallback;
import gradwright.core.trace.JaxprFunction;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.transpose.BackwardPass;
import gradwright.core.types.Aval;
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
    return Session.bind(
        new Call.Remat(h.jaxpr(), preventCse, false, policy), Masks.concat(h.hoisted(), arguments));
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
          Staging.hoistAll(
              Staging.stage(checked("transpose_solve", in -> transposed.apply(vecmat, in), avals), avals));
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

  private static FlatFunction checked(String name, FlatFunction f, List<Aval> wanted) {
    return in -> {
      List<Value> out = f.call(in);
      for (int i = 0; i < wanted.size(); i++) {
        if (out.size() <= i || !out.get(i).shape().equals(wanted.get(i).shape())) {
          throw JaxError.value(
              name + "() output shapes must match b, got "
                  + out.stream().map(v -> v.shape().toTuple()).toList() + " and "
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
