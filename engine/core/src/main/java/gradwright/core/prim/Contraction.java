package gradwright.core.prim;

import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Sharding;

/// Matrix products, convolutions and Fourier transforms.
public sealed interface Contraction extends Primitive {
  enum Precision {
    DEFAULT,
    HIGH,
    HIGHEST
  }

  /// Output axes: batch, then the free axes of the left, then of the right. `precision`, `preferred` and `outSharding` may be null.
  record DotGeneral(
      Ints lhsContracting,
      Ints rhsContracting,
      Ints lhsBatch,
      Ints rhsBatch,
      Precision lhsPrecision,
      Precision rhsPrecision,
      DType preferred,
      Sharding outSharding)
      implements Contraction {
    public DotGeneral(
        Ints lhsContracting,
        Ints rhsContracting,
        Ints lhsBatch,
        Ints rhsBatch,
        Precision lhsPrecision,
        Precision rhsPrecision,
        DType preferred) {
      this(lhsContracting, rhsContracting, lhsBatch, rhsBatch, lhsPrecision, rhsPrecision, preferred, null);
    }

    @Override
    public String primitiveName() {
      return "dot_general";
    }
  }

  /// Axes: lhs (batch, feature, spatial...), rhs (out feature, in feature, spatial...), out (batch, feature, spatial...).
  record ConvDimensions(Ints lhs, Ints rhs, Ints out) {}

  record Conv(
      Ints windowStrides,
      Ints padLow,
      Ints padHigh,
      Ints lhsDilation,
      Ints rhsDilation,
      ConvDimensions dimensions,
      int featureGroupCount,
      int batchGroupCount,
      Precision precision,
      DType preferred)
      implements Contraction {
    @Override
    public String primitiveName() {
      return "conv_general_dilated";
    }
  }

  enum FftType {
    FFT,
    IFFT,
    RFFT,
    IRFFT
  }

  /// Over the last `lengths.size()` axes.
  record Fft(FftType type, Ints lengths) implements Contraction {
    @Override
    public String primitiveName() {
      return "fft";
    }
  }
}
