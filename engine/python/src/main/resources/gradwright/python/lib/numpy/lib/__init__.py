"""Parts of NumPy's library that have no place in its main namespace."""


def __getattr__(name):
    if name in ("stride_tricks", "format", "npyio", "scimath", "mixins"):
        from importlib import import_module
        try:
            return import_module("numpy.lib." + name)
        except ModuleNotFoundError:
            pass
    raise AttributeError(f"module 'numpy.lib' has no attribute '{name}'")
