"""jax.scipy.stats."""
import jax
import jax.numpy as jnp
import jax.scipy.stats as st

from corpus import *

DENSITIES = ("logpdf", "pdf", "cdf", "logcdf", "sf", "logsf")
# A range of the point, ranges of the parameters.
FAMILIES = {
    "norm": ((-3, 3), [(-1, 1), (0.5, 2)]), "uniform": ((-1, 3), [(-0.5, 0.5), (1, 2)]), "expon": ((0.2, 4), [(-1, 0.1), (0.5, 2)]),
    "laplace": ((-3, 3), [(-1, 1), (0.5, 2)]), "logistic": ((-3, 3), [(-1, 1), (0.5, 2)]), "cauchy": ((-3, 3), [(-1, 1), (0.5, 2)]),
    "gumbel_r": ((-2, 3), [(-1, 1), (0.5, 2)]), "gumbel_l": ((-3, 2), [(-1, 1), (0.5, 2)]), "beta": ((0.1, 0.9), [(0.5, 3), (0.5, 3)]),
    "gamma": ((0.2, 5), [(0.5, 3)]), "chi2": ((0.2, 8), [(1, 6)]), "t": ((-3, 3), [(1, 8)]), "pareto": ((1.1, 5), [(0.5, 3)]),
}
for family, (point, parameters) in FAMILIES.items():
    module = getattr(st, family)
    for name in DENSITIES:
        f = getattr(module, name, None)
        if f is None:
            continue
        full = f"jax.scipy.stats.{family}.{name}"
        args = [f32(6, lo=lo, hi=hi, seed=n) for n, (lo, hi) in enumerate([point, *parameters])]
        # Compiled whole: an equation after the other would take JAX minutes.
        case(full, jax.jit(f), *args, grad=True, x64=name in ("logpdf", "cdf"), jit=False)
        # Outside the support, and with numbers as parameters.
        numbers = [(lo + hi) / 2 for lo, hi in parameters]
        case(full, jax.jit(lambda x, f=f, p=numbers: f(x, *p)), special(), jit=False)
        if name == "logpdf":
            case(full, lambda x, f=f, p=numbers: f(x, *p), i32(3))
            case(full, lambda f=f: f([1.0]), raises=True)
for family, args in (("gennorm", (f32(6), f32(6, lo=0.7, hi=3, seed=1))), ("vonmises", (f32(6), f32(6, lo=0.3, hi=5, seed=1))),
                     ("wrapcauchy", (f32(6, lo=0.1, hi=6), f32(6, lo=0.1, hi=0.9, seed=1))),
                     ("truncnorm", (f32(6, lo=-0.9, hi=1.4), f32(6, lo=-2, hi=-1, seed=1), f32(6, lo=1.5, hi=3, seed=2)))):
    f = jax.jit(getattr(st, family).logpdf)
    case(f"jax.scipy.stats.{family}.logpdf", f, *args, grad=True, jit=False)
QUANTILES = {"norm": ("ppf", "isf"), "uniform": ("ppf",), "expon": ("ppf",), "logistic": ("ppf", "isf"), "cauchy": ("ppf", "isf"),
             "gumbel_r": ("ppf",), "gumbel_l": ("ppf",)}
for family, names in QUANTILES.items():
    for name in names:
        f = getattr(getattr(st, family), name)
        full = f"jax.scipy.stats.{family}.{name}"
        case(full, jax.jit(f), f32(6, lo=0.05, hi=0.95), f32(6, seed=1), f32(6, lo=0.5, hi=2, seed=2), grad=True, x64=True)
        case(full, f, lit([0.0, 1.0, 0.5, -0.1, 1.1, nan]))
case("jax.scipy.stats.pareto.ppf", st.pareto.ppf, f32(6, lo=0.05, hi=0.95), f32(6, lo=0.5, hi=3), f32(6, seed=1),
     f32(6, lo=0.5, hi=2, seed=2), grad=True, vmap=True, x64=True)
case("jax.scipy.stats.pareto.ppf", lambda q: st.pareto.ppf(q, 2.0), lit([0.0, 1.0, -0.1, 1.1, nan]))
case("jax.scipy.stats.bernoulli.ppf", lambda q: st.bernoulli.ppf(q, 0.3), lit([0.0, 0.6, 0.7, 0.8, 1.0, -0.1, 1.1]))

