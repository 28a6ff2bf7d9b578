"""The backend that computes: this engine's own, on the CPU."""
from weakref import WeakSet

from .._documentation import attach as _attach
from .._devices import device_count, devices, local_devices
from .._jit import clear_caches


class Client:
    """The engine as a backend."""
    __module__ = "jaxlib._jax"
    platform = "cpu"
    runtime_type = "gradwright"

    def __init__(self):
        from ..version import __version__
        self.platform_version = f"gradwright (jax {__version__})"

    def device_count(self):
        return device_count()

    local_device_count = device_count

    def devices(self):
        return devices()

    def local_devices(self):
        return local_devices()

    def process_index(self):
        return 0

    def live_arrays(self):
        from .._misc import live_arrays
        return live_arrays()

    def __repr__(self):
        return "<gradwright client on cpu>"


_client = Client()


def get_backend(platform=None):
    """The backend of a platform: there is one, ``cpu``."""
    if platform not in (None, "cpu", _client):
        raise RuntimeError(f"Unknown backend: '{platform}' requested, but no platforms that are instances of {platform}"
                           " are present. Platforms present are: cpu")
    return _client


def backends():
    """The backends by platform."""
    return {"cpu": _client}


def backend_xla_version(platform=None):
    """None: the engine compiles without XLA."""
    return None


def get_default_device():
    """The device that arrays are put on."""
    from .._config import values
    chosen = values.get("jax_default_device")
    return chosen if chosen is not None and not isinstance(chosen, str) else devices()[0]


# The caches of callers that belong to the backend, as long as somebody else holds them.
_caches = WeakSet()


def clear_backends(_crash=False):
    """Forgets compiled functions, and what callers keep for the backend."""
    clear_caches()
    for cache in list(_caches):
        cache.cache_clear()


def clear_in_memory_compilation_cache():
    """Forgets compiled functions."""
    clear_caches()


def register_backend_cache(cache, for_what):
    """Has :func:`clear_backends` call the method ``cache_clear`` of a cache as well."""
    _caches.add(cache)


def _no_xla(name):
    raise NotImplementedError(f"jax.extend.backend.{name}: this engine has one backend of its own and no XLA")


def register_backend_factory(name, factory, *, priority=0, fail_quietly=True, experimental=False, make_topology=None,
                             c_api=None):
    """Not in this engine: it has one backend."""
    _no_xla("register_backend_factory")


def get_compile_options(num_replicas, num_partitions, device_assignment=None, env_options_overrides=None,
                        fdo_profile=None, detailed_logging=True, backend=None):
    """Not in this engine, which compiles without XLA."""
    _no_xla("get_compile_options")


_attach(globals(), "devices",
        "backend_xla_version backends clear_backends get_backend get_compile_options get_default_device"
        " register_backend_cache register_backend_factory")
