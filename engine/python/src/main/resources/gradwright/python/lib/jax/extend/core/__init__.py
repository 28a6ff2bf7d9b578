"""The types of the language for those who extend it: primitives, jaxprs and their parts."""
from ..._documentation import attach as _attach
from ..._array import ArrayImpl, Tracer, host
from ..._core import ShapedArray
from ..._jaxpr import (ClosedJaxpr, DebugInfo, DropVar, Jaxpr, JaxprEqn, JaxprTypeError, Literal, Var, check_jaxpr,
                       gensym, jaxpr_as_fun, jaxprs_in_params, new_jaxpr_eqn, subjaxprs)
from ..._primitive import Primitive
from ...lax._more import Token
from ..._traces import current, set_current_trace, take_current_trace
from . import primitives

no_effects = frozenset()


class Effect:
    """What an equation does besides computing."""
    __module__ = "jax._src.effects"

    def __repr__(self):
        return type(self).__name__


Effects = frozenset


class AbstractToken:
    """The type of a token."""
    __module__ = "jax._src.core"

    def str_short(self, short_dtypes=False, **_):
        return "Tok"

    def __repr__(self):
        return "AbstractToken()"


class InconclusiveDimensionOperation(Exception):
    """An operation on symbolic sizes that has no definite answer."""
    __module__ = "jax._src.core"


class TraceTag:
    """Tells apart traces of one kind."""
    __module__ = "jax._src.core"


class CallPrimitive(Primitive):
    """A primitive that calls a function."""
    __module__ = "jax._src.core"
    multiple_results = True
    call_primitive = True


def call_impl(f, *args, **params):
    """Calls a wrapped function."""
    return f.call_wrapped(*args)


class OpaqueTraceState:
    """Which trace is current: equal to another state of the same trace, and nothing more is known of it."""
    __slots__ = ("_trace",)
    __module__ = "jax._src.core"

    def __init__(self):
        self._trace = host.currentTrace()

    def __eq__(self, other):
        return isinstance(other, OpaqueTraceState) and host.sameAtom(self._trace, other._trace)

    def __hash__(self):
        return host.atomIdentity(self._trace)


def get_opaque_trace_state(convention=None):
    """The state of tracing now."""
    return OpaqueTraceState()


def find_top_trace(_):
    """The current trace."""
    return current()


def nonempty_axis_env_DO_NOT_USE():
    """Whether a named axis is in scope."""
    return bool(len(host.axisNames()))


def unsafe_get_axis_names_DO_NOT_USE():
    """The named axes in scope."""
    return list(host.axisNames())


def unsafe_am_i_under_a_jit_DO_NOT_USE():
    """Whether a function is being staged."""
    return "staging" in list(host.traceKinds())


def unsafe_am_i_under_a_vmap_DO_NOT_USE():
    """Whether a function is being vectorized."""
    return "batch" in list(host.traceKinds())


def concrete_or_error(force, val, context=""):
    """The value of an argument that must be known while tracing."""
    from ...errors import ConcretizationTypeError
    if isinstance(val, Tracer):
        h = host.concrete(val._h)
        if h is None:
            raise ConcretizationTypeError(val, context)
        from ..._array import wrap
        val = wrap(h)
    return val if force is None else force(val)


def mapped_aval(size, axis, aval):
    """The type of one example of a batched value."""
    if axis is None:
        return aval
    if aval.shape[axis] != size:
        raise AssertionError(f"axis {axis} of {aval} has not the size {size}")
    return aval.update(shape=(*aval.shape[:axis], *aval.shape[axis + 1:]))


def unmapped_aval(size, axis, aval, explicit_mesh_axis=None):
    """The type of a batch of values."""
    if axis is None:
        return aval
    axis %= len(aval.shape) + 1
    return aval.update(shape=(*aval.shape[:axis], size, *aval.shape[axis:]))


def primal_dtype_to_tangent_dtype(primal_dtype):
    """The dtype of tangents of values of a dtype."""
    return ShapedArray((), primal_dtype).to_tangent_aval().dtype


def valid_jaxtype(x):
    """Whether a value can be an argument of a traced function."""
    from ..._flat import value
    return value(x) is not None


def _array_types():
    from numpy import generic, ndarray
    return {ArrayImpl, ndarray, generic}


array_types = _array_types()


_attach(globals(), "tools",
        "concrete_or_error find_top_trace get_opaque_trace_state mapped_aval nonempty_axis_env_DO_NOT_USE"
        " primal_dtype_to_tangent_dtype unmapped_aval unsafe_am_i_under_a_jit_DO_NOT_USE"
        " unsafe_am_i_under_a_vmap_DO_NOT_USE unsafe_get_axis_names_DO_NOT_USE valid_jaxtype")
