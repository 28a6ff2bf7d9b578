"""The backend that computes: this engine's own, on the CPU."""
from .._array import host
from .._devices import device_count, devices, local_devices


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


def clear_backends(_crash=False):
    """Forgets compiled functions."""
    host.clearCaches()


def clear_in_memory_compilation_cache():
    """Forgets compiled functions."""
    host.clearCaches()


def register_backend_cache(cache, for_what):
    """Takes a cache of the caller's that belongs to the backend; the backend here is never replaced."""


def _no_xla(name):
    raise NotImplementedError(f"jax.extend.backend.{name}: this engine has one backend of its own and no XLA")


def register_backend_factory(name, factory, *, priority=0, fail_quietly=True, experimental=False, make_topology=None,
                             c_api=None):
    """Not in this engine: it has one backend."""
    _no_xla("register_backend_factory")


def get_compile_options(num_replicas, num_partitions, device_assignment=None, env_options_overrides=None,
                        fdo_profile=None, **options):
    """Not in this engine, which compiles without XLA."""
    _no_xla("get_compile_options")
