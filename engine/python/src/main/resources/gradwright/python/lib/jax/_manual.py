"""The mesh axes over which a function is being mapped by `shard_map`, and what that means for sums and derivatives.

A value that is the same everywhere along an axis, and one that may differ, are told apart as JAX's types do: the sum of
the latter is of the first kind, and the cotangent of the first kind is a sum.
"""
from ._array import host, mapped_axes as axes, wrap


def axis_names():
    """All names of mapped axes."""
    return [a for names, _ in axes for a in names]


def _varies(h, axis):
    return any([axis in names and host.varies(h, axis, outer) for names, outer in axes])


def summed(h, names):
    """The sum over named axes."""
    for a in names:
        if _varies(h, a):
            h = host.sumInvariant(h, a)
        else:
            h = (wrap(h) * host.axisSize(a))._h
    return h


def varying(x, names):
    """The value as one that may differ along named axes."""
    from . import lax, numpy as jnp
    x = x if hasattr(x, "_h") else jnp.asarray(x)
    for a in names:
        if not _varies(x._h, a):
            everywhere = jnp.broadcast_to(lax.axis_index(a) >= 0, x.shape)
            x = lax.select(everywhere, x, x)
    return x


def marks(handles):
    """For each value the mapped axes along which it is known to be the same."""
    names = axis_names()
    return [[a for a in names if not _varies(h, a)] for h in handles]


def cotangents(handles, same):
    """Cotangents of values, summed over the axes along which the values are the same."""
    out = []
    for h, names in zip(handles, same):
        for a in names:
            if _varies(h, a):
                h = host.sumInvariant(h, a)
        out.append(h)
    return out
