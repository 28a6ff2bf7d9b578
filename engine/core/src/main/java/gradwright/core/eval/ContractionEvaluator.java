package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.infer.TypeRules;
import gradwright.core.prim.Contraction;
import gradwright.core.types.Aval;
import gradwright.core.value.Array;
import java.util.List;

/// Reference evaluation of contractions.
final class ContractionEvaluator {
  private ContractionEvaluator() {}

  static Array evaluate(Contraction p, List<Array> in, Device device) {
    Aval out = TypeRules.outputs(p, in.stream().map(Array::aval).toList()).getFirst();
    return switch (p) {
      case Contraction.DotGeneral d -> MatrixProducts.evaluate(d, in.get(0), in.get(1), out, device);
      case Contraction.Conv c -> Convolutions.evaluate(c, in.get(0), in.get(1), out, device);
      case Contraction.Fft f -> FourierTransforms.evaluate(f, in.getFirst(), out, device);
    };
  }
}
