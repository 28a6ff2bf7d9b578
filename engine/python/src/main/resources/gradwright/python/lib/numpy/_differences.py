"""Differences, gradients, integrals and convolutions."""
from . import _ufunc as u
from ._core import asarray, axes_of, axis_of, code, port, settle, wrap
from ._door import algorithms
from ._joining import concatenate
from ._manipulation import broadcast_to
from ._reductions import _NO_VALUE
from ._types import result_type


def diff(a, n=1, axis=-1, prepend=_NO_VALUE, append=_NO_VALUE):
    """Differences of neighbours along an axis."""
    if n == 0:
        return a
    if n < 0:
        raise ValueError(f"order must be non-negative but got {n!r}")
    a = asarray(a)
    if not a.ndim:
        raise ValueError("diff requires input that is at least one dimensional")
    axis = axis_of(axis, a.ndim)
    parts = []
    for value in (prepend, a, append):
        if value is not _NO_VALUE:
            v = asarray(value)
            if not v.ndim:
                s = list(a.shape)
                s[axis] = 1
                v = broadcast_to(v, s)
            parts.append(v)
    a = concatenate(parts, axis) if len(parts) > 1 else a
    lead = (slice(None),) * axis
    f = u.not_equal if a.dtype.kind == "b" else u.subtract
    for _ in range(n):
        a = f(a[lead + (slice(1, None),)], a[lead + (slice(None, -1),)])
    return a


def ediff1d(ary, to_end=None, to_begin=None):
    """Differences of neighbours of the flattened array."""
    a = asarray(ary).ravel()
    parts = [] if to_begin is None else [asarray(to_begin).ravel()]
    parts.append(a[1:] - a[:-1])
    if to_end is not None:
        parts.append(asarray(to_end).ravel())
    return concatenate(parts) if len(parts) > 1 else parts[0]


def gradient(f, *varargs, axis=None, edge_order=1):
    """Second-order central differences inside, one-sided ones at the edges."""
    f = asarray(f)
    axes = list(range(f.ndim)) if axis is None else axes_of(axis, f.ndim)
    n = len(varargs)
    if n == 0:
        dx = [1.0] * len(axes)
    elif n == 1 and not asarray(varargs[0]).ndim:
        dx = [varargs[0]] * len(axes)
    elif n == len(axes):
        dx = []
        for i, d in enumerate(varargs):
            d = asarray(d)
            if not d.ndim:
                dx.append(d[()])
                continue
            if d.ndim != 1:
                raise ValueError("distances must be either scalars or 1d")
            if len(d) != f.shape[axes[i]]:
                raise ValueError("when 1d, distances must match the length of the corresponding dimension")
            d = diff(d.astype(float) if d.dtype.kind in "iu" else d)
            dx.append(d[0] if bool((d == d[0]).all()) else d)
    else:
        raise TypeError("invalid number of arguments")
    if edge_order > 2:
        raise ValueError("'edge_order' greater than 2 not supported")
    if f.dtype.kind in "iub":
        f = f.astype(float)
    out = [_slope(f, i, d, edge_order) for i, d in zip(axes, dx)]
    return out[0] if len(axes) == 1 else tuple(out)


def _slope(f, axis, dx, edge_order):
    if f.shape[axis] < edge_order + 1:
        raise ValueError("Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are"
                         " required.")
    out = wrap(port.zeros(code(f.dtype), list(f.shape), False))
    lead = (slice(None),) * axis

    def at(*i):
        return lead + (slice(*i) if len(i) > 1 else i[0],)
    uniform = not asarray(dx).ndim
    if uniform:
        out[at(1, -1)] = (f[at(2, None)] - f[at(None, -2)]) / (2.0 * dx)
    else:
        shape = (1,) * axis + (-1,) + (1,) * (f.ndim - axis - 1)
        d1, d2 = dx[:-1].reshape(shape), dx[1:].reshape(shape)
        out[at(1, -1)] = (-d2 / (d1 * (d1 + d2))) * f[at(None, -2)] + ((d2 - d1) / (d1 * d2)) * f[at(1, -1)] + \
            (d1 / (d2 * (d1 + d2))) * f[at(2, None)]
    if edge_order == 1:
        first, last = (dx, dx) if uniform else (dx[0], dx[-1])
        out[at(0)] = (f[at(1)] - f[at(0)]) / first
        out[at(-1)] = (f[at(-1)] - f[at(-2)]) / last
        return out
    if uniform:
        a, b, c = -1.5 / dx, 2.0 / dx, -0.5 / dx
        out[at(0)] = a * f[at(0)] + b * f[at(1)] + c * f[at(2)]
        a, b, c = 0.5 / dx, -2.0 / dx, 1.5 / dx
        out[at(-1)] = a * f[at(-3)] + b * f[at(-2)] + c * f[at(-1)]
        return out
    d1, d2 = dx[0], dx[1]
    out[at(0)] = -(2.0 * d1 + d2) / (d1 * (d1 + d2)) * f[at(0)] + (d1 + d2) / (d1 * d2) * f[at(1)] - d1 / (d2 * (d1 + d2)) * f[at(2)]
    d1, d2 = dx[-2], dx[-1]
    out[at(-1)] = d2 / (d1 * (d1 + d2)) * f[at(-3)] - (d2 + d1) / (d1 * d2) * f[at(-2)] + \
        (2.0 * d2 + d1) / (d2 * (d1 + d2)) * f[at(-1)]
    return out


