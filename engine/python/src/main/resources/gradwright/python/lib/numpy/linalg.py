"""Functions of numpy.linalg."""
from ._ndarray import call


class LinAlgError(ValueError):
    """A matrix has no such decomposition."""


def __getattr__(name):
    if name.startswith("_"):
        raise AttributeError(f"module 'numpy.linalg' has no attribute '{name}'")

    def f(*args, **kwargs):
        return call("jax.numpy.linalg." + name, args, kwargs)
    f.__name__ = name
    return f
