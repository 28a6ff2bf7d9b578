"""Calls of foreign functions, as a primitive that can be traced and not run."""
from ._documentation import attach as _attach
from ._core import ShapedArray
from ._primitive import Primitive
from .errors import JaxRuntimeError
from .interpreters import ad, batching, mlir

_METHODS = ("sequential", "sequential_unrolled", "expand_dims", "broadcast_all", "legacy_vectorized", None)

ffi_call_p = Primitive("ffi_call")
ffi_call_p.multiple_results = True


class FfiEffect:
    """Marks programs that call foreign functions with side effects."""
    __module__ = "jax._src.ffi"

    def __repr__(self):
        return "FfiEffect()"


_EFFECT = FfiEffect()


def ffi_call(target_name, result_shape_dtypes, *, has_side_effect=False, vmap_method=None, input_layouts=None,
             output_layouts=None, input_output_aliases=None, custom_call_api_version=4, legacy_backend_config=None,
             **options):
    """A function that calls a foreign one with arrays and, by name, attributes. Running it raises an error: this engine can
    load no foreign functions."""
    if options:
        raise TypeError(f"ffi_call() got an unexpected keyword argument {next(iter(options))!r}")
    if vmap_method not in _METHODS:
        raise ValueError(f"ffi_call: vmap_method must be one of {list(_METHODS)}, but got: {vmap_method}")
    several = isinstance(result_shape_dtypes, (list, tuple))
    wanted = list(result_shape_dtypes) if several else [result_shape_dtypes]
    for i, x in enumerate(wanted):
        if not (hasattr(x, "shape") and hasattr(x, "dtype")):
            raise ValueError("ffi_call: All elements of result_shape_dtypes must have 'shape' and 'dtype' attributes. Got"
                             f" {x} at position {i}.")
    avals = tuple([ShapedArray(x.shape, x.dtype) for x in wanted])

    def wrapped(*args, **attributes):
        from . import numpy as jnp
        args = [jnp.asarray(a) for a in args]
        aliases = tuple(sorted((input_output_aliases or {}).items()))
        for source, target in aliases:
            _check_alias(source, target, args, avals)
        for name, given in attributes.items():
            try:
                hash(given)
            except TypeError:
                raise TypeError(f"Non-hashable keyword argument to ffi_call {name}: {given}") from None
        outs = ffi_call_p.bind(
            *args, attributes=tuple(sorted(attributes.items())), custom_call_api_version=custom_call_api_version,
            has_side_effect=has_side_effect, input_layouts=_layouts(input_layouts, [a.ndim for a in args]),
            input_output_aliases=aliases, legacy_backend_config=legacy_backend_config,
            output_layouts=_layouts(output_layouts, [a.ndim for a in avals]), result_avals=avals, target_name=target_name,
            vmap_method=vmap_method)
        if several:
            return tuple(outs) if isinstance(result_shape_dtypes, tuple) else list(outs)
        return outs[0]
    return wrapped


def _check_alias(source, target, args, avals):
    for kind, index, known in (("input", source, args), ("output", target, avals)):
        if not 0 <= index < len(known):
            raise ValueError(f"ffi_call: input_output_aliases contains the mapping '{source}:{target}' with {kind} index"
                             f" {index} outside the range [0, {len(known)}).")
    a, b = args[source], avals[target]
    if a.shape != b.shape or a.dtype != b.dtype:
        raise ValueError(f"ffi_call: input_output_aliases contains the mapping '{source}:{target}' of an input of shape"
                         f" {a.shape} and dtype {a.dtype} to an output of shape {b.shape} and dtype {b.dtype}.")


def _layouts(given, ranks):
    """The order of the axes in memory, that of neighbouring elements first."""
    if given is None:
        return tuple([tuple(range(n))[::-1] for n in ranks])
    return tuple([tuple(range(n))[::-1] if order is None else tuple(order) for order, n in zip(given, ranks)])


def _batched(layouts):
    """Orders of the axes with one more in front, the slowest."""
    return tuple([(*[n + 1 for n in order], 0) for order in layouts])


def _missing(target_name):
    raise JaxRuntimeError(f"NOT_FOUND: No FFI handler registered for {target_name} on a platform Host (canonical host): this"
                          " engine cannot load foreign functions")


@ffi_call_p.def_impl
def _run(*args, target_name, **params):
    _missing(target_name)


@ffi_call_p.def_effectful_abstract_eval
def _types(*avals, result_avals, has_side_effect, **params):
    return list(result_avals), frozenset([_EFFECT] if has_side_effect else [])


def _derivative(*args, target_name, **params):
    raise ValueError(f"The FFI call to `{target_name}` cannot be differentiated: give it a rule with `jax.custom_jvp` or"
                     " `jax.custom_vjp`.")


def _batch(axis_data, args, dims, *, vmap_method, result_avals, target_name, input_layouts, output_layouts, **params):
    from . import numpy as jnp
    size = axis_data.size
    rest = dict(params, vmap_method=vmap_method, target_name=target_name)
    if vmap_method in ("sequential", "sequential_unrolled"):
        from .lax import map as each
        moved = [a if d is None else jnp.moveaxis(a, d, 0) for a, d in zip(args, dims)]

        def one(parts):
            given = iter(parts)
            full = [a if d is None else next(given) for a, d in zip(moved, dims)]
            return ffi_call_p.bind(*full, result_avals=result_avals, input_layouts=input_layouts,
                                   output_layouts=output_layouts, **rest)
        outs = each(one, [a for a, d in zip(moved, dims) if d is not None])
        return outs, [0] * len(outs)
    if vmap_method is None or vmap_method == "legacy_vectorized" and any([d is None for d in dims]):
        raise NotImplementedError("vmap is only supported for the ffi_call primitive when vmap_method is one of 'sequential',"
                                  " 'sequential_unrolled', 'expand_dims', 'broadcast_all', or 'legacy_vectorized'. Got"
                                  f" vmap_method={vmap_method}.")
    count = 1 if vmap_method == "expand_dims" else size
    full = [jnp.broadcast_to(a, (count, *a.shape)) if d is None else jnp.moveaxis(a, d, 0) for a, d in zip(args, dims)]
    outs = ffi_call_p.bind(
        *full, result_avals=tuple([a.update(shape=(size, *a.shape)) for a in result_avals]),
        input_layouts=_batched(input_layouts),
        output_layouts=_batched(output_layouts), **rest)
    return outs, [0] * len(outs)


ad.primitive_jvps[ffi_call_p] = lambda primals, tangents, **params: _derivative(**params)
ad.primitive_transposes[ffi_call_p] = lambda cotangents, *args, **params: _derivative(**params)
batching.fancy_primitive_batchers[ffi_call_p] = _batch
mlir.register_lowering(ffi_call_p, lambda ctx, *args, target_name, **params: _missing(target_name))


_attach(globals(), "tools", "ffi_call")
