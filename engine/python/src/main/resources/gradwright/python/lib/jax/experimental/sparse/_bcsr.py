"""Batched arrays whose last but one sparse axis is stored as pointers to rows."""
from ..._documentation import attach as _attach
from ... import lax
from ... import numpy as jnp
from ...tree_util import register_pytree_node_class
from . import _elements as el
from ._base import JAXSparse
from ._batched import over_batches, split
from ._bcoo import BCOO, _Info


def row_indices(indices, indptr):
    """The row of each element."""
    return jnp.cumsum(jnp.zeros(indices.shape, indptr.dtype).at[indptr].add(1)) - 1


def coordinates(indices, indptr, shape):
    """Indices of rows and columns; those of padding are beyond the shape."""
    n = indices.ndim - 1

    def one(i, p):
        return jnp.stack([row_indices(i, p).astype(i.dtype), i], -1)
    return over_batches(one, n)(indices, indptr)


def pointers(indices, shape):
    """Columns and pointers to rows of sorted coordinates."""
    n = indices.ndim - 2
    rows = shape[n]

    def one(i):
        counts = jnp.zeros(rows + 1, i.dtype).at[i[:, 0] + 1].add(1, mode="drop")
        return i[:, 1], jnp.cumsum(counts).astype(i.dtype)
    return over_batches(one, n)(indices)


@register_pytree_node_class
class BCSR(JAXSparse):
    """A sparse array of two sparse axes in rows, in batches and of dense blocks where wanted."""
    __module__ = "jax.experimental.sparse.bcsr"

    def __init__(self, args, *, shape, indices_sorted=False, unique_indices=False):
        self.data, self.indices, self.indptr = [jnp.asarray(a) for a in args]
        self.indices_sorted, self.unique_indices = indices_sorted, unique_indices
        super().__init__(args, shape=tuple(shape))
        n = self.indices.ndim - 1
        if self.data.shape[n:] != (self.indices.shape[-1], *self.shape[n + 2:]):
            raise ValueError(f"Invalid data.shape={self.data.shape} for nse={self.indices.shape[-1]}, n_batch={n},"
                             f" n_dense={len(self.shape) - n - 2}")
        if self.indptr.shape[n:] != (self.shape[n] + 1,):
            raise ValueError(f"Invalid indptr.shape={self.indptr.shape}: the last axis must have size"
                             f" {self.shape[n] + 1}")

    nse = property(lambda self: self.indices.shape[-1])
    n_batch = property(lambda self: self.indices.ndim - 1)
    n_sparse = property(lambda self: 2)
    n_dense = property(lambda self: self.data.ndim - self.indices.ndim)
    _bufs = property(lambda self: (self.data, self.indices, self.indptr))
    _more = BCOO._more

    def transpose(self, *args, **kwargs):
        raise NotImplementedError("Transpose is not implemented.")

    def tree_flatten(self):
        return self._bufs, _Info(self.shape, self.indices_sorted, self.unique_indices)

    @classmethod
    def tree_unflatten(cls, aux_data, children):
        out = object.__new__(cls)
        out.data, out.indices, out.indptr = children
        out.shape, out.indices_sorted, out.unique_indices = aux_data
        return out

    @classmethod
    def _empty(cls, shape, *, dtype=None, index_dtype="int32", n_dense=0, n_batch=0, nse=0):
        if n_dense < 0 or n_batch < 0 or nse < 0:
            raise ValueError(f"Invalid inputs: shape={tuple(shape)}, n_dense={n_dense}, n_batch={n_batch}, nse={nse}")
        if len(shape) - n_dense - n_batch != 2:
            raise ValueError("BCSR sparse.empty: must have 2 sparse dimensions.")
        batch, sparse, block = split(shape, n_batch, 2)
        return cls((jnp.zeros((*batch, nse, *block), dtype), jnp.full((*batch, nse), sparse[1], index_dtype),
                    jnp.zeros((*batch, sparse[0] + 1), index_dtype)), shape=shape)

    @classmethod
    def fromdense(cls, mat, *, nse=None, index_dtype="int32", n_dense=0, n_batch=0):
        """The sparse form of a dense array."""
        return bcsr_fromdense(mat, nse=nse, index_dtype=index_dtype, n_dense=n_dense, n_batch=n_batch)

    @classmethod
    def from_bcoo(cls, arr):
        """The array of one of coordinates."""
        if arr.n_sparse != 2:
            raise NotImplementedError(f"BSCR.from_bcoo requires n_sparse=2; got n_sparse={arr.n_sparse}")
        if not arr.indices_sorted:
            arr = arr.sort_indices()
        return cls((arr.data, *pointers(arr.indices, arr.shape)), shape=arr.shape)

    @classmethod
    def from_scipy_sparse(cls, mat, *, index_dtype=None, n_dense=0, n_batch=0):
        """The sparse array of one of SciPy's."""
        if n_dense or n_batch:
            raise NotImplementedError("BCSR from_scipy_sparse with nonzero n_dense/n_batch.")
        if mat.ndim != 2:
            raise ValueError(f"BCSR from_scipy_sparse requires 2D array; scipy matrix ndim={mat.ndim}")
        mat = mat.tocsr()
        return cls((jnp.asarray(mat.data), jnp.asarray(mat.indices).astype(index_dtype or "int32"),
                    jnp.asarray(mat.indptr).astype(index_dtype or "int32")), shape=mat.shape)

    def to_bcoo(self):
        """The array with coordinates."""
        return BCOO((self.data, coordinates(self.indices, self.indptr, self.shape)), shape=self.shape)

    def sum_duplicates(self, nse=None, remove_zeros=True):
        """The same array with sorted distinct indices, and without stored zeros."""
        return BCSR.from_bcoo(self.to_bcoo().sum_duplicates(nse=nse, remove_zeros=remove_zeros))

    def todense(self):
        """The dense array."""
        return self.to_bcoo().todense()


