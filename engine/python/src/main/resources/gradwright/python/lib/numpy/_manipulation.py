"""Shapes, axes and the order of elements."""
from ._core import asarray, axes_of, axis_of, code, port, shape_of, sliceable, wrap
from ._ndarray import ndarray
from ._reductions import _NO_VALUE, foreign


def shape(a):
    """The sizes of the axes."""
    return a.shape if hasattr(a, "shape") else asarray(a).shape


def ndim(a):
    """The number of axes."""
    return a.ndim if hasattr(a, "ndim") else asarray(a).ndim


def size(a, axis=None):
    """The number of elements, in all or along axes."""
    if axis is None:
        return a.size if hasattr(a, "size") else asarray(a).size
    s = shape(a)
    n = 1
    for i in axes_of(axis, len(s)):
        n *= s[i]
    return n


def _wrapped(name):
    def f(a, *args, **kwargs):
        try:
            r = foreign(a, name, args, kwargs)
        except TypeError:  # a method that takes less than NumPy's
            r = _NO_VALUE
        return r if r is not _NO_VALUE else getattr(asarray(a), name)(*args, **kwargs)
    f.__name__ = f.__qualname__ = name
    f.__doc__ = getattr(ndarray, name).__doc__
    return f


repeat, squeeze, swapaxes = _wrapped("repeat"), _wrapped("squeeze"), _wrapped("swapaxes")
searchsorted, argsort, argpartition = _wrapped("searchsorted"), _wrapped("argsort"), _wrapped("argpartition")
diagonal, trace, take, nonzero = _wrapped("diagonal"), _wrapped("trace"), _wrapped("take"), _wrapped("nonzero")


def reshape(a, /, shape, order="C", *, copy=None):
    """The same elements in another shape; a view where possible."""
    r = foreign(a, "reshape", (shape,), {"order": order})
    if r is not _NO_VALUE:
        return r
    a = asarray(a)
    return a.copy().reshape(shape, order=order) if copy else a.reshape(shape, order=order)


def ravel(a, order="C"):
    """The array as one axis; a view where possible."""
    r = foreign(a, "ravel", (), {"order": order})
    return r if r is not _NO_VALUE else asarray(a).ravel(order)


def transpose(a, axes=None):
    """The array with its axes permuted: a view."""
    r = foreign(a, "transpose", (axes,), {})
    return r if r is not _NO_VALUE else asarray(a).transpose(axes)


permute_dims = transpose


def matrix_transpose(x, /):
    """The last two axes exchanged: a view."""
    x = asarray(x)
    if x.ndim < 2:
        raise ValueError(f"Input array must be at least 2-dimensional, but it is {x.ndim}")
    return x.swapaxes(-1, -2)


def sort(a, axis=-1, kind=None, order=None, *, stable=None):
    """A sorted copy."""
    a = asarray(a)
    if axis is None:
        a, axis = a.flatten(), -1
    else:
        a = a.copy("K")
    a.sort(axis)
    return a


def partition(a, kth, axis=-1, kind="introselect", order=None):
    """A copy with the element at each of the positions where sorting puts it."""
    a = asarray(a)
    a = a.flatten() if axis is None else a.copy("K")
    a.partition(kth, -1 if axis is None else axis)
    return a


def sort_complex(a):
    """A sorted copy as complex numbers."""
    a = sort(a)
    return a if a.dtype.kind == "c" else a.astype("complex64" if a.dtype.name in ("int8", "int16", "uint8", "uint16") else complex)


def lexsort(keys, axis=-1):
    """The order that sorts by the last key, then by the one before, and so on."""
    from ._door import algorithms
    keys = [asarray(k) for k in keys]
    if not keys:
        raise TypeError("need sequence of keys with len > 0 in lexsort")
    if keys[0].ndim != 1:
        raise NotImplementedError("numpy.lexsort of keys with more than one axis is not implemented")
    return wrap(algorithms.lexsort([k._h for k in keys]))


def moveaxis(a, source, destination):
    """Axes moved to other positions: a view."""
    a = sliceable(a)
    n = a.ndim
    s, d = axes_of(source, n, "source"), axes_of(destination, n, "destination")
    if len(s) != len(d):
        raise ValueError("`source` and `destination` arguments must have the same number of elements")
    order = [i for i in range(n) if i not in s]
    for to, axis in sorted(zip(d, s)):
        order.insert(to, axis)
    return a.transpose(order)


