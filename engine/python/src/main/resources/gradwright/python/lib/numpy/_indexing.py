"""Indices, grids and their builders."""
from ._core import asarray, axis_of, wrap
from ._creation import arange, linspace, ones, tri, zeros
from ._joining import concatenate
from ._selection import nonzero, where


class _Grid:
    def __init__(self, sparse):
        self._sparse = sparse

    def __getitem__(self, key):
        if not isinstance(key, tuple):
            return self._line(key)
        lines = [self._line(k) for k in key]
        n = len(lines)
        parts = [v.reshape((1,) * i + (-1,) + (1,) * (n - i - 1)) for i, v in enumerate(lines)]
        from ._types import result_type
        if self._sparse:
            d = result_type(*lines)
            return tuple([p.astype(d, copy=False) for p in parts])
        out = zeros((n,) + tuple([len(v) for v in lines]), result_type(*lines))
        for i, p in enumerate(parts):
            out[i] = p
        return out

    def _line(self, s):
        start = 0 if s.start is None else s.start
        step = 1 if s.step is None else s.step
        if isinstance(step, complex):
            return linspace(start, s.stop, int(abs(step)))
        return arange(start, s.stop, step)


mgrid, ogrid = _Grid(False), _Grid(True)


class _Concatenator:
    def __init__(self, axis, ndmin=1, trans1d=-1):
        self._axis, self._ndmin, self._trans1d = axis, ndmin, trans1d

    def __getitem__(self, key):
        key = key if isinstance(key, tuple) else (key,)
        axis, ndmin, trans1d = self._axis, self._ndmin, self._trans1d
        parts = []
        for i, k in enumerate(key):
            if isinstance(k, str) and i == 0:
                if k in ("r", "c"):
                    raise NotImplementedError("numpy.r_ with matrices is not implemented")
                numbers = [int(v) for v in k.split(",")]
                axis = numbers[0]
                ndmin = numbers[1] if len(numbers) > 1 else ndmin
                trans1d = numbers[2] if len(numbers) > 2 else trans1d
                continue
            parts.append(self._part(k, ndmin, trans1d))
        from ._types import result_type
        d = result_type(*[p if p.ndim else p for p in parts])
        return concatenate([p.reshape((1,) * (ndmin - p.ndim) + p.shape).astype(d) if p.ndim < ndmin else p for p in parts], axis)

    def _part(self, k, ndmin, trans1d):
        if isinstance(k, slice):
            a = mgrid[k]
            own = 1
        else:
            a = asarray(k)
            own = a.ndim
        if ndmin > 1 and own < ndmin:
            a = a.reshape((1,) * (ndmin - max(a.ndim, 1)) + (a.shape or (1,)))
            if trans1d != -1:
                order = list(range(ndmin))
                k2 = ndmin - max(own, 1)
                if trans1d < 0:
                    trans1d += k2 + 1
                axes = order[:trans1d] + order[k2:] + order[trans1d:k2]
                a = a.transpose(axes)
        return a.reshape(1) if not a.ndim else a


r_, c_ = _Concatenator(0), _Concatenator(-1, 2, 0)


class _Index:
    def __init__(self, maketuple):
        self._tuple = maketuple

    def __getitem__(self, item):
        return (item,) if self._tuple and not isinstance(item, tuple) else item


index_exp, s_ = _Index(True), _Index(False)


def ix_(*args):
    """Open meshes of sequences for indexing."""
    n = len(args)
    out = []
    for i, a in enumerate(args):
        a = asarray(a)
        if a.ndim != 1:
            raise ValueError("Cross index must be 1 dimensional")
        if not a.size:
            a = a.astype(int)
        if a.dtype.kind == "b":
            a = a.nonzero()[0]
        out.append(a.reshape((1,) * i + (-1,) + (1,) * (n - i - 1)))
    return tuple(out)


def unravel_index(indices, shape, order="C"):
    """Indices of flat positions."""
    a = asarray(indices)
    shape = (shape,) if isinstance(shape, int) else tuple(shape)
    n = 1
    for d in shape:
        n *= d
    if a.size and (bool((a < 0).any()) or bool((a >= n).any())):
        bad = int(a.ravel()[asarray((a < 0) | (a >= n)).ravel()][0])
        raise ValueError(f"index {bad} is out of bounds for array with size {n}")
    out = []
    for d in (reversed(shape) if order == "C" else shape):
        out.append(a % d)
        a = a // d
    return tuple(reversed(out) if order == "C" else out)


