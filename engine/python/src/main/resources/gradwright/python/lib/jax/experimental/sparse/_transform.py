"""Functions of dense arrays applied to sparse ones."""
from ..._documentation import attach as _attach
from ... import lax
from ... import numpy as jnp
from ..._array import host, wrap
from ..._flat import check_arg, value
from ..._interpret import interpret, stage
from ...tree_util import tree_flatten
from . import _functions as fn
from . import _products, _shapes, _slices
from ._bcoo import BCOO
from ._bcsr import BCSR, bcsr_broadcast_in_dim, bcsr_concatenate, bcsr_dot_general

DENSIFY = "sparse.todense"
_LINEAR = frozenset("conj copy imag neg real".split())
_ZERO = frozenset("abs asin asinh atan atanh bessel_i1e expm1 log1p sign sin sinh sqrt square tan tanh"
                  " convert_element_type".split())
_DENSE = frozenset("acos acosh bessel_i0e cos cosh eq exp ge gt le lt log ne xor".split())


def is_sparse(x):
    """Whether this is an array that functions of dense ones can be applied to."""
    return isinstance(x, (BCOO, BCSR))


def todense(arr):
    """The dense form of an array, which may be dense already."""
    if hasattr(arr, "__jax_sparse__"):
        return arr.todense()
    h = value(arr)
    return arr if h is None or host.kind(h) <= 0 else wrap(host.nameValue(h, DENSIFY))


def sparsify(f, use_tracer=False):
    """A function that applies ``f``, which is written for dense arrays, to sparse ones as well."""
    def wrapped(*args, **params):
        leaves, treedef = tree_flatten(args, is_leaf=is_sparse)
        leaves = [_own_places(x) if is_sparse(x) else jnp.asarray(x) for x in leaves]
        types = [host.makeAval(x.dtype.name, list(x.shape), x.data.weak_type) if is_sparse(x)
                 else host.avalOf(check_arg(x)) for x in leaves]
        kept = []

        def flat(values):
            outs, out_tree = tree_flatten(f(*treedef.unflatten(values), **params))
            kept.append(out_tree)
            return outs
        outs = interpret(stage(flat, types), leaves, _step)
        return kept[-1].unflatten(outs)
    for name in ("__name__", "__qualname__", "__doc__"):
        try:
            setattr(wrapped, name, getattr(f, name))
        except AttributeError:
            pass
    wrapped.__wrapped__ = f
    return wrapped


def _step(equation, inputs):
    if not any([is_sparse(x) for x in inputs]):
        return equation.bind(inputs)
    name, p = equation.name, None
    if name in _LINEAR or name in _ZERO:
        return [_elementwise(equation, inputs[0], name in _LINEAR)]
    rule = _RULES.get(name)
    if rule is None:
        why = (" because it would result in dense output. If this is your intent, use sparse.todense() to convert your"
               " arguments to dense matrices." if name in _DENSE else ".")
        raise NotImplementedError(f"sparse rule for {name} is not implemented{why}")
    out = rule(equation, inputs)
    return out if isinstance(out, list) else [out]


def _elementwise(equation, x, linear):
    if not linear and not x.unique_indices:
        x = x.sum_duplicates(nse=x.nse, remove_zeros=False)
    data, = equation.bind([x.data])
    return _with_data(x, data)


def _power(equation, inputs):
    y = equation.params["y"]
    if y <= 0:
        raise NotImplementedError(f"sparse rule for integer_pow with non-positive exponent {y} is not implemented because"
                                  " it would result in dense output. If this is your intent, use sparse.todense() to"
                                  " convert your argument to a dense array.")
    return _elementwise(equation, inputs[0], False)


def _same_places(x, y):
    return type(x) is type(y) and all([a is b for a, b in zip(x._bufs[1:], y._bufs[1:])])


def _own_places(x):
    """The array with indices that are objects of their own: each argument is a place of its own."""
    bufs, treedef = tree_flatten(x)
    return treedef.unflatten([bufs[0], *[wrap(b._h) for b in bufs[1:]]])


def _with_data(x, data):
    """Other data at the same places."""
    bufs, treedef = tree_flatten(x)
    return treedef.unflatten([data, *bufs[1:]])


def _add(equation, inputs):
    x, y = inputs
    if is_sparse(x) and is_sparse(y):
        if x.shape != y.shape:
            raise NotImplementedError("Addition between sparse matrices of different shapes.")
        if _same_places(x, y):
            return _with_data(x, lax.add(x.data, y.data))
        if x.indices.ndim != y.indices.ndim or x.data.ndim != y.data.ndim:
            raise NotImplementedError("Addition between sparse matrices with different batch/dense dimensions.")
        axis = x.indices.ndim - 2
        return BCOO((lax.concatenate([x.data, y.data], axis), lax.concatenate([x.indices, y.indices], axis)),
                    shape=x.shape)
    if is_sparse(y):
        x, y = y, x
    if y.shape != lax.broadcast_shapes(x.shape, y.shape):
        raise NotImplementedError("Addition between a sparse array X and a dense array Y is not implemented when the output"
                                  " shape is larger than Y.shape. This is to prevent silent densification of a large sparse"
                                  " array. If this is your intent, you can explicitly cast the sparse array to a dense"
                                  " matrix.")
    return x.todense() + y


def _sub(equation, inputs):
    x, y = inputs
    if not (is_sparse(x) and is_sparse(y)):
        raise NotImplementedError("Subtraction between sparse and dense array.")
    return _add(equation, [x, _with_data(y, -y.data)])


