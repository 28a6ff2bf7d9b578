package gradwright.python.bridge;

import gradwright.core.prim.Call;
import gradwright.core.prim.Effectful;
import gradwright.core.prim.Primitive;
import gradwright.core.trace.CustomRules;
import gradwright.core.trace.EvalTrace;
import gradwright.core.trace.HostCallback;
import gradwright.core.trace.HostCheck;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.value.Array;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Python functions inside programs: callbacks, custom derivative rules and checkpoints.
public final class CallbackPort {
  private final Sessions sessions;
  private final Errors errors;
  private final Origins origins;

  CallbackPort(Sessions sessions, Errors errors, Origins origins) {
    this.sessions = sessions;
    this.errors = errors;
    this.origins = origins;
  }

  /// A Python function of a list of arrays, called while a program runs.
  private final class Callback implements HostCallback {
    private final String name;
    private final org.graalvm.polyglot.Value function;

    Callback(String name, org.graalvm.polyglot.Value function) {
      this.name = name;
      this.function = function;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public List<Array> call(List<Array> arguments) {
      return sessions
          .current()
          .with(
              sessions.current().evalTrace(),
              () -> {
                List<Array> out = new ArrayList<>();
                org.graalvm.polyglot.Value r =
                    function.execute((Object) arguments.stream().map(a -> a.view(a.aval().strong())).toArray());
                if (!r.isNull()) {
                  for (Value v : Neutral.values(r)) {
                    out.add(EvalTrace.toArray(v, sessions.current().engine().defaultDevice()));
                  }
                }
                return out;
              });
    }
  }

  /// Binds a debug callback; `description` is what jaxprs print of a debug_print, or None.
  public void debug(
      org.graalvm.polyglot.Value function,
      String name,
      org.graalvm.polyglot.Value arguments,
      boolean ordered,
      String description) {
    errors.guard(() ->
        Session.bind(
            new Effectful.DebugCallback(new Callback(name, function), ordered, description),
            Neutral.values(arguments)));
  }

  /// Python functions behind a check: one raises the error of arrays, one checks batched values.
  private final class Check implements HostCheck {
    private final org.graalvm.polyglot.Value raise;
    private final org.graalvm.polyglot.Value batch;
    private final org.graalvm.polyglot.Value description;

    Check(org.graalvm.polyglot.Value raise, org.graalvm.polyglot.Value batch, org.graalvm.polyglot.Value description) {
      this.raise = raise;
      this.batch = batch;
      this.description = description;
    }

    @Override
    public void raise(List<Array> arguments) {
      sessions.current().with(sessions.current().evalTrace(), () -> raise.execute((Object) arguments.toArray()));
    }

    @Override
    public void batch(List<Value> arguments) {
      batch.execute((Object) Neutral.handles(arguments));
    }

    @Override
    public Object description() {
      return description;
    }
  }

  /// Binds a check of the leaves of an error value, which `description` is the structure of.
  public void check(
      org.graalvm.polyglot.Value raise,
      org.graalvm.polyglot.Value batch,
      org.graalvm.polyglot.Value description,
      org.graalvm.polyglot.Value arguments,
      boolean debug) {
    errors.guard(() ->
        Session.bind(new Effectful.Check(new Check(raise, batch, description), debug), Neutral.values(arguments)));
  }

  /// Binds a pure callback with results of the given abstract values.
  public Object[] pure(
      org.graalvm.polyglot.Value function,
      String name,
      org.graalvm.polyglot.Value arguments,
      org.graalvm.polyglot.Value results,
      String vmapMethod) {
    return errors.guard(() ->
        Neutral.handles(
            Session.bind(
                new Effectful.PureCallback(new Callback(name, function), TransformPort.avals(results), vmapMethod),
                Neutral.values(arguments))));
  }

