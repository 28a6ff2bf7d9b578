package gradwright.python.bridge;

import gradwright.core.batch.BatchTrace;
import gradwright.core.batch.Vmap;
import gradwright.core.errors.JaxError;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.jvp.JvpTrace;
import gradwright.core.lax.Lax;
import gradwright.core.linearize.Linearize;
import gradwright.core.linearize.LinearizeTrace;
import gradwright.core.linearize.LinearizeTrace.LinearizeTracer;
import gradwright.core.prim.Collective;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.trace.EvalTrace;
import gradwright.core.trace.FoldingTrace;
import gradwright.core.trace.Interpreter;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.trace.StagingTrace;
import gradwright.core.trace.Trace;
import gradwright.core.transpose.BackwardPass;
import gradwright.core.types.Aval;
import gradwright.core.types.Ints;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tangent;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// The transformations for Python, over flat functions.
public final class TransformPort {
  private final Sessions sessions;
  private final Errors errors;
  private final ArrayPort arrays;
  private final Origins origins;

  TransformPort(Sessions sessions, Errors errors, ArrayPort arrays, Origins origins) {
    this.origins = origins;
    this.sessions = sessions;
    this.errors = errors;
    this.arrays = arrays;
  }

  /// A linearized function: its outputs, and the means to apply it forwards and backwards.
  public final class Linear {
    private final Linearize.Linearized linearized;

    private Linear(Linearize.Linearized linearized) {
      this.linearized = linearized;
    }

    /// The outputs at the primals.
    public Object[] outputs() {
      return settled(linearized.outputs());
    }
  }

  private Object[] settled(List<? extends Value> values) {
    Object[] out = new Object[values.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = arrays.settled(values.get(i));
    }
    return out;
  }

  private Object[] instantiated(List<? extends Tangent> tangents) {
    Object[] out = new Object[tangents.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = arrays.settled(Lax.instantiate(tangents.get(i)));
    }
    return out;
  }

  /// Linearizes a flat function at primals, to be pulled back.
  public Linear vjp(org.graalvm.polyglot.Value function, org.graalvm.polyglot.Value primals) {
    return errors.guard(
        () -> new Linear(Linearize.linearize(new PythonFunction(function), Neutral.values(primals), null, true)));
  }

  /// The same, to be pushed forward.
  public Linear linearize(org.graalvm.polyglot.Value function, org.graalvm.polyglot.Value primals) {
    return errors.guard(
        () -> new Linear(Linearize.linearize(new PythonFunction(function), Neutral.values(primals), null)));
  }

  /// Cotangents of the primals for cotangents of the first outputs; later outputs have none.
  public Object[] pullback(Linear linear, org.graalvm.polyglot.Value cotangents) {
    return errors.guard(() -> {
      List<Tangent> cts = new ArrayList<>(Neutral.values(cotangents));
      List<Value> outputs = linear.linearized.outputs();
      for (int i = cts.size(); i < outputs.size(); i++) {
        cts.add(Tangent.Zero.like(outputs.get(i)));
      }
      return instantiated(linear.linearized.pullBack(cts));
    });
  }

  /// What a linear function keeps of the primal computation.
  public Object[] residuals(Linear linear) {
    return errors.guard(() -> settled(linear.linearized.residuals()));
  }

  /// The same linear function over other residuals.
  public Linear withResiduals(Linear linear, org.graalvm.polyglot.Value residuals) {
    return errors.guard(() -> new Linear(linear.linearized.withResiduals(Neutral.values(residuals))));
  }

  /// Tangents of the outputs for tangents of the primals.
  public Object[] pushforward(Linear linear, org.graalvm.polyglot.Value tangents) {
    return errors.guard(() -> instantiated(linear.linearized.apply(Neutral.values(tangents))));
  }

