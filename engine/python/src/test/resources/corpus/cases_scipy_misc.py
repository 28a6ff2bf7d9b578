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
for name in ("dct", "idct"):
    f = getattr(sf, name)
    for n in (1, 2, 3, 8, 9):
        case(T + name, f, f32(n), grad=True, x64=n == 9)
    case(T + name, lambda x, f=f: f(x, norm="ortho", axis=0), f32(5, 3), vmap=True, grad=True)
    case(T + name, lambda x, f=f: f(x, n=7), f32(5))
    case(T + name, f, c64(5))
    case(T + name, f, i32(5))
    case(T + name, lambda x, f=f: f(x, type=1), f32(5), raises="line")
    case(T + name, lambda x, f=f: f(x, norm="forward"), f32(5), raises="line")
    f = getattr(sf, name + "n")
    case(T + name + "n", f, f32(4, 6), grad=True, x64=True)
    case(T + name + "n", f, f32(2, 3, 4))
    case(T + name + "n", lambda x, f=f: f(x, axes=(1,), norm="ortho"), f32(4, 6))
    case(T + name + "n", lambda x, f=f: f(x, s=(5, 7)), f32(4, 6))
    case(T + name + "n", f, c64(3, 3))
    case(T + name + "n", lambda x, f=f: f(x, s=(1, 2, 3)), f32(3, 3), raises="line")

M = "jax.scipy.ndimage.map_coordinates"
for mode in ("constant", "nearest", "wrap", "mirror", "reflect"):
    for order in (0, 1):
        case(M, lambda x, i, j, m=mode, o=order: nd.map_coordinates(x, [i, j], o, m, -1.5), f32(4, 5), f32(6, lo=-3, hi=7),
             f32(6, lo=-3, hi=8, seed=1), grad=order == 1, x64=order == 1)
case(M, lambda x, i: nd.map_coordinates(x, [i], 1), i32(6), f32(2, 3, lo=0, hi=5))
case(M, lambda x, i: nd.map_coordinates(x, [i], 1), f32(6), i32(3, lo=0, hi=5))
case(M, lambda x, i: nd.map_coordinates(x, [i], 2), f32(6), f32(3), raises="line")
case(M, lambda x, i: nd.map_coordinates(x, [i], 1, "no"), f32(6), f32(3), raises=True)
case(M, lambda x, i: nd.map_coordinates(x, [i], 1), f32(6, 2), f32(3), raises="line")

R = "jax.scipy.interpolate.RegularGridInterpolator"
grid = (lambda: (jnp.array([0.0, 1.0, 3.0]), jnp.array([-1.0, 0.0, 0.5, 2.0])))
for method in ("linear", "nearest"):
    case(R, lambda v, x, m=method: si.RegularGridInterpolator(grid(), v, m)(x), f32(3, 4), f32(6, 2), grad=method == "linear", x64=True)
case(R, lambda v, x: si.RegularGridInterpolator(grid(), v, fill_value=None)(x), f32(3, 4, 2), f32(6, 2, lo=-4, hi=5))
case(R, lambda v, x: si.RegularGridInterpolator(grid(), v)((x, x)), f32(3, 4), f32(5))
case(R, lambda v, x: si.RegularGridInterpolator((jnp.arange(4.0),), v, fill_value=7)(x), i32(4), f32(5))
case(R, lambda v: si.RegularGridInterpolator(grid(), v, "no"), f32(3, 4), raises="line")
case(R, lambda v: si.RegularGridInterpolator(grid(), v), f32(3), raises="line")
case(R, lambda v: si.RegularGridInterpolator(grid(), v, bounds_error=True), f32(3, 4), raises="line")

O = "jax.scipy.optimize.minimize"


