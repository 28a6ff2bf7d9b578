"""Seeds and bit generators."""
from .._core import asarray, wrap
from .._door import _ports

port = _ports.random()


def words(x):
    """The 32-bit words of whole numbers."""
    if isinstance(x, (list, tuple)) or getattr(x, "ndim", 0):
        return [w for v in x for w in words(v)]
    if isinstance(x, str):
        x = int(x, 16) if x.startswith("0x") else int(x)
    n = x.__index__()
    if n < 0:
        raise ValueError("expected non-negative integer")
    out = []
    while n:
        out.append(n & 0xFFFFFFFF)
        n >>= 32
    return out or [0]


def fresh():
    """Entropy of the system's own."""
    import os
    return int.from_bytes(os.urandom(16), "little")


class SeedSequence:
    """Entropy mixed into seeds; sequences that it spawns are independent of it."""
    __module__ = "numpy.random.bit_generator"

    def __init__(self, entropy=None, *, spawn_key=(), pool_size=4, n_children_spawned=0):
        if entropy is not None and not isinstance(entropy, (int, list, tuple, range)) and not hasattr(entropy, "__index__") and \
                not hasattr(entropy, "__array__"):
            raise TypeError(f"SeedSequence expects int or sequence of ints for entropy not {entropy}")
        if isinstance(entropy, float):
            raise TypeError(f"SeedSequence expects int or sequence of ints for entropy not {entropy}")
        self.entropy = fresh() if entropy is None else entropy
        self.spawn_key = tuple(spawn_key)
        self.pool_size = pool_size
        self.n_children_spawned = n_children_spawned

    state = property(lambda self: {k: getattr(self, k) for k in ("entropy", "spawn_key", "pool_size", "n_children_spawned")})

    def _seeds(self, n, wide):
        e = self.entropy
        if hasattr(e, "tolist"):
            e = e.tolist()
        return [int(v) & 0xFFFFFFFFFFFFFFFF for v in port.seeds(words(e) if e != [] else [], words(self.spawn_key), n, wide)]

    def generate_state(self, n_words, dtype="uint32"):
        """Words of seed."""
        from .._dtype import find
        return asarray(self._seeds(n_words, find(dtype).itemsize == 8), dtype)

    def spawn(self, n_children):
        """Independent sequences."""
        first = self.n_children_spawned
        self.n_children_spawned += n_children
        return [SeedSequence(self.entropy, spawn_key=self.spawn_key + (i,), pool_size=self.pool_size)
                for i in range(first, first + n_children)]

    def __repr__(self):
        more = f",\n    spawn_key={self.spawn_key!r}" if self.spawn_key else ""
        return f"SeedSequence(\n    entropy={self.entropy!r}{more},\n)"


class BitGenerator:
    """A stream of random bits."""
    __module__ = "numpy.random.bit_generator"

    def __init__(self, seed=None):
        self.seed_seq = seed if isinstance(seed, SeedSequence) else SeedSequence(seed)
        self._source = self._start(self.seed_seq)

    def random_raw(self, size=None, output=True):
        """Raw words of the stream."""
        n, shape = (1, ()) if size is None else _count(size)
        out = wrap(port.raw(port.arrays(self._source, False), n))
        return int(out[0]) if size is None else out.reshape(shape)

    def spawn(self, n_children):
        """Independent streams."""
        return [type(self)(s) for s in self.seed_seq.spawn(n_children)]

    def __reduce__(self):
        return _restored, (type(self).__name__, self.state)


def _count(size):
    shape = (size,) if isinstance(size, int) else tuple(size)
    n = 1
    for d in shape:
        n *= d
    return n, shape


def _restored(name, state):
    out = globals()[name](0)
    out.state = state
    return out


def _signed(n):
    return n - (1 << 64) if n >= 1 << 63 else n


class PCG64(BitGenerator):
    """PCG XSL RR 128/64."""
    __module__ = "numpy.random._pcg64"

    def _start(self, seeds):
        return port.pcg64(seeds._seeds(4, True))

    @property
    def state(self):
        s = [int(v) & 0xFFFFFFFFFFFFFFFF for v in port.state(self._source)]
        return {"bit_generator": "PCG64", "state": {"state": s[0] << 64 | s[1], "inc": s[2] << 64 | s[3]},
                "has_uint32": s[4], "uinteger": s[5]}

    @state.setter
    def state(self, value):
        mask = 0xFFFFFFFFFFFFFFFF
        a, b = value["state"]["state"], value["state"]["inc"]
        port.setState(self._source, [_signed(v) for v in (a >> 64, a & mask, b >> 64, b & mask)] + [
            value["has_uint32"], value["uinteger"]])


class MT19937(BitGenerator):
    """The Mersenne twister."""
    __module__ = "numpy.random._mt19937"

    def _start(self, seeds):
        key = seeds._seeds(624, False)
        key[0] = 0x80000000
        source = port.twister(0)
        port.setState(source, key + [623, 0, 0])
        return source

    def _legacy_seeding(self, seed):
        if seed is None:
            self._source = self._start(SeedSequence())
            return
        if hasattr(seed, "__index__") and not getattr(seed, "ndim", 0):
            n = seed.__index__()
            if not 0 <= n <= 0xFFFFFFFF:
                raise ValueError("Seed must be between 0 and 2**32 - 1")
            self._source = port.twister(n)
            return
        values = asarray(seed)
        if not values.size:
            raise ValueError("Seed must be non-empty")
        if values.dtype.kind not in "iu":
            raise TypeError(f"Cannot cast array data from {values.dtype!r} to dtype('int64') according to the rule 'safe'")
        if values.ndim != 1:
            raise ValueError("Seed array must be 1-d")
        if bool(((values < 0) | (values > 0xFFFFFFFF)).any()):
            raise ValueError("Seed must be between 0 and 2**32 - 1")
        self._source = port.twisterOf(values.tolist())

    @property
    def state(self):
        s = [int(v) for v in port.state(self._source)]
        return {"bit_generator": "MT19937", "state": {"key": asarray(s[:624], "uint32"), "pos": s[624]}}

    @state.setter
    def state(self, value):
        inner = value["state"]
        port.setState(self._source, [int(v) for v in inner["key"]] + [inner["pos"], 0, 0])
