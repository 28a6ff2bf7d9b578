"""Iterative solutions of linear systems, differentiable by the implicit function theorem."""
from functools import partial

from ..._documentation import attach as _attach
from ... import lax, numpy as jnp
from ..._devices import device_put
from ...tree_util import tree_leaves, tree_map, tree_structure
from ._trees import add, dot as _dot, norm as _norm, real_dot, sub


def _conjugate_gradient(A, b, x0, tol, atol, maxiter, M):
    limit = jnp.maximum(jnp.square(tol) * real_dot(b, b), jnp.square(atol))

    def unfinished(state):
        _, r, gamma, _, k = state
        return ((gamma if M is _same else real_dot(r, r)) > limit) & (k < maxiter)

    def improve(state):
        x, r, gamma, p, k = state
        Ap = A(p)
        alpha = gamma / real_dot(p, Ap)
        x, r = add(x, _times(alpha, p)), sub(r, _times(alpha, Ap))
        z = M(r)
        new = real_dot(r, z)
        return x, r, new, add(z, _times(new / gamma, p)), k + 1
    r = sub(b, A(x0))
    z = M(r)
    return lax.while_loop(unfinished, improve, (x0, r, real_dot(r, z), z, 0))[0]


def _times(s, x):
    return tree_map(lambda a: s.astype(a.dtype) * a, x)


def _same(x):
    return x


def _function(A):
    if callable(A):
        return A
    if not hasattr(A, "shape"):
        raise TypeError(f"linear operator must be either a function or ndarray: {A}")
    if len(A.shape) != 2 or A.shape[0] != A.shape[1]:
        raise ValueError(f"linear operator must be a square matrix, but has shape: {A.shape}")
    return partial(_dot, jnp.asarray(A))


def _prepared(b, x0, maxiter, M):
    b = device_put(b)
    x0 = tree_map(jnp.zeros_like, b) if x0 is None else device_put(x0)
    if maxiter is None:
        maxiter = 10 * sum([x.size for x in tree_leaves(b)])
    if tree_structure(x0) != tree_structure(b):
        raise ValueError(f"x0 and b must have matching tree structure: {tree_structure(x0)} vs {tree_structure(b)}")
    shapes = [tree_map(lambda a: a.shape, t) for t in (x0, b)]
    if shapes[0] != shapes[1]:
        raise ValueError(f"arrays in x0 and b must have matching shapes: {shapes[0]} vs {shapes[1]}")
    return b, x0, maxiter, _same if M is None else _function(M)


def cg(A, b, x0=None, *, tol=1e-5, atol=0.0, maxiter=None, M=None):
    """``x`` with ``A(x) == b`` for a Hermitian positive definite ``A``, by conjugate gradients, and None.

    ``A`` is a matrix or a linear function of a tree like ``b``; ``M`` approximates its inverse. Iterates until the residual is
    below ``max(tol * |b|, atol)``, at most ``maxiter`` times (ten times the number of unknowns unless given).
    """
    b, x0, maxiter, M = _prepared(b, x0, maxiter, M)

    def solve(matvec, right):
        return _conjugate_gradient(matvec, right, x0, tol, atol, maxiter, M)
    symmetric = all([x.dtype.kind != "c" for x in tree_leaves(b)])
    return lax.custom_linear_solve(_function(A), b, solve=solve, transpose_solve=solve, symmetric=symmetric), None


def bicgstab(A, b, x0=None, *, tol=1e-5, atol=0.0, maxiter=None, M=None):
    """``x`` with ``A(x) == b`` by stabilised biconjugate gradients, and None. See ``cg`` for the parameters."""
    from . import _bicgstab
    b, x0, maxiter, M = _prepared(b, x0, maxiter, M)

    def solve(matvec, right):
        return _bicgstab.solve(matvec, right, x0, tol, atol, maxiter, M)
    return lax.custom_linear_solve(_function(A), b, solve=solve, transpose_solve=solve), None


def gmres(A, b, x0=None, *, tol=1e-5, atol=0.0, restart=20, maxiter=None, M=None, solve_method="batched"):
    """``x`` with ``A(x) == b`` by generalised minimal residuals, and 0, or -1 where it is NaN.

    ``restart`` is the size of the bases; ``solve_method`` ``'incremental'`` stops inside one when the residual is small enough.
    See ``cg`` for the other parameters.
    """
    from . import _gmres
    b, x0, maxiter, M = _prepared(b, x0, maxiter, M)
    restart = min(restart, sum([x.size for x in tree_leaves(b)]))
    length = _norm(b)
    atol = jnp.maximum(tol * length, atol)
    ptol = _norm(M(b)) * jnp.minimum(1.0, atol / length)
    if solve_method not in _gmres.METHODS:
        raise ValueError(f"invalid solve_method {solve_method}, must be either 'incremental' or 'batched'")

    def solve(matvec, right):
        return _gmres.solve(matvec, right, x0, atol, ptol, restart, maxiter, M, solve_method)
    x = lax.custom_linear_solve(_function(A), b, solve=solve, transpose_solve=solve)
    return x, jnp.where(jnp.isnan(_norm(x)), -1, 0)


_attach(globals(), "arrays", "bicgstab cg gmres")
