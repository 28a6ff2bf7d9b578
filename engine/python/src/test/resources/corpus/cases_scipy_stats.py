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
        # JAX cannot differentiate gumbel's xlogy(-1, scale) by scale: it gets the scale as a number.
        fixed = family.startswith("gumbel") and name in ("logpdf", "pdf")
        case(full, jax.jit(f), *args, grad=not fixed, x64=name in ("logpdf", "cdf"), jit=False)
        if fixed:
            case(full, jax.jit(lambda x, loc, f=f: f(x, loc, 0.75)), *args[:2], grad=True, vmap=True, x64=True)
        # Outside the support, and with numbers as parameters.
        numbers = [(lo + hi) / 2 for lo, hi in parameters]
        # (Fused, JAX's gumbel makes a finite number of exp(inf).)
        at = lambda x, f=f, p=numbers: f(x, *p)
        case(full, at if family.startswith("gumbel") else jax.jit(at), special(), jit=False)
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
        case(full, jax.jit(f), f32(6, lo=0.05, hi=0.95), f32(6, seed=1), f32(6, lo=0.5, hi=2, seed=2), grad=not family.startswith("gumbel"), x64=True)
        if family.startswith("gumbel"):
            case(full, lambda loc, scale, f=f: f(0.3, loc, scale), f32(6, seed=1), f32(6, lo=0.5, hi=2, seed=2), grad=True, vmap=True, x64=True)
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

# Samples.

K = "jax.scipy.stats.gaussian_kde."
