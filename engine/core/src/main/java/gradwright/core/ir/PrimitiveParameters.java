package gradwright.core.ir;

import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Call;
import gradwright.core.prim.Collective;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.ControlFlow;
import gradwright.core.prim.Effectful;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.ExtensionPrimitive;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.RandomBits;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Shaping;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.JaxprFunction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.types.Sharding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The parameters of a primitive under JAX's names, in the order jaxprs print them: sorted, `name` first.
public final class PrimitiveParameters {
  /// numpy's defaults, which debug_print records.
  private static final String PRINT_OPTIONS =
      "(('edgeitems', 3), ('threshold', 1000), ('floatmode', 'maxprec'), ('precision', 8), ('suppress'"
          + ", False), ('linewidth', 75), ('nanstr', 'nan'), ('infstr', 'inf'), ('sign', '-'), ('formatter',"
          + " None), ('legacy', False), ('override_repr', None))";

  private PrimitiveParameters() {}

  /// One parameter. Values are null (`None`), Boolean, Integer, String, DType, Ints, Shape, List (a tuple), ClosedJaxpr
  /// or Verbatim. `trivial` ones are left out of printed jaxprs.
  public record Parameter(String name, Object value, boolean trivial) {
    /// The value as Python's `str` prints it; jaxprs stand alone.
    public String text() {
      return str(value);
    }
  }

  /// Text printed without quotes even inside tuples: enumeration members, function names, namedtuples.
  public record Verbatim(String text) {}

  /// The parameters of `primitive`; `inputs` are the types of its operands.
  public static List<Parameter> of(Primitive primitive, List<Aval> inputs) {
    List<Parameter> all = new ArrayList<>(unordered(primitive, inputs));
    boolean nameFirst =
        primitive instanceof Call.Jit
            || primitive instanceof Call.CustomJvpCall
            || primitive instanceof Call.CustomVjpCall;
    all.sort(Comparator.comparing(p -> nameFirst && p.name.equals("name") ? "" : p.name));
    return List.copyOf(all);
  }

  /// The jaxprs among the parameters, in the order of their names.
  public static List<ClosedJaxpr> jaxprs(Primitive primitive) {
    return switch (primitive) {
      case Call.Jit p -> List.of(p.jaxpr());
      case Call.CustomJvpCall p -> body(p.function());
      case Call.CustomVjpCall p -> body(p.function());
      case Call.CustomVmapCall p -> body(p.function());
      case Call.Remat p -> List.of(p.jaxpr());
      case ControlFlow.Cond p -> p.branches();
      case ControlFlow.While p -> List.of(p.body(), p.condition());
      case ControlFlow.Scan p -> List.of(p.body());
      case Reduction.ReduceGeneral p -> List.of(p.computation());
      case Call.CustomLinearSolve p -> solvePrograms(p);
      case ExtensionPrimitive p -> p.programs();
      default -> List.of();
    };
  }

  static List<ClosedJaxpr> solvePrograms(Call.CustomLinearSolve p) {
    return Stream.of(p.matvec(), p.vecmat(), p.solve(), p.transposeSolve()).filter(Objects::nonNull).toList();
  }

  private static List<ClosedJaxpr> body(FlatFunction f) {
    return f instanceof JaxprFunction j ? List.of(j.jaxpr()) : List.of();
  }

  private static List<Parameter> unordered(Primitive primitive, List<Aval> inputs) {
    return switch (primitive) {
      case Elementwise p -> elementwise(p, inputs);
      case Shaping p -> shaping(p);
      case Reduction p -> reduction(p);
      case Indexing p -> indexing(p, inputs);
      case Contraction p -> contraction(p);
      case LinearAlgebra p -> linearAlgebra(p);
      case ControlFlow p -> controlFlow(p);
      case Call p -> call(p);
      case RandomBits p -> randomBits(p);
      case Effectful p -> effectful(p, inputs.size());
      case Collective p -> collective(p);
      case ExtensionPrimitive p -> p.parameters();
    };
  }

  private static Parameter shown(String name, Object value) {
    return new Parameter(name, value, false);
  }

  private static Parameter shownIf(boolean condition, String name, Object value) {
    return new Parameter(name, value, !condition);
  }

  private static Parameter sharding(Sharding s) {
    return shown("sharding", s == null ? null : new Verbatim(s.toString()));
  }

