"""Functions of jax.scipy.signal."""
from .._functions import module_getattr as _module_getattr

__getattr__, __dir__ = _module_getattr("jax.scipy.signal", globals())
