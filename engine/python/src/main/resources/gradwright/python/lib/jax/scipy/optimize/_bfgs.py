"""The quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno (Nocedal and Wright, Numerical Optimization, 6.1)."""
from collections import namedtuple
from functools import partial

from ... import lax, numpy as jnp
from ..._autodiff import value_and_grad
from ._line_search import line_search

_dot = partial(jnp.dot, precision=lax.Precision.HIGHEST)
_einsum = partial(jnp.einsum, precision=lax.Precision.HIGHEST)

_State = namedtuple("_State", ["converged", "failed", "k", "nfev", "ngev", "nhev", "x_k", "f_k", "g_k", "H_k", "old_old_fval",
                               "status", "line_search_status"])


def minimize_bfgs(fun, x0, maxiter=None, norm=jnp.inf, gtol=1e-5, line_search_maxiter=10):
    """Iterates until the norm of the gradient is below ``gtol``."""
    if maxiter is None:
        maxiter = x0.size * 200
    d = x0.shape[0]
    f_0, g_0 = value_and_grad(fun)(x0)
    state = _State(converged=jnp.linalg.norm(g_0, ord=norm) < gtol, failed=False, k=0, nfev=1, ngev=1, nhev=0, x_k=x0, f_k=f_0,
                   g_k=g_0, H_k=jnp.eye(d, dtype=x0.dtype), old_old_fval=f_0 + jnp.linalg.norm(g_0) / 2, status=0,
                   line_search_status=0)

    def unfinished(s):
        return jnp.logical_not(s.converged) & jnp.logical_not(s.failed) & (s.k < maxiter)

    def step(s):
        p_k = -_dot(s.H_k, s.g_k)
        found = line_search(fun, s.x_k, p_k, old_fval=s.f_k, old_old_fval=s.old_old_fval, gfk=s.g_k,
                            maxiter=line_search_maxiter)
        s_k = found.a_k * p_k
        y_k = found.g_k - s.g_k
        rho_k = jnp.reciprocal(_dot(y_k, s_k))
        w = jnp.eye(d, dtype=rho_k.dtype) - rho_k * (s_k[:, None] * y_k[None, :])
        H = _einsum("ij,jk,lk", w, s.H_k, w) + rho_k * s_k[:, None] * s_k[None, :]
        return s._replace(nfev=s.nfev + found.nfev, ngev=s.ngev + found.ngev, failed=found.failed,
                          line_search_status=found.status, converged=jnp.linalg.norm(found.g_k, ord=norm) < gtol, k=s.k + 1,
                          x_k=s.x_k + s_k, f_k=found.f_k, g_k=found.g_k, H_k=jnp.where(jnp.isfinite(rho_k), H, s.H_k),
                          old_old_fval=s.f_k)
    state = lax.while_loop(unfinished, step, state)
    reason = jnp.where(state.failed, 2 + state.line_search_status, -1)
    status = jnp.where(state.converged, 0, jnp.where(state.k == maxiter, 1, reason))
    return state._replace(status=status)
