"""The random bits under jax.random: generators, their keys, and the threefry hash."""
from .._documentation import attach as _attach
from .. import random as _random
from .._array import host, wrap
from .._flat import check_arg
from .._vmap import vmap as _vmap
from .core.primitives import threefry2x32_p  # noqa: F401


class PRNGImpl:
    """A generator: functions on the uint32 words of one key."""
    __slots__ = ("key_shape", "seed", "split", "random_bits", "fold_in", "name", "tag")
    __module__ = "jax._src.random.prng"

    def __init__(self, key_shape, seed, split, random_bits, fold_in, name, tag):
        self.key_shape, self.seed, self.split, self.random_bits = key_shape, seed, split, random_bits
        self.fold_in, self.name, self.tag = fold_in, name, tag

    def __str__(self):
        return self.tag

    def __repr__(self):
        return f"PRNGImpl({', '.join([f'{k}={getattr(self, k)!r}' for k in self.__slots__])})"

    @property
    def _engine_name(self):
        """What jax.random.key takes for `impl`."""
        return self.name


class PRNGSpec:
    """A generator, as jax.random.key takes it for ``impl``."""
    __slots__ = ("_impl", "_dtype")
    __module__ = "jax._src.random.core"

    def __init__(self, impl, dtype):
        self._impl, self._dtype = impl, dtype

    @property
    def _engine_name(self):
        return self._dtype.engine

    def __repr__(self):
        return f"PRNGSpec({self._impl.name!r})"

    def __str__(self):
        return str(self._impl)

    def __hash__(self):
        return hash(self._impl.tag)

    def __eq__(self, other):
        return isinstance(other, PRNGSpec) and self._impl is other._impl


class _Adapter:
    """What the engine asks of a generator: programs for its operations on arrays of keys."""

    def __init__(self, impl):
        self.tag, self.name, self.key_shape = impl.tag, impl.name, list(impl.key_shape)
        self.impl = impl
        self.dtype = None

    @property
    def specification(self):
        return PRNGSpec(self.impl, self.dtype)

    def _program(self, avals, rank, each):
        """The program that applies a function to each element of arrays that broadcast to this rank."""
        from .. import numpy as jnp
        from .._flat import not_a_type, output_values
        for _ in range(rank):
            each = _vmap(each)

        def flat(handles):
            args = [wrap(h) for h in handles]
            return output_values([each(*(jnp.broadcast_arrays(*args) if len(args) > 1 else args))], not_a_type)
        return host.stage(flat, list(avals), None)

    def _keys(self, words):
        return _random.wrap_key_data(words, impl=self.specification)

    def seeded(self, avals):
        return self._program(avals, self._rank(avals), lambda seed: self._keys(self.impl.seed(seed)))

    def split_keys(self, avals, shape):
        shape = tuple(shape)
        return self._program(avals, self._rank(avals),
                             lambda key: self._keys(self.impl.split(_random.key_data(key), shape)))

    def folded(self, avals):
        return self._program(avals, self._rank(avals),
                             lambda key, data: self._keys(self.impl.fold_in(_random.key_data(key), data)))

    def bits(self, avals, width, shape):
        shape = tuple(shape)
        return self._program(avals, self._rank(avals),
                             lambda key: self.impl.random_bits(_random.key_data(key), width, shape))

    def _rank(self, avals):
        return max([len(host.pythonAval(a).shape) for a in avals])


def define_prng_impl(*, key_shape, seed, split, random_bits, fold_in, name="<unnamed>", tag="?"):
    """A generator of random bits from functions on the uint32 words of one key: what ``jax.random.key`` takes for ``impl``."""
    from .._core import KeyTy, size_of
    key_shape = tuple(key_shape)
    adapter = _Adapter(PRNGImpl(key_shape, seed, split, random_bits, fold_in, name, tag))
    adapter.dtype = KeyTy(f"key<{tag}>", 4 * size_of(key_shape))
    adapter.dtype.engine = host.keyType(adapter)
    return adapter.specification


def _built_in(name, words, tag):
    def typed(key):
        return _random.wrap_key_data(key, impl=name)

    return PRNGImpl(
        (words,), lambda seed: _random.key_data(_random.key(seed, impl=name)),
        lambda key, shape: _random.key_data(_random.split(typed(key), shape)),
        lambda key, bit_width, shape: _random.bits(typed(key), shape, f"uint{bit_width}"),
        lambda key, data: _random.key_data(_random.fold_in(typed(key), data)), name, tag)


threefry_prng_impl = _built_in("threefry2x32", 2, "fry")
rbg_prng_impl = _built_in("rbg", 4, "rbg")
unsafe_rbg_prng_impl = _built_in("unsafe_rbg", 4, "urbg")


def random_seed(seeds, impl):
    """Keys of a generator for an integer, or for each element of an array of integers."""
    def key(seed):
        return _random.key(seed, impl=impl)

    for _ in range(getattr(seeds, "ndim", 0)):
        key = _vmap(key)
    return key(seeds)


def seed_with_impl(impl, seed):
    """A typed key of a generator."""
    return random_seed(seed, impl)


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


_attach(globals(), "tools", "define_prng_impl seed_with_impl random_seed threefry_2x32")
