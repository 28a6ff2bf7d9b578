"""The place of shard_map before it was `jax.shard_map`."""


def _shard_map(f, mesh, in_specs, out_specs, check_rep=True):
    """Please use `jax.shard_map`."""
    from .._shard_map import shard_map as mapped
    return mapped(f, mesh=mesh, in_specs=in_specs, out_specs=out_specs, check_vma=check_rep)


_shard_map.__name__ = _shard_map.__qualname__ = "shard_map"


def __getattr__(name):
    if name == "shard_map":
        from .._warnings import warn_user
        warn_user("jax.experimental.shard_map is deprecated in v0.8.0. Used jax.shard_map instead.", DeprecationWarning)
        return _shard_map
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
