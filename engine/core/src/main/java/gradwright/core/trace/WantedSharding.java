package gradwright.core.trace;

import gradwright.core.prim.Contraction.DotGeneral;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.Shaping;
import gradwright.core.types.Sharding;
import gradwright.core.value.Value;
import java.util.List;

/// Library functions that are asked for a result of a certain sharding leave it to the operation that makes the result: the one
/// of the right rank.
final class WantedSharding {
  private WantedSharding() {}

  /// The primitive with the sharding, where it can have one and makes an array of that rank.
  static Primitive of(Primitive primitive, List<Value> inputs, Sharding wanted) {
    int rank = wanted.parts().size();
    return switch (primitive) {
      case DotGeneral d when d.outSharding() == null && rank(d, inputs) == rank ->
          new DotGeneral(
              d.lhsContracting(),
              d.rhsContracting(),
              d.lhsBatch(),
              d.rhsBatch(),
              d.lhsPrecision(),
              d.rhsPrecision(),
              d.preferred(),
              wanted);
      case Shaping.Reshape r when r.sharding() == null && r.newSizes().rank() == rank ->
          new Shaping.Reshape(r.newSizes(), r.dimensions(), wanted);
      case Shaping.BroadcastInDim b when b.sharding() == null && b.shape().rank() == rank ->
          new Shaping.BroadcastInDim(b.shape(), b.broadcastDimensions(), wanted);
      default -> primitive;
    };
  }

  private static int rank(DotGeneral d, List<Value> inputs) {
    int batch = d.lhsBatch().size();
    return inputs.get(0).rank() + inputs.get(1).rank() - 2 * d.lhsContracting().size() - batch;
  }
}
