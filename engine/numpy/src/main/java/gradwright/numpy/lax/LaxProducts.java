package gradwright.numpy.lax;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Contraction.Conv;
import gradwright.core.prim.Contraction.ConvDimensions;
import gradwright.core.prim.Contraction.DotGeneral;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import gradwright.numpy.Precisions;
import gradwright.numpy.Sequences;
import gradwright.numpy.UserDTypes;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Products and convolutions of `jax.lax`.
public final class LaxProducts {
  private static final String CONTRACTED = "jax.lax.dot_general: the contracting dimensions of dimension_numbers";
  private static final String BATCHED = "jax.lax.dot_general: the batch dimensions of dimension_numbers";

  private LaxProducts() {}

  private static Value dotGeneral(Value a, Value b, Object numbers, Precisions p, DType preferred) {
    if (numbers == null) {
      throw JaxError.value(
          "jax.lax.dot_general: dimension_numbers must be ((lhs_contract, rhs_contract), (lhs_batch, rhs_batch)), got"
              + " None");
    }
    List<?> n = Sequences.pair(numbers, "jax.lax.dot_general: dimension_numbers");
    List<?> contract = Sequences.pair(n.get(0), CONTRACTED);
    List<?> batch = Sequences.pair(n.get(1), BATCHED);
    if (preferred != null && preferred.isInteger() && a.dtype().isFloat() && b.dtype().isFloat()) {
      return Lax.convert(dotGeneral(a, b, numbers, p, null), preferred); // the product is one of floats
    }
    return Lax.bind1(
        new DotGeneral(
            Sequences.wholeNumbers(contract.get(0), CONTRACTED),
            Sequences.wholeNumbers(contract.get(1), CONTRACTED),
            Sequences.wholeNumbers(batch.get(0), BATCHED),
            Sequences.wholeNumbers(batch.get(1), BATCHED),
            p.lhs(),
            p.rhs(),
            preferred),
        a,
        b);
  }

  private static Value dot(Arguments args) {
    Value a = args.value("lhs");
    Value b = args.value("rhs");
    Precisions p = Precisions.of(args.get("precision"));
    DType preferred = UserDTypes.of(args, "preferred_element_type", "dot");
    if (!args.isNone("dimension_numbers")) {
      return dotGeneral(a, b, args.get("dimension_numbers"), p, preferred);
    }
    if (a.rank() < 1
        || a.rank() > 2
        || b.rank() < 1
        || b.rank() > 2
        || a.shape().size(a.rank() - 1) != b.shape().size(0)) {
      throw JaxError.value(
          "jax.lax.dot: dimension_numbers must be specified when not performing simple un-batched matrix-matrix,"
              + " matrix-vector, or vector-vector products; got lhs_shape="
              + a.shape().toTuple()
              + " rhs_shape="
              + b.shape().toTuple());
    }
    return Lax.bind1(
        new DotGeneral(Ints.of(a.rank() - 1), Ints.of(0), Ints.EMPTY, Ints.EMPTY, p.lhs(), p.rhs(), preferred), a, b);
  }

  private static Value batchMatmul(Value a, Value b, Precisions p) {
    if (Math.min(a.rank(), b.rank()) < 2) {
      throw JaxError.value("Arguments to batch_matmul must be at least 2D, got " + a.rank() + ", " + b.rank());
    }
    if (a.rank() != b.rank()) {
      throw JaxError.value("Arguments to batch_matmul must have same ndim, got " + a.rank() + ", " + b.rank());
    }
    Ints batch = Ints.range(0, a.rank() - 2);
    return Lax.bind1(
        new DotGeneral(Ints.of(a.rank() - 1), Ints.of(b.rank() - 2), batch, batch, p.lhs(), p.rhs(), null), a, b);
  }

  // ---- convolution ----

