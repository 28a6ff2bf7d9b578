"""Sums, products, extremes and moments over axes."""
from . import _dtype as _np
from . import _ufunc
from ._core import asarray, axes_of, axis_of, code, port, settle, wrap
from ._door import algorithms, ufuncs
from ._ndarray import ndarray
from ._ufunc import _NO_VALUE

_builtin_all = all


def foreign(a, name, args, kwargs):
    """The result of a class's own method of this name, or `_NO_VALUE`."""
    if isinstance(a, (ndarray, list, tuple, int, float, complex, _np.generic)):
        return _NO_VALUE
    f = getattr(a, name, None)
    if f is None:
        return _NO_VALUE
    return f(*args, **kwargs)


def _folding(name, ufunc_name):
    u = getattr(_ufunc, ufunc_name)
    f = u._f
    reduce = ufuncs.reduce

    def fold(a, axis=None, dtype=None, out=None, keepdims=_NO_VALUE, initial=_NO_VALUE, where=_NO_VALUE):
        if type(a) is not ndarray:
            kwargs = {"axis": axis, "out": out}
            if dtype is not None:
                kwargs["dtype"] = dtype
            for k, v in (("keepdims", keepdims), ("initial", initial), ("where", where)):
                if v is not _NO_VALUE:
                    kwargs[k] = v
            r = foreign(a, name, (), kwargs)
            if r is not _NO_VALUE:
                return r
            a = asarray(a)
        if dtype is None and out is None and keepdims is _NO_VALUE and initial is _NO_VALUE and where is _NO_VALUE and \
                a.dtype.kind not in "OUS":
            return settle(reduce(f, a._h, axes_of(axis, a.ndim), None, False, None, None))
        return u.reduce(a, axis, dtype, out, keepdims is not _NO_VALUE and keepdims,
                        None if initial is _NO_VALUE else initial, True if where is _NO_VALUE else where)
    return fold


_sum, _prod = _folding("sum", "add"), _folding("prod", "multiply")
_max, _min = _folding("max", "maximum"), _folding("min", "minimum")
_all, _any = _folding("all", "logical_and"), _folding("any", "logical_or")


def sum(a, axis=None, dtype=None, out=None, keepdims=_NO_VALUE, initial=_NO_VALUE, where=_NO_VALUE):
    """The sum of elements over axes."""
    if type(a) is not ndarray and hasattr(a, "__next__"):
        raise TypeError("Calling np.sum(generator) is deprecated. Use np.sum(np.fromiter(generator)) or the python sum"
                        " builtin instead.")
    return _sum(a, axis, dtype, out, keepdims, initial, where)


def prod(a, axis=None, dtype=None, out=None, keepdims=_NO_VALUE, initial=_NO_VALUE, where=_NO_VALUE):
    """The product of elements over axes."""
    return _prod(a, axis, dtype, out, keepdims, initial, where)


def max(a, axis=None, out=None, keepdims=_NO_VALUE, initial=_NO_VALUE, where=_NO_VALUE):
    """The largest element over axes."""
    return _max(a, axis, None, out, keepdims, initial, where)


def min(a, axis=None, out=None, keepdims=_NO_VALUE, initial=_NO_VALUE, where=_NO_VALUE):
    """The least element over axes."""
    return _min(a, axis, None, out, keepdims, initial, where)


def all(a, axis=None, out=None, keepdims=_NO_VALUE, *, where=_NO_VALUE):
    """Whether all elements over axes are true."""
    return _all(a, axis, None, out, keepdims, _NO_VALUE, where)


def any(a, axis=None, out=None, keepdims=_NO_VALUE, *, where=_NO_VALUE):
    """Whether any element over axes is true."""
    return _any(a, axis, None, out, keepdims, _NO_VALUE, where)


amax, amin = max, min


