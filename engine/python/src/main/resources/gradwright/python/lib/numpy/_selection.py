"""Elements chosen by conditions."""
from ._core import asarray, axis_of, code, port, settle, wrap
from ._door import algorithms
from ._ndarray import ndarray
from ._types import result_type


def where(condition, x=None, y=None, /):
    """Elements of one of two arrays each; with the condition alone, where it is true."""
    c = asarray(condition)
    if x is None and y is None:
        return nonzero(c)
    if x is None or y is None:
        raise ValueError("either both or neither of x and y should be given")
    if c.dtype.kind in "OUS":
        c = c.astype(bool) if c.dtype.kind == "O" else c != ""
    a, b = asarray(x), asarray(y)
    d = result_type(*[v if type(v) in (int, float, complex) else w for v, w in ((x, a), (y, b))])
    if d.kind in "OUS":
        a, b = a.astype(d), b.astype(d)
    h = algorithms.where(c.astype(bool)._h, a._h, b._h, code(d))
    out = wrap(h)
    return out


def nonzero(a):
    """The indices of the elements that are not zero."""
    if not isinstance(a, ndarray) and hasattr(a, "nonzero") and not isinstance(a, (int, float)):
        return a.nonzero()
    return asarray(a).nonzero()


def argwhere(a):
    """The indices of the elements that are not zero, one row each."""
    a = asarray(a)
    if not a.ndim:
        return asarray([[]] if bool(a) else [], int).reshape((1, 0) if bool(a) else (0, 0))
    from ._joining import stack
    return stack(a.nonzero(), 1)


def flatnonzero(a):
    """The flat positions of the elements that are not zero."""
    return asarray(a).ravel().nonzero()[0]


def select(condlist, choicelist, default=0):
    """Elements of the first array whose condition is true."""
    if len(condlist) != len(choicelist):
        raise ValueError("list of cases must be same length as list of conditions")
    if not condlist:
        raise ValueError("select with an empty condition list is not possible")
    choices = [asarray(c) for c in choicelist]
    for i, c in enumerate(condlist):
        if asarray(c).dtype.kind != "b":
            raise TypeError(f"invalid entry {i} in condlist: should be boolean ndarray")
    d = result_type(*[v if type(v) in (int, float, complex) else w for v, w in zip((*choicelist, default), (*choices, asarray(default)))])
    out = asarray(default).astype(d)
    for c, v in zip(reversed(condlist), reversed(choices)):
        out = where(c, v.astype(d), out)
    return out


def piecewise(x, condlist, funclist, *args, **kw):
    """A function that is another one in each of several regions."""
    x = asarray(x)
    if not isinstance(condlist, (list, tuple)) or not len(condlist) or not isinstance(condlist[0], (list, ndarray)) and x.ndim or \
            not isinstance(condlist, (list, tuple)):
        condlist = [condlist]
    conditions = [asarray(c, bool) for c in condlist]
    n = len(funclist)
    if n == len(conditions) + 1:
        rest = ~conditions[0]
        for c in conditions[1:]:
            rest = rest & ~c
        conditions.append(asarray(rest))
    elif n != len(conditions):
        raise ValueError(f"with {len(conditions)} condition(s), either {len(conditions)} or {len(conditions) + 1} functions are"
                         " expected")
    from ._creation import zeros_like
    y = zeros_like(x)
    for c, f in zip(conditions, funclist):
        if not callable(f):
            y[c] = f
        else:
            part = x[c]
            if part.size:
                y[c] = f(part, *args, **kw)
    return y


def choose(a, choices, out=None, mode="raise"):
    """Elements of one of several arrays, by number."""
    a = asarray(a)
    parts = [asarray(c) for c in choices]
    n = len(parts)
    if mode == "raise":
        if bool(((a < 0) | (a >= n)).any()):
            raise ValueError("invalid entry in choice array")
    elif mode == "wrap":
        a = a % n
    else:
        from ._elementwise import clip
        a = clip(a, 0, n - 1)
    d = result_type(*parts)
    shape = list(port.broadcastShape([a._h, *[p._h for p in parts]]))
    r = wrap(port.zeros(code(d), shape, False))
    for i, p in enumerate(parts):
        r = where(a == i, p.astype(d), r)
    if out is not None:
        out[...] = r
        return out
    return settle(r._h)


def extract(condition, arr):
    """The elements for which a condition is true."""
    return asarray(arr).ravel()[asarray(condition).ravel().astype(bool)]


def place(arr, mask, vals):
    """Sets the elements for which a mask is true to values in turn."""
    if not isinstance(arr, ndarray):
        raise TypeError(f"place() argument 1 must be numpy.ndarray, not {type(arr).__name__}")
    on = flatnonzero(asarray(mask).astype(bool))
    if on.size:
        from ._manipulation import resize
        vals = asarray(vals).ravel()
        if not vals.size:
            raise ValueError("Cannot insert from an empty array!")
        arr.flat[on] = resize(vals, on.size).astype(arr.dtype)


def putmask(a, mask, values):
    """Sets elements for which a mask is true to those at the same place of values repeated."""
    on = flatnonzero(asarray(mask).astype(bool))
    values = asarray(values).ravel()
    if on.size and values.size:
        a.flat[on] = values[on % values.size].astype(a.dtype)


def put(a, ind, v, mode="raise"):
    """Sets elements at flat positions."""
    a.put(ind, v, mode)


def copyto(dst, src, casting="same_kind", where=True):
    """Copies values, where a mask is true."""
    src = asarray(src)
    if not port.canCast(code(src.dtype), code(dst.dtype), casting) and src.dtype.kind not in "OUS":
        raise TypeError(f"Cannot cast {'array data' if src.ndim else 'scalar'} from {src.dtype!r} to {dst.dtype!r} according to the rule '{casting}'")
    if where is True:
        dst[...] = src
    else:
        mask = wrap(port.broadcast(asarray(where, bool)._h, list(dst.shape)))
        value = wrap(port.broadcast(src._h, list(dst.shape)))
        dst[mask] = value[mask]


def compress(condition, a, axis=None, out=None):
    """The slices that a condition selects."""
    if not isinstance(a, ndarray) and hasattr(a, "compress") and not isinstance(a, (list, tuple)):
        try:
            return a.compress(condition, axis=axis)
        except TypeError:  # a method that takes less than NumPy's
            pass
    return asarray(a).compress(condition, axis, out)


def take_along_axis(arr, indices, axis=-1):
    """Elements at positions given along an axis for each line."""
    arr, indices = asarray(arr), asarray(indices)
    if axis is None:
        arr, axis = arr.ravel(), 0
    axis = axis_of(axis, arr.ndim)
    return arr[_along(arr, indices, axis)]


def _along(arr, indices, axis):
    from ._creation import arange
    if indices.dtype.kind not in "iu":
        raise IndexError("`indices` must be an integer array")
    if arr.ndim != indices.ndim:
        raise ValueError("`indices` and `arr` must have the same number of dimensions")
    out = []
    for i, n in enumerate(arr.shape):
        out.append(indices if i == axis else arange(n).reshape((1,) * i + (n,) + (1,) * (arr.ndim - i - 1)))
    return tuple(out)


def put_along_axis(arr, indices, values, axis):
    """Sets elements at positions given along an axis for each line."""
    indices = asarray(indices)
    if axis is None:
        arr, axis = arr.reshape(-1), 0
    axis = axis_of(axis, arr.ndim)
    arr[_along(arr, indices, axis)] = values