  /// Outputs and their tangents: two lists.
  public Object[] jvp(
      org.graalvm.polyglot.Value function, org.graalvm.polyglot.Value primals, org.graalvm.polyglot.Value tangents) {
    return errors.guard(() -> {
      List<Value> p = Neutral.values(primals);
      List<Tangent> t = new ArrayList<>();
      List<Value> given = Neutral.values(tangents);
      for (int i = 0; i < p.size(); i++) {
        t.add(p.get(i).dtype().isDifferentiable() ? given.get(i) : Tangent.Zero.like(p.get(i)));
      }
      Duals d = JvpTrace.jvp(new PythonFunction(function), p, t);
      return new Object[] {settled(d.primals()), instantiated(d.tangents())};
    });
  }

  /// The cotangent that grad starts from: one, of the output's type.
  public Value oneLike(Object o) {
    return errors.guard(() -> {
      Aval a = Neutral.value(o).aval();
      HostScalar one = HostScalar.of(a.dtype(), a.weakType(), 1.0);
      return a.sharding() == null ? one : Lax.reshard(one, a.sharding().cotangent());
    });
  }

  /// Applies a flat function to values batched along `axes` (None: not batched). `outAxes`, a Python function called after it,
  /// gives the axis wanted for each output.
  public Object[] vmap(
      org.graalvm.polyglot.Value function,
      org.graalvm.polyglot.Value values,
      org.graalvm.polyglot.Value axes,
      int size,
      String axisName,
      org.graalvm.polyglot.Value outAxes) {
    return errors.guard(() -> {
      BatchTrace.Batched out =
          BatchTrace.run(new PythonFunction(function), size, axisName, Neutral.values(values), Neutral.integers(axes));
      List<Integer> wanted = Neutral.integers(outAxes.execute());
      Object[] result = new Object[wanted.size()];
      for (int i = 0; i < result.length; i++) {
        result[i] = arrays.settled(placed(out.values().get(i), out.axes().get(i), wanted.get(i), size, i));
      }
      return result;
    });
  }

  private static Value placed(Value x, Integer from, Integer to, int size, int leaf) {
    if (to == null && from != null) {
      throw new JaxError("VmapSpecMismatch", leaf + " " + from);
    }
    Integer axis = to;
    if (to != null) {
      int rank = x.rank() + (from == null ? 1 : 0);
      if (to < -rank || to >= rank) {
        throw JaxError.value("axis " + to + " is out of bounds for array of dimension " + rank);
      }
      axis = to < 0 ? to + rank : to;
    }
    return Vmap.matchAxis(x, from, axis, size);
  }

  /// The jaxpr of a flat function over abstract values of the engine. `description` is a Python function that names it.
  public ClosedJaxpr stage(
      org.graalvm.polyglot.Value function, org.graalvm.polyglot.Value avals, org.graalvm.polyglot.Value description) {
    return errors.guard(() -> Staging.stage(new PythonFunction(function, origins, description), avals(avals)));
  }

  /// The constants of inexact type of a jaxpr, and tracers, as its leading inputs.
  public Staging.Hoisted hoistInexact(ClosedJaxpr closed) {
    return errors.guard(() -> Staging.hoistAll(closed));
  }

  /// The values that became leading inputs.
  public Object[] hoistedValues(Staging.Hoisted h) {
    return settled(h.hoisted());
  }

  public ClosedJaxpr hoistedJaxpr(Staging.Hoisted h) {
    return h.jaxpr();
  }

  /// Zeros of a value's type.
  public Value zerosLike(Object o) {
    return errors.guard(() -> arrays.settled(Lax.zeros(Neutral.value(o).aval())));
  }

  /// Zeros of a type.
  public Value zerosOf(Aval type) {
    return errors.guard(() -> arrays.settled(Lax.zeros(type)));
  }

  static List<Aval> avals(org.graalvm.polyglot.Value list) {
    List<Aval> out = new ArrayList<>();
    for (Object o : Neutral.list(list)) {
      out.add((Aval) o);
    }
    return out;
  }

