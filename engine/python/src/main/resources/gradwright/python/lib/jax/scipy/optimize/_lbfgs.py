"""The quasi-Newton method with limited memory (Nocedal and Wright, Numerical Optimization, 7.2)."""
from collections import namedtuple
from functools import partial

from ... import lax, numpy as jnp
from ..._autodiff import value_and_grad
from ._line_search import line_search

_dot = partial(jnp.dot, precision=lax.Precision.HIGHEST)

_State = namedtuple("_State", ["converged", "failed", "k", "nfev", "ngev", "x_k", "f_k", "g_k", "s_history", "y_history",
                               "rho_history", "gamma", "status", "ls_status"])


def minimize_lbfgs(fun, x0, maxiter=None, norm=jnp.inf, maxcor=10, ftol=2.220446049250313e-09, gtol=1e-05, maxfun=None,
                   maxgrad=None, maxls=20):
    """Iterates until the norm of the gradient is below ``gtol``; keeps ``maxcor`` corrections."""
    d, dtype = len(x0), x0.dtype
    if maxiter is None and maxfun is None and maxgrad is None:
        maxiter = d * 200
    maxiter, maxfun, maxgrad = [jnp.inf if m is None else m for m in (maxiter, maxfun, maxgrad)]
    f_0, g_0 = value_and_grad(fun)(x0)
    no = jnp.array(False, dtype=bool)
    empty = jnp.zeros((maxcor, d), dtype=dtype)
    state = _State(converged=no, failed=no, k=0, nfev=1, ngev=1, x_k=x0, f_k=f_0, g_k=g_0, s_history=empty, y_history=empty,
                   rho_history=jnp.zeros((maxcor,), dtype=dtype), gamma=1.0, status=0, ls_status=0)

    def step(s):
        p_k = _direction(s)
        found = line_search(fun, s.x_k, p_k, old_fval=s.f_k, gfk=s.g_k, maxiter=maxls)
        s_k = jnp.asarray(found.a_k).astype(p_k.dtype) * p_k
        y_k = found.g_k - s.g_k
        curvature = jnp.real(_dot(y_k, s_k))
        gamma = curvature / jnp.real(_dot(jnp.conj(y_k), y_k))
        status = jnp.array(0)
        status = jnp.where(s.f_k - found.f_k < ftol, 4, status)
        status = jnp.where(s.ngev >= maxgrad, 3, status)
        status = jnp.where(s.nfev >= maxfun, 2, status)
        status = jnp.where(s.k >= maxiter, 1, status)
        status = jnp.where(found.failed, 5, status)
        converged = jnp.linalg.norm(found.g_k, ord=norm) < gtol
        return s._replace(
            converged=converged, failed=(status > 0) & ~converged, k=s.k + 1, nfev=s.nfev + found.nfev, ngev=s.ngev + found.ngev,
            x_k=(s.x_k + s_k).astype(s.x_k.dtype), f_k=found.f_k.astype(s.f_k.dtype), g_k=found.g_k.astype(s.g_k.dtype),
            s_history=_pushed(s.s_history, s_k), y_history=_pushed(s.y_history, y_k),
            rho_history=_pushed(s.rho_history, jnp.reciprocal(curvature).astype(y_k.dtype)), gamma=gamma.astype(s.g_k.dtype),
            status=jnp.where(converged, 0, status), ls_status=found.status)
    return lax.while_loop(lambda s: ~s.converged & ~s.failed, step, state)


def _pushed(history, new):
    return jnp.roll(history, -1, axis=0).at[-1].set(new)


def _direction(s):
    """The search direction by the two-loop recursion over the corrections."""
    dtype = s.rho_history.dtype
    size = len(s.rho_history)
    count = jnp.where(s.k < size, s.k, size)

    def backward(j, carry):
        i = size - 1 - j
        q, a = carry
        a_i = s.rho_history[i] * _dot(jnp.conj(s.s_history[i]), q).real.astype(dtype)
        return q - a_i * jnp.conj(s.y_history[i]), a.at[i].set(a_i)
    q, a = lax.fori_loop(0, count, backward, (-jnp.conj(s.g_k), jnp.zeros_like(s.rho_history)))

    def forward(j, q):
        i = size - count + j
        b = s.rho_history[i] * _dot(s.y_history[i], q).real.astype(dtype)
        return q + (a[i] - b) * s.s_history[i]
    return lax.fori_loop(0, count, forward, s.gamma * q)
