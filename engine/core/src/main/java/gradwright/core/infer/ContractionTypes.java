package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Contraction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import java.util.ArrayList;
import java.util.List;

/// Types of matrix products, convolutions and Fourier transforms.
final class ContractionTypes {
  private ContractionTypes() {}

  static Aval output(Contraction p, List<Aval> in) {
    return switch (p) {
      case Contraction.DotGeneral d -> dot(d, in);
      case Contraction.Conv c -> conv(c, in);
      case Contraction.Fft f -> fft(f, in.getFirst());
    };
  }

  private static Aval dot(Contraction.DotGeneral d, List<Aval> in) {
    Aval lhs = in.get(0);
    Aval rhs = in.get(1);
    inRange("lhs", lhs, d.lhsContracting(), d.lhsBatch());
    inRange("rhs", rhs, d.rhsContracting(), d.rhsBatch());
    if (d.lhsBatch().size() != d.rhsBatch().size()) {
      throw JaxError.type(
          "dot_general requires equal numbers of lhs_batch and rhs_batch dimensions, got lhs_batch "
              + d.lhsBatch()
              + " and rhs_batch "
              + d.rhsBatch()
              + ".");
    }
    distinct("lhs batch", "lhs_batch", d.lhsBatch());
    distinct("rhs batch", "rhs_batch", d.rhsBatch());
    distinct("lhs contracting", "lhs_contracting", d.lhsContracting());
    distinct("rhs contracting", "rhs_contracting", d.rhsContracting());
    disjoint("lhs", d.lhsBatch(), d.lhsContracting());
    disjoint("rhs", d.rhsBatch(), d.rhsContracting());
    String lb = sizes(lhs, d.lhsBatch());
    String rb = sizes(rhs, d.rhsBatch());
    if (!lb.equals(rb)) {
      throw JaxError.type(
          "dot_general requires lhs batch dimensions and rhs batch dimensions to have the same shape, got "
              + lb
              + " and "
              + rb
              + ".");
    }
    String lc = sizes(lhs, d.lhsContracting());
    String rc = sizes(rhs, d.rhsContracting());
    if (!lc.equals(rc)) {
      throw JaxError.type(
          "dot_general requires contracting dimensions to have the same shape, got " + lc + " and " + rc + ".");
    }
    List<Integer> shape = new ArrayList<>();
    for (int i = 0; i < d.lhsBatch().size(); i++) {
      shape.add(lhs.shape().size(d.lhsBatch().get(i)));
    }
    free(lhs, d.lhsContracting(), d.lhsBatch(), shape);
    free(rhs, d.rhsContracting(), d.rhsBatch(), shape);
    return new Aval(
        dotDType("lax.dot_general", lhs.dtype(), rhs.dtype(), d.preferred()), Shape.of(shape), Accepted.allWeak(in));
  }

  private static void inRange(String side, Aval x, Ints contracting, Ints batch) {
    for (int axis : contracting.concat(batch).toArray()) {
      if (axis < 0 || axis >= x.rank()) {
        throw JaxError.type(
            ("dot_general requires %s dimension numbers to be nonnegative and less than the number of axes of the %s"
                    + " value, got %s_batch of %s and %s_contracting of %s for %s of rank %d")
                .formatted(side, side, side, batch, side, contracting, side, x.rank()));
      }
    }
  }

  private static void distinct(String words, String name, Ints dims) {
    if (ShapingTypes.duplicates(dims)) {
      throw JaxError.type(
          "dot_general requires " + words + " dimensions to be distinct, got " + name + " " + dims + ".");
    }
  }

  private static void disjoint(String side, Ints batch, Ints contracting) {
    for (int axis : batch.toArray()) {
      if (contracting.contains(axis)) {
        throw JaxError.type(
            ("dot_general requires %s batch dimensions to be disjoint from contracting dimensions, got %s_batch %s and"
                    + " %s_contracting %s.")
                .formatted(side, side, batch, side, contracting));
      }
    }
  }

