"""Random numbers with a state of their own."""
from dataclasses import dataclass as _dataclass
from operator import index as _index

from .._documentation import attach as _attach
from .. import numpy as jnp, random
from .._array import Array, host
from .._refs import Ref, addupdate, get, new_ref
from ..tree_util import register_dataclass as _register_dataclass


def _size(size, *args):
    if size is None:
        return jnp.broadcast_shapes(*[jnp.shape(a) for a in args])
    if isinstance(size, (list, tuple)):
        return tuple([_index(n) for n in size])
    return (_index(size),)


@_register_dataclass
@_dataclass(frozen=True)
class StatefulPRNG:
    """A random generator that counts its draws in a mutable reference; made by :func:`stateful_rng`."""
    __module__ = "jax._src.random.stateful_rng"
    _base_key: Array
    _counter: Ref

    def key(self, shape=()):
        """A new key, or an array of keys."""
        if self._base_key.shape:
            raise ValueError("cannot operate on split stateful generator")
        key = random.fold_in(self._base_key, get(self._counter))
        addupdate(self._counter, ..., 1)
        shape = _size(shape)
        return random.split(key, shape) if shape else key

    def random(self, size=None, dtype=float):
        """Numbers in [0, 1)."""
        return random.uniform(self.key(), _size(size), dtype)

    def uniform(self, low=0, high=1, size=None, *, dtype=float):
        """Numbers in [low, high)."""
        return random.uniform(self.key(), _size(size, low, high), dtype, minval=low, maxval=high)

    def normal(self, loc=0, scale=1, size=None, *, dtype=float):
        """Normally distributed numbers."""
        draws = random.normal(self.key(), _size(size, loc, scale), dtype)
        return (jnp.asarray(loc) + jnp.asarray(scale) * draws).astype(dtype)

    def integers(self, low, high=None, size=None, *, dtype=int):
        """Integers in [low, high), or in [0, low)."""
        if high is None:
            low, high = 0, low
        return random.randint(self.key(), _size(size, low, high), low, high, dtype)

    def split(self, num):
        """Independent generators along new axes, for vmap."""
        return StatefulPRNG(self.key(num), new_ref(jnp.zeros(num, dtype=int)))

    def spawn(self, n_children):
        """A list of independent generators."""
        return [StatefulPRNG(key, new_ref(0)) for key in self.key(n_children)]


def stateful_rng(seed=None, *, impl=None):
    """A random generator with a state; without a seed it starts from the system's entropy."""
    if seed is None:
        if not host.isEval():
            raise TypeError("When used within transformed code, jax.experimental.random.stateful_rng() requires an explicit"
                            " seed to be set.")
        from os import urandom
        seed = int.from_bytes(urandom(4), "little")
    return StatefulPRNG(random.key(seed, impl=impl), new_ref(0))


_attach(globals(), "tools", "stateful_rng")
