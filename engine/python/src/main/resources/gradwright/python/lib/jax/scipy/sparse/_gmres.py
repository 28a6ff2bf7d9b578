"""The method of generalised minimal residuals (Saad and Schultz, SIAM J. Sci. Stat. Comput. 7, 1986)."""
from ... import lax, numpy as jnp
from ...tree_util import tree_leaves, tree_map
from .. import linalg
from ._trees import HIGHEST, add, dot, norm, result_type, sub, total


def _normalized(x, limit=None):
    """The vector of length 1, or zero where its length is not above the limit; and the length."""
    length = norm(x)
    dtype = result_type(x)
    limit = jnp.finfo(length.dtype).eps if limit is None else limit
    use = length > jnp.asarray(limit).astype(dtype).real
    divisor = length.astype(dtype)
    return tree_map(lambda y: jnp.where(use, y / divisor, 0.0), x), jnp.where(use, length, 0.0)


def _orthogonalized(Q, x, length):
    """What is left of x when its projections on the columns of Q are taken away, and these; twice if much was lost."""
    def once(carry):
        k, q, r, scaled = carry
        h = total(tree_map(lambda X, y: jnp.einsum("...n,...->n", X.conj(), y, precision=HIGHEST), Q, q))
        q = sub(q, tree_map(lambda X: dot(X, h), Q))
        rest = jnp.where(k < 1, _normalized(q)[1] / jnp.sqrt(2.0), scaled)
        return k + 1, q, r + h, rest

    def again(carry):
        k, _, r, scaled = carry
        return (k < 1) & (_normalized(r)[1] < scaled)
    columns = tree_leaves(Q)[0]
    r = jnp.zeros(columns.shape[-1], dtype=columns.dtype)
    first = once((0, x, r, length / jnp.sqrt(2.0)))
    _, q, r, _ = lax.while_loop(again, once, first)
    return q, r


def _arnoldi(k, A, M, V, H):
    """Column k + 1 of the basis V and row k of H; and whether the basis is complete."""
    dtype = result_type(V)
    v = M(A(tree_map(lambda x: x[..., k], V)))
    _, before = _normalized(v)
    v, h = _orthogonalized(V, v, before)
    unit, after = _normalized(v, limit=jnp.finfo(dtype).eps * before)
    V = tree_map(lambda X, y: X.at[..., k + 1].set(y), V, unit)
    h = h.at[k + 1].set(after.astype(dtype))
    return V, H.at[k, :].set(h), after == 0.0


def _basis(unit, restart):
    return tree_map(lambda x: jnp.pad(x[..., None], ((0, 0),) * x.ndim + ((0, restart),)), unit)


def _improved(A, b, x0, M, V, y):
    x = add(x0, tree_map(lambda X: dot(X[..., :-1], y), V))
    return (x, *_normalized(M(sub(b, A(x)))))


def _batched(A, b, x0, unit, length, ptol, restart, M):
    """Builds the whole basis, then solves the small problem by normal equations."""
    dtype = result_type(b)

    def step(carry):
        V, H, _, k = carry
        return (*_arnoldi(k, A, M, V, H), k + 1)
    start = (_basis(unit, restart), jnp.eye(restart, restart + 1, dtype=dtype), False, 0)
    V, H, _, _ = lax.while_loop(lambda c: (c[3] < restart) & jnp.logical_not(c[2]), step, start)
    right = jnp.zeros((restart + 1,), dtype=H.dtype).at[0].set(length.astype(dtype))
    adjoint = H.conj()
    y = linalg.solve(dot(adjoint, H.T), dot(adjoint, right), assume_a="pos")
    return _improved(A, b, x0, M, V, y)


def _rotated(H, i, cosine, sine):
    x = cosine.conj() * H[i] - sine.conj() * H[i + 1]
    y = sine * H[i] + cosine * H[i + 1]
    return H.at[i].set(x).at[i + 1].set(y)


def _rotation(a, b):
    """The rotation that makes b vanish."""
    zero, less = abs(b) == 0, abs(a) < abs(b)
    t = -jnp.where(less, a, b) / jnp.where(less, b, a)
    r = lax.rsqrt(1 + abs(t) ** 2).astype(t.dtype)
    return jnp.where(zero, 1, jnp.where(less, r * t, r)), jnp.where(zero, 0, jnp.where(less, r, r * t))


def _incremental(A, b, x0, unit, length, ptol, restart, M):
    """Keeps a QR decomposition, and so the residual, while the basis grows."""
    dtype = result_type(b)

    def step(carry):
        k, _, V, R, beta, rotations = carry
        V, H, _ = _arnoldi(k, A, M, V, R)
        row = lax.fori_loop(0, k, lambda i, h: _rotated(h, i, *rotations[i, :]), H[k, :])
        rotations = rotations.at[k, :].set(jnp.array(_rotation(row[k], row[k + 1])))
        R = R.at[k, :].set(_rotated(row, k, *rotations[k, :]))
        beta = _rotated(beta, k, *rotations[k, :])
        return k + 1, abs(beta[k + 1]), V, R, beta, rotations
    beta = jnp.zeros(restart + 1, dtype=dtype).at[0].set(length.astype(dtype))
    start = (0, length, _basis(unit, restart), jnp.eye(restart, restart + 1, dtype=dtype), beta,
             jnp.zeros((restart, 2), dtype=dtype))
    _, _, V, R, beta, _ = lax.while_loop(lambda c: (c[0] < restart) & (c[1] > ptol), step, start)
    y = linalg.solve_triangular(R[:, :-1].T, beta[:-1])
    return _improved(A, b, x0, M, V, y)


METHODS = {"incremental": _incremental, "batched": _batched}


def solve(A, b, x0, atol, ptol, restart, maxiter, M, method):
    """``x`` with ``A(x) == b``, from ``x0`` on, beginning anew after ``restart`` steps."""
    def step(carry):
        x, k, unit, length = carry
        x, unit, length = METHODS[method](A, b, x, unit, length, ptol, restart, M)
        return x, k + 1, unit, length
    unit, length = _normalized(M(sub(b, A(x0))))
    return lax.while_loop(lambda c: (c[1] < maxiter) & (c[3] > atol), step, (x0, 0, unit, length))[0]