  private static Parameter none(String name) {
    return shown(name, null);
  }

  private static List<Parameter> elementwise(Elementwise primitive, List<Aval> inputs) {
    return switch (primitive) {
      case Elementwise.Unary p ->
          p.op() == UnaryOp.CONJ ? List.of(shown("input_dtype", inputs.getFirst().dtype())) : List.of();
      case Elementwise.Binary p -> p.op() == BinaryOp.MUL ? List.of(shownIf(false, "out_dtype", null)) : List.of();
      case Elementwise.IntegerPow p -> List.of(shown("y", p.y()));
      case Elementwise.Round p -> List.of(shown("rounding_method", p.toEven() ? 1 : 0));
      case Elementwise.Convert p ->
          List.of(shown("new_dtype", p.newDType()), shown("weak_type", p.weakType()), shownIf(false, "sharding", null));
      case Elementwise.BitcastConvert p -> List.of(shown("new_dtype", p.newDType()));
      case Elementwise.ReducePrecision p ->
          List.of(shown("exponent_bits", p.exponentBits()), shown("mantissa_bits", p.mantissaBits()));
      case Elementwise.SelectN p -> List.of();
      case Elementwise.Clamp p -> List.of();
      case Elementwise.RegularizedIncompleteBeta p -> List.of();
    };
  }

  private static List<Parameter> shaping(Shaping primitive) {
    return switch (primitive) {
      case Shaping.Reshape p ->
          List.of(shown("dimensions", p.dimensions()), shown("new_sizes", p.newSizes()), sharding(p.sharding()));
      case Shaping.Transpose p -> List.of(shown("permutation", p.permutation()));
      case Shaping.BroadcastInDim p ->
          List.of(
              shownIf(!p.broadcastDimensions().isEmpty(), "broadcast_dimensions", p.broadcastDimensions()),
              shownIf(false, "shape", p.shape()),
              shownIf(false, "sharding", null));
      case Shaping.Squeeze p -> List.of(shown("dimensions", p.dimensions()));
      case Shaping.Slice p ->
          List.of(shown("limit_indices", p.limit()), shown("start_indices", p.start()), shown("strides", p.strides()));
      case Shaping.Pad p -> List.of(shown("padding_config", tuples(p.low(), p.high(), p.interior())));
      case Shaping.Concatenate p -> List.of(shown("dimension", p.dimension()));
      case Shaping.Stack p -> List.of(shown("axis", p.axis()));
      case Shaping.Unstack p -> List.of(shown("axis", p.axis()));
      case Shaping.Split p -> List.of(shown("axis", p.axis()), shown("sizes", p.sizes()));
      case Shaping.Reshard p when p.primitiveName().equals("reshard") ->
          List.of(shownIf(false, "dst_sharding", new Verbatim(p.sharding().toString())));
      case Shaping.Reshard p ->
          List.of(
              shown("context_mesh", new Verbatim("Mesh()")),
              shown("layout", null),
              shown("sharding", new Verbatim(p.sharding().withDevices())),
              shown("unconstrained_dims", new Verbatim("frozenset({})")));
      case Shaping.Rev p -> List.of(shown("dimensions", p.dimensions()));
      case Shaping.Tile p -> List.of(shown("reps", p.reps()));
      case Shaping.Iota p ->
          List.of(
              shown("dimension", p.dimension()),
              shown("dtype", p.dtype()),
              shown("shape", p.shape()),
              none("sharding"));
      case Shaping.Empty p ->
          List.of(shown("dtype", p.dtype()), shown("memory_space", new Verbatim("MemorySpace.Device")));
    };
  }

