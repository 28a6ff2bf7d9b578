"""The last digits of quotients: XLA takes the reciprocal of a divisor that stands for many numbers, and divides otherwise."""
import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from corpus import *
from corpus import case as add

F = "jax.numpy.divide"


def case(function, **options):
    add(F, function, jit=False, **options)


def numbers(shape, dtype="float32", seed=0):
    state = np.arange(int(np.prod(shape)), dtype=np.uint64) * np.uint64(2654435761) + np.uint64(12345 + 77 * seed)
    return jnp.asarray((((state % np.uint64(1 << 32)) >> np.uint64(9)) / np.float64(1 << 23) * 7 + 0.1).reshape(shape)).astype(dtype)


def bits(x):
    return lax.bitcast_convert_type(x, {2: jnp.uint16, 4: jnp.uint32, 8: jnp.uint64}[x.dtype.itemsize])


SHAPE = (6, 35)
for dtype in ("float32", "float16", "bfloat16"):
    for divisor in ((), (35,), (6, 1), (1, 1), SHAPE):
        case(lambda d=divisor, t=dtype: bits(numbers(SHAPE, t) / numbers(d, t, 1)))
        case(lambda d=divisor, t=dtype: bits(jax.jit(lambda x, y: x / y)(numbers(SHAPE, t), numbers(d, t, 1))))
    case(lambda t=dtype: bits(numbers(SHAPE, t) / 3.7))
    case(lambda t=dtype: bits(jax.jit(lambda x: x / 3.7)(numbers(SHAPE, t))))
    case(lambda t=dtype: bits(jax.jit(lambda x: x / 3)(numbers((20000,), t))[::97]))
    case(lambda t=dtype: bits((numbers((20000,), t) / 3)[::97]))
    case(lambda t=dtype: bits(3.7 / numbers(SHAPE, t)))
    case(lambda t=dtype: bits(jax.jit(lambda x: 3.7 / x)(numbers(SHAPE, t))))
case(lambda: bits(jax.jit(lambda x: x / 3.7)(numbers((), seed=2))))
case(lambda: bits(numbers((), seed=2) / numbers((), seed=3)))
case(lambda: bits(lax.div(numbers(SHAPE), jnp.broadcast_to(numbers((35,)), SHAPE))))
case(lambda: bits(jax.jit(lambda x, y: x / jnp.broadcast_to(y[:, None], (35, 6)).T)(numbers(SHAPE), numbers((35,)))))
case(lambda: bits(jax.jit(lambda x, y: x / (-jnp.broadcast_to(y, SHAPE)))(numbers(SHAPE), numbers((35,)))))
case(lambda: bits(jax.jit(lambda x, y: x / jnp.broadcast_to(y, (5, 7)).reshape(35))(numbers((35,)), numbers(()))))
case(lambda: bits(jax.jit(lambda x, y: x[:, None] / y)(numbers((6,)), numbers((35,)))))
CONSTANTS = np.asarray(numbers(SHAPE, seed=4))
case(lambda: bits(jax.jit(lambda x: x / CONSTANTS)(numbers(SHAPE))))
case(lambda: bits(jax.vmap(lambda x, y: x / y, in_axes=(0, None))(numbers((35,)), numbers(()))))
case(lambda: bits(jax.grad(lambda x: (x / 3.7).sum())(numbers((35,)))))
case(lambda: bits(jax.jit(lambda x: x / jnp.max(x, axis=1, keepdims=True))(numbers(SHAPE))))
case(lambda: bits(jax.jit(lambda x: x / jnp.max(x, axis=0))(numbers(SHAPE))))
ENDS = (0.0, 1e-37, 1e-10, 1.0, 1e30, float("inf"), float("nan"))
for y in (1e-37, 2e38, 3.2e38, 0.0, -0.0, float("inf"), float("nan")):
    case(lambda y=y: jax.jit(lambda a, b: a / b)(jnp.array(ENDS), jnp.float32(y)))
    case(lambda y=y: jax.jit(lambda a: a / y)(jnp.array(ENDS)))
    case(lambda y=y: jnp.array(ENDS) / y)
