"""Batch and dense axes of BCOO arrays made sparse ones, and the other way."""
from ... import numpy as jnp
from ._batched import columns, over_batches, product


def _grid(sizes, dtype):
    return [m.ravel() for m in jnp.meshgrid(*[jnp.arange(s, dtype=dtype) for s in sizes], indexing="ij")]


def less_dense(data, indices, batch, n):
    """The first dense axes as sparse ones: each of their elements is stored by itself."""
    def one(d, i):
        flat = jnp.reshape(d, (product(d.shape[:n]), *d.shape[n:]))
        rows = jnp.broadcast_to(i, (flat.shape[0], i.size))
        return flat, jnp.concatenate([rows, jnp.stack(_grid(d.shape[:n], i.dtype), -1)], -1)
    data, indices = over_batches(one, batch + 1)(data, indices)

    def merged(x):
        return jnp.reshape(x, (*x.shape[:batch], product(x.shape[batch:batch + 2]), *x.shape[batch + 2:]))
    return merged(data), merged(indices)


def less_batch(data, indices, shape, batch, fewer):
    """The last batch axes as sparse ones."""
    n = batch - fewer
    whole = shape[fewer:batch]

    def one(d, i):
        d = jnp.broadcast_to(d, (*whole, *d.shape[n:]))
        i = jnp.broadcast_to(i, (*whole, *i.shape[n:]))
        nse = i.shape[-2]
        rows = jnp.reshape(i, (product(i.shape[:n + 1]), i.shape[-1]))
        places = jnp.stack(_grid((*whole, nse), i.dtype)[:-1], -1)
        return jnp.reshape(d, (product(d.shape[:n + 1]), *d.shape[n + 1:])), jnp.concatenate([places, rows], -1)
    return over_batches(one, fewer)(data, indices)


def more_dense(data, indices, shape, batch, n, dense):
    """The last sparse axes as dense ones."""
    def one(d, i):
        block = jnp.zeros(shape[len(shape) - dense:], d.dtype)
        return block.at[tuple([i[k] for k in range(i.shape[0] - n, i.shape[0])])].set(d), i[:i.shape[0] - n]
    return over_batches(one, batch + 1)(data, indices)


def more_batch(data, indices, shape, batch, more):
    """The first sparse axes as batch axes."""
    n = more - batch
    sizes = shape[batch:more]

    def one(d, i):
        nse = i.shape[-2]
        at = (*columns(i)[:n], jnp.arange(nse))
        new = jnp.zeros((*sizes, nse, *d.shape[1:]), d.dtype).at[at].set(d)
        return new, jnp.broadcast_to(i[:, n:], (*sizes, nse, i.shape[-1] - n))
    return over_batches(one, batch)(data, indices)
