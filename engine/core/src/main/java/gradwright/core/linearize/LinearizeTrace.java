package gradwright.core.linearize;

import gradwright.core.ir.Masks;
import gradwright.core.jvp.JvpRules;
import gradwright.core.prim.Primitive;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.trace.Session;
import gradwright.core.trace.StagingTrace;
import gradwright.core.trace.Trace;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tangent;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Linearization: primals are computed by the parent now, tangents are staged as linear equations. Each primitive's jvp rule
/// runs under a split trace, so that work on primals alone is done once and its results are the residuals.
public final class LinearizeTrace extends Trace {
  private final Trace parent;
  private final StagingTrace tangents;
  private final boolean reverse;

  /// `reverse` tells that the tangents will only be transposed.
  LinearizeTrace(Trace parent, StagingTrace tangents, boolean reverse) {
    this.parent = parent;
    this.tangents = tangents;
    this.reverse = reverse;
  }

  /// A primal of the parent with a tangent variable.
  public static final class LinearizeTracer extends Tracer {
    private final Value primal;
    private final Tangent tangent;

    LinearizeTracer(Trace trace, Value primal, Tangent tangent) {
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
      return "LinearizeTracer(" + aval().longName() + ")";
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
    List<Tangent> ts = new ArrayList<>(inputs.size());
    boolean any = false;
    for (Value v : inputs) {
      if (v instanceof LinearizeTracer t && t.trace() == this) {
        primals.add(t.primal);
        ts.add(t.tangent);
        any |= !t.tangent.isZero();
      } else {
        checkNotLeaked(v);
        primals.add(v);
        ts.add(Tangent.Zero.like(v));
      }
    }
    if (!any) {
      return parent.process(primitive, primals);
    }
    Session session = Session.current();
    List<Boolean> nonzero = Masks.of(ts, t -> !t.isZero());
    LinearizeRules.Linear linear =
        session.with(parent, () -> LinearizeRules.linearize(primitive, primals, nonzero, reverse));
    if (linear != null) {
      return wrapAll(linear, linear.nonzeroOut().contains(true) ? stageTangents(session, linear, ts) : List.of());
    }
    Trace split = new SplitTrace(parent, tangents);
    Duals out = Session.current().with(split, () -> JvpRules.jvp(primitive, primals, ts));
    List<Value> result = new ArrayList<>(out.primals().size());
    for (int i = 0; i < out.primals().size(); i++) {
      result.add(wrap(out.primals().get(i), out.tangents().get(i)));
    }
    return result;
  }

  private List<Value> stageTangents(Session session, LinearizeRules.Linear linear, List<Tangent> ts) {
    return session.with(tangents, () -> linear.tangents().apply(ts));
  }

  private List<Value> wrapAll(LinearizeRules.Linear linear, List<Value> tangentOutputs) {
    List<Value> result = new ArrayList<>(linear.outputs().size());
    int k = 0;
    for (int i = 0; i < linear.outputs().size(); i++) {
      Value primal = linear.outputs().get(i);
      result.add(linear.nonzeroOut().get(i) ? wrap(primal, tangentOutputs.get(k++)) : primal);
    }
    return result;
  }

  /// A tangent that does not depend on the input tangents is zero, whatever a custom rule says.
  Value wrap(Value primal, Tangent tangent) {
    boolean depends = tangent instanceof Value v && tangents.owns(v) && v.dtype() != DType.FLOAT0;
    return depends ? new LinearizeTracer(this, primal, tangent) : primal;
  }
}
