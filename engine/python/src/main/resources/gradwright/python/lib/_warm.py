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


def _arrays():
    matrix = jnp.arange(12.0).reshape(3, 4)
    padded = jnp.concatenate([jnp.pad(matrix, ((1, 1), (2, 2))), jnp.zeros((1, 8))])
    picked = jnp.where(matrix > 2, matrix, 0.0)[1:, ::2].at[0].set(1.0)
    ordered = jnp.sort(matrix, axis=0)[jnp.array([2, 0])]
    means = [jnp.mean(matrix, axis=0), jnp.var(matrix), jnp.max(matrix), jnp.argmax(matrix), jnp.cumsum(matrix)]
    return jax.block_until_ready([padded, picked, ordered, matrix.T @ matrix, jnp.einsum("ij,kj->ik", matrix, matrix), *means])


def _programs():
    """Programs of the kinds that scripts have: loops, branches, decompositions, many equations."""
    def long(x):
        for i in range(60):
            x = jnp.sin(x) * 1.01 + float(i)
        return x

    def step(i, y):
        return y + 0.01 * jnp.array([y[1] - y[0], y[0] - y[1]])
    square = jnp.eye(4) * 2.0 + 0.1
    calls = [
        (lambda x, y: 2.0 * x + y, jnp.ones(8), jnp.ones(8)),
        (long, jnp.ones(3)),
        (lambda y: jax.lax.fori_loop(0, 10, step, y), jnp.ones(2)),
        (lambda x: jax.lax.cond(x[0] > 0, jnp.sin, jnp.cos, x), jnp.ones(3)),
        (jax.grad(lambda x: jax.lax.scan(lambda c, _: (jnp.sin(c), c), x, None, length=5)[0]), 0.5),
        (jax.hessian(lambda x: jnp.sum(jnp.tanh(x) ** 2)), jnp.ones(3)),
        (jax.vmap(jax.grad(lambda x: jnp.sum(jax.nn.softmax(x) ** 2))), jnp.ones((4, 3))),
        (lambda t: jax.tree.map(lambda x: x + 1.0, t), {"a": [jnp.ones(2), 1.0], "b": (2, None)}),
        (lambda a: jnp.linalg.solve(a, a[0]), square),
        (lambda a, i: a[i] + a.at[i].add(1.0)[i], square, jnp.array([1, 2])),
        (lambda x: jnp.concatenate([jnp.pad(x, 1), x]), jnp.ones(4)),
        (lambda k: jax.random.normal(k, (8,)) + jax.random.permutation(k, 8), jax.random.key(1)),
    ]
    return [jax.block_until_ready(jax.jit(f)(*arguments)) for f, *arguments in calls]


def _repeat():
    """What a script does again and again should be compiled soon."""
    f = jax.jit(lambda x, y: {"sum": x + y, "all": [x * y]})
    x = jnp.float32(1.0)
    for _ in range(3000):
        x = jax.block_until_ready(f(x, 0.5))["sum"]
    for _ in range(1000):
        x = x * 1.01 + 0.5
    return float(x), len(jax.make_jaxpr(lambda x: x + 1)(1.0).eqns)


for part in (_train, _transform, _arrays, _programs, _repeat):
    try:
        print(part())
    except Exception:
        # The report's own modules are wanted too; what cannot be used is not warmed.
        traceback.print_exc()
print(math.pi, time.time(), dataclasses)