# Integers: parameters that may be fractions.
COUNTS = {
    "bernoulli": [(0.2, 0.8)], "poisson": [(0.5, 6)], "geom": [(0.2, 0.8)], "binom": [(5, 9), (0.2, 0.8)],
    "nbinom": [(2, 6), (0.2, 0.8)], "betabinom": [(5, 9), (0.5, 3), (0.5, 3)],
}
for family, parameters in COUNTS.items():
    for name in ("logpmf", "pmf", "cdf"):
        f = getattr(getattr(st, family), name, None)
        if f is None:
            continue
        full = f"jax.scipy.stats.{family}.{name}"
        args = [f32(6, lo=lo, hi=hi, seed=n) for n, (lo, hi) in enumerate(parameters)]
        case(full, jax.jit(lambda *p, f=f: f(jnp.arange(6), *p)), *args, grad=True, x64=True, jit=False)
        case(full, jax.jit(lambda k, f=f, p=[hi for lo, hi in parameters]: f(k, *p)), lit([-1.0, 0.0, 0.5, 1.0, 3.0, 20.0]))
        case(full, lambda k, f=f, p=[hi for lo, hi in parameters]: f(k, *p, 1), lit([0.0, 1.0, 2.0, 5.0])) if name != "cdf" or \
            family == "poisson" else None
case("jax.scipy.stats.betabinom.logpmf", lambda k: st.betabinom.logpmf(k, -1, 1.0, 1.0), i32(3))
case("jax.scipy.stats.poisson.entropy", st.poisson.entropy, lit([0.0, 0.5, 3.0, 9.9, 10.1, 50.0, 99.0, 101.0, 1000.0]), x64=True)
case("jax.scipy.stats.poisson.entropy", lambda m: st.poisson.entropy(m, jnp.zeros((2, 1))), f32(3, lo=0.5, hi=20), grad=True)
case("jax.scipy.stats.poisson.entropy", st.poisson.entropy, i32(4, lo=1, hi=12))
for name in ("logpmf", "pmf"):
    f, full = getattr(st.multinomial, name), "jax.scipy.stats.multinomial." + name
    case(full, lambda p, f=f: f(jnp.array([1, 2, 3]), 6, p), lit([0.2, 0.3, 0.5]), grad=True, x64=True)
    case(full, lambda p, f=f: f(jnp.array([1, 2, 3]), 5, p), lit([0.2, 0.3, 0.5]))
    case(full, lambda p, f=f: f(jnp.array([0, 2, 3]), 5, p), lit([0.0, 0.4, 0.6]), vmap=True)
    case(full, lambda p, f=f: f(jnp.array([1.0, 2.0]), 3, p), lit([0.5, 0.5]), raises="line")
for name in ("logpdf", "pdf"):
    f, full = getattr(st.dirichlet, name), "jax.scipy.stats.dirichlet." + name
    case(full, f, lit([0.2, 0.3, 0.5]), f32(3, lo=0.5, hi=3), grad=True, x64=True)
    case(full, f, lit([0.2, 0.3]), f32(3, lo=0.5, hi=3))
    case(full, f, f32(3, 2, lo=0.1, hi=0.4), f32(3, lo=0.5, hi=3))
    case(full, f, f32(5), f32(3), raises="line")
    f, full = getattr(st.multivariate_normal, name), "jax.scipy.stats.multivariate_normal." + name
    case(full, f, f32(3), f32(3, seed=1), spd(3), grad=True, vmap=True, x64=True)
    case(full, f, f32(4, 3), f32(3, seed=1), spd(3))
    case(full, lambda x, f=f: f(x, 0.5, 2.0), f32(4), grad=True)
    case(full, lambda x, f=f: f(x, jnp.zeros(3), 2.0), f32(4, 3))

