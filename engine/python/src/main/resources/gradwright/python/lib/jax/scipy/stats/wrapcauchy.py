"""The wrapped Cauchy distribution."""
from ..._functions import module_getattr as _module_getattr

__getattr__, __dir__ = _module_getattr("jax.scipy.stats.wrapcauchy", globals())
