"""jax.scipy.stats: distributions of counts and of vectors, samples, and the rest of the densities."""
import jax
import jax.numpy as jnp
import jax.scipy.stats as st

from corpus import *

P = "jax.scipy.stats."
for family, args in (("gennorm", (f32(6), f32(6, lo=0.7, hi=3, seed=1))), ("vonmises", (f32(6), f32(6, lo=0.3, hi=5, seed=1))),
                     ("wrapcauchy", (f32(6, lo=0.1, hi=6), f32(6, lo=0.1, hi=0.9, seed=1))),
                     ("truncnorm", (f32(6, lo=-0.9, hi=1.4), f32(6, lo=-2, hi=-1, seed=1), f32(6, lo=1.5, hi=3, seed=2)))):
    for name in ("pdf", "cdf", "logcdf", "sf", "logsf"):
        f = getattr(getattr(st, family), name, None)
        if f is not None:
            case(f"{P}{family}.{name}", jax.jit(f), *args, grad=name == "pdf" or family == "truncnorm", x64=name == "cdf", jit=False)

# Parameters that may be fractions.
COUNTS = {
    "bernoulli": [(0.2, 0.8)], "poisson": [(0.5, 6)], "geom": [(0.2, 0.8)], "binom": [(5, 9), (0.2, 0.8)],
    "nbinom": [(2, 6), (0.2, 0.8)], "betabinom": [(5, 9), (0.5, 3), (0.5, 3)],
}
for family, parameters in COUNTS.items():
    for name in ("logpmf", "pmf", "cdf", "entropy"):
        f = getattr(getattr(st, family), name, None)
        if f is None:
            continue
        args = [f32(6, lo=lo, hi=hi, seed=n) for n, (lo, hi) in enumerate(parameters)]
        k = [] if name == "entropy" else [i32(6, lo=0, hi=2 if family == "bernoulli" else 5)]
        case(f"{P}{family}.{name}", jax.jit(f), *k, *args, x64=True, jit=False)
        if name == "pmf":
            case(f"{P}{family}.{name}", jax.jit(f), lit([-1.0, 0.5, 0.0, 1.0, 3.0, nan]), *args, jit=False)
            case(f"{P}{family}.{name}", jax.jit(lambda k, *p, f=f: f(k, *p, 1)), *k, *args, jit=False)
case(P + "poisson.logpmf", jax.jit(st.poisson.logpmf), i32(4, lo=0, hi=5), f32(4, lo=0.5, hi=3), vmap=True, jit=False)

for name in ("logpdf", "pdf"):
    f = getattr(st.dirichlet, name)
    case(P + "dirichlet." + name, jax.jit(f), lit([0.2, 0.3, 0.5]), f32(3, lo=0.5, hi=3), x64=True, jit=False)
    case(P + "dirichlet." + name, jax.jit(f), lit([0.2, 0.3, 0.5, 0.6, 0.3, 0.1], shape=(3, 2)), f32(3, lo=0.5, hi=3), jit=False)
    case(P + "dirichlet." + name, f, lit([0.2, 0.9]), f32(2, lo=0.5, hi=3))
    f = getattr(st.multivariate_normal, name)
    case(P + "multivariate_normal." + name, jax.jit(f), f32(5, 3), f32(3, seed=1), spd(3), grad=True, x64=True, jit=False)
    case(P + "multivariate_normal." + name, jax.jit(f), f32(5, 1), 0.5, 2.0, jit=False)
    case(P + "multivariate_normal." + name, jax.jit(f), f32(4, 2), f32(4, 2, seed=1), spd(2), vmap=(0, None, None), jit=False)
    case(P + "multivariate_normal." + name, f, f32(5, 3), f32(3), spd(2), raises="line")
