"""Vectors that are trees of arrays."""
from functools import partial

from ... import lax, numpy as jnp
from ...tree_util import tree_leaves, tree_map

HIGHEST = lax.Precision.HIGHEST
dot = partial(jnp.dot, precision=HIGHEST)


def _real_dot(x, y):
    total = jnp.vdot(x.real, y.real, precision=HIGHEST)
    if jnp.iscomplexobj(x) or jnp.iscomplexobj(y):
        total += jnp.vdot(x.imag, y.imag, precision=HIGHEST)
    return total


def _sum(parts):
    total = parts[0]
    for p in parts[1:]:
        total = total + p
    return total


def real_dot(x, y):
    """The real part of the inner product."""
    return _sum([_real_dot(a, b) for a, b in zip(tree_leaves(x), tree_leaves(y))])


def inner(x, y):
    """The inner product."""
    return _sum([jnp.vdot(a, b, precision=HIGHEST) for a, b in zip(tree_leaves(x), tree_leaves(y))])


def norm(x):
    """The length."""
    return jnp.sqrt(real_dot(x, x))


def add(x, y):
    """The sum."""
    return tree_map(lambda a, b: a + b, x, y)


def sub(x, y):
    """The difference."""
    return tree_map(lambda a, b: a - b, x, y)


def scale(s, x):
    """The multiple."""
    return tree_map(lambda a: s * a, x)


def result_type(x):
    """The dtype of all leaves together."""
    return jnp.result_type(*tree_leaves(x))


def total(x):
    """The sum of the leaves."""
    return _sum(tree_leaves(x))
