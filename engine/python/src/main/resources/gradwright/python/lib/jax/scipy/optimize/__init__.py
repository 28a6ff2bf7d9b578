"""Minima of functions."""
from ..._functions import module_getattr as _module_getattr

_LAZY = {n: "jax.scipy.optimize._minimize" for n in ("minimize", "OptimizeResults")}
__getattr__, __dir__ = _module_getattr("jax.scipy.optimize", globals(), _LAZY)
