"""Random numbers from a global generator: the Mersenne twister as NumPy's old interface seeds and reads it."""
import random as _python
from math import log as _log, sqrt as _sqrt

from ._ndarray import array, asarray

_MASK = 0xFFFFFFFF


class RandomState:
    """A generator with NumPy's old interface."""

    def __init__(self, seed=None):
        self._twister = _python.Random()
        self._spare = None
        if seed is not None:
            self.seed(seed)

    def seed(self, seed=None):
        """Starts the sequence that belongs to a number."""
        self._spare = None
        if seed is None:
            self._twister.seed()
            return
        state = [int(seed) & _MASK]
        for i in range(1, 624):
            previous = state[-1]
            state.append((1812433253 * (previous ^ (previous >> 30)) + i) & _MASK)
        self._twister.setstate((3, (*state, 624), None))

    def _fill(self, size, draw):
        if size is None:
            return draw()
        shape = (size,) if isinstance(size, int) else tuple(size)
        n = 1
        for d in shape:
            n *= d
        return array([draw() for _ in range(n)], dtype=float).reshape(shape)

    def _gauss(self):
        if self._spare is not None:
            value, self._spare = self._spare, None
            return value
        draw = self._twister.random
        while True:
            x, y = 2.0 * draw() - 1.0, 2.0 * draw() - 1.0
            r = x * x + y * y
            if 0.0 < r < 1.0:
                break
        f = _sqrt(-2.0 * _log(r) / r)
        self._spare = f * x
        return f * y

    def random_sample(self, size=None):
        """Uniform numbers in [0, 1)."""
        return self._fill(size, self._twister.random)

    random = sample = ranf = random_sample

    def rand(self, *shape):
        """Uniform numbers in [0, 1)."""
        return self.random_sample(shape or None)

    def randn(self, *shape):
        """Normal numbers."""
        return self._fill(shape or None, self._gauss)

    def standard_normal(self, size=None):
        """Normal numbers."""
        return self._fill(size, self._gauss)

    def normal(self, loc=0.0, scale=1.0, size=None):
        """Normal numbers with a mean and a deviation."""
        return self._fill(size, lambda: loc + scale * self._gauss())

    def uniform(self, low=0.0, high=1.0, size=None):
        """Uniform numbers between two bounds."""
        return self._fill(size, lambda: low + (high - low) * self._twister.random())

    def randint(self, low, high=None, size=None, dtype=int):
        """Uniform integers."""
        if high is None:
            low, high = 0, low
        span = high - low - 1
        mask = (1 << span.bit_length()) - 1

        def draw():
            while True:
                value = self._twister.getrandbits(32) & mask
                if value <= span:
                    return low + value
        out = self._fill(size, draw)
        return out if size is None else out.astype(dtype)

    def shuffle(self, x):
        """Reorders a list or an array in place."""
        for i in range(len(x) - 1, 0, -1):
            j = self.randint(0, i + 1)
            x[i], x[j] = (x[j].copy() if hasattr(x[j], "copy") else x[j]), (
                x[i].copy() if hasattr(x[i], "copy") else x[i])

    def permutation(self, x):
        """A reordered copy, or a permutation of 0..n-1."""
        order = list(range(x if isinstance(x, int) else len(x)))
        self.shuffle(order)
        return array(order) if isinstance(x, int) else asarray(x)[order]

    def choice(self, a, size=None, replace=True, p=None):
        """Elements drawn at random."""
        pool = list(range(a)) if isinstance(a, int) else asarray(a).tolist()
        if p is not None:
            weights = asarray(p).tolist()
            draw = lambda: self._twister.choices(pool, weights)[0]
        else:
            draw = lambda: pool[self.randint(0, len(pool))]
        if size is None:
            return draw()
        if not replace:
            return array([pool[i] for i in self.permutation(len(pool)).tolist()[:size]])
        shape = (size,) if isinstance(size, int) else tuple(size)
        n = 1
        for d in shape:
            n *= d
        return array([draw() for _ in range(n)]).reshape(shape)

    def exponential(self, scale=1.0, size=None):
        """Exponentially distributed numbers."""
        return self._fill(size, lambda: -scale * _log(1.0 - self._twister.random()))

    def integers(self, low, high=None, size=None, dtype=int, endpoint=False):
        """Uniform integers."""
        if high is None:
            low, high = 0, low
        return self.randint(low, high + (1 if endpoint else 0), size, dtype)


Generator = RandomState
_global = RandomState()
for _name in ("seed random_sample random sample ranf rand randn standard_normal normal uniform randint shuffle"
              " permutation choice exponential").split():
    globals()[_name] = getattr(_global, _name)


def default_rng(seed=None):
    """A generator of its own. Its numbers are not those of NumPy's PCG64."""
    return RandomState(seed)