def _extreme(name, way):
    def f(a, axis=None, out=None, *, keepdims=_NO_VALUE):
        if type(a) is not ndarray:
            r = foreign(a, name, (), {"axis": axis})
            if r is not _NO_VALUE:
                return r
            a = asarray(a)
        if axis is None:
            h = algorithms.extreme(a.ravel()._h, way)
            r = settle(h)
            if keepdims is True:
                r = wrap(port.reshape(h, [1] * a.ndim, False))
        else:
            from ._methods import _last
            axis = axis_of(axis, a.ndim)
            h = algorithms.extreme(_last(a, axis)._h, way)
            if keepdims is True:
                h = port.reshape(h, [1 if i == axis else n for i, n in enumerate(a.shape)], False)
            r = settle(h)
        if out is not None:
            out[...] = r
            return out
        return r
    f.__name__ = f.__qualname__ = name
    f.__doc__ = f"The place of the {'largest' if way > 0 else 'least'} element."
    return f


argmax, argmin = _extreme("argmax", 1), _extreme("argmin", -1)


def _running(name, ufunc_name):
    u = getattr(_ufunc, ufunc_name)

    def f(a, axis=None, dtype=None, out=None):
        if type(a) is not ndarray:
            r = foreign(a, name, (), {"axis": axis, "dtype": dtype})
            if r is not _NO_VALUE:
                return r
            a = asarray(a)
        if axis is None:
            a, axis = a.ravel(), 0
        return u.accumulate(a, axis, dtype, out)
    f.__name__ = f.__qualname__ = name
    f.__doc__ = f"Running results of `{ufunc_name}` along an axis."
    return f


cumsum, cumprod = _running("cumsum", "add"), _running("cumprod", "multiply")


def _cumulative(u):
    def f(x, /, *, axis=None, dtype=None, out=None, include_initial=False):
        x = asarray(x)
        if axis is None:
            if x.ndim > 1:
                raise ValueError("For arrays which have more than one dimension ``axis`` argument is required.")
            axis = 0
        r = u.accumulate(x, axis, dtype, out)
        if include_initial:
            from ._joining import concatenate
            shape = list(x.shape)
            shape[axis_of(axis, x.ndim)] = 1
            start = port.scalar(0 if u.__name__ == "add" else 1, code(r.dtype))
            r = concatenate([wrap(port.full(code(r.dtype), shape, start)), r], axis)
        return r
    return f


cumulative_sum, cumulative_prod = _cumulative(_ufunc.add), _cumulative(_ufunc.multiply)


def ptp(a, axis=None, out=None, keepdims=_NO_VALUE):
    """The largest less the least element."""
    r = foreign(a, "ptp", (), {"axis": axis})
    if r is not _NO_VALUE:
        return r
    return _ufunc.subtract(max(a, axis, None, keepdims), min(a, axis, None, keepdims), out=out)


def _count(a, axes, where, keepdims=False):
    if where is not _NO_VALUE and where is not True:
        on = wrap(port.broadcast(asarray(where)._h, list(a.shape)))
        return _sum(on, None if axes is None else tuple(axes), int, None, keepdims)
    n = 1
    for i in range(a.ndim) if axes is None else axes:
        n *= a.shape[i]
    return n


def mean(a, axis=None, dtype=None, out=None, keepdims=_NO_VALUE, *, where=_NO_VALUE):
    """The arithmetic mean over axes."""
    if type(a) is not ndarray:
        kwargs = {"axis": axis, "dtype": dtype, "out": out}
        if keepdims is not _NO_VALUE:
            kwargs["keepdims"] = keepdims
        if where is not _NO_VALUE:
            kwargs["where"] = where
        r = foreign(a, "mean", (), kwargs)
        if r is not _NO_VALUE:
            return r
        a = asarray(a)
    axes = axes_of(axis, a.ndim)
    n = _count(a, axes, where)
    _warn_empty(n, "Mean of empty slice")
    half = False
    if dtype is None:
        if a.dtype.kind in "iub":
            dtype = "float64"
        elif a.dtype.name == "float16":
            dtype, half = "float32", True
    total = _ufunc.add.reduce(a, None if axes is None else tuple(axes), dtype, None, keepdims is not _NO_VALUE and keepdims,
                              None, True if where is _NO_VALUE else where)
    d = total.dtype
    r = total / _as_count(n, d)
    r = r.astype("float16") if half else r if r.dtype is d else r.astype(d)
    if out is not None:
        out[...] = r
        return out
    return r


