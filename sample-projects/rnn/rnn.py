"""A recurrent network, written as a scan, learns to read handwritten digits row by row: eight rows of eight pixels."""
import os
import sys

import jax
import jax.numpy as jnp
from jax import lax

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "digits"))
import digits

HIDDEN = 48


def init(key):
    k1, k2, k3 = jax.random.split(key, 3)
    return {
        "w_in": jax.random.normal(k1, (8, HIDDEN)) * 8 ** -0.5,
        "w_rec": jax.random.orthogonal(k2, HIDDEN) * 0.9,
        "b": jnp.zeros(HIDDEN),
        "w_out": jax.random.normal(k3, (HIDDEN, 10)) * HIDDEN ** -0.5,
        "b_out": jnp.zeros(10),
    }


def logits(params, image):
    """Logits (10,) of one image (64,), its rows fed one after the other."""
    def cell(h, row):
        h = jnp.tanh(row @ params["w_in"] + h @ params["w_rec"] + params["b"])
        return h, None
    h, _ = lax.scan(cell, jnp.zeros(HIDDEN), image.reshape(8, 8))
    return h @ params["w_out"] + params["b_out"]


def loss(params, images, labels):
    log_p = jax.nn.log_softmax(jax.vmap(logits, in_axes=(None, 0))(params, images))
    return -jnp.mean(jnp.take_along_axis(log_p, labels[:, None], axis=1))


@jax.jit
def epoch(state, data, key):
    images, labels = data
    order = jax.random.permutation(key, images.shape[0])[:1408].reshape(-1, 64)

    def step(state, rows):
        params, m, v, t = state
        value, grads = jax.value_and_grad(loss)(params, images[rows], labels[rows])
        m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, grads)
        v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, grads)
        t = t + 1
        scale = 3e-3 * jnp.sqrt(1 - 0.999 ** t) / (1 - 0.9 ** t)
        params = jax.tree.map(lambda p, m, v: p - scale * m / (jnp.sqrt(v) + 1e-8), params, m, v)
        return (params, m, v, t), value
    state, losses = lax.scan(step, state, order)
    return state, losses.mean()


@jax.jit
def accuracy(params, images, labels):
    return jnp.mean(jnp.argmax(jax.vmap(logits, in_axes=(None, 0))(params, images), axis=1) == labels)


def main():
    data, held = digits.load()
    params = init(jax.random.PRNGKey(0))
    zeros = jax.tree.map(jnp.zeros_like, params)
    state = (params, zeros, zeros, jnp.float32(0))
    for i in range(20):
        state, value = epoch(state, data, jax.random.fold_in(jax.random.PRNGKey(1), i))
        if i % 5 == 4:
            print(f"epoch {i + 1:2d}  loss {float(value):.4f}  held-out accuracy {100 * float(accuracy(state[0], *held)):.1f} %")


main()
