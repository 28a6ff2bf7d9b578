"""Probability distributions: one module each."""


def __getattr__(name):
    from ..._bridge import host
    if name.startswith("_") or not list(host.names("jax.scipy.stats." + name)):
        raise AttributeError(f"module 'jax.scipy.stats' has no attribute '{name}'")
    import sys
    from types import ModuleType
    from ..._functions import module_getattr
    full = "jax.scipy.stats." + name
    module = ModuleType(full)
    module.__getattr__, module.__dir__ = module_getattr(full, module.__dict__)
    sys.modules[full] = module
    globals()[name] = module
    return module