  /// Binds a callback with side effects.
  public Object[] io(
      org.graalvm.polyglot.Value function,
      String name,
      org.graalvm.polyglot.Value arguments,
      org.graalvm.polyglot.Value results,
      boolean ordered) {
    return errors.guard(() ->
        Neutral.handles(
            Session.bind(
                new Effectful.IoCallback(new Callback(name, function), TransformPort.avals(results), ordered),
                Neutral.values(arguments))));
  }

  /// A Python rule for the derivative of a function: takes primals and tangents, gives outputs and their tangents in one list.
  private record JvpRule(String name, org.graalvm.polyglot.Value function) implements CustomRules.Jvp {
    @Override
    public CustomRules.Duals apply(List<Value> primals, List<Tangent> tangents) {
      org.graalvm.polyglot.Value r = function.execute(Neutral.handles(primals), tangentHandles(tangents));
      List<Tangent> all = tangents(r);
      int n = all.size() / 2;
      List<Value> outputs = new ArrayList<>();
      for (Tangent t : all.subList(0, n)) {
        outputs.add((Value) t);
      }
      return new CustomRules.Duals(outputs, new ArrayList<>(all.subList(n, 2 * n)));
    }
  }

  /// Tangents as handles: a symbolic zero is passed as it is.
  private static Object[] tangentHandles(List<? extends Tangent> tangents) {
    return tangents.toArray();
  }

  private static List<Tangent> tangents(org.graalvm.polyglot.Value list) {
    List<Tangent> out = new ArrayList<>();
    for (Object o : Neutral.list(list)) {
      out.add(o instanceof Tangent t ? t : Neutral.value(o));
    }
    return out;
  }

  /// Whether a tangent is a symbolic zero.
  public boolean isZero(Object o) {
    return o instanceof Tangent.Zero;
  }

  /// The engine's type of a tangent.
  public Aval tangentType(Object o) {
    return ((Tangent) o).aval();
  }

  /// The zero of the tangent type of an abstract value.
  public Tangent zero(Aval primal) {
    return new Tangent.Zero(primal.tangent());
  }

  /// A value for a tangent, zeros filled in.
  public Value instantiate(Object o) {
    return errors.guard(() -> gradwright.core.lax.Lax.instantiate((Tangent) o));
  }

  /// Calls a function that has its own derivative rule.
  public Object[] customJvp(
      String name,
      org.graalvm.polyglot.Value function,
      String ruleName,
      org.graalvm.polyglot.Value rule,
      boolean symbolicZeros,
      org.graalvm.polyglot.Value arguments) {
    return errors.guard(() ->
        Neutral.handles(
            Session.bind(
                new Call.CustomJvpCall(name, new PythonFunction(function), new JvpRule(ruleName, rule), symbolicZeros),
                Neutral.values(arguments))));
  }

  /// Python rules for the reverse derivative: `forward` gives outputs and residuals as two lists, `backward` takes residuals and
  /// cotangents.
  private record VjpRule(
      String forwardName, org.graalvm.polyglot.Value forward, String backwardName, org.graalvm.polyglot.Value backward)
      implements CustomRules.Vjp {
    @Override
    public CustomRules.Forward forward(List<Value> inputs, List<Boolean> perturbed) {
      org.graalvm.polyglot.Value r = forward.execute(Neutral.handles(inputs), perturbed.toArray());
      return new CustomRules.Forward(Neutral.values(r.getArrayElement(0)), Neutral.values(r.getArrayElement(1)));
    }

    @Override
    public List<Tangent> backward(List<Value> residuals, List<Tangent> cotangents, List<Aval> inputs) {
      return tangents(backward.execute(Neutral.handles(residuals), tangentHandles(cotangents), inputs.toArray()));
    }
  }

  /// Calls a function that has its own reverse rule.
  public Object[] customVjp(
      String name,
      org.graalvm.polyglot.Value function,
      String forwardName,
      org.graalvm.polyglot.Value forward,
      String backwardName,
      org.graalvm.polyglot.Value backward,
      boolean symbolicZeros,
      org.graalvm.polyglot.Value arguments) {
    return errors.guard(() ->
        Neutral.handles(
            Session.bind(
                new Call.CustomVjpCall(
                    name,
                    new PythonFunction(function),
                    new VjpRule(forwardName, forward, backwardName, backward),
                    symbolicZeros),
                Neutral.values(arguments))));
  }

