"""Lowered programs in the words of StableHLO."""
import jax
import jax.numpy as jnp
from jax import lax

from corpus import *

LOWERED = "jax.stages.Lowered.as_text"


def text(f, *args, **options):
    case(LOWERED, lambda: jax.jit(f, **options).lower(*args).as_text(), jit=False)


def f(x, y):
    return 2 * x + y


def selu(x, alpha=1.67, lmbda=1.05):
    return lmbda * jnp.where(x > 0, x, alpha * jnp.exp(x) - alpha)


ONES = jnp.ones((2, 3))
KNOWN = jnp.arange(3.0)
text(f, 3, 4)
text(f, 7, 8, static_argnums=0)
text(lambda x: jnp.sin(jnp.cos(x)), 1.0)
text(lambda x: x * x, jax.ShapeDtypeStruct((), jnp.dtype("int32")))
text(selu, jnp.arange(5.0))
text(lambda x, w, b: jax.nn.relu(x @ w + b), ONES, jnp.ones((3, 4)), jnp.ones(4))
text(lambda x: x.sum(), ONES)
text(lambda x: x.mean(0), ONES)
text(lambda x: (x.T, x.reshape(-1), x.astype(int), x[0]), ONES)
text(lambda x: {"a": x.max(), "b": x > 0}, ONES)
text(jax.grad(lambda x: jnp.tanh(x) ** 2), 1.0)
text(lambda n: lax.fori_loop(0, n, lambda i, x: x + i, 0), 3)
text(lambda x: lax.fori_loop(0, 10, lambda i, c: c * i, x), 1)
text(lambda x: lax.while_loop(lambda c: c < 10, lambda c: c * 2, x), 1)
text(lambda x: lax.scan(lambda c, y: (c + y, c * y), 0.0, x), jnp.arange(4.0))
text(lambda x: lax.scan(lambda c, y: (c + y.sum(), c * y), 0.0, x), jnp.ones((4, 2)))
text(lambda p, x: lax.cond(p, jnp.sin, jnp.cos, x), True, 1.0)
text(lambda x: jnp.concatenate([x, x]), jnp.ones(3))
text(lambda d: d["x"] + d["y"], {"x": 1.0, "y": jnp.ones(3)})
text(lambda x: jnp.ones((3, 3)) * x + jnp.arange(3), 1.0)
text(lambda x: x, 1.0)
text(lambda x, y: x, 1.0, 2.0)
text(lambda x, y: x, 1.0, 2.0, keep_unused=True)
text(jax.vmap(jnp.dot), ONES, ONES)
text(lambda x: x + 1, jnp.ones(3), donate_argnums=0)
text(lambda x: jnp.clip(x, 0, 1), 1.0)
text(lambda x: x + KNOWN, KNOWN)
text(lambda x: (x & 3, ~x, -x, x**2, abs(x), x // 2, x % 2), 5)
text(lambda x: (x**0.5, jnp.sqrt(x), jnp.isnan(x), jnp.log1p(x), jax.nn.sigmoid(x), jnp.square(x), jnp.sign(x)), 5.0)
text(lambda x: (jnp.round(x), jax.nn.gelu(x), x**3, x.astype(bool)), jnp.ones(4))
text(lambda x: jnp.linspace(0, 1, 5) * x * 0.1, jnp.float32(2))
case("jax.stages.Lowered.compiler_ir", lambda: str(jax.jit(lambda x: x * 2).lower(1.0).compiler_ir()), jit=False)
case("jax.stages.Lowered.out_info", lambda: repr(jax.jit(f).lower(1.0, 2.0).out_info), jit=False)

# ---- calls of compiled functions that do not fit ----

COMPILED = "jax.stages.Compiled"
TIMES = jax.jit(lambda n, x: x * n, static_argnums=0)
case(COMPILED, lambda: TIMES.lower(3, 1.0).compile()(1.0), jit=False)
case(COMPILED, lambda: TIMES.lower(3, 1.0).compile()(3, 1.0), raises="line")
DICTED = jax.jit(lambda n, x: x * n["a"])
for args in (({"b": 1}, 1.0), ({"a": 1},), ([1], 1.0)):
    case(COMPILED, lambda a=args: DICTED.lower({"a": 1}, 1.0).compile()(*a), raises="line")
case("jax.jit", lambda: jax.jit(lambda x: x, compiler_options={"not_a_real_flag": 1})(1.0), raises="line")
case("jax.stages.Lowered.compile", lambda: jax.jit(f).lower(1.0, 2.0).compile({"not_a_real_flag": 1}), raises="line")
