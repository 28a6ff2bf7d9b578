"""Window functions."""
from . import _ufunc as u
from ._core import asarray
from ._creation import arange, ones

_PI = 3.141592653589793


def _cosines(M, f):
    M = float(M)
    if M < 1:
        return asarray([], float)
    if M == 1:
        return ones(1)
    n = arange(1 - M, M, 2)
    return f(n, M)


def hanning(M):
    """The Hann window."""
    return _cosines(M, lambda n, m: 0.5 + 0.5 * u.cos(_PI * n / (m - 1)))


def hamming(M):
    """The Hamming window."""
    return _cosines(M, lambda n, m: 0.54 + 0.46 * u.cos(_PI * n / (m - 1)))


def blackman(M):
    """The Blackman window."""
    return _cosines(M, lambda n, m: 0.42 + 0.5 * u.cos(_PI * n / (m - 1)) + 0.08 * u.cos(2.0 * _PI * n / (m - 1)))


def bartlett(M):
    """The Bartlett window."""
    from ._selection import where
    return _cosines(M, lambda n, m: where(u.less_equal(n, 0), 1 + n / (m - 1), 1 - n / (m - 1)))


def kaiser(M, beta):
    """The Kaiser window."""
    if M == 1:
        return ones(1)
    from ._elementwise import i0
    n = arange(0, M)
    alpha = (M - 1) / 2.0
    return i0(beta * u.sqrt(1 - ((n - alpha) / alpha) ** 2.0)) / i0(float(beta))
