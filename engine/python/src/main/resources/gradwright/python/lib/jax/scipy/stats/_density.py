"""Density estimation by Gaussian kernels."""
from ..._documentation import attach as _attach
from ... import numpy as jnp, random
from ..._functions import lookup
from ..._jit import jit
from ...tree_util import register_pytree_node_class

_kernels, _convolved, _box = [lookup("jax.scipy.stats._kde", n) for n in ("kernels", "convolved", "box")]


@register_pytree_node_class
class gaussian_kde:
    """A density made of a Gaussian kernel around each column of ``dataset``.

    ``bw_method`` is ``'scott'``, ``'silverman'``, the kernels' width, or a function of the estimate that gives it.
    """
    __slots__ = _FIELDS = ("neff", "dataset", "weights", "covariance", "inv_cov")

    def __init__(self, dataset, bw_method=None, weights=None):
        _check("gaussian_kde", dataset)
        dataset = jnp.atleast_2d(dataset)
        if jnp.issubdtype(dataset.dtype, jnp.complexfloating):
            raise NotImplementedError("gaussian_kde does not support complex data")
        if not dataset.size > 1:
            raise ValueError("`dataset` input should have multiple elements.")
        d, n = dataset.shape
        if weights is not None:
            _check("gaussian_kde", weights)
            t = _inexact(dataset, weights)
            dataset, weights = dataset.astype(t), jnp.atleast_1d(weights).astype(t)
            weights /= jnp.sum(weights)
            if weights.ndim != 1:
                raise ValueError("`weights` input should be one-dimensional.")
            if len(weights) != n:
                raise ValueError("`weights` input should be of length n")
        else:
            dataset = dataset.astype(_inexact(dataset))
            weights = jnp.full(n, 1.0 / n, dtype=dataset.dtype)
        self._set("dataset", dataset)
        self._set("weights", weights)
        neff = self._set("neff", 1 / jnp.sum(weights ** 2))
        factor = self._factor("scott" if bw_method is None else bw_method, neff, d)
        covariance = jnp.atleast_2d(jnp.cov(dataset, rowvar=1, bias=False, aweights=weights))
        self._set("covariance", covariance * factor ** 2)
        self._set("inv_cov", jnp.linalg.inv(covariance) / factor ** 2)

    def _factor(self, method, neff, d):
        if isinstance(method, str):
            if method == "scott":
                return jnp.power(neff, -1.0 / (d + 4))
            if method == "silverman":
                return jnp.power(neff * (d + 2) / 4.0, -1.0 / (d + 4))
        elif jnp.isscalar(method):
            return method
        elif callable(method):
            return method(self)
        raise ValueError("`bw_method` should be 'scott', 'silverman', a scalar, or a callable.")

    def _set(self, name, value):
        object.__setattr__(self, name, value)
        return value

    def __setattr__(self, name, value):
        from dataclasses import FrozenInstanceError
        raise FrozenInstanceError(f"cannot assign to field '{name}'")

    def __repr__(self):
        return "gaussian_kde(" + ", ".join([f"{n}={getattr(self, n)!r}" for n in self._FIELDS]) + ")"

    def tree_flatten(self):
        return tuple([getattr(self, n) for n in self._FIELDS]), None

    @classmethod
    def tree_unflatten(cls, aux_data, children):
        kde = cls.__new__(cls)
        for n, c in zip(cls._FIELDS, children):
            kde._set(n, c)
        return kde

    @property
    def d(self):
        return self.dataset.shape[0]

    @property
    def n(self):
        return self.dataset.shape[1]

    def evaluate(self, points):
        """The density at the columns of ``points``."""
        _check("evaluate", points)
        return _kernels(False, self.dataset, self.weights, self._points(points), self.inv_cov)

    def __call__(self, points):
        return self.evaluate(points)

    def pdf(self, x):
        """The density at the columns of ``x``."""
        return self.evaluate(x)

    def logpdf(self, x):
        """The logarithm of the density at the columns of ``x``."""
        _check("logpdf", x)
        return _kernels(True, self.dataset, self.weights, self._points(x), self.inv_cov)

    def integrate_gaussian(self, mean, cov):
        """The integral of the density times that of a normal distribution."""
        mean = jnp.atleast_1d(jnp.squeeze(mean))
        cov = jnp.atleast_2d(cov)
        if mean.shape != (self.d,):
            raise ValueError(f"mean does not have dimension {self.d}")
        if cov.shape != (self.d, self.d):
            raise ValueError(f"covariance does not have dimension {self.d}")
        return _convolved(self.covariance + cov, self.dataset, self.weights, mean[:, None])[0]

    @jit
    def integrate_box_1d(self, low, high):
        """The integral of a density in one dimension from ``low`` to ``high``."""
        if self.d != 1:
            raise ValueError("integrate_box_1d() only handles 1D pdfs")
        return _box(self.covariance, self.dataset, self.weights, low, high)

    def integrate_kde(self, other):
        """The integral of the product of two densities."""
        if other.d != self.d:
            raise ValueError("KDEs are not the same dimensionality")
        small, large = (self, other) if self.n < other.n else (other, self)
        each = _convolved(self.covariance + other.covariance, large.dataset, large.weights, small.dataset)
        return jnp.sum(each * small.weights)

    def _resample(self, key, shape=()):
        first, second = random.split(key)
        kernels = random.choice(first, self.n, shape=shape, p=self.weights)
        off = random.multivariate_normal(second, jnp.zeros(self.d, self.covariance.dtype), self.covariance, shape=shape,
                                         dtype=self.dataset.dtype).T
        return self.dataset[:, kernels] + off

    _resample.__name__ = "resample"
    resample = jit(_resample, static_argnames=("shape",))
    del _resample

    def integrate_box(self, low_bounds, high_bounds, maxpts=None):
        """Not available: see ``integrate_box_1d``."""
        raise NotImplementedError("only 1D box integrations are supported; use `integrate_box_1d`")

    def set_bandwidth(self, bw_method=None):
        """Not available: give the width to the constructor."""
        raise NotImplementedError("dynamically changing the bandwidth method is not supported")

    def _points(self, points):
        points = jnp.atleast_2d(points)
        if jnp.issubdtype(points.dtype, jnp.complexfloating):
            raise NotImplementedError("gaussian_kde does not support complex coordinates")
        d, m = points.shape
        if d == self.d:
            return points
        if d == 1 and m == self.d:
            return jnp.reshape(points, (self.d, 1))
        raise ValueError(f"points have dimension {d}, dataset has dimension {self.d}")


def _check(name, x):
    if isinstance(x, (list, tuple)) or x is None:
        raise TypeError(f"{name} requires ndarray or scalar arguments, got {type(x)} at position 0.")


def _inexact(*arrays):
    t = jnp.result_type(*arrays)
    return t if jnp.issubdtype(t, jnp.inexact) else jnp.result_type(float)


_attach(globals(), "arrays",
        "gaussian_kde.evaluate gaussian_kde.integrate_box_1d gaussian_kde.integrate_gaussian"
        " gaussian_kde.integrate_kde gaussian_kde.logpdf gaussian_kde.pdf gaussian_kde.resample")
