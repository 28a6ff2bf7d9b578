"""Arrays made from shapes, ranges and functions."""
from ._core import array, asarray, code, find, generic, port, shape_of, wrap
from ._ndarray import ndarray


def zeros(shape, dtype=None, order="C", *, device=None, like=None):
    """An array of zeros."""
    d = find(dtype)
    if d.kind == "O":
        return full(shape, 0, object)
    if d.kind == "V":
        return d.zeros(shape_of(shape))
    return wrap(port.zeros(code(d), shape_of(shape), order == "F"))


def empty(shape, dtype=None, order="C", *, device=None, like=None):
    """An array whose elements mean nothing yet."""
    if dtype is not None and find(dtype).kind == "O":
        return full(shape, None, object)
    return zeros(shape, dtype, order)


def full(shape, fill_value, dtype=None, order="C", *, device=None, like=None):
    """An array of one value."""
    value = asarray(fill_value) if dtype is None or find(dtype).kind in "OUS" else None
    d = value.dtype if dtype is None else find(dtype)
    if d.kind == "V":
        return d.zeros(shape_of(shape))
    if value is None:
        from ._indexes import value_for
        out = wrap(port.zeros(code(d), shape_of(shape), order == "F"))
        out[...] = fill_value
        return out
    if value.dtype is not d:
        value = value.astype(d)
    out = wrap(port.full(code(value.dtype), shape_of(shape), value._h))
    return wrap(port.copy(out._h, code(d), "F")) if order == "F" else out


def ones(shape, dtype=None, order="C", *, device=None, like=None):
    """An array of ones."""
    return full(shape, 1, float if dtype is None else dtype, order)


def _like(a, dtype, shape, order="K"):
    a = asarray(a)
    d = a.dtype if dtype is None else find(dtype)
    return d, a.shape if shape is None else shape, order == "F" or order in "KA" and port.columnMajor(a._h) and not port.contiguous(a._h)


def zeros_like(a, dtype=None, order="K", subok=True, shape=None, *, device=None):
    """Zeros of the shape and dtype of another array."""
    d, s, f = _like(a, dtype, shape, order)
    return zeros(s, d, "F" if f else "C")


def empty_like(prototype, dtype=None, order="K", subok=True, shape=None, *, device=None):
    """An array of the shape and dtype of another, whose elements mean nothing yet."""
    return zeros_like(prototype, dtype, order, subok, shape)


def ones_like(a, dtype=None, order="K", subok=True, shape=None, *, device=None):
    """Ones of the shape and dtype of another array."""
    d, s, f = _like(a, dtype, shape, order)
    return ones(s, d, "F" if f else "C")


def full_like(a, fill_value, dtype=None, order="K", subok=True, shape=None, *, device=None):
    """One value in the shape and dtype of another array."""
    d, s, f = _like(a, dtype, shape, order)
    return full(s, fill_value, d, "F" if f else "C")


