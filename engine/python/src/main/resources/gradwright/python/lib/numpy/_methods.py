"""What the methods of arrays do, on arrays."""
from ._core import _rank, asarray, axes_of, axis_of, code, find, port, settle, wrap
from ._door import algorithms
from ._reductions import (all, any, argmax, argmin, cumprod, cumsum, max, mean, min, prod, ptp, std, sum,  # noqa: F401
                          var)


def _last(a, axis):
    """The array with an axis moved to the end."""
    n = _rank(a._h)
    axis = axis_of(axis, n)
    if axis == n - 1:
        return a
    return wrap(port.transpose(a._h, [i for i in range(n) if i != axis] + [axis]))


def _back(a, axis):
    n = _rank(a._h)
    axis = axis_of(axis, n)
    order = list(range(n - 1))
    order.insert(axis, n - 1)
    return wrap(port.transpose(a._h, order))


def sort(a, axis=-1, kind=None, order=None, *, stable=None):
    """Sorts in place."""
    if not port.writable(a._h):
        raise ValueError("sort array is read-only")
    if not a.ndim:
        axis_of(axis, 0)
    algorithms.sort(_last(a, axis)._h)


def partition(a, kth, axis=-1, kind="introselect", order=None):
    """Sorts in place, which puts every element where a partition puts it."""
    _check_kth(a, kth, axis)
    sort(a, axis)


def _check_kth(a, kth, axis):
    n = a.shape[axis_of(axis, a.ndim)] if axis is not None else a.size
    for k in [kth] if not hasattr(kth, "__iter__") else kth:
        if not -n <= k < n:
            raise ValueError(f"kth(={k}) out of bounds ({n})")


def argsort(a, axis=-1, kind=None, order=None, *, stable=None):
    """The order that sorts."""
    if axis is None:
        a, axis = a.ravel(), -1
    if not a.ndim:
        a = a.reshape(1)
    return _back(wrap(algorithms.argsort(_last(a, axis)._h)), axis)


def argpartition(a, kth, axis=-1, kind="introselect", order=None):
    """The order that sorts, which partitions as well."""
    _check_kth(a, kth, axis)
    return argsort(a, axis)


def searchsorted(a, v, side="left", sorter=None):
    """Where values would be inserted into a sorted array."""
    if side not in ("left", "right", "l", "r"):
        raise ValueError(f"search side must be 'left' or 'right' (got '{side}')")
    if a.ndim != 1:
        raise ValueError("object too deep for desired array" if a.ndim else "object of too small depth for desired array")
    if sorter is not None:
        a = a[asarray(sorter)]
    return settle(algorithms.searchSorted(a._h, asarray(v)._h, side[0] == "r"))


def nonzero(a):
    """The indices of the elements that are not zero."""
    if not a.ndim:
        raise ValueError("Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead.")
    if a.dtype.kind == "O":
        a = asarray([bool(v) for v in a.ravel().tolist()]).reshape(a.shape)
    return tuple([wrap(h) for h in algorithms.nonzero(a._h)])


def take(a, indices, axis=None, out=None, mode="raise"):
    """Elements at positions along an axis."""
    indices = asarray(indices)
    if not indices.size and indices.dtype.kind == "f":
        indices = indices.astype(int)
    if axis is not None:
        axis = axis_of(axis, a.ndim)
    h = port.take(a._h, indices._h, -1 if axis is None else axis, mode)
    if out is not None:
        out[...] = wrap(h)
        return out
    return settle(h)


def put(a, indices, values, mode="raise"):
    """Sets elements at flat positions."""
    indices = asarray(indices).ravel()
    if mode != "raise":
        n = a.size
        indices = indices % n if mode == "wrap" else clip(indices, 0, n - 1)
    values = asarray(values).ravel()
    if values.size < indices.size:
        from ._manipulation import resize
        values = resize(values, indices.size)
    a.flat[indices] = values[:indices.size]


