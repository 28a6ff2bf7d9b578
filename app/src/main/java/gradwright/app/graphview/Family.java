package gradwright.app.graphview;

import java.util.Set;

/// What kind of operation a primitive is; each has a colour.
enum Family {
  ELEMENTWISE("elementwise", "-color-accent-emphasis"),
  PRODUCT("linear algebra", "-color-danger-emphasis"),
  REDUCTION("reduction", "-color-warning-emphasis"),
  SHAPE("shape", "-color-neutral-emphasis"),
  INDEXING("indexing", "#1b7c83"),
  CONTROL("control flow", "#8250df"),
  CALL("call", "#bf3989"),
  RANDOM("random", "-color-success-emphasis");

  private static final Set<String> PRODUCTS =
      Set.of(
          "dot_general",
          "conv_general_dilated",
          "cholesky",
          "triangular_solve",
          "lu",
          "qr",
          "eigh",
          "svd",
          "fft",
          "householder_product",
          "custom_linear_solve",
          "ragged_dot_general",
          "eig");
  private static final Set<String> SHAPES =
      Set.of(
          "broadcast_in_dim",
          "reshape",
          "transpose",
          "squeeze",
          "concatenate",
          "pad",
          "rev",
          "iota",
          "expand_dims",
          "convert_element_type",
          "bitcast_convert_type",
          "copy",
          "copy_p",
          "split",
          "stop_gradient",
          "device_put");
  private static final Set<String> INDEXINGS =
      Set.of("gather", "slice", "dynamic_slice", "dynamic_update_slice", "sort", "top_k");
  private static final Set<String> CONTROLS = Set.of("scan", "while", "cond");
  private static final Set<String> CALLS =
      Set.of(
          "jit",
          "pjit",
          "custom_jvp_call",
          "custom_vjp_call",
          "custom_vjp_call_jaxpr",
          "remat",
          "remat2",
          "checkpoint",
          "closed_call",
          "core_call",
          "shard_map",
          "xla_pmap");

  final String title;
  final String colour;

  Family(String title, String colour) {
    this.title = title;
    this.colour = colour;
  }

  static Family of(String primitive) {
    if (PRODUCTS.contains(primitive)) {
      return PRODUCT;
    }
    if (SHAPES.contains(primitive)) {
      return SHAPE;
    }
    if (INDEXINGS.contains(primitive) || primitive.startsWith("scatter") || primitive.startsWith("select_and")) {
      return INDEXING;
    }
    if (CONTROLS.contains(primitive)) {
      return CONTROL;
    }
    if (CALLS.contains(primitive)) {
      return CALL;
    }
    if (primitive.startsWith("random_") || primitive.startsWith("threefry")) {
      return RANDOM;
    }
    boolean reduces = primitive.startsWith("reduce") || primitive.startsWith("arg") || primitive.startsWith("cum");
    return reduces ? REDUCTION : ELEMENTWISE;
  }
}
