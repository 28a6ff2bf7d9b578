"""Checks in the bodies of calls, conditionals and loops: errors are more arguments and results of them."""
from .. import lax
from .. import numpy as jnp
from .._array import host, wrap
from .._flat import check_arg
from .._interpret import stage, types_of
from ..tree_util import tree_flatten, tree_unflatten
from ._checkify_errors import init_error
from ._checkify_rules import checked


def _staged(jaxpr, enabled, error, types):
    """The jaxpr with checks, of error leaves and arguments; the structure of its error, and its kinds of errors."""
    leaves, treedef = tree_flatten(error)
    kept = []

    def body(values):
        e, outs = checked(jaxpr, enabled, tree_unflatten(treedef, values[:len(leaves)]), values[len(leaves):])
        error_leaves, error_tree = tree_flatten(e)
        kept.append((error_tree, len(error_leaves), frozenset(e._pred)))
        return [*error_leaves, *outs]
    staged = stage(body, [*types_of(leaves), *types])
    return (staged, *kept[-1])


def _body_types(jaxpr):
    return [host.makeAval(a.dtype.name, list(a.shape), a.weak_type) for a in host.inputAvals(jaxpr)]


def _settled(error):
    """The leaves with strong types, as carries keep them."""
    leaves, treedef = tree_flatten(error)
    return tree_unflatten(treedef, [lax.convert_element_type(x, jnp.asarray(x).dtype) for x in leaves])


def _with_places(jaxprs, enabled, error):
    effects = set()
    for j in jaxprs:
        effects |= _staged(j, enabled, error, _body_types(j))[3]
    return _settled(error.with_places_for(sorted(effects)))


def _parted(outs, tree, count):
    outs = [wrap(h) for h in outs]
    return tree_unflatten(tree, outs[:count]), outs[count:]


def call(parameter):
    def rule(error, enabled, equation, inputs):
        jaxpr = equation.params[parameter]
        body, tree, count, _ = _staged(jaxpr, enabled, error, types_of(inputs))
        leaves = tree_flatten(error)[0]
        outs = host.callJitted(equation.params.get("name") or "checked", body,
                               [check_arg(x) for x in [*leaves, *inputs]])
        return _parted(outs, tree, count)
    return rule


def remat(error, enabled, equation, inputs):
    from ..ad_checkpoint import checkpoint
    kept = []
    leaves, treedef = tree_flatten(error)

    def body(values):
        e, outs = checked(equation.params["jaxpr"], enabled, tree_unflatten(treedef, values[0]), values[1])
        out_leaves, tree = tree_flatten(e)
        kept.append(tree)
        return out_leaves, outs
    out_leaves, outs = checkpoint(body, prevent_cse=equation.params.get("prevent_cse", True))((leaves, inputs))
    return tree_unflatten(kept[-1], out_leaves), list(outs)


def cond(error, enabled, equation, inputs):
    branches = equation.params["branches"]
    error = _with_places(branches, enabled, error)
    operands = inputs[1:]
    made = [_converted(_staged(b, enabled, error, types_of(operands)), error) for b in branches]
    leaves = tree_flatten(error)[0]
    outs = host.cond(check_arg(inputs[0]), [m[0] for m in made], [check_arg(x) for x in [*leaves, *operands]])
    error, out = _parted(outs, made[0][1], made[0][2])
    for other in made[1:]:
        error = error.with_metadata(tree_unflatten(other[1], tree_flatten(error)[0])._metadata)
    return error, out


def _converted(made, error):
    """A staged body whose error has the types that it came with."""
    body, tree, count, effects = made
    types = [*types_of(tree_flatten(error)[0]), *list(host.outputTypes(body))[count:]]
    return host.convertOutputs(body, types), tree, count, effects


def _reordered(body, count, consts):
    """A body of (errors, constants, rest) as one of (constants, errors, rest)."""
    types = _body_types(body)
    order = [*types[count:count + consts], *types[:count], *types[count + consts:]]

    def flat(handles):
        return list(host.evaluate(body, [*handles[consts:consts + count], *handles[:consts],
                                         *handles[consts + count:]]))
    return host.stage(flat, order, None)


def _closed(body, values):
    """A body with its leading arguments filled in."""
    def flat(handles):
        return list(host.evaluate(body, [*values, *handles]))
    return host.stage(flat, _body_types(body)[len(values):], None)


def scan(error, enabled, equation, inputs):
    p = equation.params
    consts, carry = inputs[:p["num_consts"]], inputs[p["num_consts"]:p["num_consts"] + p["num_carry"]]
    xs = inputs[p["num_consts"] + p["num_carry"]:]
    error = _with_places([p["jaxpr"]], enabled, error)
    body, tree, count, _ = _converted(_staged(p["jaxpr"], enabled, error, _body_types(p["jaxpr"])), error)
    body = _closed(_reordered(body, count, len(consts)), [check_arg(c) for c in consts])
    leaves = tree_flatten(error)[0]
    outs = host.scan(body, [check_arg(x) for x in [*leaves, *carry]], [check_arg(x) for x in xs], p["length"],
                     p["reverse"], 1)
    return _parted(outs, tree, count)


def while_loop(error, enabled, equation, inputs):
    p = equation.params
    condition, body = p["cond_jaxpr"], p["body_jaxpr"]
    if list(host.outputAvals(condition))[0].shape:
        raise ValueError("Checkify does not support batched while-loops (checkify-of-vmap-of-while). \nHint: if"
                         " possible, move the vmap to the outer level to get vmap-of-checkify-of-while.")
    n, m = p["cond_nconsts"], p["body_nconsts"]
    cond_consts, body_consts, carry = inputs[:n], inputs[n:n + m], inputs[n + m:]
    error, _ = checked(condition, enabled, error, [*cond_consts, *carry])

    def both(values):
        # The body, and what its result makes the next condition report.
        e, outs = checked(body, enabled, tree_unflatten(state[0], values[:state[1]]),
                          [*body_consts, *values[state[1]:]])
        e, _ = checked(condition, enabled, e, [*cond_consts, *outs])
        leaves, tree = tree_flatten(e)
        kept.append((tree, frozenset(e._pred)))
        return [*leaves, *outs]

    def staged():
        leaves, treedef = tree_flatten(error)
        state[:] = [treedef, len(leaves)]
        return leaves, stage(both, types_of([*leaves, *carry]))
    state, kept = [None, 0], []
    staged()
    error = _settled(error.with_places_for(sorted(kept[-1][1])))
    leaves, loop = staged()
    loop = host.convertOutputs(loop, types_of([*leaves, *carry]))

    def test(values):
        # Its checks were made before the loop, and are at the end of each turn.
        return checked(condition, enabled, init_error, [*cond_consts, *values[len(leaves):]])[1]
    outs = host.whileLoop(stage(test, types_of([*leaves, *carry])), loop, [check_arg(x) for x in [*leaves, *carry]])
    return _parted(outs, kept[-1][0], len(leaves))


def custom(error, enabled, equation, inputs):
    """A function with a rule of its own for derivatives: that sees the function, not the checks."""
    jaxpr = equation.params["call_jaxpr"]
    effects = _staged(jaxpr, enabled, init_error, types_of(inputs))[3]
    if not effects:
        return error, equation.bind(inputs)
    error = _settled(error.with_places_for(sorted(effects)))
    from ._checkify_custom import with_own_derivative
    return with_own_derivative(jaxpr, enabled, error, equation, inputs)
