"""Functions of numpy.fft."""
from ._ndarray import call


def __getattr__(name):
    if name.startswith("_"):
        raise AttributeError(f"module 'numpy.fft' has no attribute '{name}'")

    def f(*args, **kwargs):
        return call("jax.numpy.fft." + name, args, kwargs)
    f.__name__ = name
    return f
