"""Decompositions and solves of jax.lax.linalg."""
from .._functions import module_getattr as _module_getattr

__getattr__, __dir__ = _module_getattr("jax.lax.linalg", globals())
