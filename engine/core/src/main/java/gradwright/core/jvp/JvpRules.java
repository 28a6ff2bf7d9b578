package gradwright.core.jvp;

import gradwright.core.prim.Call;
import gradwright.core.prim.Collective;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.ControlFlow;
import gradwright.core.prim.Effectful;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.ExtensionPrimitive;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.RandomBits;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Shaping;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.trace.ReplacedRules;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Forward-mode rules. A rule computes with lax only, never asks which trace is current, and keeps zeros symbolic.
public final class JvpRules {
  private JvpRules() {}

  public static Duals jvp(Primitive primitive, List<Value> primals, List<Tangent> tangents) {
    ExtensionPrimitive own =
        ReplacedRules.of(ReplacedRules.Kind.JVP, primitive, () -> primals.stream().map(Value::aval).toList());
    return switch (own == null ? primitive : own) {
      case Elementwise p -> ElementwiseJvp.jvp(p, primals, tangents);
      case Shaping p -> ShapingJvp.jvp(p, primals, tangents);
      case Reduction p -> ReductionJvp.jvp(p, primals, tangents);
      case Indexing p -> IndexingJvp.jvp(p, primals, tangents);
      case Contraction p -> ContractionJvp.jvp(p, primals, tangents);
      case LinearAlgebra p -> LinearAlgebraJvp.jvp(p, primals, tangents);
      case ControlFlow p -> ControlFlowJvp.jvp(p, primals, tangents);
      case Call p -> CallJvp.jvp(p, primals, tangents);
      case RandomBits p -> RandomJvp.jvp(p, primals, tangents);
      case Effectful p -> EffectfulJvp.jvp(p, primals, tangents);
      case Collective p -> CollectiveJvp.jvp(p, primals, tangents);
      case ExtensionPrimitive p -> {
        List<Tangent> all = p.jvp(primals, tangents);
        int n = all.size() / 2;
        List<Value> outs = new ArrayList<>();
        all.subList(0, n).forEach(t -> outs.add((Value) t));
        yield new Duals(outs, List.copyOf(all.subList(n, 2 * n)));
      }
    };
  }
}
