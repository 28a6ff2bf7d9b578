"""Functions of jax.numpy.linalg."""
from .._functions import module_getattr as _module_getattr

_LAZY = {n: "jax.numpy._linalg_extra" for n in (
    "cross diagonal trace matmul matrix_transpose outer tensordot vecdot matrix_norm vector_norm multi_dot tensorinv"
    " tensorsolve").split()}
__getattr__, __dir__ = _module_getattr("jax.numpy.linalg", globals(), _LAZY)
