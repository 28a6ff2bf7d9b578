"""jax.scipy: special functions of several arguments, cosine transforms, interpolation, minimisation, solvers, rotations."""
import jax
import jax.numpy as jnp
import jax.scipy.cluster.vq as vq
import jax.scipy.fft as sf
import jax.scipy.integrate as integrate
import jax.scipy.interpolate as si
import jax.scipy.ndimage as nd
import jax.scipy.optimize as so
import jax.scipy.sparse.linalg as ss
import jax.scipy.special as s
from jax.scipy.spatial.transform import Rotation, Slerp

from corpus import *

S = "jax.scipy.special."
ONE = {
    "entr": (0.1, 4), "expit": (-6, 6), "logit": (0.05, 0.95), "i0": (-4, 9), "i0e": (-4, 9), "i1": (-4, 9), "i1e": (-4, 9),
    "log_ndtr": (-9, 4), "ndtri": (0.02, 0.98),
}
for name, (lo, hi) in ONE.items():
    # Compiled whole: an equation after the other would take JAX minutes.
    f = jax.jit(getattr(s, name))
    case(S + name, f, f32(3, 4, lo=lo, hi=hi), grad=True, vmap=True, x64=True, jit=False)
    case(S + name, f, special(), jit=False)
    case(S + name, f, i32(4, lo=1, hi=5), jit=False) if name not in ("ndtri", "log_ndtr") else None
TWO = {
    "beta": ((0.2, 4), (0.2, 4)), "betaln": ((0.2, 4), (0.2, 4)), "boxcox": ((0.2, 4), (-2, 2)), "boxcox1p": ((0.2, 4), (-2, 2)),
    "gammainc": ((0.2, 4), (0.2, 6)), "gammaincc": ((0.2, 4), (0.2, 6)), "kl_div": ((0.2, 4), (0.2, 4)),
    "rel_entr": ((0.2, 4), (0.2, 4)), "xlogy": ((-2, 2), (0.2, 4)), "xlog1py": ((-2, 2), (0.2, 4)), "zeta": ((1.5, 6), (0.5, 4)),
    "poch": ((0.2, 4), (0.2, 4)),
}
for name, (a, b) in TWO.items():
    f = jax.jit(getattr(s, name))
    grad = name not in ("zeta", "gammainc", "gammaincc")
    case(S + name, f, f32(3, 4, lo=a[0], hi=a[1]), f32(4, lo=b[0], hi=b[1], seed=1), grad=grad, x64=True, jit=False)
    case(S + name, f, lit([0.0, 1.0, 2.0, 0.0, nan, -1.0]), lit([0.0, 0.0, -1.0, 3.0, 1.0, 2.0]), jit=False)
    case(S + name, lambda f=f: f([1.0, 2.0], 1.0), raises=True)
for name in ("gammainc", "gammaincc"):
    case(S + name, jax.jit(lambda x, f=getattr(s, name): f(1.5, x)), f32(5, lo=0.1, hi=5), grad=True, jit=False)
case(S + "betainc", jax.jit(s.betainc), f32(5, lo=0.3, hi=4), f32(5, lo=0.3, hi=4, seed=1), f32(5, lo=0.02, hi=0.98, seed=2),
     x64=True, jit=False)
case(S + "betainc", jax.jit(lambda x: s.betainc(2.0, 3.0, x)), f32(5, lo=0.1, hi=0.9), grad=True, jit=False)
case(S + "comb", jax.jit(s.comb), f32(5, lo=3, hi=9), f32(5, lo=0, hi=3, seed=1), jit=False)
case(S + "comb", lambda: s.comb(5, 2))
case(S + "comb", lambda: s.comb(5, 2, exact=True), raises=None)
case(S + "comb", lambda: s.comb(5, 2, repetition=True), raises=None)
case(S + "multigammaln", jax.jit(lambda x: s.multigammaln(x, 3)), f32(4, lo=1.5, hi=6), grad=True, x64=True, jit=False)
case(S + "polygamma", jax.jit(lambda x: s.polygamma(2, x)), f32(4, lo=0.5, hi=6), grad=True, x64=True, jit=False)
case(S + "polygamma", jax.jit(s.polygamma), lit([0.0, 1.0, 3.0]), f32(3, lo=0.5, hi=6), raises="line")
case(S + "logsumexp", lambda x: s.logsumexp(x, axis=1), f32(3, 4), grad=True, vmap=True, x64=True)
case(S + "logsumexp", lambda x, b: s.logsumexp(x, axis=0, b=b, keepdims=True), f32(3, 4), f32(3, 4, seed=1, lo=0.1))
case(S + "logsumexp", lambda x, b: s.logsumexp(x, b=b, return_sign=True), f32(3, 4), f32(3, 4, seed=1))
case(S + "logsumexp", lambda x: s.logsumexp(x, where=x > 0), f32(3, 4))
case(S + "logsumexp", s.logsumexp, special())
case(S + "logsumexp", s.logsumexp, c64(5))
for name in ("softmax", "log_softmax"):
    case(S + name, lambda x, f=getattr(s, name): f(x, axis=1), f32(3, 4), grad=True, vmap=True, x64=True)
    case(S + name, lambda x, f=getattr(s, name): f(x), f32(3, 4))
