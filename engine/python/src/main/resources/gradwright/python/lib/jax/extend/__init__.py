"""Extension points of JAX."""


def __getattr__(name):
    if name in ("backend", "core", "linear_util", "lowering", "mlir", "pallas", "random", "sharding", "source_info_util", "xla"):
        from importlib import import_module
        try:
            return import_module(f"jax.extend.{name}")
        except ModuleNotFoundError as problem:
            raise AttributeError(f"jax.extend.{name} is not implemented") from problem
    raise AttributeError(f"module 'jax.extend' has no attribute '{name}'")
