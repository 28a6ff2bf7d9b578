"""The formats of single matrices: coordinates (COO), rows (CSR) and columns (CSC)."""
from ..._documentation import attach as _attach
from ... import lax
from ... import numpy as jnp
from ...tree_util import register_pytree_node_class
from . import _elements as el
from ._base import JAXSparse
from ._bcsr import row_indices


class _Matrix(JAXSparse):
    """What the three formats share. `_coordinates` gives rows and columns."""
    _fields = ()

    def __init__(self, args, *, shape):
        for name, x in zip(self._fields, args):
            setattr(self, name, jnp.asarray(x))
        super().__init__(args, shape=shape)

    nse = property(lambda self: self.data.size)
    _bufs = property(lambda self: tuple([getattr(self, n) for n in self._fields]))

    def tree_flatten(self):
        return self._bufs, self.shape

    @classmethod
    def tree_unflatten(cls, aux_data, children):
        out = object.__new__(cls)
        for name, x in zip(cls._fields, children):
            setattr(out, name, x)
        out.shape = aux_data
        return out

    @classmethod
    def fromdense(cls, mat, *, nse=None, index_dtype="int32"):
        """The sparse form of a dense matrix."""
        mat = jnp.asarray(mat)
        nse = (mat != 0).sum() if nse is None else nse
        nse = el.concrete_nse(nse, f"The error arose for the nse argument of {cls.__name__}.fromdense, which must be given"
                                   " in traced code.")
        row, col = jnp.nonzero(mat, size=nse)
        row, col = row.astype(index_dtype), col.astype(index_dtype)
        data = mat[row, col]
        mask = jnp.arange(nse) < (mat != 0).sum()
        return cls._made(jnp.where(mask, data, 0), row, col, mat.shape)

    @classmethod
    def _eye(cls, N, M, k, *, dtype=None, index_dtype="int32"):
        n = min(N, M - k) if k > 0 else min(N + k, M)
        if n <= 0:
            return cls._empty((N, M), dtype=dtype, index_dtype=index_dtype)
        at = jnp.arange(n, dtype=index_dtype)
        return cls._made(jnp.ones(n, dtype), at - min(k, 0), at + max(k, 0), (N, M))

    @classmethod
    def _empty(cls, shape, *, dtype=None, index_dtype="int32"):
        if len(shape) != 2:
            raise ValueError(f"{cls.__name__} must have ndim=2; got shape={tuple(shape)}")
        none = jnp.zeros(0, index_dtype)
        return cls._made(jnp.zeros(0, dtype), none, none, shape)

    def todense(self):
        """The dense matrix."""
        row, col = self._coordinates()
        return jnp.zeros(self.shape, self.dtype).at[row, col].add(self.data)

    def _product(self, other, transpose=False):
        row, col = self._coordinates()
        shape = self.shape
        if transpose:
            row, col, shape = col, row, shape[::-1]
        if other.shape[0] != shape[1]:
            raise TypeError(f"product of a matrix of shape {shape} with an array of shape {other.shape}")
        found = other[col]
        data = self.data if found.ndim == 1 else self.data[:, None]
        return jnp.zeros((shape[0], *other.shape[1:]), jnp.result_type(self.data, other)).at[row].add(data * found)

    def __matmul__(self, other):
        if isinstance(other, JAXSparse):
            raise NotImplementedError("matmul between two sparse objects.")
        other = jnp.asarray(other)
        if other.ndim not in (1, 2):
            raise NotImplementedError(f"matmul with object of shape {other.shape}")
        return self._product(other)


