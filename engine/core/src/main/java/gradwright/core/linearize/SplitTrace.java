package gradwright.core.linearize;

import gradwright.core.prim.Primitive;
import gradwright.core.trace.StagingTrace;
import gradwright.core.trace.Trace;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import java.util.List;

/// Partial evaluation: what depends on unknown values (tracers of `unknown`) is staged there, everything else is done
/// by `known` now. Primitives that hold jaxprs are split by their partial-evaluation rules.
public final class SplitTrace extends Trace {
  private final Trace known;
  private final StagingTrace unknown;

  public SplitTrace(Trace known, StagingTrace unknown) {
    this.known = known;
    this.unknown = unknown;
  }

  public Trace known() {
    return known;
  }

  public StagingTrace unknown() {
    return unknown;
  }

  @Override
  public Value constant(HostScalar v) {
    return known.constant(v);
  }

  @Override
  public List<Value> process(Primitive primitive, List<Value> inputs) {
    boolean anyUnknown = false;
    boolean allUnknown = true;
    for (Value v : inputs) {
      boolean u = unknown.owns(v);
      anyUnknown |= u;
      allUnknown &= u;
    }
    if (!anyUnknown) {
      return known.process(primitive, inputs);
    }
    if (!allUnknown || PartialEvalRules.alwaysSplits(primitive)) {
      List<Value> split = PartialEvalRules.split(this, primitive, inputs);
      if (split != null) {
        return split;
      }
    }
    return unknown.process(primitive, inputs);
  }
}
