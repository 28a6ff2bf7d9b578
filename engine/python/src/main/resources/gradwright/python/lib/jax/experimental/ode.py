"""Ordinary differential equations, by the adaptive Runge-Kutta method of Dormand and Prince.

Gradients come from the adjoint equation, solved backwards in time (Chen et al., Neural Ordinary Differential Equations, 2018).
"""
from functools import partial

from .. import lax, numpy as jnp
from .._autodiff import vjp
from .._config import states as _states
from .._custom import closure_convert, custom_vjp
from .._jit import jit
from .._vmap import vmap
from ..flatten_util import ravel_pytree
from ..tree_util import tree_leaves, tree_map

# The tableau of Dormand and Prince (1980): times, weights of the stages, of the solution of order 5, and of its error estimate.
_TIMES = (1 / 5, 3 / 10, 4 / 5, 8 / 9, 1.0, 1.0, 0.0)
_STAGES = (
    (1 / 5, 0, 0, 0, 0, 0, 0),
    (3 / 40, 9 / 40, 0, 0, 0, 0, 0),
    (44 / 45, -56 / 15, 32 / 9, 0, 0, 0, 0),
    (19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729, 0, 0, 0),
    (9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656, 0, 0),
    (35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84, 0))
_SOLUTION = (35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84, 0)
_ERROR = (35 / 384 - 1951 / 21600, 0, 500 / 1113 - 22642 / 50085, 125 / 192 - 451 / 720, -2187 / 6784 + 12231 / 42400,
          11 / 84 - 649 / 6300, -1 / 60)
# Weights of the solution in the middle of a step (Shampine 1986).
_MIDDLE = (6025192743 / 30085553152 / 2, 0, 51252292925 / 65400821598 / 2, -2691868925 / 45128329728 / 2,
           187940372067 / 1594534317056 / 2, -1776094331 / 19743644256 / 2, 11237099 / 235043384 / 2)
_SAFETY, _GROWTH, _SHRINKAGE = 0.9, 10.0, 0.2


def _highest():
    return _states["default_matmul_precision"]("highest")


def _step(func, y0, f0, t0, dt):
    """One step: the solution, its derivative, the error estimate, the derivatives at all stages."""
    times = jnp.array(_TIMES, dtype=dt.dtype)
    stages = jnp.array(_STAGES, dtype=f0.dtype)
    h = dt.astype(f0.dtype)

    def stage(i, k):
        y = y0 + h * jnp.dot(stages[i - 1, :], k)
        return k.at[i, :].set(func(y, t0 + dt * times[i - 1]))
    k = jnp.zeros((7, f0.shape[0]), f0.dtype).at[0, :].set(f0)
    k = lax.fori_loop(1, 7, stage, k)
    y1 = h * jnp.dot(jnp.array(_SOLUTION, dtype=f0.dtype), k) + y0
    error = h * jnp.dot(jnp.array(_ERROR, dtype=f0.dtype), k)
    return y1, k[-1], error, k


def _polynomial(y0, y1, k, dt):
    """The polynomial of degree 4 through a step: both ends with their derivatives, and the middle."""
    h = dt.astype(y0.dtype)
    middle = y0 + h * jnp.dot(jnp.array(_MIDDLE, dtype=y0.dtype), k)
    d0, d1 = h * k[0], h * k[-1]
    return jnp.asarray([
        -2.0 * d0 + 2.0 * d1 - 8.0 * y0 - 8.0 * y1 + 16.0 * middle,
        5.0 * d0 - 3.0 * d1 + 18.0 * y0 + 14.0 * y1 - 32.0 * middle,
        -4.0 * d0 + d1 - 11.0 * y0 - 5.0 * y1 + 16.0 * middle,
        d0,
        y0])


def _first_step(func, t0, y0, order, rtol, atol, f0):
    """A first step size (Hairer, Norsett, Wanner: Solving Ordinary Differential Equations I, section II.4)."""
    scale = (atol + jnp.abs(y0) * rtol).astype(y0.dtype)
    d0 = jnp.linalg.norm(y0 / scale)
    d1 = jnp.linalg.norm(f0 / scale)
    h0 = jnp.where((d0 < 1e-5) | (d1 < 1e-5), 1e-6, 0.01 * d0 / d1)
    f1 = func(y0 + h0.astype(y0.dtype) * f0, t0 + h0)
    d2 = jnp.linalg.norm((f1 - f0) / scale) / h0
    h1 = jnp.where((d1 <= 1e-15) & (d2 <= 1e-15), jnp.maximum(1e-6, h0 * 1e-3),
                   (0.01 / jnp.maximum(d1, d2)) ** (1.0 / (order + 1.0)))
    return jnp.minimum(100.0 * h0, h1)


def _error_ratio(error, rtol, atol, y0, y1):
    tolerance = atol + rtol * jnp.maximum(jnp.abs(y0), jnp.abs(y1))
    ratio = error / tolerance.astype(error.dtype)
    return jnp.sqrt(jnp.mean(jnp.abs(ratio) ** 2 if jnp.iscomplexobj(ratio) else ratio ** 2))


