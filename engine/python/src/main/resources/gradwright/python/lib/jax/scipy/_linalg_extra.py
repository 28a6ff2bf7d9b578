"""Functions of jax.scipy.linalg that take Python functions or keys."""
from .._documentation import attach as _attach
from .. import numpy as jnp, random
from .._functions import lookup
from . import linalg

_parlett, _eigenvalues, _eigenvectors = [lookup("jax.scipy.linalg._parts", n)
                                         for n in ("parlett", "eigenvalues", "eigenvectors")]


def funm(A, func, disp=True):
    """``func``, a function of vectors, of a matrix; without ``disp`` also an estimate of the error."""
    A = jnp.asarray(A)
    if A.ndim != 2 or A.shape[0] != A.shape[1]:
        raise ValueError("expected square array_like input")
    T, Z = linalg.rsf2csf(*linalg.schur(A))
    F, least = _parlett(func(jnp.diag(T)), T)
    F = Z @ F @ Z.conj().T
    if disp:
        return F
    tol = jnp.finfo(F.dtype).eps
    least = jnp.where(least == 0.0, tol, least)
    bound = jnp.minimum(1, jnp.maximum(tol, tol / least * jnp.linalg.norm(jnp.triu(T, 1), 1)))
    return F, jnp.where(jnp.any(jnp.isinf(F)), jnp.inf, bound)


def eigh_tridiagonal(d, e, *, eigvals_only=False, select="a", select_range=None, tol=None, key=None):
    """Eigenvalues, and unless ``eigvals_only`` eigenvectors, of a Hermitian tridiagonal matrix.

    ``d`` is its diagonal, ``e`` what is above; ``select_range`` has the first and the last index for ``select='i'``. ``key``
    makes the vectors from which the eigenvectors are iterated.
    """
    d, e = jnp.asarray(d), jnp.asarray(e)
    values = _eigenvalues(d, e, select, select_range, tol)
    if eigvals_only:
        return values
    n = d.shape[0]
    if n <= 1:
        return values, jnp.eye(n, dtype=d.dtype)
    start = random.normal(random.key(42) if key is None else key, (values.shape[0], n), dtype=values.dtype)
    return values, _eigenvectors(d, e, values, start)


_attach(globals(), "arrays", "eigh_tridiagonal funm")