def repeat(a, repeats, axis=None):
    """Elements repeated."""
    from ._creation import arange
    if axis is None:
        a, axis = a.ravel(), 0
    axis = axis_of(axis, a.ndim)
    n = a.shape[axis]
    counts = asarray(repeats)
    if counts.size == 1:
        k = counts.item()
        places = [i for i in range(n) for _ in range(k)] if n * k < 64 else arange(n * k) // k
    else:
        if counts.size != n:
            raise ValueError(f"operands could not be broadcast together with shape ({n},) ({counts.size},)")
        places = [i for i, k in zip(range(n), counts.tolist()) for _ in range(k)]
    places = asarray(places, "int64")
    return wrap(port.take(a._h, places._h, axis, "raise"))


def compress(a, condition, axis=None, out=None):
    """The slices that a condition selects."""
    on = asarray(condition)
    if on.ndim != 1:
        raise ValueError("condition must be a 1-d array")
    return take(a, nonzero(on)[0], axis, out)


def choose(a, choices, out=None, mode="raise"):
    """Elements of one of several arrays each."""
    from ._selection import choose as f
    return f(a, choices, out, mode)


def clip(a, min=None, max=None, out=None, **kwargs):
    """Elements limited to a range."""
    from ._elementwise import clip as f
    return f(a, min, max, out, **kwargs)


def round(a, decimals=0, out=None):
    """Elements rounded to a number of decimals."""
    from ._elementwise import round as f
    return f(a, decimals, out)


def conj(a, out=None):
    """Complex conjugates."""
    from ._ufunc import conjugate as f
    return f(a) if a.dtype.kind == "c" else a


conjugate = conj


def diagonal(a, offset=0, axis1=0, axis2=1):
    """A diagonal: a read-only view."""
    n = a.ndim
    if n < 2:
        raise ValueError("diag requires an array of at least two dimensions")
    i, j = axis_of(axis1, n), axis_of(axis2, n)
    if i == j:
        raise ValueError("axis1 and axis2 cannot be the same")
    h = port.diagonal(a._h, offset, i, j)
    port.setWritable(h, False)
    return wrap(h)


def trace(a, offset=0, axis1=0, axis2=1, dtype=None, out=None):
    """The sum of a diagonal."""
    return sum(diagonal(a, offset, axis1, axis2), -1, dtype, out)


def squeeze(a, axis=None):
    """The array without axes of size one: a view."""
    shape = a.shape
    axes = axes_of(axis, len(shape))
    if axes is not None:
        for i in axes:
            if shape[i] != 1:
                raise ValueError("cannot select an axis to squeeze out which has size not equal to one")
    kept = [n for i, n in enumerate(shape) if (n != 1 if axes is None else i not in axes)]
    return wrap(port.reshape(a._h, kept, False))


def dot(a, b, out=None):
    """The dot product."""
    from ._products import dot as f
    return f(a, b, out)


def resize(a, *new_shape, refcheck=True):
    """Changes the shape in place, with zeros for what is new."""
    from ._core import shape_of
    shape = shape_of(new_shape[0] if len(new_shape) == 1 else new_shape)
    out = wrap(port.zeros(code(a.dtype), shape, False))
    n = a.size if a.size < out.size else out.size
    out.reshape(-1)[:n] = a.ravel()[:n]
    a._h = out._h


def byteswap(a, inplace=False):
    """The elements with the order of their bytes reversed."""
    d = a.dtype
    size = d.itemsize // 2 if d.kind == "c" else d.itemsize
    raw = a.ravel().view("u1").reshape(-1, size)[:, ::-1].copy().reshape(-1).view(d).reshape(a.shape)
    if inplace:
        a[...] = raw
        return a
    return raw


def tofile(a, fid, sep="", format="%s"):
    """Writes the elements to a file."""
    from ._io import tofile as f
    return f(a, fid, sep, format)


def dump(a, file):
    """Pickles to a file."""
    import pickle
    if isinstance(file, str):
        with open(file, "wb") as f:
            pickle.dump(a, f)
    else:
        pickle.dump(a, file)


def dumps(a):
    """The pickle as bytes."""
    import pickle
    return pickle.dumps(a)


def to_device(a, device, stream=None):
    """The array itself: there is one device."""
    if device != "cpu":
        raise ValueError(f"Unsupported device for NumPy: {device!r}")
    return a
