"""Meshes of devices, and the one in context."""
from enum import Enum, auto

from ._documentation import attach as _attach
from ._devices import devices as _all_devices


class AxisType(Enum):
    """How shardings along a mesh axis are decided."""
    Auto = auto()
    Explicit = auto()
    Manual = auto()

    def __repr__(self):
        return self.name


def _axis_types(names, types, owner):
    types = (AxisType.Auto,) * len(names) if types is None else types if isinstance(types, tuple) else (types,)
    if not all([isinstance(t, AxisType) for t in types]):
        raise TypeError(f"axis_types passed to {owner} must be of type `jax.sharding.AxisType`. Got {types} of type"
                        f" {tuple([type(t) for t in types])}")
    if len(names) != len(types):
        raise ValueError("Number of axis names should match the number of axis_types. Got"
                         f" axis_names={names} and axis_types={types}")
    return types


class _BaseMesh:
    """What meshes with and without devices share."""
    __slots__ = ("axis_names", "axis_types", "axis_sizes", "__weakref__")

    def _having(self, kind):
        return tuple([n for n, t in zip(self.axis_names, self.axis_types) if t is kind])

    auto_axes = property(lambda self: self._having(AxisType.Auto))
    explicit_axes = property(lambda self: self._having(AxisType.Explicit))
    manual_axes = property(lambda self: self._having(AxisType.Manual))
    are_all_axes_auto = property(lambda self: bool(self.axis_names) and self.auto_axes == self.axis_names)
    are_all_axes_explicit = property(lambda self: bool(self.axis_names) and self.explicit_axes == self.axis_names)
    are_all_axes_manual = property(lambda self: bool(self.axis_names) and self.manual_axes == self.axis_names)
    shape_tuple = property(lambda self: tuple(zip(self.axis_names, self.axis_sizes)))
    empty = property(lambda self: self.size == 0)

    @property
    def shape(self):
        from collections import OrderedDict
        return OrderedDict(self.shape_tuple)

    @property
    def size(self):
        n = 1
        for s in self.axis_sizes:
            n *= s
        return n if self.axis_names else 0


class Mesh(_BaseMesh):
    """Devices in an array with named axes."""
    __slots__ = ("devices", "_before")
    __module__ = "jax.sharding"

    def __init__(self, devices, axis_names, axis_types=None):
        import numpy as np
        devices = np.asarray(devices, dtype=object)
        axis_names = (axis_names,) if isinstance(axis_names, str) else tuple(axis_names)
        if any([n is None for n in axis_names]):
            raise ValueError(f"Mesh axis names cannot be None. Got: {axis_names}")
        if devices.ndim != len(axis_names):
            raise ValueError("Mesh requires the ndim of its first argument (`devices`) to equal the length of its second"
                             f" argument (`axis_names`), but got devices.ndim == {devices.ndim} and"
                             f" len(axis_names) == {len(axis_names)}.")
        self.devices = devices
        self.axis_names = axis_names
        self.axis_types = _axis_types(axis_names, axis_types, "Mesh")
        self.axis_sizes = devices.shape
        self._before = []

    is_multi_process = property(lambda self: False)
    local_mesh = property(lambda self: self)
    local_devices = property(lambda self: list(self.devices.flat))

    @property
    def device_ids(self):
        import numpy as np
        return np.array([d.id for d in self.devices.flat]).reshape(self.devices.shape)

    @property
    def abstract_mesh(self):
        d = next(self.devices.flat, None)
        return AbstractMesh(self.axis_sizes, self.axis_names, self.axis_types,
                            abstract_device=AbstractDevice(d.device_kind, None, d.platform))

    def update_axis_types(self, kinds):
        """A mesh with some axes of other types, by name."""
        return Mesh(self.devices, self.axis_names, tuple([kinds.get(n, t) for n, t in zip(self.axis_names, self.axis_types)]))

    def update(self, devices=None, axis_names=None, axis_types=None):
        """A mesh with some parts replaced."""
        return Mesh(self.devices if devices is None else devices, self.axis_names if axis_names is None else axis_names,
                    self.axis_types if axis_types is None else axis_types)

    def __eq__(self, other):
        return type(other) is Mesh and self._identity() == other._identity()

    def __hash__(self):
        return hash(self._identity())

    def _identity(self):
        return self.axis_names, self.axis_types, self.devices.shape, tuple(self.devices.flat)

    def __enter__(self):
        from ._warnings import warn_user
        warn_user("`with mesh:` context manager has been deprecated. Please use `with jax.set_mesh(mesh):` instead.",
                  DeprecationWarning)
        self._before.append(_context[0])
        _context[0] = self
        return self

    def __exit__(self, *exc):
        _context[0] = self._before.pop()

    def __str__(self):
        axes = ", ".join([f"'{k}': {v}" for k, v in self.shape_tuple])
        return f"Mesh({axes}, axis_types={self.axis_types})"

    def __repr__(self):
        return f"Mesh(axis_sizes={tuple(self.axis_sizes)}, axis_names={self.axis_names!r}, axis_types={self.axis_types})"


class AbstractDevice:
    """The kind of a mesh's devices."""
    __module__ = "jax.sharding"

    def __init__(self, device_kind, num_cores, platform):
        self.device_kind, self.num_cores, self.platform = device_kind, num_cores, platform

    def _text(self):
        return f"device_kind={self.device_kind}, num_cores={self.num_cores}, platform={self.platform}"

    def __eq__(self, other):
        return type(other) is AbstractDevice and self._text() == other._text()

    def __hash__(self):
        return hash(self._text())

    def __repr__(self):
        return f"AbstractDevice({self._text()})"


