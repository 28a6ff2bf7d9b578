package gradwright.core.jvp;

import gradwright.core.prim.Primitive;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.Session;
import gradwright.core.trace.Trace;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tangent;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Forward-mode differentiation: tracers carry a primal and a tangent, both values of the parent trace.
public final class JvpTrace extends Trace {
  private final Trace parent;

  JvpTrace(Trace parent) {
    this.parent = parent;
  }

  /// A primal with its tangent.
  public static final class JvpTracer extends Tracer {
    private final Value primal;
    private final Tangent tangent;

    JvpTracer(Trace trace, Value primal, Tangent tangent) {
      super(trace);
      this.primal = primal;
      this.tangent = tangent;
    }

    public Value primal() {
      return primal;
    }

    public Tangent tangent() {
      return tangent;
    }

    @Override
    public Aval aval() {
      return primal.aval();
    }

    @Override
    public String toString() {
      return "JVPTracer(primal=" + primal + ", tangent=" + tangent + ")";
    }
  }

  @Override
  public Trace parent() {
    return parent;
  }

  @Override
  public Value constant(HostScalar v) {
    return parent.constant(v);
  }

  @Override
  public List<Value> process(Primitive primitive, List<Value> inputs) {
    List<Value> primals = new ArrayList<>(inputs.size());
    List<Tangent> tangents = new ArrayList<>(inputs.size());
    boolean any = false;
    for (Value v : inputs) {
      if (v instanceof JvpTracer t && t.trace() == this) {
        primals.add(t.primal);
        tangents.add(t.tangent);
        any |= !t.tangent.isZero();
      } else {
        checkNotLeaked(v);
        primals.add(v);
        tangents.add(Tangent.Zero.like(v));
      }
    }
    if (!any) {
      return parent.process(primitive, primals);
    }
    Duals out = Session.current().with(parent, () -> JvpRules.jvp(primitive, primals, tangents));
    List<Value> result = new ArrayList<>(out.primals().size());
    for (int i = 0; i < out.primals().size(); i++) {
      result.add(wrap(out.primals().get(i), out.tangents().get(i)));
    }
    return result;
  }

  private Value wrap(Value primal, Tangent tangent) {
    boolean zero = tangent.isZero() || tangent.aval().dtype() == DType.FLOAT0;
    return zero ? primal : new JvpTracer(this, primal, tangent);
  }

  /// Pushes tangents through `f`: outputs and their tangents (zeros stay symbolic).
  public static Duals jvp(FlatFunction f, List<? extends Value> primals, List<? extends Tangent> tangents) {
    Session session = Session.current();
    JvpTrace trace = new JvpTrace(session.trace());
    List<Value> args = new ArrayList<>(primals.size());
    for (int i = 0; i < primals.size(); i++) {
      args.add(trace.wrap(primals.get(i), tangents.get(i)));
    }
    try {
      List<Value> out = session.with(trace, () -> f.call(args));
      List<Value> outPrimals = new ArrayList<>(out.size());
      List<Tangent> outTangents = new ArrayList<>(out.size());
      for (Value v : out) {
        if (v instanceof JvpTracer t && t.trace() == trace) {
          outPrimals.add(t.primal);
          outTangents.add(t.tangent);
        } else {
          outPrimals.add(v);
          outTangents.add(Tangent.Zero.like(v));
        }
      }
      return new Duals(outPrimals, outTangents);
    } finally {
      trace.invalidate();
    }
  }
}
