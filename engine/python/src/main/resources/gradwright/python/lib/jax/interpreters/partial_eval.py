"""Jaxprs of functions, and parts of jaxprs."""
from .._array import DynamicJaxprTracer, host
from .._jaxpr import ClosedJaxpr, Jaxpr, Var, eval_jaxpr, open_jaxpr
from ._registry import Registry

JaxprTracer = DynamicJaxprTracer
Val = object
custom_partial_eval_rules = Registry(None)
partial_eval_jaxpr_custom_rules = Registry(None)
dce_rules = Registry(None)


class PartialVal(tuple):
    """A value that is known, or the type of one that is not."""
    __slots__ = ()
    __module__ = "jax._src.interpreters.partial_eval"

    @staticmethod
    def known(const):
        return PartialVal((None, const))

    @staticmethod
    def unknown(aval):
        return PartialVal((aval, None))

    def is_known(self):
        return self[0] is None

    def get_known(self):
        return self[1] if self[0] is None else None

    def get_aval(self):
        from .._flat import typeof
        return typeof(self[1]) if self[0] is None else self[0]


def trace_to_jaxpr_dynamic(fun, in_avals, *, keep_inputs=None, lower=False, auto_dce=False):
    """The jaxpr of a flat function (a WrappedFun) for abstract values of its arguments, types of its results, and constants."""
    from .._jit import make_jaxpr
    closed = make_jaxpr(lambda *args: list(fun.call_wrapped(*args)))(*in_avals)
    return closed.jaxpr, closed.out_avals, closed.consts


def trace_to_jaxpr_nounits(fun, pvals, instantiate=False):
    """The jaxpr of what a flat function computes from its unknown arguments, its results, and its residuals."""
    from .._jit import make_jaxpr
    unknown = [p.get_aval() for p in pvals if not p.is_known()]

    def f(*args):
        rest = iter(args)
        return list(fun.call_wrapped(*[p.get_known() if p.is_known() else next(rest) for p in pvals]))
    closed = make_jaxpr(f)(*unknown)
    jaxpr = closed.jaxpr
    moving = _dependent(jaxpr)
    known = [not d and not i for d, i in zip(moving, _flags(instantiate, len(moving)))]
    values = iter(_known_values(closed, known))
    pvals = [PartialVal.known(next(values)) if k else PartialVal.unknown(a) for k, a in zip(known, closed.out_avals)]
    rest = Jaxpr(jaxpr.constvars, jaxpr.invars, [v for v, k in zip(jaxpr.outvars, known) if not k], jaxpr.eqns)
    return convert_constvars_jaxpr(rest), pvals, closed.consts


def _dependent(jaxpr):
    """Whether each output depends on an input."""
    moving = set(jaxpr.invars)
    for eqn in jaxpr.eqns:
        if any([v in moving for v in eqn.invars if isinstance(v, Var)]):
            moving.update(eqn.outvars)
    return [isinstance(v, Var) and v in moving for v in jaxpr.outvars]


def _known_values(closed, known):
    """The outputs that depend on constants only."""
    made, flags, _ = dce_jaxpr_consts(closed.jaxpr, known)
    return eval_jaxpr(made, [c for c, f in zip(closed.consts, flags) if f])


def convert_constvars_jaxpr(jaxpr):
    """The jaxpr with its constants as leading inputs."""
    return Jaxpr([], [*jaxpr.constvars, *jaxpr.invars], jaxpr.outvars, jaxpr.eqns)


def close_jaxpr(jaxpr):
    """A jaxpr without constants as a closed one."""
    return ClosedJaxpr(jaxpr, ())


def _flags(flags, n):
    return [bool(flags)] * n if isinstance(flags, bool) else [bool(f) for f in flags]


def dce_jaxpr(jaxpr, used_outputs, instantiate=False):
    """The jaxpr with only some outputs and what they need, and flags of the inputs that stay."""
    closed = ClosedJaxpr(convert_constvars_jaxpr(jaxpr), [])
    used = _flags(used_outputs, len(jaxpr.outvars))
    kept = [False] * len(jaxpr.constvars) + _flags(instantiate, len(jaxpr.invars))
    made, inputs = host.withoutDeadCode(closed._h, used, kept)
    flags = [bool(f) for f in inputs]
    out = open_jaxpr(host.open(made))
    n = len(jaxpr.constvars)
    k = sum(flags[:n])
    if n:
        out = Jaxpr(out.invars[:k], out.invars[k:], out.outvars, out.eqns)
    return out, flags[n:]


def dce_jaxpr_consts(jaxpr, used_outputs, instantiate=False):
    """The same; flags of the constants and of the inputs that stay."""
    out, flags = dce_jaxpr(convert_constvars_jaxpr(jaxpr), used_outputs,
                           [False] * len(jaxpr.constvars) + _flags(instantiate, len(jaxpr.invars)))
    n = len(jaxpr.constvars)
    consts, inputs = flags[:n], flags[n:]
    k = sum(consts)
    return Jaxpr(out.invars[:k], out.invars[k:], out.outvars, out.eqns), consts, inputs


def dce_jaxpr_call_rule(used_outputs, eqn):
    """An equation that holds an open jaxpr, reduced to some of its outputs."""
    return _reduced_call(used_outputs, eqn, "call_jaxpr", False)


def dce_jaxpr_closed_call_rule(used_outputs, eqn):
    """An equation that holds a closed jaxpr, reduced to some of its outputs."""
    return _reduced_call(used_outputs, eqn, "call_jaxpr", True)


def _reduced_call(used_outputs, eqn, name, closed):
    if not any(used_outputs) and not eqn.effects:
        return [False] * len(eqn.invars), None
    inner = eqn.params[name]
    made, used_inputs = dce_jaxpr(inner.jaxpr if closed else inner, used_outputs)
    params = dict(eqn.params, **{name: inner.replace(jaxpr=made) if closed else made})
    return used_inputs, eqn.replace(
        invars=[v for v, u in zip(eqn.invars, used_inputs) if u],
        outvars=[v for v, u in zip(eqn.outvars, used_outputs) if u], params=params)
