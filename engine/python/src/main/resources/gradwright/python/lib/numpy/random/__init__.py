"""Random numbers: NumPy's generators and its own streams."""
_OLD = ("seed get_state set_state random_sample random sample ranf rand randn standard_normal normal uniform randint"
        " random_integers shuffle permutation choice bytes exponential standard_exponential gamma standard_gamma beta chisquare"
        " f standard_t standard_cauchy laplace gumbel logistic lognormal rayleigh weibull pareto power triangular wald vonmises"
        " poisson binomial geometric negative_binomial zipf logseries multinomial dirichlet multivariate_normal hypergeometric"
        " noncentral_chisquare").split()
_CLASSES = {"RandomState": "_legacy", "Generator": "_generator", "default_rng": "_generator", "SeedSequence": "_bits",
            "BitGenerator": "_bits", "PCG64": "_bits", "MT19937": "_bits"}


def __getattr__(name):
    if name in _CLASSES:
        from importlib import import_module
        value = getattr(import_module("numpy.random." + _CLASSES[name]), name)
    elif name in _OLD:
        from ._legacy import _global
        value = getattr(_global, name)
    elif name == "mtrand":
        from . import _legacy as value
        value._rand = value._global
    elif name in ("PCG64DXSM", "Philox", "SFC64"):
        raise AttributeError(f"numpy.random.{name} is not implemented")
    else:
        raise AttributeError(f"module 'numpy.random' has no attribute '{name}'")
    globals()[name] = value
    return value


def __dir__():
    return sorted([*_OLD, *_CLASSES])
