"""Optimizers: triples of functions that make a state of parameters, update it by a gradient, and give the parameters back."""
from collections import namedtuple
from functools import partial, wraps
from typing import Any, Callable

from .. import numpy as jnp
from ..api_util import safe_map as map
from .._src._util import safe_zip as zip
from ..tree_util import register_pytree_node, tree_flatten, tree_leaves, tree_map, tree_unflatten

OptimizerState = namedtuple("OptimizerState", ["packed_state", "tree_def", "subtree_defs"])
register_pytree_node(OptimizerState, lambda xs: ((xs.packed_state,), (xs.tree_def, xs.subtree_defs)),
                     lambda data, xs: OptimizerState(xs[0], data[0], data[1]))

Array = Any
Params = Any
State = Any
Updates = Any
Step = int
InitFn = Callable[[Params], OptimizerState]
UpdateFn = Callable[[Step, Updates, OptimizerState], OptimizerState]
ParamsFn = Callable[[OptimizerState], Params]
Schedule = Callable[[Step], float]
Optimizer = namedtuple("Optimizer", ["init_fn", "update_fn", "params_fn"])


def optimizer(opt_maker):
    """Makes an optimizer of trees from one of single arrays."""
    @wraps(opt_maker)
    def tree_opt_maker(*args, **kwargs):
        init, update, get_params = opt_maker(*args, **kwargs)

        def tree_init(x0_tree):
            leaves, tree = tree_flatten(x0_tree)
            states, subtrees = _unzipped([tree_flatten(init(x0)) for x0 in leaves])
            return OptimizerState(states, tree, subtrees)

        def tree_update(i, grad_tree, opt_state):
            states, tree, subtrees = opt_state
            grads, grad_def = tree_flatten(grad_tree)
            if grad_def != tree:
                raise TypeError("optimizer update function was passed a gradient tree that did not match the parameter"
                                " tree structure with which it was initialized: parameter tree"
                                f" {tree} and grad tree {grad_def}.")
            updated = [update(i, g, tree_unflatten(d, s)) for g, d, s in zip(grads, subtrees, states)]
            new_states, new_subtrees = _unzipped([tree_flatten(s) for s in updated])
            for new, old in zip(new_subtrees, subtrees):
                if new != old:
                    raise TypeError("optimizer update function produced an output structure that did not match its"
                                    f" input structure: input {old} and output {new}.")
            return OptimizerState(new_states, tree, subtrees)

        def tree_get_params(opt_state):
            states, tree, subtrees = opt_state
            return tree_unflatten(tree, [get_params(tree_unflatten(d, s)) for d, s in zip(subtrees, states)])
        return Optimizer(tree_init, tree_update, tree_get_params)
    return tree_opt_maker


def _unzipped(pairs):
    return tuple([a for a, _ in pairs]), tuple([b for _, b in pairs])


# ---- optimizers ----

@optimizer
def sgd(step_size):
    """Steps against the gradient."""
    step_size = make_schedule(step_size)

    def update(i, g, x):
        return x - step_size(i) * g
    return (lambda x0: x0), update, (lambda x: x)


@optimizer
def momentum(step_size, mass):
    """Steps along a velocity that the gradients drive."""
    step_size = make_schedule(step_size)

    def update(i, g, state):
        x, velocity = state
        velocity = mass * velocity + g
        return x - step_size(i) * velocity, velocity
    return (lambda x0: (x0, jnp.zeros_like(x0))), update, (lambda state: state[0])


@optimizer
def nesterov(step_size, mass):
    """The same, looking ahead (Nesterov, 1983)."""
    step_size = make_schedule(step_size)

    def update(i, g, state):
        x, velocity = state
        velocity = mass * velocity + g
        return x - step_size(i) * (mass * velocity + g), velocity
    return (lambda x0: (x0, jnp.zeros_like(x0))), update, (lambda state: state[0])


