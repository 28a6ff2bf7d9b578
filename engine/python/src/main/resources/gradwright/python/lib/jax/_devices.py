"""Devices, and where arrays are."""
from ._documentation import attach as _attach
from ._array import _ARRAY_TYPES, host, wrap
from ._bridge import door
from ._flat import check_arg
from ._tree import tree_leaves, tree_map


class Device:
    """A place that holds arrays and computes."""
    __slots__ = ("platform", "id")
    __module__ = "jaxlib._jax"

    def __init__(self, platform, number):
        self.platform = platform
        self.id = number

    device_kind = property(lambda self: self.platform)
    process_index = property(lambda self: 0)
    host_id = process_index
    local_hardware_id = property(lambda self: None)

    def memory_stats(self):
        return {"bytes_in_use": host.liveBytes()}

    def synchronize_all_activity(self):
        host.synchronize()

    def __repr__(self):
        return f"{self.platform.capitalize()}Device(id={self.id})"

    def __str__(self):
        return f"{self.platform}:{self.id}"

    def __hash__(self):
        return hash((self.platform, self.id))

    def __eq__(self, other):
        return type(other) is Device and (self.platform, self.id) == (other.platform, other.id)


_devices = {}


def _by_text(text):
    found = _devices.get(text)
    if found is None:
        platform, number = text.split(":")
        found = _devices[text] = Device(platform, int(number))
    return found


class Sharding:
    """Which device holds which part of an array."""
    __slots__ = ()
    __module__ = "jax.sharding"


class SingleDeviceSharding(Sharding):
    """An array whole on one device."""
    __slots__ = ("_device",)
    __module__ = "jax.sharding"

    def __init__(self, device, *, memory_kind=None):
        self._device = device

    device_set = property(lambda self: {self._device})
    addressable_devices = device_set
    num_devices = property(lambda self: 1)
    has_addressable_devices = property(lambda self: True)
    _device_assignment = property(lambda self: (self._device,))
    memory_kind = property(lambda self: "device")
    is_fully_replicated = property(lambda self: True)
    is_fully_addressable = property(lambda self: True)

    def shard_shape(self, global_shape):
        """The shape of the whole array."""
        return tuple(global_shape)

    def devices_indices_map(self, global_shape):
        """The index of the whole array, for the one device."""
        return {self._device: (slice(None, None, None),) * len(global_shape)}

    addressable_devices_indices_map = devices_indices_map

    def is_equivalent_to(self, other, ndim):
        """Whether both place an array alike."""
        return self.devices_indices_map((1,) * ndim) == other.devices_indices_map((1,) * ndim)

    def __eq__(self, other):
        return type(other) is SingleDeviceSharding and self._device == other._device

    def __hash__(self):
        return hash(self._device)

    def __repr__(self):
        return f"SingleDeviceSharding(device={self._device!r}, memory_kind=device)"


def device_of(x):
    """The device of an array; the default one for a tracer."""
    text = host.device(x._h)
    return devices()[0] if text is None else _by_text(text)


def devices(backend=None):
    """All devices, of a platform where one is named."""
    found = [_by_text(t) for t in host.devices()]
    if backend is not None:
        chosen = [d for d in found if d.platform == backend]
        if not chosen:
            raise RuntimeError(f"Unknown backend: '{backend}' requested, but no platforms that are instances of"
                               f" {backend} are present. Platforms present are: cpu")
        return chosen
    return found


def local_devices(process_index=None, backend=None, host_id=None):
    """The devices of this process."""
    index = process_index if process_index is not None else host_id
    if index is not None and index != 0:
        raise ValueError(f"Unknown process_index {index}")
    return devices(backend)


def device_count(backend=None):
    """How many devices there are."""
    return len(devices(backend))


def local_device_count(backend=None):
    """How many devices this process has."""
    return len(devices(backend))


def process_index(backend=None):
    """This process's number."""
    return 0


def process_count(backend=None):
    """How many processes there are."""
    return 1


def default_backend():
    """The platform of the default device."""
    return devices()[0].platform


def device_put(x, device=None, *, src=None, donate=False, may_alias=None):
    """The arrays of a tree on a device."""
    if device is not None and type(device) not in (Device, SingleDeviceSharding):
        from ._placement import place
        return place(x, device)
    target = getattr(device, "_device", device)
    number = target.id if isinstance(target, Device) else None

    def put(leaf):
        h = check_arg(leaf)
        if number is None or type(leaf) in _ARRAY_TYPES and host.device(h) is None:
            return wrap(host.array(h))
        out = wrap(host.toDevice(h, number))
        out._sharding = SingleDeviceSharding(target)
        return out
    return tree_map(put, x)


def device_get(x):
    """The arrays of a tree as NumPy arrays."""
    from ._array import host_array

    def get(leaf):
        return host_array(leaf) if type(leaf) in _ARRAY_TYPES else leaf
    return tree_map(get, x)


_ready = door("ready", None)


def block_until_ready(x):
    """Waits until all arrays of a tree are computed."""
    if _ready(x):
        return x
    for leaf in tree_leaves(x):
        if type(leaf) in _ARRAY_TYPES:
            host.await_(leaf._h)
        elif hasattr(leaf, "block_until_ready"):
            leaf.block_until_ready()
    return x


def effects_barrier():
    """Waits until all effects of running programs are done."""
    host.synchronize()


_attach(globals(), "devices",
        "block_until_ready default_backend device_count device_get device_put devices local_device_count"
        " local_devices process_count process_index")
