"""Arrays in parts on several devices.

The elements of a sharded array are in the one memory that all virtual devices share; its sharding says which part each
device has, and the parts are made when they are asked for.
"""
from ._documentation import attach as _attach
from ._array import _ARRAY_TYPES, host, wrap
from ._devices import Device, SingleDeviceSharding, device_put
from ._flat import check_arg
from ._explicit import place_sharding, reshard, to_type, type_sharding
from ._sharding import IndivisibleError, NamedSharding, PartitionSpec, Sharding, named
from . import _mesh
from ._mesh import get_abstract_mesh
from ._tree import tree_leaves, tree_map


class Shard:
    """The part of an array on one device."""
    __slots__ = ("device", "index", "replica_id", "_data", "_whole")
    __module__ = "jax._src.array"

    def __init__(self, device, index, replica_id, whole):
        self.device, self.index, self.replica_id = device, index, replica_id
        self._data, self._whole = None, whole

    @property
    def data(self):
        if self._data is None:
            self._data = device_put(_part(self._whole, self.index), self.device)
        return self._data

    def __repr__(self):
        return (f"Shard(device={self.device!r}, index={self.index}, replica_id={self.replica_id},"
                f" data={self.data})")


def _part(x, index):
    """The elements of an array at an index, whatever its type says of its sharding."""
    handle = host.shardingOf(x._h)
    if handle is not None:
        unreduced = host.shardingParts(handle)[2]
        if len(unreduced):
            return _partial_sum(x, index)
        x = wrap(host.withSharding(x._h, None))
    if host.placementOf(x._h) is not None:
        x = wrap(host.placed(x._h, None))
    context, _mesh._context[0] = _mesh._context[0], None
    host.setMesh(None)
    try:
        return x[index]
    finally:
        _mesh._enter(context)


def _partial_sum(x, index):
    raise NotImplementedError("the parts of an array that is unreduced along mesh axes are not kept: it is one array, the sum."
                              " Use jax.reshard to have it reduced")


def shards(x):
    """The parts of an array, in the order of its devices."""
    count, out = {}, []
    for device, index in x.sharding.devices_indices_map(x.shape).items():
        key = tuple([(s.start, s.stop) for s in index])
        out.append(Shard(device, index, count.get(key, 0), x))
        count[key] = count.get(key, 0) + 1
    return out


def with_sharding(x, sharding):
    """The same array, said to be sharded so; a tracer only in its type."""
    out = wrap(host.array(check_arg(x)))
    named = isinstance(sharding, NamedSharding)
    if host.kind(out._h) != 0:
        if not named:
            return out
        if sharding.mesh.explicit_axes:
            return to_type(out, sharding)
        placement = place_sharding(sharding, out.shape)
        return out if placement is None else wrap(host.reshard(out._h, placement, True))
    handle = type_sharding(sharding, out.shape) if named else None
    placement = place_sharding(sharding, out.shape) if named and handle is None else None
    if placement is not None or host.placementOf(out._h) is not None:
        out = wrap(host.placed(out._h, placement))
    if handle is not None or host.shardingOf(out._h) is not None:
        out = wrap(host.withSharding(out._h, handle))
    out._sharding = sharding
    return out


def _check(sharding, shape, what):
    if isinstance(sharding, SingleDeviceSharding):
        return
    try:
        sharding.check_compatible_aval(shape)
    except ValueError as e:
        raise ValueError(f"One of {what} is incompatible with its sharding annotation {sharding}: {e}") from None
    sharding.shard_shape(shape)


def _spread(x, target):
    """A prefix tree of shardings, one for each leaf."""
    if isinstance(target, (Sharding, Device, PartitionSpec)) or target is None:
        return [target] * len(tree_leaves(x))
    from ._vmap import flatten_axes
    from .tree_util import tree_structure
    return flatten_axes("device_put device", tree_structure(x), target)


