package gradwright.core.ir;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Call;
import gradwright.core.prim.Collective;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.ControlFlow;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.RandomBits;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Shaping;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.JaxprFunction;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.HostScalar;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Makes primitives from their JAX names and parameters: the inverse of `PrimitiveParameters`. Parameters that only steer XLA
/// (`sharding`, `accuracy`, ...) are passed over.
public final class PrimitiveReader {
  private static final Map<String, Elementwise> PLAIN = plain();

  private PrimitiveReader() {}

  private static Map<String, Elementwise> plain() {
    Map<String, Elementwise> all = new HashMap<>();
    for (UnaryOp op : UnaryOp.values()) {
      all.put(op.jaxName(), new Elementwise.Unary(op));
    }
    for (BinaryOp op : BinaryOp.values()) {
      all.put(op.jaxName(), new Elementwise.Binary(op));
    }
    all.put("select_n", new Elementwise.SelectN());
    all.put("clamp", new Elementwise.Clamp());
    all.put("regularized_incomplete_beta", new Elementwise.RegularizedIncompleteBeta());
    return Map.copyOf(all);
  }

  /// Whether primitives of this name can be made from parameters alone.
  public static boolean knows(String name) {
    return PLAIN.containsKey(name) || OTHERS.contains(name);
  }

  private static final java.util.Set<String> OTHERS =
      java.util.Set.of(
          ("integer_pow round convert_element_type bitcast_convert_type reduce_precision reshape transpose"
                  + " broadcast_in_dim squeeze slice pad concatenate stack unstack split rev tile iota empty2"
                  + " reduce_sum reduce_prod reduce_max reduce_min reduce_and reduce_or reduce_xor argmax argmin cumsum"
                  + " cumprod cummax cummin cumlogsumexp reduce_window_sum reduce_window_max reduce_window_min"
                  + " select_and_gather_add select_and_scatter_add reduce sort top_k gather scatter scatter-add"
                  + " scatter-sub scatter-mul scatter-min scatter-max dynamic_slice dynamic_update_slice dot_general"
                  + " conv_general_dilated fft cholesky lu lu_pivots_to_permutation qr geqrf householder_product eigh"
                  + " svd eig triangular_solve cond while scan jit remat2 custom_linear_solve name"
                  + " optimization_barrier closed_call call random_seed random_split random_fold_in random_bits"
                  + " random_wrap random_unwrap threefry2x32 random_gamma psum pmax pmin all_gather ppermute all_to_all"
                  + " reduce_scatter axis_index")
              .split(" "));

