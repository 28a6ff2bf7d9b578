"""Functions of BCOO arrays that keep their shape."""
from ..._documentation import attach as _attach
from ... import lax
from ... import numpy as jnp
from . import _elements as el
from ._batched import columns, over_batches
from ._bcoo import BCOO

_NSE = ("\nThe error arose for the nse argument of bcoo_fromdense. In order for\nBCOO.fromdense() to be used in"
        " traced/compiled code, you must pass a concrete\nvalue to the nse (number of stored elements) argument.\n")


def bcoo_todense(mat):
    """The dense form of a sparse array."""
    return el.dense(mat.data, mat.indices, mat.shape)


def bcoo_fromdense(mat, *, nse=None, n_batch=0, n_dense=0, index_dtype="int32"):
    """The sparse form of a dense array, with ``nse`` stored elements, by default those that are not zero."""
    mat = jnp.asarray(mat)
    nse = el.stored_count(mat, n_batch, n_dense).max(initial=0) if nse is None else nse
    nse = el.concrete_nse(nse, _NSE)
    return BCOO(el.from_dense(mat, nse, n_batch, n_dense, index_dtype), shape=mat.shape, indices_sorted=True,
                unique_indices=True)


def bcoo_extract(sparr, arr, *, assume_unique=None):
    """The elements of a dense array at the indices of a sparse one."""
    if not isinstance(sparr, BCOO):
        raise TypeError(f"First argument to bcoo_extract should be a BCOO array. Got type(sparr)={type(sparr)}")
    a = jnp.asarray(arr)
    if a.shape != sparr.shape:
        raise ValueError(f"shape mismatch: sparr.shape={sparr.shape} a.shape={a.shape}")
    unique = sparr.unique_indices if assume_unique is None else assume_unique
    return sparr._like(el.extract(sparr.indices, a, unique))


def bcoo_sort_indices(mat):
    """The array with its elements in the order of their indices."""
    return BCOO(el.sort_indices(mat.data, mat.indices, mat.shape), shape=mat.shape, indices_sorted=True,
                unique_indices=mat.unique_indices)


def bcoo_sum_duplicates(mat, nse=None):
    """The array with sorted distinct indices; ``nse`` of them, which traced code must say."""
    return BCOO(el.sum_duplicates(mat.data, mat.indices, mat.shape, nse), shape=mat.shape, indices_sorted=True,
                unique_indices=True)


def bcoo_eliminate_zeros(mat, nse=None):
    """The same without stored zeros."""
    n_batch, n_sparse = mat.n_batch, mat.n_sparse
    mask = (mat.data == 0).all(tuple(range(n_batch + 1, mat.data.ndim)))
    same = tuple([i for i, s in enumerate(mat.indices.shape[:n_batch]) if s == 1])
    mask = mask.all(same, keepdims=True) if same else mask
    fill = jnp.array(mat.shape[n_batch:n_batch + n_sparse], mat.indices.dtype)
    indices = over_batches(lambda i, m: jnp.where(m[:, None], fill[None, :], i), n_batch)(mat.indices, mask)
    return bcoo_sum_duplicates(BCOO((mat.data, indices), shape=mat.shape), nse=nse)


def bcoo_multiply_dense(sp_mat, v):
    """The data of the product, element by element, with a dense array."""
    data, indices, shape = sp_mat.data, sp_mat.indices, sp_mat.shape
    v = jnp.asarray(v)
    if not v.ndim:
        return jnp.multiply(data, v)
    if v.shape == shape:
        return jnp.multiply(data, el.extract(indices, v))
    if lax.broadcast_shapes(v.shape, shape) != shape:
        raise NotImplementedError("multiplication between sparse and dense is only implemented for cases where the output"
                                  f" shape matches the sparse matrix shape. Got shape={shape}, v.shape={v.shape}")
    v = lax.expand_dims(v, tuple(range(len(shape) - v.ndim)))

    def one(d, i, w):
        at = tuple([c if s != 1 else 0 for c, s in zip(columns(i), w.shape)])
        return d * w[at]
    return over_batches(one, sp_mat.n_batch)(data, indices, v)


