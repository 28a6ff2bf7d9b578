"""Types of the language: abstract values, tracers, jaxprs."""
from ._array import Tracer
from ._core import ShapedArray
from ._jaxpr import ClosedJaxpr, Jaxpr, jaxpr_as_fun


def get_aval(x):
    """The abstract value of an argument."""
    from ._flat import typeof
    return typeof(x)
