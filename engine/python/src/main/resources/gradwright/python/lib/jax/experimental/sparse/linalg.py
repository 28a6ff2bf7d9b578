"""Eigenvectors and linear systems of sparse matrices."""
from ..._documentation import attach as _attach
from ... import lax
from ... import numpy as jnp
from ..._array import Array
from ..._control import while_loop
from ..._jit import jit


def lobpcg_standard(A, X, m=100, tol=None):
    """The largest eigenvalues and their vectors of a symmetric matrix, by locally optimal block preconditioned conjugate
    gradients without a preconditioner (Knyazev 2001; the basis kept orthonormal as in Duersch et al. 2018).

    ``A`` is the matrix or its action, ``X`` holds the k directions to begin with, where 5 k is less than the size. Gives
    the k eigenvalues, the vectors and the number of steps, of which there are at most ``m``; ``tol`` bounds residuals
    relative to ``10 n (eigenvalue + norm of A v)``.
    """
    from numpy import ndarray
    if isinstance(A, (Array, ndarray)):
        matrix = jnp.asarray(A)
        return jit(lambda a, x: _iterate(lambda v: _mm(a, v), x, m, tol))(matrix, X)
    return jit(lambda x: _iterate(A, x, m, tol))(X)


def _iterate(A, X, m, tol):
    n, k = X.shape
    if k == 0:
        raise ValueError(f"must have search dim > 0, got {k}")
    if k * 5 >= n:
        raise ValueError(f"expected search dim * 5 < matrix dim (got {k * 5}, {n})")
    found = A(jnp.zeros((n, 1), X.dtype))
    if found.dtype != X.dtype:
        raise ValueError(f"A, X must have same dtypes (were {found.dtype}, {X.dtype})")
    if found.shape != (n, 1):
        raise ValueError(f"A must be ({n}, {n}) matrix A, got output {found.shape}")
    tol = float(jnp.finfo(X.dtype).eps) if tol is None else tol
    X = _orthonormal(X)
    P = _extension(X)
    AX = A(X)
    theta = jnp.sum(X * AX, axis=0, keepdims=True)

    def body(state):
        i, X, P, R, _, theta = state
        R = _complement(jnp.concatenate((X, P), axis=1), R)
        basis = jnp.concatenate((X, P, R), axis=1)
        values, Q = _descending(_mm(basis.T, A(basis)))
        X = _unit(_mm(basis, _unit(Q[:, :k])))
        rest, _ = jnp.linalg.qr(Q[:k, k:].T)
        P = _mm(basis, _mm(Q[:, k:], rest))
        norms = _norms(P)
        P = P / jnp.where(norms == 0, 1.0, norms)
        AX = A(X)
        R = AX - values[None, :k] * X
        scale = (jnp.linalg.norm(AX, axis=0) + values[:k]) * n * 10
        converged = jnp.sum(jnp.linalg.norm(R, axis=0) < tol * scale)
        return i + 1, X, P, R, converged, values[None, :k]

    def going(state):
        return jnp.logical_and(state[0] < m, state[4] < k)
    start = (jnp.array(0), X, P, AX - theta * X, jnp.array(0), theta)
    i, X, _, _, _, theta = while_loop(going, body, start)
    return theta[0], X, i


def _mm(a, b):
    return lax.dot(a, b, precision=lax.Precision.HIGHEST)


def _norms(x):
    return jnp.linalg.norm(x, axis=0, keepdims=True)


def _unit(x):
    return x / _norms(x)


def _descending(a):
    w, v = jnp.linalg.eigh(a)
    return w[::-1], v[:, ::-1]


def _orthonormal(X):
    """An orthonormal basis by the eigenvectors of the Gram matrix (Stathopoulos and Wu 2002); columns that are lost in
    rounding become zero. Done twice for precision."""
    for _ in range(2):
        norms = _norms(X)
        X = X / jnp.where(norms == 0, 1.0, norms)
        gram = _mm(X.T, X)
        w, V = _descending(gram)
        least = jnp.finfo(X.dtype).eps * w[0]
        scale = jnp.where(least > 0, jnp.maximum(w, least), 1.0) ** -0.5
        out = _mm(X, V * scale[None, :])
        keep = ((w > least) & (jnp.diag(gram) > 0.0))[None, :]
        out = out * keep.astype(out.dtype)
        norms = _norms(out)
        X = out / jnp.where(keep & (norms > 0.0), norms, 1.0)
    return X


def _complement(basis, U):
    """The part of U that is orthogonal to a basis, orthonormal; zero columns where nothing is left."""
    for _ in range(2):
        U = _orthonormal(U - _mm(basis, _mm(basis.T, U)))
    for _ in range(2):
        U = U - _mm(basis, _mm(basis.T, U))
    return U * (_norms(U) >= 0.99).astype(U.dtype)


def _extension(X):
    """As many directions orthogonal to an orthonormal X, by block Householder reflectors (Schreiber and Parlett 1988)."""
    n, k = X.shape
    u, s, vt = jnp.linalg.svd(X[:k])
    y = jnp.concatenate([X[:k] + _mm(u, vt), X[k:]], axis=0)
    other = jnp.eye(n - k, k, dtype=X.dtype)
    w = _mm(y, vt.T * ((2 * (1 + s)) ** -0.5)[None, :])
    return (-2 * _mm(w, _mm(w[k:].T, other))).at[k:].add(other)


def spsolve(data, indices, indptr, b, tol=1e-6, reorder=1):
    """The solution of a linear system whose matrix is given in rows (CSR), with its gradient.

    The engine factorises the dense matrix: ``tol`` and ``reorder`` are checked and not used.
    """
    data, indices, indptr, b = [jnp.asarray(x) for x in (data, indices, indptr, b)]
    if data.dtype != b.dtype:
        raise ValueError(f"data types do not match: data.dtype={data.dtype!r} b.dtype={b.dtype!r}")
    if indices.dtype.kind not in "iu" or indptr.dtype.kind not in "iu":
        raise ValueError(f"index arrays must be integer typed; got indices.dtype={indices.dtype!r}"
                         f" indptr.dtype={indptr.dtype!r}")
    if not data.ndim == indices.ndim == indptr.ndim == b.ndim == 1:
        raise ValueError(f"Arrays must be one-dimensional. Got data.shape={data.shape} indices.shape={indices.shape}"
                         f" indptr.shape={indptr.shape} b.shape={b.shape}")
    if indptr.size != b.size + 1 or data.shape != indices.shape:
        raise ValueError(f"Invalid CSR buffer sizes: data.shape={data.shape} indices.shape={indices.shape}"
                         f" indptr.shape={indptr.shape}")
    if reorder not in (0, 1, 2, 3):
        raise ValueError(f"reorder={reorder!r} not valid, must be one of [1, 2, 3, 4]")
    from ._matrices import CSR
    return jnp.linalg.solve(CSR((data, indices, indptr), shape=(b.size, b.size)).todense(), b)


_attach(globals(), "sparse", "lobpcg_standard spsolve")