  /// The primitive of a name with parameters by name. Tuples are lists, integers are Long, members of enumerations are their
  /// names, dtypes and jaxprs the engine's. `original` is the primitive that opaque parameters (rules, policies, callbacks) were
  /// taken from, or null.
  public static Primitive read(String name, Map<String, Object> values, Primitive original) {
    Primitive simple = PLAIN.get(name);
    if (simple != null) {
      return simple;
    }
    ParameterValues p = new ParameterValues(name, values);
    return switch (name) {
      case "integer_pow" -> new Elementwise.IntegerPow(p.integer("y"));
      case "round" -> new Elementwise.Round(isToEven(p.get("rounding_method")));
      case "convert_element_type" -> new Elementwise.Convert(p.dtype("new_dtype"), p.flag("weak_type"));
      case "bitcast_convert_type" -> new Elementwise.BitcastConvert(p.dtype("new_dtype"));
      case "reduce_precision" ->
          new Elementwise.ReducePrecision(p.integer("exponent_bits"), p.integer("mantissa_bits"));
      case "reshape" -> new Shaping.Reshape(p.shape("new_sizes"), p.intsOrNull("dimensions"));
      case "transpose" -> new Shaping.Transpose(p.ints("permutation"));
      case "broadcast_in_dim" -> new Shaping.BroadcastInDim(p.shape("shape"), p.ints("broadcast_dimensions"));
      case "squeeze" -> new Shaping.Squeeze(p.ints("dimensions"));
      case "slice" -> new Shaping.Slice(p.ints("start_indices"), p.ints("limit_indices"), p.intsOrNull("strides"));
      case "pad" ->
          new Shaping.Pad(p.column("padding_config", 0), p.column("padding_config", 1), p.column("padding_config", 2));
      case "concatenate" -> new Shaping.Concatenate(p.integer("dimension"));
      case "stack" -> new Shaping.Stack(p.integer("axis"));
      case "unstack" -> new Shaping.Unstack(p.integer("axis"));
      case "split" -> new Shaping.Split(p.integer("axis"), p.ints("sizes"));
      case "rev" -> new Shaping.Rev(p.ints("dimensions"));
      case "tile" -> new Shaping.Tile(p.ints("reps"));
      case "iota" -> new Shaping.Iota(p.dtype("dtype"), p.shape("shape"), p.integer("dimension"));
      case "empty2" -> new Shaping.Empty(p.dtype("dtype"));
      case "reduce" -> new Reduction.ReduceGeneral(p.jaxpr("jaxpr"), p.ints("dimensions"));
      case "sort" -> new Reduction.Sort(p.integer("dimension"), p.flag("is_stable", true), p.integer("num_keys", 1));
      case "top_k" -> new Reduction.TopK(p.integer("k"), p.integer("axis"));
      case "argmax", "argmin" ->
          new Reduction.ArgReduce(name.equals("argmax"), p.ints("axes").get(0), p.dtype("index_dtype"));
      case "select_and_gather_add", "select_and_scatter_add" -> selection(name, p);
      case "gather" -> gather(p);
      case "dynamic_slice" -> new Indexing.DynamicSlice(p.ints("slice_sizes"));
      case "dynamic_update_slice" -> new Indexing.DynamicUpdateSlice();
      case "dot_general" -> product(p);
      case "conv_general_dilated" -> convolution(p);
      case "fft" -> new Contraction.Fft(transform(p.get("fft_type")), p.ints("fft_lengths"));
      case "cond",
          "while",
          "scan",
          "jit",
          "remat2",
          "custom_linear_solve",
          "name",
          "optimization_barrier",
          "closed_call",
          "call",
          "custom_jvp_call",
          "custom_vjp_call" ->
          program(name, p, original);
      case String s when s.startsWith("scatter") -> scatter(s, p);
      case String s when s.startsWith("reduce_window_") -> window(s, p);
      case String s when s.startsWith("reduce_") && !s.equals("reduce_scatter") ->
          new Reduction.Reduce(operation(s.substring("reduce_".length())), p.ints("axes"));
      case String s when s.startsWith("cum") ->
          new Reduction.Cumulative(operation(s.substring("cum".length())), p.integer("axis"), p.flag("reverse"));
      case String s when s.startsWith("random_") || s.equals("threefry2x32") -> random(s, p);
      default -> {
        Primitive made = linearAlgebra(name, p);
        made = made == null ? collective(name, p) : made;
        yield made != null ? made : asBefore(name, original);
      }
    };
  }

  private static Primitive asBefore(String name, Primitive original) {
    if (original != null && original.primitiveName().equals(name)) {
      return original;
    }
    throw JaxError.notImplemented("the primitive " + name + " cannot be bound from its parameters");
  }

  private static boolean isToEven(Object method) {
    return method instanceof Long n ? n == 1 : "TO_NEAREST_EVEN".equals(method);
  }

  private static Reduction.Op operation(String name) {
    return Arrays.stream(Reduction.Op.values())
        .filter(op -> op.jaxName().equals(name))
        .findFirst()
        .orElseThrow(() -> JaxError.notImplemented("no reduction by " + name));
  }

  private static Primitive window(String name, ParameterValues p) {
    return new Reduction.ReduceWindow(
        operation(name.substring("reduce_window_".length())),
        p.ints("window_dimensions"),
        p.ints("window_strides"),
        p.column("padding", 0),
        p.column("padding", 1),
        p.ints("base_dilation"),
        p.ints("window_dilation"));
  }

  private static Primitive selection(String name, ParameterValues p) {
    boolean max = "ge".equals(p.get("select_prim"));
    return name.equals("select_and_gather_add")
        ? new Reduction.SelectAndGatherAdd(
            max,
            p.ints("window_dimensions"),
            p.ints("window_strides"),
            p.column("padding", 0),
            p.column("padding", 1),
            p.ints("base_dilation"),
            p.ints("window_dilation"))
        : new Reduction.SelectAndScatterAdd(
            max, p.ints("window_dimensions"), p.ints("window_strides"), p.column("padding", 0), p.column("padding", 1));
  }

