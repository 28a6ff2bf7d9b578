package gradwright.core.batch;

import gradwright.core.prim.Primitive;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.Session;
import gradwright.core.trace.Trace;
import gradwright.core.trace.TracerLeaks;
import gradwright.core.types.Aval;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Vectorisation: tracers carry a value of the parent trace and the axis it is batched along.
public final class BatchTrace extends Trace {
  private final Trace parent;
  private final int size;
  private final String axisName;

  BatchTrace(Trace parent, int size, String axisName) {
    this.parent = parent;
    this.size = size;
    this.axisName = axisName;
  }

  /// A value batched along an axis; its aval is that of one example.
  public static final class BatchTracer extends Tracer {
    private final Value value;
    private final int axis;

    BatchTracer(Trace trace, Value value, int axis) {
      super(trace);
      this.value = value;
      this.axis = axis;
    }

    public Value value() {
      return value;
    }

    public int axis() {
      return axis;
    }

    @Override
    public Aval aval() {
      return value.aval().removeAxis(axis);
    }

    @Override
    public String toString() {
      return "VmapTracer(aval=" + aval().longName() + ", batched=" + value.aval().longName() + ")";
    }
  }

  /// Values with the axis each is batched along (null: not batched).
  public record Batched(List<Value> values, List<Integer> axes) {}

  public int size() {
    return size;
  }

  /// The name of the mapped axis, or null.
  public String axisName() {
    return axisName;
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
    List<Value> values = new ArrayList<>(inputs.size());
    List<Integer> axes = new ArrayList<>(inputs.size());
    boolean any = axisName != null && AxisUse.uses(primitive, axisName);
    for (Value v : inputs) {
      if (v instanceof BatchTracer t && t.trace() == this) {
        values.add(t.value);
        axes.add(t.axis);
        any = true;
      } else {
        checkNotLeaked(v);
        values.add(v);
        axes.add(null);
      }
    }
    if (!any) {
      return parent.process(primitive, values);
    }
    Batched out = Session.current().with(parent, () -> BatchRules.batch(this, primitive, values, axes));
    List<Value> result = new ArrayList<>(out.values.size());
    for (int i = 0; i < out.values.size(); i++) {
      Integer axis = out.axes.get(i);
      result.add(axis == null ? out.values.get(i) : new BatchTracer(this, out.values.get(i), axis));
    }
    return result;
  }

  /// Applies `f` to values batched along `axes` (null: the same for all examples; negative ones count from the end);
  /// outputs
  /// with their axes.
  public static Batched run(
      FlatFunction f, int size, String axisName, List<? extends Value> values, List<Integer> axes) {
    TracerLeaks leaks = TracerLeaks.watching(f);
    Batched out = run(f, size, axisName, values, axes, leaks);
    if (leaks != null) {
      leaks.check("BatchTrace", f);
    }
    return out;
  }

  private static Batched run(
      FlatFunction f, int size, String axisName, List<? extends Value> values, List<Integer> axes, TracerLeaks leaks) {
    Session session = Session.current();
    BatchTrace trace = new BatchTrace(session.trace(), size, axisName);
    trace.watchedBy(leaks);
    List<Value> args = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      Integer axis = axes.get(i);
      Value v = values.get(i);
      args.add(axis == null ? v : new BatchTracer(trace, v, axis < 0 ? axis + v.rank() : axis));
    }
    try {
      List<Value> out =
          axisName == null
              ? session.with(trace, () -> f.call(args))
              : session.withAxis(axisName, size, () -> session.with(trace, () -> f.call(args)));
      List<Value> outValues = new ArrayList<>(out.size());
      List<Integer> outAxes = new ArrayList<>(out.size());
      for (Value v : out) {
        if (v instanceof BatchTracer t && t.trace() == trace) {
          outValues.add(t.value);
          outAxes.add(t.axis);
        } else {
          outValues.add(v);
          outAxes.add(null);
        }
      }
      return new Batched(outValues, outAxes);
    } finally {
      trace.invalidate();
    }
  }
}
