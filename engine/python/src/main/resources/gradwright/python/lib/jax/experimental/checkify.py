"""Checks inside transformed functions: :func:`checkify` makes them part of a function's result."""
from .._documentation import attach as _attach
from .. import numpy as jnp
from .._array import Array, host, wrap
from .._flat import check_arg
from .._tree import build, flatten_spec
from ..tree_util import tree_flatten, tree_leaves, tree_map, tree_unflatten
from ._checkify_errors import (DivisionByZeroError, Error, FailedCheckError, NaNError, OOBError, add_error, init_error)

ErrorCategory = type
user_checks = frozenset({FailedCheckError})
nan_checks = frozenset({NaNError})
index_checks = frozenset({OOBError})
div_checks = frozenset({DivisionByZeroError})
float_checks = nan_checks | div_checks
automatic_checks = float_checks | index_checks
all_checks = automatic_checks | user_checks


class JaxRuntimeError(ValueError):
    """A check failed."""
    __module__ = "jax._src.checkify"


def checkify(f, errors=user_checks):
    """A function that gives an :class:`Error` and the result of ``f``.

    Checks of the kinds in ``errors`` are made: those of :func:`check`, and for NaNs, divisions by zero and indices out
    of bounds. The error is the first that happened.
    """
    from .._interpret import stage
    from ._checkify_rules import checked

    def checked_fun(*args, **kwargs):
        # Arguments are closed over, so that those that are known stay so.
        kept = []

        def flat(_):
            leaves, spec = flatten_spec(f(*args, **kwargs))
            kept.append(spec)
            return leaves
        jaxpr = stage(flat, [])
        error, outs = checked(jaxpr, frozenset(errors), init_error, [])
        spec = kept[0]
        return error, (outs[0] if spec == "*" else build(spec, iter(outs)))
    for name in ("__name__", "__qualname__", "__doc__", "__module__"):
        try:
            setattr(checked_fun, name, getattr(f, name))
        except AttributeError:
            pass
    checked_fun.__wrapped__ = f
    return checked_fun


def check(pred, msg, *fmt_args, debug=False, **fmt_kwargs):
    """Reports an error with a message where ``pred`` is false.

    Inside of a function that :func:`checkify` transforms the error becomes part of its result; outside it is raised.
    The arguments, trees of arrays, are put into the message.
    """
    _check(pred, msg, debug, fmt_args, fmt_kwargs)


def debug_check(pred, msg, *fmt_args, **fmt_kwargs):
    """Like :func:`check` inside of functions that :func:`checkify` transforms; does nothing elsewhere."""
    _check(pred, msg, True, fmt_args, fmt_kwargs)


def _check(pred, msg, debug, fmt_args, fmt_kwargs):
    scalar = isinstance(pred, bool) or isinstance(pred, Array) and pred.shape == () and pred.dtype.name == "bool"
    if not scalar:
        raise TypeError(f"{'debug_check' if debug else 'check'} takes a scalar pred as argument, got {pred}")
    from numpy import ndarray
    for arg in tree_leaves((fmt_args, fmt_kwargs)):
        if not isinstance(arg, (Array, ndarray)):
            raise TypeError("Formatting arguments to checkify.check need to be PyTrees of arrays, but got"
                            f" {arg!r} of type {type(arg)}.")
    new = FailedCheckError(None, msg, *tree_map(jnp.asarray, fmt_args), **tree_map(jnp.asarray, fmt_kwargs))
    _bind(add_error(init_error, jnp.logical_not(pred), new), debug)


def check_error(error):
    """Raises the error that ``error`` holds; the inverse of :func:`checkify`, which can transform it."""
    if not isinstance(error, Error):
        raise TypeError(f"check_error takes an Error as argument, got type {type(error)} instead.")
    _bind(error, False)


def _first_of_batch(error):
    """One of the errors of a batch, for each kind."""
    out = init_error.with_metadata(error._metadata)
    for effect in error._pred:
        entry = (error._pred[effect], error._code[effect], error._payload[effect])
        while entry[0].ndim:
            i = jnp.argsort(entry[0].astype("int32"), axis=0)[-1] if entry[0].ndim == 1 else 0
            entry = tree_map(lambda x: x[i], entry)
        pred, code, payload = entry
        out = Error({**out._pred, effect: pred}, {**out._code, effect: code}, out._metadata,
                    {**out._payload, effect: payload})
    return out


def _bind(error, debug):
    if any([getattr(p, "shape", ()) for p in error._pred.values()]):
        error = _first_of_batch(error)
    leaves, treedef = tree_flatten(error)

    def fail(handles):
        problem = tree_unflatten(treedef, [wrap(h) for h in handles]).get_exception()
        if problem is not None:
            raise JaxRuntimeError(str(problem)) from problem

    def batch(handles):
        _bind(tree_unflatten(treedef, [wrap(h) for h in handles]), debug)
    host.check(fail, batch, treedef, [check_arg(x) for x in leaves], bool(debug))


_attach(globals(), "tools", "check check_error checkify")
