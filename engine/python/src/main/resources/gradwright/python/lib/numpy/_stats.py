"""Order statistics, averages, covariances and histograms."""
from . import _ufunc as u
from ._core import asarray, axes_of, wrap
from ._door import algorithms
from ._joining import concatenate
from ._manipulation import broadcast_to, sort
from ._reductions import mean
from ._types import result_type


def _moved(a, axis):
    """The array with the axes joined as its last one."""
    axes = list(range(a.ndim)) if axis is None else axes_of(axis, a.ndim)
    kept = [i for i in range(a.ndim) if i not in axes]
    n = 1
    for i in axes:
        n *= a.shape[i]
    return a.transpose(kept + axes).reshape([a.shape[i] for i in kept] + [n]), axes


def _kept(r, a, axes, keepdims, lead=()):
    if not keepdims:
        return r if not hasattr(r, "ndim") or r.ndim else r[()]
    return asarray(r).reshape(tuple(lead) + tuple([1 if i in axes else n for i, n in enumerate(a.shape)]))


def median(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    """The median over axes."""
    a = asarray(a)
    x, axes = _moved(a, axis)
    n = x.shape[-1]
    if n == 0:
        return _kept(asarray(mean(x, axis=-1)), a, axes, keepdims)
    s = sort(x, -1)
    half = n // 2
    r = mean(s[..., half:half + 1] if n % 2 else s[..., half - 1:half + 1], axis=-1)
    if a.dtype.kind in "fc":
        bad = u.isnan(s[..., -1])
        from ._selection import where
        r = where(bad, float("nan"), r).astype(asarray(r).dtype)
    r = _kept(asarray(r), a, axes, keepdims)
    if out is not None:
        out[...] = r
        return out
    return r


_METHODS = {"inverted_cdf", "averaged_inverted_cdf", "closest_observation", "interpolated_inverted_cdf", "hazen", "weibull",
            "linear", "median_unbiased", "normal_unbiased", "lower", "higher", "midpoint", "nearest"}
_ALPHA_BETA = {"interpolated_inverted_cdf": (0, 1), "hazen": (0.5, 0.5), "weibull": (0, 0), "linear": (1, 1),
               "median_unbiased": (1 / 3.0, 1 / 3.0), "normal_unbiased": (3 / 8.0, 3 / 8.0)}


def _virtual(n, q, method):
    """The position of a quantile among n sorted elements, and how far to go to the next."""
    from math import ceil, floor
    if method == "lower":
        return floor(q * (n - 1)), 0.0
    if method == "higher":
        return ceil(q * (n - 1)), 0.0
    if method == "nearest":
        v = q * (n - 1)
        return round(v), 0.0
    if method == "midpoint":
        v = q * (n - 1)
        return floor(v), 0.5 if v % 1 else 0.0
    if method == "inverted_cdf":
        v = n * q
        return min(max(ceil(v) - 1, 0), n - 1), 0.0
    if method == "averaged_inverted_cdf":
        v = n * q - 1
        base = floor(v)
        return (base, 0.5) if v == base else (base, 1.0)
    if method == "closest_observation":
        v = n * q - 1 - 0.5
        base = floor(v)
        g = 0.0 if v == base and base % 2 == 1 else 1.0
        return base, g
    a, b = _ALPHA_BETA[method]
    v = n * q + (a + q * (1 - a - b)) - 1
    if method == "linear":
        v = (n - 1) * q
    base = floor(v)
    return base, v - base


def quantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, *, weights=None):
    """Quantiles over axes."""
    a = asarray(a)
    if a.dtype.kind == "c":
        raise TypeError("a must be an array of real numbers")
    qs = asarray(q)
    if not bool(((qs >= 0) & (qs <= 1)).all()):
        raise ValueError("Quantiles must be in the range [0, 1]")
    return _quantiles(a, qs, axis, out, method, keepdims, weights)


def percentile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, *, weights=None):
    """Percentiles over axes."""
    a = asarray(a)
    qs = asarray(q) / 100.0 if asarray(q).dtype.kind != "f" else asarray(u.divide(q, 100))
    qs = asarray(qs)
    if not bool(((qs >= 0) & (qs <= 1)).all()):
        raise ValueError("Percentiles must be in the range [0, 100]")
    return _quantiles(a, qs, axis, out, method, keepdims, weights)


