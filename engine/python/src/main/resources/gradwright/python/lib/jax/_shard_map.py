"""Functions over the shards of arrays: shard_map and smap.

The shards are computed as one batched program: one mapped axis for each axis of the mesh, whose kernels the engine's
threads share. Collectives are operations along those axes.
"""
from ._documentation import attach as _attach
from . import _manual, _mesh
from ._array import _aval, host, wrap
from ._explicit import _retyped, _whole, to_type
from ._flat import check_arg, typeof, value
from ._mesh import AxisType
from ._names import fun_name
from ._shard_specs import check_arguments, check_outputs, check_specs, flatten_specs, not_replicated
from ._placement import with_sharding
from ._sharding import NamedSharding, PartitionSpec as P, axes_of
from ._tree import LEAF, build, flatten_spec


class _Infer:
    def __repr__(self):
        return "jax.sharding.Infer"


Infer = _Infer()


def shard_map(f=None, /, *, out_specs, in_specs=Infer, mesh=None, axis_names=frozenset(), check_vma=True):
    """A function that maps ``f`` over shards of its arguments on a mesh of devices.

    ``in_specs`` and ``out_specs`` are tree prefixes of arguments and result: specifications of the mesh axes that
    partition each axis. ``f`` sees one shard of each argument, and may use collectives over the mesh's axes. With
    ``check_vma`` results that are not partitioned must be known to be the same everywhere, and derivatives inside
    ``f`` of values that are the same everywhere are summed.
    """
    def decorate(g):
        return _mapped(g, mesh, in_specs, out_specs, axis_names, check_vma)
    return decorate if f is None else decorate(f)


def smap(f=None, /, *, in_axes=Infer, out_axes, axis_name):
    """A function that maps ``f`` over one axis of the mesh in context."""
    from .tree_util import tree_map

    def spec(axis):
        return P() if axis is None else P(*[None] * axis, axis_name)

    def decorate(g):
        ins = Infer if in_axes is Infer else tree_map(spec, in_axes, is_leaf=lambda x: x is None)
        outs = tree_map(spec, out_axes, is_leaf=lambda x: x is None)
        return _mapped(g, None, ins, outs, {axis_name}, True)
    if isinstance(axis_name, (list, tuple)):
        raise TypeError(f"smap axis_name should be a `str` or a `Hashable`, but got {axis_name}")
    if in_axes is not None and in_axes is not Infer and not isinstance(in_axes, (int, tuple)):
        raise TypeError("smap in_axes must be an int, None, jax.sharding.Infer, or a tuple of entries corresponding to"
                        f" the positional arguments passed to the function, but got {in_axes}.")
    return decorate if f is None else decorate(f)


def _mesh_of(mesh, axis_names):
    from ._mesh import AbstractMesh, Mesh, _context
    if mesh is None:
        mesh = _context[0]
        if mesh is None:
            raise ValueError("The context mesh cannot be empty. Use `jax.set_mesh(mesh)` to enter into a mesh context")
    elif not isinstance(mesh, (Mesh, AbstractMesh)):
        raise TypeError("shard_map requires a `jax.sharding.Mesh` or a `jax.sharding.AbstractMesh` instance for its"
                        f" second argument, but got {mesh} of type {type(mesh)}.")
    elif not _manual.axis_names() and _context[0] is not None and mesh.abstract_mesh != _context[0].abstract_mesh:
        raise ValueError(f"The context mesh {_context[0].abstract_mesh} should match the mesh passed to shard_map"
                         f" {mesh}")
    if not isinstance(axis_names, (set, frozenset)):
        raise TypeError("`axis_names` argument of shard_map should be of type `frozenset` or `set`. Got type:"
                        f" {type(axis_names)}")
    outer = set(_manual.axis_names())
    free = [a for a in mesh.axis_names if a not in outer]
    if not set(axis_names) <= set(free):
        raise ValueError(f"jax.shard_map requires axis_names={frozenset(axis_names)} to be a subset of"
                         f" mesh.axis_names={frozenset(free)}")
    return mesh, [a for a in free if a in axis_names or not axis_names]


def _mapped(f, given_mesh, in_specs, out_specs, axis_names, check_vma):
    if not callable(f):
        raise TypeError(f"shard_map requires a callable for its first argument, but got {f} of type {type(f)}.")

    def wrapped(*args):
        mesh, axes = _mesh_of(given_mesh, axis_names)
        leaves, spec = flatten_spec(args)
        if in_specs is Infer:
            specs = _inferred(leaves, mesh, axes)
        elif in_specs is None:
            specs = [None] * len(leaves)  # all arguments are static
        else:
            check_specs("in", in_specs, axes)
            specs = flatten_specs("shard_map in_specs", spec, in_specs, args)
        check_specs("out", out_specs, axes)
        static = [s is None for s in specs]
        handles = [None if s else check_arg(x) for x, s in zip(leaves, static)]
        check_arguments(f, mesh, spec, specs, handles)
        typed = not _manual.axis_names() and bool(mesh.explicit_axes)
        if typed and len(axes) == len(mesh.axis_names) and mesh.are_all_axes_explicit:
            _check_types(handles, specs)
        context = _mesh._context[0]
        _mesh._enter(_retyped(mesh, AxisType.Manual, axes))
        try:
            return inside(mesh, axes, leaves, spec, specs, static, handles, typed, context)
        finally:
            _mesh._enter(context)

    def inside(mesh, axes, leaves, spec, specs, static, handles, typed, context):
        if typed:
            handles = [h if h is None else _untyped(h) for h in handles]
        moving = [_split(wrap(host.array(h)), s, mesh, axes)._h for h, s in zip(handles, specs) if s is not None]
        moved = [s for s in specs if s is not None]
        kept = {}

        def body(values):
            rest = iter(values)
            whole = iter([x if s else wrap(next(rest)) for x, s in zip(leaves, static)])
            out = f(*build(spec, whole))
            out_leaves, out_spec = flatten_spec(out)
            outs = [_value(x, f) for x in out_leaves]
            kept["specs"] = flatten_specs("shard_map out_specs", out_spec, out_specs, out)
            kept["spec"] = out_spec
            check_outputs(f, out_spec, kept["specs"], outs)
            return outs
        _manual.axes.append((axes if check_vma else [], host.currentTrace()))
        _manual.meshes.append((mesh, axes))
        try:
            outs = _nested(body, moving, moved, mesh, axes, check_vma, kept, f)
        finally:
            _manual.axes.pop()
            _manual.meshes.pop()
        results = [_joined(wrap(h), s, mesh, axes) for h, s in zip(outs, kept["specs"])]
        if not _manual.axis_names():
            _mesh._enter(context)
            results = [_placed(r, NamedSharding(mesh, s), typed) for r, s in zip(results, kept["specs"])]
        return results[0] if kept["spec"] is LEAF else build(kept["spec"], iter(results))
    for name in ("__name__", "__qualname__", "__doc__", "__module__"):
        try:
            setattr(wrapped, name, getattr(f, name))
        except AttributeError:
            pass
    wrapped.__wrapped__ = f
    return wrapped