  /// Dimension numbers from a neutral argument: None (batch, feature, space...), three strings (`NCHW`, `OIHW`, `NCHW`), or
  /// three permutations.
  public static ConvDimensions dimensions(Object v, int rank) {
    if (v == null) {
      Ints all = Ints.range(0, rank);
      return new ConvDimensions(all, all, all);
    }
    List<?> l = Sequences.itemsOrNull(v);
    if (l == null) {
      throw JaxError.type(
          "convolution dimension_numbers must be tuple/list or None, got " + Arguments.typeName(v) + ".");
    }
    if (l.size() != 3) {
      throw JaxError.type("convolution dimension_numbers list/tuple must be length 3, got " + l.size() + ".");
    }
    if (!(l.get(0) instanceof String)) {
      return new ConvDimensions(
          Sequences.wholeNumbers(l.get(0), "convolution dimension_numbers"),
          Sequences.wholeNumbers(l.get(1), "convolution dimension_numbers"),
          Sequences.wholeNumbers(l.get(2), "convolution dimension_numbers"));
    }
    String lhs = (String) l.get(0);
    String rhs = (String) l.get(1);
    String out = (String) l.get(2);
    for (int i = 0; i < 3; i++) {
      checkSpec((String) l.get(i), i, i == 1 ? "OI" : "NC", rank);
    }
    if (!space(lhs, "NC").equals(space(rhs, "OI")) || !space(out, "NC").equals(space(rhs, "OI"))) {
      throw JaxError.type(
          "convolution dimension_numbers elements must each have the same set of spatial characters, got "
              + Sequences.pythonText(v)
              + ".");
    }
    return new ConvDimensions(permutation(lhs, "NC", rhs), permutation(rhs, "OI", rhs), permutation(out, "NC", rhs));
  }

  private static void checkSpec(String spec, int position, String pair, int rank) {
    if (spec.length() != rank) {
      throw JaxError.type(
          "convolution dimension_numbers["
              + position
              + "] must have len equal to the ndim of lhs and rhs, got "
              + spec.length()
              + " for operands of ndim "
              + rank
              + ".");
    }
    if (pair.chars().anyMatch(c -> spec.chars().filter(d -> d == c).count() != 1)) {
      throw JaxError.type(
          "convolution dimension_numbers["
              + position
              + "] must contain the characters '"
              + pair.charAt(0)
              + "' and '"
              + pair.charAt(1)
              + "' exactly once, got "
              + spec
              + ".");
    }
  }

  private static java.util.Set<Character> space(String spec, String pair) {
    java.util.Set<Character> r = new java.util.TreeSet<>();
    spec.chars().filter(c -> pair.indexOf(c) < 0).forEach(c -> r.add((char) c));
    return r;
  }

  private static Ints permutation(String spec, String pair, String rhs) {
    int[] space =
        IntStream.range(0, spec.length())
            .filter(i -> pair.indexOf(spec.charAt(i)) < 0)
            .boxed()
            .sorted((i, k) -> Integer.compare(rhs.indexOf(spec.charAt(i)), rhs.indexOf(spec.charAt(k))))
            .mapToInt(Integer::intValue)
            .toArray();
    return Ints.of(spec.indexOf(pair.charAt(0)), spec.indexOf(pair.charAt(1))).concat(Ints.of(space));
  }

