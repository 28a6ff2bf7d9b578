"""Rules of vectorization: how a primitive acts on inputs of which some have a further axis."""
from functools import partial

from .._array import BatchTracer
from .._primitive import Primitive
from ._registry import Registry

__all__ = ["AxisData", "BatchTracer", "Primitive", "axis_primitive_batchers", "batch_jaxpr_axes", "bdim_at_front",
           "broadcast", "defbroadcasting", "defreducer", "defvectorized", "fancy_primitive_batchers", "matchaxis",
           "moveaxis", "not_mapped", "primitive_batchers", "register_vmappable", "unregister_vmappable"]

not_mapped = None


class AxisData:
    """What is known of a mapped axis."""
    __slots__ = ("name", "size", "spmd_name", "explicit_mesh_axis")
    __module__ = "jax._src.interpreters.batching"

    def __init__(self, name, size, spmd_name, explicit_mesh_axis):
        self.name = name
        self.size = size
        self.spmd_name = spmd_name
        self.explicit_mesh_axis = explicit_mesh_axis

    def _parts(self):
        return self.name, self.size, self.spmd_name, self.explicit_mesh_axis

    def __eq__(self, other):
        return type(other) is AxisData and self._parts() == other._parts()

    def __hash__(self):
        return hash(self._parts())

    def __repr__(self):
        return (f"AxisData(name={self.name!r}, size={self.size!r}, spmd_name={self.spmd_name!r},"
                f" explicit_mesh_axis={self.explicit_mesh_axis!r})")


# The name of a mapped axis that has none.
no_axis_name = object()


def _engine_batcher(primitive):
    def rule(args, dims, **params):
        from .._vmap import vmap
        out = vmap(lambda *xs: primitive.bind(*xs, **params), in_axes=tuple(dims))(*args)
        return out, [0] * len(out) if primitive.multiple_results else 0
    return rule


primitive_batchers = Registry(_engine_batcher, "batch")
fancy_primitive_batchers = Registry(None)


class _AxisBatchers(dict):
    """Rules that take the size and the name of the mapped axis before the operands."""

    def __setitem__(self, primitive, batcher):
        super().__setitem__(primitive, batcher)

        def rule(axis_data, args, dims, **params):
            return batcher(axis_data.size, axis_data.name, None, args, dims, **params)
        fancy_primitive_batchers[primitive] = rule


axis_primitive_batchers = _AxisBatchers()


def moveaxis(x, src, dst):
    """``x`` with its batch axis elsewhere; nothing happens to values that have none."""
    from .. import numpy as jnp
    return x if src is not_mapped or src == dst else jnp.moveaxis(x, src, dst)


def broadcast(x, sz, axis, mesh_axis=None):
    """``x`` repeated along a new axis."""
    from .. import lax
    shape = list(x.shape) if hasattr(x, "shape") else []
    axis %= len(shape) + 1
    dims = [i for i in range(len(shape) + 1) if i != axis]
    return lax.broadcast_in_dim(x, (*shape[:axis], sz, *shape[axis:]), dims)


def bdim_at_front(x, bdim, size, mesh_axis=None):
    """``x`` with its batch axis in front, made where it has none."""
    return broadcast(x, size, 0, mesh_axis) if bdim is not_mapped else moveaxis(x, bdim, 0)


def matchaxis(axis_name, sz, mesh_axis, src, dst, x, sum_match=False):
    """``x`` with its batch axis moved, made, or summed away."""
    if src == dst:
        return x
    if src is not_mapped:
        return broadcast(x, sz, dst, mesh_axis)
    if dst is not_mapped:
        if sum_match:
            return x.sum(src)
        raise ValueError(f"vmap has mapped output ({axis_name=}) but out_axes is None")
    return moveaxis(x, src, dst)


# ---- rules made from a primitive's kind ----

def defvectorized(prim):
    """A primitive that acts on each element: a further axis in one place changes nothing."""
    primitive_batchers[prim] = partial(vectorized_batcher, prim)


