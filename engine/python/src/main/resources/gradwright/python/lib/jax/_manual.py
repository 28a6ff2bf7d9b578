"""The mesh axes over which a function is being mapped by `shard_map`, and what that means for sums and derivatives.

A value that is the same everywhere along an axis, and one that may differ, are told apart as JAX's types do: the sum of
the latter is of the first kind, and the cotangent of the first kind is a sum.
"""
from ._array import host, mapped_axes as axes, wrap


# For each shard_map that is being traced its mesh and the axes it maps.
meshes = []


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


def typed(aval, h):
    """The type of a value with the axes along which it may differ."""
    names = [a for a in axis_names() if _varies(h, a)]
    if not names:
        return aval
    from ._core import ShapedArray
    return ShapedArray(aval.shape, aval.dtype, aval.weak_type, sharding=aval._sharding, _varying=tuple(names))


def blocks(h):
    """The text of each device's part of a value, where the parts are known; None where not."""
    peeled, inner = [], h
    while host.kind(inner) == 4:
        axis, name, inner = host.peeled(inner)
        peeled.append((name, axis))
    if host.kind(inner) != 0 or len(meshes) != 1 or not hasattr(meshes[0][0], "devices"):
        return None
    import numpy as np
    whole, mesh = np.asarray(wrap(inner)), meshes[0][0]
    names, out = mesh.axis_names, []
    for place, device in np.ndenumerate(mesh.devices):
        part, at = whole, dict(zip(names, place))
        for name, axis in reversed(peeled):
            part = np.take(part, at.get(name, 0), axis=axis)
        out.append(f"On {device} at mesh coordinates ({', '.join(names)},) = {place}:\n{part}\n")
    return "\n".join(out)


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
