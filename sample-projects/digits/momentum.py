"""The same network trained with momentum; a whole epoch is one compiled scan."""
import functools

import jax
import jax.numpy as jnp
from jax import lax

import digits

BATCH = 96


def step(data, state, rows):
    params, velocity = state
    x, labels = data
    value, grads = jax.value_and_grad(digits.loss)(params, x[rows], labels[rows])
    velocity = jax.tree.map(lambda v, g: 0.9 * v - 0.05 * g, velocity, grads)
    params = jax.tree.map(jnp.add, params, velocity)
    return (params, velocity), value


@jax.jit
def epoch(state, data, key):
    n = data[0].shape[0]
    order = jax.random.permutation(key, n)
    batches = order[:n // BATCH * BATCH].reshape(-1, BATCH)
    state, losses = lax.scan(functools.partial(step, data), state, batches)
    return state, losses.mean()


def main():
    data, (held_x, held_labels) = digits.load()
    params = digits.init(jax.random.PRNGKey(0), [64, 64, 10])
    state = (params, jax.tree.map(jnp.zeros_like, params))
    for i in range(30):
        state, value = epoch(state, data, jax.random.fold_in(jax.random.PRNGKey(1), i))
        if i % 10 == 9:
            print(f"epoch {i + 1:2d}  loss {float(value):.4f}  "
                  f"held-out accuracy {100 * float(digits.accuracy(state[0], held_x, held_labels)):.1f} %")
    print(f"final held-out accuracy {100 * float(digits.accuracy(state[0], held_x, held_labels)):.2f} %")
    return state[0]


params = main()