@optimizer
def adagrad(step_size, momentum=0.9):
    """Steps scaled by the sum of squared gradients (Duchi, Hazan and Singer, 2011)."""
    step_size = make_schedule(step_size)

    def update(i, g, state):
        x, squares, m = state
        squares = squares + jnp.square(g)
        scale = jnp.where(squares > 0, 1.0 / jnp.sqrt(squares), 0.0)
        m = (1.0 - momentum) * (g * scale) + momentum * m
        return x - step_size(i) * m, squares, m
    return (lambda x0: (x0, jnp.zeros_like(x0), jnp.zeros_like(x0))), update, (lambda state: state[0])


@optimizer
def rmsprop(step_size, gamma=0.9, eps=1e-8):
    """Steps scaled by a running mean of squared gradients (Hinton, 2012)."""
    step_size = make_schedule(step_size)

    def update(i, g, state):
        x, mean = state
        mean = mean * gamma + jnp.square(g) * (1.0 - gamma)
        return x - step_size(i) * g / jnp.sqrt(mean + eps), mean
    return (lambda x0: (x0, jnp.zeros_like(x0))), update, (lambda state: state[0])


@optimizer
def rmsprop_momentum(step_size, gamma=0.9, eps=1e-8, momentum=0.9):
    """The same with momentum."""
    step_size = make_schedule(step_size)

    def update(i, g, state):
        x, mean, mom = state
        mean = mean * gamma + jnp.square(g) * (1.0 - gamma)
        mom = momentum * mom + step_size(i) * g / jnp.sqrt(mean + eps)
        return x - mom, mean, mom
    return (lambda x0: (x0, jnp.zeros_like(x0), jnp.zeros_like(x0))), update, (lambda state: state[0])


@optimizer
def adam(step_size, b1=0.9, b2=0.999, eps=1e-8):
    """Steps along the gradient's running mean, scaled by that of its square (Kingma and Ba, 2014)."""
    step_size = make_schedule(step_size)

    def update(i, g, state):
        x, m, v = state
        m = (1 - b1) * g + b1 * m
        v = (1 - b2) * jnp.square(g) + b2 * v
        m_hat = m / (1 - jnp.asarray(b1, m.dtype) ** (i + 1))
        v_hat = v / (1 - jnp.asarray(b2, m.dtype) ** (i + 1))
        return x - step_size(i) * m_hat / (jnp.sqrt(v_hat) + eps), m, v
    return (lambda x0: (x0, jnp.zeros_like(x0), jnp.zeros_like(x0))), update, (lambda state: state[0])


@optimizer
def adamax(step_size, b1=0.9, b2=0.999, eps=1e-8):
    """Adam with the largest gradient in place of the root mean square."""
    step_size = make_schedule(step_size)

    def update(i, g, state):
        x, m, v = state
        m = (1 - b1) * g + b1 * m
        v = jnp.maximum(b2 * v, jnp.abs(g))
        return x - (step_size(i) / (1 - jnp.asarray(b1, m.dtype) ** (i + 1))) * m / (v + eps), m, v
    return (lambda x0: (x0, jnp.zeros_like(x0), jnp.zeros_like(x0))), update, (lambda state: state[0])


@optimizer
def sm3(step_size, momentum=0.9):
    """Adagrad with sums of squares kept for each axis only (Anil, Gupta, Koren and Singer, 2019)."""
    step_size = make_schedule(step_size)

    def along(ndim, axis):
        return (jnp.newaxis,) * axis + (slice(None),) + (jnp.newaxis,) * (ndim - axis - 1)

    def init(x0):
        x0 = jnp.atleast_1d(x0)
        return x0, jnp.zeros_like(x0), [jnp.zeros(n, dtype=x0.dtype) for n in jnp.shape(x0)]

    def update(i, g, state):
        x, m, sums = state
        places = [along(x.ndim, axis) for axis in range(x.ndim)]
        squares = sums[0][places[0]]
        for s, place in zip(sums[1:], places[1:]):
            squares = jnp.minimum(squares, s[place])
        squares = squares + jnp.square(g)
        scale = jnp.where(squares > 0, 1.0 / jnp.sqrt(squares), 0.0)
        m = (1.0 - momentum) * (g * scale) + momentum * m
        x = x - step_size(i) * m
        sums = [jnp.max(squares, axis=tuple([a for a in range(squares.ndim) if a != axis]))
                for axis in range(squares.ndim)]
        return x, m, sums
    return init, update, (lambda state: state[0])


