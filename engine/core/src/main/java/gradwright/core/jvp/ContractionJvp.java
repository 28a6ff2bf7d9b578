package gradwright.core.jvp;

import gradwright.core.lax.Lax;
import gradwright.core.prim.Contraction;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.List;

/// Forward-mode rules of Contraction primitives: products are bilinear, Fourier transforms linear.
final class ContractionJvp {
  private ContractionJvp() {}

  static Duals jvp(Contraction p, List<Value> primals, List<Tangent> tangents) {
    return switch (p) {
      case Contraction.DotGeneral _, Contraction.Conv _ -> {
        Value x = primals.get(0);
        Value y = primals.get(1);
        Value out = Lax.bind1(p, x, y);
        Tangent left = tangents.get(0) instanceof Value t ? Lax.bind1(p, t, y) : Tangent.Zero.like(out);
        Tangent right = tangents.get(1) instanceof Value t ? Lax.bind1(p, x, t) : Tangent.Zero.like(out);
        yield new Duals(List.of(out), List.of(Lax.addTangents(left, right)));
      }
      case Contraction.Fft _ -> Linear.linear(p, primals, tangents);
    };
  }
}
