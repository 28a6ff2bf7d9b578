"""Arrays joined and split."""
from ._core import asarray, axis_of, code, find, port, wrap
from ._types import result_type


def concatenate(arrays, /, axis=0, out=None, *, dtype=None, casting="same_kind"):
    """Arrays one after another along an axis."""
    parts = [asarray(a) for a in arrays]
    if not parts:
        raise ValueError("need at least one array to concatenate")
    if axis is None:
        parts, axis = [p.ravel() for p in parts], 0
    first = parts[0]
    if any([not p.ndim for p in parts]):
        raise ValueError("zero-dimensional arrays cannot be concatenated")
    axis = axis_of(axis, first.ndim)
    total = 0
    for i, p in enumerate(parts):
        if p.ndim != first.ndim:
            raise ValueError("all the input arrays must have same number of dimensions, but the array at index 0 has"
                             f" {first.ndim} dimension(s) and the array at index {i} has {p.ndim} dimension(s)")
        for k, (m, n) in enumerate(zip(first.shape, p.shape)):
            if m != n and k != axis:
                raise ValueError("all the input array dimensions except for the concatenation axis must match exactly, but"
                                 f" along dimension {k}, the array at index 0 has size {m} and the array at index {i} has size"
                                 f" {n}")
        total += p.shape[axis]
    shape = list(first.shape)
    shape[axis] = total
    if out is None:
        d = result_type(*parts) if dtype is None else find(dtype)
        columns = first.ndim > 1 and all([port.columnMajor(p._h) and not port.contiguous(p._h) for p in parts])
        out = wrap(port.zeros(code(d), shape, columns))
    elif list(out.shape) != shape:
        raise ValueError("Output array is the wrong shape")
    lead = (slice(None),) * axis
    at = 0
    for p in parts:
        n = p.shape[axis]
        if n:
            out[lead + (slice(at, at + n),)] = p if p.dtype.kind not in "OUS" else p.astype(out.dtype)
        at += n
    return out


concat = concatenate


def stack(arrays, axis=0, out=None, *, dtype=None, casting="same_kind"):
    """Arrays of one shape along a new axis."""
    parts = [asarray(a) for a in arrays]
    if not parts:
        raise ValueError("need at least one array to stack")
    if len({p.shape for p in parts}) > 1:
        raise ValueError("all input arrays must have the same shape")
    axis = axis_of(axis, parts[0].ndim + 1)
    index = (slice(None),) * axis + (None,)
    return concatenate([p[index] for p in parts], axis, out, dtype=dtype, casting=casting)


def atleast_1d(*arys):
    """Arrays with one axis at least."""
    out = [a.reshape(1) if not a.ndim else a for a in map(asarray, arys)]
    return out[0] if len(out) == 1 else tuple(out)


def atleast_2d(*arys):
    """Arrays with two axes at least."""
    out = [a.reshape(1, 1) if not a.ndim else a[None, :] if a.ndim == 1 else a for a in map(asarray, arys)]
    return out[0] if len(out) == 1 else tuple(out)


def atleast_3d(*arys):
    """Arrays with three axes at least."""
    out = [a.reshape(1, 1, 1) if not a.ndim else a[None, :, None] if a.ndim == 1 else a[:, :, None] if a.ndim == 2 else a
           for a in map(asarray, arys)]
    return out[0] if len(out) == 1 else tuple(out)


def _sequence(tup):
    if not hasattr(tup, "__getitem__"):
        raise TypeError('arrays to stack must be passed as a "sequence" type such as list or tuple.')
    return tup


def _many(f, tup):
    return [f(a) for a in _sequence(tup)]


def vstack(tup, *, dtype=None, casting="same_kind"):
    """Arrays below each other."""
    return concatenate(_many(atleast_2d, tup), 0, dtype=dtype, casting=casting)


row_stack = vstack


def hstack(tup, *, dtype=None, casting="same_kind"):
    """Arrays beside each other."""
    parts = _many(atleast_1d, tup)
    return concatenate(parts, 0 if parts and parts[0].ndim == 1 else 1, dtype=dtype, casting=casting)


def dstack(tup):
    """Arrays behind each other."""
    return concatenate(_many(atleast_3d, tup), 2)


def column_stack(tup):
    """One-dimensional arrays as columns of a matrix."""
    return concatenate([a.reshape(-1, 1) if a.ndim < 2 else a for a in map(asarray, tup)], 1)


def block(arrays):
    """An array of nested lists of blocks."""
    def depth(x):
        return 1 + depth(x[0]) if isinstance(x, list) and x else 0
    n = depth(arrays)
    rank = max([asarray(a).ndim for a in _leaves(arrays)] + [n])

    def build(x, level):
        if level == n:
            a = asarray(x)
            return a.reshape((1,) * (rank - a.ndim) + a.shape)
        return concatenate([build(i, level + 1) for i in x], rank - n + level)
    return build(arrays, 0).copy() if n == 0 else build(arrays, 0)


def _leaves(x):
    return [leaf for i in x for leaf in _leaves(i)] if isinstance(x, list) else [x]


def _sliceable(a):
    """An array of whatever class: splitting needs no more than slices, which a class of its own (a tracer) gives itself."""
    return a if hasattr(a, "swapaxes") and hasattr(a, "ndim") else asarray(a)


def array_split(ary, indices_or_sections, axis=0):
    """An array in parts of nearly the same size."""
    ary = _sliceable(ary)
    n = ary.shape[axis_of(axis, ary.ndim)]
    try:
        cuts = list(indices_or_sections)
    except TypeError:
        k = int(indices_or_sections)
        if k <= 0:
            raise ValueError("number sections must be larger than 0.") from None
        size, extra = divmod(n, k)
        cuts, at = [], 0
        for i in range(k - 1):
            at += size + (1 if i < extra else 0)
            cuts.append(at)
    lead = (slice(None),) * axis_of(axis, ary.ndim)
    ends = cuts + [None]
    return [ary[lead + (slice(a, b),)] for a, b in zip([0] + cuts, ends)]


def split(ary, indices_or_sections, axis=0):
    """An array in parts of the same size."""
    ary = _sliceable(ary)
    if not hasattr(indices_or_sections, "__len__"):
        if ary.shape[axis_of(axis, ary.ndim)] % indices_or_sections:
            raise ValueError("array split does not result in an equal division")
    return array_split(ary, indices_or_sections, axis)


def hsplit(ary, indices_or_sections):
    """Parts beside each other."""
    ary = _sliceable(ary)
    if not ary.ndim:
        raise ValueError("hsplit only works on arrays of 1 or more dimensions")
    return split(ary, indices_or_sections, 1 if ary.ndim > 1 else 0)


def vsplit(ary, indices_or_sections):
    """Parts below each other."""
    if _sliceable(ary).ndim < 2:
        raise ValueError("vsplit only works on arrays of 2 or more dimensions")
    return split(ary, indices_or_sections, 0)


def dsplit(ary, indices_or_sections):
    """Parts behind each other."""
    if _sliceable(ary).ndim < 3:
        raise ValueError("dsplit only works on arrays of 3 or more dimensions")
    return split(ary, indices_or_sections, 2)


def unstack(x, /, *, axis=0):
    """The slices along an axis."""
    x = asarray(x)
    if not x.ndim:
        raise ValueError("Input array must be at least 1-d.")
    from ._manipulation import moveaxis
    return tuple(moveaxis(x, axis, 0))


def append(arr, values, axis=None):
    """Values after an array."""
    if axis is None:
        return concatenate((asarray(arr).ravel(), asarray(values).ravel()))
    return concatenate((arr, values), axis)
