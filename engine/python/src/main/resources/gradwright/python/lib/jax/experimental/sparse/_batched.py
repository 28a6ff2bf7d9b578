"""What the sparse formats share: errors, and functions of one example mapped over batch axes."""
from ... import lax
from ... import numpy as jnp
from ..._vmap import vmap


class SparseEfficiencyError(ValueError):
    """A layout would store many zeros."""


class SparseEfficiencyWarning(UserWarning):
    """A layout stores many zeros."""


class CuSparseEfficiencyWarning(SparseEfficiencyWarning):
    """Kept for its name: the engine does not call that library."""


def product(sizes):
    """The product of sizes."""
    n = 1
    for s in sizes:
        n *= s
    return n


def split(sequence, *counts):
    """Consecutive parts of a sequence; the last has the rest."""
    out, at = [], 0
    for n in counts:
        out.append(tuple(sequence[at:at + n]))
        at += n
    return [*out, tuple(sequence[at:])]


def remaining(axes, *taken):
    """The axes that no other list has."""
    used = {a for t in taken for a in t}
    return [a for a in axes if a not in used]


def over_batches(f, n, axes=None):
    """``f`` mapped over ``n`` leading axes of its arguments, of which those of size one serve for all.

    ``axes`` says for each argument whether it has these axes.
    """
    for _ in range(n):
        f = _over_batch(f, axes)
    return f


def _over_batch(f, axes):
    def mapped(*args):
        has = [True] * len(args) if axes is None else axes
        size = max([a.shape[0] for a, h in zip(args, has) if h])
        if size > 1:
            if any([h and a.shape[0] not in (1, size) for a, h in zip(args, has)]):
                raise ValueError("broadcasting_vmap: mismatched input shapes")
            same = [not h or a.shape[0] == 1 for a, h in zip(args, has)]
            args = [lax.squeeze(a, (0,)) if h and s else a for a, h, s in zip(args, has, same)]
            has = [not s for s in same]
        return vmap(f, in_axes=tuple([0 if h else None for h in has]))(*args)
    return mapped


def columns(indices):
    """The index of each axis."""
    return tuple([indices[..., i] for i in range(indices.shape[-1])])


def stacked(cols, like):
    """Indices from those of each axis."""
    return jnp.stack([jnp.asarray(c, like.dtype) for c in cols], axis=-1)
