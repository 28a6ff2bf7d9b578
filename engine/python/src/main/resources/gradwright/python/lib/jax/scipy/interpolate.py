"""Interpolation on grids."""
from .. import numpy as jnp
from .._functions import lookup as _lookup
from ..tree_util import register_pytree_node as _register

_sampled = _lookup("jax.scipy.interpolate._grid", "sampled")


def _checked(name, *arrays):
    for i, x in enumerate(arrays):
        if isinstance(x, (list, tuple)) or x is None:
            raise TypeError(f"{name} requires ndarray or scalar arguments, got {type(x)} at position {i}.")


def _points(points, ndim):
    if isinstance(points, tuple) and len(points) == 1:
        points = points[0]
    if isinstance(points, tuple):
        p = jnp.broadcast_arrays(*points)
        return jnp.stack([x.astype(float) for x in p], axis=-1)
    _checked("_ndim_coords_from_arrays", points)
    points = jnp.asarray(points)
    return points.reshape(-1, ndim) if points.ndim == 1 else points


class RegularGridInterpolator:
    """A function given by values on a grid, between whose points it is linear or the nearest value.

    ``points`` are the coordinates along each axis; outside the function is ``fill_value``, or extrapolated for None.
    """

    def __init__(self, points, values, method="linear", bounds_error=False, fill_value=jnp.nan):
        self._check(method)
        self.method = method
        self.bounds_error = bounds_error
        if bounds_error:
            raise NotImplementedError("`bounds_error` takes no effect under JIT")
        _checked("RegularGridInterpolator", values)
        if len(points) > values.ndim:
            raise ValueError(f"there are {len(points)} point arrays, but values has {values.ndim} dimensions")
        if not jnp.issubdtype(values.dtype, jnp.inexact):
            values = values.astype(jnp.result_type(float))
        if fill_value is not None:
            _checked("RegularGridInterpolator", fill_value)
            fill_value = jnp.asarray(fill_value)
            if jnp.issubdtype(fill_value.dtype, jnp.complexfloating) and not jnp.iscomplexobj(values):
                raise ValueError("fill_value must be either 'None' or of a type compatible with values")
        self.fill_value = fill_value
        _checked("RegularGridInterpolator", *points)
        self.grid = tuple([jnp.asarray(p) for p in points])
        self.values = jnp.asarray(values)

    @staticmethod
    def _check(method):
        if method not in ("linear", "nearest"):
            raise ValueError(f"method {method!r} is not defined")

    def __call__(self, xi, method=None):
        method = self.method if method is None else method
        self._check(method)
        ndim = len(self.grid)
        xi = _points(xi, ndim)
        if xi.shape[-1] != ndim:
            raise ValueError(f"the requested sample points xi have dimension {xi.shape[1]}, but this"
                             f" RegularGridInterpolator has dimension {ndim}")
        result, outside = _sampled(list(self.grid), self.values, xi.reshape(-1, ndim), method == "nearest")
        if self.fill_value is not None:
            shape = result.shape[:1] + (1,) * (result.ndim - 1)
            result = jnp.where(outside.reshape(shape), self.fill_value, result)
        return result.reshape(xi.shape[:-1] + self.values.shape[ndim:])


def _flatten(obj):
    return (obj.grid, obj.values, obj.fill_value), (obj.method, obj.bounds_error)


def _unflatten(aux, children):
    return RegularGridInterpolator(*children[:2], *aux, *children[2:])


_register(RegularGridInterpolator, _flatten, _unflatten)
