"""Initial values of parameters: functions of a key, a shape and a dtype."""
from .._functions import module_getattr as _module_getattr

__getattr__, __dir__ = _module_getattr("jax.nn.initializers", globals())
