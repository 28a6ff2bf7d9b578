"""Parts of jax.lax that take operations or tuples with names: reductions, windows, dimension numbers."""
from typing import NamedTuple, Sequence

from .._documentation import attach as _attach
from .._functions import lookup
from .._tree import tree_map


class GatherDimensionNumbers(NamedTuple):
    """Which axes of a gather mean what."""
    offset_dims: Sequence[int]
    collapsed_slice_dims: Sequence[int]
    start_index_map: Sequence[int]
    operand_batching_dims: Sequence[int] = ()
    start_indices_batching_dims: Sequence[int] = ()


class ScatterDimensionNumbers(NamedTuple):
    """Which axes of a scatter mean what."""
    update_window_dims: Sequence[int]
    inserted_window_dims: Sequence[int]
    scatter_dims_to_operand_dims: Sequence[int]
    operand_batching_dims: Sequence[int] = ()
    scatter_indices_batching_dims: Sequence[int] = ()


class ConvDimensionNumbers(NamedTuple):
    """The axes of a convolution's operands and result: batch, features, space."""
    __module__ = "jax._src.lax.convolution"
    lhs_spec: Sequence[int]
    rhs_spec: Sequence[int]
    out_spec: Sequence[int]


def conv_dimension_numbers(lhs_shape, rhs_shape, dimension_numbers):
    """Dimension numbers as permutations of axes."""
    if isinstance(dimension_numbers, ConvDimensionNumbers):
        return dimension_numbers
    if len(lhs_shape) != len(rhs_shape):
        raise TypeError(f"convolution requires lhs and rhs ndim to be equal, got {len(lhs_shape)} and {len(rhs_shape)}.")
    return ConvDimensionNumbers(*lookup("jax.lax", "_conv_dimension_numbers")(len(lhs_shape), dimension_numbers))


_OPERATIONS = {"add": "add", "mul": "mul", "max": "max", "min": "min", "bitwise_and": "bitwise_and",
               "bitwise_or": "bitwise_or", "bitwise_xor": "bitwise_xor", "multiply": "mul", "maximum": "max",
               "minimum": "min", "logical_and": "bitwise_and", "logical_or": "bitwise_or"}


def _operation(computation):
    """The name of one of the library's own operations; None for other functions."""
    name = getattr(computation, "__name__", None)
    if name in _OPERATIONS and getattr(computation, "__module__", None) in ("jax.lax", "jax.numpy"):
        return _OPERATIONS[name]
    return None


def reduce(operands, init_values, computation, dimensions, out_sharding=None):
    """Combines elements over axes by an associative computation, from an initial value."""
    name = _operation(computation)
    if name is not None and not isinstance(operands, (tuple, list)):
        return lookup("jax.lax", "_reduce")(operands, init_values, name, dimensions)
    return _general(operands, init_values, computation, dimensions)


def _general(operands, init_values, computation, dimensions):
    """Halves the elements until one is left; the computation sees whole arrays."""
    from .. import lax
    from .. import numpy as jnp
    from ..tree import structure
    several = isinstance(operands, (tuple, list))
    if structure(operands) != structure(init_values):
        raise ValueError("Operands must have the same tree structure as init_values:"
                         f" {structure(operands)} vs. {structure(init_values)}")
    dims = [d % jnp.ndim(jnp.asarray(operands[0] if several else operands)) for d in dimensions]

    def flat(x):
        x = jnp.asarray(x)
        rest = [i for i in range(x.ndim) if i not in dims]
        x = jnp.transpose(x, dims + rest)
        return jnp.reshape(x, (-1,) + x.shape[len(dims):])
    xs = tree_map(flat, operands)
    n = (xs[0] if several else xs).shape[0]

    def part(start, limit):
        return tree_map(lambda x: lax.slice_in_dim(x, start, limit), xs)
    while n > 1:
        half = n // 2
        joined = computation(part(0, half), part(half, 2 * half))
        odd = part(2 * half, n)
        xs = tree_map(lambda a, b: jnp.concatenate([a, b]), joined, odd) if n % 2 else joined
        n = n - half
    if n == 0:
        return tree_map(lambda x, i: jnp.full(x.shape[1:], i, x.dtype), xs, init_values)
    return computation(init_values, tree_map(lambda x: x[0], xs))


def reduce_window(operand, init_value, computation, window_dimensions, window_strides=None, padding="VALID",
                  base_dilation=None, window_dilation=None):
    """Combines the elements of sliding windows by an associative operation, from an initial value."""
    name = _operation(computation)
    options = (window_dimensions, window_strides, padding, base_dilation, window_dilation)
    if name is None or isinstance(operand, (tuple, list)):
        return _general_windows(operand, init_value, computation, *options)
    return lookup("jax.lax", "_reduce_window_by")(operand, init_value, name, *options)


def _general_windows(operand, init_value, computation, window, strides, padding, base, dilation):
    """Combines, for each place in the window, the elements that all windows have there; the computation sees whole arrays."""
    from itertools import product
    from .. import lax, numpy as jnp
    from . import padtype_to_pads
    operands = tree_map(jnp.asarray, operand)
    several = isinstance(operand, (tuple, list))
    shape = (operands[0] if several else operands).shape
    n = len(window)
    if n != len(shape):
        raise TypeError("reduce_window got the wrong number of window_dimensions for operand: got operand shape"
                        f" {shape} with window_dimensions {tuple(window)}.")
    ones = (1,) * n
    strides, base, dilation = strides or ones, base or ones, dilation or ones
    spans = [(w - 1) * d + 1 for w, d in zip(window, dilation)]
    sizes = [(s - 1) * b + 1 if s else 0 for s, b in zip(shape, base)]
    pads = padtype_to_pads(sizes, spans, strides, padding) if isinstance(padding, str) else padding
    config = [(low, high, b - 1) for (low, high), b in zip(pads, base)]
    padded = tree_map(lambda x, i: lax.pad(x, jnp.asarray(i, x.dtype), config), operands, init_value)
    total = [s + low + high for s, (low, high) in zip(sizes, pads)]
    out = [max(0, (t - p) // s + 1) if t >= p else 0 for t, p, s in zip(total, spans, strides)]
    result = tree_map(lambda x, i: jnp.full(out, i, x.dtype), operands, init_value)
    for place in product(*[range(w) for w in window]):
        start = [p * d for p, d in zip(place, dilation)]
        limit = [a + max(0, (o - 1) * s + 1) if o else a for a, o, s in zip(start, out, strides)]
        result = computation(result, tree_map(lambda x: lax.slice(x, start, limit, strides), padded))
    return result


_attach(globals(), "control", "conv_dimension_numbers reduce reduce_window")
