"""Linear functions with transposes of their own."""
from ._jaxpr import closed_jaxpr, jaxpr_as_fun
from ._primitive import Primitive
from ._tree import build, flatten_spec

linear_call_p = Primitive("linear_call")
linear_call_p.multiple_results = True


def _staged(call, spec, avals):
    """A flat function's jaxpr, its closed-over values as leading inputs, and the structure of its result."""
    from ._array import host
    from ._flat import Store, flat_function, not_a_type
    store = Store()
    closed = host.stage(flat_function(lambda tree: call(*tree), spec, store, not_a_type), avals, None)
    hoisted = host.hoistInexact(closed)
    return closed_jaxpr(host.hoistedJaxpr(hoisted)), list(host.hoistedValues(hoisted)), store


def linear_call(fun, fun_transpose, residual_args, linear_args):
    """``fun(residual_args, linear_args)``, whose transpose in the linear arguments is ``fun_transpose``."""
    from ._array import host, wrap
    from ._flat import check_arg
    residuals, residual_spec = flatten_spec(residual_args)
    linear, linear_spec = flatten_spec(linear_args)
    residual_types = [host.avalOf(check_arg(x)) for x in residuals]
    linear_types = [host.avalOf(check_arg(x)) for x in linear]
    callee, callee_consts, store = _staged(fun, (tuple, None, (residual_spec, linear_spec)),
                                           residual_types + linear_types)
    transpose, transpose_consts, back = _staged(fun_transpose, (tuple, None, (residual_spec, store.spec)),
                                                residual_types + list(host.outputTypes(callee._h)))
    if back.spec != linear_spec:
        from ._tree import PyTreeDef
        raise TypeError("transpose output pytree structure must match that of linear inputs, got output structure"
                        f" {PyTreeDef(back.spec)} and input structure {PyTreeDef(linear_spec)}.")
    outs = transpose.out_avals
    wanted = [host.pythonAval(a) for a in linear_types]
    if [(a.shape, a.dtype) for a in outs] != [(a.shape, a.dtype) for a in wanted]:
        raise TypeError("transpose output avals must match linear input avals, got output"
                        f" {tuple(outs)} and input {tuple(wanted)}.")
    outs = linear_call_p.bind(*[wrap(host.array(h)) for h in (*callee_consts, *transpose_consts)], *residuals, *linear,
                              callee=callee, transpose=transpose, num_callee_consts=len(callee_consts),
                              num_transpose_consts=len(transpose_consts), num_res=len(residuals))
    return store.build([check_arg(o) for o in outs])


def _parts(args, num_callee_consts, num_transpose_consts, num_res, **_):
    a, b = num_callee_consts, num_callee_consts + num_transpose_consts
    return args[:a], args[a:b], args[b:b + num_res], args[b + num_res:]


def _impl(*args, callee, **counts):
    consts, _, residuals, linear = _parts(args, **counts)
    return jaxpr_as_fun(callee, *consts, *residuals, *linear)


def _jvp(primals, tangents, **params):
    from .interpreters.ad import Zero, instantiate_zeros
    fixed = len(primals) - len(_parts(primals, **params)[3])
    if any([type(t) is not Zero for t in tangents[:fixed]]):
        raise NotImplementedError("linear_call: derivatives with respect to residual arguments")
    out = linear_call_p.bind(*primals, **params)
    return out, linear_call_p.bind(*primals[:fixed], *[instantiate_zeros(t) for t in tangents[fixed:]], **params)


def _transpose(cts, *args, callee, transpose, num_callee_consts, num_transpose_consts, num_res):
    from .interpreters.ad import instantiate_zeros
    consts, back, residuals, linear = _parts(args, num_callee_consts, num_transpose_consts, num_res)
    found = linear_call_p.bind(*back, *consts, *residuals, *[instantiate_zeros(c) for c in cts], callee=transpose,
                               transpose=callee, num_callee_consts=num_transpose_consts,
                               num_transpose_consts=num_callee_consts, num_res=num_res)
    return [None] * (len(args) - len(linear)) + list(found)


def _batch(axis_data, args, dims, *, callee, transpose, **counts):
    from ._vmap import vmap
    from .interpreters.batching import batch_jaxpr_axes, bdim_at_front
    consts, back, residuals, _ = _parts(tuple(range(len(args))), **counts)
    args = [bdim_at_front(x, d, axis_data.size) for x, d in zip(args, dims)]
    inputs = len(args) - len(back)
    outs = len(callee.out_avals)
    callee = batch_jaxpr_axes(callee, axis_data, [0] * inputs, [0] * outs)[0]
    transpose = batch_jaxpr_axes(transpose, axis_data, [0] * len(transpose.in_avals), [0] * len(transpose.out_avals))[0]
    return linear_call_p.bind(*args, callee=callee, transpose=transpose, **counts), [0] * outs


def _register():
    from .interpreters import ad, batching, mlir
    linear_call_p.def_impl(_impl)
    linear_call_p.def_abstract_eval(lambda *_, callee, **__: callee.out_avals)
    ad.primitive_jvps[linear_call_p] = _jvp
    ad.primitive_transposes[linear_call_p] = _transpose
    batching.fancy_primitive_batchers[linear_call_p] = _batch
    mlir.register_lowering(linear_call_p, mlir.lower_fun(_impl))


_register()