def rollaxis(a, axis, start=0):
    """An axis moved back to before another."""
    n = sliceable(a).ndim
    axis = axis_of(axis, n)
    start = start + n if start < 0 else start
    return moveaxis(a, axis, start - 1 if axis < start else start)


def expand_dims(a, axis):
    """New axes of size one."""
    a = asarray(a)
    axes = axis if isinstance(axis, (tuple, list)) else (axis,)
    n = a.ndim + len(axes)
    axes = axes_of(tuple(axes), n)
    it = iter(a.shape)
    return a.reshape([1 if i in axes else next(it) for i in range(n)])


def broadcast_to(array, shape, subok=False):
    """The array stretched to a shape: a read-only view."""
    return wrap(port.broadcast(asarray(array)._h, shape_of(shape)))


def broadcast_shapes(*args):
    """The common shape of shapes."""
    return common_shape([tuple(shape_of(s)) for s in args])


def common_shape(shapes):
    """The common shape of shapes, or an error that names the first two that have none."""
    out = [1] * max([len(s) for s in shapes], default=0)
    whose = [0] * len(out)
    for k, s in enumerate(shapes):
        shift = len(out) - len(s)
        for i, n in enumerate(s):
            if n != 1:
                if out[i + shift] not in (1, n):
                    j = whose[i + shift]
                    raise ValueError("shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg"
                                     f" {j} with shape {shapes[j]} and arg {k} with shape {s}.")
                if out[i + shift] == 1:
                    out[i + shift], whose[i + shift] = n, k
    return tuple(out)


def broadcast_arrays(*args, subok=False):
    """Arrays stretched to their common shape: views."""
    parts = [asarray(a) for a in args]
    s = list(common_shape([p.shape for p in parts]))
    return tuple([p if list(p.shape) == s else wrap(port.broadcast(p._h, s)) for p in parts])


def flip(m, axis=None):
    """The order of elements reversed along axes: a view."""
    m = sliceable(m)
    axes = range(m.ndim) if axis is None else axes_of(axis, m.ndim)
    return m[tuple([slice(None, None, -1) if i in axes else slice(None) for i in range(m.ndim)])]


def flipud(m):
    """Reversed along the first axis."""
    m = asarray(m)
    if m.ndim < 1:
        raise ValueError("Input must be >= 1-d.")
    return flip(m, 0)


def fliplr(m):
    """Reversed along the second axis."""
    m = asarray(m)
    if m.ndim < 2:
        raise ValueError("Input must be >= 2-d.")
    return flip(m, 1)


def rot90(m, k=1, axes=(0, 1)):
    """Turned by quarter turns in the plane of two axes."""
    m = asarray(m)
    if len(axes) != 2:
        raise ValueError("len(axes) must be 2.")
    a, b = axes
    if a == b or abs(a - b) == m.ndim:
        raise ValueError("Axes must be different.")
    k %= 4
    if k == 0:
        return m[:]
    if k == 2:
        return flip(flip(m, a), b)
    return flip(m.swapaxes(a, b), a) if k == 1 else flip(m, a).swapaxes(a, b)


def roll(a, shift, axis=None):
    """Elements moved along axes, those beyond the end to the front."""
    a = asarray(a)
    if axis is None:
        return roll(a.ravel(), shift, 0).reshape(a.shape)
    axes = axes_of(axis, a.ndim) if not isinstance(axis, tuple) else [axis_of(i, a.ndim) for i in axis]
    shifts = list(shift) if hasattr(shift, "__iter__") else [shift]
    if len(shifts) == 1:
        shifts *= len(axes)
    elif len(axes) == 1:
        axes *= len(shifts)
    from ._joining import concatenate
    out = a.copy()
    for k, i in zip(shifts, axes):
        n = out.shape[i]
        if n:
            k = int(k) % n
            lead = (slice(None),) * i
            out = concatenate((out[lead + (slice(n - k, None),)], out[lead + (slice(None, n - k),)]), i)
    return out


