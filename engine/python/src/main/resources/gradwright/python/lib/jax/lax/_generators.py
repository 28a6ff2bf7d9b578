"""Random bits from a state that is handed on: Philox 4x32 with ten rounds (Salmon et al., Parallel random numbers: as easy
as 1, 2, 3, 2011)."""
from .._documentation import attach as _attach
from .. import lax
from .. import numpy as jnp
from ._more import RandomAlgorithm, mulhi

_MULTIPLIERS = (0xD2511F53, 0xCD9E8D57)
_WEYL = (0x9E3779B9, 0xBB67AE85)


def _philox(counter, key):
    """The four words of each counter."""
    m = [jnp.array(x, "uint32") for x in _MULTIPLIERS]
    w = [jnp.array(x, "uint32") for x in _WEYL]
    a, b, c, d = counter
    k0, k1 = key
    for _ in range(10):
        p0, q0 = mulhi(jnp.broadcast_to(m[0], a.shape), a), m[0] * a
        p1, q1 = mulhi(jnp.broadcast_to(m[1], c.shape), c), m[1] * c
        a, b, c, d = p1 ^ b ^ k0, q1, p0 ^ d ^ k1, q0
        k0, k1 = k0 + w[0], k1 + w[1]
    return a, b, c, d


def rng_bit_generator(key, shape, dtype="uint32", algorithm=RandomAlgorithm.RNG_DEFAULT, *, out_sharding=None):
    """The next state, and random bits from a state of four words: a key, and the counter of the blocks used."""
    key = jnp.asarray(key)
    dtype = jnp.dtype(dtype)
    if algorithm not in (RandomAlgorithm.RNG_DEFAULT, RandomAlgorithm.RNG_PHILOX):
        raise NotImplementedError(f"rng_bit_generator: the algorithm {algorithm!r} is not implemented, only Philox")
    if dtype.name not in ("uint8", "uint16", "uint32", "uint64"):
        raise TypeError(f"rng_bit_generator requires an unsigned integer dtype, got {dtype.name}")
    if key.dtype.name != "uint32" or key.shape != (4,):
        raise TypeError("rng_bit_generator requires a key of four uint32 words, got"
                        f" {key.dtype.name}[{','.join([str(d) for d in key.shape])}]")
    shape = tuple([int(d) for d in shape])
    n = 1
    for d in shape:
        n *= d
    words = n * (2 if dtype.itemsize == 8 else 1)
    blocks = -(-words // 4)
    step = jnp.arange(blocks, dtype="uint32")
    low = key[2] + step
    high = key[3] + (low < step).astype("uint32")
    bits = jnp.stack(_philox((low, high, jnp.broadcast_to(key[0], low.shape), jnp.broadcast_to(key[1], low.shape)),
                             (key[0], key[1])), -1).ravel()[:words]
    after = key[2] + jnp.array(blocks, "uint32")
    state = jnp.stack([key[0], key[1], after, key[3] + (after < jnp.array(blocks, "uint32")).astype("uint32")])
    if dtype.itemsize == 8:
        bits = lax.bitcast_convert_type(jnp.reshape(bits, (n, 2)), dtype)
    return state, jnp.reshape(bits.astype(dtype), shape)


_attach(globals(), "control", "rng_bit_generator")
