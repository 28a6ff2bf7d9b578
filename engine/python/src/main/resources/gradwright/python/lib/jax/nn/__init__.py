"""Functions of neural networks."""
from .._functions import module_getattr as _module_getattr

_LAZY = {"initializers": "jax.nn.initializers"}
__getattr__, __dir__ = _module_getattr("jax.nn", globals(), _LAZY)
