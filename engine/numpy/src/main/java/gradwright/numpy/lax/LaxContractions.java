package gradwright.numpy.lax;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.Contraction.Conv;
import gradwright.core.prim.Contraction.ConvDimensions;
import gradwright.core.prim.Contraction.DotGeneral;
import gradwright.core.prim.Contraction.Fft;
import gradwright.core.prim.Contraction.FftType;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import java.util.List;
import java.util.Locale;

/// `jax.lax` products, convolutions and transforms.
final class LaxContractions {
  private LaxContractions() {}

  static void register(Catalogue.Module m) {
    m.function(
            "dot_general(lhs, rhs, dimension_numbers, precision=None, preferred_element_type=None, *, out_sharding=None)",
            "Contracts axes of two arrays over common batch axes.",
            a -> dot(a, a.get("dimension_numbers")))
        .function(
            "dot(lhs, rhs, *, dimension_numbers=None, precision=None, preferred_element_type=None, out_sharding=None)",
            "Vector, matrix-vector or matrix product.",
            LaxContractions::plainDot)
        .function(
            "batch_matmul(lhs, rhs, precision=None)",
            "Products of the last two axes over equal batch axes.",
            a -> {
              Value x = a.value("lhs");
              Value y = a.value("rhs");
              Ints batch = Ints.range(0, x.rank() - 2);
              var p = LaxLibrary.precision(a.get("precision"));
              return Lax.bind1(
                  new DotGeneral(Ints.of(x.rank() - 1), Ints.of(y.rank() - 2), batch, batch, p, p, null), x, y);
            })
        .function(
            "conv_general_dilated(lhs, rhs, window_strides, padding, lhs_dilation=None, rhs_dilation=None, dimension_numbers=None, feature_group_count=1, batch_group_count=1, precision=None, preferred_element_type=None, *, out_sharding=None)",
            "General convolution with strides, dilation and groups.",
            LaxContractions::conv)
        .function(
            "conv(lhs, rhs, window_strides, padding, precision=None, preferred_element_type=None)",
            "Convolution of NCHW arrays by OIHW kernels.",
            a ->
                conv(
                    a.value("lhs"),
                    a.value("rhs"),
                    a.ints("window_strides"),
                    a.get("padding"),
                    null,
                    null,
                    null,
                    1,
                    1,
                    LaxLibrary.precision(a.get("precision")),
                    a.dtype("preferred_element_type")))
        .function(
            "conv_with_general_padding(lhs, rhs, window_strides, padding, lhs_dilation, rhs_dilation, precision=None, preferred_element_type=None)",
            "Convolution of NCHW arrays with explicit padding and dilation.",
            a ->
                conv(
                    a.value("lhs"),
                    a.value("rhs"),
                    a.ints("window_strides"),
                    a.get("padding"),
                    a.ints("lhs_dilation"),
                    a.ints("rhs_dilation"),
                    null,
                    1,
                    1,
                    LaxLibrary.precision(a.get("precision")),
                    a.dtype("preferred_element_type")))
        .function(
            "fft(x, fft_type, fft_lengths)",
            "Discrete Fourier transform over the last axes.",
            a -> {
              FftType t =
                  switch (a.get("fft_type")) {
                    case String s -> FftType.valueOf(s.toUpperCase(Locale.ROOT));
                    case Long n -> FftType.values()[n.intValue()];
                    case null, default -> throw JaxError.value("unknown fft_type " + Arguments.repr(a.get("fft_type")));
                  };
              return Lax.bind1(new Fft(t, a.ints("fft_lengths")), a.value("x"));
            });
  }

  private static DType preferred(Arguments a) {
    DType t = a.dtype("preferred_element_type");
    return t == null ? null : t.canonical(Promote.x64());
  }

  private static Value dot(Arguments a, Object numbers) {
    List<Object> pair = LaxShapes.sequence(numbers);
    List<Object> contract = LaxShapes.sequence(pair.get(0));
    List<Object> batch = LaxShapes.sequence(pair.get(1));
    Contraction.Precision p = LaxLibrary.precision(a.get("precision"));
    return Lax.bind1(
        new DotGeneral(
            LaxShapes.intsOf(contract.get(0)),
            LaxShapes.intsOf(contract.get(1)),
            LaxShapes.intsOf(batch.get(0)),
            LaxShapes.intsOf(batch.get(1)),
            p,
            p,
            preferred(a)),
        a.value("lhs"),
        a.value("rhs"));
  }