  private static List<Parameter> reduction(Reduction primitive) {
    return switch (primitive) {
      case Reduction.Reduce p ->
          p.op() == Reduction.Op.SUM
              ? List.of(shown("axes", p.axes()), none("out_sharding"))
              : List.of(shown("axes", p.axes()));
      case Reduction.ArgReduce p -> List.of(shown("axes", Ints.of(p.axis())), shown("index_dtype", p.indexDType()));
      case Reduction.Cumulative p -> List.of(shown("axis", p.axis()), shown("reverse", p.reverse()));
      case Reduction.ReduceWindow p ->
          List.of(
              shown("base_dilation", p.baseDilation()),
              shown("padding", tuples(p.padLow(), p.padHigh())),
              shown("window_dilation", p.windowDilation()),
              shown("window_dimensions", p.windowDimensions()),
              shown("window_strides", p.windowStrides()));
      case Reduction.SelectAndGatherAdd p ->
          List.of(
              shown("base_dilation", p.baseDilation()),
              shown("padding", tuples(p.padLow(), p.padHigh())),
              shown("select_prim", p.max() ? "ge" : "le"),
              shown("window_dilation", p.windowDilation()),
              shown("window_dimensions", p.windowDimensions()),
              shown("window_strides", p.windowStrides()));
      case Reduction.SelectAndScatterAdd p ->
          List.of(
              shown("padding", tuples(p.padLow(), p.padHigh())),
              shown("select_prim", p.max() ? "ge" : "le"),
              shown("window_dimensions", p.windowDimensions()),
              shown("window_strides", p.windowStrides()));
      case Reduction.ReduceGeneral p -> List.of(shown("dimensions", p.dimensions()), shown("jaxpr", p.computation()));
      case Reduction.Sort p ->
          List.of(shown("dimension", p.dimension()), shown("is_stable", p.isStable()), shown("num_keys", p.numKeys()));
      case Reduction.TopK p -> List.of(shown("axis", p.axis()), shown("k", p.k()));
    };
  }

  private static List<Parameter> indexing(Indexing primitive, List<Aval> inputs) {
    return switch (primitive) {
      case Indexing.Gather p -> {
        var d = p.dimensions();
        yield List.of(
            shown(
                "dimension_numbers",
                new Verbatim(
                    "GatherDimensionNumbers(offset_dims="
                        + d.offsetDims()
                        + ", collapsed_slice_dims="
                        + d.collapsedSliceDims()
                        + ", start_index_map="
                        + d.startIndexMap()
                        + ", operand_batching_dims="
                        + d.operandBatchingDims()
                        + ", start_indices_batching_dims="
                        + d.startIndicesBatchingDims()
                        + ")")),
            shown("fill_value", p.fillValue() == null ? null : new Verbatim(PythonText.of(p.fillValue()))),
            shown("indices_are_sorted", p.indicesAreSorted()),
            shown("mode", new Verbatim("GatherScatterMode." + p.mode())),
            shown("slice_sizes", p.sliceSizes()),
            shown("unique_indices", p.uniqueIndices()));
      }
      case Indexing.Scatter p -> {
        var d = p.dimensions();
        yield List.of(
            shown(
                "dimension_numbers",
                new Verbatim(
                    "ScatterDimensionNumbers(update_window_dims="
                        + d.updateWindowDims()
                        + ", inserted_window_dims="
                        + d.insertedWindowDims()
                        + ", scatter_dims_to_operand_dims="
                        + d.scatterDimsToOperandDims()
                        + ", operand_batching_dims="
                        + d.operandBatchingDims()
                        + ", scatter_indices_batching_dims="
                        + d.scatterIndicesBatchingDims()
                        + ")")),
            shown("indices_are_sorted", p.indicesAreSorted()),
            shown("mode", new Verbatim("GatherScatterMode." + p.mode())),
            shown("unique_indices", p.uniqueIndices()),
            shown("update_consts", List.of()),
            shown("update_jaxpr", UpdateJaxprs.of(p.combine(), inputs.getFirst().dtype())));
      }
      case Indexing.DynamicSlice p -> List.of(shown("slice_sizes", p.sliceSizes()));
      case Indexing.DynamicUpdateSlice p -> List.of();
    };
  }

