"""The parts of SciPy that scripts around JAX import, for arrays of NumPy.

A submodule has the functions that `jax.scipy` has under the same name; they compute in 64 bits, like SciPy's, and answer with
NumPy's arrays and numbers. A name that is not among them raises an error that says so."""
__version__ = "1.17.0"
_SUBMODULES = ("fft", "integrate", "linalg", "ndimage", "optimize", "signal", "special", "stats")


def __getattr__(name):
    if name in _SUBMODULES:
        from importlib import import_module
        return import_module("scipy." + name)
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError(f"scipy.{name} is not available: this package has {', '.join(_SUBMODULES)}, as far as jax.scipy has"
                         " their functions")


def __dir__():
    return sorted([n for n in globals() if not n.startswith("_")] + list(_SUBMODULES))
