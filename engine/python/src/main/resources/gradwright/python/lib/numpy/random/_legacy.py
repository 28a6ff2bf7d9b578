"""The old interface: the Mersenne twister and its own ways of drawing."""
from .._core import asarray, wrap
from ._bits import BitGenerator, MT19937, port
from ._draws import drawn, integers, shuffle, sized, weighted
from ._generator import DISTRIBUTIONS, Generator, distribution


class RandomState:
    """Random numbers by NumPy's old interface."""
    __module__ = "numpy.random.mtrand"

    def __init__(self, seed=None):
        if isinstance(seed, BitGenerator):
            self._bits = seed
        else:
            self._bits = MT19937(0)
            self._bits._legacy_seeding(seed)
        self._d = port.arrays(self._bits._source, True)

    def seed(self, seed=None):
        """Starts the sequence that belongs to a seed."""
        self._bits._legacy_seeding(seed)
        self._d = port.arrays(self._bits._source, True)

    def __repr__(self):
        return f"RandomState(MT19937) at 0x{id(self):X}"

    def __str__(self):
        return "RandomState(MT19937)"

    def __reduce__(self):
        return _restored, (self.get_state(),)

    def get_state(self, legacy=True):
        """The state of the generator."""
        s = [int(v) for v in port.state(self._bits._source)]
        import struct
        gauss = struct.unpack("d", struct.pack("q", s[626]))[0]
        key = asarray(s[:624], "uint32")
        if legacy:
            return "MT19937", key, s[624], s[625], gauss
        return {"bit_generator": "MT19937", "state": {"key": key, "pos": s[624]}, "has_gauss": s[625], "gauss": gauss}

    def set_state(self, state):
        """Continues from a state."""
        import struct
        if isinstance(state, dict):
            state = (state["bit_generator"], state["state"]["key"], state["state"]["pos"], state.get("has_gauss", 0),
                     state.get("gauss", 0.0))
        if state[0] != "MT19937":
            raise ValueError("can only set legacy MT19937 state")
        has, gauss = (state[3], state[4]) if len(state) > 3 else (0, 0.0)
        port.setState(self._bits._source, [int(v) for v in state[1]] + [
            int(state[2]), int(has), struct.unpack("q", struct.pack("d", gauss))[0]])

    def random_sample(self, size=None):
        """Uniform numbers in [0, 1)."""
        return drawn(self._d, "random", size)

    random = sample = ranf = random_sample

    def rand(self, *args):
        """Uniform numbers in [0, 1) of a shape."""
        return drawn(self._d, "random", args or None)

    def randn(self, *args):
        """Normal numbers of a shape."""
        return drawn(self._d, "standard_normal", args or None)

    def standard_normal(self, size=None):
        """Normal numbers."""
        return drawn(self._d, "standard_normal", size)

    def standard_exponential(self, size=None):
        """Exponential numbers."""
        return drawn(self._d, "standard_exponential", size)

    def randint(self, low, high=None, size=None, dtype=int):
        """Uniform whole numbers."""
        return integers(self._d, low, high, size, dtype, False, True)

    def random_integers(self, low, high=None, size=None):
        """Uniform whole numbers, the highest included."""
        low, high = (1, low) if high is None else (low, high)
        return self.randint(low, int(high) + 1, size)

    def bytes(self, length):
        """Random bytes."""
        return bytes([b & 255 for b in port.bytes(self._d, length)])

    def shuffle(self, x):
        """Mixes a sequence in place."""
        shuffle(self._d, x)

    def permutation(self, x):
        """A mixed copy, or a permutation of 0..n-1."""
        if hasattr(x, "__index__") and not getattr(x, "ndim", 0):
            return wrap(port.permutation(self._d, x.__index__()))
        x = asarray(x)
        return x[wrap(port.permutation(self._d, x.shape[0]))]

    def choice(self, a, size=None, replace=True, p=None):
        """Elements drawn at random."""
        pool = None
        if hasattr(a, "__index__") and not getattr(a, "ndim", 0):
            n_pool = a.__index__()
            if n_pool <= 0 and size != 0:
                raise ValueError("a must be greater than 0 unless no samples are taken")
        else:
            pool = asarray(a)
            if pool.ndim != 1:
                raise ValueError("a must be 1-dimensional")
            n_pool = pool.shape[0]
            if n_pool == 0 and size != 0:
                raise ValueError("'a' cannot be empty unless no samples are taken")
        n, shape = sized(size)
        if p is not None:
            at = weighted(self._d, self.random_sample, n_pool, shape, n, replace, p, True)
        elif replace:
            at = asarray(self.randint(0, n_pool, size=size))
        else:
            if (1 if n is None else n) > n_pool:
                raise ValueError("Cannot take a larger sample than population when 'replace=False'")
            at = self.permutation(n_pool)[:1 if n is None else n]
        at = asarray(at)
        at = at.reshape(-1)[0] if shape is None else at.reshape(shape)
        if pool is None:
            return int(at) if shape is None else at
        return pool[at]

    def multivariate_normal(self, mean, cov, size=None, check_valid="warn", tol=1e-8):
        """Normal vectors with a mean and a covariance."""
        from .. import linalg
        from .._products import dot
        from .._ufunc import sqrt
        mean, cov = asarray(mean, float), asarray(cov, float)
        if mean.ndim != 1:
            raise ValueError("mean must be 1 dimensional")
        if cov.ndim != 2 or cov.shape[0] != cov.shape[1]:
            raise ValueError("cov must be 2 dimensional and square")
        if mean.shape[0] != cov.shape[0]:
            raise ValueError("mean and cov must have same length")
        _, shape = sized(size)
        full = (*(shape or ()), mean.shape[0])
        x = asarray(self.standard_normal(full)).reshape(-1, mean.shape[0])
        _, s, v = linalg.svd(cov)
        return (dot(x, sqrt(s)[:, None] * v) + mean).reshape(full)


for _name, _defaults in DISTRIBUTIONS.items():
    setattr(RandomState, _name, distribution(_name, _defaults))
for _name in ("multinomial", "dirichlet", "noncentral_chisquare", "hypergeometric"):
    setattr(RandomState, _name, getattr(Generator, _name))


def _restored(state):
    out = RandomState(0)
    out.set_state(state)
    return out


_global = RandomState()
