package gradwright.core.eval;

import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.RandomBits;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Shaping;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One application of a primitive as JAX computed it: `name|parameters|tolerance|inputs|outputs`, elements as the hex digits of
/// their bits.
record RecordedCase(
    String name,
    Map<String, String> parameters,
    String tolerance,
    List<Array> inputs,
    List<Array> outputs,
    String line) {
  static List<RecordedCase> read(String resource) throws IOException {
    List<RecordedCase> cases = new ArrayList<>();
    try (BufferedReader r =
        new BufferedReader(
            new InputStreamReader(RecordedCase.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
      for (String line = r.readLine(); line != null; line = r.readLine()) {
        cases.add(parse(line));
      }
    }
    return cases;
  }

  private static RecordedCase parse(String line) {
    String[] f = line.split("\\|", -1);
    Map<String, String> p = new HashMap<>();
    for (String s : f[1].split(";")) {
      int eq = s.indexOf('=');
      if (eq > 0) {
        p.put(s.substring(0, eq), s.substring(eq + 1));
      }
    }
    return new RecordedCase(f[0], p, f[2], arrays(f[3]), arrays(f[4]), line);
  }

  private static List<Array> arrays(String text) {
    List<Array> r = new ArrayList<>();
    if (!text.isEmpty()) {
      for (String s : text.split("&")) {
        r.add(array(s));
      }
    }
    return r;
  }

  private static Array array(String text) {
    int open = text.indexOf('[');
    int colon = text.indexOf(':');
    DType t = text.startsWith("key") ? DType.KEY_FRY : DType.byName(text.substring(0, open));
    Shape shape = ints(text.substring(open + 1, colon - 1)).toShape();
    String[] words = text.substring(colon + 1).isEmpty() ? new String[0] : text.substring(colon + 1).split(" ");
    int word = t.isComplex() || t.isKey() ? t.byteSize() / 2 : t.byteSize();
    DType bits = DType.unsigned(8 * word);
    Array a = Arrays.of(Aval.of(bits, words.length));
    for (int i = 0; i < words.length; i++) {
      a.setLong(i, Long.parseUnsignedLong(words[i], 16));
    }
    return a.view(Aval.of(t, shape));
  }

  static Ints ints(String s) {
    return s.isEmpty()
        ? Ints.EMPTY
        : Ints.of(java.util.Arrays.stream(s.split(",")).mapToInt(Integer::parseInt).toArray());
  }

  private Ints ints2(String key) {
    return ints(parameters.get(key));
  }

  private int number(String key) {
    return Integer.parseInt(parameters.get(key));
  }

  private DType dtype(String key) {
    return DType.byName(parameters.get(key));
  }

  private boolean flag(String key) {
    return parameters.get(key).equals("True");
  }

  /// Column `i` of a list of tuples.
  private Ints column(String key, int i) {
    Ints r = Ints.EMPTY;
    String s = parameters.get(key);
    for (String tuple : s.isEmpty() ? new String[0] : s.split("/")) {
      r = r.plus(ints(tuple).get(i));
    }
    return r;
  }

  /// Whether keys are used in the partitionable scheme.
  boolean partitionable() {
    return !"False".equals(parameters.get("partitionable"));
  }

  /// Whether results are sums, or functions that JAX computes as such near their zeros.
  boolean sums() {
    return switch (name) {
      case "conv_general_dilated",
          "dot_general",
          "fft",
          "cumsum",
          "reduce_sum",
          "reduce_window_sum",
          "lgamma",
          "digamma",
          "erf_inv" ->
          true;
      default -> false;
    };
  }

  private Indexing.Mode mode() {
    return switch (parameters.get("mode")) {
      case "GatherScatterMode.CLIP" -> Indexing.Mode.CLIP;
      case "GatherScatterMode.FILL_OR_DROP" -> Indexing.Mode.FILL_OR_DROP;
      default -> Indexing.Mode.PROMISE_IN_BOUNDS;
    };
  }

  Primitive primitive() {
    for (UnaryOp op : UnaryOp.values()) {
      if (op.jaxName().equals(name)) {
        return new Elementwise.Unary(op);
      }
    }
    for (BinaryOp op : BinaryOp.values()) {
      if (op.jaxName().equals(name)) {
        return new Elementwise.Binary(op);
      }
    }
    for (Reduction.Op op : Reduction.Op.values()) {
      if (name.equals("reduce_" + op.jaxName())) {
        return new Reduction.Reduce(op, ints2("axes"));
      }
      if (name.equals("cum" + op.jaxName())) {
        return new Reduction.Cumulative(op, number("axis"), flag("reverse"));
      }
      if (name.equals("reduce_window_" + op.jaxName())) {
        return new Reduction.ReduceWindow(
            op,
            ints2("window_dimensions"),
            ints2("window_strides"),
            column("padding", 0),
            column("padding", 1),
            ints2("base_dilation"),
            ints2("window_dilation"));
      }
    }
    for (Indexing.Combine c : Indexing.Combine.values()) {
      if (name.equals(c.jaxName())) {
        return new Indexing.Scatter(
            c,
            new Indexing.ScatterDimensions(ints2("uw"), ints2("iw"), ints2("so"), ints2("ob"), ints2("sb")),
            false,
            false,
            mode());
      }
    }
    return switch (name) {
      case "integer_pow" -> new Elementwise.IntegerPow(number("y"));
      case "round" -> new Elementwise.Round(number("rounding_method") == 1);
      case "convert_element_type" -> new Elementwise.Convert(dtype("new_dtype"), false);
      case "bitcast_convert_type" -> new Elementwise.BitcastConvert(dtype("new_dtype"));
      case "reduce_precision" -> new Elementwise.ReducePrecision(number("exponent_bits"), number("mantissa_bits"));
      case "select_n" -> new Elementwise.SelectN();
      case "clamp" -> new Elementwise.Clamp();
      case "regularized_incomplete_beta" -> new Elementwise.RegularizedIncompleteBeta();
      case "reshape" -> new Shaping.Reshape(ints2("new_sizes").toShape());
      case "transpose" -> new Shaping.Transpose(ints2("permutation"));
      case "broadcast_in_dim" -> new Shaping.BroadcastInDim(ints2("shape").toShape(), ints2("broadcast_dimensions"));
      case "squeeze" -> new Shaping.Squeeze(ints2("dimensions"));
      case "slice" -> {
        boolean plain = parameters.get("strides").equals("None");
        yield new Shaping.Slice(ints2("start_indices"), ints2("limit_indices"), plain ? null : ints2("strides"));
      }
      case "pad" ->
          new Shaping.Pad(column("padding_config", 0), column("padding_config", 1), column("padding_config", 2));
      case "concatenate" -> new Shaping.Concatenate(number("dimension"));
      case "split" -> new Shaping.Split(number("axis"), ints2("sizes"));
      case "rev" -> new Shaping.Rev(ints2("dimensions"));
      case "tile" -> new Shaping.Tile(ints2("reps"));
      case "iota" -> new Shaping.Iota(dtype("dtype"), ints2("shape").toShape(), number("dimension"));
      case "argmax", "argmin" ->
          new Reduction.ArgReduce(name.equals("argmax"), ints2("axes").get(0), dtype("index_dtype"));
      case "sort" -> new Reduction.Sort(number("dimension"), true, number("num_keys"));
      case "top_k" -> new Reduction.TopK(number("k"), number("axis"));
      case "select_and_scatter_add" ->
          new Reduction.SelectAndScatterAdd(
              flag("max"),
              ints2("window_dimensions"),
              ints2("window_strides"),
              column("padding", 0),
              column("padding", 1));
      case "select_and_gather_add" ->
          new Reduction.SelectAndGatherAdd(
              flag("max"),
              ints2("window_dimensions"),
              ints2("window_strides"),
              column("padding", 0),
              column("padding", 1),
              ints2("base_dilation"),
              ints2("window_dilation"));
      case "dot_general" ->
          new Contraction.DotGeneral(
              ints2("lc"), ints2("rc"), ints2("lb"), ints2("rb"), null, null, dtype("preferred"));
      case "conv_general_dilated" ->
          new Contraction.Conv(
              ints2("strides"),
              column("padding", 0),
              column("padding", 1),
              ints2("ld"),
              ints2("rd"),
              new Contraction.ConvDimensions(ints2("lhs"), ints2("rhs"), ints2("out")),
              number("fg"),
              number("bg"),
              null,
              dtype("preferred"));
      case "fft" -> {
        String[] types = {"FFT", "IFFT", "RFFT", "IRFFT"};
        String t = parameters.get("type");
        yield new Contraction.Fft(
            Contraction.FftType.valueOf(t.length() == 1 ? types[Integer.parseInt(t)] : t), ints2("lengths"));
      }
      case "gather" ->
          new Indexing.Gather(
              new Indexing.GatherDimensions(ints2("od"), ints2("cs"), ints2("sm"), ints2("ob"), ints2("sb")),
              ints2("sizes"),
              false,
              false,
              mode(),
              null);
      case "dynamic_slice" -> new Indexing.DynamicSlice(ints2("slice_sizes"));
      case "random_seed" -> new RandomBits.Seed(DType.KEY_FRY);
      case "random_split" -> new RandomBits.Split(ints2("shape").toShape());
      case "random_fold_in" -> new RandomBits.FoldIn();
      case "random_bits" -> new RandomBits.Bits(number("bit_width"), ints2("shape").toShape());
      case "random_wrap" -> new RandomBits.Wrap(DType.KEY_FRY);
      case "random_unwrap" -> new RandomBits.Unwrap();
      case "threefry2x32" -> new RandomBits.Threefry2x32();
      case "random_gamma" -> new RandomBits.Gamma(flag("log_space"));
      case "cholesky" -> new LinearAlgebra.Cholesky();
      case "lu" -> new LinearAlgebra.Lu();
      case "geqrf" -> new LinearAlgebra.Geqrf();
      case "householder_product" -> new LinearAlgebra.HouseholderProduct();
      case "qr" -> new LinearAlgebra.Qr(flag("full_matrices"));
      case "lu_pivots_to_permutation" -> new LinearAlgebra.LuPivotsToPermutation(number("permutation_size"));
      case "triangular_solve" ->
          new LinearAlgebra.TriangularSolve(
              flag("left_side"), flag("lower"), flag("transpose_a"), flag("conjugate_a"), flag("unit_diagonal"));
      case "dynamic_update_slice" -> new Indexing.DynamicUpdateSlice();
      default -> throw new IllegalArgumentException(name);
    };
  }
}
