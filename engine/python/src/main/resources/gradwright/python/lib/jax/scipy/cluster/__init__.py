"""Clusters of vectors."""
from ..._functions import module_getattr as _module_getattr

__getattr__, __dir__ = _module_getattr("jax.scipy.cluster", globals(), {"vq": "jax.scipy.cluster.vq"})
