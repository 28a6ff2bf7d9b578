"""Parts of jax.lax that take operations or tuples with names: reductions, windows, dimension numbers."""
from typing import NamedTuple, Sequence

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
    several = isinstance(operands, (tuple, list))
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
    if name is None:
        raise NotImplementedError("lax.reduce_window takes lax.add, lax.mul, lax.max, lax.min and the bitwise operations"
                                  " here; other computations are not available yet")
    return lookup("jax.lax", "_reduce_window_by")(operand, init_value, name, window_dimensions, window_strides, padding,
                                                  base_dilation, window_dilation)
