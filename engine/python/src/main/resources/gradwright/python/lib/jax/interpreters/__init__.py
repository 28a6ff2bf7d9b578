"""The registries of rules behind the transformations."""


def __getattr__(name):
    if name not in ("ad", "batching", "mlir", "partial_eval", "pxla", "xla"):
        raise AttributeError(f"module 'jax.interpreters' has no attribute '{name}'")
    from importlib import import_module
    return import_module("jax.interpreters." + name)
