"""Polynomials with the highest power first."""
from . import _ufunc as u
from ._core import asarray
from ._differences import convolve
from ._joining import atleast_1d, concatenate
from ._types import finfo


def polyval(p, x):
    """The values of a polynomial, by Horner's scheme."""
    if isinstance(p, poly1d):
        p = p.coeffs
    p = asarray(p)
    if isinstance(x, poly1d):
        y = 0
        for c in p.tolist():
            y = y * x + c
        return y
    x = asarray(x)
    y = x * 0
    for c in p:
        y = y * x + c
    return y


def polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False):
    """The polynomial of a degree with the least sum of squares."""
    from . import linalg
    from ._creation import vander
    x, y = asarray(x) + 0.0, asarray(y) + 0.0
    deg = int(deg)
    if deg < 0:
        raise ValueError("expected deg >= 0")
    if x.ndim != 1:
        raise TypeError("expected 1D vector for x")
    if not x.size:
        raise TypeError("expected non-empty vector for x")
    if y.ndim not in (1, 2):
        raise TypeError("expected 1D or 2D array for y")
    if x.shape[0] != y.shape[0]:
        raise TypeError("expected x and y to have same length")
    rcond = len(x) * float(finfo(x.dtype).eps) if rcond is None else rcond
    a, b = vander(x, deg + 1), y
    if w is not None:
        w = asarray(w) + 0.0
        a = a * w[:, None]
        b = b * (w[:, None] if b.ndim == 2 else w)
    scale = u.sqrt((a * a).sum(0))
    a = a / scale
    c, residuals, rank, s = linalg.lstsq(a, b, rcond)
    c = (c.T / scale).T
    if rank != deg + 1 and not full:
        from ._door import warn
        from .exceptions import RankWarning
        warn("Polyfit may be poorly conditioned", RankWarning)
    if full:
        return c, residuals, rank, s, rcond
    if cov:
        v = linalg.inv(a.T @ a) / u.multiply.outer(scale, scale)
        if cov == "unscaled":
            fac = 1
        else:
            if len(x) <= deg + 1:
                raise ValueError("the number of data points must exceed order to scale the covariance matrix")
            fac = residuals / (len(x) - (deg + 1))
            fac = fac[0] if b.ndim == 1 else fac
        return c, v * fac
    return c


def roots(p):
    """The zeros of a polynomial: the eigenvalues of its companion matrix."""
    p = atleast_1d(p)
    if p.ndim != 1:
        raise ValueError("Input must be a rank-1 array.")
    on = p.nonzero()[0]
    if not on.size:
        return asarray([])
    zeros_at_end = len(p) - int(on[-1]) - 1
    p = p[int(on[0]):int(on[-1]) + 1]
    if p.dtype.kind not in "fc":
        p = p.astype(float)
    n = len(p)
    if n > 1:
        from . import linalg
        from ._creation import diag, ones
        a = diag(ones(n - 2, p.dtype), -1)
        a[0, :] = -p[1:] / p[0]
        r = linalg.eigvals(a)
    else:
        r = asarray([])
    from ._creation import zeros
    return concatenate((r, zeros(zeros_at_end, r.dtype)))


def poly(seq_of_zeros):
    """The coefficients of the polynomial with the given zeros."""
    z = atleast_1d(seq_of_zeros)
    if z.ndim == 2 and z.shape[0] == z.shape[1] != 0:
        from . import linalg
        z = linalg.eigvals(z)
    elif z.ndim != 1:
        raise ValueError("input must be 1d or non-empty square 2d array.")
    if not z.size:
        return 1.0
    a = asarray([1.0]).astype(z.dtype if z.dtype.kind in "fc" else float)
    for r in z:
        a = convolve(a, asarray([1, -r]).astype(a.dtype), "full")
    if a.dtype.kind == "c":
        r = asarray(z)
        if bool((_sorted(r) == _sorted(r.conj())).all()):
            a = a.real.copy()
    return a


def _sorted(x):
    x = x.copy()
    x.sort()
    return x


def polyadd(a1, a2):
    """The sum of polynomials."""
    return _combined(a1, a2, u.add)


def polysub(a1, a2):
    """The difference of polynomials."""
    return _combined(a1, a2, u.subtract)


def _combined(a1, a2, f):
    wrapped = isinstance(a1, poly1d) or isinstance(a2, poly1d)
    a, b = atleast_1d(_plain(a1)), atleast_1d(_plain(a2))
    from ._creation import zeros
    d = len(b) - len(a)
    if d > 0:
        a = concatenate((zeros(d, a.dtype), a))
    elif d < 0:
        b = concatenate((zeros(-d, b.dtype), b))
    r = f(a, b)
    return poly1d(r) if wrapped else r


