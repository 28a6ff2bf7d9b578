"""Traces as Python's code sees them."""
from ._array import host


class Trace:
    """An interpretation of primitives that is at work."""
    __slots__ = ("_h",)
    __module__ = "jax._src.core"

    def __init__(self, h):
        self._h = h

    @property
    def main(self):
        """What tracers of one trace have in common."""
        return self

    tag = main

    def __eq__(self, other):
        return isinstance(other, Trace) and host.sameAtom(self._h, other._h)

    def __hash__(self):
        return host.atomIdentity(self._h)


class EvalTrace(Trace):
    """Computes at once."""
    __slots__ = ()
    __module__ = "jax._src.core"


class DynamicJaxprTrace(Trace):
    """Records equations."""
    __slots__ = ()
    __module__ = "jax._src.interpreters.partial_eval"


class JVPTrace(Trace):
    """Forward-mode differentiation as an interpretation of primitives."""
    __slots__ = ()
    __module__ = "jax._src.interpreters.ad"


class LinearizeTrace(Trace):
    """Computes values and records their tangents."""
    __slots__ = ()
    __module__ = "jax._src.interpreters.ad"


class BatchTrace(Trace):
    """Vectorises."""
    __slots__ = ()
    __module__ = "jax._src.interpreters.batching"


_KINDS = {"eval": EvalTrace, "staging": DynamicJaxprTrace, "jvp": JVPTrace, "linearize": LinearizeTrace, "batch": BatchTrace}
_seen = [None]


def of(h):
    """The object of one of the engine's traces: the same one as long as that trace is asked for."""
    seen = _seen[0]
    if seen is None or not host.sameAtom(seen._h, h):
        seen = _seen[0] = _KINDS.get(host.traceKind(h), Trace)(h)
    return seen


def current():
    """The current trace."""
    return of(host.currentTrace())


def trace_state_clean():
    """Whether nothing is being traced."""
    return host.isEval()


class take_current_trace:
    """Context manager: gives the current trace."""
    __module__ = "jax._src.core"

    def __enter__(self):
        return current()

    def __exit__(self, *exc):
        return None


class set_current_trace:
    """Context manager: makes a trace the current one."""
    __module__ = "jax._src.core"

    def __init__(self, trace, check_leaks=False):
        self._trace = trace

    def __enter__(self):
        self._before = host.currentTrace()
        host.leave(self._trace._h)

    def __exit__(self, *exc):
        host.leave(self._before)
