"""Functions of jax.scipy.linalg."""
from .._functions import module_getattr as _module_getattr

_LAZY = {n: "jax.scipy._linalg_extra" for n in ("funm", "eigh_tridiagonal")}
__getattr__, __dir__ = _module_getattr("jax.scipy.linalg", globals(), _LAZY)
