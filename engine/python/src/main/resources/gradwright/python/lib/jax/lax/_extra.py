"""Parts of jax.lax that are made of Python objects: enumerations, and functions of functions."""
from .._array import _aval, host, wrap
from .._flat import check_arg, value
from .._tree import LEAF, build, flatten_spec, tree_map



def _const(example, v):
    """A scalar of an array's dtype."""
    from numpy._scalar import from_number
    kind = example.dtype.kind
    return from_number(bool(v) if kind == "b" else int(v) if kind in "iu" else float(v), example.dtype)


def dtype(x):
    """The dtype of a value."""
    return _aval(check_arg(x)).dtype


def stop_gradient(x):
    """``x``, treated as constant by differentiation."""
    from .._functions import lookup
    global _stop
    if _stop is None:
        _stop = lookup("jax.lax", "stop_gradient")
        if _stop is None:
            raise NotImplementedError("jax.lax.stop_gradient is not implemented")
    return tree_map(lambda leaf: _stop(leaf) if value(leaf) is not None and hasattr(leaf, "dtype") else leaf, x)


_stop = None


def _over_leaves(name, x, *args, **options):
    from .._functions import lookup
    f = lookup("jax.lax", name)
    return tree_map(lambda leaf: f(leaf, *args, **options), x)


def psum(x, axis_name, *, axis_index_groups=None):
    """Sum across named axes, of each leaf."""
    return _over_leaves("psum", x, axis_name, axis_index_groups=axis_index_groups)


def pmean(x, axis_name, *, axis_index_groups=None):
    """Mean across named axes, of each leaf."""
    return _over_leaves("pmean", x, axis_name, axis_index_groups=axis_index_groups)


def pmax(x, axis_name, *, axis_index_groups=None):
    """Largest across named axes, of each leaf."""
    return _over_leaves("pmax", x, axis_name, axis_index_groups=axis_index_groups)


def pmin(x, axis_name, *, axis_index_groups=None):
    """Smallest across named axes, of each leaf."""
    return _over_leaves("pmin", x, axis_name, axis_index_groups=axis_index_groups)


def all_gather(x, axis_name, *, axis_index_groups=None, axis=0, tiled=False, to="varying"):
    """The values of all positions along a named axis, stacked along an axis or, tiled, joined."""
    if to not in ("varying", "reduced", "invarying"):
        raise ValueError(f"all_gather: to must be 'varying', 'reduced' or 'invarying', got {to!r}")
    return _over_leaves("all_gather", x, axis_name, axis_index_groups=axis_index_groups, axis=axis, tiled=tiled)


def ppermute(x, axis_name, perm):
    """Values sent between positions of a named axis: perm has pairs (from, to)."""
    return _over_leaves("ppermute", x, axis_name, [tuple(p) for p in perm])


def pshuffle(x, axis_name, perm):
    """Values taken from the positions of a named axis that perm lists."""
    return _over_leaves("pshuffle", x, axis_name, list(perm))


def all_to_all(x, axis_name, split_axis, concat_axis, *, axis_index_groups=None, tiled=False):
    """An axis split over the positions of a named axis, and the parts joined along another."""
    return _over_leaves("all_to_all", x, axis_name, split_axis, concat_axis, axis_index_groups=axis_index_groups, tiled=tiled)


def pswapaxes(x, axis_name, axis, *, axis_index_groups=None):
    """A named axis exchanged with an axis of the array."""
    return _over_leaves("pswapaxes", x, axis_name, axis, axis_index_groups=axis_index_groups)


def psum_scatter(x, axis_name, *, scatter_dimension=0, axis_index_groups=None, tiled=False):
    """Sum across a named axis, of which each position keeps its part."""
    return _over_leaves("psum_scatter", x, axis_name, scatter_dimension=scatter_dimension,
                        axis_index_groups=axis_index_groups, tiled=tiled)


def axis_index(axis_name):
    """The position along a named axis; of several axes, the last runs fastest."""
    from .._functions import lookup
    return lookup("jax.lax", "axis_index")(axis_name)


def axis_size(axis_name):
    """The size of a named axis; of several axes, their product."""
    if isinstance(axis_name, (tuple, list)):
        size = 1
        for name in axis_name:
            size *= host.axisSize(name)
        return size
    return host.axisSize(axis_name)


def select(pred, on_true, on_false):
    """Chooses elements by a boolean array."""
    from .._functions import lookup
    f = lookup("jax.lax", "select")
    if f is None:
        f = lookup("jax.lax", "select_n")
        return f(pred, on_false, on_true)
    return f(pred, on_true, on_false)


def optimization_barrier(operand, /):
    """``operand``; no computation is moved across."""
    leaves, spec = flatten_spec(operand)
    outs = [wrap(h) for h in host.barrier([check_arg(x) for x in leaves])]
    return outs[0] if spec is LEAF else build(spec, iter(outs))


from ._solves import custom_linear_solve, custom_root  # noqa: E402
