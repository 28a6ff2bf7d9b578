"""Checks of derivatives against finite differences."""
from ._documentation import attach as _attach
from ._autodiff import jvp as _jvp, vjp as _vjp
from ._tree import tree_flatten as _flatten, tree_map as _map

_EPS = 1e-3


def _random_like(x, generator):
    import numpy as np
    shape = np.shape(x)
    dtype = np.asarray(x).dtype
    if dtype.kind == "c":
        out = generator.randn(*shape) + 1j * np.asarray(generator.randn(*shape))
    else:
        out = generator.randn(*shape)
    return np.asarray(out).astype(dtype)


def _inner(a, b):
    import numpy as np
    total = 0.0
    for x, y in zip(_flatten(a)[0], _flatten(b)[0]):
        x, y = np.asarray(x), np.asarray(y)
        total = total + np.sum((np.conj(x) * y).real if x.dtype.kind == "c" or y.dtype.kind == "c" else x * y)
    return total


def _tolerance(args, given):
    if given is not None:
        return given
    kinds = {str(getattr(x, "dtype", "float32")) for x in _flatten(args)[0]}
    if "float64" in kinds or "complex128" in kinds:
        return 1e-5
    return 1e-1 if "bfloat16" in kinds or "float16" in kinds else 2e-3


def _numerical_jvp(f, primals, tangents, eps):
    delta = _map(lambda t: t * eps, tangents)
    plus = f(*_map(lambda x, d: x + d, primals, delta))
    minus = f(*_map(lambda x, d: x - d, primals, delta))
    return _map(lambda a, b: (a - b) / (2 * eps), plus, minus)


def _compare(actual, desired, atol, rtol, what):
    import numpy as np
    for a, d in zip(_flatten(actual)[0], _flatten(desired)[0]):
        a, d = np.asarray(a), np.asarray(d)
        if not np.allclose(a, d, rtol=rtol, atol=atol):
            difference = np.abs(a - d)
            bad = difference > atol + rtol * np.abs(d)
            count = int(np.sum(bad))
            relative = np.max(difference / np.abs(d)) if a.size else 0.0
            raise AssertionError(
                f"\nNot equal to tolerance rtol={rtol:g}, atol={atol:g}\n{what}\n"
                f"Mismatched elements: {count} / {a.size} ({100 * count / max(a.size, 1):.3g}%)\n"
                f"Max absolute difference among violations: {np.max(difference)}\n"
                f"Max relative difference among violations: {relative}\n ACTUAL: {a!r}\n DESIRED: {d!r}")


def check_jvp(f, f_jvp, args, atol=None, rtol=None, eps=1e-4, err_msg=""):
    """Checks a forward derivative against finite differences in a random direction."""
    import numpy as np
    eps = _EPS if eps is None else eps
    generator = np.random.RandomState(0)
    tangent = _map(lambda x: _random_like(x, generator), args)
    value, derivative = f_jvp(args, tangent)
    expected = f(*args)
    numerical = _numerical_jvp(f, args, tangent, eps)
    prefix = f"{err_msg} " if err_msg else ""
    _compare(value, expected, _tolerance(args, atol), _tolerance(args, rtol), prefix + "JVP primal")
    _compare(derivative, numerical, _tolerance(args, atol), _tolerance(args, rtol), prefix + "JVP tangent")


def check_vjp(f, f_vjp, args, atol=None, rtol=None, eps=1e-4, err_msg=""):
    """Checks a reverse derivative against finite differences in a random direction."""
    import numpy as np
    eps = _EPS if eps is None else eps
    generator = np.random.RandomState(0)
    value, pullback = f_vjp(*args)
    prefix = f"{err_msg} " if err_msg else ""
    _compare(value, f(*args), _tolerance(args, atol), _tolerance(args, rtol), prefix + "VJP primal")
    tangent = _map(lambda x: _random_like(x, generator), args)
    numerical = _numerical_jvp(f, args, tangent, eps)
    cotangent = _map(lambda y: _random_like(y, generator), value)
    gradient = pullback(_map(lambda c, y: c.astype(np.asarray(y).dtype), cotangent, value))
    _compare(_inner(tangent, gradient), _inner(cotangent, numerical), _tolerance(args, atol), _tolerance(args, rtol),
             prefix + "VJP cotangent projection")


def check_grads(f, args, order, modes=("fwd", "rev"), atol=None, rtol=None, eps=None):
    """Checks the derivatives of ``f`` up to an order, in forward and reverse mode, against finite differences."""
    from .numpy import asarray
    args = tuple(args)
    if "rev" in modes and "fwd" not in modes:
        for x in _flatten(args)[0]:
            x.reshape  # as JAX: the arguments must be arrays
    args = _map(lambda x: asarray(x), args)

    def go(g, xs, depth, message):
        if "fwd" in modes:
            check_jvp(g, lambda p, t: _jvp(g, p, t), xs, atol, rtol, eps, message)
            if depth > 1:
                import numpy as np
                generator = np.random.RandomState(0)
                direction = _map(lambda x: _random_like(x, generator), xs)
                go(lambda *p: _jvp(g, p, direction)[1], xs, depth - 1, (message + " JVP").strip())
        if "rev" in modes:
            check_vjp(g, lambda *p: _vjp(g, *p), xs, atol, rtol, eps, message)
            if depth > 1:
                import numpy as np
                generator = np.random.RandomState(0)
                cotangent = _map(lambda y: _random_like(y, generator), g(*xs))
                go(lambda *p: _vjp(g, *p)[1](cotangent), xs, depth - 1, (message + " VJP").strip())
    go(f, args, order, "")


_attach(globals(), "tools", "check_grads check_jvp check_vjp")