  private static String sizes(Aval x, Ints axes) {
    return axes.map(x.shape()::size).toString();
  }

  private static void free(Aval x, Ints contracting, Ints batch, List<Integer> shape) {
    for (int i = 0; i < x.rank(); i++) {
      if (!contracting.contains(i) && !batch.contains(i)) {
        shape.add(x.shape().size(i));
      }
    }
  }

  private static DType dotDType(String name, DType a, DType b, DType preferred) {
    DType r;
    if (a == b) {
      r = a;
    } else {
      int c = compare(a, b);
      if (c == 0) {
        throw JaxError.type(name + " argument type error: " + a + ", " + b);
      }
      r = c > 0 ? a : b;
    }
    if (preferred == null || preferred == r) {
      return r;
    }
    if (!r.isFloat() && width(preferred) < width(r)) {
      throw JaxError.type(
          "`preferred_element_type` must not be narrower than the original type, got preferred_element_type of "
              + preferred
              + " for result type of "
              + r
              + ".");
    }
    return preferred;
  }

  /// Order of precision: complex, exponent range, mantissa, width, signedness.
  private static int compare(DType a, DType b) {
    int[] x = properties(a);
    int[] y = properties(b);
    for (int i = 0; i < x.length; i++) {
      if (x[i] != y[i]) {
        return Integer.compare(x[i], y[i]);
      }
    }
    return 0;
  }

  private static int[] properties(DType t) {
    DType real = t.realType();
    int exponent =
        switch (real.code()) {
          case FLOAT16 -> 16;
          case BFLOAT16, FLOAT32 -> 128;
          case FLOAT64 -> 1024;
          default -> -1;
        };
    int mantissa =
        switch (real.code()) {
          case FLOAT16 -> 10;
          case BFLOAT16 -> 7;
          case FLOAT32 -> 23;
          case FLOAT64 -> 52;
          default -> -1;
        };
    return new int[] {
      t.isComplex() ? 1 : 0, exponent, mantissa, real.isBool() ? 1 : real.bits(), real.isUnsigned() ? 0 : 1
    };
  }

  private static int width(DType t) {
    return t.isBool() ? 1 : t.bits();
  }

  private static Aval conv(Contraction.Conv c, List<Aval> in) {
    Aval lhs = in.get(0);
    Aval rhs = in.get(1);
    if (lhs.rank() != rhs.rank()) {
      throw JaxError.value(
          "conv_general_dilated lhs and rhs must have the same number of dimensions, but got %s and %s."
              .formatted(lhs.shape().toTuple(), rhs.shape().toTuple()));
    }
    int groups = c.featureGroupCount();
    int batchGroups = c.batchGroupCount();
    positive("feature_group_count", groups);
    Contraction.ConvDimensions n = c.dimensions();
    int features = lhs.shape().size(n.lhs().get(1));
    int in1 = rhs.shape().size(n.rhs().get(1));
    int out = rhs.shape().size(n.rhs().get(0));
    if (features % groups != 0) {
      throw JaxError.value(
          "conv_general_dilated feature_group_count must divide lhs feature dimension size, but %d does not divide %d."
              .formatted(groups, features));
    }
    if (features / groups != in1) {
      throw JaxError.value(
          ("conv_general_dilated lhs feature dimension size divided by feature_group_count must equal the rhs input"
                  + " feature dimension size, but %d // %d != %d.")
              .formatted(features, groups, in1));
    }
    if (out % groups != 0) {
      throw JaxError.value(
          ("conv_general_dilated rhs output feature dimension size must be a multiple of feature_group_count, but %d is"
                  + " not a multiple of %d.")
              .formatted(out, groups));
    }
    positive("batch_group_count", batchGroups);
    int batch = lhs.shape().size(n.lhs().get(0));
    if (batch % batchGroups != 0) {
      throw JaxError.value(
          "conv_general_dilated batch_group_count must divide lhs batch dimension size, but %d does not divide %d."
              .formatted(batchGroups, batch));
    }
    if (out % batchGroups != 0) {
      throw JaxError.value(
          ("conv_general_dilated rhs output feature dimension size must be a multiple of batch_group_count, but %d is"
                  + " not a multiple of %d.")
              .formatted(out, batchGroups));
    }
    if (groups > 1 && batchGroups > 1) {
      throw JaxError.value(
          ("At most one of batch_group_count and feature_group_count may be > 1, got batch_group_count=%d and"
                  + " feature_group_count=%d")
              .formatted(batchGroups, groups));
    }
    int spatial = rhs.rank() - 2;
    if (spatial != c.windowStrides().size()) {
      throw JaxError.value(
          "conv_general_dilated window and window_strides must have the same number of dimensions, but got %d and %d"
              .formatted(spatial, c.windowStrides().size()));
    }
    int[] r = new int[lhs.rank()];
    r[n.out().get(0)] = batch / batchGroups;
    r[n.out().get(1)] = out;
    for (int i = 0; i < spatial; i++) {
      int d =
          ShapingTypes.dilate(lhs.shape().size(n.lhs().get(i + 2)), c.lhsDilation().get(i))
              + c.padLow().get(i)
              + c.padHigh().get(i);
      int w = ShapingTypes.dilate(rhs.shape().size(n.rhs().get(i + 2)), c.rhsDilation().get(i));
      r[n.out().get(i + 2)] = ShapingTypes.windows(Math.max(d, 0), w, c.windowStrides().get(i));
    }
    Accepted.ANY.check("conv_general_dilated", lhs.dtype(), 0);
    Accepted.ANY.check("conv_general_dilated", rhs.dtype(), 1);
    Accepted.sameDTypes("conv_general_dilated", in);
    return new Aval(c.preferred() == null ? lhs.dtype() : c.preferred(), Shape.of(r), Accepted.allWeak(in));
  }

