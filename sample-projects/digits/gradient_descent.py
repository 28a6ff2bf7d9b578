"""Trains a perceptron on handwritten digits by plain mini-batch gradient descent.

usage: gradient_descent.py [EPOCHS]. digits-java/ holds the same program in Java; both end with the same checksum.
"""
import sys

import jax

import digits


@jax.jit
def step(params, x, labels):
    value, grads = jax.value_and_grad(digits.loss)(params, x, labels)
    return jax.tree.map(lambda p, g: p - 0.2 * g, params, grads), value


def main():
    (x, labels), (held_x, held_labels) = digits.load()
    params = digits.init(jax.random.PRNGKey(0), [64, 64, 10])
    batch = 96
    batches = x.shape[0] // batch
    for epoch in range(int(sys.argv[1]) if len(sys.argv) > 1 else 40):
        order = jax.random.permutation(jax.random.fold_in(jax.random.PRNGKey(1), epoch), x.shape[0])
        total = 0.0
        for i in range(batches):
            rows = order[i * batch:(i + 1) * batch]
            params, value = step(params, x[rows], labels[rows])
            total += float(value)
        if epoch % 10 == 9:
            print(f"epoch {epoch + 1:2d}  loss {total / batches:.4f}  "
                  f"held-out accuracy {100 * float(digits.accuracy(params, held_x, held_labels)):.1f} %")
    print(f"final held-out accuracy {100 * float(digits.accuracy(params, held_x, held_labels)):.2f} %")
    print(f"checksum of the parameters {digits.checksum(params):08x}")
    return params


params = main()
