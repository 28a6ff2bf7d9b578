"""New sparse arrays."""
from ..._documentation import attach as _attach
from ... import numpy as jnp
from ._batched import product, split
from ._bcoo import BCOO
from ._bcsr import BCSR
from ._matrices import COO, CSC, CSR


def empty(shape, dtype=None, index_dtype="int32", sparse_format="bcoo", **kwds):
    """A sparse array of zeros."""
    formats = {"bcsr": BCSR, "bcoo": BCOO, "coo": COO, "csr": CSR, "csc": CSC}
    if sparse_format not in formats:
        raise ValueError(f"sparse_format={sparse_format!r} not recognized; must be one of {list(formats)}")
    return formats[sparse_format]._empty(tuple(shape), dtype=dtype, index_dtype=index_dtype, **kwds)


def eye(N, M=None, k=0, dtype=None, index_dtype="int32", sparse_format="bcoo", **kwds):
    """A sparse matrix with ones on a diagonal."""
    formats = {"bcoo": BCOO, "coo": COO, "csr": CSR, "csc": CSC}
    n, m, k = [int(i.__index__()) for i in (N, N if M is None else M, k)]
    return formats[sparse_format]._eye(N=n, M=m, k=k, dtype=dtype, index_dtype=index_dtype, **kwds)


def random_bcoo(key, shape, *, dtype=float, indices_dtype=None, nse=0.2, n_batch=0, n_dense=0, unique_indices=True,
                sorted_indices=False, generator=None, **kwds):
    """A random sparse array; ``nse`` below one is the share of elements that are stored."""
    from ... import random
    from ..._vmap import vmap
    generator = random.uniform if generator is None else generator
    shape = tuple([int(d) for d in shape])
    if n_batch < 0 or n_dense < 0 or n_batch + n_dense > len(shape):
        raise ValueError(f"Invalid n_batch={n_batch}, n_dense={n_dense} for shape={shape}")
    batch, sparse, block = split(shape, n_batch, len(shape) - n_batch - n_dense)
    size = product(sparse)
    if not 0 <= nse < size:
        raise ValueError(f"got nse={nse}, expected to be between 0 and {size}")
    if 0 < nse < 1:
        share = nse * size
        nse = int(share) + (share > int(share))
    indices_dtype = jnp.result_type(int) if indices_dtype is None else indices_dtype
    keys = random.split(key, product(batch) + 1)

    def one(k):
        if not sparse:
            return jnp.zeros((nse, 0), indices_dtype)
        flat = random.choice(k, size, shape=(nse,), replace=not unique_indices).astype(indices_dtype)
        return jnp.column_stack(jnp.unravel_index(flat, sparse))
    data = generator(keys[0], shape=(*batch, nse, *block), dtype=dtype, **kwds)
    indices = jnp.reshape(vmap(one)(keys[1:]), (*batch, nse, len(sparse)))
    out = BCOO((data, indices), shape=shape)
    return out.sort_indices() if sorted_indices else out


_attach(globals(), "sparse", "empty eye random_bcoo")
