"""Checks around functions that have their own derivative rules."""
from .. import lax
from .._autodiff import jvp, vjp
from .._custom import custom_jvp, custom_vjp
from ..tree_util import tree_flatten, tree_unflatten


def with_own_derivative(jaxpr, enabled, error, equation, inputs):
    """The error and the outputs of a call; its derivative is the call's own, and hands errors on."""
    from ._checkify_rules import checked
    leaves, treedef = tree_flatten(error)
    kept = []

    def primal(errors, xs):
        e, outs = checked(jaxpr, enabled, tree_unflatten(treedef, errors), xs)
        out_leaves, tree = tree_flatten(e)
        kept.append(tree)
        return [lax.convert_element_type(a, b.dtype) for a, b in zip(out_leaves, errors)], outs

    def call(*xs):
        return equation.bind(xs)
    if equation.name == "custom_jvp_call":
        f = custom_jvp(primal)

        @f.defjvp
        def rule(primals, tangents):
            outs, out_tangents = jvp(call, tuple(primals[1]), tuple(tangents[1]))
            return (primals[0], outs), (tangents[0], out_tangents)
    else:
        f = custom_vjp(primal)

        def forward(errors, xs):
            return (errors, call(*xs)), xs

        def backward(residuals, cotangents):
            return None, list(vjp(call, *residuals)[1](cotangents[1]))
        f.defvjp(forward, backward)
    out_leaves, outs = f(leaves, list(inputs))
    # A derivative goes past the primal function, and with it its checks.
    return tree_unflatten(kept[-1] if kept else treedef, out_leaves), list(outs)