def trapezoid(y, x=None, dx=1.0, axis=-1):
    """The integral by the trapezoidal rule."""
    y = asarray(y)
    if x is None:
        d = dx
    else:
        d = diff(asarray(x), axis=-1 if asarray(x).ndim == 1 else axis)
        if d.ndim == 1 and y.ndim > 1:
            d = d.reshape((1,) * axis_of(axis, y.ndim) + (-1,) + (1,) * (y.ndim - axis_of(axis, y.ndim) - 1))
    lead = (slice(None),) * axis_of(axis, y.ndim)
    return u.add.reduce(d * (y[lead + (slice(1, None),)] + y[lead + (slice(None, -1),)]) / 2.0, axis)


def interp(x, xp, fp, left=None, right=None, period=None):
    """The piecewise linear function through points."""
    x, xp, fp = asarray(x), asarray(xp), asarray(fp)
    if fp.dtype.kind == "c":
        parts = [interp(x, xp, p, *[None if v is None else (v.real, v.imag)[i] for v in (left, right)], period)
                 for i, p in enumerate((fp.real, fp.imag))]
        return parts[0] + 1j * parts[1]
    if xp.ndim != 1 or fp.ndim != 1:
        raise ValueError("object too deep for desired array" if xp.ndim > 1 else "Data points must be 1-D sequences")
    if not len(xp):
        raise ValueError("array of sample points is empty")
    if len(xp) != len(fp):
        raise ValueError("fp and xp are not of the same length.")
    if period is not None:
        if period == 0:
            raise ValueError("period must be a non-zero value")
        period = abs(period)
        left = right = None
        x, xp = x.astype(float) % period, xp.astype(float) % period
        order = xp.argsort()
        xp, fp = xp[order], fp.astype(float)[order]
        xp = concatenate((xp[-1:] - period, xp, xp[0:1] + period))
        fp = concatenate((fp[-1:], fp, fp[0:1]))
    first, last = float(fp[0]), float(fp[-1])
    return settle(algorithms.interpolate(asarray(x)._h, asarray(xp)._h, asarray(fp)._h, first if left is None else float(left),
                                         last if right is None else float(right)))


def _mode(mode):
    if isinstance(mode, int):
        return ("valid", "same", "full")[mode]
    if mode not in ("valid", "same", "full"):
        raise ValueError(f"mode must be one of 'valid', 'same', or 'full' (got {mode!r})")
    return mode


def convolve(a, v, mode="full"):
    """The discrete linear convolution."""
    a, v = asarray(a).ravel(), asarray(v).ravel()
    if not a.size:
        raise ValueError("a cannot be empty")
    if not v.size:
        raise ValueError("v cannot be empty")
    if v.size > a.size:
        a, v = v, a
    return wrap(algorithms.correlate(a._h, v[::-1]._h, code(result_type(a, v)), _mode(mode)))


def correlate(a, v, mode="valid"):
    """The cross-correlation; the second is conjugated."""
    a, v = asarray(a), asarray(v).conj()
    if not a.size or not v.size:
        raise ValueError("a cannot be empty" if not a.size else "v cannot be empty")
    d = code(result_type(a, v))
    mode = _mode(mode)
    if v.size <= a.size:
        return wrap(algorithms.correlate(a._h, v._h, d, mode))
    return wrap(algorithms.correlate(v[::-1]._h, a[::-1]._h, d, mode))[::1] if mode != "same" else \
        wrap(algorithms.correlate(v._h, a._h, d, mode))[::-1]
