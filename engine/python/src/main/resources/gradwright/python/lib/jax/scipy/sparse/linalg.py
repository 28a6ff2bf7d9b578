"""Iterative solutions of linear systems, differentiable by the implicit function theorem."""
from functools import partial

from ... import lax, numpy as jnp
from ..._devices import device_put
from ...tree_util import tree_leaves, tree_map, tree_structure


def _dot(x, y):
    parts = [jnp.vdot(a, b).real for a, b in zip(tree_leaves(x), tree_leaves(y))]
    total = parts[0]
    for p in parts[1:]:
        total = total + p
    return total


def _conjugate_gradient(A, b, x0, tol, atol, maxiter, M):
    limit = jnp.maximum(tol ** 2 * _dot(b, b), atol ** 2)
    add = lambda x, s, y: tree_map(lambda a, c: a + s.astype(a.dtype) * c, x, y)

    def unfinished(state):
        _, r, gamma, _, k = state
        return ((gamma if M is None else _dot(r, r)) > limit) & (k < maxiter)

    def improve(state):
        x, r, gamma, p, k = state
        Ap = A(p)
        alpha = gamma / _dot(p, Ap)
        x = add(x, alpha, p)
        r = add(r, -alpha, Ap)
        z = r if M is None else M(r)
        new = _dot(r, z)
        return x, r, new, add(z, new / gamma, p), k + 1
    r = tree_map(lambda a, c: a - c, b, A(x0))
    z = r if M is None else M(r)
    return lax.while_loop(unfinished, improve, (x0, r, _dot(r, z), z, 0))[0]


def _function(A):
    if callable(A):
        return A
    A = jnp.asarray(A)
    if A.ndim != 2 or A.shape[0] != A.shape[1]:
        raise ValueError(f"linear operator must be a square matrix, but has shape: {A.shape}")
    return partial(jnp.matmul, A)


def cg(A, b, x0=None, *, tol=1e-5, atol=0.0, maxiter=None, M=None):
    """``x`` with ``A(x) == b`` for a Hermitian positive definite ``A``, by conjugate gradients, and None.

    ``A`` is a matrix or a linear function of a tree like ``b``; ``M`` approximates its inverse. Iterates until the residual is
    below ``max(tol * |b|, atol)``, at most ``maxiter`` times (ten times the number of unknowns unless given).
    """
    b = device_put(b)
    x0 = tree_map(jnp.zeros_like, b) if x0 is None else device_put(x0)
    if maxiter is None:
        maxiter = 10 * sum([x.size for x in tree_leaves(b)])
    if tree_structure(x0) != tree_structure(b):
        raise ValueError(f"x0 and b must have matching tree structure: {tree_structure(x0)} vs {tree_structure(b)}")
    shapes = [tree_map(lambda a: a.shape, t) for t in (x0, b)]
    if shapes[0] != shapes[1]:
        raise ValueError(f"arrays in x0 and b must have matching shapes: {shapes[0]} vs {shapes[1]}")
    M = None if M is None else _function(M)

    def solve(matvec, right):
        return _conjugate_gradient(matvec, right, x0, tol, atol, maxiter, M)
    symmetric = all([x.dtype.kind != "c" for x in tree_leaves(b)])
    return lax.custom_linear_solve(_function(A), b, solve=solve, transpose_solve=solve, symmetric=symmetric), None