def vectorized_batcher(prim, batched_args, batch_dims, **params):
    """Applies the primitive as it is; all inputs have their batch axis in one place."""
    if not all([batch_dims[0] == d for d in batch_dims[1:]]):
        raise AssertionError(batch_dims)
    out = prim.bind(*batched_args, **params)
    return out, [batch_dims[0]] * len(out) if prim.multiple_results else batch_dims[0]


def defbroadcasting(prim):
    """The same for a primitive whose inputs have one shape or none."""
    primitive_batchers[prim] = partial(broadcast_batcher, prim)


def broadcast_batcher(prim, args, dims, **params):
    """Applies the primitive with the batch axes of all inputs brought into one place."""
    from .. import numpy as jnp
    shapes = {(jnp.shape(x), d) for x, d in zip(args, dims) if jnp.ndim(x)}
    if len(shapes) == 1 and all([d is not not_mapped or not jnp.ndim(x) for x, d in zip(args, dims)]):
        d = next(d for d in dims if d is not not_mapped)
        out = prim.bind(*args, **params)
        return out, [d] * len(out) if prim.multiple_results else d
    size = next(jnp.shape(x)[d] for x, d in zip(args, dims) if d is not not_mapped)
    front = [bdim_at_front(x, d, size) if jnp.ndim(x) else x for x, d in zip(args, dims)]
    rank = max([jnp.ndim(x) for x in front])
    front = [jnp.reshape(x, (*x.shape, *(1,) * (rank - x.ndim))) for x in front]
    out = prim.bind(*front, **params)
    return out, [0] * len(out) if prim.multiple_results else 0


def defreducer(prim):
    """A primitive that reduces the axes in its parameter ``axes``."""
    primitive_batchers[prim] = partial(reducer_batcher, prim)


def reducer_batcher(prim, batched_args, batch_dims, axes, **params):
    """Reduces the same axes behind the batch axis."""
    (operand,), (bdim,) = batched_args, batch_dims
    axes = tuple([a + (a >= bdim) for a in axes])
    out_dim = bdim - sum([a < bdim for a in axes])
    if "input_shape" in params:
        params = dict(params, input_shape=operand.shape)
    return prim.bind(operand, axes=axes, **params), out_dim


# ---- values of Python types with a mapped axis of their own ----

def register_vmappable(data_type, spec_type, axis_size_type, to_elt, from_elt, make_iota):
    """Not in this engine: vmap maps over arrays in pytrees."""
    raise NotImplementedError("register_vmappable: vmap maps over arrays in pytrees only")


def unregister_vmappable(data_type):
    """There are no such types."""
    raise KeyError(data_type)


# ---- transformations of jaxprs ----

def batch_jaxpr_axes(closed_jaxpr, axis_data, in_axes, out_axes_dest):
    """A closed jaxpr on batched inputs, and flags of its batched outputs."""
    from .._core import ShapeDtypeStruct
    from .._jaxpr import jaxpr_as_fun
    from .._jit import make_jaxpr
    from .._vmap import vmap
    outs = [0 if type(d).__name__ == "ZeroIfMapped" else d for d in out_axes_dest]

    def f(*xs):
        return vmap(lambda *ys: tuple(jaxpr_as_fun(closed_jaxpr, *ys)), in_axes=tuple(in_axes), out_axes=tuple(outs),
                    axis_size=axis_data.size, axis_name=axis_data.name)(*xs)
    avals = [ShapeDtypeStruct(a.shape if d is not_mapped else (*a.shape[:d], axis_data.size, *a.shape[d:]), a.dtype)
             for a, d in zip(closed_jaxpr.in_avals, in_axes)]
    return make_jaxpr(f)(*avals), [d is not not_mapped for d in outs]


class ZeroIfMapped:
    """An output axis: in front where the output is batched."""
    __module__ = "jax._src.interpreters.batching"


zero_if_mapped = ZeroIfMapped()
