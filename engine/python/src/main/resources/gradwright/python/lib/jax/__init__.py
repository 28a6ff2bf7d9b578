"""JAX programs on the Gradwright engine: transformations of numerical functions, run by native code."""
from . import _config
from ._array import Array
from ._autodiff import grad, hessian, jacfwd, jacobian, jacrev, jvp, linear_transpose, linearize, value_and_grad, vjp
from ._config import checking_leaks, config, disable_jit
from ._core import ShapeDtypeStruct, float0
from ._devices import (block_until_ready, default_backend, device_count, device_get, device_put, devices,
                       effects_barrier, local_device_count, local_devices, process_count, process_index)
from ._flat import typeof
from ._jit import clear_caches, eval_shape, jit, make_jaxpr
from ._vmap import pmap, vmap
from . import dtypes, errors, lax, nn, numpy, random, tree, tree_util

__version__ = "0.10.2"
__version_info__ = (0, 10, 2)

globals().update(_config.states)

_LAZY = {
    "custom_jvp": "jax._custom", "custom_vjp": "jax._custom", "custom_gradient": "jax._custom",
    "closure_convert": "jax._custom", "checkpoint": "jax.ad_checkpoint", "remat": "jax.ad_checkpoint",
    "checkpoint_policies": "jax.ad_checkpoint", "pure_callback": "jax.debug", "debug": "jax.debug",
    "named_call": "jax._misc", "named_scope": "jax._misc", "ensure_compile_time_eval": "jax._misc",
    "live_arrays": "jax._misc", "print_environment_info": "jax._misc", "make_mesh": "jax._mesh", "set_mesh": "jax._mesh", "core": "jax.core",
    "scipy": "jax.scipy", "image": "jax.image", "ops": "jax.ops", "sharding": "jax.sharding", "stages": "jax.stages",
    "experimental": "jax.experimental", "custom_derivatives": "jax.custom_derivatives", "P": "jax.sharding", "NamedSharding": "jax.sharding", "shard_map": "jax._shard_map", "smap": "jax._shard_map",
    "reshard": "jax._placement", "process_indices": "jax._sharding", "make_array_from_process_local_data": "jax._placement",
    "make_array_from_single_device_arrays": "jax._placement", "export": "jax.export", "typing": "jax.typing",
    "custom_batching": "jax.custom_batching", "interpreters": "jax.interpreters",
    "version": "jax.version", "profiler": "jax.profiler", "monitoring": "jax.monitoring", "fwd_and_bwd": "jax._misc",
    "copy_to_host_async": "jax._misc", "make_array_from_callback": "jax._placement", "Device": "jax._devices",
    "ad": "jax.ad", "ad_checkpoint": "jax.ad_checkpoint", "api_util": "jax.api_util", "ref": "jax.ref", "Ref": "jax._refs",
    "new_ref": "jax._refs", "freeze": "jax._refs", "empty_ref": "jax._refs", "free_ref": "jax._refs",
    "extend": "jax.extend", "distributed": "jax.distributed", "dlpack": "jax.dlpack", "ffi": "jax.ffi",
    "example_libraries": "jax.example_libraries", "ds": "jax._dslice",
}
# Spellings of older versions that still work, with a warning that names the present one.
_OLD = {
    "tree_map": ("jax.tree.map", "map"), "tree_reduce": ("jax.tree.reduce", "reduce"),
    "tree_flatten": ("jax.tree.flatten", "flatten"), "tree_unflatten": ("jax.tree.unflatten", "unflatten"),
    "tree_leaves": ("jax.tree.leaves", "leaves"), "tree_structure": ("jax.tree.structure", "structure"),
    "tree_transpose": ("jax.tree.transpose", "transpose"), "tree_all": ("jax.tree.all", "all"),
}
_REMOVED = {
    "device_put_replicated": "jax.device_put_replicated is deprecated; use jax.device_put instead. See"
                             " https://docs.jax.dev/en/latest/migrate_pmap.html#drop-in-replacements for a drop-in"
                             " replacement.",
    "device_put_sharded": "jax.device_put_sharded is deprecated; use jax.device_put instead. See"
                          " https://docs.jax.dev/en/latest/migrate_pmap.html#drop-in-replacements for a drop-in"
                          " replacement.",
}


def __getattr__(name):
    source = _LAZY.get(name)
    if source is not None:
        from importlib import import_module
        try:
            module = import_module(source)
        except ModuleNotFoundError as problem:
            raise AttributeError(f"jax.{name} is not implemented") from problem
        value = module if source == f"jax.{name}" or name not in module.__dict__ and not hasattr(module, name) else \
            getattr(module, name)
        globals()[name] = value
        return value
    old = _OLD.get(name)
    if old is not None:
        from ._warnings import warn_user
        warn_user(f"jax.{name} is deprecated: use {old[0]} (jax v0.4.25 or newer) or jax.tree_util.{name} (any JAX"
                  " version).", DeprecationWarning)
        return getattr(tree, old[1])
    message = _REMOVED.get(name)
    raise AttributeError(message if message is not None else f"module 'jax' has no attribute '{name}'")


def __dir__():
    return sorted({n for n in globals() if not n.startswith("_")} | set(_LAZY))
