"""The new interface: distributions of a bit generator of its own."""
from .._core import asarray, find, wrap
from .._ndarray import ndarray
from ._bits import BitGenerator, PCG64, port
from ._draws import check, drawn, integers, shuffle, sized, validate, weighted


class Generator:
    """Random numbers of a bit generator."""
    __module__ = "numpy.random._generator"

    def __init__(self, bit_generator):
        if not isinstance(bit_generator, BitGenerator):
            raise ValueError("Bit generator must be a BitGenerator")
        self.bit_generator = bit_generator
        self._d = port.arrays(bit_generator._source, False)

    def __repr__(self):
        return f"Generator({type(self.bit_generator).__name__}) at 0x{id(self):X}"

    def __str__(self):
        return f"Generator({type(self.bit_generator).__name__})"

    def __reduce__(self):
        return Generator, (self.bit_generator,)

    def spawn(self, n_children):
        """Independent generators."""
        return [Generator(b) for b in self.bit_generator.spawn(n_children)]

    def _simple(self, name, size, dtype, out):
        d = find(dtype)
        if d.name not in ("float32", "float64"):
            raise TypeError(f"Unsupported dtype {d!r} for {name}")
        if out is not None:
            size = out.shape
        if d.name == "float64":
            r = drawn(self._d, name, size)
        else:
            n, shape = sized(size)
            h = port.floats(self._d, name, 1 if n is None else n)
            r = wrap(h)[0] if shape is None else wrap(h).reshape(shape)
            r = float(r) if shape is None else r
        if out is not None:
            out[...] = r
            return out
        return r

    def random(self, size=None, dtype=float, out=None):
        """Uniform numbers in [0, 1)."""
        return self._simple("random", size, dtype, out)

    def standard_normal(self, size=None, dtype=float, out=None):
        """Normal numbers."""
        return self._simple("standard_normal", size, dtype, out)

    def standard_exponential(self, size=None, dtype=float, method="zig", out=None):
        """Exponential numbers."""
        if method == "inv":
            from .._ufunc import log1p
            return -log1p(-asarray(self.random(size)))[()]
        return self._simple("standard_exponential", size, dtype, out)

    def integers(self, low, high=None, size=None, dtype="int64", endpoint=False):
        """Uniform whole numbers."""
        return integers(self._d, low, high, size, dtype, endpoint)

    def bytes(self, length):
        """Random bytes."""
        return bytes([b & 255 for b in port.bytes(self._d, length)])

    def choice(self, a, size=None, replace=True, p=None, axis=0, shuffle=True):
        """Elements drawn at random."""
        pool = None
        if hasattr(a, "__index__") and not getattr(a, "ndim", 0):
            n_pool = a.__index__()
            if n_pool <= 0 and size != 0:
                raise ValueError("a must be a positive integer unless no samples are taken")
        else:
            pool = asarray(a)
            n_pool = pool.shape[axis]
            if n_pool == 0 and size != 0:
                raise ValueError("a cannot be empty unless no samples are taken")
        n, shape = sized(size)
        if p is not None:
            at = weighted(self._d, self.random, n_pool, shape, n, replace, p)
        elif replace:
            at = asarray(self.integers(0, n_pool, size=size))
        else:
            n = 1 if n is None else n
            if n > n_pool:
                raise ValueError("Cannot take a larger sample than population when replace is False")
            if n_pool > 10000 and n > n_pool // (50 if shuffle else 20):
                at = wrap(port.mixedEnd(self._d, n_pool, max(n_pool - n, 1)))[n_pool - n:].copy()
            else:
                at = wrap(port.sample(self._d, n_pool, n, shuffle))
        at = asarray(at)
        if shape is None:
            at = at.reshape(-1)[0]
        elif not replace:
            at = at.reshape(shape)
        if pool is None:
            return at if shape is None or isinstance(at, ndarray) else at
        return pool.take(at, axis)

    def shuffle(self, x, axis=0):
        """Mixes a sequence in place."""
        shuffle(self._d, x, axis)

    def permutation(self, x, axis=0):
        """A mixed copy, or a permutation of 0..n-1."""
        if hasattr(x, "__index__") and not getattr(x, "ndim", 0):
            return wrap(port.permutation(self._d, x.__index__()))
        x = asarray(x)
        return x.take(wrap(port.permutation(self._d, x.shape[axis])), axis)

    def permuted(self, x, *, axis=None, out=None):
        """A copy with each line along an axis mixed by itself."""
        r = asarray(x).copy() if out is None else out
        if axis is None:
            flat = r.ravel()
            shuffle(self._d, flat)
            r[...] = flat.reshape(r.shape)
            return r
        m = r.swapaxes(axis, -1)
        from itertools import product
        for i in product(*[range(n) for n in m.shape[:-1]]):
            shuffle(self._d, m[i])
        return r

    def multivariate_normal(self, mean, cov, size=None, check_valid="warn", tol=1e-8, *, method="svd"):
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
        if method == "svd":
            u, s, _ = linalg.svd(cov)
            factor = u * sqrt(s)
        elif method == "eigh":
            s, u = linalg.eigh(cov)
            factor = u * sqrt(s)
        elif method == "cholesky":
            factor = linalg.cholesky(cov)
        else:
            raise ValueError("method must be one of {'eigh', 'svd', 'cholesky'}")
        return (mean + dot(x, factor.T)).reshape(full)

    def multinomial(self, n, pvals, size=None):
        """How often each of several outcomes occurs."""
        p = asarray(pvals, float)
        count, shape = sized(size)
        r = wrap(port.multinomial(self._d, int(n), p._h, 1 if count is None else count))
        return r.reshape((*(shape or ()), p.size))

    def dirichlet(self, alpha, size=None):
        """Draws from a Dirichlet distribution."""
        a = asarray(alpha, float)
        check(a > 0, "alpha <= 0")
        count, shape = sized(size)
        r = wrap(port.dirichlet(self._d, a._h, 1 if count is None else count))
        return r.reshape((*(shape or ()), a.size))

    def noncentral_chisquare(self, df, nonc, size=None):
        """Not implemented."""
        raise NotImplementedError("numpy.random.noncentral_chisquare is not implemented")

    def hypergeometric(self, ngood, nbad, nsample, size=None):
        """Not implemented."""
        raise NotImplementedError("numpy.random.hypergeometric is not implemented")


