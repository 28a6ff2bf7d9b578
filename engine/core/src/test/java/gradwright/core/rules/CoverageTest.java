package gradwright.core.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.core.ir.Equation;
import gradwright.core.ir.Jaxpr;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Call;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.prim.RandomBits;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Shaping;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.JaxprFunction;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table of cases applies every primitive, and differentiates every one that has a derivative.
class CoverageTest {
  /// Neither differentiable nor zero: JAX has no rule for them either, or for these arguments.
  private static final Set<String> WITHOUT_DERIVATIVE =
      Set.of(
          "nextafter",
          "zeta",
          "igamma_grad_a",
          "random_gamma_grad",
          "population_count",
          "clz",
          "geqrf",
          "householder_product",
          "geqp3",
          "ormqr",
          "cholesky_update",
          "symmetric_product",
          "schur",
          "hessenberg",
          "tridiagonal");

  /// Piecewise constant, on keys or on integers: differentiating them is a matter of symbolic zeros.
  private static final Set<String> CONSTANT =
      Set.of(
          "sign",
          "floor",
          "ceil",
          "round",
          "is_finite",
          "not",
          "stop_gradient",
          "and",
          "or",
          "xor",
          "shift_left",
          "shift_right_arithmetic",
          "shift_right_logical",
          "eq",
          "ne",
          "lt",
          "le",
          "gt",
          "ge",
          "eq_to",
          "le_to",
          "lt_to",
          "bitcast_convert_type",
          "argmax",
          "argmin",
          "reduce_and",
          "reduce_or",
          "reduce_xor",
          "random_seed",
          "random_split",
          "random_bits",
          "random_fold_in",
          "random_wrap",
          "random_unwrap",
          "threefry2x32",
          "lu_pivots_to_permutation",
          "iota",
          "empty2");

  /// Applied with other operations only through one case of their kind, or have no inputs to batch.
  private static final Set<String> NOT_IN_TABLE =
      Set.of(
          "ne",
          "ge",
          "le",
          "eq_to",
          "le_to",
          "lt_to",
          "reduce_xor",
          "shift_right_arithmetic",
          "igamma_grad_a",
          "random_gamma_grad",
          "geqrf",
          "householder_product",
          "geqp3",
          "ormqr",
          "cholesky_update",
          "symmetric_product",
          "schur",
          "hessenberg",
          "tridiagonal",
          "lu_pivots_to_permutation",
          "iota",
          "empty2");

  @Test
  void everyPrimitiveIsApplied() {
    Set<String> missing = new TreeSet<>(names());
    missing.removeAll(applied(CaseTable.all()));
    missing.removeAll(NOT_IN_TABLE);
    assertEquals(Set.of(), missing);
  }

  @Test
  void everyDifferentiablePrimitiveIsDifferentiated() {
    Set<String> missing = new TreeSet<>(names());
    missing.removeAll(applied(CaseTable.differentiable()));
    missing.removeAll(CONSTANT);
    missing.removeAll(WITHOUT_DERIVATIVE);
    missing.remove("random_gamma"); // its draws are not a smooth function that differences could check
    assertEquals(Set.of(), missing);
  }

  /// Names of all primitives of the families that this table is about.
  private static Set<String> names() {
    Set<String> r = new TreeSet<>();
    for (UnaryOp op : UnaryOp.values()) {
      r.add(op.jaxName());
    }
    for (BinaryOp op : BinaryOp.values()) {
      r.add(op.jaxName());
    }
    for (Indexing.Combine c : Indexing.Combine.values()) {
      r.add(c.jaxName());
    }
    r.addAll(
        List.of(
            "integer_pow",
            "round",
            "convert_element_type",
            "bitcast_convert_type",
            "reduce_precision",
            "select_n",
            "clamp",
            "regularized_incomplete_beta",
            "reduce_sum",
            "reduce_prod",
            "reduce_max",
            "reduce_min",
            "reduce_and",
            "reduce_or",
            "reduce_xor",
            "cumsum",
            "cumprod",
            "cummax",
            "cummin",
            "cumlogsumexp",
            "reduce_window_sum",
            "reduce_window_max",
            "reduce_window_min",
            "argmax",
            "argmin"));
    int families = 0;
    for (Class<?> family :
        List.of(
            Elementwise.class,
            Shaping.class,
            Reduction.class,
            Indexing.class,
            Contraction.class,
            LinearAlgebra.class,
            RandomBits.class)) {
      families += family.getPermittedSubclasses().length;
    }
    assertEquals(67, families, "a primitive was added: give it a case, and a name here");
    r.addAll(
        List.of(
            "reshape",
            "transpose",
            "broadcast_in_dim",
            "squeeze",
            "slice",
            "pad",
            "concatenate",
            "stack",
            "unstack",
            "split",
            "reshard",
            "rev",
            "tile",
            "iota",
            "empty2",
            "select_and_gather_add",
            "select_and_scatter_add",
            "reduce",
            "sort",
            "top_k",
            "gather",
            "dynamic_slice",
            "dynamic_update_slice",
            "dot_general",
            "conv_general_dilated",
            "fft",
            "cholesky",
            "lu",
            "lu_pivots_to_permutation",
            "qr",
            "geqrf",
            "householder_product",
            "geqp3",
            "ormqr",
            "cholesky_update",
            "symmetric_product",
            "schur",
            "hessenberg",
            "tridiagonal",
            "tridiagonal_solve",
            "eigh",
            "svd",
            "eig",
            "triangular_solve",
            "random_seed",
            "random_split",
            "random_fold_in",
            "random_bits",
            "random_wrap",
            "random_unwrap",
            "threefry2x32",
            "random_gamma"));
    return r;
  }

  private static Set<String> applied(Stream<Case> cases) {
    Random random = new Random(0);
    return cases
        .flatMap(c -> {
          List<Aval> avals = c.samples().stream().map(s -> s.draw(random).aval()).toList();
          return names(Staging.stage(c.function(), avals).jaxpr());
        })
        .collect(Collectors.toSet());
  }

  private static Stream<String> names(Jaxpr jaxpr) {
    return jaxpr.equations().stream().flatMap(CoverageTest::names);
  }

  private static Stream<String> names(Equation e) {
    Stream<String> inner =
        switch (e.primitive()) {
          case Call.Jit j -> names(j.jaxpr().jaxpr());
          case Call.CustomJvpCall c when c.function() instanceof JaxprFunction f -> names(f.jaxpr().jaxpr());
          default -> Stream.empty();
        };
    return Stream.concat(Stream.of(e.primitive().primitiveName()), inner);
  }
}