# ---- step sizes ----

def constant(step_size):
    """The same step size always."""
    def schedule(i):
        return step_size
    return schedule


def exponential_decay(step_size, decay_steps, decay_rate):
    """A step size that falls by a factor in a number of steps."""
    def schedule(i):
        return step_size * decay_rate ** (i / decay_steps)
    return schedule


def inverse_time_decay(step_size, decay_steps, decay_rate, staircase=False):
    """A step size that falls as one over the time; in steps where ``staircase`` is true."""
    if staircase:
        def schedule(i):
            return step_size / (1 + decay_rate * jnp.floor(i / decay_steps))
    else:
        def schedule(i):
            return step_size / (1 + decay_rate * i / decay_steps)
    return schedule


def polynomial_decay(step_size, decay_steps, final_step_size, power=1.0):
    """A step size that falls as a power of the time that is left, to a final one."""
    def schedule(step_num):
        step_num = jnp.minimum(step_num, decay_steps)
        left = (1 - step_num / decay_steps) ** power
        return left * (step_size - final_step_size) + final_step_size
    return schedule


def piecewise_constant(boundaries, values):
    """A step size that changes at given steps."""
    boundaries, values = jnp.array(boundaries), jnp.array(values)
    if not boundaries.ndim == values.ndim == 1:
        raise ValueError("boundaries and values must be sequences")
    if not boundaries.shape[0] == values.shape[0] - 1:
        raise ValueError("boundaries length must be one shorter than values length")

    def schedule(i):
        return values[jnp.sum(i > boundaries)]
    return schedule


def make_schedule(scalar_or_schedule):
    """A function of the step, from one or from a number."""
    if callable(scalar_or_schedule):
        return scalar_or_schedule
    if jnp.ndim(scalar_or_schedule) == 0:
        return constant(scalar_or_schedule)
    raise TypeError(type(scalar_or_schedule))


# ---- gradients ----

def l2_norm(tree):
    """The Euclidean length of all leaves together."""
    return jnp.sqrt(sum([jnp.vdot(x, x) for x in tree_leaves(tree)]))


def clip_grads(grad_tree, max_norm):
    """Gradients no longer than a given length."""
    norm = l2_norm(grad_tree)
    return tree_map(lambda g: jnp.where(norm < max_norm, g, g * (max_norm / norm)), grad_tree)


# ---- states as trees ----

class JoinPoint:
    """Marks where the tree of an optimizer's state of one array begins."""

    def __init__(self, subtree):
        self.subtree = subtree

    def __iter__(self):
        yield self.subtree


def unpack_optimizer_state(opt_state):
    """An optimizer's state as a tree with join points."""
    states, tree, subtrees = opt_state
    return tree_unflatten(tree, [JoinPoint(tree_unflatten(d, s)) for d, s in zip(subtrees, states)])


def pack_optimizer_state(marked_pytree):
    """The inverse of :func:`unpack_optimizer_state`."""
    sentinels, tree = tree_flatten(marked_pytree)
    if not all([isinstance(s, JoinPoint) for s in sentinels]):
        raise AssertionError("pack_optimizer_state takes a tree of JoinPoints")
    states, subtrees = _unzipped([tree_flatten(s.subtree) for s in sentinels])
    return OptimizerState(states, tree, subtrees)