def distribution(name, defaults, old=False):
    """A method that draws from a distribution, by its parameters' names and defaults."""
    names = [k for k, _ in defaults]

    def method(self, *args, size=None, **kwargs):
        values = list(args)
        if len(values) > len(names):
            size = values.pop()
            if len(values) > len(names):
                raise TypeError(f"{name}() takes at most {len(names) + 1} positional arguments ({len(args)} given)")
        for k, default in defaults[len(values):]:
            if k in kwargs:
                values.append(kwargs.pop(k))
            elif default is None:
                raise TypeError(f"{name}() missing a required argument: '{k}'")
            else:
                values.append(default)
        if kwargs:
            raise TypeError(f"{name}() got an unexpected keyword argument '{next(iter(kwargs))}'")
        validate(name, values)
        _domain(name, values)
        return drawn(self._d, name, size, *values)
    method.__name__ = name
    method.__doc__ = f"Numbers of the distribution `{name}`."
    return method


def _domain(name, v):
    if name == "poisson":
        check(asarray(v[0]) >= 0, "lam < 0 or lam is NaN")
    elif name == "binomial":
        check(asarray(v[0]) >= 0, "n < 0")
        p = asarray(v[1])
        check((p >= 0) & (p <= 1), "p < 0, p > 1 or p is NaN")
    elif name == "geometric":
        p = asarray(v[0])
        check((p > 0) & (p <= 1), "p <= 0, p > 1 or p contains NaNs")
    elif name == "triangular":
        check(asarray(v[0]) <= asarray(v[1]), "left > mode")
        check(asarray(v[1]) <= asarray(v[2]), "mode > right")
        check(asarray(v[0]) != asarray(v[2]), "left == right")
    elif name == "zipf":
        check(asarray(v[0]) > 1, "a <= 1 or a is NaN")


DISTRIBUTIONS = {
    "uniform": (("low", 0.0), ("high", 1.0)), "normal": (("loc", 0.0), ("scale", 1.0)),
    "lognormal": (("mean", 0.0), ("sigma", 1.0)), "exponential": (("scale", 1.0),), "standard_gamma": (("shape", None),),
    "gamma": (("shape", None), ("scale", 1.0)), "beta": (("a", None), ("b", None)), "chisquare": (("df", None),),
    "f": (("dfnum", None), ("dfden", None)), "standard_t": (("df", None),), "standard_cauchy": (),
    "laplace": (("loc", 0.0), ("scale", 1.0)), "gumbel": (("loc", 0.0), ("scale", 1.0)),
    "logistic": (("loc", 0.0), ("scale", 1.0)), "rayleigh": (("scale", 1.0),), "weibull": (("a", None),),
    "pareto": (("a", None),), "power": (("a", None),), "triangular": (("left", None), ("mode", None), ("right", None)),
    "wald": (("mean", None), ("scale", None)), "vonmises": (("mu", None), ("kappa", None)), "poisson": (("lam", 1.0),),
    "binomial": (("n", None), ("p", None)), "geometric": (("p", None),), "negative_binomial": (("n", None), ("p", None)),
    "zipf": (("a", None),), "logseries": (("p", None),),
}
for _name, _defaults in DISTRIBUTIONS.items():
    setattr(Generator, _name, distribution(_name, _defaults))


def default_rng(seed=None):
    """A generator of its own, on PCG64."""
    if isinstance(seed, Generator):
        return seed
    if isinstance(seed, BitGenerator):
        return Generator(seed)
    return Generator(PCG64(seed))
