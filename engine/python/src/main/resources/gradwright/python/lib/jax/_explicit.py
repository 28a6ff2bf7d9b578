"""Sharding in types: how values are divided along the explicit axes of a mesh.

The engine's types carry a sharding where a mesh has explicit axes, and its rules say how results of operations are divided.
Here are the Python objects for what types say, and the functions that change it.
"""
from . import _mesh
from ._bridge import host
from ._mesh import AbstractMesh, AxisType, Mesh, get_abstract_mesh
from ._sharding import NamedSharding, PartitionSpec, axes_of

# Meshes by the numbers that the engine knows them by, and what the engine has for each.
_numbered = []
_handles = {}


class ShardingTypeError(Exception):
    """An operation whose operands are divided in a way that does not say how its result is to be."""
    __module__ = "jax._src.core"


class ManualAxisType:
    """Along which mesh axes a value may differ, is a sum yet to be taken, or has such derivatives."""
    __slots__ = ("varying", "unreduced", "reduced")
    __module__ = "jax._src.core"

    def __init__(self, *, varying=frozenset(), unreduced=frozenset(), reduced=frozenset()):
        self.varying, self.unreduced, self.reduced = frozenset(varying), frozenset(unreduced), frozenset(reduced)

    def _key(self):
        return self.varying, self.unreduced, self.reduced

    def __eq__(self, other):
        return type(other) is ManualAxisType and self._key() == other._key()

    def __hash__(self):
        return hash(self._key())

    def __repr__(self):
        return f"ManualAxisType(varying={self.varying}, unreduced={self.unreduced}, reduced={self.reduced})"


def mesh_handle(mesh):
    """What the engine has for a mesh."""
    found = _handles.get(mesh)
    if found is None:
        device = mesh.abstract_mesh.abstract_device
        found = host.meshAxes(list(mesh.axis_names), list(mesh.axis_sizes), [t.name for t in mesh.axis_types],
                              "" if device is None else device._text(), len(_numbered), _device_ids(mesh))
        _handles[mesh] = found
        _numbered.append(mesh)
    return found


def _device_ids(mesh):
    from ._mesh import Mesh
    return [d.id for d in mesh.devices.flat] if isinstance(mesh, Mesh) else []


def type_sharding(sharding, shape):
    """What types show of a sharding for an array of this shape; None where the mesh has no explicit axes."""
    mesh = sharding.mesh
    if not mesh.explicit_axes:
        return None
    spec = sharding.spec
    if len(spec) > len(shape):
        raise ValueError(f"Length of sharding.spec must be equal to aval's ndim. Got sharding.spec {spec}, aval.ndim"
                         f" {len(shape)} and sharding {sharding}")
    explicit = set(mesh.explicit_axes)
    parts = [[a for a in axes_of(p) if a in explicit] for p in spec]
    sizes = mesh.shape
    for i, part in enumerate(parts):
        n = 1
        for a in part:
            n *= sizes[a]
        if shape[i] % n:
            raise ValueError(f"Sharding spec {tuple(part)} implies that array axis {i} is partitioned {n} times, but does not"
                             f" evenly divide the dimension size {shape[i]}. Got shape: {tuple(shape)} and sharding"
                             f" {NamedSharding(mesh.abstract_mesh, _of_rank(spec, len(shape)))}")
    parts += [[]] * (len(shape) - len(parts))
    return host.meshSharding(mesh_handle(mesh), parts, list(spec.unreduced & explicit), list(spec.reduced & explicit))


def _of_rank(spec, rank):
    return PartitionSpec(*spec, *[None] * (rank - len(spec)), unreduced=spec.unreduced, reduced=spec.reduced)


def place_sharding(sharding, shape):
    """What arrays on a mesh without explicit axes know of a sharding; None where it does not fit the shape evenly."""
    spec, sizes = sharding.spec, sharding.mesh.shape
    if len(spec) > len(shape) or sharding.mesh.empty:
        return None
    parts = [list(axes_of(p)) for p in spec] + [[]] * (len(shape) - len(spec))
    for d, part in zip(shape, parts):
        n = 1
        for a in part:
            n *= sizes[a]
        if d % n:
            return None
    return host.meshSharding(mesh_handle(sharding.mesh), parts, [], [])


def placed(handle):
    """The sharding of an array that is divided so."""
    number, parts, _, _ = host.shardingParts(handle)
    parts = [tuple(p) for p in parts]
    while parts and not parts[-1]:
        parts.pop()
    return NamedSharding(_with_devices(_numbered[number]), PartitionSpec(*parts))


