"""Types of the language: abstract values, tracers, jaxprs."""
from ._array import Tracer, host
from ._core import ShapedArray
from ._jaxpr import ClosedJaxpr, Jaxpr, Literal, Var, eval_jaxpr, jaxpr_as_fun
from ._misc import ensure_compile_time_eval
from ._traces import EvalTrace, Trace

AbstractValue = ShapedArray
Value = object
ParamDict = dict[str, object]


class _AvalsByType(dict):
    """Functions from a value to its abstract value, by the value's class."""

    def __missing__(self, kind):
        from ._flat import typeof
        return typeof


_avals_by_type = _AvalsByType()


def __getattr__(name):
    if name == "Atom":
        from typing import Union
        globals()[name] = Union[Var, Literal]
        return globals()[name]
    if name == "pytype_aval_mappings":
        from warnings import warn
        warn("jax.core.pytype_aval_mappings is deprecated.", DeprecationWarning, stacklevel=2)
        return _avals_by_type
    raise AttributeError(f"module 'jax.core' has no attribute '{name}'")


class eval_context(ensure_compile_time_eval):
    """Context manager: operations inside are computed at once; none may be on a tracer."""
    __module__ = "jax._src.core"

    def __enter__(self):
        self._before = host.enterEval()


def get_aval(x):
    """The abstract value of an argument."""
    from ._flat import typeof
    return typeof(x)


def max_dim(d1, d2):
    """The larger of two sizes."""
    return max(d1, d2)


def min_dim(d1, d2):
    """The smaller of two sizes."""
    return min(d1, d2)
