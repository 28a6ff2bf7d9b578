"""What :func:`jax.experimental.checkify.checkify` makes of each equation."""
import re as _re

from .. import lax
from .. import numpy as jnp
from .._array import host, wrap
from .._flat import check_arg
from .._interpret import interpret, stage, types_of
from ..tree_util import tree_flatten, tree_unflatten
from ._checkify_errors import DivisionByZeroError, NaNError, OOBError, add_error, init_error

_NAN = frozenset(
    "acos acosh add asin asinh atan2 atan atanh bessel_i0e bessel_i1e cbrt conv_general_dilated cos cosh cumlogsumexp"
    " cummax cummin cumprod cumsum digamma dot_general erf_inv erf erfc exp expm1 fft igamma_grad_a igamma igammac"
    " integer_pow lgamma linear_solve custom_linear_solve log1p log logistic mul pad pow psum reduce reduce_prod"
    " reduce_sum reduce_window reduce_window_sum regularized_incomplete_beta rem rng_uniform rsqrt sin sinh sqrt sub tan"
    " tanh".split())


def checked(jaxpr, enabled, error, args):
    """Runs a jaxpr with checks: the error and the outputs."""
    state = [error]

    def step(equation, inputs):
        rule = _RULES.get(equation.name)
        if rule is None:
            outs = equation.bind(inputs)
            if equation.name in _NAN:
                state[0] = _check_nans(equation.name, state[0], enabled, outs)
        else:
            state[0], outs = rule(state[0], enabled, equation, inputs)
        return outs
    outs = interpret(jaxpr, args, step)
    return state[0], outs


def _check_nans(name, error, enabled, outs):
    if NaNError not in enabled:
        return error
    found = [jnp.any(jnp.isnan(x)) for x in outs if not x.dtype.name.startswith("key<")]
    return add_error(error, jnp.any(jnp.array(found)) if len(found) > 1 else found[0], NaNError(None, name))


# ---- checks of single operations ----

def _div(error, enabled, equation, inputs):
    if DivisionByZeroError in enabled:
        error = add_error(error, jnp.any(jnp.equal(inputs[1], 0)), DivisionByZeroError(None))
    outs = equation.bind(inputs)
    return _check_nans("div", error, enabled, outs), outs


def _payload(mask, indices, axes, shape):
    """The first index out of bounds, its axis, and that axis's size."""
    at = jnp.argmin(jnp.logical_not(mask))
    axis = jnp.array(axes)[jnp.unravel_index(at, indices.shape)[-1]]
    return jnp.array([jnp.ravel(indices)[at], axis, jnp.array(shape)[axis]], dtype="int32")


def _out_of_bounds(error, name, mask, indices, axes, shape):
    return add_error(error, jnp.any(mask), OOBError(None, name, shape, _payload(mask, indices, axes, shape)))


def _dynamic(skipped):
    def rule(error, enabled, equation, inputs):
        outs = equation.bind(inputs)
        operand = inputs[0]
        if OOBError not in enabled or not operand.ndim:
            return error, outs
        starts = jnp.array(inputs[skipped:])
        sizes = jnp.array(outs[0].shape if skipped == 1 else inputs[1].shape, starts.dtype)
        mask = (starts < 0) | (starts + sizes > jnp.array(operand.shape, starts.dtype))
        return _out_of_bounds(error, equation.name, mask, starts, list(range(operand.ndim)), operand.shape), outs
    return rule


def _dimensions(equation):
    """The fields of dimension numbers, which jaxprs know as text."""
    text = str(equation.params["dimension_numbers"])
    return {name: [int(n) for n in _re.findall(r"-?\d+", values)]
            for name, values in _re.findall(r"(\w+)=\(([^)]*)\)", text)}


def _gather(error, enabled, equation, inputs):
    outs = equation.bind(inputs)
    operand, indices = inputs
    axes = _dimensions(equation)["start_index_map"]
    if OOBError not in enabled or not axes or not indices.size:
        return error, outs
    sizes = equation.params["slice_sizes"]
    upper = jnp.array([operand.shape[a] - sizes[a] for a in axes], indices.dtype)
    mask = (indices < 0) | (indices > upper)
    return _out_of_bounds(error, "gather", mask, indices, axes, operand.shape), outs


def _scatter(error, enabled, equation, inputs):
    outs = equation.bind(inputs)
    operand, indices, updates = inputs
    found = _dimensions(equation)
    axes = found["scatter_dims_to_operand_dims"]
    if OOBError not in enabled:
        return error, outs
    if axes and indices.size:
        sizes, position = [], 0
        for i in range(operand.ndim):
            if i in found["inserted_window_dims"] or i in found["operand_batching_dims"]:
                sizes.append(1)
            else:
                sizes.append(updates.shape[found["update_window_dims"][position]])
                position += 1
        upper = jnp.array([operand.shape[a] - sizes[a] for a in axes], indices.dtype)
        mask = jnp.less(indices, 0) | jnp.greater(indices, upper)
        error = _out_of_bounds(error, equation.name, mask, indices, axes, operand.shape)
    return _check_nans(equation.name, error, enabled, outs), outs


def _check(error, enabled, equation, inputs):
    new = tree_unflatten(host.checkDescription(equation.handle), inputs)
    error = error.with_metadata(new._metadata)
    for effect in new._pred:
        if effect.error_type in enabled:
            error = error.updated(effect, new._pred[effect], new._code[effect], {}, new._payload[effect])
    return error, []


# ---- bodies ----

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


def _call(parameter):
    def rule(error, enabled, equation, inputs):
        jaxpr = equation.params[parameter]
        body, tree, count, _ = _staged(jaxpr, enabled, error, types_of(inputs))
        leaves = tree_flatten(error)[0]
        outs = host.callJitted(equation.params.get("name") or "checked", body,
                               [check_arg(x) for x in [*leaves, *inputs]])
        return _parted(outs, tree, count)
    return rule


def _remat(error, enabled, equation, inputs):
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


def _cond(error, enabled, equation, inputs):
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


def _scan(error, enabled, equation, inputs):
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


def _while(error, enabled, equation, inputs):
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


def _custom(error, enabled, equation, inputs):
    """A function with a rule of its own for derivatives: that sees the function, not the checks."""
    jaxpr = equation.params["call_jaxpr"]
    effects = _staged(jaxpr, enabled, init_error, types_of(inputs))[3]
    if not effects:
        return error, equation.bind(inputs)
    error = _settled(error.with_places_for(sorted(effects)))
    from ._checkify_custom import with_own_derivative
    return with_own_derivative(jaxpr, enabled, error, equation, inputs)


_RULES = {
    "div": _div, "dynamic_slice": _dynamic(1), "dynamic_update_slice": _dynamic(2), "gather": _gather, "check": _check,
    "scatter": _scatter, "scatter-add": _scatter, "scatter-mul": _scatter, "scatter-min": _scatter,
    "scatter-max": _scatter, "jit": _call("jaxpr"), "remat2": _remat, "checkpoint": _remat,
    "cond": _cond, "scan": _scan, "while": _while, "custom_jvp_call": _custom, "custom_vjp_call": _custom,
    "custom_vmap_call": _call("call"),
}
