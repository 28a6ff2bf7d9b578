"""Elementwise functions made of others, and comparisons within tolerances."""
from . import _ufunc as u
from ._core import asarray, find, settle
from ._reductions import _NO_VALUE, foreign
from ._selection import where
from ._types import finfo, issubdtype

_inf = float("inf")


def clip(a, a_min=_NO_VALUE, a_max=_NO_VALUE, out=None, *, min=_NO_VALUE, max=_NO_VALUE, **kwargs):
    """Elements limited to a range."""
    low = a_min if min is _NO_VALUE else min
    high = a_max if max is _NO_VALUE else max
    low = None if low is _NO_VALUE else low
    high = None if high is _NO_VALUE else high
    r = foreign(a, "clip", (low, high), {})
    if r is not _NO_VALUE:
        return r
    x = a
    if type(a) not in (int, float):
        x = asarray(a)
        if x.dtype.kind in "iu":
            low, high = _within(x, low, True), _within(x, high, False)
    if low is not None:
        x = u.maximum(x, low, **({"out": out} if out is not None and high is None else {}), **kwargs)
    if high is not None:
        x = u.minimum(x, high, **({"out": out} if out is not None else {}), **kwargs)
    if low is None and high is None:
        return u.positive(x, out=out) if out is not None else asarray(x).copy()
    return x


def _within(a, bound, low):
    """A Python integer bound brought into the dtype's range."""
    if type(bound) is not int:
        return bound
    from ._types import iinfo
    i = iinfo(a.dtype)
    return max_of(bound, i.min) if low else min_of(bound, i.max)


def max_of(a, b):
    """The larger of two Python numbers."""
    return a if a > b else b


def min_of(a, b):
    """The lesser of two Python numbers."""
    return a if a < b else b


def round(a, decimals=0, out=None):
    """Elements rounded to a number of decimals, halves to even."""
    r = foreign(a, "round", (decimals,), {})
    if r is not _NO_VALUE:
        return r
    x = asarray(a)
    if x.dtype.kind == "O":
        return asarray([v.__round__(decimals) for v in x.ravel().tolist()], object).reshape(x.shape)
    if x.dtype.kind in "iub":
        if x.dtype.kind == "b":
            x = x.astype("float16")
        elif decimals < 0:
            p = 10 ** -decimals
            y = u.rint(x / p) * p
            y = asarray(y).astype(x.dtype)
            return _out(y if y.ndim else y[()], out)
        else:
            return _out(x.copy()[()] if not x.ndim else x.copy(), out)
    if decimals == 0:
        y = u.rint(x)
    elif decimals > 0:
        p = 10.0 ** decimals
        y = u.divide(u.rint(u.multiply(x, p)), p)
    else:
        p = 10.0 ** -decimals
        y = u.multiply(u.rint(u.divide(x, p)), p)
    return _out(y, out)


def _out(y, out):
    if out is None:
        return y
    out[...] = y
    return out


around = round


def fix(x, out=None):
    """Rounds towards zero."""
    return u.trunc(x) if out is None else u.trunc(x, out=out)


def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    """NaN and infinities replaced by numbers."""
    a = asarray(x)
    if a.dtype.kind == "c":
        out = a.copy()
        out.real = nan_to_num(a.real, True, nan, posinf, neginf)
        out.imag = nan_to_num(a.imag, True, nan, posinf, neginf)
        return out if a.ndim else out[()]
    out = a.copy() if copy else a
    if a.dtype.kind == "f":
        f = finfo(a.dtype)
        at = a if copy else a.copy()
        for mask, value in ((u.isnan(at), nan), (at == _inf, f.max if posinf is None else posinf),
                            (at == -_inf, f.min if neginf is None else neginf)):
            out[...] = where(mask, value, out).astype(out.dtype)
    return out if a.ndim else out[()]


def real(val):
    """The real part."""
    return val.real if hasattr(val, "real") else asarray(val).real


def imag(val):
    """The imaginary part."""
    return val.imag if hasattr(val, "imag") else asarray(val).imag