def arange(start, stop=None, step=None, dtype=None, *, device=None, like=None):
    """Numbers at equal distances."""
    if stop is None:
        start, stop = 0, start
    step = 1 if step is None else step
    parts = [start, stop, step]
    plain = [p.item() if isinstance(p, (generic, ndarray)) else p for p in parts]
    if dtype is None:
        from ._types import result_type
        d = find(int) if all([type(p) in (int, bool) for p in parts]) else result_type(
            *[p if isinstance(p, (generic, ndarray)) else asarray(p) if type(p) in (float, int) else p for p in parts])
    else:
        d = find(dtype)
    start, stop, step = plain
    if step == 0:
        raise ZeroDivisionError("division by zero")
    from math import ceil
    whole = all([type(p) in (int, bool) for p in plain])
    n = -((start - stop) // step) if whole else ceil((stop - start) / step)
    n = max(n, 0)
    if whole and d.kind in "iu":
        return wrap(port.rangeLongs(start, step, n, code(d)))
    if d.kind == "c":
        return wrap(port.rangeDoubles(float(start), float(step), n, "float64")).astype(d)
    if d.kind in "iu":
        first, second = int(start), int(start + step)
        return wrap(port.rangeLongs(first, second - first, n, code(d)))
    if d.name != "float64":
        first = d.type(start)
        delta = d.type(start + step) - first
        return (wrap(port.rangeLongs(0, 1, n, "int64")) * float(delta) + float(first)).astype(d)
    return wrap(port.rangeDoubles(float(start), float(step), n, code(d)))


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0, *, device=None):
    """A given number of values from start to stop."""
    num = num.__index__() if hasattr(num, "__index__") else int(num)
    if num < 0:
        raise ValueError(f"Number of samples, {num}, must be non-negative.")
    div = num - 1 if endpoint else num
    from ._types import result_type
    from . import _ufunc as u
    a, b = asarray(start) * 1.0, asarray(stop) * 1.0
    a, b = asarray(a), asarray(b)
    dt = result_type(start if type(start) is float else a, b, float(num))
    whole = dtype is not None and find(dtype).kind in "iu"
    out = dt if dtype is None else find(dtype)
    delta = asarray(u.subtract(b, a, dtype=None if dt.kind not in "fc" else dt))
    y = arange(0, num).astype(dt).reshape((-1,) + (1,) * delta.ndim)
    if div > 0:
        step = asarray(delta / div)
        if bool((step == 0).any()):
            y = asarray(y / div * delta)
        else:
            y = asarray(y * (step if step.ndim else step[()]))
    else:
        step = asarray(float("nan"))
        y = asarray(y * delta)
    y = asarray(y + a)
    if endpoint and num > 1:
        y[-1, ...] = b
    if axis != 0:
        from ._manipulation import moveaxis
        y = moveaxis(y, 0, axis)
    if whole:
        y = u.floor(y)
    y = asarray(y).astype(out, copy=False)
    return (y, step[()]) if retstep else y


def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0):
    """Values whose logarithms are at equal distances."""
    from . import _ufunc as u
    y = linspace(start, stop, num=num, endpoint=endpoint, axis=axis)
    r = u.power(base, y)
    return r if dtype is None else r.astype(dtype)


def geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0):
    """Values in a geometric progression."""
    from . import _ufunc as u
    a, b = asarray(start) * 1.0, asarray(stop) * 1.0
    a, b = asarray(a), asarray(b)
    if bool((a == 0).any()) or bool((b == 0).any()):
        raise ValueError("Geometric sequence cannot include zero")
    sign = asarray(u.sign(a))
    low, high = u.log10(asarray(a / sign)), u.log10(asarray(b / sign))
    r = asarray(logspace(low, high, num, endpoint, 10.0))
    if num > 0:
        r[0] = a / sign
        if num > 1 and endpoint:
            r[-1] = b / sign
    r = asarray(r * sign)
    if axis != 0:
        from ._manipulation import moveaxis
        r = moveaxis(r, 0, axis)
    from ._types import result_type
    return r.astype(result_type(a, b, float(num)) if dtype is None else dtype)


def eye(N, M=None, k=0, dtype=float, order="C", *, device=None, like=None):
    """Ones on a diagonal."""
    M = N if M is None else M
    out = zeros((N, M), dtype, order)
    i, j = (0, k) if k >= 0 else (-k, 0)
    n = min(N - i, M - j)
    if n > 0:
        rows = arange(n)
        out[rows + i, rows + j] = 1
    return out


def identity(n, dtype=None, *, like=None):
    """The identity matrix."""
    return eye(n, dtype=float if dtype is None else dtype)


def copy(a, order="K", subok=False):
    """A copy of an array."""
    return array(a, order=order)


def asanyarray(a, dtype=None, order=None, *, device=None, copy=None, like=None):
    """An array of the data."""
    return a if isinstance(a, ndarray) and dtype is None and order is None and not copy else asarray(a, dtype, order, copy=copy)


def ascontiguousarray(a, dtype=None, *, like=None):
    """A contiguous array of the data, with one axis at least."""
    a = asarray(a, dtype)
    if not a.ndim:
        return a.reshape(1)
    return a if port.contiguous(a._h) else a.copy()


def asfortranarray(a, dtype=None, *, like=None):
    """An array of the data with the first axis fastest."""
    return asarray(a, dtype, "F")


