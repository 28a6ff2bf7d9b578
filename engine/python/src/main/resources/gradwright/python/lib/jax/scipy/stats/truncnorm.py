"""The truncated normal distribution."""
from ..._functions import module_getattr as _module_getattr

__getattr__, __dir__ = _module_getattr("jax.scipy.stats.truncnorm", globals())
