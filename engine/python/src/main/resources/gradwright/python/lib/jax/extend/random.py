"""The random bits under jax.random."""
from .._array import host, wrap
from .._flat import check_arg


def threefry_2x32(keypair, count):
    """The threefry hash of counters, with a pair of key words."""
    from .. import numpy as jnp
    k1, k2 = [jnp.asarray(k, "uint32") for k in keypair]
    words = jnp.ravel(jnp.asarray(count, "uint32"))
    odd = words.size % 2
    if odd:
        words = jnp.concatenate([words, jnp.zeros(1, "uint32")])
    half = words.size // 2
    outs = [wrap(h) for h in host.threefry(check_arg(k1), check_arg(k2), words[:half]._h, words[half:]._h)]
    out = jnp.concatenate(outs)
    return jnp.reshape(out[:-1] if odd else out, jnp.shape(count))