  private static Value plainDot(Arguments a) {
    if (!a.isNone("dimension_numbers")) {
      return dot(a, a.get("dimension_numbers"));
    }
    Value x = a.value("lhs");
    Value y = a.value("rhs");
    boolean fits =
        x.rank() >= 1
            && x.rank() <= 2
            && y.rank() >= 1
            && y.rank() <= 2
            && x.shape().size(x.rank() - 1) == y.shape().size(0);
    if (!fits) {
      throw JaxError.type(
          "Incompatible shapes for dot: got " + x.shape().toTuple() + " and " + y.shape().toTuple() + ".");
    }
    Contraction.Precision p = LaxLibrary.precision(a.get("precision"));
    return Lax.bind1(
        new DotGeneral(Ints.of(x.rank() - 1), Ints.of(0), Ints.EMPTY, Ints.EMPTY, p, p, preferred(a)), x, y);
  }

  private static Value conv(Arguments a) {
    return conv(
        a.value("lhs"),
        a.value("rhs"),
        a.ints("window_strides"),
        a.get("padding"),
        a.ints("lhs_dilation"),
        a.ints("rhs_dilation"),
        a.get("dimension_numbers"),
        a.integer("feature_group_count"),
        a.integer("batch_group_count"),
        LaxLibrary.precision(a.get("precision")),
        preferred(a));
  }

  private static Value conv(
      Value lhs,
      Value rhs,
      Ints strides,
      Object padding,
      Ints lhsDilation,
      Ints rhsDilation,
      Object numbers,
      int featureGroups,
      int batchGroups,
      Contraction.Precision precision,
      DType preferred) {
    if (lhs.rank() != rhs.rank()) {
      throw JaxError.value(
          "convolution requires lhs and rhs ndim to be equal, got " + lhs.rank() + " and " + rhs.rank() + ".");
    }
    ConvDimensions d = dimensions(numbers, lhs.rank());
    int spatial = lhs.rank() - 2;
    Ints ones = Ints.of(LaxReductions.filled(spatial));
    Ints left = lhsDilation == null ? ones : lhsDilation;
    Ints right = rhsDilation == null ? ones : rhsDilation;
    int[] in = new int[spatial];
    int[] window = new int[spatial];
    for (int i = 0; i < spatial; i++) {
      in[i] = lhs.shape().size(d.lhs().get(i + 2));
      window[i] = rhs.shape().size(d.rhs().get(i + 2));
    }
    Padding p = Padding.of(padding, in, Ints.of(window), strides, left, right);
    return Lax.bind1(
        new Conv(strides, p.low(), p.high(), left, right, d, featureGroups, batchGroups, precision, preferred), lhs, rhs);
  }

  /// Dimension numbers as strings (`('NHWC', 'HWIO', 'NHWC')`), as index sequences, or None for NCHW, OIHW, NCHW.
  private static ConvDimensions dimensions(Object numbers, int rank) {
    if (numbers == null) {
      Ints all = Ints.range(0, rank);
      return new ConvDimensions(all, all, all);
    }
    List<Object> parts = LaxShapes.sequence(numbers);
    if (parts.size() != 3) {
      throw JaxError.type("convolution dimension_numbers must be a tuple of 3 specifications, got " + parts.size());
    }
    if (!(parts.get(0) instanceof String l) || !(parts.get(1) instanceof String r) || !(parts.get(2) instanceof String o)) {
      return new ConvDimensions(
          LaxShapes.intsOf(parts.get(0)), LaxShapes.intsOf(parts.get(1)), LaxShapes.intsOf(parts.get(2)));
    }
    StringBuilder spatial = new StringBuilder();
    for (char c : r.toCharArray()) {
      if (c != 'I' && c != 'O') {
        spatial.append(c);
      }
    }
    return new ConvDimensions(
        places(l, "NC" + spatial, rank), places(r, "OI" + spatial, rank), places(o, "NC" + spatial, rank));
  }

  private static Ints places(String spec, String order, int rank) {
    if (spec.length() != rank) {
      throw JaxError.type(
          "convolution dimension_numbers " + spec + " must have " + rank + " characters, one for each axis.");
    }
    int[] r = new int[rank];
    for (int i = 0; i < rank; i++) {
      r[i] = spec.indexOf(order.charAt(i));
      if (r[i] < 0) {
        throw JaxError.type("convolution dimension_numbers " + spec + " must contain '" + order.charAt(i) + "'.");
      }
    }
    return Ints.of(r);
  }
}
