package gradwright.numpy.lax;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Contraction.ConvDimensions;
import gradwright.core.prim.Contraction.FftType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Precisions;
import gradwright.numpy.Promote;
import gradwright.numpy.Sequences;
import gradwright.numpy.UserDTypes;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Tuple;
import java.util.ArrayList;
import java.util.List;

/// Shapes and patches of windows: what convolutions and reductions of windows give, and the windows themselves.
final class LaxGeometry {
  private LaxGeometry() {}

  private static int[] sizes(Object v) {
    return Sequences.shape(v, "shape").toArray();
  }

  private static Ints outputs(int[] sizes, int[] windows, Ints strides, Windows.Padding p) {
    int[] r = new int[sizes.length];
    for (int i = 0; i < r.length; i++) {
      int span = sizes[i] + p.low().get(i) + p.high().get(i) - windows[i];
      r[i] = span < 0 ? 0 : span / strides.get(i) + 1;
    }
    return Ints.of(r);
  }

  private static Tuple convShape(Arguments a, String strideName, String padName, ConvDimensions d) {
    int[] lhs = sizes(a.get("lhs_shape"));
    int[] rhs = sizes(a.get("rhs_shape"));
    int n = lhs.length - 2;
    int[] space = new int[n];
    int[] windows = new int[n];
    for (int i = 0; i < n; i++) {
      space[i] = lhs[d.lhs().get(i + 2)];
      windows[i] = rhs[d.rhs().get(i + 2)];
    }
    Ints strides = a.ints(strideName);
    Windows.Padding p = Windows.padding(a.get(padName), space, windows, strides.toArray());
    Ints out = outputs(space, windows, strides, p);
    int[] r = new int[n + 2];
    r[d.out().get(0)] = lhs[d.lhs().get(0)];
    r[d.out().get(1)] = rhs[d.rhs().get(0)];
    for (int i = 0; i < n; i++) {
      r[d.out().get(i + 2)] = out.get(i);
    }
    return Sequences.tuple(Ints.of(r));
  }

  private static Tuple pairs(Windows.Padding p) {
    List<Object> r = new ArrayList<>();
    for (int i = 0; i < p.low().size(); i++) {
      r.add(Tuple.of((long) p.low().get(i), (long) p.high().get(i)));
    }
    return new Tuple(r);
  }

  /// Each window of the operand as features, by a convolution with a kernel of unit vectors.
  private static Value patches(Arguments a) {
    Value x = a.value("lhs");
    if (a.get("precision") instanceof String name) {
      // JAX pairs it with a Precision, and no pair may mix texts and these.
      throw JaxError.value("Precision argument must be one of:\n- None,\n- a Precision, got the text '" + name + "'.");
    }
    Ints window = a.ints("filter_shape");
    int n = window.size();
    ConvDimensions d = LaxProducts.dimensions(a.get("dimension_numbers"), n + 2);
    int features = x.shape().size(d.lhs().get(1));
    int spatial = 1;
    for (int i = 0; i < n; i++) {
      spatial *= window.get(i);
    }
    Shape square = Shape.of(spatial, spatial);
    Value eye = Lax.eq(Lax.iota(Promote.defaultInt(), square, 0), Lax.iota(Promote.defaultInt(), square, 1));
    Value kernel = Promote.convert(eye, x.dtype());
    kernel = Lax.reshape(kernel, Ints.of(spatial, 1).concat(window).toShape());
    int[] tiled = kernel.shape().toArray();
    int[] wide = tiled.clone();
    wide[0] = spatial * features;
    Value all =
        Lax.broadcastInDim(kernel, Ints.of(features).concat(Ints.of(tiled)).toShape(), Ints.range(1, tiled.length + 1));
    all = Lax.reshape(all, Shape.of(wide));
    // The kernel is made with its axes in the order out, in, space; the dimension numbers say where they belong.
    int[] back = new int[n + 2];
    for (int i = 0; i < n + 2; i++) {
      back[d.rhs().get(i)] = i;
    }
    return LaxProducts.conv(
        x,
        Lax.transpose(all, Ints.of(back)),
        a.ints("window_strides"),
        a.get("padding"),
        a.ints("lhs_dilation"),
        a.ints("rhs_dilation"),
        d,
        features,
        1,
        Precisions.of(a.get("precision")),
        UserDTypes.of(a, "preferred_element_type", "conv_general_dilated_patches"));
  }