def _spec(parts, unreduced, reduced):
    return PartitionSpec(*[tuple(p) for p in parts], unreduced=frozenset(unreduced), reduced=frozenset(reduced))


def abstract(handle):
    """The Python sharding for one of a type."""
    number, parts, unreduced, reduced = host.shardingParts(handle)
    return NamedSharding(_numbered[number].abstract_mesh, _spec(parts, unreduced, reduced))


def concrete(handle):
    """The sharding of an array whose type has this one."""
    number, *parts = host.shardingParts(handle)
    return NamedSharding(_with_devices(_numbered[number]), _spec(*parts))


def in_context():
    """The sharding of an array that is whole on the devices of the mesh in context, or None."""
    mesh = _mesh.get_mesh()
    return None if mesh.empty else NamedSharding(mesh, PartitionSpec())


def _with_devices(mesh):
    if isinstance(mesh, Mesh):
        return mesh
    context = _mesh.get_mesh()
    if not context.empty and context.size == mesh.size:
        found = list(context.devices.flat)
    else:
        from ._devices import devices
        found = devices()[:mesh.size]
    import numpy as np
    return Mesh(np.asarray(found, dtype=object).reshape(mesh.axis_sizes), mesh.axis_names, mesh.axis_types)


def shape_text(aval, mesh_axis_types):
    """Shape, sharding and varying axes as JAX prints them in types: `[8@X,4]{V:i}`."""
    mesh = AbstractMesh((), ())
    dims, marks = [str(d) for d in aval.shape], []
    if aval._varying:
        marks.append("V:" + _joined(aval._varying))
    if aval._sharding is not None:
        number, parts, unreduced, reduced = host.shardingParts(aval._sharding)
        mesh = _numbered[number]
        dims = [f"{d}@{_joined(p)}" if len(p) else d for d, p in zip(dims, parts)]
        marks += [f"{n}:{_joined(axes)}" for n, axes in (("U", unreduced), ("R", reduced)) if len(axes)]
    elif mesh_axis_types:
        mesh = get_abstract_mesh()
    kinds = {}
    for n, t in zip(mesh.axis_names, mesh.axis_types):
        kinds.setdefault(t, []).append(n)
    tail = f"({ {t: tuple(n) for t, n in kinds.items()} })".replace("( {", "({").replace("} )", "})") if mesh_axis_types else ""
    return f"[{','.join(dims)}]{'{' + ', '.join(marks) + '}' if marks else ''}{tail}"


def _joined(axes):
    return axes[0] if len(axes) == 1 else f"({','.join(axes)})"


def canonical(sharding, name):
    """A NamedSharding without devices for a sharding argument of a function; None for none."""
    if sharding is None or isinstance(sharding, NamedSharding) and sharding.mesh.empty:
        return None
    if not isinstance(sharding, (NamedSharding, PartitionSpec)):
        raise TypeError(f"`out_sharding` argument of {name} only supports instances of `NamedSharding` or `PartitionSpec`."
                        f" Got {sharding} of type: {type(sharding)}")
    context = get_abstract_mesh()
    if isinstance(sharding, PartitionSpec):
        if context.empty:
            raise ValueError("Using PartitionSpec when you are not under a mesh context is not allowed. Please pass a"
                             f" NamedSharding instance or enter into a mesh context via `jax.set_mesh`. Got {sharding}")
        sharding = NamedSharding(_mesh._context[0], sharding)
    elif not (context.empty or sharding.mesh.are_all_axes_auto and context.are_all_axes_auto or name == "reshard"
              ) and sharding.mesh.abstract_mesh != context:
        raise ValueError(f"Context mesh {context} should match the mesh of sharding {sharding.mesh.abstract_mesh} passed to"
                         f" {name}. This error occurs at source: ")
    spec = sharding.spec
    kinds = dict(zip(sharding.mesh.axis_names, sharding.mesh.axis_types))
    for a in [*[a for p in spec for a in axes_of(p)], *spec.unreduced, *spec.reduced]:
        if kinds[a] is not AxisType.Explicit:
            raise ValueError(f"PartitionSpec passed to {name} cannot contain axis names that are of type Auto or Manual. Got"
                             f" PartitionSpec: {spec} with axis name: {a} of type: {kinds[a]}. This error occurs at source: ")
    return sharding