def _Format():
    from .experimental.layout import Format
    return Format


def place(x, target):
    """The arrays of a tree, sharded; `target` may be a tree prefix."""
    from .tree_util import tree_flatten
    leaves, treedef = tree_flatten(x)
    out = []
    for leaf, sharding in zip(leaves, _spread(x, target)):
        if sharding is None or isinstance(sharding, (Device, SingleDeviceSharding)):
            out.append(device_put(leaf, sharding))
            continue
        if isinstance(sharding, PartitionSpec):
            from ._mesh import get_mesh
            mesh = get_mesh()
            if mesh.empty:
                raise ValueError("Please set a mesh via `jax.set_mesh` if a PartitionSpec is passed to device_put")
            sharding = NamedSharding(mesh, sharding)
        if isinstance(sharding, _Format()):
            sharding = sharding.sharding
            if isinstance(sharding, SingleDeviceSharding):
                out.append(device_put(leaf, sharding))
                continue
        if not isinstance(sharding, Sharding):
            raise ValueError("`jax.device_put` only accepts `None`, `jax.sharding.Sharding`, `jax.Device`, `Format`,"
                             " `jax.memory.Space` or a pytree of these values. Received invalid value:"
                             f" {sharding}")
        h = check_arg(leaf)
        shape = wrap(host.array(h)).shape
        if isinstance(sharding, NamedSharding) and len(sharding.spec) <= len(shape):
            type_sharding(sharding, shape)
        _check(sharding, shape, "device_put args")
        out.append(with_sharding(leaf, sharding))
    return treedef.unflatten(out)


def with_sharding_constraint(x, shardings):
    """The arrays of a tree, of the given sharding."""
    from .tree_util import tree_flatten
    leaves, treedef = tree_flatten(x)
    out = []
    for leaf, sharding in zip(leaves, _spread(x, shardings)):
        if sharding is None:
            out.append(leaf)
            continue
        sharding = named(sharding, "with_sharding_constraint")
        if isinstance(sharding, NamedSharding) and get_abstract_mesh().are_all_axes_explicit:
            _assert_sharding(leaf, sharding)
            out.append(leaf)
            continue
        _check(sharding, wrap(host.array(check_arg(leaf))).shape, "with_sharding_constraint arguments")
        out.append(with_sharding(leaf, sharding))
    return treedef.unflatten(out)


def _assert_sharding(x, sharding):
    """Where types show shardings the constraint is an assertion."""
    from ._flat import typeof
    aval = typeof(x)
    wanted = PartitionSpec(*sharding.spec, *[None] * (len(aval.shape) - len(sharding.spec)))
    if aval.sharding.spec != wanted:
        raise AssertionError(
            "`with_sharding_constraint` acts as an assert when all axes of mesh are of type `Explicit`. The array sharding:"
            f" {aval.sharding.spec} did not match the sharding provided: {wanted}. Please use `jax.sharding.reshard` to shard"
            " your input to the sharding you want.")


def make_array_from_callback(shape, sharding, data_callback, dtype=None):
    """An array whose parts a function gives for their indices."""
    from . import numpy as jnp
    shape = tuple(shape)
    return make_array_from_single_device_arrays(
        shape, sharding, [jnp.asarray(data_callback(i), dtype) for i in sharding.devices_indices_map(shape).values()])