  private static List<Parameter> contraction(Contraction primitive) {
    return switch (primitive) {
      case Contraction.DotGeneral p ->
          List.of(
              shown(
                  "dimension_numbers",
                  new Verbatim(
                      "(("
                          + bracketed(p.lhsContracting())
                          + ", "
                          + bracketed(p.rhsContracting())
                          + "), ("
                          + bracketed(p.lhsBatch())
                          + ", "
                          + bracketed(p.rhsBatch())
                          + "))")),
              shownIf(false, "out_sharding", null),
              shownIf(p.lhsPrecision() != null, "precision", precisions(p.lhsPrecision(), p.rhsPrecision())),
              shownIf(p.preferred() != null, "preferred_element_type", p.preferred()));
      case Contraction.Conv p ->
          List.of(
              shown("batch_group_count", p.batchGroupCount()),
              shown(
                  "dimension_numbers",
                  new Verbatim(
                      "ConvDimensionNumbers(lhs_spec="
                          + p.dimensions().lhs()
                          + ", rhs_spec="
                          + p.dimensions().rhs()
                          + ", out_spec="
                          + p.dimensions().out()
                          + ")")),
              shown("feature_group_count", p.featureGroupCount()),
              shown("lhs_dilation", p.lhsDilation()),
              none("out_sharding"),
              shown("padding", tuples(p.padLow(), p.padHigh())),
              shown("precision", p.precision() == null ? null : precisions(p.precision(), p.precision())),
              shown("preferred_element_type", p.preferred()),
              shown("rhs_dilation", p.rhsDilation()),
              shown("window_strides", p.windowStrides()));
      case Contraction.Fft p -> List.of(shown("fft_lengths", p.lengths()), shown("fft_type", p.type().ordinal()));
    };
  }

  private static Object precisions(Contraction.Precision lhs, Contraction.Precision rhs) {
    return lhs == null ? null : List.of(new Verbatim("Precision." + lhs), new Verbatim("Precision." + rhs));
  }

  private static List<Parameter> linearAlgebra(LinearAlgebra primitive) {
    return switch (primitive) {
      case LinearAlgebra.Cholesky p -> List.of();
      case LinearAlgebra.Lu p -> List.of();
      case LinearAlgebra.LuPivotsToPermutation p -> List.of(shown("permutation_size", p.permutationSize()));
      case LinearAlgebra.Qr p ->
          List.of(shown("full_matrices", p.fullMatrices()), shown("pivoting", p.pivoting()), none("use_magma"));
      case LinearAlgebra.Geqrf p -> List.of();
      case LinearAlgebra.Geqp3 p -> List.of(none("use_magma"));
      case LinearAlgebra.Ormqr p -> List.of(shown("left", p.left()), shown("transpose", p.transpose()));
      case LinearAlgebra.CholeskyUpdate p -> List.of();
      case LinearAlgebra.SymmetricProduct p ->
          List.of(
              shown("alpha", new Verbatim(PythonText.of(p.alpha()))),
              shown("beta", new Verbatim(PythonText.of(p.beta()))));
      case LinearAlgebra.Schur p ->
          List.of(shown("compute_schur_vectors", p.vectors()), none("select_callable"), shown("sort_eig_vals", false));
      case LinearAlgebra.Hessenberg p -> List.of();
      case LinearAlgebra.Tridiagonal p -> List.of(shown("lower", p.lower()));
      case LinearAlgebra.TridiagonalSolve p -> List.of(shown("perturb_singular", p.perturbSingular()));
      case LinearAlgebra.HouseholderProduct p -> List.of();
      case LinearAlgebra.Eigh p ->
          List.of(
              none("algorithm"),
              shown("lower", p.lower()),
              shown("sort_eigenvalues", p.sortEigenvalues()),
              none("subset_by_index"));
      case LinearAlgebra.Svd p ->
          List.of(
              none("algorithm"),
              shown("compute_uv", p.computeUv()),
              shown("full_matrices", p.fullMatrices()),
              none("subset_by_index"));
      case LinearAlgebra.Eig p ->
          List.of(
              shown("compute_left_eigenvectors", p.left()),
              shown("compute_right_eigenvectors", p.right()),
              shown("enable_eigvec_derivs", p.vectorDerivatives()),
              none("implementation"));
      case LinearAlgebra.TriangularSolve p ->
          List.of(
              shown("conjugate_a", p.conjugateA()),
              shown("left_side", p.leftSide()),
              shown("lower", p.lower()),
              shown("transpose_a", p.transposeA()),
              shown("unit_diagonal", p.unitDiagonal()));
    };
  }

  private static List<Parameter> controlFlow(ControlFlow primitive) {
    return switch (primitive) {
      case ControlFlow.Cond p -> List.of(shown("branches", p.branches()));
      case ControlFlow.While p ->
          List.of(
              shown("body_jaxpr", p.body()),
              shown("body_nconsts", p.bodyConstants()),
              shown("cond_jaxpr", p.condition()),
              shown("cond_nconsts", p.conditionConstants()));
      case ControlFlow.Scan p ->
          List.of(
              shown("jaxpr", p.body()),
              shown("length", p.length()),
              shown("num_carry", p.carry()),
              shown("num_consts", p.constants()),
              shown("reverse", p.reverse()),
              shown("unroll", p.unroll()));
    };
  }

