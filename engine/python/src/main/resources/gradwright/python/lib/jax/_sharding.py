"""Shardings: which device holds which part of an array."""
from ._documentation import attach as _attach
from ._devices import Sharding, SingleDeviceSharding, devices as _all_devices


class _Unconstrained:
    def __repr__(self):
        return "UNCONSTRAINED"


def _canonical(part):
    if isinstance(part, (tuple, list)):
        part = tuple(part)
        return None if not part else part[0] if len(part) == 1 else part
    return part


def _names_set(what, x):
    if not isinstance(x, (set, frozenset)):
        raise TypeError(f"{what} argument of PartitionSpec should of type `frozenset` or `set`. Got type {x}")
    return frozenset(x)


class PartitionSpec:
    """For each axis of an array None, or the mesh axes that partition it."""
    __slots__ = ("_partitions", "unreduced", "reduced", "__weakref__")
    __module__ = "jax"
    UNCONSTRAINED = _Unconstrained()

    def __init__(self, *partitions, unreduced=frozenset(), reduced=frozenset()):
        self._partitions = tuple([_canonical(p) for p in partitions])
        self.unreduced = _names_set("unreduced", unreduced)
        self.reduced = _names_set("reduced", reduced)

    def __init_subclass__(cls, *args, **kwargs):
        raise TypeError("Subclassing `jax.P` is prohibited.")

    partitions = property(lambda self: self._partitions)

    def __repr__(self):
        inside = repr(self._partitions)[1:-1]
        sets = [f"{n}={{{', '.join(sorted([repr(a) for a in s]))}}}"
                for n, s in (("unreduced", self.unreduced), ("reduced", self.reduced)) if s]
        if sets:
            inside = ", ".join([*([inside.rstrip(",")] if inside else []), *sets])
        return f"P({inside})"

    def __getitem__(self, i):
        return self._partitions[i]

    def __iter__(self):
        return iter(self._partitions)

    def __len__(self):
        return len(self._partitions)

    def __add__(self, other):
        if isinstance(other, (PartitionSpec, tuple)):
            return PartitionSpec(*self, *other)
        raise NotImplementedError

    def __radd__(self, other):
        if not isinstance(other, tuple):
            raise NotImplementedError
        return PartitionSpec(*other, *self)

    def index(self, value):
        return self._partitions.index(_canonical(value))

    def count(self, value):
        return self._partitions.count(_canonical(value))

    def update(self, partitions=None, unreduced=None, reduced=None):
        return PartitionSpec(*(self._partitions if partitions is None else partitions),
                             unreduced=self.unreduced if unreduced is None else unreduced,
                             reduced=self.reduced if reduced is None else reduced)

    def __eq__(self, other):
        return type(other) is PartitionSpec and (self._partitions, self.unreduced, self.reduced) == (
            other._partitions, other.unreduced, other.reduced)

    def __hash__(self):
        return hash((self._partitions, self.unreduced, self.reduced))


def axes_of(part):
    """The mesh axes of one entry of a specification."""
    return () if part is None or isinstance(part, _Unconstrained) else part if isinstance(part, tuple) else (part,)


class DuplicateSpecError(Exception):
    """A specification names a mesh axis twice."""
    __module__ = "jax._src.named_sharding"

    def __init__(self, message, mesh, pspec):
        super().__init__(message)
        self.message, self.mesh, self.pspec = message, mesh, pspec


class IndivisibleError(ValueError):
    """An axis cannot be cut into equal parts."""
    __module__ = "jax._src.sharding"