  static void register(Catalogue.Module m) {
    m.function(
        "conv_shape_tuple(lhs_shape, rhs_shape, strides, pads, batch_group_count=1)",
        "The shape of a convolution.",
        a -> convShape(a, "strides", "pads", LaxProducts.dimensions(null, sizes(a.get("lhs_shape")).length)));
    m.function(
        "conv_general_shape_tuple(lhs_shape, rhs_shape, window_strides, padding, dimension_numbers)",
        "The shape of a convolution with any order of axes.",
        a ->
            convShape(
                a,
                "window_strides",
                "padding",
                LaxProducts.dimensions(a.get("dimension_numbers"), sizes(a.get("lhs_shape")).length)));
    m.function(
        "conv_general_permutations(dimension_numbers)",
        "Dimension numbers as permutations.",
        a -> {
          List<?> names = Sequences.items(a, "dimension_numbers");
          ConvDimensions d = LaxProducts.dimensions(a.get("dimension_numbers"), ((String) names.getFirst()).length());
          return Tuple.of(Sequences.tuple(d.lhs()), Sequences.tuple(d.rhs()), Sequences.tuple(d.out()));
        });
    m.function(
        "padtype_to_pads(in_shape, window_shape, window_strides, padding)",
        "Padding before and after each axis.",
        a ->
            new ArrayList<>(
                pairs(
                        Windows.padding(
                            a.get("padding"),
                            sizes(a.get("in_shape")),
                            sizes(a.get("window_shape")),
                            sizes(a.get("window_strides"))))
                    .items()));
    m.function(
        "reduce_window_shape_tuple(operand_shape, window_dimensions, window_strides, padding, base_dilation=None,"
            + " window_dilation=None)",
        "The shape of a reduction of windows.",
        a -> {
          int[] in = sizes(a.get("operand_shape"));
          int[] windows = sizes(a.get("window_dimensions"));
          Ints base = a.ints("base_dilation");
          Ints dilation = a.ints("window_dilation");
          for (int i = 0; i < in.length; i++) {
            in[i] = base == null || in[i] == 0 ? in[i] : (in[i] - 1) * base.get(i) + 1;
            windows[i] = dilation == null ? windows[i] : (windows[i] - 1) * dilation.get(i) + 1;
          }
          Ints strides = a.ints("window_strides");
          return Sequences.tuple(
              outputs(in, windows, strides, Windows.padding(a.get("padding"), in, windows, strides.toArray())));
        });
    m.function(
        "conv_general_dilated_patches(lhs, filter_shape, window_strides, padding, lhs_dilation=None, rhs_dilation=None,"
            + " dimension_numbers=None, precision=None, preferred_element_type=None)",
        "Each window of the operand as features.",
        LaxGeometry::patches);
    m.function(
        "broadcast_like(arr, like_arr)",
        "The array stretched to another's shape.",
        a -> Promote.broadcastTo(a.value("arr"), a.value("like_arr").shape()));
    m.function(
        "fft(x, fft_type, fft_lengths)",
        "Fourier transform of the last axes.",
        a -> {
          Object given = a.get("fft_type");
          FftType type =
              switch (String.valueOf(given).replaceFirst(".*\\.", "").toUpperCase(java.util.Locale.ROOT)) {
                case "FFT", "0" -> FftType.FFT;
                case "IFFT", "1" -> FftType.IFFT;
                case "RFFT", "2" -> FftType.RFFT;
                case "IRFFT", "3" -> FftType.IRFFT;
                default -> throw JaxError.value("Unknown FFT type '" + given + "'");
              };
          Value x = a.value("x");
          if (type == FftType.RFFT && x.dtype().isComplex()) {
            throw JaxError.value("only real valued inputs supported for rfft");
          }
          Value inexact = Promote.inexact(x);
          Value in = type == FftType.RFFT ? inexact : Lax.convert(inexact, inexact.dtype().complexType());
          Ints lengths = a.ints("fft_lengths");
          return lengths.isEmpty() ? in : Lax.fft(in, type, lengths);
        });
  }
}