  /// A convolution (without flipping the kernel, as JAX's). `padding` is a name or pairs; dilations may be null.
  public static Value conv(
      Value lhs,
      Value rhs,
      Ints strides,
      Object padding,
      Ints lhsDilation,
      Ints rhsDilation,
      ConvDimensions d,
      int featureGroups,
      int batchGroups,
      Precisions precisions,
      DType preferred) {
    if (lhs.rank() != rhs.rank()) {
      throw JaxError.type(
          "convolution requires lhs and rhs ndim to be equal, got " + lhs.rank() + " and " + rhs.rank() + ".");
    }
    if (lhs.rank() < 2) {
      throw new JaxError(
          "IndexError",
          "conv_general_dilated: lhs and rhs need a batch and a feature axis, got "
              + lhs.aval()
              + " and "
              + rhs.aval());
    }
    for (int i = 0; i < strides.size(); i++) {
      if (strides.get(i) < 1) {
        throw JaxError.value("conv_general_dilated window_strides must be positive, got " + strides + ".");
      }
    }
    int n = lhs.rank() - 2;
    Ints ld = lhsDilation == null ? LaxShapes.ones(n) : lhsDilation;
    Ints rd = rhsDilation == null ? LaxShapes.ones(n) : rhsDilation;
    if (padding instanceof String && IntStream.of(ld.toArray()).anyMatch(i -> i != 1)) {
      throw JaxError.value(
          "String padding is not implemented for transposed convolution using this op. Please either exactly specify"
              + " the required padding or use conv_transpose.");
    }
    int[] sizes = new int[n];
    int[] windows = new int[n];
    for (int i = 0; i < n; i++) {
      sizes[i] = lhs.shape().size(d.lhs().get(i + 2));
      windows[i] = (rhs.shape().size(d.rhs().get(i + 2)) - 1) * rd.get(i) + 1;
    }
    Windows.Padding p = Windows.padding(padding, sizes, windows, strides.toArray());
    return Lax.bind1(
        new Conv(strides, p.low(), p.high(), ld, rd, d, featureGroups, batchGroups, precisions.lhs(), preferred),
        lhs,
        rhs);
  }

  private static Value convGeneralDilated(Arguments a) {
    Value x = a.value("lhs");
    return conv(
        x,
        a.value("rhs"),
        a.ints("window_strides"),
        a.get("padding"),
        a.ints("lhs_dilation"),
        a.ints("rhs_dilation"),
        dimensions(a.get("dimension_numbers"), x.rank()),
        a.integer("feature_group_count"),
        a.integer("batch_group_count"),
        Precisions.of(a.get("precision")),
        UserDTypes.of(a, "preferred_element_type", "conv_general_dilated"));
  }

  private static Value convTranspose(Arguments a) {
    Value x = a.value("lhs");
    Value k = a.value("rhs");
    int n = x.rank() - 2;
    ConvDimensions d;
    if (a.isNone("dimension_numbers")) {
      // Channels last, as conv_transpose takes it when not told.
      Ints io = Ints.of(0, n + 1).concat(Ints.range(1, n + 1));
      d = new ConvDimensions(io, Ints.of(n + 1, n).concat(Ints.range(0, n)), io);
    } else {
      d = dimensions(a.get("dimension_numbers"), x.rank());
    }
    Ints strides = a.ints("strides");
    Ints rd = a.isNone("rhs_dilation") ? LaxShapes.ones(n) : a.ints("rhs_dilation");
    Object padding = a.get("padding");
    if (padding instanceof String s) {
      java.util.ArrayList<Object> pads = new java.util.ArrayList<>();
      for (int i = 0; i < n; i++) {
        int size = Math.max(0, (k.shape().size(d.rhs().get(i + 2)) - 1) * rd.get(i) + 1);
        pads.add(transposePadding(size, strides.get(i), s));
      }
      padding = pads;
    }
    if (a.flag("transpose_kernel")) {
      k = Lax.rev(k, Ints.of(Arrays.copyOfRange(d.rhs().toArray(), 2, n + 2)).sorted());
      int[] p = IntStream.range(0, k.rank()).toArray();
      p[d.rhs().get(0)] = d.rhs().get(1);
      p[d.rhs().get(1)] = d.rhs().get(0);
      k = Lax.transpose(k, Ints.of(p));
    }
    return conv(
        x,
        k,
        LaxShapes.ones(n),
        padding,
        strides,
        rd,
        d,
        1,
        1,
        Precisions.of(a.get("precision")),
        UserDTypes.of(a, "preferred_element_type", "conv_transpose"));
  }