  private static List<Parameter> call(Call primitive) {
    return switch (primitive) {
      case Call.Jit p ->
          List.of(
              shown("name", p.name()),
              shownIf(p.donated().contains(true), "donated_invars", p.donated()),
              shownIf(false, "inline", p.inline()),
              shown("jaxpr", p.jaxpr()),
              shownIf(p.keepUnused(), "keep_unused", p.keepUnused()));
      case Call.CustomJvpCall p ->
          List.of(
              shown("name", p.name()),
              shown("call_jaxpr", function(p.function())),
              shown("jvp", new Verbatim(p.rule().name())),
              shown("symbolic_zeros", p.symbolicZeros()));
      case Call.CustomVjpCall p ->
          List.of(
              shown("name", p.name()),
              shown("bwd", new Verbatim(p.rule().backwardName())),
              shown("call_jaxpr", function(p.function())),
              shown("fwd", new Verbatim(p.rule().forwardName())),
              shown("symbolic_zeros", p.symbolicZeros()));
      case Call.CustomLin p ->
          List.of(
              shown("bwd", new Verbatim(p.rule().backwardName())),
              shown("num_res", p.residuals()),
              shown("symbolic_zeros", p.symbolicZeros()));
      case Call.Remat p ->
          List.of(
              shown("differentiated", p.differentiated()),
              shown("jaxpr", p.jaxpr()),
              shown("policy", p.policy() == null ? null : new Verbatim(p.policy().name())),
              shown("prevent_cse", p.preventCse()));
      case Call.CustomLinearSolve p ->
          List.of(
              shown(
                  "const_lengths",
                  solveTuple(
                      p.matvecConstants(), p.vecmatConstants(), p.solveConstants(), p.transposeSolveConstants())),
              shown("jaxprs", solveTuple(p.matvec(), p.vecmat(), p.solve(), p.transposeSolve())));
      case Call.Name p -> List.of(shown("name", p.name()));
      case Call.OptimizationBarrier p -> List.of();
      case Call.CustomVmapCall p ->
          List.of(
              shown("call", function(p.function())),
              shown("in_tree", new Verbatim(p.rule().inputTree())),
              shown("out_tree", new Verbatim(p.rule().outputTree())),
              shown("rule", new Verbatim(p.rule().name())));
    };
  }

  private static Object function(FlatFunction f) {
    return f instanceof JaxprFunction j ? j.jaxpr() : new Verbatim("<function>");
  }

  private static Verbatim solveTuple(Object matvec, Object vecmat, Object solve, Object transposeSolve) {
    return new Verbatim(
        "_LinearSolveTuple(matvec="
            + str(matvec)
            + ", vecmat="
            + str(vecmat)
            + ", solve="
            + str(solve)
            + ", transpose_solve="
            + str(transposeSolve)
            + ")");
  }

  private static List<Parameter> randomBits(RandomBits primitive) {
    return switch (primitive) {
      case RandomBits.Seed p -> List.of(shown("impl", p.keys().keyTag()));
      case RandomBits.Split p -> List.of(shown("shape", p.shape()));
      case RandomBits.FoldIn p -> List.of();
      case RandomBits.Bits p -> List.of(shown("bit_width", p.bitWidth()), shown("shape", p.shape()));
      case RandomBits.Wrap p -> List.of(shown("impl", p.keys().keyTag()));
      case RandomBits.Unwrap p -> List.of();
      case RandomBits.Threefry2x32 p -> List.of();
      case RandomBits.Gamma p -> List.of(shown("log_space", p.logSpace()));
    };
  }

  private static List<Parameter> effectful(Effectful primitive, int arguments) {
    return switch (primitive) {
      case Effectful.DebugCallback p when p.description() != null -> debugPrint(p, arguments);
      case Effectful.DebugCallback p ->
          List.of(
              shown("callback", new Verbatim(p.callback().name())),
              shown("effect", new Verbatim(p.ordered() ? "OrderedDebug" : "Debug")),
              shown("partitioned", false));
      case Effectful.Check p -> List.of(shown("debug", p.debug()));
      case Effectful.PureCallback p ->
          List.of(
              shown("callback", new Verbatim(p.callback().name())),
              shown("result_avals", shapedArrays(p.results())),
              none("sharding"),
              shown("vmap_method", p.vmapMethod()));
      case Effectful.IoCallback p ->
          List.of(
              shown("callback", new Verbatim(p.callback().name())),
              shown("ordered", p.ordered()),
              shown("result_avals", shapedArrays(p.results())),
              none("sharding"));
    };
  }

