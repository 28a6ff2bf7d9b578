"""Parts of jax.lax that are made of Python objects: enumerations, and functions of functions."""

from .._documentation import attach as _attach
from .. import _manual
from .._array import _aval, _np, host, wrap
from .._flat import check_arg, value
from .._tree import LEAF, build, flatten_spec, tree_map



def _const(example, v):
    """A scalar of an array's dtype."""
    from numpy._core import from_number
    kind = example.dtype.kind
    return from_number(bool(v) if kind == "b" else int(v) if kind in "iu" else float(v), example.dtype)


def dtype(x):
    """The dtype of a value, or the one that JAX has for a dtype."""
    if x is None:
        raise ValueError(f"Invalid argument to dtype: {x}.")
    if isinstance(x, (str, type, _np.dtype)):
        from ..dtypes import canonicalize_dtype
        return canonicalize_dtype(x)
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


def _in_shard_map(name, f, x, args, kwargs):
    """A collective over axes of a mesh: sums are the same everywhere, what is exchanged is not."""
    names = args[0] if args else kwargs["axis_name"]
    mapped = _manual.axis_names()
    names = [n for n in (names if isinstance(names, (tuple, list)) else (names,)) if n in mapped]
    h = value(x)
    if not names or h is None or not hasattr(x, "_h"):
        return f(x, *args, **kwargs)
    if name in ("psum", "pmean") and len(names) == _count(args[0] if args else kwargs["axis_name"]):
        total = wrap(_manual.summed(h, names))
        if name == "psum":
            return total
        size = 1
        for n in names:
            size *= host.axisSize(n)
        return total / size
    if name in ("pmax", "pmin"):
        return f(x, *args, **kwargs)
    return _manual.varying(f(_manual.varying(x, names), *args, **kwargs), names)


def _count(names):
    return len(names) if isinstance(names, (tuple, list)) else 1


def pcast(x, axis_name, *, to):
    """``x`` as a value that may differ along named axes of a mesh."""
    if to != "varying":
        raise NotImplementedError(f"jax.lax.pcast to {to!r} is not implemented, only to 'varying'")
    names = axis_name if isinstance(axis_name, (tuple, list)) else (axis_name,)
    return tree_map(lambda leaf: _manual.varying(leaf, names), x)


def pbroadcast(x, axis_name, source):
    """The value at one position of a named axis, for all positions."""
    return tree_map(lambda leaf: all_gather(leaf, axis_name)[source], x)


def with_sharding_constraint(x, shardings):
    """``x``, sharded as said."""
    from .._placement import with_sharding_constraint as constrain
    return constrain(x, shardings)


def _over_leaves(name, x, *args, **options):
    from .._functions import lookup
    f = lookup("jax.lax", name)
    if _manual.axes:
        return tree_map(lambda leaf: _in_shard_map(name, f, leaf, args, options), x)
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
    perm = [tuple(p) for p in perm]
    if _manual.axes and len(perm) < axis_size(axis_name):
        return _sent_to_some(x, axis_name, perm)
    return _over_leaves("ppermute", x, axis_name, perm)


def _sent_to_some(x, axis_name, perm):
    """A permutation of some positions of a mesh's axis: the others receive zeros."""
    from . import full_like, select
    places = range(axis_size(axis_name))
    sources, targets = [s for s, _ in perm], [t for _, t in perm]
    idle = zip([p for p in places if p not in sources], [p for p in places if p not in targets])
    moved = _over_leaves("ppermute", x, axis_name, perm + list(idle))
    here = axis_index(axis_name)
    received = sum([here == t for t in targets], here < 0)
    return tree_map(lambda leaf: select(received, leaf, full_like(leaf, 0)), moved)


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
    f = lookup("jax.lax", "axis_index")
    if isinstance(axis_name, (tuple, list)):
        out = 0
        for name in axis_name:
            out = out * axis_size(name) + f(name)
        return out
    return f(axis_name)


def axis_size(axis_name):
    """The size of a named axis, or of several together."""
    n = 1
    for name in axis_name if isinstance(axis_name, (tuple, list)) else (axis_name,):
        n *= host.axisSize(name)
    return n


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


_attach(globals(), "control",
        "all_gather all_to_all axis_index axis_size optimization_barrier pbroadcast pmax pmean pmin"
        " ppermute pshuffle psum psum_scatter pswapaxes select stop_gradient with_sharding_constraint")
