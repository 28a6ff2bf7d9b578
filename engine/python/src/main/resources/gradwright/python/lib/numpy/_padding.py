"""Elements added at the edges of arrays."""
from ._core import asarray, code, port, wrap
from ._creation import linspace
from ._joining import concatenate
from ._manipulation import broadcast_to, flip


def _pairs(x, n, name="pad_width"):
    if isinstance(x, dict):
        return [tuple(x[i] if hasattr(x[i], "__len__") else (x[i],) * 2) if i in x else
                tuple(x[i - n] if hasattr(x[i - n], "__len__") else (x[i - n],) * 2) if i - n in x else (0, 0) for i in range(n)]
    a = asarray(x)
    return [tuple(r) for r in broadcast_to(a, (n, 2)).tolist()]


def pad(array, pad_width, mode="constant", **kwargs):
    """The array with elements added at its edges.

    Modes are NumPy's: constant, edge, linear_ramp, maximum, mean, median, minimum, reflect, symmetric, wrap, empty, or a
    function.
    """
    a = asarray(array)
    if not isinstance(pad_width, dict) and asarray(pad_width).dtype.kind != "i":
        raise TypeError("`pad_width` must be of integral type.")
    widths = _pairs(pad_width, a.ndim)
    if any([w < 0 for p in widths for w in p]):
        raise ValueError("index can't contain negative values")
    if callable(mode):
        return _by_function(a, widths, mode, kwargs)
    allowed = {"constant": "constant_values", "linear_ramp": "end_values", "maximum": "stat_length", "mean": "stat_length",
               "median": "stat_length", "minimum": "stat_length", "reflect": "reflect_type", "symmetric": "reflect_type",
               "edge": "", "wrap": "", "empty": ""}
    if mode not in allowed:
        raise ValueError(f"mode '{mode}' is not supported")
    wrong = set(kwargs) - {allowed[mode]}
    if wrong:
        raise ValueError(f"unsupported keyword arguments for mode '{mode}': {wrong}")
    out = a
    for axis, (before, after) in enumerate(widths):
        if before or after:
            out = _axis(out, axis, before, after, mode, kwargs, a.ndim)
    return out.copy() if out is a else out


def _slice(a, axis, start, stop):
    return a[(slice(None),) * axis + (slice(start, stop),)]


def _full(a, axis, n, value):
    s = list(a.shape)
    s[axis] = n
    out = wrap(port.zeros(code(a.dtype), s, False))
    if value is not None:
        out[...] = value
    return out


def _axis(a, axis, before, after, mode, kwargs, ndim):
    n = a.shape[axis]
    if mode == "constant":
        low, high = _pairs(kwargs.get("constant_values", 0), ndim)[axis]
        return concatenate((_full(a, axis, before, low), a, _full(a, axis, after, high)), axis)
    if mode == "empty":
        return concatenate((_full(a, axis, before, None), a, _full(a, axis, after, None)), axis)
    if n == 0:
        raise ValueError(f"can't extend empty axis {axis} using modes other than 'constant' or 'empty'")
    if mode == "edge":
        return concatenate((_full(a, axis, before, _slice(a, axis, 0, 1)), a, _full(a, axis, after, _slice(a, axis, n - 1, n))), axis)
    if mode == "linear_ramp":
        low, high = _pairs(kwargs.get("end_values", 0), ndim)[axis]
        first, last = _slice(a, axis, 0, 1).take(0, axis), _slice(a, axis, n - 1, n).take(0, axis)
        left = linspace(low, first, before, endpoint=False, dtype=a.dtype, axis=axis)
        right = linspace(high, last, after, endpoint=False, dtype=a.dtype, axis=axis)
        return concatenate((left, a, flip(right, axis)), axis)
    if mode in ("maximum", "minimum", "mean", "median"):
        return _statistic(a, axis, before, after, mode, kwargs, ndim)
    return _mirrored(a, axis, before, after, mode, kwargs.get("reflect_type", "even"))


def _statistic(a, axis, before, after, mode, kwargs, ndim):
    from . import _reductions, _stats
    f = {"maximum": _reductions.max, "minimum": _reductions.min, "mean": _reductions.mean, "median": _stats.median}[mode]
    lengths = kwargs.get("stat_length")
    n = a.shape[axis]
    low, high = (n, n) if lengths is None else _pairs(lengths, ndim)[axis]
    left = asarray(f(_slice(a, axis, 0, min(low, n)), axis=axis, keepdims=True))
    right = asarray(f(_slice(a, axis, n - min(high, n), n), axis=axis, keepdims=True))
    if a.dtype.kind in "iu" and mode in ("mean", "median"):
        from ._ufunc import rint
        left, right = rint(left), rint(right)
    return concatenate((_full(a, axis, before, left), a, _full(a, axis, after, right)), axis)


def _mirrored(a, axis, before, after, mode, kind):
    n = a.shape[axis]
    if mode == "wrap" or kind == "even" or n == 1:
        from ._creation import arange
        i = arange(-before, n + after)
        if mode == "wrap":
            i = i % n
        elif mode == "symmetric":
            i = i % (2 * n)
            from ._ufunc import minimum
            i = minimum(i, 2 * n - 1 - i)
        elif n == 1:
            i = i * 0
        else:
            i = abs((i + n - 1) % (2 * n - 2) - (n - 1))
        return a.take(i, axis)
    while before or after:
        n = a.shape[axis]
        skip = 1 if mode == "reflect" else 0
        room = n - skip
        low, high = min(before, room), min(after, room)
        first, last = _slice(a, axis, 0, 1), _slice(a, axis, n - 1, n)
        left = 2 * first - flip(_slice(a, axis, skip, skip + low), axis)
        right = 2 * last - flip(_slice(a, axis, n - skip - high, n - skip), axis)
        a = concatenate((left, a, right), axis)
        before, after = before - low, after - high
    return a


def _by_function(a, widths, f, kwargs):
    out = a
    for axis, (before, after) in enumerate(widths):
        out = concatenate((_full(out, axis, before, 0), out, _full(out, axis, after, 0)), axis)
    from itertools import product
    for axis, pair in enumerate(widths):
        for index in product(*[range(n) for i, n in enumerate(out.shape) if i != axis]):
            at = list(index)
            at.insert(axis, slice(None))
            line = out[tuple(at)]
            f(line, pair, axis, kwargs)
    return out