def valley(x):
    return jnp.sum(3.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


for method in ("BFGS", "l-bfgs-experimental-do-not-rely-on-this"):
    case(O, lambda x, m=method: so.minimize(valley, x, method=m).success, f32(3))
    case(O, lambda x, m=method: jnp.round(so.minimize(valley, x, method=m).x, 1), f32(3), vmap=method == "BFGS")
    case(O, lambda x, a, m=method: so.minimize(lambda x, a: jnp.sum((x - a) ** 2), x, (a,), method=m).fun < 1e-6, f32(4), f32(4, seed=1))
    case(O, lambda x, m=method: so.minimize(valley, x, method=m, options={"maxiter": 1})[1:3], f32(2))
case(O, lambda x: so.minimize(lambda x: jnp.sum(x ** 2), x, method="BFGS"), f32(3))
case(O, lambda x: so.minimize(valley, x, method="CG"), f32(3), raises="line")
case(O, lambda x: so.minimize(valley, x, 2.0, method="BFGS"), f32(3), raises="line")
case("jax.scipy.optimize.OptimizeResults", lambda: so.OptimizeResults._fields)

A = "jax.scipy.sparse.linalg."
for name in ("cg", "bicgstab", "gmres"):
    f = getattr(ss, name)
    case(A + name, lambda a, b, f=f: f(a, b)[0], spd(4), f32(4), x64=True)
    case(A + name, lambda a, b, f=f: f(a, b, tol=1e-7)[0], spd(3), f32(3), grad=True)
    case(A + name, lambda a, b, f=f: f(lambda x: {"u": a @ x["u"]}, {"u": b}), spd(3), f32(3))
    case(A + name, lambda a, b, f=f: f(a, b, M=lambda x: x / jnp.diag(a))[0], spd(3), f32(3))
    case(A + name, lambda a, b, f=f: f(a, b, x0=b, maxiter=1)[0], spd(3), f32(3))
    case(A + name, lambda a, b, f=f: f(a, b), f32(3, 2), f32(3), raises="line")
    case(A + name, lambda a, b, f=f: f(a, b, x0=(b,)), spd(3), f32(3), raises=True)
case(A + "gmres", lambda a, b: ss.gmres(a, b, solve_method="incremental"), f32(4, 4, lo=2, hi=5), f32(4))
case(A + "gmres", lambda a, b: ss.gmres(a, b, solve_method="no"), spd(3), f32(3), raises="line")
case(A + "gmres", lambda a, b: ss.gmres(a, b, restart=2, maxiter=20)[0], spd(4), f32(4))
case(A + "bicgstab", lambda a, b: ss.bicgstab(a, b)[0], c64(3, 3, lo=1, hi=3), c64(3))

case("jax.scipy.cluster.vq.vq", vq.vq, f32(6, 3), f32(2, 3, seed=1), x64=True, vmap=(0, None))
case("jax.scipy.cluster.vq.vq", vq.vq, f32(6), i32(3))
case("jax.scipy.cluster.vq.vq", vq.vq, f32(6, 2), f32(3), raises="line")

Q = "jax.scipy.spatial.transform.Rotation"
for name in ("as_matrix", "as_rotvec", "as_mrp", "inv", "magnitude", "as_quat"):
    case(Q, lambda q, n=name: getattr(Rotation.from_quat(q), n)(), f32(4), grad=True, x64=True)
    case(Q, lambda q, n=name: getattr(Rotation.from_quat(q), n)(), f32(3, 4), vmap=True)
for seq in ("xyz", "ZYX", "xyx", "ZXZ"):
    case(Q, lambda q, s=seq: Rotation.from_quat(q).as_euler(s), f32(3, 4), x64=True)
    case(Q, lambda a, s=seq: Rotation.from_euler(s, a, degrees=True), f32(3), grad=True)
case(Q, lambda a: Rotation.from_euler("x", a), f32())
case(Q, lambda q: Rotation.from_matrix(Rotation.from_quat(q).as_matrix()), f32(5, 4))
case(Q, lambda v: Rotation.from_rotvec(v, degrees=True).as_rotvec(degrees=True), f32(5, 3))
case(Q, lambda v: Rotation.from_rotvec(v), lit([0.0, 1e-4, 0.0]), grad=True)
case(Q, lambda v: Rotation.from_mrp(v), f32(2, 3))
case(Q, lambda p, q: Rotation.from_quat(p) * Rotation.from_quat(q), f32(4), f32(3, 4, seed=1))
case(Q, lambda q, v: Rotation.from_quat(q).apply(v), f32(4), f32(3, 3), grad=True)
case(Q, lambda q, v: Rotation.from_quat(q).apply(v, inverse=True), f32(3, 4), f32(3))
case(Q, lambda q: Rotation.from_quat(q).as_quat(canonical=True, scalar_first=True), f32(5, 4))
case(Q, lambda q: Rotation.from_quat(q).mean(jnp.array([1.0, 2.0, 1.0])).as_quat(canonical=True), f32(3, 4))
case(Q, lambda: Rotation.identity())
case(Q, lambda q: Rotation.concatenate([Rotation.from_quat(q), Rotation.from_quat(q)[:1]]), f32(2, 4))
case(Q, lambda q: (len(Rotation.from_quat(q)), Rotation.from_quat(q).single), f32(2, 4))
case(Q, lambda q: len(Rotation.from_quat(q)), f32(4), raises="line")
case(Q, lambda q: Rotation.from_quat(q)[0], f32(4), raises="line")
case(Q, lambda a: Rotation.from_euler("xX", a), f32(2), raises="line")
case(Q, lambda a: Rotation.from_euler("xx", a), f32(2), raises="line")
case(Q, lambda a: Rotation.from_euler("xyzx", a), f32(4), raises="line")
case(Q, lambda q: Rotation.from_quat(q).as_euler("xy"), f32(4), raises="line")
Z = "jax.scipy.spatial.transform.Slerp"
case(Z, lambda q, t: Slerp.init(jnp.array([0.0, 1.0, 3.0]), Rotation.from_quat(q))(t), f32(3, 4), f32(5, lo=0, hi=3), x64=True)
case(Z, lambda q: Slerp.init(jnp.array([0.0, 1.0]), Rotation.from_quat(q))(0.25), f32(2, 4))
case(Z, lambda q: Slerp.init(jnp.array([0.0]), Rotation.from_quat(q)), f32(1, 4), raises="line")
case(Z, lambda q: Slerp.init(jnp.array([0.0]), q), f32(1, 4), raises="line")
I = "jax.scipy.integrate.trapezoid"
case(I, integrate.trapezoid, f32(5), grad=True, x64=True)
case(I, lambda y, x: integrate.trapezoid(y, x, axis=0), f32(5, 2), f32(5))
case(I, lambda y: integrate.trapezoid(y, dx=0.5), i32(2, 5), vmap=True)