def make_array_from_single_device_arrays(shape, sharding, arrays, *, dtype=None):
    """An array of parts, one for each device in the order of the sharding's."""
    from . import numpy as jnp
    shape = tuple(shape)
    part = sharding.shard_shape(shape)
    places = sharding.devices_indices_map(shape)
    arrays = list(arrays)
    if len(arrays) != len(places):
        raise ValueError(f"Expected {len(places)} arrays, one for each device, got {len(arrays)}")
    if all([type(a) in _ARRAY_TYPES and a.committed for a in arrays]):
        found = {a.device: a for a in arrays}
        arrays = [found.get(d, a) for d, a in zip(places, arrays)]
    for a in arrays:
        if a.shape != part:
            raise ValueError(f"Expected shard shape {part} doesn't match the single device array shape {a.shape}."
                             f" Shape of Array is {jnp.asarray(a).dtype}[{','.join([str(d) for d in shape])}] with"
                             f" sharding {sharding}")
    if part == shape:
        return with_sharding(jnp.asarray(arrays[0], dtype), sharding)
    whole, seen = jnp.zeros(shape, arrays[0].dtype if dtype is None else dtype), set()
    for index, a in zip(places.values(), arrays):
        key = tuple([(s.start, s.stop) for s in index])
        if key not in seen:
            seen.add(key)
            whole = whole.at[index].set(device_put(a, whole.device))
    return with_sharding(whole, sharding)


def make_array_from_process_local_data(sharding, local_data, global_shape=None):
    """An array of the data of this process, which is the only one."""
    from . import numpy as jnp

    def make(data, shape):
        data = jnp.asarray(data)
        if shape is not None and tuple(shape) != data.shape:
            raise ValueError(f"Invalid host data: the global shape {tuple(shape)} is not that of the local data,"
                             f" {data.shape}, of the only process")
        return place(data, sharding)
    if global_shape is None:
        return tree_map(lambda d: make(d, None), local_data)
    return make(local_data, global_shape)


def draw(shape, sharding, scale=1.0, min_width=9, max_width=80):
    """The text that shows which devices hold which part of an array of one or two axes."""
    if not 1 <= len(shape) <= 2:
        raise ValueError("`visualize_sharding` only works for shapes with 1 and 2 dimensions.")
    base_height = int(10 * scale)
    base_width = int(base_height * ((shape[1] if len(shape) == 2 else 1) / shape[0]))
    part = sharding.shard_shape(shape)
    cells = {}
    for device, index in sharding.devices_indices_map(shape).items():
        at = [0 if s.start is None else s.start // p for s, p in zip(index, part)]
        cells.setdefault(tuple([0, *at][-2:]), []).append(device.id)
    height = 1 if len(shape) == 1 else int(part[0] / shape[0] * base_height)
    width = min(max(int(part[-1] / shape[-1] * base_width * 2.5), min_width), max_width)
    rows, columns = max([c[0] for c in cells]) + 1, max([c[1] for c in cells]) + 1
    platform = next(iter(sharding.device_set)).platform.upper()
    entry = {c: f"{platform} " + ",".join([str(i) for i in sorted(ids)]) for c, ids in cells.items()}
    left = {c: max(divmod(width - len(e) - 2, 2)[0], 0) for c, e in entry.items()}
    right = {c: max(sum(divmod(width - len(e) - 2, 2)), 0) for c, e in entry.items()}
    widths = [max([left[r, c] + right[r, c] + len(entry[r, c]) for r in range(rows)]) for c in range(columns)]
    top = max((height - 2) // 2, 0)
    bottom = max((height - 2) // 2 + (height - 2) % 2, 0)

    def rule(a, b, c):
        return a + b.join(["─" * w for w in widths]) + c
    lines = [rule("┌", "┬", "┐")]
    for r in range(rows):
        blank = "│" + "│".join([" " * w for w in widths]) + "│"
        text = []
        for c in range(columns):
            e, l, w = entry[r, c], left[r, c], widths[c]
            inside = w - l - right[r, c]
            text.append(" " * l + e.center(inside) + " " * (w - l - inside))
        lines += [blank] * top + ["│" + "│".join(text) + "│"] + [blank] * bottom
        lines.append(rule("├", "┼", "┤") if r + 1 < rows else rule("└", "┴", "┘"))
    return "\n".join(lines) + "\n"


_attach(globals(), "devices",
        "make_array_from_callback make_array_from_process_local_data make_array_from_single_device_arrays")
