"""Stored elements of BCOO arrays: from and to dense arrays, sorted, and without duplicates.

Functions here take data, indices and the shape of the array. Data have the shape [batch..., nse, dense...], indices
[batch..., nse, sparse axes]; indices beyond the shape stand for nothing.
"""
from ... import lax
from ... import numpy as jnp
from ..._array import host
from ._batched import columns, over_batches, product


def layout(data, indices, shape):
    """(batch axes, sparse axes, dense axes, nse), checked."""
    n_batch, n_sparse, n_dense, nse = index_layout(indices, shape)
    if any([a not in (1, b) for a, b in zip(data.shape[:n_batch], shape)]):
        raise ValueError(f"data batch dimensions not compatible for data.shape={data.shape}, shape={tuple(shape)}")
    if data.shape[n_batch:] != (nse, *shape[n_batch + n_sparse:]):
        raise ValueError(f"Invalid data.shape={data.shape} for nse={nse}, n_batch={n_batch}, n_dense={n_dense}")
    return n_batch, n_sparse, n_dense, nse


def index_layout(indices, shape):
    """The same from the indices alone."""
    nse, n_sparse = indices.shape[-2:]
    n_batch = len(indices.shape) - 2
    n_dense = len(shape) - n_batch - n_sparse
    assert n_dense >= 0
    if any([a not in (1, b) for a, b in zip(indices.shape[:n_batch], shape)]):
        raise ValueError(f"indices batch dimensions not compatible for indices.shape={indices.shape},"
                         f" shape={tuple(shape)}")
    return n_batch, n_sparse, n_dense, nse


def dense(data, indices, shape):
    """The whole array."""
    n_batch, n_sparse, _, _ = layout(data, indices, shape)
    inner = shape[n_batch:]

    def one(d, i):
        if not n_sparse:
            return d.sum(0, dtype=d.dtype)
        return jnp.zeros(inner, d.dtype).at[columns(i)].add(d)
    return jnp.broadcast_to(over_batches(one, n_batch)(data, indices), shape)


def extract(indices, arr, assume_unique=True):
    """The elements of a dense array at indices; where these may repeat, zero but for the first of equal ones."""
    n_batch, n_sparse, n_dense, nse = index_layout(indices, arr.shape)
    shape = arr.shape[n_batch:]

    def one(i, a):
        if not n_sparse:
            if assume_unique:
                return jnp.broadcast_to(a[None], (nse, *a.shape))
            return jnp.zeros((nse, *a.shape), a.dtype).at[:1].set(a[None])
        if assume_unique:
            return a.at[columns(i)].get(mode="fill", fill_value=0)
        unique, first, _, _ = unique_rows(i, shape)
        found = a.at[columns(unique)].get(mode="fill", fill_value=0)
        return jnp.zeros(found.shape, found.dtype).at[first].add(found)
    return over_batches(one, n_batch)(indices, arr)


def unique_rows(indices, shape):
    """Sorted indices without duplicates, padded with those beyond the shape; for each where it was first; for each given
    one where it is now; and how many there are within the shape."""
    nse, n = indices.shape
    if not n:
        zero = jnp.zeros(1, "int32")
        return jnp.zeros((1, 0), indices.dtype), zero, jnp.zeros(nse, "int32"), 1
    fill = jnp.array(shape[:n], indices.dtype)[None]
    beyond = (indices >= fill).any(-1, keepdims=True)
    indices = jnp.where(beyond, fill, indices)
    *cols, order = lax.sort((*columns(indices), lax.iota("int32", nse)), num_keys=n)
    rows = jnp.stack(cols, axis=-1)
    new = jnp.concatenate([jnp.ones(min(nse, 1), bool), (rows[1:] != rows[:-1]).any(-1)])
    place = jnp.cumsum(new) - 1
    unique = jnp.broadcast_to(fill, indices.shape).at[place].set(rows)
    first = jnp.zeros(nse, "int32").at[jnp.where(new, place, nse)].set(order, mode="drop")
    return unique, first, jnp.zeros(nse, "int32").at[order].set(place.astype("int32")), new.sum() - beyond.any()