class AbstractMesh(_BaseMesh):
    """Names and sizes of mesh axes, without devices."""
    __slots__ = ("abstract_device",)
    __module__ = "jax.sharding"

    def __init__(self, axis_sizes, axis_names, axis_types=None, *, abstract_device=None):
        self.axis_sizes = tuple(axis_sizes)
        self.axis_names = tuple(axis_names)
        self.axis_types = _axis_types(self.axis_names, axis_types, "AbstractMesh")
        self.abstract_device = abstract_device

    abstract_mesh = property(lambda self: self)

    def update_axis_types(self, kinds):
        """A mesh with some axes of other types, by name."""
        return AbstractMesh(self.axis_sizes, self.axis_names, tuple([kinds.get(n, t) for n, t in self._types()]),
                            abstract_device=self.abstract_device)

    def update(self, axis_sizes=None, axis_names=None, axis_types=None, **kwargs):
        """A mesh with some parts replaced."""
        return AbstractMesh(self.axis_sizes if axis_sizes is None else axis_sizes,
                            self.axis_names if axis_names is None else axis_names,
                            self.axis_types if axis_types is None else axis_types,
                            abstract_device=kwargs.get("abstract_device", self.abstract_device))

    def _types(self):
        return zip(self.axis_names, self.axis_types)

    def __eq__(self, other):
        return type(other) is AbstractMesh and (self.shape_tuple, self.axis_types, self.abstract_device) == (
            other.shape_tuple, other.axis_types, other.abstract_device)

    def __hash__(self):
        return hash((self.shape_tuple, self.axis_types))

    def __repr__(self):
        axes = ", ".join([f"'{n}': {v}" for n, v in self.shape_tuple]) or "()"
        device = "" if self.abstract_device is None else f", {self.abstract_device._text()}"
        return f"AbstractMesh({axes}, axis_types={self.axis_types}{device})"


_EMPTY = AbstractMesh((), ())
# The mesh in context, or None.
_context = [None]
# Whether it is one of devices that set_mesh set.
_entered = [False]


def _enter(mesh):
    """Makes a mesh the one in context, for types too where it has explicit axes."""
    from ._bridge import host
    _context[0] = mesh
    _entered[0] = mesh is not None and isinstance(mesh, Mesh)
    if mesh is None or not mesh.explicit_axes:
        host.setMesh(None)
    else:
        from ._explicit import mesh_handle
        host.setMesh(mesh_handle(mesh))


class set_mesh:
    """Makes a mesh the one in context: at once, and until the end of a `with` block where it heads one."""
    __module__ = "jax._src.sharding_impls"

    def __init__(self, mesh):
        if mesh is not None and not isinstance(mesh, Mesh):
            raise ValueError(f"Expected mesh of type `jax.sharding.Mesh`. Got {type(mesh)}")
        if mesh is not None and mesh.manual_axes:
            raise ValueError(f"mesh {mesh} contains manual axes which is not allowed when using `jax.set_mesh`. Please use"
                             " `jax.shard_map` to enter into `Manual` mode instead.")
        self._before = _context[0]
        _enter(mesh)

    def __enter__(self):
        return _context[0]

    def __exit__(self, *exc):
        _enter(self._before)


class use_abstract_mesh:
    """Makes a mesh without devices the one in context for a block."""
    __module__ = "jax.sharding"

    def __init__(self, mesh):
        if not isinstance(mesh, AbstractMesh):
            raise ValueError(f"Expected mesh of type `jax.sharding.AbstractMesh`. Got {type(mesh)}")
        self._mesh = mesh

    def __enter__(self):
        self._before = _context[0]
        _enter(self._mesh)
        return self._mesh

    def __exit__(self, *exc):
        _enter(self._before)


def get_mesh():
    """The mesh of devices in context."""
    found = _context[0]
    return found if isinstance(found, Mesh) else _NoMesh()


class _NoMesh(Mesh):
    """The mesh where none is set."""
    __slots__ = ()

    def __init__(self):
        self.axis_names = self.axis_types = self.axis_sizes = ()

    def __repr__(self):
        return "Mesh(axis_sizes=(), axis_names=())"

    def __str__(self):
        return "Mesh()"


def get_abstract_mesh():
    """Names and sizes of the axes of the mesh in context."""
    return _EMPTY if _context[0] is None else _context[0].abstract_mesh


def make_mesh(axis_shapes, axis_names, axis_types=None, *, devices=None):
    """A mesh of the given shape over devices, all of them by default."""
    axis_names = (axis_names,) if isinstance(axis_names, str) else tuple(axis_names)
    axis_shapes = tuple(axis_shapes)
    n = 1
    for s in axis_shapes:
        n *= s
    found = list(devices) if devices is not None else _all_devices()
    if len(found) < n:
        raise ValueError(f"Number of devices {len(found)} must be >= the product of mesh_shape {axis_shapes}")
    import numpy as np
    types = (AxisType.Explicit,) * len(axis_names) if axis_types is None else axis_types
    return Mesh(np.asarray(found[:n], dtype=object).reshape(axis_shapes), axis_names, types)


_attach(globals(), "devices", "make_mesh")
