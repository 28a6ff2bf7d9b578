"""Probability distributions, a module each."""
from importlib import import_module as _import_module

_FAMILIES = ("bernoulli", "beta", "binom", "cauchy", "chi2", "dirichlet", "expon", "gamma", "geom", "gumbel_l", "gumbel_r",
             "laplace", "logistic", "multivariate_normal", "nbinom", "norm", "pareto", "poisson", "t", "uniform")


def __getattr__(name):
    if name in _FAMILIES:
        return _import_module("jax.scipy.stats." + name)
    raise AttributeError(f"module 'jax.scipy.stats' has no attribute '{name}'")


def __dir__():
    return list(_FAMILIES)
