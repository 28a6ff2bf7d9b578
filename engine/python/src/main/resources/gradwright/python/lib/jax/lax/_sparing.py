"""Functions of jax.lax for other devices than processors: their checks, and JAX's refusals on a processor."""
from itertools import count

import numpy as _np

from .._documentation import attach as _attach
from .. import lax
from .. import numpy as jnp
from .. import random
from .._core import ShapeDtypeStruct
from .._manual import axis_names
from ..errors import JaxRuntimeError

_seeds = count(1)


def _checked_axis(name, axis_name, perm):
    try:
        size = lax.axis_size(axis_name)
    except NameError:
        raise NameError(f"Found an unbound axis name: {axis_name}. To fix this, please call {name} under"
                        " `jax.shard_map`.") from None
    if len(perm) != size:
        raise AssertionError("Permutation doesn't match the axis size!")


def _refuse(name, axis_name):
    names = axis_name if isinstance(axis_name, (tuple, list)) else (axis_name,)
    if any([n in axis_names() for n in names]):
        raise NotImplementedError(f"{name} is currently only implemented on GPU")


def psend(x, axis_name, perm):
    """Sends to the next shards of a permutation: on GPUs only. Under vmap it permutes."""
    _refuse("psend", axis_name)
    _checked_axis("psend", axis_name, perm)
    return lax.ppermute(x, axis_name, perm)


def precv(token, out_shape, axis_name, perm):
    """Receives what :func:`psend` sent: on GPUs only."""
    _refuse("precv", axis_name)
    raise NotImplementedError("Evaluation rule for 'precv' not implemented")


def ragged_all_to_all(operand, output, input_offsets, send_sizes, output_offsets, recv_sizes, *, axis_name,
                      axis_index_groups=None):
    """Sends pieces of different lengths to all shards of an axis, which no processor does."""
    try:
        lax.axis_size(axis_name)
    except NameError:
        raise RuntimeError("ragged_all_to_all must be used within a mapped context like vmap or shard_map.") from None
    for name, x in (("input_offsets", input_offsets), ("send_sizes", send_sizes), ("output_offsets", output_offsets),
                    ("recv_sizes", recv_sizes)):
        if not jnp.issubdtype(jnp.asarray(x).dtype, jnp.integer):
            raise ValueError(f"ragged_all_to_all {name} must be integer type.")
    if axis_name not in axis_names():
        raise NotImplementedError("Please open a feature request!")
    raise JaxRuntimeError("UNIMPLEMENTED: HLO opcode `ragged-all-to-all` is not supported by XLA:CPU ThunkEmitter")


def rng_uniform(a, b, shape):
    """Uniform numbers in [a, b) from a stream of the process: other ones at each call, also of a compiled function."""
    from ..experimental import io_callback
    a, b = jnp.asarray(a), jnp.asarray(b)
    if a.dtype != b.dtype:
        raise ValueError(f"Arguments to rng_uniform must have identical dtypes, got {a.dtype} and {b.dtype}.")
    if a.shape or b.shape:
        raise ValueError(f"Arguments to rng_uniform must be scalars; got shapes {a.shape} and {b.shape}.")
    seed = io_callback(lambda: _np.uint32(next(_seeds)), ShapeDtypeStruct((), "uint32"))
    key = random.wrap_key_data(jnp.stack([seed, seed ^ jnp.uint32(0x9E3779B9)]), impl="threefry2x32")
    if jnp.issubdtype(a.dtype, jnp.integer):
        return random.randint(key, shape, a, b, a.dtype)
    return random.uniform(key, shape, a.dtype, a, b)


def scaled_dot(lhs, rhs, *, lhs_scale=None, rhs_scale=None, dimension_numbers=None, preferred_element_type=None):
    """A product of bfloat16 numbers, each multiplied by the scale of its block of the contracting axes."""
    if dimension_numbers is None:
        dimension_numbers = (((lhs.ndim - 1,), (rhs.ndim - 2,)), ((), ()))
    (lhs_contracting, rhs_contracting), (lhs_batch, rhs_batch) = dimension_numbers
    ranks = [x.ndim for x in (lhs, rhs, lhs_scale, rhs_scale) if x is not None]
    if max(ranks) != min(ranks):
        raise TypeError(
            f"All input tensors must have the same rank. Got lhs rank: {lhs.ndim} rhs rank: {rhs.ndim} lhs_scale rank:"
            f" {'N/A' if lhs_scale is None else lhs_scale.ndim} rhs_scale rank:"
            f" {'N/A' if rhs_scale is None else rhs_scale.ndim}.")
    for what, a, b in (("batch", lhs_batch, rhs_batch), ("contracting", lhs_contracting, rhs_contracting)):
        if len(a) != len(b):
            raise TypeError(f"LHS and RHS must have the same number of {what} dimensions, got {len(a)} and {len(b)}.")
    for i, j in zip(lhs_batch, rhs_batch):
        sizes = [x.shape[k] for x, k in ((lhs, i), (rhs, j), (lhs_scale, i), (rhs_scale, j)) if x is not None]
        if max(sizes) != min(sizes):
            raise TypeError(f"All input tensors must have the same batch dimension size for batch dims ({i}, {j}).")
    for i, j in zip(lhs_contracting, rhs_contracting):
        if lhs.shape[i] != rhs.shape[j]:
            raise TypeError(f"LHS contracting dim {i} of size {lhs.shape[i]} does not match RHS contracting dim {j} of"
                            f" size {rhs.shape[j]}.")
    # scaled operands are not rounded to bfloat16 again, as XLA fuses them into the product
    return lax.dot_general(
        _scaled("LHS", lhs, lhs_scale, lhs_contracting), _scaled("RHS", rhs, rhs_scale, rhs_contracting),
        dimension_numbers, preferred_element_type="float32").astype(preferred_element_type or "bfloat16")


def _scaled(side, x, scale, contracting):
    """The operand times its scales, each repeated over its block."""
    narrow = x.astype("bfloat16").astype("float32")
    if scale is None:
        return narrow
    for i, (size, blocks) in enumerate(zip(x.shape, scale.shape)):
        if i in contracting:
            if blocks == 0 or size % blocks:
                raise TypeError(f"{side} contracting dim {i} of size {size} must be divisible by its scale's dim size"
                                f" {blocks}.")
            if size // blocks < 2:
                raise TypeError(f"The ratio of {side} contracting dim {i} to its scale's dim size ({size // blocks}) must"
                                " be at least 2.")
        elif size != blocks:
            raise TypeError(f"{side} dim {i} of size {size} does not match scale dim size {blocks}.")
    wide = scale.astype("bfloat16").astype("float32")
    for i in contracting:
        wide = jnp.repeat(wide, x.shape[i] // scale.shape[i], axis=i)
    return narrow * wide


_attach(globals(), "control", "precv psend ragged_all_to_all rng_uniform scaled_dot")