def _plain(p):
    return p.coeffs if isinstance(p, poly1d) else asarray(p)


def polymul(a1, a2):
    """The product of polynomials."""
    wrapped = isinstance(a1, poly1d) or isinstance(a2, poly1d)
    r = convolve(poly1d(a1).coeffs, poly1d(a2).coeffs)
    return poly1d(r) if wrapped else r


def polydiv(u_, v):
    """The quotient and remainder of polynomials."""
    wrapped = isinstance(u_, poly1d) or isinstance(v, poly1d)
    a, b = atleast_1d(_plain(u_)) + 0.0, atleast_1d(_plain(v)) + 0.0
    w = a[0] + b[0]
    m, n = len(a) - 1, len(b) - 1
    scale = 1.0 / b[0]
    from ._creation import zeros
    q = zeros(max(m - n + 1, 1), w.dtype)
    r = a.astype(w.dtype)
    for k in range(0, m - n + 1):
        d = scale * r[k]
        q[k] = d
        r[k:k + n + 1] -= d * b
    while abs(r[0]) <= 1e-14 * 1.0 and r.shape[-1] > 1 and bool(_close(r[0])):
        r = r[1:]
    return (poly1d(q), poly1d(r)) if wrapped else (q, r)


def _close(x):
    from ._elementwise import allclose
    return allclose(x, 0, rtol=1e-14)


def polyder(p, m=1):
    """The derivative of a polynomial."""
    wrapped = isinstance(p, poly1d)
    a = asarray(_plain(p))
    for _ in range(m):
        n = len(a) - 1
        from ._creation import arange
        a = a[:-1] * arange(n, 0, -1)
    return poly1d(a) if wrapped else a


def polyint(p, m=1, k=None):
    """An integral of a polynomial."""
    wrapped = isinstance(p, poly1d)
    a = asarray(_plain(p))
    k = [0] * m if k is None else list(atleast_1d(k))
    if len(k) == 1 and m > 1:
        k *= m
    for i in range(m):
        from ._creation import arange
        a = concatenate((u.true_divide(a, arange(len(a), 0, -1)), asarray([k[i]])))
    return poly1d(a) if wrapped else a


class poly1d:
    """A polynomial of one variable."""
    __hash__ = None

    def __init__(self, c_or_r, r=False, variable=None):
        if isinstance(c_or_r, poly1d):
            c_or_r = c_or_r.coeffs
        if r:
            c_or_r = poly(c_or_r)
        from ._manipulation import trim_zeros
        c = trim_zeros(atleast_1d(c_or_r), "f")
        self.coeffs = c if len(c) else asarray([0], c.dtype)
        self.variable = variable or "x"

    coef = coefficients = c = property(lambda self: self.coeffs)
    order = o = property(lambda self: len(self.coeffs) - 1)
    roots = r = property(lambda self: roots(self.coeffs))

    def __call__(self, val):
        return polyval(self.coeffs, val)

    def __len__(self):
        return self.order

    def __iter__(self):
        return iter(self.coeffs)

    def __getitem__(self, power):
        i = self.order - power
        return self.coeffs.dtype.type(0) if power > self.order or power < 0 else self.coeffs[i]

    def __repr__(self):
        return f"poly1d({repr(self.coeffs)[6:-1]})"

    def __neg__(self):
        return poly1d(-self.coeffs)

    def __add__(self, other):
        return poly1d(polyadd(self.coeffs, _plain(other)))

    __radd__ = __add__

    def __sub__(self, other):
        return poly1d(polysub(self.coeffs, _plain(other)))

    def __rsub__(self, other):
        return poly1d(polysub(_plain(other), self.coeffs))

    def __mul__(self, other):
        return poly1d(self.coeffs * other) if not isinstance(other, poly1d) and not asarray(other).ndim else poly1d(
            polymul(self.coeffs, _plain(other)))

    __rmul__ = __mul__

    def __truediv__(self, other):
        return poly1d(self.coeffs / other) if not isinstance(other, poly1d) else polydiv(self, other)

    def __pow__(self, n):
        out = asarray([1])
        for _ in range(n):
            out = polymul(out, self.coeffs)
        return poly1d(out)

    def __eq__(self, other):
        return isinstance(other, poly1d) and self.coeffs.shape == other.coeffs.shape and bool((self.coeffs == other.coeffs).all())

    def deriv(self, m=1):
        """The derivative."""
        return poly1d(polyder(self.coeffs, m))

    def integ(self, m=1, k=0):
        """An integral."""
        return poly1d(polyint(self.coeffs, m, k))
