"""Steps that satisfy Wolfe's strong conditions (Nocedal and Wright, Numerical Optimization, algorithms 3.5 and 3.6)."""
from collections import namedtuple
from functools import partial

from ... import lax, numpy as jnp
from ..._autodiff import value_and_grad

_dot = partial(jnp.dot, precision=lax.Precision.HIGHEST)

# A step, the value there, the slope along the direction.
_Zoom = namedtuple("_Zoom", ["done", "failed", "j", "a_lo", "phi_lo", "dphi_lo", "a_hi", "phi_hi", "dphi_hi", "a_rec", "phi_rec",
                             "a_star", "phi_star", "dphi_star", "g_star", "nfev", "ngev"])
_Search = namedtuple("_Search", ["done", "failed", "i", "a_i1", "phi_i1", "dphi_i1", "nfev", "ngev", "a_star", "phi_star",
                                 "dphi_star", "g_star"])
_Found = namedtuple("_Found", ["failed", "nit", "nfev", "ngev", "k", "a_k", "f_k", "g_k", "status"])


def _cubic_minimum(a, fa, slope, b, fb, c, fc):
    """Where the cubic through three points with this slope at the first is least."""
    dtype = jnp.result_type(a, fa, slope, b, fb, c, fc)
    db, dc = b - a, c - a
    denominator = (db * dc) ** 2 * (db - dc)
    d1 = jnp.array([[dc ** 2, -db ** 2], [-dc ** 3, db ** 3]], dtype=dtype)
    d2 = jnp.array([fb - fa - slope * db, fc - fa - slope * dc], dtype=dtype)
    A, B = _dot(d1, d2) / denominator
    return a + (-B + jnp.sqrt(B * B - 3.0 * A * slope)) / (3.0 * A)


def _quadratic_minimum(a, fa, slope, b, fb):
    """Where the parabola through two points with this slope at the first is least."""
    db = b - a
    B = (fb - fa - slope * db) / db ** 2
    return a - slope / (2.0 * B)


def _where(condition, state, **new):
    """The state with these fields replaced where the condition holds."""
    return state._replace(**{k: jnp.where(condition, v, getattr(state, k)) for k, v in new.items()})


def _zoom(evaluate, too_high, flat, low, high, g_0, skip):
    """The step between two that bracket one; each bracket end is a step, its value and slope."""
    s = _Zoom(False, False, 0, *low, *high, (low[0] + high[0]) / 2.0, (low[1] + high[1]) / 2.0, 1.0, low[1], low[2], g_0, 0, 0)

    def step(s):
        width = s.a_hi - s.a_lo
        a, b = jnp.minimum(s.a_hi, s.a_lo), jnp.maximum(s.a_hi, s.a_lo)
        cubic_margin, quadratic_margin = 0.2 * width, 0.1 * width
        least = jnp.where(jnp.finfo(width.dtype).bits < 64, 1e-5, 1e-10)
        s = s._replace(failed=s.failed | (width <= least))
        cubic = _cubic_minimum(s.a_lo, s.phi_lo, s.dphi_lo, s.a_hi, s.phi_hi, s.a_rec, s.phi_rec)
        use_cubic = (s.j > 0) & (cubic > a + cubic_margin) & (cubic < b - cubic_margin)
        quadratic = _quadratic_minimum(s.a_lo, s.phi_lo, s.dphi_lo, s.a_hi, s.phi_hi)
        use_quadratic = ~use_cubic & (quadratic > a + quadratic_margin) & (quadratic < b - quadratic_margin)
        a_j = jnp.where(use_cubic, cubic, s.a_rec)
        a_j = jnp.where(use_quadratic, quadratic, a_j)
        a_j = jnp.where(~use_cubic & ~use_quadratic, (s.a_lo + s.a_hi) / 2.0, a_j)
        phi, dphi, g = evaluate(a_j)
        phi, dphi, g = phi.astype(s.phi_lo.dtype), dphi.astype(s.dphi_lo.dtype), g.astype(s.g_star.dtype)
        s = s._replace(nfev=s.nfev + 1, ngev=s.ngev + 1)
        to_high = too_high(a_j, phi) | (phi >= s.phi_lo)
        to_star = flat(dphi) & ~to_high
        high_to_low = (dphi * (s.a_hi - s.a_lo) >= 0.0) & ~to_high & ~to_star
        to_low = ~to_high & ~to_star
        s = _where(to_high, s, a_hi=a_j, phi_hi=phi, dphi_hi=dphi, a_rec=s.a_hi, phi_rec=s.phi_hi)
        s = _where(to_star, s, a_star=a_j, phi_star=phi, dphi_star=dphi, g_star=g)._replace(done=to_star | s.done)
        s = _where(high_to_low, s, a_hi=s.a_lo, phi_hi=s.phi_lo, dphi_hi=s.dphi_lo, a_rec=s.a_hi, phi_rec=s.phi_hi)
        s = _where(to_low & ~high_to_low, s, a_rec=s.a_lo, phi_rec=s.phi_lo)
        s = _where(to_low, s, a_lo=a_j, phi_lo=phi, dphi_lo=dphi)
        s = s._replace(j=s.j + 1)
        return s._replace(failed=s.failed | (s.j >= 30))
    return lax.while_loop(lambda s: ~s.done & ~skip & ~s.failed, step, s)