def _quantiles(a, qs, axis, out, method, keepdims, weights):
    if method not in _METHODS:
        raise ValueError(f"{method!r} is not a valid method. Use one of: {_METHODS!r}")
    x, axes = _moved(a, axis)
    n = x.shape[-1]
    if weights is not None:
        r = _weighted(x, qs, weights, method)
        return _kept(r, a, axes, keepdims, qs.shape)
    s = sort(x.astype(float) if x.dtype.kind == "b" else x, -1)
    parts = []
    for v in qs.ravel().tolist():
        i, g = _virtual(n, v, method)
        low, high = s[..., min(max(i, 0), n - 1)], s[..., min(max(i + 1, 0), n - 1)]
        if i < 0:
            g = 0.0
        if method in ("lower", "higher", "nearest", "inverted_cdf"):
            r = low
        else:
            r = _between(low, high, g, x.dtype)
        if x.dtype.kind == "f":
            from ._selection import where
            r = where(u.isnan(s[..., -1]), float("nan"), r)
            r = r.astype(x.dtype) if x.dtype.kind == "f" else r
        parts.append(asarray(r))
    from ._joining import stack
    r = stack(parts).reshape(qs.shape + x.shape[:-1])
    r = _kept(r, a, axes, keepdims, qs.shape)
    if out is not None:
        out[...] = r
        return out
    return r


def _between(low, high, g, d):
    step = u.subtract(high, low)
    r = u.add(low, u.multiply(step, g)) if g < 0.5 else u.subtract(high, u.multiply(step, 1 - g))
    return u.minimum(r, high) if g >= 0.5 else r


def _weighted(x, qs, weights, method):
    if method != "inverted_cdf":
        raise ValueError(f"Only method 'inverted_cdf' supports weights. Got: {method}.")
    w = broadcast_to(asarray(weights), x.shape)
    order = x.argsort(-1)
    from ._selection import take_along_axis
    s, w = take_along_axis(x, order, -1), take_along_axis(w, order, -1)
    c = w.astype(float).cumsum(-1)
    c = c / c[..., -1:]
    parts = []
    for v in qs.ravel().tolist():
        i = asarray((c < v).sum(-1))
        parts.append(asarray(take_along_axis(s, u.minimum(i, x.shape[-1] - 1)[..., None] if i.ndim else asarray([int(i)]), -1)[..., 0]))
    from ._joining import stack
    return stack(parts).reshape(qs.shape + x.shape[:-1])


def average(a, axis=None, weights=None, returned=False, *, keepdims=False):
    """The weighted average over axes."""
    a = asarray(a)
    if weights is None:
        r = mean(a, axis=axis, keepdims=keepdims)
        scale = asarray(a.size / max(asarray(r).size, 1)).astype(asarray(r).dtype)[()]
    else:
        w = asarray(weights)
        if w.shape != a.shape:
            if axis is None:
                raise TypeError("Axis must be specified when shapes of a and weights differ.")
            axes = axes_of(axis, a.ndim)
            if w.shape != tuple([a.shape[i] for i in axes]):
                raise ValueError("Shape of weights must be consistent with shape of a along specified axis.")
            w = w.transpose([sorted(range(len(axes)), key=axes.__getitem__)[i] for i in range(len(axes))])
            w = w.reshape([a.shape[i] if i in axes else 1 for i in range(a.ndim)])
        d = result_type(a.dtype, w.dtype, "float64") if a.dtype.kind in "iub" else result_type(a.dtype, w.dtype)
        over = None if axis is None else tuple(axes_of(axis, a.ndim))
        wide = broadcast_to(w, a.shape)
        scale = u.add.reduce(wide, over, d, None, keepdims)
        if bool((asarray(scale) == 0).any()):
            raise ZeroDivisionError("Weights sum to zero, can't be normalized")
        r = u.divide(u.add.reduce(u.multiply(a, wide, dtype=d), over, None, None, keepdims), scale)
    if returned:
        return r, broadcast_to(asarray(scale), asarray(r).shape).copy() if asarray(r).ndim else asarray(scale)[()]
    return r


