"""Shapes and checks that both interfaces share."""
from .._core import asarray, find, port as arrays, wrap
from .._ndarray import ndarray
from ._bits import _count, port


def sized(size):
    """The number of draws and the shape for a size."""
    if size is None:
        return None, None
    if hasattr(size, "__index__"):
        size = size.__index__()
    elif hasattr(size, "tolist"):
        size = tuple(size.tolist())
    n, shape = _count(size)
    if any([d < 0 for d in shape]):
        raise ValueError("negative dimensions are not allowed")
    return n, shape


def finish(h, shape):
    """A Python number for no shape, else an array."""
    out = wrap(h)
    return out[0].item() if shape is None else out.reshape(shape)


def drawn(d, name, size, *parameters):
    """Draws from a distribution whose parameters may be arrays."""
    p = [asarray(x, float) for x in parameters]
    n, shape = sized(size)
    if any([x.ndim for x in p]):
        wide = tuple(arrays.broadcastShape([x._h for x in p]))
        if shape is None:
            shape = wide
        elif tuple(arrays.broadcastShape([arrays.broadcast(asarray(0)._h, list(shape)), *[x._h for x in p]])) != tuple(shape):
            raise ValueError(f"Output size {shape} is not compatible with broadcast dimensions of inputs {wide}.")
        n = 1
        for k in shape:
            n *= k
        p = [x if not x.ndim else wrap(arrays.broadcast(x._h, list(shape))) for x in p]
    return finish(port.fill(d, name, 1 if n is None else n, [x._h for x in p]), shape)


def check(condition, message):
    """Raises a ValueError where a condition on all elements of parameters does not hold."""
    if not bool(asarray(condition).all()):
        raise ValueError(message)


_POSITIVE = {"exponential": ("scale",), "gamma": ("shape", "scale"), "standard_gamma": ("shape",), "rayleigh": ("scale",),
             "weibull": ("a",), "laplace": (None, "scale"), "gumbel": (None, "scale"), "logistic": (None, "scale"),
             "normal": (None, "scale"), "lognormal": (None, "sigma")}
_ABOVE = {"beta": ("a", "b"), "chisquare": ("df",), "f": ("dfnum", "dfden"), "standard_t": ("df",), "pareto": ("a",),
          "power": ("a",), "wald": ("mean", "scale")}


def validate(name, parameters):
    """Refuses parameters outside of a distribution's domain, as NumPy does."""
    for names, least, text in ((_POSITIVE.get(name, ()), 0.0, "< 0"), (_ABOVE.get(name, ()), 5e-324, "<= 0")):
        for label, value in zip(names, parameters):
            if label is not None:
                v = asarray(value, float)
                check((v >= least) & ((v != 0) | (least == 0.0)), f"{label} {text}")


def integers(d, low, high, size, dtype, endpoint, old=False):
    """Whole numbers from low to high."""
    t = find(dtype)
    if t.kind not in "iub":
        raise TypeError(f"Unsupported dtype {t!r} for {'randint' if old else 'integers'}")
    if high is None:
        low, high = 0, low
    low, high = asarray(low), asarray(high)
    scalar = not low.ndim and not high.ndim
    n, shape = sized(size)
    bits = t.itemsize * 8
    least, most = (0, 1) if t.kind == "b" else (0, (1 << bits) - 1) if t.kind == "u" else (-(1 << bits - 1), (1 << bits - 1) - 1)
    if scalar:
        a, b = low.item(), high.item()
        a, b = int(a), int(b)
        b = b if endpoint else b - 1
        if a < least:
            raise ValueError(f"low is out of bounds for {t.name}")
        if b > most:
            raise ValueError(f"high is out of bounds for {t.name}")
        if a > b:
            raise ValueError("low > high" if endpoint else "high <= 0" if a == 0 and low.item() == 0 else "low >= high")
        lows, ranges = asarray([a], "uint64" if a > 1 << 62 else "int64"), asarray([b - a], "uint64")
    else:
        wide = tuple(arrays.broadcastShape([low._h, high._h]))
        if shape is None:
            shape = wide
        n = 1
        for k in shape:
            n *= k
        lows = wrap(arrays.broadcast(low.astype("int64")._h, list(shape))).ravel()
        highs = wrap(arrays.broadcast((high if endpoint else high - 1).astype("int64")._h, list(shape))).ravel()
        check(lows >= least, f"low is out of bounds for {t.name}")
        check(highs <= most, f"high is out of bounds for {t.name}")
        check(lows <= highs, "low > high" if endpoint else "low >= high")
        ranges = (highs - lows).astype("uint64")
    out = wrap(port.integers(d, t.name, lows._h, ranges.view("int64")._h, 1 if n is None else n))
    if shape is not None:
        return out.reshape(shape)
    return out[0].item() if dtype in (int, bool) else out[0]


def shuffle(d, x, axis=0):
    """Mixes a sequence in place along an axis."""
    if isinstance(x, ndarray):
        if not x.ndim:
            raise TypeError("len() of unsized object")
        n = x.shape[axis]
        order = wrap(port.permutation(d, n))
        view = x.swapaxes(0, axis)
        view[...] = view[order]
        return
    n = len(x)
    swaps = port.swaps(d, n)
    for i in range(n - 1, 0, -1):
        j = swaps[i]
        x[i], x[j] = x[j], x[i]


def weighted(d, uniform, n_pool, shape, size, replace, p, old=False):
    """Positions drawn with probabilities."""
    from .._reductions import cumsum
    p = asarray(p, float)
    if p.ndim != 1:
        raise ValueError("'p' must be 1-dimensional" if old else "p must be 1-dimensional")
    if p.size != n_pool:
        raise ValueError("'a' and 'p' must have same size" if old else "a and p must have same size")
    word = "probabilities" if old else "Probabilities"
    if bool((p != p).any()):
        raise ValueError(f"{word} contain NaN")
    if bool((p < 0).any()):
        raise ValueError(f"{word} are not non-negative")
    if abs(float(p.sum()) - 1.0) > 1e-8:
        raise ValueError(f"{word} do not sum to 1" + ("" if old else ". See Notes section of docstring for more information."))
    if replace:
        cdf = cumsum(p)
        cdf /= cdf[-1]
        return asarray(cdf.searchsorted(uniform(shape), side="right"))
    n = 1 if size is None else size
    if int((p > 0).sum()) < n:
        raise ValueError("Fewer non-zero entries in p than size")
    from .._creation import zeros
    from .._sets import unique
    found, done = zeros(n, int), 0
    p = p.copy()
    while done < n:
        x = uniform(n - done)
        if done > 0:
            p[found[0:done]] = 0
        cdf = cumsum(p)
        cdf /= cdf[-1]
        new = cdf.searchsorted(x, side="right")
        _, first = unique(new, return_index=True)
        first.sort()
        new = new[first]
        found[done:done + new.size] = new
        done += new.size
    return found if shape is not None else found[0]