def ravel_multi_index(multi_index, dims, mode="raise", order="C"):
    """Flat positions of indices."""
    dims = (dims,) if isinstance(dims, int) else tuple(dims)
    parts = [asarray(i) for i in multi_index]
    modes = mode if isinstance(mode, tuple) else (mode,) * len(dims)
    fixed = []
    for p, d, m in zip(parts, dims, modes):
        if m == "raise":
            if bool(asarray((p < 0) | (p >= d)).any()):
                raise ValueError("invalid entry in coordinates array")
        elif m == "wrap":
            p = p % d
        else:
            from ._elementwise import clip
            p = clip(p, 0, d - 1)
        fixed.append(p)
    r = 0
    pairs = list(zip(fixed, dims))
    for p, d in (pairs if order == "C" else reversed(pairs)):
        r = r * d + p
    return r


def diag_indices(n, ndim=2):
    """The indices of the main diagonal."""
    return (arange(n),) * ndim


def diag_indices_from(arr):
    """The indices of the main diagonal of an array."""
    if arr.ndim < 2:
        raise ValueError("input array must be at least 2-d")
    if len(set(arr.shape)) != 1:
        raise ValueError("All dimensions of input must be of equal length")
    return diag_indices(arr.shape[0], arr.ndim)


def tril_indices(n, k=0, m=None):
    """The indices at and below a diagonal."""
    return nonzero(tri(n, m, k, bool))


def triu_indices(n, k=0, m=None):
    """The indices at and above a diagonal."""
    return nonzero(~tri(n, m, k - 1, bool))


def tril_indices_from(arr, k=0):
    """The indices at and below a diagonal of a matrix."""
    return tril_indices(arr.shape[-2], k, arr.shape[-1])


def triu_indices_from(arr, k=0):
    """The indices at and above a diagonal of a matrix."""
    return triu_indices(arr.shape[-2], k, arr.shape[-1])


def mask_indices(n, mask_func, k=0):
    """The indices that a mask function leaves."""
    return nonzero(asarray(mask_func(ones((n, n), int), k)) != 0)


def tril(m, k=0):
    """The matrix with zeros above a diagonal."""
    m = asarray(m)
    return where(tri(*m.shape[-2:], k=k, dtype=bool), m, zeros(1, m.dtype))


def triu(m, k=0):
    """The matrix with zeros below a diagonal."""
    m = asarray(m)
    return where(tri(*m.shape[-2:], k=k - 1, dtype=bool), zeros(1, m.dtype), m)


def fill_diagonal(a, val, wrap=False):
    """Sets the main diagonal."""
    if a.ndim < 2:
        raise ValueError("array must be at least 2-d")
    if a.ndim == 2:
        n = min(a.shape) if not wrap else len(range(0, a.size, a.shape[1] + 1))
        step = a.shape[1] + 1
        a.flat[arange(0, n * step, step)[:n] if wrap else arange(n) * step] = val
    else:
        if len(set(a.shape)) != 1:
            raise ValueError("All dimensions of input must be of equal length")
        a[diag_indices(a.shape[0], a.ndim)] = val


def ndindex(*shape):
    """The indices of a shape, in order."""
    from itertools import product
    shape = shape[0] if len(shape) == 1 and isinstance(shape[0], tuple) else shape
    return product(*[range(n) for n in shape])


def ndenumerate(arr):
    """The indices and elements of an array, in order."""
    a = asarray(arr)
    return zip(ndindex(*a.shape), a.flat)


def packbits(a, /, axis=None, bitorder="big"):
    """Eight booleans in each byte."""
    a = asarray(a) != 0
    a = asarray(a)
    if axis is None:
        a, axis = a.ravel(), 0
    axis = axis_of(axis, a.ndim)
    m = a.swapaxes(axis, -1)
    n = m.shape[-1]
    wide = zeros(m.shape[:-1] + (-(-n // 8) * 8,), "uint8")
    wide[..., :n] = m
    weights = asarray([128, 64, 32, 16, 8, 4, 2, 1] if bitorder == "big" else [1, 2, 4, 8, 16, 32, 64, 128], "uint8")
    r = (wide.reshape(m.shape[:-1] + (-1, 8)) * weights).sum(-1).astype("uint8")
    return r.swapaxes(axis, -1)


def unpackbits(a, /, axis=None, count=None, bitorder="big"):
    """The bits of bytes."""
    a = asarray(a)
    if a.dtype.name != "uint8":
        raise TypeError("Expected an input array of unsigned byte data type")
    if axis is None:
        a, axis = a.ravel(), 0
    axis = axis_of(axis, a.ndim)
    m = a.swapaxes(axis, -1)
    shifts = asarray([7, 6, 5, 4, 3, 2, 1, 0] if bitorder == "big" else [0, 1, 2, 3, 4, 5, 6, 7], "uint8")
    r = ((m[..., None] >> shifts) & asarray(1, "uint8")).reshape(m.shape[:-1] + (-1,))
    if count is not None:
        r = r[..., :count]
    return r.swapaxes(axis, -1)
