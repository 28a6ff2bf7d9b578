"""Linear regression on real measurements: petal width from the other three of Fisher's irises, by gradient descent, checked
against the normal equations."""
import os

import jax
import jax.numpy as jnp

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "iris.csv")


def load():
    with open(DATA) as f:
        next(f)
        rows = [[float(v) for v in line.split(",")[:4]] for line in f]
    table = jnp.array(rows)
    table = (table - table.mean(axis=0)) / table.std(axis=0)
    return table[:, :3], table[:, 3]


def loss(params, x, y):
    w, b = params
    return jnp.mean((x @ w + b - y) ** 2)


@jax.jit
def step(params, x, y):
    value, grads = jax.value_and_grad(loss)(params, x, y)
    return jax.tree.map(lambda p, g: p - 0.1 * g, params, grads), value


def main():
    x, y = load()
    params = (jnp.zeros(3), 0.0)
    for i in range(2000):
        params, value = step(params, x, y)
        if i % 500 == 0:
            print(f"step {i:4d}  loss {value:.5f}")
    w, b = params
    exact = jnp.linalg.solve(x.T @ x, x.T @ y)
    print("weights by gradient descent", w)
    print("by the normal equations    ", exact)
    print(f"largest difference {float(jnp.max(jnp.abs(w - exact))):.1e}, R^2 {float(1 - loss(params, x, y) / jnp.var(y)):.4f}")
    hessian = jax.hessian(loss)(params, x, y)
    print("eigenvalues of the Hessian in w", jnp.linalg.eigvalsh(hessian[0][0]))


main()
