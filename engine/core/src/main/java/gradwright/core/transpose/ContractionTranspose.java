package gradwright.core.transpose;

import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.Contraction.FftType;
import gradwright.core.trace.Session;
import gradwright.core.transpose.BackwardPass.Operand;
import gradwright.core.transpose.BackwardPass.Operand.Known;
import gradwright.core.transpose.BackwardPass.Operand.Linear;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.types.Sharding;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Transposes of Contraction primitives.
final class ContractionTranspose {
  private ContractionTranspose() {}

  static List<Tangent> transpose(Contraction p, List<Tangent> cotangents, List<Operand> inputs) {
    if (!(cotangents.getFirst() instanceof Value ct)) {
      return ElementwiseTranspose.zeros(inputs);
    }
    return switch (p) {
      case Contraction.DotGeneral d ->
          inputs.get(0) instanceof Linear x
              ? Arrays.asList(
                  dot(
                      ct,
                      x.aval(),
                      known(inputs.get(1)),
                      d.lhsContracting(),
                      d.rhsContracting(),
                      d.lhsBatch(),
                      d.rhsBatch(),
                      d,
                      false),
                  null)
              : Arrays.asList(
                  null,
                  dot(
                      ct,
                      inputs.get(1).aval(),
                      known(inputs.get(0)),
                      d.rhsContracting(),
                      d.lhsContracting(),
                      d.rhsBatch(),
                      d.lhsBatch(),
                      d,
                      true));
      case Contraction.Conv c ->
          inputs.get(0) instanceof Linear x
              ? Arrays.asList(ConvTranspose.operand(c, ct, x.aval(), known(inputs.get(1))), null)
              : Arrays.asList(null, ConvTranspose.kernel(c, ct, known(inputs.get(0)), inputs.get(1).aval()));
      case Contraction.Fft f -> List.of(fft(f, ct));
    };
  }

  private static Value known(Operand o) {
    return ((Known) o).value();
  }

  /// The cotangent of x, the linear operand; `swapped` when it was on the right.
  private static Value dot(
      Value ct,
      Aval x,
      Value y,
      Ints xContract,
      Ints yContract,
      Ints xBatch,
      Ints yBatch,
      Contraction.DotGeneral p,
      boolean swapped) {
    Ints xKept = remaining(x.rank(), xContract, xBatch);
    Ints yKept = remaining(y.rank(), yContract, yBatch);
    int batch = xBatch.size();
    int start = swapped ? batch : batch + xKept.size();
    Ints ctBatch = Ints.range(0, batch);
    Ints ctFromY = Ints.range(start, start + yKept.size());
    // The product's axes: batch, what x kept, then what it contracted, in the order of y's axes.
    Integer[] order = new Integer[yContract.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Integer.compare(yContract.get(a), yContract.get(b)));
    Ints axes = xBatch.concat(xKept);
    for (int i : order) {
      axes = axes.plus(xContract.get(i));
    }
    Value product =
        Lax.bind1(
            new Contraction.DotGeneral(
                ctFromY, yKept, ctBatch, yBatch, p.lhsPrecision(), p.rhsPrecision(), p.preferred(), wanted(x, axes)),
            ct,
            y);
    Value r = Lax.transpose(product, ShapingTranspose.inverse(axes));
    return r.dtype() == x.dtype() ? r : Lax.convert(r, x.dtype(), x.weakType());
  }

  /// The sharding of a product whose axes are those of x in another order; null where types do not say.
  private static Sharding wanted(Aval x, Ints axes) {
    Sharding s = Lax.cotangentSharding(x);
    if (s == null) {
      return null;
    }
    List<List<String>> parts = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      parts.add(s.part(axes.get(i)));
    }
    return s.with(parts);
  }

  private static Ints remaining(int rank, Ints a, Ints b) {
    Ints r = Ints.EMPTY;
    for (int i = 0; i < rank; i++) {
      if (!a.contains(i) && !b.contains(i)) {
        r = r.plus(i);
      }
    }
    return r;
  }

  // ---- Fourier transforms ----

  private static Value fft(Contraction.Fft p, Value ct) {
    return switch (p.type()) {
      case FFT, IFFT -> Lax.fft(ct, p.type(), p.lengths());
      case RFFT ->
          NamedJit.call1("_rfft_transpose", p.lengths(), List.of(ct), in -> List.of(rfft(in.getFirst(), p.lengths())));
      case IRFFT -> irfft(ct, p.lengths());
    };
  }

  /// Half of the spectrum is implied, so all but its first and (for even lengths) last coefficient count twice.
  private static Value rfft(Value ct, Ints lengths) {
    int m = ct.shape().size(ct.rank() - 1);
    Value mask = mask(ct.dtype(), m, lengths);
    double n = 1;
    for (int i = 0; i < lengths.size(); i++) {
      n *= lengths.get(i);
    }
    Value weights = Lax.expandDims(mask, Ints.range(0, ct.rank() - 1));
    Value quotient = Lax.div(Lax.conj(ct), weights);
    Value r = Lax.fft(quotient, FftType.IRFFT, lengths);
    return Lax.mul(Lax.scalar(r.dtype(), n), r);
  }

  private static Value irfft(Value ct, Ints lengths) {
    Value x = Lax.fft(ct, FftType.RFFT, lengths);
    Value mask = mask(x.dtype(), x.shape().size(x.rank() - 1), lengths);
    double n = 1;
    for (int i = 0; i < lengths.size(); i++) {
      n *= lengths.get(i);
    }
    Value scaled = Lax.mul(Lax.scalar(x.dtype(), 1 / n), Lax.expandDims(mask, Ints.range(0, x.rank() - 1)));
    return Lax.conj(Lax.mul(scaled, x));
  }

  private static Value mask(DType t, int m, Ints lengths) {
    Value mask = Lax.full(Shape.of(m), Lax.scalar(t, 2.0));
    mask = Lax.dynamicUpdateSlice(mask, Lax.full(Shape.of(1), Lax.scalar(t, 1.0)), List.of(index(0)));
    if (lengths.get(lengths.size() - 1) % 2 == 0) {
      mask = Lax.dynamicUpdateSlice(mask, Lax.full(Shape.of(1), Lax.scalar(t, 1.0)), List.of(index(m - 1)));
    }
    return mask;
  }

  private static HostScalar index(int i) {
    return HostScalar.of(DType.INT64.canonical(Session.current().config().x64()), false, (long) i);
  }
}