@register_pytree_node_class
class COO(_Matrix):
    """A sparse matrix of elements with their rows and columns."""
    __module__ = "jax.experimental.sparse.coo"
    _fields = ("data", "row", "col")

    def __init__(self, args, *, shape, rows_sorted=False, cols_sorted=False):
        self._rows_sorted, self._cols_sorted = rows_sorted, cols_sorted
        super().__init__(args, shape=shape)

    @classmethod
    def _made(cls, data, row, col, shape):
        return cls((data, row, col), shape=shape, rows_sorted=True)

    def _coordinates(self):
        return self.row, self.col

    def _sort_indices(self):
        if self._rows_sorted:
            return self
        row, col, data = lax.sort((self.row, self.col, self.data), num_keys=2)
        return COO((data, row, col), shape=self.shape, rows_sorted=True)

    def transpose(self, axes=None):
        """The matrix with rows and columns exchanged."""
        if axes is not None:
            raise NotImplementedError("axes argument to transpose()")
        return COO((self.data, self.col, self.row), shape=self.shape[::-1], rows_sorted=self._cols_sorted,
                   cols_sorted=self._rows_sorted)

    def tree_flatten(self):
        return self._bufs, (self.shape, self._rows_sorted, self._cols_sorted)

    @classmethod
    def tree_unflatten(cls, aux_data, children):
        out = super().tree_unflatten(aux_data[0], children)
        _, out._rows_sorted, out._cols_sorted = aux_data
        return out


@register_pytree_node_class
class CSR(_Matrix):
    """A sparse matrix in rows: columns of elements, and pointers to where rows begin."""
    __module__ = "jax.experimental.sparse.csr"
    _fields = ("data", "indices", "indptr")

    @classmethod
    def _made(cls, data, row, col, shape):
        counts = jnp.zeros(shape[0] + 1, row.dtype).at[row + 1].add(1)
        return cls((data, col, jnp.cumsum(counts).astype(row.dtype)), shape=shape)

    def _coordinates(self):
        return row_indices(self.indices, self.indptr), self.indices

    def transpose(self, axes=None):
        """The matrix with rows and columns exchanged."""
        assert axes is None
        return CSC((self.data, self.indices, self.indptr), shape=self.shape[::-1])


@register_pytree_node_class
class CSC(_Matrix):
    """A sparse matrix in columns: rows of elements, and pointers to where columns begin."""
    __module__ = "jax.experimental.sparse.csr"
    _fields = ("data", "indices", "indptr")

    @classmethod
    def fromdense(cls, mat, *, nse=None, index_dtype="int32"):
        """The sparse form of a dense matrix."""
        return CSR.fromdense(jnp.asarray(mat).T, nse=nse, index_dtype=index_dtype).T

    @classmethod
    def _eye(cls, N, M, k, *, dtype=None, index_dtype="int32"):
        return CSR._eye(M, N, -k, dtype=dtype, index_dtype=index_dtype).T

    @classmethod
    def _empty(cls, shape, *, dtype=None, index_dtype="int32"):
        if len(shape) != 2:
            raise ValueError(f"CSC must have ndim=2; got shape={tuple(shape)}")
        return CSR._empty(tuple(shape)[::-1], dtype=dtype, index_dtype=index_dtype).T

    def _coordinates(self):
        return self.indices, row_indices(self.indices, self.indptr)

    def transpose(self, axes=None):
        """The matrix with rows and columns exchanged."""
        assert axes is None
        return CSR((self.data, self.indices, self.indptr), shape=self.shape[::-1])


def coo_fromdense(mat, *, nse=None, index_dtype="int32"):
    """The sparse form of a dense matrix, with coordinates."""
    return COO.fromdense(mat, nse=nse, index_dtype=index_dtype)


def csr_fromdense(mat, *, nse=None, index_dtype="int32"):
    """The sparse form of a dense matrix, in rows."""
    return CSR.fromdense(mat, nse=nse, index_dtype=index_dtype)


def coo_todense(mat):
    """The dense form of a sparse matrix."""
    return mat.todense()


csr_todense = coo_todense


def coo_matvec(mat, v, transpose=False):
    """The product of a sparse matrix, or of its transpose, with a vector."""
    return mat._product(jnp.asarray(v), transpose)


def coo_matmat(mat, B, *, transpose=False):
    """The product of a sparse matrix, or of its transpose, with a dense one."""
    return mat._product(jnp.asarray(B), transpose)


def csr_matvec(mat, v, transpose=False):
    """The product of a sparse matrix in rows, or of its transpose, with a vector."""
    return mat._product(jnp.asarray(v), transpose)


def csr_matmat(mat, B, *, transpose=False):
    """The product of a sparse matrix in rows, or of its transpose, with a dense one."""
    return mat._product(jnp.asarray(B), transpose)


_attach(globals(), "sparse", "coo_fromdense coo_matmat coo_matvec coo_todense csr_fromdense csr_matmat csr_matvec")
