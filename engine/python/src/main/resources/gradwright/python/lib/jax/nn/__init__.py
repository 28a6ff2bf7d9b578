"""Functions of neural networks."""
from .._functions import module_getattr as _module_getattr

_LAZY = {"initializers": "jax.nn.initializers", "tanh": "jax.numpy"}
_LAZY.update({n: "jax.nn._extra" for n in ("dot_product_attention", "log1mexp", "sparse_plus", "sparse_sigmoid")})
__getattr__, __dir__ = _module_getattr("jax.nn", globals(), _LAZY)