  private static Primitive gather(ParameterValues p) {
    List<Ints> d = axes(p);
    HostScalar fill =
        switch (p.get("fill_value")) {
          case Boolean b -> HostScalar.of(DType.BOOL, false, b ? 1L : 0L);
          case Long n -> HostScalar.of(DType.INT32, true, n);
          case Double x -> HostScalar.of(DType.FLOAT32, true, x);
          case null, default -> null;
        };
    return new Indexing.Gather(
        new Indexing.GatherDimensions(d.get(0), d.get(1), d.get(2), d.get(3), d.get(4)),
        p.ints("slice_sizes"),
        p.flag("indices_are_sorted"),
        p.flag("unique_indices"),
        mode(p),
        fill);
  }

  private static Primitive scatter(String name, ParameterValues p) {
    List<Ints> d = axes(p);
    Indexing.Combine combine =
        Arrays.stream(Indexing.Combine.values()).filter(c -> c.jaxName().equals(name)).findFirst().orElseThrow();
    return new Indexing.Scatter(
        combine,
        new Indexing.ScatterDimensions(d.get(0), d.get(1), d.get(2), d.get(3), d.get(4)),
        p.flag("indices_are_sorted"),
        p.flag("unique_indices"),
        mode(p));
  }

  private static List<Ints> axes(ParameterValues p) {
    return p.list("dimension_numbers").stream().map(v -> p.ints("dimension_numbers", v)).toList();
  }

  private static Indexing.Mode mode(ParameterValues p) {
    return p.get("mode") == null ? Indexing.Mode.FILL_OR_DROP : Indexing.Mode.valueOf(p.text("mode"));
  }

  private static Primitive product(ParameterValues p) {
    List<?> pairs = p.list("dimension_numbers");
    List<?> contracting = (List<?>) pairs.get(0);
    List<?> batch = (List<?>) pairs.get(1);
    String name = "dimension_numbers";
    return new Contraction.DotGeneral(
        p.ints(name, contracting.get(0)),
        p.ints(name, contracting.get(1)),
        p.ints(name, batch.get(0)),
        p.ints(name, batch.get(1)),
        precision(p, 0),
        precision(p, 1),
        p.dtypeOrNull("preferred_element_type"));
  }

  private static Contraction.Precision precision(ParameterValues p, int side) {
    return switch (p.get("precision")) {
      case null -> null;
      case String s -> Contraction.Precision.valueOf(s);
      case List<?> l -> l.get(side) == null ? null : Contraction.Precision.valueOf((String) l.get(side));
      case Object other -> throw JaxError.notImplemented("the precision " + other);
    };
  }

  private static Primitive convolution(ParameterValues p) {
    List<Ints> d = axes(p);
    return new Contraction.Conv(
        p.ints("window_strides"),
        p.column("padding", 0),
        p.column("padding", 1),
        p.ints("lhs_dilation"),
        p.ints("rhs_dilation"),
        new Contraction.ConvDimensions(d.get(0), d.get(1), d.get(2)),
        p.integer("feature_group_count", 1),
        p.integer("batch_group_count", 1),
        precision(p, 0),
        p.dtypeOrNull("preferred_element_type"));
  }

  private static Contraction.FftType transform(Object type) {
    return type instanceof Long n
        ? Contraction.FftType.values()[Math.toIntExact(n)]
        : Contraction.FftType.valueOf(Objects.toString(type));
  }

  private static Primitive program(String name, ParameterValues p, Primitive original) {
    return switch (name) {
      case "cond" -> new ControlFlow.Cond(p.jaxprs("branches"));
      case "while" ->
          new ControlFlow.While(
              p.jaxpr("cond_jaxpr"), p.integer("cond_nconsts"), p.jaxpr("body_jaxpr"), p.integer("body_nconsts"));
      case "scan" ->
          new ControlFlow.Scan(
              p.jaxpr("jaxpr"),
              p.integer("num_consts"),
              p.integer("num_carry"),
              p.integer("length"),
              p.flag("reverse"),
              p.integer("unroll", 1));
      case "jit" -> {
        List<Boolean> donated =
            p.get("donated_invars") == null
                ? List.of()
                : p.list("donated_invars").stream().map(Boolean.class::cast).toList();
        yield new Call.Jit(p.text("name"), p.jaxpr("jaxpr"), p.flag("inline"), p.flag("keep_unused"), donated);
      }
      case "closed_call", "call" -> Call.Jit.of(name, p.jaxpr("call_jaxpr"));
      case "remat2" ->
          new Call.Remat(
              p.jaxpr("jaxpr"),
              p.flag("prevent_cse", true),
              p.flag("differentiated"),
              original instanceof Call.Remat r && p.get("policy") != null ? r.policy() : null);
      case "name" -> new Call.Name(p.text("name"));
      case "optimization_barrier" -> new Call.OptimizationBarrier();
      default -> withRules(name, p, original);
    };
  }

