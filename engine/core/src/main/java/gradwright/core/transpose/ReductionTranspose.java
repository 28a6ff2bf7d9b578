package gradwright.core.transpose;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Reduction;
import gradwright.core.transpose.BackwardPass.Operand;
import gradwright.core.transpose.BackwardPass.Operand.Known;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.Arrays;
import java.util.List;

/// Transposes of Reduction primitives.
final class ReductionTranspose {
  private ReductionTranspose() {}

  static List<Tangent> transpose(Reduction p, List<Tangent> cotangents, List<Operand> inputs) {
    if (!(cotangents.getFirst() instanceof Value ct)) {
      return ElementwiseTranspose.zeros(inputs);
    }
    Shape in = inputs.getFirst().aval().shape();
    return switch (p) {
      case Reduction.Reduce r when r.op() == Reduction.Op.SUM -> {
        Ints kept = Ints.EMPTY;
        for (int i = 0; i < in.rank(); i++) {
          if (!r.axes().contains(i)) {
            kept = kept.plus(i);
          }
        }
        yield List.of(Lax.broadcastInDim(ct, in, kept, Lax.cotangentSharding(inputs.getFirst().aval())));
      }
      case Reduction.Cumulative c when c.op() == Reduction.Op.SUM ->
          List.of(Lax.bind1(new Reduction.Cumulative(c.op(), c.axis(), !c.reverse()), ct));
      case Reduction.ReduceWindow w when w.op() == Reduction.Op.SUM -> List.of(windowSum(w, ct, in));
      case Reduction.SelectAndScatterAdd s -> {
        Ints ones = s.windowStrides().map(v -> 1);
        yield Arrays.asList(
            Lax.bind1(
                new Reduction.SelectAndGatherAdd(
                    s.max(), s.windowDimensions(), s.windowStrides(), s.padLow(), s.padHigh(), ones, ones),
                ct,
                ((Known) inputs.get(1)).value()),
            null);
      }
      case Reduction.SelectAndGatherAdd s -> Arrays.asList(gatherAdd(s, ct, ((Known) inputs.get(1)).value()), null);
      default ->
          throw JaxError.notImplemented(
              "Transpose rule (for reverse-mode differentiation) for '" + p.primitiveName() + "' not implemented");
    };
  }

  private static Value windowSum(Reduction.ReduceWindow p, Value ct, Shape in) {
    ConvPadding pads =
        ConvPadding.forOperand(
            Ints.of(in.toArray()),
            p.windowDimensions(),
            p.windowStrides(),
            Ints.of(ct.shape().toArray()),
            p.padLow(),
            p.baseDilation(),
            p.windowDilation());
    Value padded = Lax.pad(ct, Lax.zero(ct), pads.low(), pads.high(), p.windowStrides().map(s -> s - 1));
    Ints zeros = p.windowStrides().map(s -> 0);
    Ints ones = p.windowStrides().map(s -> 1);
    return Lax.bind1(
        new Reduction.ReduceWindow(
            p.op(), p.windowDimensions(), p.baseDilation(), zeros, zeros, ones, p.windowDilation()),
        padded);
  }

  private static Value gatherAdd(Reduction.SelectAndGatherAdd p, Value ct, Value operand) {
    if (!p.windowDilation().equals(p.windowDilation().map(d -> 1))) {
      throw JaxError.notImplemented(
          "VJP not implemented for select_and_gather (MaxPool) with window dilation, got window_dilation="
              + p.windowDilation()
              + ".");
    }
    Ints zeros = p.windowStrides().map(s -> 0);
    boolean dilated = !p.baseDilation().equals(p.baseDilation().map(d -> 1));
    Value x =
        dilated
            ? Lax.pad(operand, identity(operand.dtype(), p.max()), zeros, zeros, p.baseDilation().map(d -> d - 1))
            : operand;
    Value r =
        Lax.bind1(
            new Reduction.SelectAndScatterAdd(
                p.max(), p.windowDimensions(), p.windowStrides(), p.padLow(), p.padHigh()),
            ct,
            x);
    return dilated ? Lax.slice(r, zeros, Ints.of(r.shape().toArray()), p.baseDilation()) : r;
  }

  /// The number that never wins.
  private static HostScalar identity(DType t, boolean max) {
    return HostScalar.of(t, false, max ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
  }
}
