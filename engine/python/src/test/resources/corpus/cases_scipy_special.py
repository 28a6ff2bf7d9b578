"""jax.scipy.special."""
import jax
import jax.numpy as jnp
import jax.scipy.special as s

from corpus import *


def full(name):
    return "jax.scipy.special." + name


# Functions of one array: a range where they are smooth.
RANGES = {
    "erf": (-3, 3), "erfc": (-3, 3), "erfinv": (-0.95, 0.95), "erfcx": (-2, 9), "dawsn": (-8, 8), "expi": (-3, 40),
    "exp1": (0.1, 12), "spence": (0.1, 5), "digamma": (0.2, 9), "gammaln": (0.2, 9), "gamma": (0.2, 6),
    "loggamma": (0.2, 9), "gammasgn": (-4, 4), "factorial": (0.0, 6), "ndtr": (-4, 4), "ndtri": (0.05, 0.95),
    "log_ndtr": (-12, 6), "expit": (-5, 5), "logit": (0.05, 0.95), "entr": (0.1, 3), "i0": (-4, 4), "i0e": (-4, 4),
    "i1": (-4, 4), "i1e": (-4, 4), "sici": (-12, 12), "fresnel": (-5, 5),
}
for name, (lo, hi) in RANGES.items():
    # Compiled whole: an equation after the other would take JAX minutes.
    f, g = getattr(s, name), jax.jit(getattr(s, name))
    case(full(name), g, f32(3, 4, lo=lo, hi=hi), grad=name != "gammasgn", x64=True, jit=False)
    # JAX's exp1 does not end for numbers near 0.
    case(full(name), g, special() if name != "exp1" else lit([0.0, inf, nan, -1.0, 0.5, 50.0]), jit=False)
    case(full(name), f, f32(3, 4, lo=2 * lo, hi=2 * hi, seed=3)) if name in ("erfcx", "dawsn", "expi", "spence", "gamma") else None
    case(full(name), g, i32(5, lo=1, hi=6), jit=False) if name not in ("ndtr", "ndtri", "log_ndtr", "spence") else None
    case(full(name), lambda f=f: f([1.0, 2.0]), raises=name != "spence")
for name in ("gammaln", "dawsn", "expi", "fresnel"):
    f, (lo, hi) = jax.jit(getattr(s, name)), RANGES[name]
    case(full(name), f, f32(3, 4, lo=lo, hi=hi), vmap=True)
    case(full(name), f, f32(lo=lo, hi=hi, seed=5))
    case(full(name), f, f32(0, 2))
    case(full(name), f, bf16(4, lo=lo, hi=hi))
for name in ("ndtr", "ndtri", "log_ndtr", "spence"):
    case(full(name), getattr(s, name), i32(3, lo=1, hi=2), raises=True)
case(full("log_ndtr"), lambda x: s.log_ndtr(x, series_order=5), f32(6, lo=-30, hi=-8), grad=True, x64=True)
case(full("log_ndtr"), lambda x: s.log_ndtr(x, series_order=-1), f32(2), raises="line")
case(full("factorial"), lambda x: s.factorial(x, exact=True), f32(2), raises=True)

# Functions of several.
PAIRS = {
    "xlogy": ((0, 3), (0.2, 4)), "xlog1py": ((0, 3), (-0.5, 4)), "rel_entr": ((0.1, 3), (0.2, 4)), "kl_div": ((0.1, 3), (0.2, 4)),
    "betaln": ((0.3, 20), (0.3, 20)), "beta": ((0.3, 4), (0.3, 4)), "gammainc": ((0.3, 4), (0.2, 5)),
    "gammaincc": ((0.3, 4), (0.2, 5)), "zeta": ((1.5, 6), (0.5, 4)), "boxcox": ((0.2, 3), (-1, 2)),
    "boxcox1p": ((0.2, 3), (-1, 2)), "poch": ((0.5, 3), (0.5, 3)), "comb": ((3, 8), (0, 3)), "owens_t": ((-3, 3), (-3, 3)),
}
for name, (a, b) in PAIRS.items():
    f, g = getattr(s, name), jax.jit(getattr(s, name))
    x, y = f32(3, 4, lo=a[0], hi=a[1]), f32(3, 4, lo=b[0], hi=b[1], seed=7)
    case(full(name), g, x, y, grad=True, x64=True, jit=False)
    case(full(name), jax.jit(lambda x, f=f, v=b[1] / 2: f(x, v)), x, jit=False)
    case(full(name), g, special(), lit([0.0, 1.0, 2.0, -1.0, inf, 0.5, nan, 1.5, 3.0, -0.5, 2.5, 1.0, 0.25]), jit=False)
    case(full(name), f, f32(3), f32(4), raises=True)