  /// Applies a closed jaxpr to values with the current trace.
  public Object[] evaluate(ClosedJaxpr jaxpr, org.graalvm.polyglot.Value values) {
    return errors.guard(() -> settled(Interpreter.run(jaxpr, Neutral.values(values))));
  }

  /// Cotangents of the inputs of a jaxpr that is linear in all of them.
  public Object[] transposeLinear(ClosedJaxpr jaxpr, org.graalvm.polyglot.Value cotangents) {
    return errors.guard(() -> instantiated(BackwardPass.run(jaxpr, Neutral.values(cotangents))));
  }

  /// Splits an axis into parts of the given sizes.
  public Object[] splitAxis(Object o, int axis, org.graalvm.polyglot.Value sizes) {
    return errors.guard(() -> {
      Value x = Neutral.value(o);
      int[] parts = Neutral.ints(sizes);
      return settled(Lax.bind(new gradwright.core.prim.Shaping.Split(axis, Ints.of(parts)), x));
    });
  }

  /// The value converted to the dtype of another, its real part where only the other is real. `always` leaves an equation even
  /// where nothing changes.
  public Value downcastLike(Object o, Object example, boolean always) {
    return errors.guard(() -> {
      Value x = Neutral.value(o);
      Aval to = Neutral.value(example).aval();
      if (x.dtype().isComplex() && !to.dtype().isComplex()) {
        x = Lax.real(x);
      }
      if (always && x instanceof gradwright.core.value.Tracer) {
        return Lax.bind1(new gradwright.core.prim.Elementwise.Convert(to.dtype(), to.weakType()), x);
      }
      return arrays.settled(Lax.convert(x, to.dtype(), to.weakType()));
    });
  }

  // ---- the current trace, for context managers ----

  /// Makes computing at once the current trace; gives the trace before.
  public Trace enterEval() {
    return sessions.current().swapTrace(sessions.current().evalTrace());
  }

  /// Makes operations on constants compute at once from now on, while those on tracers stay traced; returns the trace before.
  public Trace enterFolding() {
    Session session = sessions.current();
    return session.swapTrace(FoldingTrace.under(session.trace(), session.evalTrace()));
  }

  /// The trace of a tracer; null for other values.
  public Trace traceOf(Object o) {
    return Neutral.value(o) instanceof Tracer t ? t.trace() : null;
  }

  /// Restores a trace.
  public void leave(Trace before) {
    sessions.current().swapTrace(before);
  }

  /// Whether operations are computed at once.
  public boolean isEval() {
    return sessions.current().trace() == sessions.current().evalTrace();
  }

  /// The current trace.
  public Trace currentTrace() {
    return sessions.current().trace();
  }

  /// What kind of trace one is: eval, staging, jvp, linearize, batch or other.
  public String traceKind(Trace trace) {
    return switch (trace) {
      case EvalTrace _ -> "eval";
      case StagingTrace _ -> "staging";
      case JvpTrace _ -> "jvp";
      case LinearizeTrace _ -> "linearize";
      case BatchTrace _ -> "batch";
      default -> "other";
    };
  }

  /// The innermost trace at work that stages a program or computes at once: the one that mutable references belong to.
  public Trace homeTrace() {
    Trace t = sessions.current().trace();
    while (t.parent() != null && !(t instanceof StagingTrace)) {
      t = t.parent();
    }
    return t;
  }

  /// Why a value cannot be stored in a reference that was made under a trace: `vmapped`, `differentiated`; or null.
  public String foreignTo(Object o, Trace made) {
    if (!(Neutral.value(o) instanceof Tracer t)) {
      return null;
    }
    for (Trace around = made; around != null; around = around.parent()) {
      if (around == t.trace()) {
        return null;
      }
    }
    return t instanceof BatchTrace.BatchTracer
        ? "vmapped"
        : t instanceof JvpTrace.JvpTracer || t instanceof LinearizeTracer ? "differentiated" : null;
  }

