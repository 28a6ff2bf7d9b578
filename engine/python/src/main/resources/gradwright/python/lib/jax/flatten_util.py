"""Trees of arrays as one vector."""
from math import prod as _prod

from ._documentation import attach as _attach
from . import lax, numpy as jnp
from .tree_util import tree_flatten, tree_unflatten


class _Unravel:
    """Makes the tree again from its vector. Equal ones make equal trees of equal vectors."""

    def __init__(self, treedef, shapes, from_dtypes, to_dtype):
        self._parts = (treedef, shapes, from_dtypes, to_dtype)

    def __call__(self, flat):
        treedef, shapes, from_dtypes, to_dtype = self._parts
        if from_dtypes is not None and jnp.result_type(flat) != to_dtype:
            raise TypeError(f"unravel function given array of dtype {jnp.result_type(flat)}, but expected dtype {to_dtype}")
        if not shapes:
            return tree_unflatten(treedef, [])
        total = sum([_prod(shape) for shape in shapes])
        if jnp.shape(flat) != (total,):
            raise ValueError(f"Sum of sizes {total} must be equal to dimension 0 of the operand shape"
                             f" {list(jnp.shape(flat))}")
        leaves, start = [], 0
        for i, shape in enumerate(shapes):
            size = _prod(shape)
            leaf = lax.slice(flat, (start,), (start + size,)).reshape(shape)
            leaves.append(leaf if from_dtypes is None else leaf.astype(from_dtypes[i]))
            start += size
        return tree_unflatten(treedef, leaves)

    def __eq__(self, other):
        return type(other) is _Unravel and self._parts == other._parts

    def __hash__(self):
        return hash(self._parts[:2])


def ravel_pytree(pytree):
    """The leaves of a tree joined to one vector, and a function that makes the tree again from such a vector.

    The vector's dtype is that which the leaves promote to; without leaves it is an empty float32 vector.
    """
    leaves, treedef = tree_flatten(pytree)
    if not leaves:
        return jnp.zeros(0, "float32"), _Unravel(treedef, (), None, None)
    dtypes = tuple([jnp.result_type(x) for x in leaves])
    to_dtype = jnp.result_type(*dtypes)
    shapes = tuple([jnp.shape(x) for x in leaves])
    same = all([d == to_dtype for d in dtypes])
    flat = [jnp.ravel(x) if same else jnp.ravel(jnp.asarray(x).astype(to_dtype)) for x in leaves]
    return lax.concatenate(flat, 0), _Unravel(treedef, shapes, None if same else dtypes, to_dtype)


_attach(globals(), "tree", "ravel_pytree")