def to_type(x, sharding, always=False):
    """The array with a sharding in its type: another type, the same elements. Recorded `always`, or where it changes."""
    from ._array import wrap
    from ._flat import check_arg
    h = check_arg(x)
    value = wrap(host.array(h))
    handle = type_sharding(sharding, value.shape)
    if handle is None:
        if host.shardingOf(value._h) is None:
            return value
        mesh = sharding.mesh
        parts = [[]] * len(value.shape)
        handle = host.meshSharding(mesh_handle(mesh), parts, [], [])
    return wrap(host.reshard(h, handle, always))


def reshard(xs, out_shardings):
    """The arrays of a tree, divided otherwise; ``out_shardings`` may be a tree prefix."""
    from ._placement import _spread
    from .tree_util import tree_flatten
    leaves, treedef = tree_flatten(xs)
    out = []
    for leaf, s in zip(leaves, _spread(xs, out_shardings)):
        target = canonical(s, "reshard")
        if target is None:
            raise ValueError("Reshard should only be used with out_shardings which are non-None and have a non-empty mesh."
                             f" Got sharding {s}.")
        out.append(to_type(leaf, target, True))
    return treedef.unflatten(out)


def divided(name, f, out_sharding, args, keywords):
    """Calls a function of the library for a result of a certain sharding."""
    target = canonical(out_sharding, name)
    if target is None:
        return f(*args, **keywords)
    if name in _PRODUCTS:
        return _wanting(f, target, args, keywords)
    if name in _SHAPING:
        return _wanting(f, target, args, keywords)
    from .tree_util import tree_map
    return tree_map(lambda x: to_type(x, target), _in_auto(lambda: f(*_undivided(args), **_undivided(keywords)), target.mesh))


_PRODUCTS = frozenset(["dot", "matmul", "dot_general", "einsum", "tensordot", "inner", "vecdot", "matvec", "vecmat", "outer",
                       "vdot"])
_SHAPING = frozenset(["reshape", "ravel", "broadcast_in_dim", "broadcast", "broadcast_to"])


def _wanting(f, target, args, keywords):
    from .tree_util import tree_map
    rank = [None]

    def run():
        return f(*args, **keywords)
    shape = _shape_of(f, args, keywords)
    handle = type_sharding(target, shape)
    if handle is None:
        return run()
    host.wantSharding(handle)
    try:
        out = run()
    finally:
        host.wantSharding(None)
    return tree_map(lambda x: to_type(x, target), out)


def _shape_of(f, args, keywords):
    """The shape of a function's result, for operands that are whole."""
    from ._jit import eval_shape
    from .tree_util import tree_flatten
    leaves, treedef = tree_flatten((args, keywords), is_leaf=lambda x: x is None)
    places = [i for i, x in enumerate(leaves) if hasattr(x, "_h")]

    def call(*arrays):
        full = list(leaves)
        for i, a in zip(places, arrays):
            full[i] = a
        a, k = treedef.unflatten(full)
        return f(*a, **k)
    from ._core import ShapeDtypeStruct
    mesh, _mesh._context[0] = _mesh._context[0], None
    host.setMesh(None)
    try:
        return eval_shape(call, *[ShapeDtypeStruct(leaves[i].shape, leaves[i].dtype) for i in places]).shape
    finally:
        _mesh._enter(mesh)


def _undivided(tree):
    from .tree_util import tree_map
    return tree_map(lambda x: _whole(x) if hasattr(x, "_h") else x, tree)


def _whole(x):
    handle = host.shardingOf(x._h)
    if handle is None:
        return x
    from ._array import wrap
    auto = _retyped(abstract(handle).mesh, AxisType.Auto, None)
    return wrap(host.reshard(x._h, host.meshSharding(mesh_handle(auto), [[]] * len(x.shape), [], []), False))


def _in_auto(f, mesh):
    before = _mesh._context[0]
    _mesh._enter(_retyped(mesh.abstract_mesh, AxisType.Auto, None))
    try:
        return f()
    finally:
        _mesh._enter(before)


def _retyped(mesh, kind, axes):
    types = tuple([kind if axes is None or n in axes else t for n, t in zip(mesh.axis_names, mesh.axis_types)])
    return AbstractMesh(mesh.axis_sizes, mesh.axis_names, types, abstract_device=mesh.abstract_mesh.abstract_device)


