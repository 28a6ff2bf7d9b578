"""Taylor-mode differentiation: a function of truncated power series."""
from .._documentation import attach as _attach
from .. import lax
from .. import numpy as jnp
from .._array import host, wrap
from .._flat import check_arg
from .._interpret import interpret, stage, types_of
from ..tree_util import tree_flatten, tree_structure, treedef_is_leaf
from ._jet_rules import RULES


def fact(n):
    """The factorial."""
    return lax.exp(lax.lgamma(n + 1.0))


def jet(fun, primals, series, factorial_scaled=True, **_):
    """The value of ``fun`` at ``primals``, and its Taylor coefficients along the curves that ``series`` give.

    ``series`` has for each argument the coefficients of the first and higher orders. They are derivatives, or divided by
    factorials where ``factorial_scaled`` is false.
    """
    orders = {len(s) for s in series}
    if len(orders) != 1:
        raise ValueError("jet terms have inconsistent lengths for different arguments")
    order, = orders
    for i, (x, terms) in enumerate(zip(primals, series)):
        if not treedef_is_leaf(tree_structure(x)):
            raise ValueError(f"primal value at position {i} is not an array")
        for j, t in enumerate(terms):
            if not treedef_is_leaf(tree_structure(t)):
                raise ValueError(f"term {j} for argument {i} is not an array")
    factors = [fact(k + 1) for k in range(order)]
    if factorial_scaled:
        series = [[t / f for t, f in zip(terms, factors)] for terms in series]
    primals = [wrap(host.array(check_arg(x))) for x in primals]
    kept = []

    def flat(values):
        outs, out_tree = tree_flatten(fun(*values))
        kept.append(out_tree)
        return outs
    jaxpr = stage(flat, types_of(primals))
    outs = evaluate(jaxpr, [(x, [jnp.asarray(t) for t in terms]) for x, terms in zip(primals, series)], order)
    values, terms = [], []
    for x, ts in outs:
        ts = [jnp.zeros_like(x)] * order if ts is None else list(ts)
        values.append(x)
        terms.append([t * f for t, f in zip(ts, factors)] if factorial_scaled else ts)
    return kept[-1].unflatten(values), kept[-1].unflatten(terms)


def evaluate(jaxpr, arguments, order):
    """Runs a jaxpr on pairs of a value and its terms; the terms of constants are None."""
    def step(equation, inputs):
        pairs = [x if type(x) is tuple else (x, None) for x in inputs]
        if all([t is None for _, t in pairs]):
            return [(x, None) for x in equation.bind([p for p, _ in pairs])]
        values = [p for p, _ in pairs]
        terms = [[jnp.zeros_like(jnp.asarray(p))] * order if t is None else t for p, t in pairs]
        if equation.name in ("jit", "custom_jvp_call", "custom_vjp_call", "remat2", "checkpoint"):
            body = equation.params["call_jaxpr" if "call_jaxpr" in equation.params else "jaxpr"]
            return [o if type(o) is tuple else (o, None) for o in evaluate(body, pairs, order)]
        rule = RULES.get(equation.name)
        if rule is None:
            raise NotImplementedError(f"jet: no rule for '{equation.name}'")
        return rule(equation, values, terms)
    outs = interpret(jaxpr, arguments, step)
    return [o if type(o) is tuple else (o, None) for o in outs]


def jet2(fun, primals, series, *, factorial_scaled=False, **_):
    """:func:`jet` for coefficients that are divided by factorials."""
    return jet(fun, primals, series, factorial_scaled)


_attach(globals(), "tools", "jet")
