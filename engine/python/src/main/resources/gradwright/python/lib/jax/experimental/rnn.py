"""Long short-term memory (Hochreiter and Schmidhuber 1997) with weights in one vector, as cuDNN has them."""
from math import prod, sqrt

from .. import lax
from .. import numpy as jnp
from .._vmap import vmap
from ..nn import sigmoid, tanh


def _shapes(input_size, hidden_size, num_layers, bidirectional):
    """Shapes of the weights of each layer and direction, then of the biases."""
    directions = 2 if bidirectional else 1
    weights, biases = [], []
    for i in range(num_layers * directions):
        width = input_size if i < directions else directions * hidden_size
        weights += [(4 * hidden_size, width), (4 * hidden_size, hidden_size)]
        biases += [(4 * hidden_size,)] * 2
    return weights + biases


def get_num_params_in_lstm(input_size, hidden_size, num_layers, bidirectional):
    """The number of parameters."""
    return sum([prod(s) for s in _shapes(input_size, hidden_size, num_layers, bidirectional)])


def init_lstm_weight(rng, input_size, hidden_size, num_layers, bidirectional):
    """Uniform weights within one over the root of the hidden size."""
    from .. import random
    k = sqrt(1.0 / hidden_size)
    n = get_num_params_in_lstm(input_size, hidden_size, num_layers, bidirectional)
    return random.uniform(rng, shape=(n,), dtype="float32", minval=-k, maxval=k)


def _parts(weights, shapes):
    at = 0
    for s in shapes:
        yield jnp.reshape(weights[at:at + prod(s)], s)
        at += prod(s)


def swap_lstm_gates(weights, input_size, hidden_size, num_layers, bidirectional):
    """The weights with the third and the fourth gate exchanged."""
    out = []
    for part in _parts(jnp.asarray(weights), _shapes(input_size, hidden_size, num_layers, bidirectional)):
        a, b, c, d = jnp.split(part, 4, axis=0)
        out.append(jnp.concatenate([a, b, d, c], axis=0).ravel())
    return jnp.concatenate(out)


def unpack_lstm_weights(weights, input_size, hidden_size, num_layers, bidirectional):
    """Weights of inputs and of hidden states and their biases, each by layer and direction."""
    parts = list(_parts(weights, _shapes(input_size, hidden_size, num_layers, bidirectional)))
    n = len(parts) // 4
    return (dict(enumerate(parts[0:2 * n:2])), dict(enumerate(parts[1:2 * n:2])), dict(enumerate(parts[2 * n::2])),
            dict(enumerate(parts[2 * n + 1::2])))


def lstm(x, h_0, c_0, weights, seq_lengths, input_size, hidden_size, num_layers, dropout, bidirectional, precision=None):
    """Outputs, last hidden states and last cells of a batch of sequences, padded at their ends.

    ``x`` is [batch, steps, inputs], ``h_0`` and ``c_0`` [layers and directions, batch, hidden].
    """
    parts = unpack_lstm_weights(weights, input_size, hidden_size, num_layers, bidirectional)
    return lstm_ref(x, h_0, c_0, *parts, seq_lengths, input_size, hidden_size, num_layers, dropout, bidirectional)


def lstm_ref(x, h_0, c_0, W_ih, W_hh, b_ih, b_hh, seq_lengths, input_size, hidden_size, num_layers, dropout,
             bidirectional):
    """:func:`lstm` with the weights apart."""
    if seq_lengths.dtype.name != "int32":
        raise NotImplementedError("`seq_lengths` can only be int32.")
    if dropout != 0.0:
        raise NotImplementedError("Dropout not supported in LSTM reference because we cannot determine CUDNN dropout mask.")
    ys, hs, cs = jnp.transpose(x, (1, 0, 2)), [], []
    directions = 2 if bidirectional else 1
    for layer in range(num_layers):
        outs = []
        for d in range(directions):
            i = layer * directions + d
            given = ys if d == 0 else _flipped(ys, seq_lengths)
            h, c, out = _run(given, h_0[i], c_0[i], W_ih[i], W_hh[i], b_ih[i], b_hh[i], seq_lengths)
            hs.append(h)
            cs.append(c)
            outs.append(out if d == 0 else _flipped(out, seq_lengths))
        ys = outs[0] if directions == 1 else jnp.concatenate(outs, axis=-1)
    return jnp.transpose(ys, (1, 0, 2)), jnp.stack(hs), jnp.stack(cs)


def _run(xs, h, c, w_in, w_hidden, b_in, b_hidden, lengths):
    """One layer in one direction over sequences [steps, batch, inputs]."""
    def step(carry, x):
        h, c = carry
        # The gates' sums in the order in which they are added one by one.
        gates = [x @ a.T + p[None] + h @ b.T + q[None] for a, b, p, q in zip(
            jnp.split(w_in, 4), jnp.split(w_hidden, 4), jnp.split(b_in, 4), jnp.split(b_hidden, 4))]
        i, f, o = sigmoid(gates[0]), sigmoid(gates[1]), sigmoid(gates[3])
        c = f * c + i * tanh(gates[2])
        h = o * tanh(c)
        return (h, c), (h, c)
    _, (all_h, all_c) = lax.scan(step, (h, c), xs)
    last, each = lengths - 1, jnp.arange(xs.shape[1])
    mask = lengths[None] > jnp.arange(xs.shape[0], dtype="int32")[:, None]
    return all_h[last, each], all_c[last, each], jnp.where(mask[..., None], all_h, 0)


def _flipped(xs, lengths):
    """Sequences in reverse, their padding still at their ends."""
    moved = vmap(lambda x, n: jnp.roll(x, n, axis=0), in_axes=(1, 0), out_axes=1)(xs, xs.shape[0] - lengths)
    return moved[::-1]