def _as_count(n, d):
    return n if type(n) is int else n.astype(d) if n.ndim else int(n)


def _warn_empty(n, text):
    if (n == 0) if type(n) is int else (asarray(n) == 0).any():
        from ._door import warn
        warn(text, RuntimeWarning)


def var(a, axis=None, dtype=None, out=None, ddof=0, keepdims=_NO_VALUE, *, where=_NO_VALUE, mean=_NO_VALUE,
        correction=_NO_VALUE):
    """The variance over axes."""
    r = _foreign_moment("var", a, axis, dtype, out, ddof, keepdims)
    if r is not _NO_VALUE:
        return r
    return _deviation(asarray(a), axis, dtype, out, ddof if correction is _NO_VALUE else correction, keepdims, where, mean,
                      False)


def std(a, axis=None, dtype=None, out=None, ddof=0, keepdims=_NO_VALUE, *, where=_NO_VALUE, mean=_NO_VALUE,
        correction=_NO_VALUE):
    """The standard deviation over axes."""
    r = _foreign_moment("std", a, axis, dtype, out, ddof, keepdims)
    if r is not _NO_VALUE:
        return r
    return _deviation(asarray(a), axis, dtype, out, ddof if correction is _NO_VALUE else correction, keepdims, where, mean,
                      True)


def _foreign_moment(name, a, axis, dtype, out, ddof, keepdims):
    kwargs = {"axis": axis, "dtype": dtype, "out": out, "ddof": ddof}
    if keepdims is not _NO_VALUE:
        kwargs["keepdims"] = keepdims
    return foreign(a, name, (), kwargs)


def _deviation(a, axis, dtype, out, ddof, keepdims, where, given, root):
    axes = axes_of(axis, a.ndim)
    over = None if axes is None else tuple(axes)
    mask = True if where is _NO_VALUE else where
    n = _count(a, axes, where)
    if (n <= ddof) if type(n) is int else (asarray(n) <= ddof).any():
        from ._door import warn
        warn("Degrees of freedom <= 0 for slice", RuntimeWarning)
    half = dtype is None and a.dtype.name == "float16"
    if dtype is None and a.dtype.kind in "iub":
        dtype = "float64"
    elif half:
        dtype = "float32"
    if given is _NO_VALUE:
        centre = _ufunc.add.reduce(a, over, dtype, None, True, None, mask)
        count = n if type(n) is int else _count(a, axes, where, True)
        centre = _ufunc.divide(centre, _as_count(count, centre.dtype)) if type(count) is int else _ufunc.divide(centre, count)
        centre = asarray(centre).astype(asarray(centre).dtype if dtype is None else dtype)
    else:
        centre = given
    x = _ufunc.subtract(a if dtype is None else a.astype(dtype), centre)
    x = asarray(x)
    if x.dtype.kind == "c":
        x = asarray(_ufunc.multiply(x, _ufunc.conjugate(x))).real
    else:
        x = _ufunc.multiply(x, x)
    total = _ufunc.add.reduce(x, over, None, None, keepdims is not _NO_VALUE and keepdims, None, mask)
    d = total.dtype
    if type(n) is int:
        n = n - ddof if n > ddof else 0
    else:
        n = _ufunc.maximum(asarray(n) - ddof, 0)
    r = total / n
    r = r if r.dtype is d else r.astype(d)
    if root:
        r = _ufunc.sqrt(r)
    if half:
        r = r.astype("float16")
    if out is not None:
        out[...] = r
        return out
    return r


def count_nonzero(a, axis=None, *, keepdims=False):
    """The number of elements that are not zero."""
    a = asarray(a)
    if axis is None and not keepdims:
        return _np.int64(algorithms.count(a._h))
    if a.dtype.kind in "US":
        a = a != ""
    return _sum(a.astype(bool), axis, "int64", None, keepdims)