def cov(m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None, *, dtype=None):
    """The covariance matrix."""
    m = asarray(m)
    if m.ndim > 2:
        raise ValueError("m has more than 2 dimensions")
    if dtype is None:
        dtype = result_type(m, "float64") if y is None else result_type(m, asarray(y), "float64")
    x = m.astype(dtype)
    x = x.reshape(1, -1) if x.ndim < 2 else x
    if not rowvar and m.ndim != 1:
        x = x.T
    if y is not None:
        y = asarray(y, dtype)
        y = y.reshape(1, -1) if y.ndim < 2 else y
        x = concatenate((x, y.T if not rowvar and y.shape[0] != 1 else y), 0)
    ddof = (0 if bias else 1) if ddof is None else ddof
    w = None
    if fweights is not None:
        w = asarray(fweights).astype(float)
    if aweights is not None:
        w = asarray(aweights).astype(float) if w is None else w * asarray(aweights)
    avg, total = average(x, 1, w, True)
    total = total[0]
    if w is None:
        fact = x.shape[1] - ddof
    elif ddof == 0:
        fact = total
    elif aweights is None:
        fact = total - ddof
    else:
        fact = total - ddof * (w * asarray(aweights)).sum() / total
    if fact <= 0:
        from ._door import warn
        warn("Degrees of freedom <= 0 for slice", RuntimeWarning)
        fact = 0.0
    x = x - avg[:, None]
    xt = x.T if w is None else (x * w).T
    from ._products import dot
    c = dot(x, xt.conj())
    c = c * u.true_divide(1, fact)
    return c.squeeze() if c.size == 1 else c


def corrcoef(x, y=None, rowvar=True, *, dtype=None):
    """Correlation coefficients."""
    c = asarray(cov(x, y, rowvar, dtype=dtype))
    if not c.ndim:
        return (c / c)[()]
    d = c.diagonal()
    s = u.sqrt(d.real)
    c = c / s[:, None]
    c = c / s[None, :]
    from ._elementwise import clip
    if c.dtype.kind == "c":
        return clip(c.real, -1, 1) + 1j * clip(c.imag, -1, 1)
    return clip(c, -1, 1)


def bincount(x, /, weights=None, minlength=0):
    """How often each whole number occurs."""
    a = asarray(x)
    if a.dtype.kind not in "iub":
        if a.size:
            from ._door import warn
            if a.dtype.kind != "f":
                raise TypeError(f"Cannot cast array data from {a.dtype!r} to dtype('int64') according to the rule 'safe'")
            warn("Non-integer input passed to bincount. In a future version of NumPy, this will be an error. (Deprecated NumPy"
                 " 2.1)", DeprecationWarning)
        a = a.astype(int)
    if a.ndim != 1:
        raise ValueError("object too deep for desired array" if a.ndim else "object of too small depth for desired array")
    if minlength < 0:
        raise ValueError("'minlength' must not be negative")
    return wrap(algorithms.bincount(a._h, None if weights is None else asarray(weights).astype(float)._h, int(minlength)))


def digitize(x, bins, right=False):
    """The bin that each element belongs to."""
    bins = asarray(bins)
    d = u.subtract(bins[1:], bins[:-1]) if bins.size > 1 else asarray([0])
    up, down = bool((d >= 0).all()), bool((d <= 0).all())
    if not up and not down:
        raise ValueError("bins must be monotonically increasing or decreasing")
    if up:
        return asarray(bins).searchsorted(x, "left" if right else "right")
    r = bins[::-1].searchsorted(x, "right" if right else "left")
    return len(bins) - r


def histogram_bin_edges(a, bins=10, range=None, weights=None):
    """The edges of the bins of a histogram."""
    a = asarray(a).ravel()
    if isinstance(bins, str):
        return _automatic(a, bins, range)
    if asarray(bins).ndim == 1:
        edges = asarray(bins)
        if bool((edges[1:] < edges[:-1]).any()):
            raise ValueError("`bins` must increase monotonically, when an array")
        return edges
    if asarray(bins).ndim:
        raise ValueError("`bins` must be 1d, when an array")
    bins = bins.__index__()
    if bins < 1:
        raise ValueError("`bins` must be positive, when an integer")
    low, high = _outer(a, range)
    from ._creation import linspace
    return linspace(low, high, bins + 1, dtype=result_type(low, high, a.astype(float) if a.dtype.kind in "iub" else a))


def _outer(a, range):
    if range is not None:
        low, high = range
        if low > high:
            raise ValueError("max must be larger than min in range parameter.")
    elif not a.size:
        low, high = 0, 1
    else:
        low, high = a.min(), a.max()
        if a.dtype.kind == "b":
            low, high = int(low), int(high)
    if not abs(float(low)) < float("inf") or not abs(float(high)) < float("inf"):
        raise ValueError(f"{'supplied' if range is not None else 'autodetected'} range of [{low}, {high}] is not finite")
    if low == high:
        low, high = low - 0.5, high + 0.5
    return low, high