def _next_size(dt, ratio):
    least = jnp.where(ratio < 1, 1.0, _SHRINKAGE)
    factor = jnp.minimum(_GROWTH, jnp.maximum(ratio ** (-1.0 / 5.0) * _SAFETY, least))
    return jnp.where(ratio == 0, dt * _GROWTH, dt * factor)


def odeint(func, y0, t, *args, rtol=1.4e-8, atol=1.4e-8, mxstep=jnp.inf, hmax=jnp.inf):
    """The solution of ``dy/dt = func(y, t, *args)`` with ``y(t[0]) = y0`` at the times ``t``.

    ``y0`` is an array or a tree of arrays; ``t`` a vector of strictly increasing floats. The result has ``y0``'s structure
    with a leading axis of ``len(t)``. Local errors are held to ``atol + rtol * |y|``; ``mxstep`` bounds the steps between two
    times and ``hmax`` their size. Differentiable by ``y0``, ``t`` and ``args``, which must be arrays or trees of these.
    """
    for leaf in tree_leaves(args):
        if not hasattr(leaf, "dtype") and not isinstance(leaf, (bool, int, float, complex)):
            raise TypeError(f"The contents of odeint *args must be arrays or scalars, but got {leaf}.")
    if not jnp.issubdtype(t.dtype, jnp.floating):
        raise TypeError(f"t must be an array of floats, but got {t}.")
    converted, consts = closure_convert(func, y0, t[0], *args)
    return _solve_tree(converted, rtol, atol, mxstep, hmax, y0, t, *args, *consts)


@partial(jit, static_argnums=(0, 1, 2, 3, 4))
def _solve_tree(func, rtol, atol, mxstep, hmax, y0, ts, *args):
    y0, unravel = ravel_pytree(y0)

    def flat(y, t, *args):
        return ravel_pytree(func(unravel(y), t, *args))[0]
    return vmap(unravel)(_solve(flat, rtol, atol, mxstep, hmax, y0, ts, *args))


@partial(custom_vjp, nondiff_argnums=(0, 1, 2, 3, 4))
def _solve(func, rtol, atol, mxstep, hmax, y0, ts, *args):
    with _highest():
        return _integrate(func, rtol, atol, mxstep, hmax, y0, ts, args)


def _integrate(func, rtol, atol, mxstep, hmax, y0, ts, args):
    def derivative(y, t):
        return func(y, t, *args)

    def advance(carry, target):
        def unfinished(state):
            i, _, _, t, dt, _, _ = state
            return (t < target) & (i < mxstep) & (dt > 0)

        def attempt(state):
            i, y, f, t, dt, last_t, poly = state
            y1, f1, error, k = _step(derivative, y, f, t, dt)
            ratio = _error_ratio(error, rtol, atol, y, y1)
            new_poly = _polynomial(y, y1, k, dt)
            size = jnp.clip(_next_size(dt, ratio), 0.0, hmax)
            accepted = (y1, f1, t + dt, size, t, new_poly)
            refused = (y, f, t, size, last_t, poly)
            return (i + 1, *[jnp.where(ratio <= 1.0, a, b) for a, b in zip(accepted, refused)])
        carry = lax.while_loop(unfinished, attempt, (0, *carry))[1:]
        _, _, t, _, last_t, poly = carry
        where = (target - last_t) / (t - last_t)
        return carry, jnp.polyval(poly, where.astype(poly.dtype))
    f0 = derivative(y0, ts[0])
    dt = jnp.clip(_first_step(derivative, ts[0], y0, 4, rtol, atol, f0), 0.0, hmax)
    _, ys = lax.scan(advance, (y0, f0, ts[0], dt, ts[0], jnp.stack([y0] * 5)), ts[1:])
    return jnp.concatenate((y0[None], ys))


def _forward(func, rtol, atol, mxstep, hmax, y0, ts, *args):
    ys = _solve(func, rtol, atol, mxstep, hmax, y0, ts, *args)
    return ys, (ys, ts, args)


def _backward(func, rtol, atol, mxstep, hmax, saved, g):
    ys, ts, args = saved

    def augmented(state, t, *args):
        # Time runs backwards: t is the negative time.
        y, y_bar, *_ = state
        y_dot, pull = vjp(func, y, -t, *args)
        return (-y_dot, *pull(y_bar))

    def between(carry, i):
        y_bar, t0_bar, args_bar = carry
        # Moving the time of an observation moves the solution along its derivative.
        t_bar = jnp.dot(func(ys[i], ts[i], *args), g[i]).real
        start = (ys[i], y_bar, t0_bar - t_bar, args_bar)
        times = jnp.array([-ts[i], -ts[i - 1]])
        _, *bars = odeint(augmented, start, times, *args, rtol=rtol, atol=atol, mxstep=mxstep, hmax=hmax)
        y_bar, t0_bar, args_bar = tree_map(lambda x: x[1], tuple(bars))
        return (y_bar + g[i - 1], t0_bar, args_bar), t_bar
    with _highest():
        init = (g[-1], jnp.zeros((), ts.dtype), tree_map(jnp.zeros_like, args))
        (y_bar, t0_bar, args_bar), ts_bar = lax.scan(between, init, jnp.arange(len(ts) - 1, 0, -1))
    return (y_bar, jnp.concatenate([t0_bar[None], ts_bar[::-1]]), *args_bar)


_solve.defvjp(_forward, _backward)
