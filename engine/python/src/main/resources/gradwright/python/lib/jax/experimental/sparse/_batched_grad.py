"""Jacobians by sparse arrays: sparse arrays with leading batch axes."""
from ... import numpy as jnp
from ._bcoo import BCOO


def leading(inner, bufs, jacobian):
    """The Jacobian's data at the places of the argument, for each element of the result."""
    like = inner.unflatten(bufs)
    n = jacobian.ndim - bufs[0].ndim
    if not isinstance(like, BCOO):
        raise NotImplementedError(f"Jacobians by {type(like).__name__} arrays are not implemented, only by BCOO")
    outer = jacobian.shape[:n]
    indices = jnp.broadcast_to(like.indices, (*outer, *like.indices.shape))
    return BCOO((jacobian, indices), shape=(*outer, *like.shape), indices_sorted=like.indices_sorted,
                unique_indices=like.unique_indices)
