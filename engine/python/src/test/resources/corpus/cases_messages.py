"""Whole messages of errors that JAX explains at length: where a traced value came from, and what cannot be done with it."""
import re

import jax
import jax.numpy as jnp

from corpus import *


def said(call):
    """An error's class and whole message, without the folders of files."""
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {re.sub(r'/[^ ]*/', '', str(e))}"
    return "no error"


def jitted(name, f, *args):
    case(name, lambda: said(lambda: jax.jit(f)(*args)), jit=False)


def branch(x):
    return x if x > 0 else -x


def shaped_by_constants(x):
    return x.reshape(jnp.array(x.shape).prod())


ONES = jnp.ones((2, 3))
jitted("jax.jit", branch, 1.0)
jitted("jax.jit", lambda x, y: bool(x + y), 3, 4)
jitted("jax.jit", lambda x, n: [x for _ in range(n)], 1.0, 2)
jitted("jax.jit", lambda x: float(x), 1.0)
jitted("jax.jit", lambda x: x.item(), 1.0)
jitted("jax.jit", lambda x: x.tolist(), 1.0)
jitted("jax.jit", lambda x: {x: 1}, 1.0)
jitted("jax.jit", lambda x: x[x > 0], ONES)
jitted("jax.Array.reshape", shaped_by_constants, ONES)
for f in (lambda n: jnp.zeros(n), lambda n: jnp.ones((2, n)), lambda n: jnp.zeros([n, 2]), lambda n: jnp.arange(n),
          lambda n: jnp.reshape(ONES, n), lambda n: jnp.broadcast_to(1.0, (n,)), lambda n: jnp.linspace(0, 1, n),
          lambda n: jnp.sum(ONES, axis=n), lambda n: jnp.expand_dims(ONES, n), lambda n: jnp.concatenate([ONES, ONES], n),
          lambda n: jnp.cumsum(ONES, n), lambda n: jnp.repeat(ONES, n), lambda n: jnp.nonzero(ONES + n), lambda n: ONES[:n],
          lambda n: jax.nn.one_hot(ONES, n), lambda n: jax.nn.softmax(ONES, n), lambda n: jnp.split(ONES, n)):
    jitted("jax.jit", f, 2)
for name, call in {
    "jax.lax.scan": lambda: jax.lax.scan(lambda c, x: (c, branch(x)), 0.0, jnp.ones(3)),
    "jax.lax.cond": lambda: jax.lax.cond(True, branch, lambda x: x, 1.0),
    "jax.lax.while_loop": lambda: jax.lax.while_loop(lambda c: c if c > 0 else True, lambda c: c, 0),
    "jax.lax.fori_loop": lambda: jax.lax.fori_loop(0, 3, lambda i, c: c if i > 0 else c, 0),
    "jax.make_jaxpr": lambda: jax.make_jaxpr(lambda x: int(x))(2),
    "jax.eval_shape": lambda: jax.eval_shape(branch, 1.0),
    "jax.new_ref": lambda: jnp.sin(jax.new_ref(1.0)),
}.items():
    case(name, lambda call=call: said(call), jit=False)
# without the frames of JAX's own files, which the message of `remat` may show
case("jax.checkpoint", lambda: said(lambda: jax.checkpoint(branch)(1.0)), jit=False)


class Convertible:
    def __jax_array__(self):
        return jnp.arange(3)


case("jax.jit", lambda: said(lambda: jax.jit(lambda x: x)(Convertible())), jit=False)
case("jax.vmap", lambda: said(lambda: jax.vmap(lambda x: x)(Convertible())), jit=False)


def printed_with_nan(f):
    """What is printed, and the error, where NaNs are looked for."""
    import contextlib
    import io
    out = io.StringIO()
    with jax.debug_nans(True), contextlib.redirect_stdout(out):
        text = said(f)
    return out.getvalue() + text


case("jax.debug_nans", lambda: printed_with_nan(lambda: jnp.log(jnp.float32(-1.0))), jit=False)
case("jax.debug_nans", lambda: printed_with_nan(lambda: jax.lax.log(jnp.float32(-1.0))), jit=False)
case("jax.debug_nans", lambda: printed_with_nan(lambda: jax.vmap(jax.lax.sqrt)(-ONES)), jit=False)
case("jax.debug_nans", lambda: printed_with_nan(lambda: jnp.float32(0.0) / jnp.zeros(2)), jit=False)


def printed_without_jit():
    with jax.disable_jit():
        return printed_with_nan(lambda: jax.jit(lambda x: jnp.log(x))(jnp.float32(-1.0)))


case("jax.debug_nans", printed_without_jit, jit=False)
case("jax.stages.Compiled.input_formats", lambda: repr(jax.jit(jnp.sin).lower(ONES).compile().input_formats), jit=False)
case("jax.stages.Compiled.output_formats", lambda: repr(jax.jit(jnp.sin).lower(ONES).compile().output_formats), jit=False)
case("jax.Array.format", lambda: repr(ONES.format), jit=False)
