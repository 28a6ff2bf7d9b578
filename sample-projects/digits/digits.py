"""Loads the handwritten digits and defines the network that both training scripts share."""
import gzip
import os

import jax
import jax.numpy as jnp

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "digits.csv.gz")
TRAINING = 1437  # four fifths; the rest is held out


def load():
    """Images (n, 64) scaled to 0..1 and labels (n,), each as a (training, held out) pair."""
    with gzip.open(DATA, "rt") as f:
        rows = [[int(v) for v in line.split(",")] for line in f]
    table = jnp.array(rows)
    # The file is ordered by writer: shuffle, so that the held-out part is like the rest.
    table = table[jax.random.permutation(jax.random.PRNGKey(7), table.shape[0])]
    images = table[:, :64] / 16.0
    labels = table[:, 64]
    return (images[:TRAINING], labels[:TRAINING]), (images[TRAINING:], labels[TRAINING:])


def init(key, sizes):
    """Weights and biases of a multi-layer perceptron, scaled as He et al. (2015)."""
    params = []
    for m, n in zip(sizes[:-1], sizes[1:]):
        key, subkey = jax.random.split(key)
        params.append({"w": jax.random.normal(subkey, (m, n)) * (2.0 / m) ** 0.5, "b": jnp.zeros(n)})
    return params


def predict(params, x):
    """Logits (n, 10) of images (n, 64)."""
    for layer in params[:-1]:
        x = jax.nn.relu(x @ layer["w"] + layer["b"])
    return x @ params[-1]["w"] + params[-1]["b"]


def loss(params, x, labels):
    """Mean cross entropy."""
    log_p = jax.nn.log_softmax(predict(params, x))
    return -jnp.mean(jnp.take_along_axis(log_p, labels[:, None], axis=1))


@jax.jit
def accuracy(params, x, labels):
    return jnp.mean(jnp.argmax(predict(params, x), axis=1) == labels)


def checksum(params):
    """Sum of the bits of all parameters modulo 2^32: equal only for runs that agree to the last bit."""
    total = 0
    for p in jax.tree.leaves(params):
        total += int(jnp.sum(jax.lax.bitcast_convert_type(p, jnp.uint32)))
    return total % 2 ** 32