  /// `description` is the format; or, when the arguments are no plain tuple, all parameters, one `name=value` a line.
  private static List<Parameter> debugPrint(Effectful.DebugCallback p, int arguments) {
    List<Parameter> all = new ArrayList<>();
    if (p.description().startsWith("fmt=") && p.description().contains("\n")) {
      for (String line : p.description().split("\n")) {
        int eq = line.indexOf('=');
        all.add(shown(line.substring(0, eq), new Verbatim(line.substring(eq + 1))));
      }
      return all;
    }
    List<Verbatim> leaves = java.util.Collections.nCopies(arguments, new Verbatim("*"));
    all.add(shown("fmt", p.description()));
    all.add(shown("has_placeholders", p.description().contains("{")));
    all.add(shown("in_tree", new Verbatim("PyTreeDef((" + repr(leaves) + ", {}))")));
    all.add(none("logging_record"));
    all.add(shown("np_printoptions", new Verbatim(PRINT_OPTIONS)));
    all.add(shown("ordered", p.ordered()));
    all.add(shown("partitioned", false));
    all.add(shown("static_args", List.of()));
    return all;
  }

  private static List<Verbatim> shapedArrays(List<Aval> avals) {
    return avals.stream().map(a -> new Verbatim("ShapedArray(" + a.longName() + ")")).toList();
  }

  private static List<Parameter> collective(Collective primitive) {
    return switch (primitive) {
      case Collective.AllReduce p -> {
        List<Object> axes = new ArrayList<>(p.axisNames());
        for (int a : p.positional().toArray()) {
          axes.add(a);
        }
        yield List.of(shown("axes", axes), none("axis_index_groups"));
      }
      case Collective.SumInvariant p -> List.of(shown("axes", p.axisNames()));
      case Collective.AllGather p ->
          List.of(
              shown("all_gather_dimension", p.axis()),
              none("axis_index_groups"),
              shown("axis_name", List.of(p.axisName())),
              shown("axis_size", p.axisSize()),
              shown("tiled", p.tiled()));
      case Collective.Permute p ->
          List.of(shown("axis_name", List.of(p.axisName())), shown("perm", tuples(p.sources(), p.destinations())));
      case Collective.AllToAll p ->
          List.of(
              none("axis_index_groups"),
              shown("axis_name", p.axisName()),
              shown("concat_axis", p.concatAxis()),
              shown("split_axis", p.splitAxis()),
              shown("tiled", p.tiled()));
      case Collective.ReduceScatter p ->
          List.of(
              none("axis_index_groups"),
              shown("axis_name", List.of(p.axisName())),
              shown("axis_size", p.axisSize()),
              shown("scatter_dimension", p.scatterDimension()),
              shown("tiled", p.tiled()));
      case Collective.AxisIndex p -> List.of(shown("axis_name", p.axisName()));
    };
  }

  /// Zips int lists into a tuple of tuples.
  private static List<Ints> tuples(Ints... columns) {
    return IntStream.range(0, columns[0].size())
        .mapToObj(i -> Ints.of(java.util.Arrays.stream(columns).mapToInt(c -> c.get(i)).toArray()))
        .toList();
  }

  private static String bracketed(Ints v) {
    String s = v.toString();
    return "[" + s.substring(1, s.length() - (v.size() == 1 ? 2 : 1)) + "]";
  }

  /// A parameter's value as Python's `str` prints it.
  static String str(Object value) {
    return value instanceof String s ? s : repr(value);
  }

  private static String repr(Object value) {
    return switch (value) {
      case null -> "None";
      case Boolean b -> PythonText.of(b);
      case String s -> PythonText.quoted(s);
      case Verbatim v -> v.text;
      case Shape s -> s.toTuple();
      case DType t -> t.jaxName();
      case List<?> l when l.size() == 1 -> "(" + repr(l.getFirst()) + ",)";
      case List<?> l -> "(" + String.join(", ", l.stream().map(PrimitiveParameters::repr).toList()) + ")";
      default -> value.toString();
    };
  }
}