case(full("comb"), lambda n, k: s.comb(n, k, repetition=True), f32(5, lo=3, hi=8), f32(5, lo=0, hi=3), grad=True)
case(full("polygamma"), lambda x: s.polygamma(2, x), f32(3, 4, lo=0.5, hi=6), grad=True, vmap=True, x64=True)
case(full("polygamma"), lambda n, x: s.polygamma(n, x), i32(5, lo=0, hi=4), f32(5, lo=0.5, hi=6), x64=True)
case(full("polygamma"), lambda x: s.polygamma(1.5, x), f32(3), raises="line")
case(full("multigammaln"), lambda x: s.multigammaln(x, 3), f32(3, 4, lo=2, hi=6), grad=True, vmap=True, x64=True)
case(full("multigammaln"), lambda x: s.multigammaln(x, 1), i32(3, lo=2, hi=6))
case(full("betainc"), s.betainc, f32(5, lo=0.5, hi=4), f32(5, lo=0.5, hi=4, seed=1), f32(5, lo=0.1, hi=0.9, seed=2), grad=True,
     vmap=True, x64=True)
case(full("betainc"), lambda x: s.betainc(2.0, 3.0, x), lit([0.0, 1.0, 0.5, -0.1, 1.1, nan]), x64=True)
case(full("logsumexp"), s.logsumexp, f32(3, 4), grad=True, vmap=True, x64=True)
case(full("logsumexp"), lambda x, b: s.logsumexp(x, axis=1, b=b, return_sign=True, keepdims=True), f32(3, 4), f32(3, 4, seed=4))
case(full("softmax"), lambda x: s.softmax(x, axis=1), f32(3, 4), grad=True, vmap=True)
case(full("log_softmax"), lambda x: s.log_softmax(x, axis=0), f32(3, 4), grad=True, vmap=True)
case(full("zeta"), lambda x: s.zeta(x), f32(3), raises=True)

# Integrals and series.
for n in (0, 1, 2, 5):
    case(full("expn"), jax.jit(lambda x, n=n: s.expn(n, x)), f32(3, 4, lo=0.1, hi=9), grad=n > 0, vmap=True, x64=True)
    case(full("expn"), jax.jit(lambda x, n=n: s.expn(n, x)), lit([0.0, 1.0, inf, nan, 0.5, -1.0, 37.25, 90.0]), x64=True)
case(full("expn"), jax.jit(s.expn), i32(6, lo=0, hi=6), f32(6, lo=0.1, hi=3))
case(full("expn"), lambda n, x: s.expn(n, x), lit([6000.0, 0.5, 1.5, -1.0]), f32(4, lo=0.1, hi=0.9))
case(full("expn"), lambda x: s.expn(2, x), c64(3), raises=True)
case(full("expi"), s.expi, c64(3), raises=True)
case(full("wofz"), jax.jit(s.wofz), c64(3, 4), grad=True, vmap=True, x64=True)
case(full("wofz"), jax.jit(s.wofz), f32(5), grad=True)
case(full("wofz"), jax.jit(s.wofz), lit([0.0, 1e10, -1e10, inf, nan]))
case(full("erfcx"), jax.jit(s.erfcx), c64(4), grad=True)
case(full("dawsn"), s.dawsn, c64(4), raises=True)
case(full("dawsn"), jax.jit(s.dawsn), f32(30, lo=-9, hi=9), grad=True, x64=True)
case(full("erfcx"), jax.jit(s.erfcx), lit([-9.5, -5.0, 0.0, 5.0, 9.0, 9.5, 12.0, 26.0, 27.0, 100.0]), x64=True)
case(full("expi"), jax.jit(s.expi), lit([-20.0, -1.0, 1e-3, 1.9, 2.1, 3.9, 4.1, 7.9, 8.1, 15.9, 16.1, 31.9, 32.1, 63.0, 65.0, 80.0]), x64=True)
case(full("sici"), jax.jit(s.sici), lit([1e-5, 3.9, 4.1, 7.9, 8.1, 50.0, 1e5, -30.0]), x64=True)
case(full("sici"), s.sici, c64(2), raises=True)
case(full("fresnel"), jax.jit(s.fresnel), lit([1e-3, 1.59, 1.61, 10.0, 1000.0, 36000.0, 40000.0, -3.0]), x64=True)
case(full("fresnel"), s.fresnel, c64(2), raises=True)
case(full("spence"), jax.jit(s.spence), lit([0.0, 1.0, 0.5, 0.49, 1.5, 1.51, 2.0, 2.1, 100.0, -1.0]), x64=True)
case(full("owens_t"), jax.jit(s.owens_t), lit([0.0, 1.0, -1.0, 2.0, 0.5, 10.0]), lit([1.0, 0.0, 1.0, -1.0, 30.0, 0.5]), x64=True)
for n in (0, 1, 2, 3, 6, 11):
    case(full("bernoulli"), lambda n=n: s.bernoulli(n), x64=True)
