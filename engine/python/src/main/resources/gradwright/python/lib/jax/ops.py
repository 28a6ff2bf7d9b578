"""Reductions of the rows that belong to each segment."""
from ._documentation import attach as _attach
from . import numpy as jnp
from ._functions import module_getattr as _module_getattr


def _identity(op, dtype):
    kind = dtype.kind
    if op == "add":
        return 0
    if op == "multiply":
        return 1
    if kind == "b":
        return op == "min"
    if kind in "iu":
        limits = jnp.iinfo(dtype)
        return limits.min if op == "max" else limits.max
    return -jnp.inf if op == "max" else jnp.inf


_REDUCERS = {"add": "sum", "multiply": "prod", "max": "max", "min": "min"}


def _segments(name, op, data, segment_ids, num_segments, indices_are_sorted, unique_indices, bucket_size, mode):
    from .errors import ConcretizationTypeError
    data, segment_ids = jnp.asarray(data), jnp.asarray(segment_ids)
    if num_segments is None:
        num_segments = int(jnp.max(segment_ids)) + 1
    try:
        num_segments = num_segments.__index__()
    except ConcretizationTypeError:
        raise
    except Exception as problem:
        raise TypeError(f"{name}: num_segments must be an integer, got {num_segments!r}") from problem
    if num_segments < 0:
        raise ValueError("num_segments must be non-negative.")
    options = {"indices_are_sorted": indices_are_sorted, "unique_indices": unique_indices, "mode": mode or "drop"}
    # Negative ids name no segment, unlike indices from the end; clipped ones are the first.
    ids = segment_ids
    if ids.dtype.kind == "i":
        ids = jnp.where(ids < 0, 0 if mode == "clip" else num_segments, ids)
    start = _identity(op, data.dtype)
    if bucket_size is None:
        out = jnp.full((num_segments, *data.shape[1:]), start, dtype=data.dtype)
        return getattr(out.at[ids], op)(data, **options)
    buckets = -(-segment_ids.size // bucket_size)
    out = jnp.full((buckets, num_segments, *data.shape[1:]), start, dtype=data.dtype)
    options["unique_indices"] = options["indices_are_sorted"] = False
    out = getattr(out.at[jnp.arange(segment_ids.shape[0]) // bucket_size, ids], op)(data, **options)
    return getattr(jnp, _REDUCERS[op])(out, axis=0).astype(data.dtype)


def segment_sum(data, segment_ids, num_segments=None, indices_are_sorted=False, unique_indices=False, bucket_size=None,
                mode=None, out_sharding=None):
    """The sum of the rows of each segment; rows of ids out of range are left out."""
    return _segments("segment_sum", "add", data, segment_ids, num_segments, indices_are_sorted, unique_indices, bucket_size,
                     mode)


def segment_prod(data, segment_ids, num_segments=None, indices_are_sorted=False, unique_indices=False, bucket_size=None,
                 mode=None, out_sharding=None):
    """The product of the rows of each segment."""
    return _segments("segment_prod", "multiply", data, segment_ids, num_segments, indices_are_sorted, unique_indices,
                     bucket_size, mode)


def segment_max(data, segment_ids, num_segments=None, indices_are_sorted=False, unique_indices=False, bucket_size=None,
                mode=None, out_sharding=None):
    """The largest of the rows of each segment; the dtype's smallest value for segments without rows."""
    return _segments("segment_max", "max", data, segment_ids, num_segments, indices_are_sorted, unique_indices, bucket_size,
                     mode)


def segment_min(data, segment_ids, num_segments=None, indices_are_sorted=False, unique_indices=False, bucket_size=None,
                mode=None, out_sharding=None):
    """The smallest of the rows of each segment; the dtype's largest value for segments without rows."""
    return _segments("segment_min", "min", data, segment_ids, num_segments, indices_are_sorted, unique_indices, bucket_size,
                     mode)


__getattr__, __dir__ = _module_getattr("jax.ops", globals())


_attach(globals(), "arrays", "segment_max segment_min segment_prod segment_sum")