def _new_mesh(axes, kind, name, shardings):
    """The mesh in context, or of the shardings, and one with some axes of another kind; None without any."""
    from .tree_util import tree_leaves
    context, given = get_abstract_mesh(), None
    for s in tree_leaves(shardings):
        if isinstance(s, NamedSharding):
            if given is not None and given != s.mesh.abstract_mesh:
                raise ValueError(f"Shardings passed to {name} should have the same mesh. Got one mesh {given} and another"
                                 f" {s.mesh}")
            given = s.mesh.abstract_mesh
    if given is None and context.empty:
        return None
    if given is not None and not context.empty and given != context:
        raise ValueError(f"Context mesh {context} must match the mesh passed to shardings {given}. Recommended approach is to"
                         " use `jax.set_mesh` context manager.")
    before = given if context.empty else context
    axes = before.axis_names if axes is None else axes if isinstance(axes, tuple) else (axes,)
    kinds = dict(zip(before.axis_names, before.axis_types))
    if any([kinds[a] is AxisType.Manual for a in axes]):
        raise NotImplementedError("Going from `Manual` AxisType to `Auto` or `Explicit` AxisType is not allowed. Please file a"
                                  " bug at https://github.com/jax-ml/jax/issues with your use case")
    return before, _retyped(before, kind, axes), axes


def _named_like(f):
    def decorate(g):
        from functools import wraps
        return wraps(f)(g)
    return decorate


def _kept(x, mesh):
    """What remains of a value's sharding on a mesh whose axes are of other kinds."""
    from ._flat import typeof
    s = typeof(x)._sharding
    if s is None:
        return NamedSharding(mesh, PartitionSpec())
    spec = abstract(s).spec
    explicit = set(mesh.explicit_axes)
    return NamedSharding(mesh, PartitionSpec(*[tuple([a for a in axes_of(p) if a in explicit]) for p in spec],
                                             unreduced=spec.unreduced & explicit, reduced=spec.reduced & explicit))


def _without(x, mesh):
    """A value whose type no longer shows how it is divided along the axes that are not explicit in a mesh; a concrete array
    still knows."""
    from ._flat import typeof
    s = typeof(x)._sharding
    out = to_type(x, _kept(x, mesh))
    if s is None or host.kind(out._h) != 0 or host.shardingOf(out._h) is not None:
        return out
    from ._array import wrap
    over = _mesh.get_mesh()
    over = mesh if over.empty else over.update(axis_types=mesh.axis_types)
    return wrap(host.placed(out._h, place_sharding(NamedSharding(over, abstract(s).spec), out.shape)))


def auto_axes(f=None, /, *, axes=None, out_sharding=None):
    """A function in which mesh axes are of type Auto: how values are divided there is left to the compiler.

    The result is divided as ``out_sharding`` says, which may also be given at each call.
    """
    from .tree_util import tree_map

    def decorate(g):
        @_named_like(g)
        def called(*args, **kwargs):
            target = out_sharding
            if target is None:
                if "out_sharding" not in kwargs:
                    raise TypeError("Missing required keyword argument: 'out_sharding'")
                target = kwargs.pop("out_sharding")
            found = _new_mesh(axes, AxisType.Auto, "auto_axes", target)
            if found is None:
                return g(*args, **kwargs)
            before, inside, chosen = found
            if set(before.auto_axes) == set(chosen):
                return g(*args, **kwargs)
            context = _mesh._context[0]
            _mesh._enter(inside)
            try:
                args = tree_map(lambda x: _without(x, inside), args)
                out = g(*args, **kwargs)
            finally:
                _mesh._enter(context)
            return reshard(out, target)
        return called
    return decorate if f is None else decorate(f)


def explicit_axes(f=None, /, *, axes=None, in_sharding=None):
    """A function in which mesh axes are of type Explicit: types show how values are divided.

    Its arguments are divided as ``in_sharding`` says, which may also be given at each call.
    """
    from .tree_util import tree_map

    def decorate(g):
        @_named_like(g)
        def called(*args, **kwargs):
            given = in_sharding
            if given is None:
                if "in_sharding" not in kwargs:
                    raise TypeError("Missing required keyword argument: 'in_sharding'")
                given = kwargs.pop("in_sharding")
            found = _new_mesh(axes, AxisType.Explicit, "explicit_axes", None)
            if found is None:
                raise ValueError("Context mesh cannot be empty. Please use `jax.set_mesh` API to enter into a mesh context"
                                 " when using `explicit_axes` API.")
            context = _mesh._context[0]
            _mesh._enter(found[1])
            try:
                out = g(*reshard(args, given), **kwargs)
            finally:
                _mesh._enter(context)
            return tree_map(lambda x: to_type(x, _kept(x, found[0])), out)
        return called
    return decorate if f is None else decorate(f)