def _automatic(a, rule, range):
    if range is not None:
        a = a[(a >= range[0]) & (a <= range[1])]
    low, high = _outer(a, range)
    n = a.size
    from math import ceil, log2, pi, sqrt
    from ._creation import linspace
    if n == 0:
        return linspace(low, high, 2)
    spread = float(a.max()) - float(a.min())
    iqr = float(u.subtract(percentile(a, 75), percentile(a, 25)))
    sturges = spread / (log2(n) + 1.0)
    fd = 2.0 * iqr * n ** (-1.0 / 3.0)
    widths = {"sturges": sturges, "sqrt": spread / sqrt(n), "rice": spread / (2.0 * n ** (1.0 / 3)),
              "scott": (24.0 * pi ** 0.5 / n) ** (1.0 / 3.0) * float(a.std()), "fd": fd,
              "auto": min(fd, sturges) if fd else sturges}
    if rule not in widths:
        raise ValueError(f"{rule!r} is not a valid estimator for `bins`")
    width = widths[rule]
    if a.dtype.kind in "iu" and width < 1:
        width = 1
    return linspace(low, high, (ceil((float(high) - float(low)) / width) if width else 1) + 1)


def histogram(a, bins=10, range=None, density=None, weights=None):
    """Counts in bins, and the bins' edges."""
    a = asarray(a)
    if a.dtype.kind == "b":
        a = a.astype("uint8")
    w = None if weights is None else asarray(weights)
    if w is not None and w.shape != a.shape:
        raise ValueError("weights should have the same shape as a.")
    edges = histogram_bin_edges(a, bins, range)
    x = a.ravel()
    n = _bin_counts(x, edges, None if w is None else w.ravel())
    if density:
        db = (edges[1:] - edges[:-1]).astype(float)
        return n / db / n.sum(), edges
    return n, edges


def _bin_counts(x, edges, w):
    places = edges.searchsorted(x, "right") - 1
    last = len(edges) - 2
    from ._selection import where
    places = where(x == edges[-1], last, places)
    on = (places >= 0) & (places <= last) & (x <= edges[-1])
    places = places[on]
    if w is None:
        return bincount(places, minlength=last + 1)
    if w.dtype.kind == "c":
        w = w[on]
        return bincount(places, w.real, last + 1) + 1j * bincount(places, w.imag, last + 1)
    r = bincount(places, w[on], last + 1)
    return r.astype(w.dtype) if w.dtype.kind in "iu" else r


def histogramdd(sample, bins=10, range=None, density=None, weights=None):
    """Counts in bins of several dimensions."""
    if hasattr(sample, "shape") and len(sample.shape) == 2:
        s = asarray(sample)
    else:
        from ._joining import atleast_2d
        s = atleast_2d(sample)
        s = s if hasattr(sample, "shape") and len(sample.shape) == 2 else s.T
    n, d = s.shape
    bins = [bins] * d if not hasattr(bins, "__len__") else list(bins)
    if len(bins) != d:
        raise ValueError("The dimension of bins must be equal to the dimension of the sample x.")
    edges = [histogram_bin_edges(s[:, i], bins[i], None if range is None else range[i]) for i in _range(d)]
    edges = [e.astype(float) if e.dtype.kind in "iu" and asarray(b).ndim == 0 else e for e, b in zip(edges, bins)]
    flat = on = None
    for i in _range(d):
        x, e = s[:, i], edges[i]
        p = e.searchsorted(x, "right") - 1
        from ._selection import where
        p = where(x == e[-1], len(e) - 2, p)
        ok = (p >= 0) & (p <= len(e) - 2)
        flat = p if flat is None else flat * (len(e) - 1) + p
        on = ok if on is None else on & ok
    shape = tuple([len(e) - 1 for e in edges])
    size = 1
    for k in shape:
        size *= k
    r = bincount(flat[on], None if weights is None else asarray(weights)[on], size).astype(float).reshape(shape)
    if density:
        total = r.sum()
        for i, e in enumerate(edges):
            r = r / (e[1:] - e[:-1]).reshape((1,) * i + (-1,) + (1,) * (d - i - 1))
        r = r / total
    return r, tuple(edges)


_range = range


def histogram2d(x, y, bins=10, range=None, density=None, weights=None):
    """Counts in bins of two dimensions."""
    from ._joining import stack
    if hasattr(bins, "__len__") and len(bins) not in (1, 2):
        bins = [asarray(bins), asarray(bins)]
    elif hasattr(bins, "__len__") and len(bins) == 1:
        bins = [bins[0], bins[0]]
    x, y = asarray(x), asarray(y)
    if len(x) != len(y):
        raise ValueError("x and y must have the same length.")
    r, e = histogramdd(stack([x, y], 1), bins, range, density, weights)
    return r, e[0], e[1]