def tile(A, reps):
    """The array repeated along each axis."""
    a = asarray(A)
    reps = tuple(reps) if hasattr(reps, "__iter__") else (reps,)
    n = max(len(reps), a.ndim)
    reps = (1,) * (n - len(reps)) + reps
    shape = (1,) * (n - a.ndim) + a.shape
    inner = a.reshape([x for d in shape for x in (1, d)])
    wide = wrap(port.broadcast(inner._h, [x for r, d in zip(reps, shape) for x in (r, d)]))
    return wide.copy().reshape([r * d for r, d in zip(reps, shape)])


def resize(a, new_shape):
    """The elements repeated to fill a shape."""
    a = asarray(a).ravel()
    s = shape_of(new_shape)
    n = 1
    for d in s:
        n *= d
    if not a.size:
        return wrap(port.zeros(code(a.dtype), s, False))
    if a.size < n:
        a = tile(a, -(-n // a.size))
    return a[:n].reshape(s)


def delete(arr, obj, axis=None):
    """The array without slices."""
    a = asarray(arr)
    if axis is None:
        a, axis = a.ravel(), 0
    axis = axis_of(axis, a.ndim)
    n = a.shape[axis]
    from ._creation import ones
    keep = ones(n, bool)
    if isinstance(obj, slice):
        keep[obj] = False
    else:
        o = asarray(obj)
        if o.dtype.kind == "b":
            if o.shape != (n,):
                raise ValueError(f"boolean array argument obj to delete must be one dimensional and match the axis length of {n}")
            keep[o] = False
        elif o.size:
            for i in o.ravel().tolist():
                if not -n <= i < n:
                    raise IndexError(f"index {i} is out of bounds for axis {axis} with size {n}")
            keep[o.astype(int)] = False
    return a[(slice(None),) * axis + (keep,)]


def insert(arr, obj, values, axis=None):
    """Values put in before given positions."""
    a = asarray(arr)
    if axis is None:
        a, axis = a.ravel(), 0
    axis = axis_of(axis, a.ndim)
    n = a.shape[axis]
    lead = (slice(None),) * axis
    if isinstance(obj, slice):
        obj = range(*obj.indices(n))
    o = asarray(obj)
    if o.dtype.kind == "b":
        o = o.nonzero()[0]
    where = [int(i) for i in o.ravel().tolist()]
    for i in where:
        if not -n <= i <= n:
            raise IndexError(f"index {i} is out of bounds for axis {axis} with size {n}")
    where = [i + n if i < 0 else i for i in where]
    v = asarray(values).astype(a.dtype)
    if len(where) == 1 and not o.ndim or len(where) == 1 and o.ndim:
        if v.ndim and not o.ndim:
            v = moveaxis(v.reshape((1,) * (a.ndim - v.ndim) + v.shape), 0, axis) if a.ndim > 1 else v
        s = list(a.shape)
        s[axis] = v.shape[axis] if v.ndim == a.ndim else 1 if not (a.ndim == 1 and v.ndim) else v.size
        from ._joining import concatenate
        i = where[0]
        return concatenate((a[lead + (slice(None, i),)], broadcast_to(v, s), a[lead + (slice(i, None),)]), axis)
    order = sorted(range(len(where)), key=where.__getitem__)
    places = [0] * len(where)
    for shift, k in enumerate(order):
        places[k] = where[k] + shift
    s = list(a.shape)
    s[axis] = n + len(where)
    out = wrap(port.zeros(code(a.dtype), s, False))
    from ._creation import ones
    old = ones(s[axis], bool)
    old[places] = False
    out[lead + (old,)] = a
    out[lead + (places,)] = v
    return out


def trim_zeros(filt, trim="fb", axis=None):
    """The sequence without zeros at its ends."""
    a = asarray(filt)
    on = a.nonzero()[0].tolist()
    if not on:
        return filt[:0]
    first = on[0] if "f" in trim.lower() else 0
    last = on[-1] + 1 if "b" in trim.lower() else len(a)
    return filt[first:last]


def pad(array, pad_width, mode="constant", **kwargs):
    """The array with elements added at its edges."""
    from ._padding import pad as f
    return f(array, pad_width, mode, **kwargs)


def astype(x, dtype, /, *, copy=True, device=None):
    """The elements in another dtype."""
    return asarray(x).astype(dtype, copy=copy)