def _taken(chosen, s, zoom):
    """The search done with what a zoom found, where it was chosen."""
    s = s._replace(done=chosen | s.done, failed=(chosen & zoom.failed) | s.failed)
    return _where(chosen, s, a_star=zoom.a_star, phi_star=zoom.phi_star, dphi_star=zoom.dphi_star, g_star=zoom.g_star)


def line_search(f, xk, pk, old_fval=None, old_old_fval=None, gfk=None, c1=1e-4, c2=0.9, maxiter=20):
    """A step from ``xk`` along ``pk``; value and gradient at ``xk`` are computed unless given."""
    t = jnp.result_type(xk, pk)
    xk, pk = xk.astype(t), pk.astype(t)

    def evaluate(a):
        a = jnp.array(a, dtype=pk.dtype)
        phi, g = value_and_grad(f)(xk + a * pk)
        return phi, jnp.real(_dot(g, pk)), g
    given = old_fval is not None and gfk is not None
    if given:
        phi_0, dphi_0 = old_fval, jnp.real(_dot(gfk, pk))
    else:
        phi_0, dphi_0, gfk = evaluate(0)
    first = 1
    if old_old_fval is not None:
        guess = 1.01 * 2 * (phi_0 - old_old_fval) / dphi_0
        first = jnp.where(guess > 1, 1.0, guess)

    def too_high(a, phi):
        return phi > phi_0 + c1 * a * dphi_0

    def flat(dphi):
        return jnp.abs(dphi) <= -c2 * dphi_0
    calls = 0 if given else 1
    no = jnp.array(False, dtype=bool)
    s = _Search(no, no, 1, 0.0, phi_0, dphi_0, calls, calls, 0.0, phi_0, dphi_0, gfk)

    def step(s):
        a = jnp.where(s.i == 1, first, s.a_i1 * 2.0)
        phi, dphi, g = evaluate(a)
        before, here = (s.a_i1, s.phi_i1, s.dphi_i1), (a, phi, dphi)
        up = too_high(a, phi) | ((phi >= s.phi_i1) & (s.i > 1))
        star = flat(dphi) & ~up
        past = (dphi >= 0.0) & ~up & ~star
        zoom1 = _zoom(evaluate, too_high, flat, before, here, gfk, ~up)
        zoom2 = _zoom(evaluate, too_high, flat, here, before, gfk, ~past)
        s = s._replace(nfev=s.nfev + 1 + zoom1.nfev + zoom2.nfev, ngev=s.ngev + 1 + zoom1.ngev + zoom2.ngev)
        s = _taken(up, s, zoom1)
        s = _where(star, s, a_star=a, phi_star=phi, dphi_star=dphi, g_star=g)._replace(done=star | s.done)
        s = _taken(past, s, zoom2)
        return s._replace(i=s.i + 1, a_i1=a, phi_i1=phi, dphi_i1=dphi)
    s = lax.while_loop(lambda s: ~s.done & (s.i <= maxiter) & ~s.failed, step, s)
    status = jnp.where(s.failed, jnp.array(1), jnp.where(s.i > maxiter, jnp.array(3), jnp.array(0)))
    a = jnp.asarray(s.a_star)
    # In single precision steps that are too small give no change, and so no curvature.
    a = jnp.where((jnp.finfo(a.dtype).bits != 64) & (jnp.abs(a) < 1e-8), jnp.sign(a) * 1e-8, a)
    return _Found(s.failed | ~s.done, s.i - 1, s.nfev, s.ngev, s.i, a, s.phi_star, s.g_star, status)