case(S + "sph_harm_y", jax.jit(lambda t, p: s.sph_harm_y(jnp.array([2]), jnp.array([1]), t, p, n_max=3)), f32(1, lo=0.2, hi=3),
     f32(1, lo=0.2, hi=6, seed=1), jit=False)
case(S + "logit", s.logit, f16(5, lo=0.1, hi=0.9))
case(S + "expit", s.expit, bf16(5))

T = "jax.scipy.fft."
for name in ("dct", "idct"):
    f = getattr(sf, name)
    for norm in (None, "ortho"):
        case(T + name, lambda x, f=f, n=norm: f(x, norm=n), f32(3, 6), grad=True, x64=True)
    case(T + name, lambda x, f=f: f(x, n=4, axis=0), f32(6, 2))
    case(T + name, lambda x, f=f: f(x, n=9), f32(6))
    case(T + name, lambda x, f=f: f(x, type=3), f32(6), raises="line")
for name in ("dctn", "idctn"):
    f = getattr(sf, name)
    case(T + name, f, f32(3, 4), grad=True, x64=True)
    case(T + name, lambda x, f=f: f(x, s=(2, 5), axes=(0, 2), norm="ortho"), f32(3, 2, 4))
    case(T + name, lambda x, f=f: f(x, s=(2,)), f32(3, 4))

M = "jax.scipy.ndimage.map_coordinates"
for mode in ("constant", "nearest", "wrap", "mirror", "reflect"):
    for order in (0, 1):
        case(M, lambda x, a, b, m=mode, o=order: nd.map_coordinates(x, [a, b], o, m, 0.5), f32(4, 5), f32(6, lo=-3, hi=7),
             f32(6, lo=-3, hi=7, seed=1), grad=order == 1)
case(M, lambda x, a: nd.map_coordinates(x, [a], 1), i32(5), f32(4, lo=0, hi=4))
case(M, lambda x, a: nd.map_coordinates(x, [a], 2), f32(5), f32(4), raises="line")
case(M, lambda x, a: nd.map_coordinates(x, [a], 1, "no"), f32(5), f32(4), raises=True)
case(M, lambda x, a: nd.map_coordinates(x, [a], 1), f32(5, 2), f32(4), raises="line")

R = "jax.scipy.interpolate.RegularGridInterpolator"


def grid():
    return jnp.array([0.0, 1.0, 3.0]), jnp.array([-1.0, 0.0, 0.5, 2.0])


for method in ("linear", "nearest"):
    case(R, lambda v, x, m=method: si.RegularGridInterpolator(grid(), v, m)(x), f32(3, 4), f32(5, 2, lo=0, hi=1.9),
         grad=method == "linear", x64=True)
    case(R, lambda v, x, m=method: si.RegularGridInterpolator(grid(), v, m, False, 7.0)(x), f32(3, 4), f32(6, 2, lo=-2, hi=4))
    case(R, lambda v, x, m=method: si.RegularGridInterpolator(grid(), v, m, False, None)(x), f32(3, 4), f32(6, 2, lo=-2, hi=4))
case(R, lambda v, x: si.RegularGridInterpolator(grid(), v)(x), f32(3, 4, 2), f32(5, 2, lo=0, hi=1.9))
case(R, lambda v: si.RegularGridInterpolator(grid(), v, "cubic"), f32(3, 4), raises="line")
case(R, lambda v: si.RegularGridInterpolator(grid(), v), f32(3, 3), raises="line")
case(R, lambda v: si.RegularGridInterpolator(grid(), v, bounds_error=True), f32(3, 4), raises="line")
case(R, lambda v, x: si.RegularGridInterpolator(grid(), v)(x), f32(3, 4), f32(5, 3))

O = "jax.scipy.optimize.minimize"