  /// A Python rule for batching: takes the size, flags of the batched inputs and the inputs, batched along their leading axis;
  /// gives outputs and their flags as two lists.
  private record VmapRule(String name, String inputTree, String outputTree, org.graalvm.polyglot.Value function)
      implements CustomRules.Vmap {
    @Override
    public CustomRules.Batched apply(int size, List<Boolean> batched, List<Value> inputs) {
      org.graalvm.polyglot.Value r = function.execute(size, batched.toArray(), Neutral.handles(inputs));
      return new CustomRules.Batched(Neutral.values(r.getArrayElement(0)), Neutral.booleans(r.getArrayElement(1)));
    }
  }

  /// Calls a function that has its own batching rule.
  public Object[] customVmap(
      String name,
      org.graalvm.polyglot.Value function,
      String ruleName,
      org.graalvm.polyglot.Value rule,
      String inputTree,
      String outputTree,
      org.graalvm.polyglot.Value arguments) {
    return errors.guard(() ->
        Neutral.handles(
            Session.bind(
                new Call.CustomVmapCall(
                    name, new PythonFunction(function), new VmapRule(ruleName, inputTree, outputTree, rule)),
                Neutral.values(arguments))));
  }

  /// A Python policy: says whether the result of a primitive is kept, from the primitive, its name and the types of its inputs.
  private record PythonPolicy(String name, org.graalvm.polyglot.Value function) implements CustomRules.Policy {
    @Override
    public boolean saveable(Primitive primitive, List<Aval> inputs) {
      return function.execute(primitive, primitive.primitiveName(), inputs.toArray()).asBoolean();
    }
  }

  /// Calls a function whose intermediate values are recomputed for the backward pass.
  public Object[] checkpoint(
      org.graalvm.polyglot.Value function,
      boolean preventCse,
      String policyName,
      org.graalvm.polyglot.Value policy,
      org.graalvm.polyglot.Value arguments,
      org.graalvm.polyglot.Value description) {
    return errors.guard(() -> {
      List<Value> in = Neutral.values(arguments);
      Staging.Hoisted h =
          Staging.hoistAll(
              Staging.stage(new PythonFunction(function, origins, description), in.stream().map(Value::aval).toList()));
      List<Value> all = new ArrayList<>(h.hoisted());
      all.addAll(in);
      CustomRules.Policy p = policy.isNull() ? null : new PythonPolicy(policyName, policy);
      return Neutral.handles(Session.bind(new Call.Remat(h.jaxpr(), preventCse, false, p), all));
    });
  }

  /// Gives a value a name that checkpoint policies know.
  public Value name(Object o, String name) {
    return errors.guard(() -> Session.bind(new Call.Name(name), List.of(Neutral.value(o))).getFirst());
  }

  /// The two words of the threefry hash for each pair of counters.
  public Object[] threefry(Object key1, Object key2, Object count1, Object count2) {
    return errors.guard(() -> {
      Value x = Neutral.value(count1);
      Value k1 = gradwright.numpy.Promote.broadcastTo(Neutral.value(key1), x.shape());
      Value k2 = gradwright.numpy.Promote.broadcastTo(Neutral.value(key2), x.shape());
      return Neutral.handles(
          Session.bind(new gradwright.core.prim.RandomBits.Threefry2x32(), List.of(k1, k2, x, Neutral.value(count2))));
    });
  }

  /// Keeps computation from moving across.
  public Object[] barrier(org.graalvm.polyglot.Value values) {
    return errors.guard(() -> Neutral.handles(Session.bind(new Call.OptimizationBarrier(), Neutral.values(values))));
  }
}
