"""Reductions that leave NaN out."""
from . import _reductions as r
from . import _stats
from . import _ufunc as u
from ._core import asarray
from ._door import warn
from ._reductions import _NO_VALUE
from ._selection import where


def _filled(a, value):
    """The array with NaN replaced, and where they were."""
    a = asarray(a)
    if a.dtype.kind not in "fc":
        return a, None
    mask = asarray(u.isnan(a))
    return where(mask, value, a).astype(a.dtype), mask


def nansum(a, axis=None, dtype=None, out=None, keepdims=_NO_VALUE, initial=_NO_VALUE, where=_NO_VALUE):
    """The sum without NaN."""
    return r.sum(_filled(a, 0)[0], axis, dtype, out, keepdims, initial, where)


def nanprod(a, axis=None, dtype=None, out=None, keepdims=_NO_VALUE, initial=_NO_VALUE, where=_NO_VALUE):
    """The product without NaN."""
    return r.prod(_filled(a, 1)[0], axis, dtype, out, keepdims, initial, where)


def nancumsum(a, axis=None, dtype=None, out=None):
    """Running sums without NaN."""
    return r.cumsum(_filled(a, 0)[0], axis, dtype, out)


def nancumprod(a, axis=None, dtype=None, out=None):
    """Running products without NaN."""
    return r.cumprod(_filled(a, 1)[0], axis, dtype, out)


def _extreme(a, axis, out, keepdims, fold):
    a = asarray(a)
    res = fold.reduce(a, axis, None, out, keepdims is not _NO_VALUE and keepdims)
    if a.dtype.kind in "fc" and bool(asarray(u.isnan(res)).any()):
        warn("All-NaN axis encountered" if axis is None else "All-NaN slice encountered", RuntimeWarning)
    return res


def nanmax(a, axis=None, out=None, keepdims=_NO_VALUE, initial=_NO_VALUE, where=_NO_VALUE):
    """The largest element without NaN."""
    return _extreme(a, axis, out, keepdims, u.fmax)


def nanmin(a, axis=None, out=None, keepdims=_NO_VALUE, initial=_NO_VALUE, where=_NO_VALUE):
    """The least element without NaN."""
    return _extreme(a, axis, out, keepdims, u.fmin)


def nanargmax(a, axis=None, out=None, *, keepdims=_NO_VALUE):
    """The place of the largest element without NaN."""
    x, mask = _filled(a, -float("inf"))
    _all_nan(mask, axis)
    return r.argmax(x, axis, out, keepdims=keepdims)


def nanargmin(a, axis=None, out=None, *, keepdims=_NO_VALUE):
    """The place of the least element without NaN."""
    x, mask = _filled(a, float("inf"))
    _all_nan(mask, axis)
    return r.argmin(x, axis, out, keepdims=keepdims)


def _all_nan(mask, axis):
    if mask is not None and bool(asarray(mask.all(axis)).any()):
        raise ValueError("All-NaN slice encountered")


def nanmean(a, axis=None, dtype=None, out=None, keepdims=_NO_VALUE, *, where=_NO_VALUE):
    """The mean without NaN."""
    x, mask = _filled(a, 0)
    if mask is None:
        return r.mean(x, axis, dtype, out, keepdims, where=where)
    n = r.sum(~mask, axis, int, None, keepdims)
    total = r.sum(x, axis, dtype, None, keepdims)
    if bool((asarray(n) == 0).any()):
        warn("Mean of empty slice", RuntimeWarning)
    from ._errors import errstate
    with errstate(invalid="ignore", divide="ignore"):
        res = u.divide(total, n)
    res = res.astype(total.dtype)
    if out is not None:
        out[...] = res
        return out
    return res


def nanvar(a, axis=None, dtype=None, out=None, ddof=0, keepdims=_NO_VALUE, *, where=_NO_VALUE, mean=_NO_VALUE,
           correction=_NO_VALUE):
    """The variance without NaN."""
    x, mask = _filled(a, 0)
    ddof = ddof if correction is _NO_VALUE else correction
    if mask is None:
        return r.var(x, axis, dtype, out, ddof, keepdims)
    from ._errors import errstate
    with errstate(invalid="ignore", divide="ignore"):
        n = r.sum(~mask, axis, int, None, True)
        centre = u.divide(r.sum(x, axis, dtype, None, True), n)
        d = _where(mask, 0, u.subtract(x, centre)).astype(x.dtype)
        sq = u.multiply(d, d.conj()).real if d.dtype.kind == "c" else u.multiply(d, d)
        total = r.sum(sq, axis, dtype, None, keepdims)
        dof = u.subtract(r.sum(~mask, axis, int, None, keepdims), ddof)
        if bool((asarray(dof) <= 0).any()):
            warn("Degrees of freedom <= 0 for slice.", RuntimeWarning)
        res = asarray(u.divide(total, dof))
        res = _where(dof <= 0, float("nan"), res).astype(asarray(total).dtype)
    res = res if res.ndim else res[()]
    if out is not None:
        out[...] = res
        return out
    return res


_where = where


def nanstd(a, axis=None, dtype=None, out=None, ddof=0, keepdims=_NO_VALUE, *, where=_NO_VALUE, mean=_NO_VALUE,
           correction=_NO_VALUE):
    """The standard deviation without NaN."""
    return u.sqrt(nanvar(a, axis, dtype, None, ddof, keepdims, correction=correction))


def _lines(a, axis, keepdims, f):
    a = asarray(a)
    x, axes = _stats._moved(a, axis)
    flat = x.reshape(-1, x.shape[-1])
    rows = []
    for row in flat:
        row = row[~u.isnan(row)] if a.dtype.kind in "fc" else row
        if not row.size:
            warn("All-NaN slice encountered", RuntimeWarning)
        rows.append(f(row))
    return a, axes, rows, x.shape[:-1]


def nanmedian(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    """The median without NaN."""
    a, axes, rows, shape = _lines(a, axis, keepdims, lambda row: _stats.median(row) if row.size else float("nan"))
    res = asarray(rows).astype(a.dtype if a.dtype.kind == "f" else float).reshape(shape)
    return _stats._kept(res, a, axes, keepdims)


def nanquantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, *, weights=None):
    """Quantiles without NaN."""
    from ._joining import stack
    qs = asarray(q)
    a, axes, rows, shape = _lines(
        a, axis, keepdims, lambda row: asarray(_stats.quantile(row, q, method=method)) if row.size else _nans(qs.shape))
    from ._manipulation import moveaxis
    res = stack([asarray(v) for v in rows]).reshape(shape + qs.shape)
    for _ in range(qs.ndim):
        res = moveaxis(res, -1, 0)
    return _stats._kept(res, a, axes, keepdims, qs.shape)


def _nans(shape):
    from ._creation import full
    return full(shape, float("nan"))


def nanpercentile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, *, weights=None):
    """Percentiles without NaN."""
    return nanquantile(a, u.divide(q, 100), axis, out, overwrite_input, method, keepdims, weights=weights)