def real_if_close(a, tol=100):
    """Real where all imaginary parts are nearly zero."""
    a = asarray(a)
    if a.dtype.kind != "c":
        return a
    if tol > 1:
        tol = float(finfo(a.dtype).eps) * tol
    return a.real if bool((abs(a.imag) < tol).all()) else a


def angle(z, deg=False):
    """The argument of complex numbers."""
    a = asarray(z)
    r = u.arctan2(a.imag, a.real) if a.dtype.kind == "c" else u.arctan2(0, a)
    return r * (180 / 3.141592653589793) if deg else r


def sinc(x):
    """sin(pi x) / (pi x)."""
    x = asarray(x)
    y = 3.141592653589793 * (x.astype(float) if x.dtype.kind in "biu" else x)
    y = asarray(y)
    y = where(y == 0, 1.0e-20 if y.dtype.name != "float16" else 1e-5, y).astype(y.dtype)
    r = u.sin(y) / y
    return r if x.ndim else asarray(r)[()]


def i0(x):
    """The modified Bessel function of order zero."""
    a = asarray(x)
    if a.dtype.kind == "c":
        raise TypeError("i0 not supported for complex values")
    from ._bridged import call
    return settle(call("jax.numpy.i0", a.astype("float64"))._h)


def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether elements are equal within tolerances."""
    x, y = (v if type(v) in (int, float, complex) else asarray(v) for v in (a, b))
    y = asarray(y)
    if y.dtype.kind != "f" and y.dtype.kind != "c":
        y = y.astype(float)
    from ._errors import errstate
    with errstate(invalid="ignore", over="ignore"):
        near = (u.absolute(u.subtract(x, y)) <= u.add(atol, u.multiply(rtol, u.absolute(y)))) & u.isfinite(y) | (x == y)
    if equal_nan:
        near = near | (u.isnan(x) & u.isnan(y))
    return near


def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether all elements are equal within tolerances."""
    return bool(asarray(isclose(a, b, rtol, atol, equal_nan)).all())


def array_equal(a1, a2, equal_nan=False):
    """Whether two arrays have the same shape and elements."""
    try:
        a, b = asarray(a1), asarray(a2)
    except Exception:
        return False
    if a.shape != b.shape:
        return False
    same = asarray(a == b)
    if equal_nan and a.dtype.kind in "fc" and b.dtype.kind in "fc":
        same = same | (u.isnan(a) & u.isnan(b))
    return bool(asarray(same).all())


def array_equiv(a1, a2):
    """Whether two arrays are equal after broadcasting."""
    a, b = asarray(a1), asarray(a2)
    try:
        return bool(asarray(a == b).all())
    except ValueError:
        return False


def iscomplex(x):
    """Whether elements have an imaginary part."""
    x = asarray(x)
    return x.imag != 0 if x.dtype.kind == "c" else _false(x)


def _false(x):
    from ._creation import zeros
    return zeros(x.shape, bool)[()] if not x.ndim else zeros(x.shape, bool)


def isreal(x):
    """Whether elements have no imaginary part."""
    return imag(asarray(x)) == 0


def isneginf(x, out=None):
    """Whether elements are minus infinity."""
    r = u.isinf(x) & u.signbit(x)
    return _out(r, out)


def isposinf(x, out=None):
    """Whether elements are infinity."""
    r = u.isinf(x) & ~u.signbit(x)
    return _out(r, out)


def unwrap(p, discont=None, axis=-1, *, period=6.283185307179586):
    """Phases without jumps."""
    from ._differences import diff
    p = asarray(p)
    nd = p.ndim
    dd = diff(p, axis=axis)
    discont = period / 2 if discont is None else discont
    whole = issubdtype(p.dtype, find(int).type) and isinstance(period, int)
    high, low = (period // 2, -(period // 2)) if whole else (period / 2, -period / 2)
    ddmod = u.remainder(dd - low, period) + low
    ddmod = where((ddmod == low) & (dd > 0), high, ddmod)
    correct = where(abs(dd) < discont, 0, ddmod - dd)
    up = asarray(p).astype(float if not whole else p.dtype).copy() if p.dtype.kind != "f" else p.copy()
    index = [slice(None)] * nd
    index[axis] = slice(1, None)
    up[tuple(index)] = asarray(p[tuple(index)] + correct.cumsum(axis))
    return up
