"""The class of batched coordinate arrays."""
from ... import numpy as jnp
from ...tree_util import register_pytree_node_class
from . import _elements as el
from ._base import JAXSparse
from ._batched import split


@register_pytree_node_class
class BCOO(JAXSparse):
    """A sparse array of stored elements and their indices, in batches and of dense blocks where wanted.

    ``data`` has the shape [batch..., nse, dense...], ``indices`` [batch..., nse, sparse axes]. Elements of equal indices
    are summed, those of indices beyond the shape stand for nothing.
    """
    __module__ = "jax.experimental.sparse.bcoo"

    def __init__(self, args, *, shape, indices_sorted=False, unique_indices=False):
        self.data, self.indices = [jnp.asarray(a) for a in args]
        self.indices_sorted, self.unique_indices = indices_sorted, unique_indices
        super().__init__(args, shape=tuple(shape))
        el.layout(self.data, self.indices, self.shape)

    nse = property(lambda self: self.indices.shape[-2])
    n_batch = property(lambda self: self.indices.ndim - 2)
    n_sparse = property(lambda self: self.indices.shape[-1])
    n_dense = property(lambda self: self.data.ndim - 1 - self.n_batch)
    _bufs = property(lambda self: (self.data, self.indices))

    def _more(self):
        return (f", n_batch={self.n_batch}" if self.n_batch else "") + (f", n_dense={self.n_dense}" if self.n_dense else "")

    def _like(self, data, indices=None):
        """The same array with other data, perhaps at other indices."""
        return BCOO((data, self.indices if indices is None else indices), shape=self.shape,
                    indices_sorted=self.indices_sorted, unique_indices=self.unique_indices)

    @classmethod
    def fromdense(cls, mat, *, nse=None, index_dtype="int32", n_dense=0, n_batch=0):
        """The sparse form of a dense array."""
        from ._functions import bcoo_fromdense
        return bcoo_fromdense(mat, nse=nse, index_dtype=index_dtype, n_dense=n_dense, n_batch=n_batch)

    @classmethod
    def from_scipy_sparse(cls, mat, *, index_dtype=None, n_dense=0, n_batch=0):
        """The sparse array of one of SciPy's."""
        if n_dense or n_batch:
            raise NotImplementedError("BCOO.fromscipy with nonzero n_dense/n_batch")
        mat = mat.tocoo()
        indices = jnp.column_stack((mat.row, mat.col)).astype(index_dtype or "int32")
        return cls((jnp.asarray(mat.data), indices), shape=mat.shape)

    @classmethod
    def _empty(cls, shape, *, dtype=None, index_dtype="int32", n_dense=0, n_batch=0, nse=0):
        n_sparse = len(shape) - n_dense - n_batch
        if n_sparse < 0 or n_dense < 0 or n_batch < 0 or nse < 0:
            raise ValueError(f"Invalid inputs: shape={tuple(shape)}, n_dense={n_dense}, n_batch={n_batch}, nse={nse}")
        batch, sparse, block = split(shape, n_batch, n_sparse)
        indices = jnp.broadcast_to(jnp.array(sparse, index_dtype), (*batch, nse, n_sparse))
        return cls((jnp.zeros((*batch, nse, *block), dtype), indices), shape=shape, indices_sorted=True,
                   unique_indices=True)

    @classmethod
    def _eye(cls, N, M, k, *, dtype=None, index_dtype="int32", n_batch=0, n_dense=0):
        if 2 - n_batch - n_dense < 0 or n_dense < 0 or n_batch < 0:
            raise ValueError(f"Invalid inputs: shape={(N, M)}, n_dense={n_dense}, n_batch={n_batch}")
        n = min(N, M - k) if k > 0 else min(N + k, M)
        if n <= 0:
            return cls._empty((N, M), dtype=dtype, index_dtype=index_dtype, n_batch=n_batch, n_dense=n_dense)
        if n_dense or n_batch > 1:
            return cls.fromdense(jnp.eye(N, M, k, dtype=dtype), n_batch=n_batch, n_dense=n_dense, index_dtype=index_dtype)
        if not n_batch:
            at = jnp.arange(n, dtype=index_dtype)
            data, indices = jnp.ones(n, dtype), jnp.column_stack([at - min(k, 0), at + max(k, 0)])
        else:
            data, indices = jnp.ones(N, dtype), jnp.arange(N, dtype=index_dtype) + jnp.array(k, index_dtype)
            if k < 0:
                data, indices = data.at[:-k].set(0), indices.at[:-k].set(M)
            elif k > 0:
                data, indices = data.at[M - k:].set(0), indices.at[M - k].set(M)
            data, indices = data[:, None], indices[:, None, None]
        return cls((data, indices), shape=(N, M), indices_sorted=True, unique_indices=True)

    def update_layout(self, *, n_batch=None, n_dense=None, on_inefficient="error"):
        """The same array with other numbers of batch and dense axes."""
        from ._shapes import bcoo_update_layout
        return bcoo_update_layout(self, n_batch=n_batch, n_dense=n_dense, on_inefficient=on_inefficient)

    def sum_duplicates(self, nse=None, remove_zeros=True):
        """The same array with sorted distinct indices, and without stored zeros."""
        from ._functions import bcoo_eliminate_zeros, bcoo_sum_duplicates
        return (bcoo_eliminate_zeros if remove_zeros else bcoo_sum_duplicates)(self, nse=nse)

    def sort_indices(self):
        """The same array with its elements in the order of their indices."""
        from ._functions import bcoo_sort_indices
        return bcoo_sort_indices(self)

    def todense(self):
        """The dense array."""
        return el.dense(self.data, self.indices, self.shape)

    def transpose(self, axes=None):
        """The array with its axes permuted."""
        from ._shapes import bcoo_transpose
        axes = tuple(range(self.ndim)[::-1] if axes is None else axes)
        out = bcoo_transpose(self, permutation=axes)
        kept = [p - self.n_batch for p in axes[self.n_batch:self.n_batch + self.n_sparse]] == list(range(self.n_sparse))
        return BCOO(out._bufs, shape=out.shape, indices_sorted=kept and self.indices_sorted,
                    unique_indices=self.unique_indices)

    def tree_flatten(self):
        return (self.data, self.indices), _Info(self.shape, self.indices_sorted, self.unique_indices)

    @classmethod
    def tree_unflatten(cls, aux_data, children):
        out = object.__new__(cls)
        out.data, out.indices = children
        out.shape, out.indices_sorted, out.unique_indices = aux_data
        return out


class _Info(tuple):
    """Shape and properties of the indices, as part of a tree's structure."""

    def __new__(cls, *items):
        return tuple.__new__(cls, items)
