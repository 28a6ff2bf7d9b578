"""The stabilised biconjugate gradient method (van der Vorst, SIAM J. Sci. Stat. Comput. 13, 1992)."""
from functools import partial

from ... import lax, numpy as jnp
from ...tree_util import tree_map
from ._trees import add, inner, real_dot, result_type, scale, sub


def solve(A, b, x0, tol, atol, maxiter, M):
    """``x`` with ``A(x) == b``, from ``x0`` on."""
    limit = jnp.maximum(jnp.square(tol) * real_dot(b, b), jnp.square(atol))

    def unfinished(state):
        r, k = state[1], state[-1]
        return (real_dot(r, r) > limit) & (k < maxiter) & (k >= 0)

    def step(state):
        x, r, rhat, alpha, omega, rho, p, q, k = state
        new = inner(rhat, r)
        beta = new / rho * alpha / omega
        p = add(r, scale(beta, sub(p, scale(omega, q))))
        phat = M(p)
        q = A(phat)
        alpha = new / inner(rhat, q)
        s = sub(r, scale(alpha, q))
        early = real_dot(s, s) < limit
        shat = M(s)
        t = A(shat)
        omega = inner(t, s) / inner(t, t)
        half = scale(alpha, phat)
        x = tree_map(partial(jnp.where, early), add(x, half), add(x, add(half, scale(omega, shat))))
        r = tree_map(partial(jnp.where, early), s, sub(s, scale(omega, t)))
        # Negative counts are breakdowns.
        k = jnp.where((omega == 0) | (alpha == 0), -11, k + 1)
        k = jnp.where(new == 0, -10, k)
        return x, r, rhat, alpha, omega, new, p, q, k
    r = sub(b, A(x0))
    one = jnp.ones((), dtype=result_type(b))
    return lax.while_loop(unfinished, step, (x0, r, r, one, one, one, r, r, 0))[0]
