"""jax.scipy: signal, fft, ndimage, interpolate, optimize, sparse, cluster, spatial, integrate."""
import jax
import jax.numpy as jnp
import jax.scipy.cluster.vq as vq
import jax.scipy.fft as sf
import jax.scipy.integrate as integrate
import jax.scipy.interpolate as si
import jax.scipy.ndimage as nd
import jax.scipy.optimize as so
import jax.scipy.signal as sg
import jax.scipy.sparse.linalg as ss
from jax.scipy.spatial.transform import Rotation, Slerp

from corpus import *

G = "jax.scipy.signal."
for name in ("convolve", "correlate"):
    f = getattr(sg, name)
    for mode in ("full", "same", "valid"):
        case(G + name, lambda a, b, m=mode, f=f: f(a, b, m), f32(7), f32(3, seed=1), grad=True, x64=mode == "full")
        case(G + name, lambda a, b, m=mode, f=f: f(a, b, m), f32(3), f32(6, seed=1))
        case(G + name, lambda a, b, m=mode, f=f: f(a, b, m, method="fft"), f32(7), f32(3, seed=1), grad=True)
    case(G + name, f, i32(4), i32(3))
    case(G + name, f, f32(3, 4), f32(2, 2, seed=1), vmap=True)
    case(G + name, f, c64(4), c64(3, seed=1))
    case(G + name, f, f32(3, 2), f32(2, 3), raises="line")
    case(G + name, f, f32(0), f32(3), raises="line")
    case(G + name, f, f32(3, 2), f32(3), raises="line")
    case(G + name, lambda a, f=f: f(a, a, "no"), f32(3), raises="line")
    case(G + name, lambda a, f=f: f(a, a, method="no"), f32(3), raises="line")
    f = getattr(sg, name + "2d")
    for mode in ("full", "same", "valid"):
        case(G + name + "2d", lambda a, b, m=mode, f=f: f(a, b, m), f32(4, 5), f32(2, 3, seed=1), grad=mode == "same")
        case(G + name + "2d", lambda a, b, m=mode, f=f: f(a, b, m), f32(2, 3), f32(4, 5, seed=1))
    case(G + name + "2d", lambda a, f=f: f(a, a, boundary="wrap"), f32(3, 3), raises="line")
    case(G + name + "2d", f, f32(3), f32(3), raises="line")
for mode in ("full", "same", "valid"):
    case(G + "fftconvolve", lambda a, b, m=mode: sg.fftconvolve(a, b, m), f32(4, 5), f32(2, 3, seed=1), grad=True)
    case(G + "fftconvolve", lambda a, b, m=mode: sg.fftconvolve(a, b, m, axes=1), f32(4, 5), f32(4, 3, seed=1))
case(G + "fftconvolve", sg.fftconvolve, c64(4), c64(3), x64=True)
case(G + "fftconvolve", sg.fftconvolve, f32(4, 1), f32(1, 3))
case(G + "fftconvolve", lambda a, b: sg.fftconvolve(a, b, axes=1), f32(4, 5), f32(3, 3), raises="line")
case(G + "fftconvolve", sg.fftconvolve, f32(4, 5), f32(3), raises="line")
case(G + "detrend", sg.detrend, f32(12), grad=True, x64=True)
case(G + "detrend", lambda x: sg.detrend(x, axis=0, bp=[3, 7]), f32(12, 2))
case(G + "detrend", lambda x: sg.detrend(x, type="constant"), f32(2, 5), vmap=True)
case(G + "detrend", lambda x: sg.detrend(x, type="no"), f32(5), raises="line")
case(G + "detrend", lambda x: sg.detrend(x, bp=9), f32(5), raises="line")
case(G + "stft", lambda x: sg.stft(x, nperseg=8), f32(30), x64=True)
case(G + "stft", lambda x: sg.stft(x, nperseg=8)[2], f32(30), grad=True)
for boundary in ("even", "odd", "constant", None):
    case(G + "stft", lambda x, b=boundary: sg.stft(x, 2.0, nperseg=6, noverlap=2, nfft=9, boundary=b, padded=False), f32(20))
case(G + "stft", lambda x: sg.stft(x, window=jnp.arange(1.0, 6.0), nperseg=5, detrend="linear", axis=0), f32(20, 2))
case(G + "stft", lambda x: sg.stft(x, nperseg=4, boundary="no"), f32(20), raises="line")
case(G + "stft", lambda x: sg.stft(x, nperseg=4, noverlap=4), f32(20), raises="line")
case(G + "welch", lambda x: sg.welch(x, nperseg=8), f32(32), x64=True)
case(G + "welch", lambda x: sg.welch(x, 3.0, nperseg=8, noverlap=2, average="median", scaling="spectrum"), f32(2, 32))
case(G + "welch", lambda x: sg.welch(x, nperseg=8, return_onesided=False)[1], f32(20), grad=True)
case(G + "welch", lambda x: sg.welch(x, nperseg=8, average="no"), f32(20), raises=True)
case(G + "welch", lambda x: sg.welch(x, nperseg=0), f32(20), raises="line")
case(G + "csd", lambda x, y: sg.csd(x, y, nperseg=8), f32(32), f32(32, seed=1), x64=True)
case(G + "csd", lambda x, y: sg.csd(x, y, nperseg=8, average="median"), f32(32), f32(20, seed=1))
case(G + "csd", lambda x: sg.csd(x, None, nperseg=8), f32(2, 32))
case(G + "istft", lambda x: sg.istft(sg.stft(x, nperseg=8)[2], nperseg=8), f32(30), x64=True)
case(G + "istft", lambda z: sg.istft(z)[1], c64(5, 6), grad=True)
case(G + "istft", lambda z: sg.istft(z, 2.0, boundary=False, noverlap=1), c64(4, 6))
case(G + "istft", lambda z: sg.istft(z, input_onesided=False), c64(2, 4, 6))
case(G + "istft", sg.istft, c64(4), raises="line")
case(G + "istft", lambda z: sg.istft(z, noverlap=9), c64(4, 4), raises="line")

T = "jax.scipy.fft."

M = "jax.scipy.ndimage.map_coordinates"

R = "jax.scipy.interpolate.RegularGridInterpolator"
grid = (lambda: (jnp.array([0.0, 1.0, 3.0]), jnp.array([-1.0, 0.0, 0.5, 2.0])))

O = "jax.scipy.optimize.minimize"


def valley(x):
    return jnp.sum(3.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)



A = "jax.scipy.sparse.linalg."


Q = "jax.scipy.spatial.transform.Rotation"
Z = "jax.scipy.spatial.transform.Slerp"
I = "jax.scipy.integrate.trapezoid"