  private static List<Object> transposePadding(int k, int s, String padding) {
    int length;
    int before;
    switch (padding) {
      case "SAME" -> {
        length = k + s - 2;
        before = s > k - 1 ? k - 1 : (length + 1) / 2;
      }
      case "VALID" -> {
        length = k + s - 2 + Math.max(k - s, 0);
        before = k - 1;
      }
      default ->
          throw new JaxError(
              "RuntimeError",
              "Unrecognized padding type: expected 'VALID', 'SAME', or 'SAME_LOWER', got " + padding + ".");
    }
    return List.of((long) before, (long) (length - before));
  }

  static void register(Catalogue.Module m) {
    m.function(
        "dot_general(lhs, rhs, dimension_numbers, precision=None, preferred_element_type=None, *, out_sharding=None)",
        "Products summed over contracting axes, batch axes running along.",
        a ->
            dotGeneral(
                a.value("lhs"),
                a.value("rhs"),
                a.get("dimension_numbers"),
                Precisions.of(a.get("precision")),
                UserDTypes.of(a, "preferred_element_type", "dot_general")));
    m.function(
        "_conv_dimension_numbers(rank, dimension_numbers)",
        "Dimension numbers as permutations.",
        a -> {
          ConvDimensions d = dimensions(a.get("dimension_numbers"), a.integer("rank"));
          return gradwright.numpy.catalogue.Tuple.of(
              Sequences.tuple(d.lhs()), Sequences.tuple(d.rhs()), Sequences.tuple(d.out()));
        });
    m.function(
        "dot(lhs, rhs, *, dimension_numbers=None, precision=None, preferred_element_type=None, out_sharding=None)",
        "Product of vectors and matrices.",
        LaxProducts::dot);
    m.function(
        "batch_matmul(lhs, rhs, precision=None)",
        "Matrix products over leading axes.",
        a -> batchMatmul(a.value("lhs"), a.value("rhs"), Precisions.of(a.get("precision"))));
    m.function(
        "conv(lhs, rhs, window_strides, padding, precision=None, preferred_element_type=None)",
        "Convolution of (batch, feature, space...) with (out, in, space...).",
        a ->
            conv(
                a.value("lhs"),
                a.value("rhs"),
                a.ints("window_strides"),
                a.get("padding"),
                null,
                null,
                dimensions(null, a.value("lhs").rank()),
                1,
                1,
                Precisions.of(a.get("precision")),
                UserDTypes.of(a, "preferred_element_type", "conv")));
    m.function(
        "conv_with_general_padding(lhs, rhs, window_strides, padding, lhs_dilation, rhs_dilation, precision=None,"
            + " preferred_element_type=None)",
        "Convolution with dilations.",
        a ->
            conv(
                a.value("lhs"),
                a.value("rhs"),
                a.ints("window_strides"),
                a.get("padding"),
                a.intsOrNull("lhs_dilation"),
                a.intsOrNull("rhs_dilation"),
                dimensions(null, a.value("lhs").rank()),
                1,
                1,
                Precisions.of(a.get("precision")),
                UserDTypes.of(a, "preferred_element_type", "conv_with_general_padding")));
    m.function(
        "conv_general_dilated(lhs, rhs, window_strides, padding, lhs_dilation=None, rhs_dilation=None,"
            + " dimension_numbers=None, feature_group_count=1, batch_group_count=1, precision=None,"
            + " preferred_element_type=None, out_sharding=None)",
        "Convolution with dilations, groups and any order of axes.",
        LaxProducts::convGeneralDilated);
    m.function(
        "conv_transpose(lhs, rhs, strides, padding, rhs_dilation=None, dimension_numbers=None, transpose_kernel=False,"
            + " precision=None, preferred_element_type=None)",
        "Transposed convolution.",
        LaxProducts::convTranspose);
  }
}