def _check_types(handles, specs):
    """Where types show shardings the specifications must agree with them."""
    for h, s in zip(handles, specs):
        if h is None:
            continue
        a = _aval(h)
        s = P(*s, *[None] * (len(a.shape) - len(s)), unreduced=s.unreduced, reduced=s.reduced)
        found = P(*[None] * len(a.shape)) if a._sharding is None else a.sharding.spec
        if found != s:
            raise ValueError(
                f"in_specs passed to shard_map: {s} does not match the specs of the input: {found} for arg: {a}. `in_specs` is"
                " an optional argument so you can omit specifying it and shard_map will infer the in_specs from the arguments."
                " If you want to reshard your inputs, you can use `jax.reshard` on the arguments and then pass those args to"
                " shard_map.")


def _untyped(h):
    """The value without the sharding in its type."""
    return h if host.shardingOf(h) is None else _whole(wrap(h))._h


def _placed(x, sharding, typed):
    """A result with its sharding."""
    if typed and host.kind(x._h) != 0:
        return to_type(x, sharding)
    if host.kind(x._h) == 0 and (typed or hasattr(sharding.mesh, "devices")):
        return with_sharding(x, sharding)
    return x


def _value(x, f):
    h = value(x)
    if h is None:
        raise TypeError(f"shard_map of {fun_name(f)} returned a value of type {type(x)}, which is not a valid JAX type")
    return h


def _inferred(leaves, mesh, axes):
    from ._mesh import AxisType
    kinds = dict(zip(mesh.axis_names, mesh.axis_types))
    if not all([kinds[a] is AxisType.Explicit for a in axes]):
        raise TypeError("shard_map in_specs argument must be a pytree of `jax.sharding.PartitionSpec` instances, but it"
                        f" was `None` when axis_names={frozenset(axes)} are of type"
                        f" {', '.join([str(kinds[a]) for a in axes])}")
    return [typeof(x).sharding.spec for x in leaves]


def _used(spec, axes):
    names = [a for part in spec for a in axes_of(part)]
    return [a for a in axes if a in names]


def _split(x, spec, mesh, axes):
    """The array with a leading axis for each mesh axis that partitions it, in the mesh's order."""
    from . import numpy as jnp
    sizes = mesh.shape
    shape, places, rest = [], {}, []
    for i, d in enumerate(x.shape):
        for a in axes_of(spec[i]) if i < len(spec) else ():
            places[a] = len(shape)
            shape.append(sizes[a])
            d //= sizes[a]
        rest.append(len(shape))
        shape.append(d)
    if not places:
        return x
    return jnp.transpose(jnp.reshape(x, shape), [places[a] for a in axes if a in places] + rest)


def _joined(x, spec, mesh, axes):
    """The opposite of `_split`."""
    from . import numpy as jnp
    used = _used(spec, axes)
    if not used:
        return x
    n = len(used)
    order, shape = [], []
    for i in range(x.ndim - n):
        size = x.shape[n + i]
        for a in axes_of(spec[i]) if i < len(spec) else ():
            order.append(used.index(a))
            size *= mesh.shape[a]
        order.append(n + i)
        shape.append(size)
    return jnp.reshape(jnp.transpose(x, order), shape)


def _nested(body, values, specs, mesh, axes, check_vma, kept, f):
    """`body` mapped over each mesh axis in turn; the first axis is the outermost."""
    if not axes:
        return body(values)
    axis, inner = axes[0], axes[1:]

    def flat(handles):
        return list(_nested(body, list(handles), specs, mesh, inner, check_vma, kept, f))

    def wanted():
        # Unchecked results are taken from the first place along the axes that do not partition them.
        return [0 if not check_vma or axis in _used(s, axes) else None for s in kept["specs"]]
    ins = [0 if axis in _used(s, axes) else None for s in specs]
    try:
        outs = host.vmap(flat, values, ins, mesh.shape[axis], axis, wanted)
    except RuntimeError as problem:
        if type(problem) is not RuntimeError or not str(problem).startswith("VmapSpecMismatch "):
            raise
        not_replicated(f, mesh, kept, int(str(problem).split()[1]), axis)
    if check_vma:
        return list(outs)
    return [h if axis in _used(s, axes) else wrap(h)[0]._h for h, s in zip(outs, kept["specs"])]


_attach(globals(), "devices", "shard_map smap")