def concrete_nse(nse, what):
    """A number of stored elements as a Python integer."""
    if hasattr(nse, "_h") and host.concrete(nse._h) is None:
        from ...errors import ConcretizationTypeError
        raise ConcretizationTypeError(nse, what)
    return int(nse)


def sum_duplicates(data, indices, shape, nse=None):
    """Sorted elements of distinct indices; `nse` of them, by default as many as there are."""
    n_batch, n_sparse, _, old = layout(data, indices, shape)
    inner = shape[n_batch:]
    batched = over_batches(lambda i: unique_rows(i, inner), n_batch)
    unique, _, mapping, count = batched(indices)
    if nse is None:
        nse = 1 if not n_sparse else concrete_nse(jnp.max(count, initial=0), (
            "The error arose for the nse argument of bcoo_sum_duplicates, which must be given in traced code."))
    nse = concrete_nse(nse, "nse argument of bcoo_sum_duplicates.")
    unique = resized_indices(unique, nse, shape, n_batch)
    if not n_sparse:
        data = data.sum(n_batch, keepdims=True, dtype=data.dtype)
        mapping = mapping[..., :1]

    def place(m, d):
        return jnp.zeros((nse, *d.shape[1:]), d.dtype).at[m].add(d, mode="drop")
    return over_batches(place, n_batch)(mapping, data), unique


def resized_indices(indices, nse, shape, n_batch):
    """The first indices, or more of them that stand for nothing."""
    old, n = indices.shape[-2:]
    if nse <= old:
        return indices[..., :nse, :]
    fill = jnp.broadcast_to(jnp.array(shape[n_batch:n_batch + n], indices.dtype), (*indices.shape[:-2], nse - old, n))
    return lax.concatenate([indices, fill], indices.ndim - 2)


def resized(data, indices, shape, nse):
    """Elements cut off or padded to a number."""
    n_batch, _, _, old = layout(data, indices, shape)
    if nse == old:
        return data, indices
    front = (slice(None),) * n_batch
    if nse < old:
        data = data[(*front, slice(nse))]
    else:
        whole = (*data.shape[:n_batch], nse, *data.shape[n_batch + 1:])
        data = jnp.zeros(whole, data.dtype).at[(*front, slice(old))].set(data)
    return data, resized_indices(indices, nse, shape, n_batch)


def sort_indices(data, indices, shape):
    """Elements in the order of their indices."""
    n_batch, n_sparse, _, nse = layout(data, indices, shape)
    if not n_sparse:
        return data, indices

    def one(i):
        *cols, order = lax.sort((*columns(i), lax.iota(i.dtype, nse)), num_keys=n_sparse)
        return jnp.stack(cols, axis=-1), order
    indices, order = over_batches(one, n_batch)(indices)
    return over_batches(lambda d, p: d[p], n_batch)(data, order), indices


def stored_count(mat, n_batch, n_dense):
    """The number of elements of each example that are not zero."""
    mask = mat != 0
    if n_dense:
        mask = mask.any(tuple([-(i + 1) for i in range(n_dense)]))
    return mask.sum(tuple(range(n_batch, mask.ndim)))


def from_dense(mat, nse, n_batch, n_dense, index_dtype):
    """The elements that are not zero."""
    n_sparse = mat.ndim - n_batch - n_dense
    mask = mat != 0
    if n_dense:
        mask = mask.any(tuple([-(i + 1) for i in range(n_dense)]))
    if not n_sparse:
        indices = jnp.zeros((*mask.shape[:n_batch], nse, 0), index_dtype)
    else:
        def one(m):
            return jnp.stack(jnp.nonzero(m, size=nse, fill_value=m.shape), axis=-1).astype(index_dtype)
        indices = over_batches(one, n_batch)(mask) if product(mask.shape[:n_batch]) else \
            jnp.zeros((*mask.shape[:n_batch], nse, n_sparse), index_dtype)
    data = extract(indices, mat)
    true = mask.sum(tuple(range(n_batch, mask.ndim)))[..., None]
    keep = lax.broadcasted_iota(true.dtype, (1,) * n_batch + (nse,), n_batch) < true
    keep = lax.expand_dims(keep, tuple(range(n_batch + 1, data.ndim)))
    return jnp.where(keep, data, 0), indices