  private static void positive(String name, int v) {
    if (v <= 0) {
      throw JaxError.value("conv_general_dilated " + name + " must be a positive integer, got " + v + ".");
    }
  }

  private static Aval fft(Contraction.Fft f, Aval x) {
    Ints lengths = f.lengths();
    int k = lengths.size();
    String shape = x.shape().toTuple();
    if (k > x.rank()) {
      throw JaxError.value(
          "FFT input shape " + shape + " must have at least as many input dimensions as fft_lengths " + lengths + ".");
    }
    int first = x.rank() - k;
    int matching = 0;
    while (matching < k && x.shape().size(first + matching) == lengths.get(matching)) {
      matching++;
    }
    int last = lengths.get(k - 1);
    switch (f.type()) {
      case RFFT -> {
        if (x.dtype() != DType.FLOAT32 && x.dtype() != DType.FLOAT64) {
          throw JaxError.value("RFFT input must be float32 or float64, got " + x.dtype());
        }
        if (matching < k) {
          throw JaxError.value(
              "RFFT input shape " + shape + " minor dimensions must be equal to fft_lengths " + lengths);
        }
        return new Aval(x.dtype().complexType(), x.shape().with(x.rank() - 1, last / 2 + 1), x.weakType());
      }
      case IRFFT -> {
        if (!x.dtype().isComplex()) {
          throw JaxError.value("IRFFT input must be complex64 or complex128, got " + x.dtype());
        }
        if (matching < k - 1) {
          throw JaxError.value(
              "IRFFT input shape "
                  + shape
                  + " minor dimensions must be equal to all except the last fft_length, got fft_lengths="
                  + lengths);
        }
        return new Aval(x.dtype().realType(), x.shape().with(x.rank() - 1, last), x.weakType());
      }
      case FFT, IFFT -> {
        if (!x.dtype().isComplex()) {
          throw JaxError.value("FFT input must be complex64 or complex128, got " + x.dtype());
        }
        if (matching < k) {
          throw JaxError.value(
              "FFT input shape " + shape + " minor dimensions must be equal to fft_lengths " + lengths);
        }
        return x;
      }
    }
    throw new AssertionError(f.type());
  }
}
