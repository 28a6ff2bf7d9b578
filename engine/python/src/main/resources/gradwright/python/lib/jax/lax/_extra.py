"""Parts of jax.lax that are made of Python objects: enumerations, and functions of functions."""
from collections import namedtuple

from .. import _manual
from .._array import _aval, host, wrap
from .._flat import check_arg, value
from .._tree import LEAF, build, flatten_spec, tree_map


class _Choice:
    """One value of an enumeration."""
    __slots__ = ("name", "value", "_owner", "_engine_name")

    def __init__(self, owner, name, value):
        self._owner = owner
        self.name = name
        self.value = value
        self._engine_name = name.lower()

    def __repr__(self):
        return f"<{self._owner}.{self.name}: {self.value!r}>"

    def __str__(self):
        return f"{self._owner}.{self.name}"


def _choices(owner, doc, **values):
    return type(owner, (), {"__doc__": doc, **{n: _Choice(owner, n, v) for n, v in values.items()}})


Precision = _choices("Precision", "How exactly products are computed.", DEFAULT=0, HIGH=1, HIGHEST=2)
GatherScatterMode = _choices("GatherScatterMode", "What indices out of bounds mean.", CLIP=0, FILL_OR_DROP=1,
                             PROMISE_IN_BOUNDS=2, ONE_HOT=3)
RoundingMethod = _choices("RoundingMethod", "How ties are rounded.", AWAY_FROM_ZERO=0, TO_NEAREST_EVEN=1)
PrecisionLike = object
GatherDimensionNumbers = namedtuple(
    "GatherDimensionNumbers",
    "offset_dims collapsed_slice_dims start_index_map operand_batching_dims start_indices_batching_dims",
    defaults=((), ()))
ScatterDimensionNumbers = namedtuple(
    "ScatterDimensionNumbers",
    "update_window_dims inserted_window_dims scatter_dims_to_operand_dims operand_batching_dims"
    " scatter_indices_batching_dims",
    defaults=((), ()))
ConvDimensionNumbers = namedtuple("ConvDimensionNumbers", "lhs_spec rhs_spec out_spec")


def _const(example, v):
    """A scalar of an array's dtype."""
    from numpy._core import from_number
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
    return tree_map(lambda leaf: _stop(leaf) if value(leaf) is not None else leaf, x)


_stop = None


def _collective(name):
    def method(x, *args, **kwargs):
        from .._functions import lookup
        f = lookup("jax.lax", name)
        if f is None:
            raise NotImplementedError(f"jax.lax.{name} is not implemented")
        if _manual.axes:
            return tree_map(lambda leaf: _in_shard_map(name, f, leaf, args, kwargs), x)
        return tree_map(lambda leaf: f(leaf, *args, **kwargs), x)
    method.__name__ = name
    return method


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


for _name in ("psum", "pmean", "pmax", "pmin", "all_gather", "ppermute", "all_to_all", "psum_scatter", "pshuffle",
              "pswapaxes"):
    globals()[_name] = _collective(_name)


def axis_index(axis_name):
    """The position along a named axis."""
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


_OPERATIONS = {"add": "add", "mul": "mul", "multiply": "mul", "max": "max", "maximum": "max", "min": "min",
               "minimum": "min", "bitwise_and": "bitwise_and", "logical_and": "bitwise_and", "bitwise_or": "bitwise_or",
               "logical_or": "bitwise_or", "bitwise_xor": "bitwise_xor", "logical_xor": "bitwise_xor"}


def _operation(computation):
    """The name of one of the library's own operations; other functions as they are."""
    if (getattr(computation, "__module__", None) or "").startswith("jax"):
        return _OPERATIONS.get(getattr(computation, "__name__", None), computation)
    return computation


def reduce(operands, init_values, computation, dimensions, out_sharding=None):
    """A reduction over axes by an operation."""
    from .._functions import lookup
    return lookup("jax.lax", "reduce")(operands, init_values, _operation(computation), dimensions, out_sharding)


def reduce_window(operand, init_value, computation, window_dimensions, window_strides=None, padding="VALID",
                  base_dilation=None, window_dilation=None):
    """A reduction of each window by an operation."""
    from .._functions import lookup
    return lookup("jax.lax", "reduce_window")(operand, init_value, _operation(computation), window_dimensions,
                                              window_strides, padding, base_dilation, window_dilation)


def optimization_barrier(operand):
    """``operand``; no computation is moved across."""
    leaves, spec = flatten_spec(operand)
    outs = [wrap(h) for h in host.barrier([check_arg(x) for x in leaves])]
    return outs[0] if spec is LEAF else build(spec, iter(outs))


from ._solves import custom_linear_solve, custom_root  # noqa: E402
