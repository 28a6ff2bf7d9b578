"""Types of the language: abstract values, tracers, jaxprs."""
from ._array import Tracer
from ._core import ShapedArray
from ._jaxpr import ClosedJaxpr, Jaxpr, Literal, Var, jaxpr_as_fun
from ._misc import ensure_compile_time_eval

AbstractValue = ShapedArray
Atom = (Var, Literal)
Value = object


def get_aval(x):
    """The abstract value of an argument."""
    from ._flat import typeof
    return typeof(x)


def eval_jaxpr(jaxpr, consts, *args, propagate_source_info=True):
    """Evaluates a jaxpr on flat arguments; its constants are those that it was made with."""
    return jaxpr_as_fun(jaxpr)(*args)