class NamedSharding(Sharding):
    """A mesh and a :class:`PartitionSpec` that says which of its axes partition each axis of an array."""
    __slots__ = ("mesh", "spec", "_memory_kind", "__weakref__")
    __module__ = "jax.sharding"

    def __init__(self, mesh, spec, *, memory_kind=None):
        self.mesh, self.spec, self._memory_kind = mesh, spec, memory_kind
        seen = set()
        for part in spec:
            for axis in axes_of(part):
                if axis not in mesh.axis_names:
                    raise ValueError(f"Resource axis: {axis} of {spec} is not found in mesh: {mesh.axis_names}.")
                if axis in seen:
                    raise DuplicateSpecError("A single NamedSharding spec specification can map every mesh axis to at"
                                             f" most one positional dimension, but {spec} has duplicate entries for"
                                             f" `{axis}`", mesh, spec)
                seen.add(axis)

    @property
    def memory_kind(self):
        return self._memory_kind or ("device" if hasattr(self.mesh, "devices") else None)

    device_set = property(lambda self: set(self.mesh.devices.flat))
    addressable_devices = device_set
    num_devices = property(lambda self: self.mesh.size)
    is_fully_addressable = property(lambda self: True)
    has_addressable_devices = property(lambda self: True)
    _device_assignment = property(lambda self: tuple(self.mesh.devices.flat))

    @property
    def is_fully_replicated(self):
        sizes = self.mesh.shape
        return all([sizes[a] == 1 for part in self.spec for a in axes_of(part)])

    def with_memory_kind(self, kind):
        return NamedSharding(self.mesh, self.spec, memory_kind=kind)

    def update(self, **kwargs):
        return NamedSharding(kwargs.get("mesh", self.mesh), kwargs.get("spec", self.spec),
                             memory_kind=kwargs.get("memory_kind", self._memory_kind))

    def tiles(self, rank):
        """Into how many parts each axis is cut."""
        sizes = self.mesh.shape
        out = [1] * rank
        for i, part in enumerate(self.spec):
            for a in axes_of(part):
                out[i] *= sizes[a]
        return out

    def check_compatible_aval(self, shape):
        """Raises where an array of the shape cannot be sharded so."""
        if len(shape) < len(self.spec):
            more = " For scalars the PartitionSpec should be P()" if not shape else ""
            raise ValueError(f"Sharding {self} is only valid for values of rank at least {len(self.spec)}, but was"
                             f" applied to a value of rank {len(shape)}.{more}")

    def shard_shape(self, global_shape):
        """The shape of each device's part."""
        self.check_compatible_aval(global_shape)
        tiles = self.tiles(len(global_shape))
        for i, (d, n) in enumerate(zip(global_shape, tiles)):
            if d % n:
                raise IndivisibleError(
                    f"Sharding {self} implies that array axis {i} is partitioned {n} times, but the dimension size is"
                    f" {d} (full shape: {tuple(global_shape)}, per-dimension tiling factors: {tiles} should evenly"
                    " divide the shape)")
        return tuple([d // n for d, n in zip(global_shape, tiles)])

    def devices_indices_map(self, global_shape):
        """For each device the index of its part."""
        from itertools import product
        part = self.shard_shape(global_shape)
        sizes = self.mesh.shape
        out = {}
        places = product(*[range(n) for n in self.mesh.axis_sizes])
        for device, place in zip(self.mesh.devices.flat, places):
            at = dict(zip(self.mesh.axis_names, place))
            index = []
            for i, d in enumerate(part):
                k = 0
                for a in axes_of(self.spec[i]) if i < len(self.spec) else ():
                    k = k * sizes[a] + at[a]
                index.append(slice(None) if d == global_shape[i] else slice(k * d, (k + 1) * d))
            out[device] = tuple([slice(s.start, s.stop, None) for s in index])
        return out

    addressable_devices_indices_map = devices_indices_map

    def is_equivalent_to(self, other, ndim):
        """Whether both place an array of that rank alike."""
        shape = tuple([self.num_devices] * ndim)
        return self == other or (hasattr(other, "devices_indices_map")
                                 and self.devices_indices_map(shape) == other.devices_indices_map(shape))

    def __eq__(self, other):
        return type(other) is NamedSharding and (self.mesh, self.spec, self.memory_kind) == (
            other.mesh, other.spec, other.memory_kind)

    def __hash__(self):
        return hash((self.mesh, self.spec))

    def __repr__(self):
        kind = "" if self.memory_kind is None else f", memory_kind={self.memory_kind}"
        return f"NamedSharding(mesh={self.mesh}, spec={self.spec}{kind})"


def named(sharding, what):
    """A NamedSharding for a PartitionSpec of the mesh in context; other shardings as they are."""
    if not isinstance(sharding, PartitionSpec):
        return sharding
    from ._mesh import get_mesh
    mesh = get_mesh()
    if mesh.empty:
        raise RuntimeError(f"{what} requires a non-empty mesh in context if you are passing `PartitionSpec`s to"
                           " shardings. You can define a context mesh via `jax.set_mesh(mesh)`. Alternatively, provide"
                           " `Sharding`s to shardings and then the mesh context manager is not required.")
    return NamedSharding(mesh, sharding)


def make_single_device_sharding(device, *, memory_kind=None):
    """The sharding of an array that is whole on one device."""
    return SingleDeviceSharding(device, memory_kind=memory_kind)


def process_indices(backend=None):
    """The numbers of all processes."""
    return sorted({d.process_index for d in _all_devices(backend)})


_attach(globals(), "devices", "process_indices")