def bcsr_fromdense(mat, *, nse=None, n_batch=0, n_dense=0, index_dtype="int32"):
    """The sparse form of a dense array in rows."""
    from ._functions import bcoo_fromdense
    mat = jnp.asarray(mat)
    if mat.ndim - n_batch - n_dense != 2:
        raise ValueError("bcsr_fromdense: must have 2 sparse dimensions.")
    coo = bcoo_fromdense(mat, nse=nse, n_batch=n_batch, n_dense=n_dense, index_dtype=index_dtype)
    return BCSR((coo.data, *pointers(coo.indices, mat.shape)), shape=mat.shape, indices_sorted=True, unique_indices=True)


def bcsr_todense(mat):
    """The dense form of an array in rows."""
    return mat.todense()


def bcsr_extract(indices, indptr, mat):
    """The elements of a dense array at the places of one in rows."""
    mat = jnp.asarray(mat)
    return el.extract(coordinates(jnp.asarray(indices), jnp.asarray(indptr), mat.shape), mat)


def bcsr_dot_general(lhs, rhs, *, dimension_numbers, precision=None, preferred_element_type=None, out_sharding=None):
    """A contraction of an array in rows with a dense one."""
    from ._products import bcoo_dot_general
    if isinstance(rhs, JAXSparse):
        raise NotImplementedError("bcsr_dot_general currently implemented for BCSR lhs and ndarray rhs.")
    left = lhs.to_bcoo() if isinstance(lhs, BCSR) else lhs
    return bcoo_dot_general(left, rhs, dimension_numbers=dimension_numbers,
                            preferred_element_type=preferred_element_type)


def bcsr_sum_duplicates(mat, nse=None):
    """The array with sorted distinct indices."""
    return mat.sum_duplicates(nse=nse, remove_zeros=False)


def bcsr_broadcast_in_dim(mat, *, shape, broadcast_dimensions, sharding=None):
    """The array with new axes."""
    from ._shapes import bcoo_broadcast_in_dim
    return BCSR.from_bcoo(bcoo_broadcast_in_dim(mat.to_bcoo(), shape=shape, broadcast_dimensions=broadcast_dimensions))


def bcsr_concatenate(operands, *, dimension):
    """Arrays joined along an axis."""
    from ._shapes import bcoo_concatenate
    return BCSR.from_bcoo(bcoo_concatenate([o.to_bcoo() for o in operands], dimension=dimension))


_attach(globals(), "sparse", "bcsr_dot_general bcsr_extract bcsr_fromdense bcsr_todense")
