"""jax.numpy.fft."""
import jax.numpy as jnp

from corpus import *

F = "jax.numpy.fft."
fft = jnp.fft
LENGTHS = [*range(1, 18), 19, 23, 25, 27, 31, 32, 33, 37, 48, 49, 53, 61, 63, 64, 100, 121, 1000, 1021]
for n in LENGTHS:
    x64 = n in (5, 16, 61, 1021)
    case(F + "fft", fft.fft, c64(n), x64=x64)
    case(F + "ifft", fft.ifft, c64(n), x64=x64)
    case(F + "rfft", fft.rfft, f32(n), x64=x64)
    if n > 1:
        case(F + "irfft", lambda x, n=n: fft.irfft(x, n=n), c64(n // 2 + 1), x64=x64)
for n in (17, 128, 1000):
    case(F + "fft", fft.fft, f64(n), x64="only")
for name in ("fft", "ifft", "rfft", "irfft", "hfft", "ihfft"):
    f = getattr(fft, name)
    x = f32(4, 6) if name in ("rfft", "ihfft") else c64(4, 6)
    case(F + name, f, x, grad=True, vmap=True, x64=True)
    for norm in ("forward", "ortho", "backward"):
        case(F + name, lambda x, f=f, norm=norm: f(x, norm=norm), x, grad=norm == "ortho")
    case(F + name, lambda x, f=f: f(x, n=5), x, grad=True)
    case(F + name, lambda x, f=f: f(x, n=9, axis=0), x)
    case(F + name, f, i32(6))
    case(F + name, f, bools(6)) if name != "ihfft" else None
    case(F + name, lambda x, f=f: f(x, n=0), x, raises=True)
    case(F + name, lambda x, f=f: f(x, norm="no"), x, raises="line")
    case(F + name, lambda x, f=f: f(x, axis=3), x, raises=True)
    case(F + name, lambda x, f=f: f(x, axis=(0, 1)), x, raises="line")
    case(F + name, f, f32(), raises=True)
case(F + "rfft", fft.rfft, c64(4), raises=True)
case(F + "fft", fft.fft, bf16(4))
case(F + "fft", fft.fft, c64(0, 4))
case(F + "rfft", fft.rfft, f32(2, 0), raises=True)
for name in ("fft2", "ifft2", "rfft2", "irfft2", "fftn", "ifftn", "rfftn", "irfftn"):
    f = getattr(fft, name)
    x = f32(2, 4, 6) if "rfft" in name and "irfft" not in name else c64(2, 4, 6)
    case(F + name, f, x, grad=True, vmap=True, x64=True)
    case(F + name, lambda x, f=f: f(x, s=(3, 5), axes=(0, 2)), x)
    case(F + name, lambda x, f=f: f(x, axes=(2, 0), norm="ortho"), x, grad=True)
    case(F + name, lambda x, f=f: f(x, s=(3,), axes=(0, 1)), x, raises="line")
    case(F + name, lambda x, f=f: f(x, axes=(1, 1)), x, raises=True)
for name in ("fftn", "ifftn", "rfftn", "irfftn"):
    f = getattr(fft, name)
    x = f32(2, 3, 2, 4) if name == "rfftn" else c64(2, 3, 2, 4)
    case(F + name, f, x, grad=True)
    case(F + name, lambda x, f=f: f(x, s=(4, 4)), x)
    case(F + name, lambda x, f=f: f(x, axes=(1,)), x)
case(F + "fftn", lambda x: fft.fftn(x, axes=()), c64(2, 3))
for n in (1, 4, 5):
    case(F + "fftfreq", lambda n=n: fft.fftfreq(n), x64=True)
    case(F + "rfftfreq", lambda n=n: fft.rfftfreq(n, d=0.3))
    case(F + "fftfreq", lambda d, n=n: fft.fftfreq(n, d), lit(0.25))
    case(F + "fftshift", fft.fftshift, f32(n, 3), grad=True)
    case(F + "ifftshift", lambda x: fft.ifftshift(x, axes=0), i32(n, 3))
case(F + "fftfreq", lambda: fft.fftfreq(4, dtype=jnp.float16))
case(F + "fftfreq", lambda: fft.fftfreq([4]), raises="line")
case(F + "rfftfreq", lambda: fft.rfftfreq(4, [1.0]), raises="line")
case(F + "fftshift", lambda x: fft.fftshift(x, axes=(0, -1)), f32(2, 3, 4), vmap=True)
case(F + "ifftshift", fft.ifftshift, f32(2, 3, 4))
case(F + "fftshift", lambda: fft.fftshift([1, 2]), raises=True)
