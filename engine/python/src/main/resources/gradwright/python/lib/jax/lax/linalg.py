"""Decompositions and solves of jax.lax.linalg."""
from .._functions import module_getattr as _module_getattr

_LAZY = {n: "jax.lax._linalg_algorithms" for n in ("EigImplementation", "EighImplementation", "SvdAlgorithm")}
__getattr__, __dir__ = _module_getattr("jax.lax.linalg", globals(), _LAZY)
