"""Parts of BCOO arrays."""
from ..._documentation import attach as _attach
from ... import lax
from ... import numpy as jnp
from ..._vmap import vmap
from . import _elements as el
from ._batched import columns, product, split, stacked
from ._bcoo import BCOO


def _cut(data, indices, mat, keep, moved, empty, shape, sizes):
    """Stored elements that are in a part, at their places in it."""
    indices = jnp.where(keep[..., None], moved, jnp.array(empty, indices.dtype))
    data = jnp.where(lax.expand_dims(keep, tuple(range(keep.ndim, data.ndim))), data, 0)
    if mat.nse > product(sizes):
        data, indices = el.sum_duplicates(data, indices, shape, product(sizes))
    return BCOO((data, indices), shape=shape)


def bcoo_slice(mat, *, start_indices, limit_indices, strides=None):
    """A part of the array with fixed bounds."""
    if not isinstance(mat, BCOO):
        raise TypeError(f"bcoo_slice: input should be BCOO array, got type(mat)={type(mat)}")
    starts, limits = [int(i) for i in start_indices], [int(i) for i in limit_indices]
    strides = [1] * mat.ndim if strides is None else [int(s) for s in strides]
    if len(starts) != mat.ndim or len(limits) != mat.ndim:
        raise ValueError(f"bcoo_slice: indices must have size mat.ndim={mat.ndim}")
    if len(strides) != mat.ndim:
        raise ValueError(f"len(strides) = {len(strides)}; expected {mat.ndim}")
    if any([s <= 0 for s in strides]):
        raise ValueError(f"strides must be a sequence of positive integers; got {strides}")
    if not all([0 <= a <= b <= n for a, b, n in zip(starts, limits, mat.shape)]):
        raise ValueError(f"bcoo_slice: invalid indices. Got start_indices={starts}, limit_indices={limits} and"
                         f" shape={mat.shape}")
    n, s = mat.n_batch, mat.n_sparse
    cuts = [slice(a, b, c) for a, b, c in zip(starts, limits, strides)]

    def batch(x):
        return [slice(None) if x.shape[i] != mat.shape[i] else cuts[i] for i in range(n)]
    data = mat.data[tuple([*batch(mat.data), slice(None), *cuts[n + s:]])]
    indices = mat.indices[tuple(batch(mat.indices))]
    shape = tuple([(b - a + c - 1) // c for a, b, c in zip(starts, limits, strides)])
    if not s:
        return BCOO((data, indices), shape=shape)
    keep, moved = True, []
    for i, col in enumerate(columns(indices)):
        a, b, c = starts[n + i], limits[n + i], strides[n + i]
        keep = keep & (col >= a) & (col < b) & ((col - a) % c == 0)
        moved.append((col - a + c - 1) // c)
    sizes = shape[n:n + s]
    return _cut(data, indices, mat, keep, stacked(moved, indices), sizes, shape, sizes)


def bcoo_dynamic_slice(mat, start_indices, slice_sizes):
    """A part of the array whose place may be computed."""
    if not isinstance(mat, BCOO):
        raise TypeError(f"bcoo_slice: input should be BCOO array, got type(mat)={type(mat)}")
    shape = tuple([int(i) for i in slice_sizes])
    starts = [jnp.asarray(i) for i in start_indices]
    if len(starts) != mat.ndim or len(shape) != mat.ndim:
        raise ValueError(f"bcoo_dynamic_slice: indices must have size mat.ndim={mat.ndim}")
    if not all([0 <= k <= d for k, d in zip(shape, mat.shape)]):
        raise TypeError("slice_sizes must be less than or equal to operand shape, got slice_sizes"
                        f" {shape} for operand shape {mat.shape}")
    n, s = mat.n_batch, mat.n_sparse
    zero = jnp.zeros((), starts[0].dtype if starts else "int32")
    batch, sparse, block = split(starts, n, s)
    sizes = split(shape, n, s)

    def cut(x, tail_starts, tail_sizes):
        whole = [x.shape[i] != mat.shape[i] for i in range(n)]
        at = [zero if w else b for w, b in zip(whole, batch)]
        size = [1 if w else k for w, k in zip(whole, sizes[0])]
        return lax.dynamic_slice(x, [*at, *tail_starts], [*size, *tail_sizes])
    data = cut(mat.data, [zero, *block], [mat.nse, *sizes[2]])
    indices = cut(mat.indices, [zero, zero], [mat.nse, s])
    if not s:
        return BCOO((data, indices), shape=shape)
    keep, moved = True, []
    for i, col in enumerate(columns(indices)):
        d, k = mat.shape[n + i], sizes[1][i]
        a = sparse[i].astype(indices.dtype)
        a = jnp.clip(jnp.where(a < 0, a + d, a), 0, d - k)
        keep = keep & (col >= a) & (col < a + k)
        moved.append(col - a)
    return _cut(data, indices, mat, keep, stacked(moved, indices), sizes[1], shape, sizes[1])


def bcoo_gather(operand, start_indices, dimension_numbers, slice_sizes, *, unique_indices=False,
                indices_are_sorted=False, mode=None, fill_value=None):
    """Parts of the array at several places, as :func:`jax.lax.gather` takes them."""
    from ._shapes import bcoo_reshape, bcoo_squeeze, bcoo_transpose, bcoo_update_layout
    if mode is not None and "promise_in_bounds" not in str(getattr(mode, "name", mode)).lower():
        raise NotImplementedError(f"bcoo_gather: mode={mode!r} not yet supported.")
    start_indices = jnp.asarray(start_indices)
    numbers = dimension_numbers
    sizes = list(operand.shape)
    places = [jnp.zeros((), start_indices.dtype)] * operand.ndim
    axes = [None] * operand.ndim
    for i, j in enumerate(numbers.start_index_map):
        places[j], sizes[j], axes[j] = start_indices[..., i].ravel(), slice_sizes[j], 0

    def one(*at):
        part = bcoo_squeeze(bcoo_dynamic_slice(operand, at, sizes), dimensions=numbers.collapsed_slice_dims)
        shapes.append(part.shape)
        return part._bufs
    shapes = []
    outer = start_indices.shape[:-1]
    if any([a is not None for a in axes]):
        data, indices = vmap(one, in_axes=tuple(axes))(*places)
    else:
        data, indices = [jnp.broadcast_to(x[None], (product(outer), *x.shape)) for x in one(*places)]
    out = BCOO((data, indices), shape=(product(outer), *shapes[0]))
    out = bcoo_reshape(out, new_sizes=(*outer, *shapes[0]))
    batch = [d for d in range(out.ndim) if d not in numbers.offset_dims]
    order = [0] * out.ndim
    for i, d in enumerate([*batch, *numbers.offset_dims]):
        order[d] = i
    if order == list(range(out.ndim)):
        return out
    if set(order[:len(batch)]) != set(range(len(batch))):
        out = bcoo_update_layout(out, n_batch=0)
    return bcoo_transpose(out, permutation=tuple(order))


_attach(globals(), "sparse", "bcoo_dynamic_slice bcoo_gather bcoo_slice")