def asarray_chkfinite(a, dtype=None, order=None):
    """An array of the data; refuses NaN and infinities."""
    a = asarray(a, dtype, order)
    from . import _ufunc as u
    if a.dtype.kind in "fc" and not bool(u.isfinite(a).all()):
        raise ValueError("array must not contain infs or NaNs")
    return a


def require(a, dtype=None, requirements=None, *, like=None):
    """An array with wanted properties."""
    wanted = {str(r).upper() for r in ([requirements] if isinstance(requirements, str) else requirements or ())}
    fortran = wanted & {"F", "F_CONTIGUOUS", "FORTRAN"}
    a = asarray(a, dtype, "F" if fortran else "C" if wanted & {"C", "C_CONTIGUOUS", "CONTIGUOUS"} else None)
    if wanted & {"W", "WRITEABLE"} and not a.flags.writeable or wanted & {"O", "OWNDATA"} and not a.flags.owndata:
        a = a.copy()
    return a


def fromfunction(function, shape, *, dtype=float, like=None, **kwargs):
    """An array made by a function of indices."""
    return function(*indices(shape, dtype=dtype), **kwargs)


def fromiter(iter, dtype, count=-1, *, like=None):
    """An array from an iterable."""
    items = []
    for v in iter:
        if len(items) == count:
            break
        items.append(v)
    if len(items) < count:
        raise ValueError(f"iterator too short: Expected {count} but iterator had only {len(items)} items.")
    return asarray(items, dtype)


def indices(dimensions, dtype=int, sparse=False):
    """The indices of a grid."""
    dims = tuple(dimensions)
    n = len(dims)
    parts = [arange(d, dtype=dtype).reshape((1,) * i + (d,) + (1,) * (n - i - 1)) for i, d in enumerate(dims)]
    if sparse:
        return tuple(parts)
    out = zeros((n,) + dims, dtype)
    for i, p in enumerate(parts):
        out[i] = p
    return out


def meshgrid(*xi, copy=True, sparse=False, indexing="xy"):
    """Coordinate matrices of coordinate vectors."""
    if indexing not in ("xy", "ij"):
        raise ValueError("Valid values for `indexing` are 'xy' and 'ij'.")
    n = len(xi)
    out = [asarray(x).reshape((1,) * i + (-1,) + (1,) * (n - i - 1)) for i, x in enumerate(xi)]
    if indexing == "xy" and n > 1:
        out[0] = out[0].reshape((1, -1) + (1,) * (n - 2))
        out[1] = out[1].reshape((-1, 1) + (1,) * (n - 2))
    if not sparse:
        shape = list(port.broadcastShape([x._h for x in out])) if out else []
        out = [wrap(port.broadcast(x._h, shape)) for x in out]
        for x in out:
            port.setWritable(x._h, True)
    return tuple([x.copy() for x in out] if copy else out)


def tri(N, M=None, k=0, dtype=float, *, like=None):
    """Ones at and below a diagonal."""
    M = N if M is None else M
    return (arange(N).reshape(-1, 1) >= arange(-k, M - k)).astype(dtype)


def diag(v, k=0):
    """A diagonal of a matrix, or a matrix of a diagonal."""
    v = asarray(v)
    if v.ndim == 1:
        n = v.shape[0] + abs(k)
        out = zeros((n, n), v.dtype)
        i = arange(v.shape[0])
        out[i + max(-k, 0), i + max(k, 0)] = v
        return out
    if v.ndim == 2:
        return v.diagonal(k)
    raise ValueError("Input must be 1- or 2-d.")


def diagflat(v, k=0):
    """A matrix with the elements on a diagonal."""
    return diag(asarray(v).ravel(), k)


def vander(x, N=None, increasing=False):
    """A matrix of powers."""
    from . import _ufunc as u
    x = asarray(x)
    if x.ndim != 1:
        raise ValueError("x must be a one-dimensional array or sequence.")
    N = len(x) if N is None else N
    out = empty((len(x), N), (x.dtype if x.dtype.kind in "fc" else find(int) if x.dtype.kind in "ib" else x.dtype))
    view = out if increasing else out[:, ::-1]
    if N > 0:
        view[:, 0] = 1
    if N > 1:
        view[:, 1:] = x.reshape(-1, 1)
        u.multiply.accumulate(view[:, 1:], axis=1, out=view[:, 1:])
    return out
