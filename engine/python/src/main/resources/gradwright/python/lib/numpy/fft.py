"""Discrete Fourier transforms by the engine's own."""
from ._bridged import call
from ._core import asarray
from ._creation import arange, empty
from ._manipulation import roll


def _given(a, real=False):
    a = asarray(a)
    if a.dtype.kind in "iub" or a.dtype.name == "float16":
        a = a.astype(float if a.dtype.name != "float16" else "float32")
    return a if real or a.dtype.kind == "c" else a


def _one(name, real=False):
    def f(a, n=None, axis=-1, norm=None, out=None):
        a = _given(a)
        if n is not None and n < 1:
            raise ValueError(f"Invalid number of FFT data points ({n}) specified.")
        if real and a.dtype.kind == "c":
            raise TypeError(f"ufunc '{name}_n_even' did not contain a loop with signature matching types"
                            f" (<class 'numpy.dtypes.Complex128DType'>, <class 'numpy.dtypes.Float64DType'>) -> None")
        r = call("jax.numpy.fft." + name, a, n=n, axis=axis, norm=norm)
        if out is not None:
            out[...] = r
            return out
        return r
    f.__name__ = f.__qualname__ = name
    f.__doc__ = f"The transform `{name}` along an axis."
    return f


def _many(name):
    two = name.endswith("2")

    def f(a, s=None, axes=(-2, -1) if two else None, norm=None, out=None):
        a = _given(a)
        r = call("jax.numpy.fft." + name, a, s=None if s is None else tuple(s), axes=None if axes is None else tuple(axes), norm=norm)
        if out is not None:
            out[...] = r
            return out
        return r
    f.__name__ = f.__qualname__ = name
    f.__doc__ = f"The transform `{name}` over axes."
    return f


fft, ifft, irfft, rfft = _one("fft"), _one("ifft"), _one("irfft"), _one("rfft", True)
_SWAPPED = {None: "forward", "backward": "forward", "ortho": "ortho", "forward": "backward"}


def hfft(a, n=None, axis=-1, norm=None, out=None):
    """The transform of a signal with Hermitian symmetry."""
    a = asarray(a)
    n = (a.shape[axis] - 1) * 2 if n is None else n
    return irfft(a.conj(), n, axis, _SWAPPED[norm], out)


def ihfft(a, n=None, axis=-1, norm=None, out=None):
    """The inverse of `hfft`."""
    return rfft(a, n, axis, _SWAPPED[norm], out).conj()


fft2, ifft2, rfft2, irfft2 = _many("fft2"), _many("ifft2"), _many("rfft2"), _many("irfft2")
fftn, ifftn, rfftn, irfftn = _many("fftn"), _many("ifftn"), _many("rfftn"), _many("irfftn")


def fftfreq(n, d=1.0, device=None):
    """The sample frequencies of `fft`."""
    if not isinstance(n, int) and not hasattr(n, "__index__"):
        raise ValueError("n should be an integer")
    out = empty(n, int)
    half = (n - 1) // 2 + 1
    out[:half] = arange(0, half)
    out[half:] = arange(-(n // 2), 0)
    return out * (1.0 / (n * d))


def rfftfreq(n, d=1.0, device=None):
    """The sample frequencies of `rfft`."""
    return arange(0, n // 2 + 1) * (1.0 / (n * d))


def fftshift(x, axes=None):
    """Zero frequency moved to the centre."""
    x = asarray(x)
    axes = tuple(range(x.ndim)) if axes is None else (axes,) if isinstance(axes, int) else tuple(axes)
    return roll(x, tuple([x.shape[i] // 2 for i in axes]), axes)


def ifftshift(x, axes=None):
    """The inverse of `fftshift`."""
    x = asarray(x)
    axes = tuple(range(x.ndim)) if axes is None else (axes,) if isinstance(axes, int) else tuple(axes)
    return roll(x, tuple([-(x.shape[i] // 2) for i in axes]), axes)
