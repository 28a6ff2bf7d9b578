"""The ufunc objects of jax.numpy, each made when first asked for."""
from .._functions import lookup
from ._ufunc import ufunc


def _added(a, indices, b):
    return _updated(a, indices, b, "add")


def _multiplied(a, indices, b):
    return _updated(a, indices, b, "multiply")


def _updated(a, indices, b, operation):
    """`a.at[indices].add(b)` and its like; booleans are counted as integers on the way."""
    if a.dtype == bool:
        from . import asarray
        b = asarray(b).astype(bool).astype("int32")
        return getattr(a.astype("int32").at[indices], operation)(b).astype(bool)
    return getattr(a.at[indices], operation)(b)


def _subtracted(a, indices, b):
    return a.at[indices].subtract(b)


_INFINITY = float("inf")
# name: arguments, identity, module and name of the reduction, name of the accumulation in jax.numpy, update
_TABLE = {
    "negative": (1, None, None, None, None),
    "add": (2, 0, ("jax.numpy", "sum"), "cumsum", _added),
    "multiply": (2, 1, ("jax.numpy", "prod"), "cumprod", _multiplied),
    "subtract": (2, None, None, None, _subtracted),
    "maximum": (2, None, ("jax.numpy.ufunc", "maximum"), None, None),
    "minimum": (2, None, ("jax.numpy.ufunc", "minimum"), None, None),
    "bitwise_and": (2, -1, ("jax.numpy.ufunc", "bitwise_and"), None, None),
    "bitwise_or": (2, 0, ("jax.numpy.ufunc", "bitwise_or"), None, None),
    "bitwise_xor": (2, 0, ("jax.numpy.ufunc", "bitwise_xor"), None, None),
    "logical_and": (2, True, ("jax.numpy.ufunc", "logical_and"), None, None),
    "logical_or": (2, False, ("jax.numpy.ufunc", "logical_or"), None, None),
    "logical_xor": (2, False, ("jax.numpy.ufunc", "logical_xor"), None, None),
    "logaddexp": (2, -_INFINITY, ("jax.numpy.ufunc", "logaddexp"), None, None),
    "logaddexp2": (2, -_INFINITY, ("jax.numpy.ufunc", "logaddexp2"), None, None),
}
NAMES = tuple(_TABLE)


def __getattr__(name):
    row = _TABLE.get(name)
    if row is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    arguments, identity, reduction, accumulation, update = row
    f = lookup("jax.numpy", name)
    made = ufunc(f, arguments, 1, name=name, call=f, identity=identity,
                 reduce=None if reduction is None else lookup(*reduction),
                 accumulate=None if accumulation is None else lookup("jax.numpy", accumulation), at=update)
    globals()[name] = made
    return made