def valley(x):
    return jnp.sum(3.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def minimised(x, **options):
    found = so.minimize(valley, x, method="BFGS", **options)
    return jnp.round(found.x, 2), found.success


case(O, minimised, f32(3))
case(O, lambda x: jnp.round(so.minimize(lambda y, a: jnp.sum((y - a) ** 2), x, (2.0,), method="BFGS").x, 3), f32(2))
case(O, lambda x: so.minimize(valley, x, method="no"), f32(3), raises="line")
case(O, lambda x: so.minimize(lambda y: y, x, method="BFGS"), f32(3), raises=True)
case("jax.scipy.optimize.OptimizeResults", lambda: so.OptimizeResults._fields, jit=False)

A = "jax.scipy.sparse.linalg."
for name in ("cg", "bicgstab", "gmres"):
    f = getattr(ss, name)
    case(A + name, lambda a, b, f=f: jnp.round(f(a, b, tol=1e-7)[0], 3), spd(4), f32(4))
    case(A + name, lambda a, b, f=f: jnp.round(f(lambda x: {"p": a @ x["p"]}, {"p": b}, tol=1e-7)[0]["p"], 3), spd(4), f32(4))
    case(A + name, lambda a, b, f=f: jnp.round(f(a, b, x0=b, M=lambda x: x / 2, maxiter=30, tol=1e-7)[0], 3), spd(4), f32(4))
    case(A + name, lambda a, b, f=f: jnp.round(jax.grad(lambda b: f(a, b, tol=1e-8)[0].sum())(b), 3), spd(4), f32(4))
    if name != "gmres":
        case(A + name, lambda a, b, f=f: f(a, b, x0=jnp.zeros(3)), spd(4), f32(4), raises=True)
    case(A + name, lambda b, f=f: f(3, b), f32(4), raises=True)
case(A + "gmres", lambda a, b: jnp.round(ss.gmres(a, b, solve_method="incremental")[0], 3), spd(4), f32(4))
case(A + "gmres", lambda a, b: ss.gmres(a, b, solve_method="no"), spd(4), f32(4), raises="line")

Q = "jax.scipy.spatial.transform.Rotation"
case(Q, lambda q: Rotation.from_quat(q).as_matrix(), f32(4), x64=True)
case(Q, lambda q: Rotation.from_quat(q).as_euler("xyz"), f32(4))
case(Q, lambda q: Rotation.from_quat(q).as_rotvec(), f32(2, 4))
case(Q, lambda q: Rotation.from_quat(q).as_mrp(), f32(4))
case(Q, lambda q: Rotation.from_quat(q).magnitude(), f32(4), grad=True)
case(Q, lambda q: Rotation.from_quat(q).inv().as_quat(), f32(4))
case(Q, lambda q, v: Rotation.from_quat(q).apply(v), f32(4), f32(3, seed=1), grad=True)
case(Q, lambda a: Rotation.from_euler("zyx", a, degrees=True).as_quat(), f32(3, lo=-90, hi=90))
case(Q, lambda a: Rotation.from_rotvec(a).as_matrix(), f32(3))
case(Q, lambda a: Rotation.from_mrp(a).as_quat(), f32(3, lo=-0.5, hi=0.5))
case(Q, lambda a: Rotation.from_matrix(Rotation.from_rotvec(a).as_matrix()).as_rotvec(), f32(3))
case(Q, lambda q, p: (Rotation.from_quat(q) * Rotation.from_quat(p)).as_quat(), f32(4), f32(4, seed=1))
case(Q, lambda q: Rotation.from_quat(q).mean().as_quat(canonical=True), f32(3, 4))
case(Q, lambda q: (len(Rotation.from_quat(q)), Rotation.from_quat(q).single, Rotation.from_quat(q)[1].as_quat()), f32(3, 4), jit=False)
case(Q, lambda: Rotation.identity().as_quat())
Z = "jax.scipy.spatial.transform.Slerp"
case(Z, lambda q, t: Slerp.init(jnp.array([0.0, 1.0, 3.0]), Rotation.from_quat(q))(t).as_quat(canonical=True), f32(3, 4),
     lit([0.5, 2.0]))
I = "jax.scipy.integrate.trapezoid"
case(I, integrate.trapezoid, f32(5), grad=True, x64=True)
case(I, lambda y, x: integrate.trapezoid(y, x, axis=0), f32(4, 2), f32(4, seed=1))
case(I, lambda y: integrate.trapezoid(y, dx=0.5), i32(2, 4))
V = "jax.scipy.cluster.vq.vq"
case(V, vq.vq, f32(5, 2), f32(3, 2, seed=1), vmap=(0, None), x64=True)
case(V, vq.vq, f32(5), f32(3, seed=1))
case(V, vq.vq, f32(5, 2), f32(3, 4), raises=True)
case(V, vq.vq, i32(5, 2), i32(3, 2))
