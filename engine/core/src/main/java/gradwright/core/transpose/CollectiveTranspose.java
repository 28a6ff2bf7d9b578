package gradwright.core.transpose;

import gradwright.core.lax.Lax;
import gradwright.core.prim.Collective;
import gradwright.core.prim.Reduction;
import gradwright.core.transpose.BackwardPass.Operand;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.List;

/// Transposes of Collective primitives. psum also sends its result to everyone, so its transpose sums again.
final class CollectiveTranspose {
  private CollectiveTranspose() {}

  static List<Tangent> transpose(Collective p, List<Tangent> cotangents, List<Operand> inputs) {
    if (!(cotangents.getFirst() instanceof Value ct)) {
      return ElementwiseTranspose.zeros(inputs);
    }
    return List.of(
        switch (p) {
          case Collective.AllReduce r when r.op() == Reduction.Op.SUM ->
              Lax.bind1(
                  new Collective.AllReduce(r.op(), r.axisNames(), Ints.EMPTY),
                  broadcast(ct, inputs.getFirst().aval().shape(), r.positional()));
          case Collective.SumInvariant _ -> ct;
          case Collective.AllGather g ->
              Lax.bind1(new Collective.ReduceScatter(g.axisName(), g.axis(), g.axisSize(), g.tiled()), ct);
          case Collective.ReduceScatter s ->
              Lax.bind1(new Collective.AllGather(s.axisName(), s.axisSize(), s.scatterDimension(), s.tiled()), ct);
          case Collective.Permute m ->
              Lax.bind1(new Collective.Permute(m.axisName(), m.destinations(), m.sources()), ct);
          case Collective.AllToAll a ->
              Lax.bind1(
                  new Collective.AllToAll(a.axisName(), a.concatAxis(), a.splitAxis(), a.axisSize(), a.tiled()), ct);
          default -> throw new IllegalStateException(p.primitiveName() + " is not linear");
        });
  }

  private static Value broadcast(Value ct, Shape in, Ints axes) {
    if (axes.isEmpty()) {
      return ct;
    }
    Ints kept = Ints.EMPTY;
    for (int i = 0; i < in.rank(); i++) {
      if (!axes.contains(i)) {
        kept = kept.plus(i);
      }
    }
    return Lax.broadcastInDim(ct, in, kept);
  }
}