def bcoo_multiply_sparse(lhs, rhs):
    """The product, element by element, of two sparse arrays."""
    from ._shapes import bcoo_update_layout
    if lhs.ndim != rhs.ndim:
        raise TypeError("bcoo_multiply_sparse: arrays must have same number of dimensions, got"
                        f" {lhs.shape}, {rhs.shape}")
    if lhs.n_dense != rhs.n_dense:
        raise NotImplementedError("bcoo_multiply_sparse: arrays with differing numbers of dense dimensions:"
                                  f" {lhs}, {rhs}")
    n_batch = min(lhs.n_batch, rhs.n_batch)
    shapes = lhs.shape[n_batch:], rhs.shape[n_batch:]

    def one(ld, li, rd, ri):
        a, b = BCOO((ld, li), shape=shapes[0]), BCOO((rd, ri), shape=shapes[1])
        a = bcoo_update_layout(a, n_batch=0) if a.n_batch else a
        b = bcoo_update_layout(b, n_batch=0) if b.n_batch else b
        axes = [i for i in range(a.n_sparse) if a.shape[i] != 1 and b.shape[i] != 1]
        mask = jnp.ones((a.nse, b.nse), bool)
        for i in axes:
            mask = mask & (a.indices[:, None, i] == b.indices[None, :, i])
        i, j = jnp.nonzero(mask, size=a.nse * b.nse, fill_value=(a.nse, b.nse))
        data = a.data.at[i].get(mode="fill", fill_value=0) * b.data.at[j].get(mode="fill", fill_value=0)
        indices = jnp.maximum(a.indices.at[i].get(mode="fill", fill_value=max(a.shape, default=0)),
                              b.indices.at[j].get(mode="fill", fill_value=max(b.shape, default=0)))
        return data, indices
    return BCOO(over_batches(one, n_batch)(lhs.data, lhs.indices, rhs.data, rhs.indices),
                shape=lax.broadcast_shapes(lhs.shape, rhs.shape))


def bcoo_reduce_sum(mat, *, axes):
    """The sum over axes."""
    n_batch, n_sparse, _, nse = el.layout(mat.data, mat.indices, mat.shape)
    axes = sorted(set(axes))
    data, indices, shape = mat.data, mat.indices, mat.shape
    blocks = tuple([a - n_sparse + 1 for a in axes if a >= n_batch + n_sparse])
    data = data.sum(blocks) if blocks else data
    if n_sparse:
        mask = (indices < jnp.array(shape[n_batch:n_batch + n_sparse], indices.dtype)).all(-1)
        data = jnp.where(lax.expand_dims(mask, tuple(range(mask.ndim, data.ndim))), data, 0)
    kept = [i for i in range(n_sparse) if i + n_batch not in axes]
    indices = indices[..., jnp.array(kept)] if kept else jnp.zeros((*indices.shape[:-1], 0), indices.dtype)
    batch = [a for a in axes if a < n_batch]
    for a in batch:
        if data.shape[a] == 1 and indices.shape[a] == 1:
            data = data * shape[a]
        elif data.shape[a] == 1:
            data = jnp.repeat(data, shape[a], axis=a)
        elif indices.shape[a] == 1:
            data = data.sum(a, keepdims=True)
    left = [a for a in range(n_batch) if a not in batch]
    for a in batch:
        nse *= data.shape[a]

    def merged(x):
        x = jnp.transpose(x, (*left, *batch, *range(n_batch, x.ndim)))
        return jnp.reshape(x, (*x.shape[:len(left)], nse, *x.shape[n_batch + 1:]))
    return BCOO((merged(data), merged(indices)), shape=[s for i, s in enumerate(shape) if i not in axes])


_attach(globals(), "sparse",
        "bcoo_extract bcoo_fromdense bcoo_multiply_dense bcoo_multiply_sparse bcoo_reduce_sum"
        " bcoo_sort_indices bcoo_sum_duplicates bcoo_todense")