  /// A call with the body given and the rules of another.
  private static Primitive withRules(String name, ParameterValues p, Primitive original) {
    return switch (original) {
      case Call.CustomJvpCall c when name.equals(c.primitiveName()) ->
          new Call.CustomJvpCall(c.name(), new JaxprFunction(p.jaxpr("call_jaxpr")), c.rule(), c.symbolicZeros());
      case Call.CustomVjpCall c when name.equals(c.primitiveName()) ->
          new Call.CustomVjpCall(c.name(), new JaxprFunction(p.jaxpr("call_jaxpr")), c.rule(), c.symbolicZeros());
      case null, default -> asBefore(name, original);
    };
  }

  /// The type of keys of the generator that `impl` names; threefry's where there is none.
  private static DType keys(ParameterValues p) {
    return p.get("impl") == null ? DType.KEY_FRY : DType.byName("key<" + p.text("impl") + ">");
  }

  private static Primitive random(String name, ParameterValues p) {
    return switch (name) {
      case "random_seed" -> new RandomBits.Seed(keys(p));
      case "random_split" -> new RandomBits.Split(p.shape("shape"));
      case "random_fold_in" -> new RandomBits.FoldIn();
      case "random_bits" -> new RandomBits.Bits(p.integer("bit_width"), p.shape("shape"));
      case "random_wrap" -> new RandomBits.Wrap(keys(p));
      case "random_unwrap" -> new RandomBits.Unwrap();
      case "threefry2x32" -> new RandomBits.Threefry2x32();
      case "random_gamma" -> new RandomBits.Gamma(p.flag("log_space"));
      default -> throw JaxError.notImplemented("the primitive " + name + " cannot be bound from its parameters");
    };
  }

  private static Primitive linearAlgebra(String name, ParameterValues p) {
    return switch (name) {
      case "cholesky" -> new LinearAlgebra.Cholesky();
      case "lu" -> new LinearAlgebra.Lu();
      case "lu_pivots_to_permutation" -> new LinearAlgebra.LuPivotsToPermutation(p.integer("permutation_size"));
      case "qr" -> {
        if (p.flag("pivoting")) {
          throw JaxError.notImplemented("qr with pivoting");
        }
        yield new LinearAlgebra.Qr(p.flag("full_matrices"));
      }
      case "geqrf" -> new LinearAlgebra.Geqrf();
      case "householder_product" -> new LinearAlgebra.HouseholderProduct();
      case "eigh" -> new LinearAlgebra.Eigh(p.flag("lower"), p.flag("sort_eigenvalues", true));
      case "svd" -> new LinearAlgebra.Svd(p.flag("full_matrices"), p.flag("compute_uv", true));
      case "eig" ->
          new LinearAlgebra.Eig(
              p.flag("compute_left_eigenvectors"),
              p.flag("compute_right_eigenvectors"),
              p.flag("enable_eigvec_derivs"));
      case "triangular_solve" ->
          new LinearAlgebra.TriangularSolve(
              p.flag("left_side"),
              p.flag("lower"),
              p.flag("transpose_a"),
              p.flag("conjugate_a"),
              p.flag("unit_diagonal"));
      default -> null;
    };
  }

  private static Primitive collective(String name, ParameterValues p) {
    return switch (name) {
      case "psum", "pmax", "pmin" -> {
        List<?> all = p.list("axes");
        List<String> names = all.stream().filter(String.class::isInstance).map(String.class::cast).toList();
        int[] positional =
            all.stream().filter(Long.class::isInstance).mapToInt(a -> Math.toIntExact((Long) a)).toArray();
        yield new Collective.AllReduce(operation(name.substring(1)), names, Ints.of(positional));
      }
      case "all_gather" ->
          new Collective.AllGather(
              axisName(p), p.integer("axis_size"), p.integer("all_gather_dimension"), p.flag("tiled"));
      case "ppermute" -> new Collective.Permute(axisName(p), p.column("perm", 0), p.column("perm", 1));
      case "reduce_scatter" ->
          new Collective.ReduceScatter(
              axisName(p), p.integer("scatter_dimension"), p.integer("axis_size"), p.flag("tiled"));
      case "axis_index" -> new Collective.AxisIndex(axisName(p));
      default -> null;
    };
  }

  private static String axisName(ParameterValues p) {
    return p.get("axis_name") instanceof List<?> l ? (String) l.getFirst() : p.text("axis_name");
  }
}
