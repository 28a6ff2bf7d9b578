"""Sets of elements."""
from . import _ufunc as u
from ._core import asarray, axis_of
from ._joining import concatenate
from ._types import result_type


def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True, sorted=True):
    """The sorted different elements, and where they are."""
    a = asarray(ar)
    shape = a.shape
    if axis is not None:
        return _slices(a, axis_of(axis, a.ndim), return_index, return_inverse, return_counts)
    x = a.ravel()
    if not (return_index or return_inverse or return_counts):
        s = x.copy()
        s.sort()
        return s[_first(s, equal_nan)]
    order = x.argsort(kind="stable")
    s = x[order]
    first = _first(s, equal_nan)
    out = [s[first]]
    if return_index:
        out.append(order[first])
    if return_inverse:
        from ._creation import empty
        inverse = empty(x.size, int)
        inverse[order] = first.cumsum() - 1
        out.append(inverse.reshape(shape))
    if return_counts:
        at = concatenate((*first.nonzero(), asarray([x.size])))
        out.append(at[1:] - at[:-1])
    return tuple(out)


def _first(s, equal_nan):
    """Where sorted elements differ from those before."""
    from ._creation import ones
    first = ones(s.shape, bool)
    if s.size > 1:
        differs = asarray(s[1:] != s[:-1])
        if equal_nan and s.dtype.kind in "fc":
            differs = differs & ~(u.isnan(s[1:]) & u.isnan(s[:-1]))
        first[1:] = differs
    return first


def _slices(a, axis, return_index, return_inverse, return_counts):
    from ._manipulation import lexsort, moveaxis
    m = moveaxis(a, axis, 0)
    flat = m.reshape(m.shape[0], -1)
    order = lexsort([flat[:, i] for i in range(flat.shape[1] - 1, -1, -1)]) if flat.shape[1] else asarray([0])
    s = flat[order]
    from ._creation import empty, ones
    first = ones(len(s), bool)
    first[1:] = (s[1:] != s[:-1]).any(1)
    out = [moveaxis(m[order][first], 0, axis)]
    if return_index:
        out.append(order[first])
    if return_inverse:
        inverse = empty(len(s), int)
        inverse[order] = first.cumsum() - 1
        out.append(inverse)
    if return_counts:
        at = concatenate((*first.nonzero(), asarray([len(s)])))
        out.append(at[1:] - at[:-1])
    return out[0] if len(out) == 1 else tuple(out)


def _named(name, fields):
    from collections import namedtuple
    return namedtuple(name, fields)


def unique_all(x):
    """The different elements, their first places, the inverse and the counts."""
    return _named("UniqueAllResult", "values indices inverse_indices counts")(*unique(x, True, True, True, equal_nan=False))


def unique_counts(x):
    """The different elements and their counts."""
    return _named("UniqueCountsResult", "values counts")(*unique(x, return_counts=True, equal_nan=False))


def unique_inverse(x):
    """The different elements and the inverse."""
    return _named("UniqueInverseResult", "values inverse_indices")(*unique(x, return_inverse=True, equal_nan=False))


def unique_values(x):
    """The different elements."""
    return unique(x, equal_nan=False)


def isin(element, test_elements, assume_unique=False, invert=False, *, kind=None):
    """Whether elements are among others."""
    e, t = asarray(element), asarray(test_elements).ravel()
    if e.dtype.kind in "US" or t.dtype.kind in "OUS":
        among = set(t.tolist())
        r = asarray([v in among for v in e.ravel().tolist()], bool).reshape(e.shape)
    elif not t.size:
        from ._creation import zeros
        r = zeros(e.shape, bool)
    else:
        s = t.copy()
        s.sort()
        d = result_type(e, s)
        s, x = s.astype(d), e.astype(d)
        at = u.minimum(s.searchsorted(x), s.size - 1)
        r = asarray(s[at] == x)
    return asarray(~r if invert else r)


def in1d(ar1, ar2, assume_unique=False, invert=False, *, kind=None):
    """Whether elements of the flattened first are in the second."""
    return isin(asarray(ar1).ravel(), ar2, invert=invert)


def intersect1d(ar1, ar2, assume_unique=False, return_indices=False):
    """The sorted common elements."""
    a, b = asarray(ar1).ravel(), asarray(ar2).ravel()
    if not return_indices:
        a, b = unique(a), unique(b)
        return a[isin(a, b)].astype(result_type(a, b))
    x, i = unique(a, return_index=True)
    y, j = unique(b, return_index=True)
    on, other = isin(x, y), isin(y, x)
    return x[on], i[on], j[other]


def union1d(ar1, ar2):
    """The sorted elements of either."""
    return unique(concatenate((asarray(ar1).ravel(), asarray(ar2).ravel())))


def setdiff1d(ar1, ar2, assume_unique=False):
    """The sorted elements of the first that are not in the second."""
    a = asarray(ar1).ravel() if assume_unique else unique(ar1)
    return a[isin(a, ar2, invert=True)]


def setxor1d(ar1, ar2, assume_unique=False):
    """The sorted elements of one but not of both."""
    a, b = unique(ar1), unique(ar2)
    s = concatenate((a, b))
    s.sort()
    if not s.size:
        return s
    flag = concatenate(([True], s[1:] != s[:-1], [True]))
    return s[flag[1:] & flag[:-1]]
