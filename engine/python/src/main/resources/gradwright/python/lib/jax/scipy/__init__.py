"""The SciPy-like functions of JAX."""
from .._functions import module_getattr as _module_getattr

_LAZY = {n: "jax.scipy." + n for n in ("linalg", "special", "stats", "optimize", "signal", "integrate", "fft", "sparse",
                                       "ndimage", "interpolate", "cluster", "spatial")}
__getattr__, __dir__ = _module_getattr("jax.scipy", globals(), _LAZY)