case(full("bernoulli"), lambda: s.bernoulli(-1), raises="line")
for a, b, x in ((1.5, 2.5, 0.5), (0.5, 1.5, -3.0), (-2.0, 1.5, 4.0), (1.0, 1.0, 2.0), (0.0, 2.0, 1.0), (1.5, 0.0, 1.0), (2.0, 3.5, 120.0)):
    case(full("hyp1f1"), jax.jit(s.hyp1f1), lit(a), lit(b), lit(x), x64=True)
case(full("hyp1f1"), jax.jit(s.hyp1f1), f32(3, 4, lo=0.5, hi=3), f32(3, 4, lo=0.5, hi=3, seed=1), f32(3, 4, lo=-3, hi=3, seed=2), grad=True,
     x64=True)
case(full("hyp1f1"), lambda x: s.hyp1f1(1, 2, x), f32(4), grad=True)
case(full("hyp1f1"), s.hyp1f1, c64(2), f32(2), f32(2), raises=True)
for a, b, c, x in ((1.0, 2.0, 3.0, 0.3), (0.5, 1.5, 2.5, 0.95), (1.0, 1.0, 3.0, 0.95), (-2.0, 1.5, 2.5, 0.5), (-3.0, 2.0, 1.0, 2.0),
                   (1.0, 2.0, 2.0, 0.5), (2.0, 1.0, 2.0, 0.5), (1.0, 1.0, 3.0, 1.0), (1.0, 2.0, 2.5, 1.0), (0.0, 1.0, 2.0, 0.5),
                   (1.0, 2.0, 0.0, 0.5), (2.0, 3.0, 2.5, 0.4), (1.0, 2.0, 3.0, -0.8), (1.0, 1.0, 2.0, 0.95), (1.0, 3.0, 2.0, 0.95)):
    case(full("hyp2f1"), jax.jit(s.hyp2f1), lit(a), lit(b), lit(c), lit(x), x64=True)
case(full("hyp2f1"), jax.jit(s.hyp2f1), f32(3, 4, lo=0.5, hi=2), f32(3, 4, lo=0.5, hi=2, seed=1), f32(3, 4, lo=2, hi=4, seed=2),
     f32(3, 4, lo=-0.7, hi=0.7, seed=3), grad=True, vmap=True, x64=True)
for n in (1, 2, 3, 5):
    case(full("lpmn"), jax.jit(lambda z, n=n: s.lpmn(n, n, z)), f32(4, lo=-0.9, hi=0.9), grad=True, x64=True)
    for normalized in (False, True):
        case(full("lpmn_values"), jax.jit(lambda z, n=n, k=normalized: s.lpmn_values(n, n, z, k)), f32(4, lo=-0.9, hi=0.9), grad=True,
             x64=True)
case(full("lpmn"), lambda z: s.lpmn(2, 3, z), f32(4), raises="line")
case(full("lpmn_values"), lambda z: s.lpmn_values(2, 2, z, True), f32(4, 2), raises="line")
case(full("lpmn_values"), lambda z: s.lpmn_values(2, 2, z, True), i32(4), raises="line")
case(full("sph_harm_y"), lambda t, p: s.sph_harm_y(jnp.array([0, 1, 2, 3]), jnp.array([0, -1, 2, -3]), t, p), f32(4, lo=0.1, hi=3),
     f32(4, lo=0, hi=6, seed=1), x64=True)
case(full("sph_harm_y"), lambda t, p: s.sph_harm_y(jnp.array([4]), jnp.array([2]), t, p, n_max=5), f32(1, lo=0.1, hi=3), f32(1),
     grad=True)
case(full("sph_harm_y"), lambda t, p: s.sph_harm_y(jnp.array([4]), jnp.array([2]), t, p, 1), f32(1), f32(1), raises="line")
for name in ("gamma", "loggamma"):
    case(full(name), jax.jit(getattr(s, name)), c64(6), grad=True, x64=True)
    case(full(name), jax.jit(getattr(s, name)), c64(4, lo=-4, hi=4, seed=3))
case(full("bessel_jn"), lambda z: s.bessel_jn(z, v=3), f32(4, lo=0.5, hi=8), x64=True)
case(full("bessel_jn"), lambda z: s.bessel_jn(z, v=1, n_iter=30), f32(4, lo=0.5, hi=8), grad=True)
