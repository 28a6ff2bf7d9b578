"""Bad input: wrong ranks, None, numbers and keys where arrays belong; and arrays where whole numbers belong."""
import jax
import jax.numpy as jnp
import jax.scipy.linalg

from corpus import *
# ---- bad input: the classes are JAX's, and nothing of the engine's insides shows ----
for name, call in {
    "tile": lambda x: jnp.tile(x, None), "expand_dims": lambda x: jnp.expand_dims(x, None),
    "broadcast_to": lambda x: jnp.broadcast_to(x, None), "polyval": lambda x: jnp.polyval(2.0, x),
    "array_split": lambda x: jnp.array_split(x, -1), "linalg.lstsq": lambda x: jnp.linalg.lstsq(x, 2.0),
    "einsum": lambda x: jnp.einsum(x, [[1.0], [1.0, 2.0]]),
}.items():
    case("jax.numpy." + name, call, f32(2, 3), raises=True, jit=False)
case("jax.numpy.tile", lambda x: jnp.tile(x, jnp.array([2, 1])), f32(2, 3), jit=False)
case("jax.numpy.split", lambda x: jnp.split(x, jnp.array([1, 2])), f32(3, 2), jit=False)
case("jax.numpy.expand_dims", lambda x: jnp.expand_dims(x, jnp.array([0, 2])), f32(3, 2), jit=False)
case("jax.random.uniform", lambda: jax.random.uniform(jax.random.key(0), jnp.array([2, 1])), jit=False)
case("jax.random.uniform", lambda: jax.random.uniform(jax.random.key(0), None), raises=True, jit=False)
case("jax.random.split", lambda: jax.random.split(jax.random.key(0), None), raises=True, jit=False)
case("jax.random.key", lambda: jax.random.key(None), raises=True, jit=False)
case("jax.nn.gelu", lambda: jax.nn.gelu(jax.random.key(0)), raises=True, jit=False)
case("jax.nn.elu", lambda: jax.nn.elu(jax.random.key(0)), raises=True, jit=False)
case("jax.scipy.linalg.cholesky", lambda x: jax.scipy.linalg.cholesky(x), f32(3), raises=True, jit=False)
case("jax.scipy.linalg.cho_solve", lambda x: jax.scipy.linalg.cho_solve(x, None), f32(2, 3), raises=True, jit=False)
case("jax.scipy.linalg.hilbert", lambda: jax.scipy.linalg.hilbert(-1), raises=True, jit=False)
case("jax.scipy.linalg.solve_triangular", lambda x: jax.scipy.linalg.solve_triangular(x, 2.0), f32(2, 3), raises=True, jit=False)