  /// Whether a function is being vectorised since `made` was the current trace.
  public boolean mappedSince(Trace made) {
    for (Trace t = sessions.current().trace(); t != null && t != made; t = t.parent()) {
      if (t instanceof BatchTrace) {
        return true;
      }
    }
    return false;
  }

  /// What the traces at work do, the innermost first: `batch`, `staging`, `other`.
  public Object[] traceKinds() {
    List<String> kinds = new ArrayList<>();
    for (Trace t = sessions.current().trace(); t != null; t = t.parent()) {
      kinds.add(traceKind(t));
    }
    return kinds.toArray();
  }

  /// The named axes in scope, the outermost first.
  public Object[] axisNames() {
    return sessions.current().axes().stream().map(Session.Axis::name).toArray();
  }

  /// Whether a value may differ along a named axis that is being mapped over since `outer` was the current trace; true where
  /// that is not known.
  public boolean varies(Object o, String axis, Trace outer) {
    Object v = Neutral.of(o);
    while (true) {
      switch (v) {
        case BatchTrace.BatchTracer t -> {
          if (t.trace() instanceof BatchTrace b && axis.equals(b.axisName())) {
            return true;
          }
          v = t.value();
        }
        case JvpTrace.JvpTracer t -> v = t.primal();
        case LinearizeTrace.LinearizeTracer t -> v = t.primal();
        case StagingTrace.StagedTracer t -> {
          return !isWithin(outer, t.trace());
        }
        case null, default -> {
          return false;
        }
      }
    }
  }

  /// Whether a trace is another, or was made inside of it.
  private static boolean isWithin(Trace trace, Trace other) {
    Trace t = trace;
    while (t != other) {
      switch (t) {
        case BatchTrace b -> t = b.parent();
        case JvpTrace j -> t = j.parent();
        case LinearizeTrace l -> t = l.parent();
        case null, default -> {
          return false;
        }
      }
    }
    return true;
  }

  /// Of a batched value: the position of the batch, the name of its axis or null, and the value with it.
  public Object[] peeled(Object o) {
    BatchTrace.BatchTracer t = (BatchTrace.BatchTracer) Neutral.of(o);
    return new Object[] {t.axis(), t.trace() instanceof BatchTrace b ? b.axisName() : null, t.value()};
  }

  /// The sum over a named axis, the same value everywhere.
  public Value sumInvariant(Object o, String axis) {
    return errors.guard(
        () -> Session.bind(new Collective.SumInvariant(List.of(axis)), List.of(Neutral.value(o))).getFirst());
  }

  /// The size of a named axis in scope.
  public int axisSize(String name) {
    return errors.guard(() -> sessions.current().axisSize(name));
  }

  // ---- jaxprs ----

  public String printed(ClosedJaxpr jaxpr) {
    return errors.guard(jaxpr::toString);
  }

  public Object[] inputAvals(ClosedJaxpr jaxpr) {
    return arrays.pythonAvals(jaxpr.inputAvals());
  }

  public Object[] outputAvals(ClosedJaxpr jaxpr) {
    return arrays.pythonAvals(jaxpr.outputAvals());
  }

  public Object[] constants(ClosedJaxpr jaxpr) {
    return settled(jaxpr.constants());
  }

  public int equationCount(ClosedJaxpr jaxpr) {
    return jaxpr.jaxpr().equations().size();
  }

  /// Name of the primitive of an equation.
  public String primitive(ClosedJaxpr jaxpr, int equation) {
    return jaxpr.jaxpr().equations().get(equation).primitive().primitiveName();
  }

  /// Names of the jaxpr's effects.
  public Object[] effects(ClosedJaxpr jaxpr) {
    return jaxpr.jaxpr().effects().stream().map(Enum::name).toArray();
  }
}
