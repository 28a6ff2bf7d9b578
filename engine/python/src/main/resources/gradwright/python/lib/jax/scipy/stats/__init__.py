"""Probability distributions, a module each, and statistics of samples."""
from ..._functions import module_getattr as _module_getattr

_LAZY = {n: "jax.scipy.stats." + n for n in (
    "bernoulli beta betabinom binom cauchy chi2 dirichlet expon gamma gennorm geom gumbel_l gumbel_r laplace logistic"
    " multinomial multivariate_normal nbinom norm pareto poisson t truncnorm uniform vonmises wrapcauchy").split()}
_LAZY["gaussian_kde"] = "jax.scipy.stats._density"
__getattr__, __dir__ = _module_getattr("jax.scipy.stats", globals(), _LAZY)
