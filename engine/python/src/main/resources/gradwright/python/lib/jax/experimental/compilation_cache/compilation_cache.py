"""The cache of compiled programs on disk."""
from ..._documentation import attach as _attach
from ..._array import host


def set_cache_dir(path):
    """Keeps compiled programs in a folder. The engine's folder is chosen when it starts, by ``GRADWRIGHT_CACHE``."""
    from ..._config import config
    config.update("jax_compilation_cache_dir", str(path))


def reset_cache():
    """Forgets the compiled programs in memory."""
    host.clearCaches()


_attach(globals(), "tools", "reset_cache set_cache_dir")
