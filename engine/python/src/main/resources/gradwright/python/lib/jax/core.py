"""Types of the language: abstract values, tracers, jaxprs."""
from ._array import Tracer, host
from ._core import ShapedArray
from ._jaxpr import ClosedJaxpr, Jaxpr, Literal, Var, eval_jaxpr, jaxpr_as_fun
from ._misc import ensure_compile_time_eval
from ._traces import EvalTrace, Trace

AbstractValue = ShapedArray
Value = object
ParamDict = dict[str, object]


def __getattr__(name):
    if name == "Atom":
        from typing import Union
        globals()[name] = Union[Var, Literal]
        return globals()[name]
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