def _mul(equation, inputs):
    x, y = inputs
    if is_sparse(x) and is_sparse(y):
        if _same_places(x, y) and x.unique_indices:
            return _with_data(x, lax.mul(x.data, y.data))
        return fn.bcoo_multiply_sparse(x, y)
    if is_sparse(y):
        x, y = y, x
    return _with_data(x, fn.bcoo_multiply_dense(x, y))


def _div(equation, inputs):
    x, y = inputs
    if is_sparse(y):
        raise NotImplementedError("Division by a sparse array is not implemented because it would result in dense output. If"
                                  " this is your intent, use sparse.todense() to convert your arguments to a dense array.")
    return _with_data(x, fn.bcoo_multiply_dense(x, 1.0 / y))


def _sum(equation, inputs):
    out = fn.bcoo_reduce_sum(inputs[0], axes=equation.params["axes"])
    return out.data.sum() if out.shape == () else out


def _dot(equation, inputs):
    p = equation.params
    dot = bcsr_dot_general if any([isinstance(x, BCSR) for x in inputs]) else _products.bcoo_dot_general
    return dot(*inputs, dimension_numbers=p["dimension_numbers"], preferred_element_type=p.get("preferred_element_type"))


def _gather(equation, inputs):
    import re
    from ...lax import GatherDimensionNumbers
    p = equation.params
    fields = {n: tuple([int(i) for i in re.findall(r"\d+", v)])
              for n, v in re.findall(r"(\w+)=\(([^)]*)\)", str(p["dimension_numbers"]))}
    return _slices.bcoo_gather(*inputs, GatherDimensionNumbers(**fields), p["slice_sizes"], mode=p["mode"])


def _stack(equation, inputs):
    axis = equation.params["axis"]
    rows = isinstance(inputs[0], BCSR)
    broadcast, join = (bcsr_broadcast_in_dim, bcsr_concatenate) if rows else (_shapes.bcoo_broadcast_in_dim,
                                                                              _shapes.bcoo_concatenate)
    parts = [broadcast(x, shape=(*x.shape[:axis], 1, *x.shape[axis:]),
                       broadcast_dimensions=[d if d < axis else d + 1 for d in range(x.ndim)]) for x in inputs]
    return join(parts, dimension=axis)


def _name(equation, inputs):
    return inputs[0].todense() if equation.params["name"] == DENSIFY else inputs[0]


def _inner(parameter):
    return lambda e, inputs: interpret(e.params[parameter], inputs, _step)


def _by(f, *parameters):
    return lambda e, inputs: f(inputs[0], **{n: e.params[n] for n in parameters})


def _broadcast(equation, inputs):
    f = bcsr_broadcast_in_dim if isinstance(inputs[0], BCSR) else _shapes.bcoo_broadcast_in_dim
    return f(inputs[0], shape=equation.params["shape"], broadcast_dimensions=equation.params["broadcast_dimensions"])


def _concatenate(equation, inputs):
    f = bcsr_concatenate if isinstance(inputs[0], BCSR) else _shapes.bcoo_concatenate
    return f(inputs, dimension=equation.params["dimension"])


def _while(equation, inputs):
    from ..._control import while_loop
    p = equation.params
    n, m = p["cond_nconsts"], p["body_nconsts"]
    outs = while_loop(lambda c: interpret(p["cond_jaxpr"], [*inputs[:n], *c], _step)[0],
                      lambda c: interpret(p["body_jaxpr"], [*inputs[n:n + m], *c], _step), list(inputs[n + m:]))
    return list(outs)


def _scan(equation, inputs):
    from ..._control import scan
    p = equation.params
    n, m = p["num_consts"], p["num_carry"]
    if inputs[n + m:]:
        raise NotImplementedError("sparse rule for scan with x values.")

    def body(carry, _):
        outs = interpret(p["jaxpr"], [*inputs[:n], *carry], _step)
        return outs[:m], outs[m:]
    carry, ys = scan(body, list(inputs[n:n + m]), None, length=p["length"], reverse=p["reverse"])
    return [*carry, *ys]


def _cond(equation, inputs):
    from ..._control import switch
    branches = [lambda *xs, b=b: interpret(b, xs, _step) for b in equation.params["branches"]]
    index = inputs[0]
    return list(switch(index.astype("int32") if index.dtype.kind == "b" else index, branches, *inputs[1:]))


_RULES = {
    "integer_pow": _power, "add": _add, "sub": _sub, "mul": _mul, "div": _div, "reduce_sum": _sum, "dot_general": _dot,
    "gather": _gather, "stack": _stack, "name": _name, "jit": _inner("jaxpr"), "custom_jvp_call": _inner("call_jaxpr"),
    "custom_vjp_call": _inner("call_jaxpr"), "while": _while, "scan": _scan, "cond": _cond, "broadcast_in_dim": _broadcast,
    "concatenate": _concatenate, "transpose": _by(_shapes.bcoo_transpose, "permutation"),
    "reshape": _by(_shapes.bcoo_reshape, "new_sizes", "dimensions"), "rev": _by(_shapes.bcoo_rev, "dimensions"),
    "squeeze": _by(_shapes.bcoo_squeeze, "dimensions"),
    "slice": _by(_slices.bcoo_slice, "start_indices", "limit_indices", "strides"),
    "dynamic_slice": lambda e, inputs: _slices.bcoo_dynamic_slice(inputs[0], inputs[1:], e.params["slice_sizes"]),
}


_attach(globals(), "sparse", "sparsify todense")
