package gradwright.core.transpose;

import gradwright.core.lax.Lax;
import gradwright.core.prim.Contraction.Conv;
import gradwright.core.prim.Contraction.ConvDimensions;
import gradwright.core.prim.Shaping;
import gradwright.core.types.Aval;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;

/// Transposes of convolutions. Leaving the spatial axes aside a convolution is a product (batch, in) (in, out) ->
/// (batch, out);
/// groups of features become groups of batches and the other way round.
final class ConvTranspose {
  private ConvTranspose() {}

  static Value operand(Conv p, Value ct, Aval lhs, Value kernel) {
    Ints l = p.dimensions().lhs();
    Ints r = p.dimensions().rhs();
    Ints o = p.dimensions().out();
    Shape kernelShape = kernel.shape();
    int groups = Math.max(p.featureGroupCount(), p.batchGroupCount());
    Value rhs = kernel;
    if (groups > 1) {
      rhs = Lax.splitAxis(rhs, r.get(0), groups);
      rhs = Lax.mergeAxis(rhs, r.get(0), r.get(1));
    }
    ConvPadding pads =
        ConvPadding.forOperand(
            sizes(lhs.shape(), l),
            sizes(kernelShape, r),
            p.windowStrides(),
            sizes(ct.shape(), o),
            p.padLow(),
            p.lhsDilation(),
            p.rhsDilation());
    Value flipped = Lax.bind1(new Shaping.Rev(spatial(r)), rhs);
    if (flipped.dtype() != ct.dtype()) {
      flipped = Lax.convert(flipped, ct.dtype());
    }
    Value out =
        Lax.bind1(
            new Conv(
                p.lhsDilation(),
                pads.low(),
                pads.high(),
                p.windowStrides(),
                p.rhsDilation(),
                new ConvDimensions(o, swapped(r), l),
                groups,
                1,
                p.precision(),
                p.preferred()),
            ct,
            flipped);
    if (out.dtype() != lhs.dtype()) {
      out = Lax.convert(out, lhs.dtype());
    }
    if (p.batchGroupCount() > 1) {
      out = Lax.splitAxis(out, l.get(1), p.batchGroupCount());
      out = Lax.mergeAxis(out, l.get(1), l.get(0));
    }
    return out;
  }

  static Tangent kernel(Conv p, Value ct, Value lhs, Aval rhs) {
    if (ct.shape().elements() == 0) {
      return new Tangent.Zero(rhs);
    }
    Ints l = p.dimensions().lhs();
    Ints r = p.dimensions().rhs();
    Ints o = p.dimensions().out();
    ConvPadding pads =
        ConvPadding.forKernel(
            sizes(lhs.shape(), l),
            sizes(rhs.shape(), r),
            p.windowStrides(),
            sizes(ct.shape(), o),
            p.padLow(),
            p.lhsDilation(),
            p.rhsDilation());
    Value x = lhs.dtype() == ct.dtype() ? lhs : Lax.convert(lhs, ct.dtype());
    Value out =
        Lax.bind1(
            new Conv(
                p.rhsDilation(),
                pads.low(),
                pads.high(),
                p.lhsDilation(),
                p.windowStrides(),
                new ConvDimensions(swapped(l), swapped(o), swapped(r)),
                p.batchGroupCount(),
                p.featureGroupCount(),
                p.precision(),
                p.preferred()),
            x,
            ct);
    return out.dtype() == rhs.dtype() ? out : Lax.convert(out, rhs.dtype());
  }

  private static Ints spatial(Ints spec) {
    Ints r = Ints.EMPTY;
    for (int i = 2; i < spec.size(); i++) {
      r = r.plus(spec.get(i));
    }
    return r;
  }

  private static Ints sizes(Shape shape, Ints spec) {
    return spatial(spec).map(shape::size);
  }

  private static Ints swapped(Ints spec) {
    return Ints.of(spec.get(1), spec.get(0)).concat(spatial(spec));
  }
}
