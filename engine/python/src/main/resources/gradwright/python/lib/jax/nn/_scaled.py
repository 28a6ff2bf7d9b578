"""Products of numbers of few bits that share a scale in each block."""
from dataclasses import dataclass
from typing import Any

from .._documentation import attach as _attach
from .. import lax, numpy as jnp


@dataclass
class BlockScaleConfig:
    """How numbers are quantized: `block_size` neighbours share one scale of type `scale_type`."""
    mode: str
    block_size: int
    data_type: Any
    scale_type: Any
    global_scale: Any
    infer_only: bool


def get_scaled_dot_general_config(mode, global_scale=None):
    """The configuration of a named format: 'nvfp4' (blocks of 16 float4_e2m1fn) or 'mxfp8' (blocks of 32 float8_e4m3fn)."""
    if mode == "nvfp4":
        scale = jnp.ones((1,), dtype="float32") if global_scale is None else global_scale
        return BlockScaleConfig(mode, 16, jnp.float4_e2m1fn, jnp.float8_e4m3fn, scale, False)
    if mode == "mxfp8":
        return BlockScaleConfig(mode, 32, jnp.float8_e4m3fn, jnp.float8_e8m0fnu, None, False)
    raise ValueError(f"Unsupported mode: {mode}")


def _spread(x, scales):
    """Numbers times their blocks' scales, in float32."""
    if x.shape[2] % max(scales.shape[2], 1):
        raise ValueError("scaled_matmul requires the contract dimension (K) to be a multiple of the scales', but got"
                         f" {x.shape} and {scales.shape}")
    block = x.shape[2] // max(scales.shape[2], 1)
    return x.astype("float32") * jnp.repeat(scales.astype("float32"), block, axis=2)


def scaled_matmul(lhs, rhs, lhs_scales, rhs_scales, preferred_element_type=jnp.float32):
    """lhs rhs^T of operands [B, M, K] and [B, N, K] whose blocks along K have scales [B, M, K / block], [B, N, K / block]."""
    if not all([x.ndim == 3 for x in (lhs, rhs, lhs_scales, rhs_scales)]):
        raise ValueError("scaled_matmul requires all inputs to be 3-dimensional arrays")
    if lhs.shape[0] != rhs.shape[0] or lhs.shape[2] != rhs.shape[2]:
        raise ValueError("scaled_matmul requires inputs a and b to have matching batch (B) and contract (K) dimensions, but"
                         f" got shapes {lhs.shape} and {rhs.shape}")
    if lhs_scales.shape[0] != rhs_scales.shape[0] or lhs_scales.shape[2] != rhs_scales.shape[2]:
        raise ValueError("scaled_matmul requires scales to have matching batch (B) and contract (K) dimensions, but got"
                         f" shapes {lhs_scales.shape} and {rhs_scales.shape}")
    if lhs_scales.shape[1] != lhs.shape[1] or rhs_scales.shape[1] != rhs.shape[1]:
        raise ValueError("scaled_matmul requires scales to match non-contract dimensions of inputs, but got shapes a:"
                         f" {lhs.shape}, b: {rhs.shape}, a_scales: {lhs_scales.shape}, b_scales: {rhs_scales.shape}")
    out = lax.dot_general(_spread(lhs, lhs_scales), _spread(rhs, rhs_scales), (((2,), (2,)), ((0,), (0,))),
                          preferred_element_type="float32")
    return out.astype(preferred_element_type)


def scaled_dot_general(lhs, rhs, dimension_numbers, preferred_element_type=jnp.float32, configs=None, implementation=None):
    """A `lax.dot_general`; quantizing its operands by `configs` needs a GPU and is refused."""
    if implementation is not None:
        import warnings
        warnings.warn("Backend selector, now ignored. The system chooses the backend automatically.", DeprecationWarning,
                      stacklevel=2)
    if configs is not None:
        raise NotImplementedError("scaled_dot_general: configs quantize operands on a GPU; on a CPU leave configs=None")
    return lax.dot_general(lhs, rhs, dimension_numbers, preferred_element_type=preferred_element_type)


_attach(globals(), "arrays", "get_scaled_dot_general_config scaled_dot_general scaled_matmul")
