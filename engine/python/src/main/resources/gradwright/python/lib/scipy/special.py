"""`jax.scipy.special` for arrays of NumPy, with Bessel functions of whole orders."""
from numpy import cbrt, exp2, expm1, log1p, sinc

from ._host import mirror

__getattr__, __dir__ = mirror(__name__, globals())


def jv(v, z):
    """The Bessel function of the first kind, of whole order v, at the real z.

    It is the mean of cos(v t - z sin t) over a period, and the trapezoidal rule converges geometrically on a period."""
    import numpy as np
    v, z = np.asarray(v), np.asarray(z)
    if np.iscomplexobj(z) or np.any(v != np.floor(v)):
        raise NotImplementedError(f"scipy.special.jv: orders must be whole and arguments real here, got v of dtype {v.dtype}"
                                  f" and z of dtype {z.dtype}")
    dtype = np.result_type(z, np.float32) if z.dtype.kind == "f" else np.float64
    points = 64 + int(np.max(np.abs(v), initial=0)) + int(np.max(np.abs(z[np.isfinite(z)]), initial=0))
    t = 2 * np.pi * np.arange(points) / points
    v, z = v.astype(np.float64)[..., None], z.astype(np.float64)[..., None]
    mean = np.cos(v * t - z * np.sin(t)).mean(axis=-1)
    return np.where(z[..., 0] == 0, v[..., 0] == 0, mean).astype(dtype)[()]


def jn(n, z):
    """The Bessel function of the first kind: another name of `jv`."""
    return jv(n, z)


def j0(z):
    """The Bessel function of the first kind, of order 0."""
    return jv(0, z)


def j1(z):
    """The Bessel function of the first kind, of order 1."""
    return jv(1, z)
