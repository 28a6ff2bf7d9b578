"""Uses what most scripts use; run once to fill the caches that make later starts fast."""

import dataclasses
import functools
import math
import time
import traceback

import jax
import jax.numpy as jnp


def _loss(weights, inputs, targets):
    hidden = jax.nn.relu(inputs @ weights["first"])
    logits = hidden @ weights["second"]
    return -jnp.mean(jnp.sum(jax.nn.log_softmax(logits) * targets, axis=-1))


@functools.partial(jax.jit, static_argnums=3)
def _step(weights, inputs, targets, rate):
    loss, slopes = jax.value_and_grad(_loss)(weights, inputs, targets)
    return loss, jax.tree.map(lambda weight, slope: weight - rate * slope, weights, slopes)


def _train():
    keys = jax.random.split(jax.random.key(0), 3)
    weights = {
        "first": jax.random.normal(keys[0], (8, 16)),
        "second": jax.random.normal(keys[1], (16, 4)),
    }
    inputs = jax.random.normal(keys[2], (32, 8))
    targets = jax.nn.one_hot(jnp.arange(32) % 4, 4)
    for _ in range(20):
        loss, weights = _step(weights, inputs, targets, 0.1)
    return float(loss)


def _transform():
    squares = jax.vmap(lambda x: x**2)(jnp.arange(4.0))
    total, _ = jax.lax.scan(lambda carry, x: (carry + x, carry), 0.0, squares)
    return jax.make_jaxpr(jax.grad(lambda x: jnp.sin(x) * x))(1.0), total


for part in (_train, _transform):
    try:
        print(part())
    except Exception:
        # The report's own modules are wanted too; what cannot be used is not warmed.
        traceback.print_exc()
print(math.pi, time.time(), dataclasses)
