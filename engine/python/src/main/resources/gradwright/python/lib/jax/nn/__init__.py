"""Functions of neural networks."""
from .._functions import module_getattr as _module_getattr

_LAZY = {"initializers": "jax.nn.initializers", "tanh": "jax.numpy"}
_LAZY.update({n: "jax.nn._extra" for n in ("dot_product_attention", "log1mexp", "sparse_plus", "sparse_sigmoid")})
_LAZY.update({n: "jax.nn._scaled" for n in ("get_scaled_dot_general_config", "scaled_dot_general", "scaled_matmul")})
__getattr__, __dir__ = _module_getattr("jax.nn", globals(), _LAZY)
