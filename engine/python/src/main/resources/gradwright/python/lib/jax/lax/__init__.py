"""The primitive operations, and control flow."""
from .._control import associative_scan, cond, fori_loop, map, scan, switch, while_loop
from .._functions import module_getattr as _module_getattr

_LAZY = {n: "jax.lax._extra" for n in (
    "RandomAlgorithm DotAlgorithmPreset custom_linear_solve custom_root stop_gradient select dtype _const"
    " axis_index axis_size psum pmean pmax pmin all_gather ppermute all_to_all psum_scatter pshuffle pswapaxes"
    " optimization_barrier create_token with_sharding_constraint platform_dependent"
    " pcast pbroadcast cumred_ shape_as_value full_like_ composite").split()}
_LAZY.update({n: "jax.lax._windows" for n in (
    "GatherDimensionNumbers ScatterDimensionNumbers ConvDimensionNumbers conv_dimension_numbers reduce reduce_window").split()})
_LAZY.update({n: "jax.lax._choices" for n in ("Precision", "GatherScatterMode", "RoundingMethod")})
_LAZY["PrecisionLike"] = "jax.typing"
_LAZY.update({n: "jax.lax._more" for n in (
    "FftType RandomAlgorithm AccuracyMode Tolerance DotAlgorithm DotAlgorithmPreset DotDimensionNumbers"
    " ConvGeneralDilatedDimensionNumbers RaggedDotDimensionNumbers after_all create_token stage composite platform_dependent"
    " mulhi scatter_apply ragged_dot ragged_dot_general conv_general_dilated_local").split()})
_LAZY["rng_bit_generator"] = "jax.lax._generators"
_LAZY.update({n: "jax.lax._sparing" for n in "psend precv ragged_all_to_all rng_uniform scaled_dot".split()})
_LAZY["linalg"] = "jax.lax.linalg"
_find, __dir__ = _module_getattr("jax.lax", globals(), _LAZY)


def __getattr__(name):
    if name.endswith("_p") and not name.startswith("_"):
        from ._primitives import primitive
        found = primitive(name[:-2])
        if found is not None:
            globals()[name] = found
            return found
    return _find(name)