# Samples.
case("jax.scipy.stats.mode", st.mode, i32(5, 4, lo=0, hi=3), x64=True)
case("jax.scipy.stats.mode", lambda x: st.mode(x, axis=1, keepdims=True), i32(5, 4, lo=0, hi=3), vmap=True)
case("jax.scipy.stats.mode", lambda x: st.mode(x, axis=None), i32(5, 4, lo=0, hi=3))
case("jax.scipy.stats.mode", lambda x: st.mode(x, axis=None, keepdims=True), f32(2, 3))
case("jax.scipy.stats.mode", st.mode, lit([nan, 1.0, nan, 2.0]))
case("jax.scipy.stats.mode", st.mode, f32())
case("jax.scipy.stats.mode", st.mode, f32(0, 3))
case("jax.scipy.stats.mode", lambda x: st.mode(x, nan_policy="omit"), f32(3), raises="line")
case("jax.scipy.stats.mode", lambda x: st.mode(x, nan_policy="bad"), f32(3), raises="line")
for method in ("average", "min", "max", "dense", "ordinal"):
    case("jax.scipy.stats.rankdata", lambda x, m=method: st.rankdata(x, m), i32(8, lo=0, hi=4), x64=True, vmap=True)
    case("jax.scipy.stats.rankdata", lambda x, m=method: st.rankdata(x, m, axis=0), f32(4, 3))
case("jax.scipy.stats.rankdata", st.rankdata, lit([1.0, nan, 2.0]))
case("jax.scipy.stats.rankdata", lambda x: st.rankdata(x, "worst"), f32(3), raises="line")
case("jax.scipy.stats.rankdata", lambda x: st.rankdata(x, nan_policy="raise"), f32(3), raises="line")
case("jax.scipy.stats.sem", st.sem, f32(5, 4), grad=True, vmap=True, x64=True)
case("jax.scipy.stats.sem", lambda x: st.sem(x, axis=1, ddof=0, keepdims=True), f32(5, 4))
case("jax.scipy.stats.sem", lambda x: st.sem(x, axis=None), i32(5, 4))
case("jax.scipy.stats.sem", lambda x: st.sem(x, nan_policy="omit"), lit([1.0, nan, 2.0, 4.0]))
case("jax.scipy.stats.sem", lambda x: st.sem(x, nan_policy="raise"), f32(3), raises="line")

K = "jax.scipy.stats.gaussian_kde."
case(K + "evaluate", lambda d, x: st.gaussian_kde(d)(x), f32(8), f32(3, seed=1), grad=True, x64=True)
case(K + "evaluate", lambda d, x: st.gaussian_kde(d, "silverman").evaluate(x), f32(2, 8), f32(2, 3, seed=1), vmap=True)
case(K + "pdf", lambda d, w, x: st.gaussian_kde(d, 0.5, w).pdf(x), f32(8), f32(8, lo=0.1, hi=1), f32(3, seed=1), grad=True)
case(K + "logpdf", lambda d, x: st.gaussian_kde(d, lambda k: 0.3).logpdf(x), f32(8), f32(3, seed=1), grad=True)
case(K + "integrate_box_1d", lambda d: st.gaussian_kde(d).integrate_box_1d(-0.5, 1.0), f32(8), grad=True, x64=True)
case(K + "integrate_gaussian", lambda d, m, c: st.gaussian_kde(d).integrate_gaussian(m, c), f32(2, 8), f32(2, seed=1), spd(2))
case(K + "integrate_kde", lambda a, b: st.gaussian_kde(a).integrate_kde(st.gaussian_kde(b)), f32(2, 8), f32(2, 5, seed=1))
case(K + "resample", lambda k, d: st.gaussian_kde(d).resample(k, (3,)), key(1), f32(2, 8))
case("jax.scipy.stats.gaussian_kde", lambda d: st.gaussian_kde(d), f32(2, 8))
case("jax.scipy.stats.gaussian_kde", lambda d: st.gaussian_kde(d), f32(1), raises="line")
case("jax.scipy.stats.gaussian_kde", lambda d: st.gaussian_kde(d, "wide"), f32(4), raises="line")
case("jax.scipy.stats.gaussian_kde", lambda d, w: st.gaussian_kde(d, weights=w), f32(4), f32(3), raises="line")
case(K + "evaluate", lambda d, x: st.gaussian_kde(d)(x), f32(2, 8), f32(3, 3), raises="line")
