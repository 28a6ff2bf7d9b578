"""Minimisation of functions of a vector."""
from collections import namedtuple
from ..._documentation import attach as _attach


class OptimizeResults(namedtuple("OptimizeResults", ["x", "success", "status", "fun", "jac", "hess_inv", "nfev", "njev", "nit"])):
    """What a minimisation found: the minimum, whether it converged, and how."""
    __slots__ = ()


def minimize(fun, x0, args=(), *, method, tol=None, options=None):
    """The minimum of ``fun(x, *args)`` from ``x0`` on by ``method``, ``'BFGS'``.

    ``options`` are ``maxiter``, ``norm``, ``gtol`` and others of the method.
    """
    if options is None:
        options = {}
    if not isinstance(args, tuple):
        raise TypeError(f"args argument to jax.scipy.optimize.minimize must be a tuple, got {args}")

    def f(x):
        return fun(x, *args)
    if method.lower() == "bfgs":
        from ._bfgs import minimize_bfgs
        r = minimize_bfgs(f, x0, **options)
        inverse = r.H_k
    elif method.lower() == "l-bfgs-experimental-do-not-rely-on-this":
        from ._lbfgs import minimize_lbfgs
        r = minimize_lbfgs(f, x0, **options)
        inverse = None
    else:
        raise ValueError(f"Method {method} not recognized")
    return OptimizeResults(x=r.x_k, success=r.converged & ~r.failed, status=r.status, fun=r.f_k, jac=r.g_k, hess_inv=inverse,
                           nfev=r.nfev, njev=r.ngev, nit=r.k)


_attach(globals(), "arrays", "minimize")
