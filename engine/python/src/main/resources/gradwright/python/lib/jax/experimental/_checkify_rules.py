"""What :func:`jax.experimental.checkify.checkify` makes of each equation."""
import re as _re

from .. import numpy as jnp
from .._array import host
from .._interpret import interpret
from ..tree_util import tree_unflatten
from ._checkify_errors import DivisionByZeroError, NaNError, OOBError, add_error

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


# Bodies are checked by the function above, and so come after it.
from ._checkify_bodies import call, cond, custom, remat, scan, while_loop  # noqa: E402

_RULES = {
    "div": _div, "dynamic_slice": _dynamic(1), "dynamic_update_slice": _dynamic(2), "gather": _gather, "check": _check,
    "scatter": _scatter, "scatter-add": _scatter, "scatter-mul": _scatter, "scatter-min": _scatter,
    "scatter-max": _scatter, "jit": call("jaxpr"), "remat2": remat, "checkpoint": remat,
    "cond": cond, "scan": scan, "while": while_loop, "custom_jvp_call": custom, "custom_vjp_call": custom,
    "custom_vmap_call": call("call"),
}