for name in ("logpmf", "pmf"):
    f = getattr(st.multinomial, name)
    case(P + "multinomial." + name, jax.jit(f), lit([1, 2, 0], "int32"), 3, lit([0.2, 0.3, 0.5]), x64=True, jit=False)
    case(P + "multinomial." + name, jax.jit(f), lit([1, 2, 1], "int32"), 3, lit([0.2, 0.3, 0.5]), jit=False)
    case(P + "multinomial." + name, jax.jit(f), lit([1, 2, 3, 0], "int32", (2, 2)), 3, lit([0.4, 0.6]), jit=False)

case(P + "mode", st.mode, lit([3, 1, 3, 2, 2, 3], "int32", (3, 2)))
case(P + "mode", lambda x: st.mode(x, axis=None), lit([1.0, 2.0, 2.0, nan]))
case(P + "mode", lambda x: st.mode(x, axis=1, keepdims=True), i32(3, 4, lo=0, hi=3))
case(P + "mode", lambda x: st.mode(x, nan_policy="omit"), f32(3), raises="line")
for method in ("average", "min", "max", "dense", "ordinal"):
    case(P + "rankdata", lambda x, m=method: st.rankdata(x, m), i32(7, lo=0, hi=4), x64=True)
    case(P + "rankdata", lambda x, m=method: st.rankdata(x, m, axis=1), f32(2, 5))
case(P + "rankdata", lambda x: st.rankdata(x, "no"), f32(3), raises="line")
case(P + "rankdata", lambda x: st.rankdata(x, nan_policy="omit"), f32(3), raises="line")
case(P + "sem", st.sem, f32(6), grad=True, x64=True)
case(P + "sem", lambda x: st.sem(x, axis=None, ddof=0), f32(3, 4))
case(P + "sem", lambda x: st.sem(x, axis=1, keepdims=True), f32(3, 4), vmap=True)
case(P + "sem", lambda x: st.sem(x, nan_policy="omit"), lit([1.0, nan, 2.0, 4.0]))
case(P + "sem", lambda x: st.sem(x, nan_policy="raise"), f32(3), raises="line")

K = P + "gaussian_kde"
DATA = f32(2, 9)


def kde(data, **options):
    return st.gaussian_kde(data, **options)


case(K, lambda d: (kde(d).covariance, kde(d).inv_cov, kde(d).neff, kde(d).d, kde(d).n), DATA, x64=True, jit=False)
for bandwidth in ("scott", "silverman", 0.5):
    case(K + ".evaluate", lambda d, p, b=bandwidth: kde(d, bw_method=b).evaluate(p), DATA, f32(2, 4, seed=1), grad=bandwidth == 0.5)
case(K + ".evaluate", lambda d, w, p: kde(d, weights=w)(p), DATA, f32(9, lo=0.1, hi=1, seed=3), f32(2, 4, seed=1))
case(K + ".pdf", lambda d, p: kde(d).pdf(p), DATA, f32(2, 4, seed=1), x64=True)
case(K + ".logpdf", lambda d, p: kde(d).logpdf(p), DATA, f32(2, 4, seed=1), x64=True)
case(K + ".integrate_gaussian", lambda d, m, c: kde(d).integrate_gaussian(m, c), DATA, f32(2, seed=1), spd(2))
case(K + ".integrate_box_1d", lambda d: kde(d).integrate_box_1d(-1.0, 1.0), f32(9))
case(K + ".integrate_box_1d", lambda d: kde(d).integrate_box_1d(-1.0, 1.0), DATA, raises="line")
case(K + ".integrate_kde", lambda d, e: kde(d).integrate_kde(kde(e)), DATA, f32(2, 5, seed=1))
case(K + ".resample", lambda d, k: kde(d).resample(k, (3,)), DATA, key())
case(K + ".evaluate", lambda d, p: kde(d).evaluate(p), DATA, f32(3, 4), raises="line")
case(K, lambda d: kde(d, bw_method="no"), DATA, raises=True)
case(K, kde, f32(1), raises="line")
case(K, kde, c64(2, 4), raises=True)
case(K, lambda d, w: kde(d, weights=w), DATA, f32(3), raises=True)
